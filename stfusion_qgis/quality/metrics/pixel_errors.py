"""Errors of single pixels: RMSE, MAE, bias, R², correlation, PSNR."""

from __future__ import annotations

import numpy as np

from ...translation import mark
from .block_sums import quotient
from .metric import Direction, Metric, Need, Unit
from .moments import Moments


def rmse(m: Moments) -> np.ndarray:
    """Return the root mean square error, sqrt(sum((x - y)^2) / n).

    In the data's unit, 0 to infinity, lower is better.
    """
    return np.sqrt(quotient(m.squared, m.count))


RMSE = Metric(
    "RMSE", mark("RMSE"), mark("Root mean square error."),
    Direction.LOWER, Unit.DATA, Need.REFERENCE, Moments, lambda m, _: rmse(m))


def mae(m: Moments) -> np.ndarray:
    """Return the mean absolute error, sum(|x - y|) / n.

    In the data's unit, 0 to infinity, lower is better. Willmott & Matsuura 2005,
    https://doi.org/10.3354/cr030079.
    """
    return quotient(m.absolute, m.count)


MAE = Metric(
    "MAE", mark("MAE"), mark("Mean absolute error."),
    Direction.LOWER, Unit.DATA, Need.REFERENCE, Moments, lambda m, _: mae(m))


def bias(m: Moments) -> np.ndarray:
    """Return the bias, sum(x - y) / n: positive where the prediction is too bright.

    In the data's unit, any sign, best is 0. It is the average difference (AD) of the
    all-round assessment of Zhu et al. 2022, https://doi.org/10.1016/j.rse.2022.113002.
    """
    return quotient(m.x - m.y, m.count)


BIAS = Metric(
    "BIAS", mark("Bias"),
    mark("Mean of prediction minus reference: positive where it is too bright."),
    Direction.ZERO, Unit.DATA, Need.REFERENCE, Moments, lambda m, _: bias(m))


def r2(m: Moments) -> np.ndarray:
    """Return the coefficient of determination, 1 - sum((x - y)^2) / sum((y - mean of y)^2).

    Minus infinity to 1, higher is better; 0 is as good as predicting the mean of the
    reference everywhere. It is not the squared correlation, which forgives any gain and
    offset. NaN if the reference is constant. Nash & Sutcliffe 1970,
    https://doi.org/10.1016/0022-1694(70)90255-6.
    """
    return 1.0 - quotient(m.squared, m.spread_y())


R2 = Metric(
    "R2", mark("R²"),
    mark("Coefficient of determination: the part of the reference's variance explained."),
    Direction.HIGHER, Unit.NONE, Need.REFERENCE, Moments, lambda m, _: r2(m))


def correlation(m: Moments) -> np.ndarray:
    """Return Pearson's correlation coefficient of x and y.

    sum((x - mean x)(y - mean y)) / sqrt(sum((x - mean x)^2) sum((y - mean y)^2)); -1 to 1,
    higher is better, NaN if one of both is constant.
    """
    covariance = m.xy - quotient(m.x * m.y, m.count)
    return np.clip(quotient(covariance, np.sqrt(m.spread_x() * m.spread_y())), -1.0, 1.0)


CORRELATION = Metric(
    "CORRELATION", mark("Correlation"), mark("Pearson's correlation coefficient."),
    Direction.HIGHER, Unit.NONE, Need.REFERENCE, Moments, lambda m, _: correlation(m))


def psnr(m: Moments, data_range: np.ndarray) -> np.ndarray:
    """Return the peak signal-to-noise ratio, 20 log10(data range / RMSE), in dB.

    data_range: (bands,), greatest minus least value that the data can take. Here the
        range of the reference's valid pixels stands in for it unless the caller knows
        it; scikit-image and sewar take the range of the data type instead.

    Higher is better, infinite for a perfect prediction; a constant reference that is
    missed gives minus infinity. Huynh-Thu & Ghanbari 2008, https://doi.org/10.1049/el:20080522.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        value = 20.0 * np.log10(data_range) - 10.0 * np.log10(quotient(m.squared, m.count))
    return np.where(m.squared == 0, np.where(m.count > 0, np.inf, np.nan), value)


PSNR = Metric(
    "PSNR", mark("PSNR"), mark("Peak signal-to-noise ratio: the data range over the RMSE."),
    Direction.HIGHER, Unit.DECIBEL, Need.REFERENCE, Moments,
    lambda m, setting: psnr(m, setting.data_range))
