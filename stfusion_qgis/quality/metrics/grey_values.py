"""Grey values of prediction and reference: mean and standard deviation."""

from __future__ import annotations

import numpy as np

from ...translation import mark
from .block_sums import quotient
from .metric import Direction, Metric, Need, Unit
from .moments import Moments


def mean_x(m: Moments) -> np.ndarray:
    """Return the grey mean of the prediction, sum(x) / n, in the data's unit.

    Best is the mean of the reference.
    """
    return m.centre + quotient(m.x, m.count)


MEAN = Metric(
    "MEAN", mark("Mean"), mark("Grey mean of the prediction."),
    Direction.NONE, Unit.DATA, Need.NOTHING, Moments, lambda m, _: mean_x(m))


def mean_y(m: Moments) -> np.ndarray:
    """Return the grey mean of the reference, sum(y) / n, in the data's unit."""
    return m.centre + quotient(m.y, m.count)


REFERENCE_MEAN = Metric(
    "REFERENCE_MEAN", mark("Mean of the reference"), mark("Grey mean of the reference."),
    Direction.NONE, Unit.DATA, Need.REFERENCE, Moments, lambda m, _: mean_y(m))


def standard_deviation_x(m: Moments) -> np.ndarray:
    """Return the standard deviation of the prediction, sqrt(sum((x - mean)^2) / n).

    In the data's unit, 0 or more; the measure of contrast. Best is that of the reference.
    """
    return np.sqrt(quotient(m.spread_x(), m.count))


STANDARD_DEVIATION = Metric(
    "STANDARD_DEVIATION", mark("Standard deviation"),
    mark("Standard deviation of the prediction: its contrast."),
    Direction.NONE, Unit.DATA, Need.NOTHING, Moments, lambda m, _: standard_deviation_x(m))


def standard_deviation_y(m: Moments) -> np.ndarray:
    """Return the standard deviation of the reference, sqrt(sum((y - mean)^2) / n)."""
    return np.sqrt(quotient(m.spread_y(), m.count))


REFERENCE_STANDARD_DEVIATION = Metric(
    "REFERENCE_STANDARD_DEVIATION", mark("Standard deviation of the reference"),
    mark("Standard deviation of the reference: its contrast."),
    Direction.NONE, Unit.DATA, Need.REFERENCE, Moments, lambda m, _: standard_deviation_y(m))
