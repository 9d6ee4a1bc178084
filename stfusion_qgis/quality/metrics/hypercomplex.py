"""Quality of all bands at once: Q4 and Q2n, which take a spectrum as one hypercomplex number."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from ...matrix_products import matmul
from ...translation import mark
from .block_sums import BlockSums, ImagePair, quotient
from .metric import Direction, Metric, Need, Unit

BLOCK_SIZE = 32


@dataclass
class HypercomplexSums(BlockSums):
    """Sums over the blocks of 32x32 pixels that are valid throughout, all ().

    count: number of blocks; q2n, q4: sums of the indices. q4 stays 0 unless there are
    four bands.
    """

    count: np.ndarray
    q2n: np.ndarray
    q4: np.ndarray

    @classmethod
    def of(cls, pair: ImagePair) -> HypercomplexSums:
        """Return the sums over the whole blocks of 32x32 pixels from the upper left corner on."""
        x, y, valid = pair.core
        whole = _blocks(valid[np.newaxis])[:, 0].all(axis=1)
        x, y = _blocks(x)[whole].astype(np.float64), _blocks(y)[whole].astype(np.float64)
        mean_x, mean_y = x.mean(axis=2), y.mean(axis=2)
        x -= mean_x[:, :, np.newaxis]
        y -= mean_y[:, :, np.newaxis]
        pixels = BLOCK_SIZE * BLOCK_SIZE
        moments = (mean_x, mean_y, (x * x).sum(axis=2) / pixels, (y * y).sum(axis=2) / pixels,
                   matmul(x, y.transpose(0, 2, 1)) / pixels)
        q4 = _quality(*moments) if x.shape[1] == 4 else np.zeros(1)
        return cls(np.array(len(x)), np.array(_quality(*_normalised(*moments)).sum()),
                   np.array(q4.sum()))


def _blocks(planes: np.ndarray) -> np.ndarray:
    """Return the whole blocks of planes (bands, rows, columns) as (blocks, bands, pixels)."""
    bands, rows, columns = planes.shape
    down, across = rows // BLOCK_SIZE, columns // BLOCK_SIZE
    cut = planes[:, :down * BLOCK_SIZE, :across * BLOCK_SIZE]
    cut = cut.reshape(bands, down, BLOCK_SIZE, across, BLOCK_SIZE).transpose(1, 3, 0, 2, 4)
    return cut.reshape(down * across, bands, BLOCK_SIZE * BLOCK_SIZE)


def _normalised(mean_x: np.ndarray, mean_y: np.ndarray, variance_x: np.ndarray,
                variance_y: np.ndarray, covariance: np.ndarray) -> tuple[np.ndarray, ...]:
    """Return the moments after both images are scaled by the reference's mean and deviation.

    Each band of a block becomes (value - mean(y)) / deviation(y) + 1 (Garzelli & Nencini
    2009, section II), and the bands that fill up a power of two the constant 1.
    """
    pixels = BLOCK_SIZE * BLOCK_SIZE
    deviation = np.sqrt(variance_y * pixels / (pixels - 1))
    constant = deviation <= 1e-9 * np.abs(mean_y)
    scale = 1.0 / np.where(constant, 1.0, deviation)
    filled = ((0, 0), (0, _power_of_two(mean_x.shape[1]) - mean_x.shape[1]))
    return (np.pad((mean_x - mean_y) * scale + 1.0, filled, constant_values=1.0),
            np.pad(np.ones_like(mean_y), filled, constant_values=1.0),
            variance_x * scale ** 2, variance_y * scale ** 2,
            covariance * scale[:, :, np.newaxis] * scale[:, np.newaxis])


def _quality(mean_x: np.ndarray, mean_y: np.ndarray, variance_x: np.ndarray,
             variance_y: np.ndarray, covariance: np.ndarray) -> np.ndarray:
    """Return the index of each block.

    mean_x, mean_y: (blocks, components); variance_x, variance_y: (blocks, bands);
    covariance: (blocks, bands, bands) of each band of x with each band of y.
    """
    variances = variance_x.sum(axis=1) + variance_y.sum(axis=1)
    length_x, length_y = np.linalg.norm(mean_x, axis=1), np.linalg.norm(mean_y, axis=1)
    luminance = quotient(2.0 * length_x * length_y, length_x ** 2 + length_y ** 2)
    structure = quotient(2.0 * _hypercomplex_covariance(covariance), variances)
    return np.where(variances > 0, structure, 1.0) * np.where(np.isnan(luminance), 1.0, luminance)


def _hypercomplex_covariance(covariance: np.ndarray) -> np.ndarray:
    """Return the modulus of mean((x - mean x) conj(y - mean y)) of each block.

    The product is bilinear, so its mean follows from the covariances of the single bands.
    """
    bands = covariance.shape[1]
    components = _power_of_two(bands)
    first, second = np.meshgrid(np.arange(bands), np.arange(bands), indexing="ij")
    conjugate = np.where(second == 0, 1, -1)
    signed = covariance * (conjugate * multiplication_signs(components)[:bands, :bands])
    modulus = np.zeros(len(covariance))
    for component in range(components):
        modulus += signed[:, (first ^ second) == component].sum(axis=1) ** 2
    return np.sqrt(modulus)


def _power_of_two(bands: int) -> int:
    return 1 << (bands - 1).bit_length()


@cache
def multiplication_signs(components: int) -> np.ndarray:
    """Return s (components, components) such that the units multiply as e_i e_j = s_ij e_(i xor j).

    Made by the doubling of Cayley and Dickson: (a, b)(c, d) = (a c - d* b, d a + b c*).
    """
    if components == 1:
        return np.ones((1, 1), int)
    half = multiplication_signs(components // 2)
    conjugate = np.where(np.arange(components // 2) == 0, 1, -1)
    return np.block([[half, half.T], [half * conjugate, -half.T * conjugate]])


def q4(h: HypercomplexSums) -> float:
    """Return Q4, the quaternion quality index of four bands, without scaling of the bands.

    The formula of `q2n` on the values as they are. 0 to 1, higher is better. Alparone et
    al. 2004, https://doi.org/10.1109/LGRS.2004.836784, averages over blocks likewise.
    """
    return float(quotient(h.q4, h.count))


Q4 = Metric(
    "Q4", mark("Q4"), mark("Quaternion quality index of four-band images."),
    Direction.HIGHER, Unit.NONE, Need.REFERENCE, HypercomplexSums, lambda h, _: q4(h),
    bands=(4, 4), per_band=False)


def q2n(h: HypercomplexSums) -> float:
    """Return Q2n, the hypercomplex quality index of any number of bands.

    |sxy| / (sx sy) * 2 sx sy / (sx^2 + sy^2) * 2 |mx| |my| / (|mx|^2 + |my|^2) over the
    hypercomplex means m, variances s^2 and covariance sxy of blocks of 32x32 pixels,
    averaged over the blocks. Bands are first scaled block by block with the reference's
    mean and standard deviation, and filled up to a power of two. 0 to 1, higher is
    better; a constant block that is met gives 1. Garzelli & Nencini 2009,
    https://doi.org/10.1109/LGRS.2009.2022650.

    Equals sewar's q2n on images of whole blocks. Elsewhere sewar mirrors the image to
    fill the last blocks; here blocks that are cut or hold an invalid pixel are left out.
    A band that is constant in a block of the reference is not scaled there; sewar
    divides it by the machine epsilon.
    """
    return float(quotient(h.q2n, h.count))


Q2N = Metric(
    "Q2N", mark("Q2n"),
    mark("Hypercomplex quality index: spectral and spatial quality of all bands at once."),
    Direction.HIGHER, Unit.NONE, Need.REFERENCE, HypercomplexSums, lambda h, _: q2n(h),
    per_band=False)
