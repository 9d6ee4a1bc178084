"""Every metric described: outputs, tables, reports and help are derived from this list."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum
from typing import Callable, Union

import numpy as np

from ..translation import mark
from . import detail, hypercomplex, moments, similarity, spectra, texture
from .measurements import Measurements


class Direction(Enum):
    """Which values of a metric are better."""

    LOWER = mark("lower is better")
    HIGHER = mark("higher is better")
    ZERO = mark("best is 0")
    ONE = mark("best is 1")
    NONE = mark("for comparison")

    def cost(self, value):
        """Return numbers that are the lower the better, from a value or an array of them."""
        value = np.asarray(value, float)
        return {Direction.LOWER: value, Direction.HIGHER: -value, Direction.ZERO: np.abs(value),
                Direction.ONE: np.abs(value - 1.0)}.get(self, np.full(value.shape, np.nan))


class Unit(Enum):
    """In what a metric is measured."""

    DATA = mark("unit of the data")
    DEGREES = "°"
    DECIBEL = "dB"
    PERCENT = "%"
    NONE = ""


class Need(Enum):
    """The image beside the prediction that a metric needs."""

    REFERENCE = "reference"
    COARSE = "coarse"
    FINE_1 = "fine_1"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Metric:
    """A metric, as people and scripts meet it.

    id: name in scripts and outputs. label: name for people. help: one sentence.
    per_band: whether it has a value for each band, whose mean is then the overall value;
        otherwise there is one for all bands together.
    bands: least and most bands of an image that it suits.
    value: the formula; returns float64 (bands,) or, unless per_band, one number.
    """

    id: str
    label: str
    help: str
    direction: Direction
    unit: Unit
    need: Need
    per_band: bool
    value: Callable[[Measurements], Union[np.ndarray, float]]
    bands: tuple[int, float] = (1, math.inf)

    @property
    def best(self) -> float:
        """Return the value of a perfect prediction, NaN if there is none."""
        if self.direction is Direction.HIGHER:
            return math.inf if self.unit is Unit.DECIBEL else 1.0
        return {Direction.LOWER: 0.0, Direction.ZERO: 0.0, Direction.ONE: 1.0}.get(
            self.direction, math.nan)

    @property
    def unit_text(self) -> str:
        """Return the unit to write behind the label: nothing if it is the data's."""
        return "" if self.unit is Unit.DATA else self.unit.value


METRICS: dict[str, Metric] = {metric.id: metric for metric in (
    Metric("RMSE", mark("RMSE"), mark("Root mean square error."),
           Direction.LOWER, Unit.DATA, Need.REFERENCE, True,
           lambda m: moments.rmse(m.pairs)),
    Metric("MAE", mark("MAE"), mark("Mean absolute error."),
           Direction.LOWER, Unit.DATA, Need.REFERENCE, True,
           lambda m: moments.mae(m.pairs)),
    Metric("BIAS", mark("Bias"),
           mark("Mean of prediction minus reference: positive where it is too bright."),
           Direction.ZERO, Unit.DATA, Need.REFERENCE, True,
           lambda m: moments.bias(m.pairs)),
    Metric("R2", mark("R²"),
           mark("Coefficient of determination: the part of the reference's variance explained."),
           Direction.HIGHER, Unit.NONE, Need.REFERENCE, True,
           lambda m: moments.r2(m.pairs)),
    Metric("CORRELATION", mark("Correlation"), mark("Pearson's correlation coefficient."),
           Direction.HIGHER, Unit.NONE, Need.REFERENCE, True,
           lambda m: moments.correlation(m.pairs)),
    Metric("PSNR", mark("PSNR"),
           mark("Peak signal-to-noise ratio: the data range over the RMSE."),
           Direction.HIGHER, Unit.DECIBEL, Need.REFERENCE, True,
           lambda m: moments.psnr(m.pairs, m.setting.data_range)),
    Metric("SSIM", mark("SSIM"),
           mark("Structural similarity: brightness, contrast and pattern in small windows."),
           Direction.HIGHER, Unit.NONE, Need.REFERENCE, True,
           lambda m: similarity.ssim(m.similarity)),
    Metric("UIQI", mark("UIQI"),
           mark("Universal image quality index: correlation, brightness and contrast in windows."),
           Direction.HIGHER, Unit.NONE, Need.REFERENCE, True,
           lambda m: similarity.uiqi(m.similarity)),
    Metric("SAM", mark("SAM"), mark("Mean spectral angle between prediction and reference."),
           Direction.LOWER, Unit.DEGREES, Need.REFERENCE, False,
           lambda m: spectra.sam(m.angles), (2, math.inf)),
    Metric("RASE", mark("RASE"),
           mark("Relative average spectral error: RMSE of all bands over their mean."),
           Direction.LOWER, Unit.PERCENT, Need.REFERENCE, False,
           lambda m: moments.rase(m.pairs)),
    Metric("ERGAS", mark("ERGAS"),
           mark("Relative dimensionless global error, which allows for the scale ratio."),
           Direction.LOWER, Unit.NONE, Need.REFERENCE, False,
           lambda m: moments.ergas(m.pairs, m.setting.ratio)),
    Metric("Q4", mark("Q4"), mark("Quaternion quality index of four-band images."),
           Direction.HIGHER, Unit.NONE, Need.REFERENCE, False,
           lambda m: hypercomplex.q4(m.hypercomplex), (4, 4)),
    Metric("Q2N", mark("Q2n"),
           mark("Hypercomplex quality index: spectral and spatial quality of all bands at once."),
           Direction.HIGHER, Unit.NONE, Need.REFERENCE, False,
           lambda m: hypercomplex.q2n(m.hypercomplex)),
    Metric("EDGE", mark("Edge difference"),
           mark("Roberts edges against the reference: below 0 blurred, above 0 sharpened."),
           Direction.ZERO, Unit.NONE, Need.REFERENCE, True,
           lambda m: texture.edge_difference(m.texture)),
    Metric("LBP", mark("Texture difference"),
           mark("Local binary patterns against the reference: below 0 too smooth, above 0 too "
                "rough."),
           Direction.ZERO, Unit.NONE, Need.REFERENCE, True,
           lambda m: texture.texture_difference(m.texture)),
    Metric("MEAN", mark("Mean"), mark("Grey mean of the prediction."),
           Direction.NONE, Unit.DATA, Need.NOTHING, True,
           lambda m: moments.mean_x(m.pairs)),
    Metric("REFERENCE_MEAN", mark("Mean of the reference"), mark("Grey mean of the reference."),
           Direction.NONE, Unit.DATA, Need.REFERENCE, True,
           lambda m: moments.mean_y(m.pairs)),
    Metric("STANDARD_DEVIATION", mark("Standard deviation"),
           mark("Standard deviation of the prediction: its contrast."),
           Direction.NONE, Unit.DATA, Need.NOTHING, True,
           lambda m: moments.standard_deviation_x(m.pairs)),
    Metric("REFERENCE_STANDARD_DEVIATION", mark("Standard deviation of the reference"),
           mark("Standard deviation of the reference: its contrast."),
           Direction.NONE, Unit.DATA, Need.REFERENCE, True,
           lambda m: moments.standard_deviation_y(m.pairs)),
    Metric("COARSE_RMSE", mark("RMSE to the coarse image"),
           mark("RMSE of the prediction averaged to the coarse pixels against the coarse image."),
           Direction.LOWER, Unit.DATA, Need.COARSE, True,
           lambda m: moments.rmse(m.coarse)),
    Metric("COARSE_CORRELATION", mark("Correlation with the coarse image"),
           mark("Correlation of the prediction averaged to the coarse pixels with the coarse "
                "image."),
           Direction.HIGHER, Unit.NONE, Need.COARSE, True,
           lambda m: moments.correlation(m.coarse)),
    Metric("DETAIL", mark("Kept detail"),
           mark("Edge strength of the prediction over that of fine image 1."),
           Direction.ONE, Unit.NONE, Need.FINE_1, True,
           lambda m: detail.detail(m.detail)),
    Metric("DETAIL_CORRELATION", mark("Correlation of detail"),
           mark("Correlation of the fine structures of the prediction with those of fine image 1."),
           Direction.HIGHER, Unit.NONE, Need.FINE_1, True,
           lambda m: detail.detail_correlation(m.detail)),
)}
