"""Structural similarity in sliding windows: SSIM and its forerunner UIQI."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from scipy import ndimage

from ...translation import mark
from .block_sums import CORE, HALO, BlockSums, ImagePair, centred, quotient
from .metric import Direction, Metric, Need, Unit

SSIM_RADIUS = HALO
SSIM_SIGMA = 1.5
UIQI_SIZE = 8
K1, K2 = 0.01, 0.03

Filter = Callable[[np.ndarray], np.ndarray]


class LocalMoments(NamedTuple):
    """Moments of two planes in the window around each pixel, float64 (rows, columns)."""

    mean_x: np.ndarray
    mean_y: np.ndarray
    variances: np.ndarray  # of x plus of y: both indices need no more than their sum
    covariance: np.ndarray


@dataclass
class SimilaritySums(BlockSums):
    """Sums over the windows that lie wholly on valid pixels.

    ssim_windows, uiqi_windows: int (), their number; ssim, uiqi: float64 (bands,).
    """

    ssim_windows: np.ndarray
    uiqi_windows: np.ndarray
    ssim: np.ndarray
    uiqi: np.ndarray

    @classmethod
    def of(cls, pair: ImagePair) -> SimilaritySums:
        """Return the sums of the windows whose centres lie in one block."""
        valid, statistics = pair.valid, pair.setting.statistics
        ssim_valid = ndimage.minimum_filter(valid, 2 * SSIM_RADIUS + 1)[CORE]
        uiqi_valid = ndimage.minimum_filter(valid, UIQI_SIZE)[CORE]
        sums = []
        extents = statistics.maximum - statistics.minimum
        for x_band, y_band, c, extent, limit in zip(
                pair.x, pair.y, statistics.mean, extents, pair.setting.data_range):
            # Zeros where invalid, because the running sums of the uniform filter would
            # carry large values on to the windows that follow.
            u, v = centred(x_band, valid, c), centred(y_band, valid, c)
            ssim = ssim_map(local_moments(u, v, gaussian_mean, CORE), c, limit)
            uiqi = uiqi_map(local_moments(u, v, uniform_mean, CORE), c, extent)
            sums.append((ssim.sum(where=ssim_valid), uiqi.sum(where=uiqi_valid)))
        return cls(np.array(np.count_nonzero(ssim_valid)), np.array(np.count_nonzero(uiqi_valid)),
                   *np.array(sums).T.copy())


def gaussian_mean(plane: np.ndarray) -> np.ndarray:
    """Return the mean around each pixel with Gaussian weights (11x11 pixels, sigma 1.5)."""
    return ndimage.gaussian_filter(plane, SSIM_SIGMA, truncate=SSIM_RADIUS / SSIM_SIGMA)


def uniform_mean(plane: np.ndarray) -> np.ndarray:
    """Return the mean of the 8x8 pixels around each pixel, 4 before it and 3 after it."""
    return ndimage.uniform_filter(plane, UIQI_SIZE)


def local_moments(x: np.ndarray, y: np.ndarray, mean: Filter,
                  core: tuple[slice, slice]) -> LocalMoments:
    """Return the moments in the windows around the pixels of `core`."""
    mean_x, mean_y = mean(x)[core], mean(y)[core]
    variances = mean(x * x + y * y)[core] - mean_x * mean_x - mean_y * mean_y
    covariance = mean(x * y)[core] - mean_x * mean_y
    return LocalMoments(mean_x, mean_y, variances, covariance)


def ssim_map(m: LocalMoments, centre: float, data_range: float) -> np.ndarray:
    """Return the SSIM of each window; moments are those of the values minus `centre`."""
    c1, c2 = (K1 * data_range) ** 2, (K2 * data_range) ** 2
    mean_x, mean_y = m.mean_x + centre, m.mean_y + centre
    numerator = (2 * mean_x * mean_y + c1) * (2 * m.covariance + c2)
    denominator = (mean_x * mean_x + mean_y * mean_y + c1) * (m.variances + c2)
    return _or_one(numerator, denominator)


def uiqi_map(m: LocalMoments, centre: float, extent: float) -> np.ndarray:
    """Return the UIQI of each window; moments are those of the values minus `centre`.

    extent: of the values, from the least to the greatest.
    """
    mean_x, mean_y = m.mean_x + centre, m.mean_y + centre
    squares = mean_x * mean_x + mean_y * mean_y
    luminance = _or_one(2 * mean_x * mean_y, squares)
    # Below this both windows are constant: only the rounding of the running sums is left.
    varied = m.variances > 1e-12 * (extent * extent + squares)
    return luminance * _or_one(np.where(varied, 2 * m.covariance, 0.0),
                               np.where(varied, m.variances, 0.0))


def _or_one(numerator: np.ndarray, denominator: np.ndarray) -> np.ndarray:
    return np.divide(numerator, denominator, out=np.ones_like(numerator), where=denominator != 0)


def ssim(s: SimilaritySums) -> np.ndarray:
    """Return the structural similarity index, the mean over all windows, one value a band.

    (2 mx my + C1)(2 sxy + C2) / ((mx^2 + my^2 + C1)(sx^2 + sy^2 + C2)) with the means m,
    variances s^2 and covariance sxy in a window of 11x11 pixels weighted by a Gaussian
    of sigma 1.5; C1 = (0.01 L)^2, C2 = (0.03 L)^2, L the data range. -1 to 1, higher is
    better. Wang et al. 2004, https://doi.org/10.1109/TIP.2003.819861.

    Equals scikit-image's structural_similarity(gaussian_weights=True, sigma=1.5,
    use_sample_covariance=False, data_range=L). The range L is that of the reference's
    valid pixels unless the caller gives one; other software takes 255 or 1.
    """
    return quotient(s.ssim, s.ssim_windows)


SSIM = Metric(
    "SSIM", mark("SSIM"),
    mark("Structural similarity: brightness, contrast and pattern in small windows."),
    Direction.HIGHER, Unit.NONE, Need.REFERENCE, SimilaritySums, lambda s, _: ssim(s))


def uiqi(s: SimilaritySums) -> np.ndarray:
    """Return the universal image quality index, the mean over all windows, one value a band.

    4 sxy mx my / ((sx^2 + sy^2)(mx^2 + my^2)) in sliding windows of 8x8 pixels; where both
    windows are constant, 2 mx my / (mx^2 + my^2). -1 to 1, higher is better. Wang & Bovik
    2002, https://doi.org/10.1109/97.995823.

    torchmetrics weights an 11x11 window by a Gaussian. sewar 0.4.6 takes means for sums
    in Wang's program, which inflates the variances; its values are not those published.
    """
    return quotient(s.uiqi, s.uiqi_windows)


UIQI = Metric(
    "UIQI", mark("UIQI"),
    mark("Universal image quality index: correlation, brightness and contrast in windows."),
    Direction.HIGHER, Unit.NONE, Need.REFERENCE, SimilaritySums, lambda s, _: uiqi(s))
