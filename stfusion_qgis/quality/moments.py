"""Metrics of single pixels: what follows from the first and second moments of two images.

In the formulas x is the prediction, y the reference, n the number of valid pixels and
B the number of bands; sums go over the valid pixels of one band. All functions return
one value a band unless they say otherwise; a band for which the formula is 0/0 gets NaN.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from .sums import CONSTANT, Sums, quotient


@dataclass
class Moments(Sums):
    """Sums over the pixels that are valid in both images.

    centre: float64 (bands,), a value near the mean of each band. It is subtracted
        before squaring, so that the sums do not lose digits.
    count: int (), number of pixels; all others float64 (bands,): x, y, xx, yy, xy of the
        centred values, and absolute |x - y| and squared (x - y)^2.
    """

    centre: np.ndarray = field(metadata=CONSTANT)
    count: np.ndarray
    x: np.ndarray
    y: np.ndarray
    xx: np.ndarray
    yy: np.ndarray
    xy: np.ndarray
    absolute: np.ndarray
    squared: np.ndarray

    @classmethod
    def of(cls, x: np.ndarray, y: np.ndarray, valid: np.ndarray, centre: np.ndarray) -> Moments:
        """Return the sums of x and y, (bands, rows, columns), where valid, (rows, columns)."""
        sums = []
        for x_band, y_band, c in zip(x, y, centre):
            u = x_band[valid].astype(np.float64) - c
            v = y_band[valid].astype(np.float64) - c
            d = u - v
            sums.append((u.sum(), v.sum(), u @ u, v @ v, u @ v, np.abs(d).sum(), d @ d))
        return cls(centre, np.array(np.count_nonzero(valid)), *np.array(sums).T.copy())

    def spread_x(self) -> np.ndarray:
        """Return the sum of (x - mean of x)^2, exactly 0 for a constant band."""
        return self._spread(self.x, self.xx)

    def spread_y(self) -> np.ndarray:
        """Return the sum of (y - mean of y)^2, exactly 0 for a constant band."""
        return self._spread(self.y, self.yy)

    def _spread(self, first: np.ndarray, second: np.ndarray) -> np.ndarray:
        spread = second - quotient(first * first, self.count)
        # What remains below this is the rounding of the sums, not a variation of the pixels.
        return np.where(spread > 1e-12 * second, spread, 0.0)


def mean_x(m: Moments) -> np.ndarray:
    """Return the grey mean of the prediction, sum(x) / n, in the data's unit.

    Best is the mean of the reference.
    """
    return m.centre + quotient(m.x, m.count)


def mean_y(m: Moments) -> np.ndarray:
    """Return the grey mean of the reference, sum(y) / n, in the data's unit."""
    return m.centre + quotient(m.y, m.count)


def standard_deviation_x(m: Moments) -> np.ndarray:
    """Return the standard deviation of the prediction, sqrt(sum((x - mean)^2) / n).

    In the data's unit, 0 or more; the measure of contrast. Best is that of the reference.
    """
    return np.sqrt(quotient(m.spread_x(), m.count))


def standard_deviation_y(m: Moments) -> np.ndarray:
    """Return the standard deviation of the reference, sqrt(sum((y - mean)^2) / n)."""
    return np.sqrt(quotient(m.spread_y(), m.count))


def rmse(m: Moments) -> np.ndarray:
    """Return the root mean square error, sqrt(sum((x - y)^2) / n).

    In the data's unit, 0 to infinity, lower is better.
    """
    return np.sqrt(quotient(m.squared, m.count))


def mae(m: Moments) -> np.ndarray:
    """Return the mean absolute error, sum(|x - y|) / n.

    In the data's unit, 0 to infinity, lower is better. Willmott & Matsuura 2005,
    https://doi.org/10.3354/cr030079.
    """
    return quotient(m.absolute, m.count)


def bias(m: Moments) -> np.ndarray:
    """Return the bias, sum(x - y) / n: positive where the prediction is too bright.

    In the data's unit, any sign, best is 0. It is the average difference (AD) of the
    all-round assessment of Zhu et al. 2022, https://doi.org/10.1016/j.rse.2022.113002.
    """
    return quotient(m.x - m.y, m.count)


def r2(m: Moments) -> np.ndarray:
    """Return the coefficient of determination, 1 - sum((x - y)^2) / sum((y - mean of y)^2).

    Minus infinity to 1, higher is better; 0 is as good as predicting the mean of the
    reference everywhere. It is not the squared correlation, which forgives any gain and
    offset. NaN if the reference is constant. Nash & Sutcliffe 1970,
    https://doi.org/10.1016/0022-1694(70)90255-6.
    """
    return 1.0 - quotient(m.squared, m.spread_y())


def correlation(m: Moments) -> np.ndarray:
    """Return Pearson's correlation coefficient of x and y.

    sum((x - mean x)(y - mean y)) / sqrt(sum((x - mean x)^2) sum((y - mean y)^2)); -1 to 1,
    higher is better, NaN if one of both is constant.
    """
    covariance = m.xy - quotient(m.x * m.y, m.count)
    return np.clip(quotient(covariance, np.sqrt(m.spread_x() * m.spread_y())), -1.0, 1.0)


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


def rase(m: Moments) -> float:
    """Return the relative average spectral error, 100 / M sqrt(1/B sum over bands of RMSE^2).

    M is the mean of the reference over all bands. In percent, 0 to infinity, lower is
    better. One number for all bands. Ranchin & Wald 2000, Photogrammetric Engineering &
    Remote Sensing 66(1), 49-61; Choi 2006, https://doi.org/10.1109/TGRS.2006.869923.

    sewar and torchmetrics average this ratio over sliding windows of 8x8 pixels; the
    published definition, which is followed here, takes it once over the image.
    """
    return float(quotient(100.0 * np.sqrt(np.mean(rmse(m) ** 2)), np.mean(mean_y(m))))


def ergas(m: Moments, ratio: float) -> float:
    """Return the relative dimensionless global error in synthesis (ERGAS).

    100 / ratio sqrt(1/B sum over bands of RMSE^2 / mean(y)^2), where ratio is coarse
    pixel size / fine pixel size. 0 to infinity, lower is better. One number for all
    bands. Wald 2000, "Quality of high resolution synthesised images: is there a simple
    criterion?", Fusion of Earth Data, 99-103, https://hal.science/hal-00395027.
    sewar's parameter r is 1 / ratio; torchmetrics' is ratio.
    """
    return float(100.0 / ratio * np.sqrt(np.mean(quotient(rmse(m), mean_y(m)) ** 2)))
