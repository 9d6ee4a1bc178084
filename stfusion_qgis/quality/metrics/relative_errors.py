"""Errors of all bands together, relative to the mean of the reference: RASE, ERGAS."""

from __future__ import annotations

import numpy as np

from ...translation import mark
from .block_sums import quotient
from .grey_values import mean_y
from .metric import Direction, Metric, Need, Unit
from .moments import Moments
from .pixel_errors import rmse


def rase(m: Moments) -> float:
    """Return the relative average spectral error, 100 / M sqrt(1/B sum over bands of RMSE^2).

    M is the mean of the reference over all bands. In percent, 0 to infinity, lower is
    better. One number for all bands. Ranchin & Wald 2000, Photogrammetric Engineering &
    Remote Sensing 66(1), 49-61; Choi 2006, https://doi.org/10.1109/TGRS.2006.869923.

    sewar and torchmetrics average this ratio over sliding windows of 8x8 pixels; the
    published definition, which is followed here, takes it once over the image.
    """
    return float(quotient(100.0 * np.sqrt(np.mean(rmse(m) ** 2)), np.mean(mean_y(m))))


RASE = Metric(
    "RASE", mark("RASE"),
    mark("Relative average spectral error: RMSE of all bands over their mean."),
    Direction.LOWER, Unit.PERCENT, Need.REFERENCE, Moments, lambda m, _: rase(m), per_band=False)


def ergas(m: Moments, ratio: float) -> float:
    """Return the relative dimensionless global error in synthesis (ERGAS).

    100 / ratio sqrt(1/B sum over bands of RMSE^2 / mean(y)^2), where ratio is coarse
    pixel size / fine pixel size. 0 to infinity, lower is better. One number for all
    bands. Wald 2000, "Quality of high resolution synthesised images: is there a simple
    criterion?", Fusion of Earth Data, 99-103, https://hal.science/hal-00395027.
    sewar's parameter r is 1 / ratio; torchmetrics' is ratio.
    """
    return float(100.0 / ratio * np.sqrt(np.mean(quotient(rmse(m), mean_y(m)) ** 2)))


ERGAS = Metric(
    "ERGAS", mark("ERGAS"),
    mark("Relative dimensionless global error, which allows for the scale ratio."),
    Direction.LOWER, Unit.NONE, Need.REFERENCE, Moments,
    lambda m, setting: ergas(m, setting.ratio), per_band=False)
