"""How far the fine images of two dates lie beside each other, by their detail."""

from __future__ import annotations

import numpy as np
from scipy import fft

from ....images.image import Image
from ....kernels.moving_sums import moving_sums

FINE_SHIFT = 0.3
"""Deviation between dates of fine images, in fine pixels: as they are delivered."""

MOST_PIXELS = 6.0
"""By which fine images of two dates are believed to lie beside each other, at most."""

_RADIUS = 3  # fine pixels: detail is what a pixel differs by from the mean around it
_MOST_DETAIL = 3.0  # deviations: so that a few roofs or a cloud do not decide alone
_FREEDOM = 2.0  # of Student's t: most dates lie on each other, a few lie pixels elsewhere
_CHANCE = 8, 24  # fine pixels: correlations of images that lie so far elsewhere are chance
_LEAST = 0.25  # fine pixels: less is none


def fine_shift(first: Image, second: Image) -> np.ndarray:
    """Return how far behind each place lies in the first image what the second one shows there.

    It is the most probable shift: by the correlation of the details, mean over the bands, whose
    chance is seen where the images lie far elsewhere; beforehand it follows Student's t.

    Returns:
        (down, right), in fine pixels, 0 if it is less than a quarter of one.
    """
    most, (near, far) = int(MOST_PIXELS), _CHANCE
    likeness = _correlations(_detail(first), _detail(second), far)
    down, right = np.mgrid[-far:far + 1, -far:far + 1]
    chance = likeness[np.maximum(abs(down), abs(right)) >= near].std()
    if not chance > 0:
        return np.zeros(2)
    distance = (down ** 2 + right ** 2) / FINE_SHIFT ** 2
    probable = np.maximum(likeness, 0) ** 2 / (2 * chance ** 2) \
        - (_FREEDOM + 2) / 2 * np.log1p(distance / _FREEDOM)
    inner = slice(far - most, far + most + 1)
    row, column = np.unravel_index(probable[inner, inner].argmax(), (2 * most + 1,) * 2)
    row, column = row + far - most, column + far - most
    found = np.array([row - far + _top(likeness[row - 1:row + 2, column]),
                      column - far + _top(likeness[row, column - 1:column + 2])])
    return found if np.hypot(*found) >= _LEAST else np.zeros(2)


def _detail(image: Image) -> np.ndarray:
    """Return what pixels differ by from the mean around them, in deviations, 0 where unknown."""
    count = np.maximum(moving_sums(image.valid.astype(np.float64), _RADIUS), 1)
    means = moving_sums(np.where(image.valid, image.values, 0).astype(np.float64), _RADIUS) / count
    detail = np.where(image.valid, image.values - means, 0)
    size = np.sqrt((detail ** 2).sum(axis=(1, 2), keepdims=True) / max(image.valid.sum(), 1))
    return (detail / np.where(size > 0, size, 1)).clip(-_MOST_DETAIL, _MOST_DETAIL)


def _correlations(first: np.ndarray, second: np.ndarray, far: int) -> np.ndarray:
    """Return the correlations with the second details moved by up to `far` pixels, mean of bands.

    Returns:
        float64 (2 far + 1, 2 far + 1).
    """
    shape = [fft.next_fast_len(size + far, real=True) for size in first.shape[1:]]
    total = np.zeros((2 * far + 1,) * 2)
    for one, other in zip(first, second):
        size = np.sqrt((one ** 2).sum() * (other ** 2).sum())
        if size > 0:
            product = fft.rfft2(one, shape) * fft.rfft2(other, shape).conj()
            around = fft.irfft2(product, shape)
            total += np.roll(around, (far, far), (0, 1))[:2 * far + 1, :2 * far + 1] / size
    return total / len(first)


def _top(values: np.ndarray) -> float:
    """Return where between -1/2 and 1/2 the parabola through three values is highest."""
    left, middle, right = values
    curvature = left - 2 * middle + right
    return float(np.clip((left - right) / (2 * curvature), -0.5, 0.5)) if curvature < 0 else 0.0
