"""How far the fine images of two dates lie beside each other, by their detail."""

from __future__ import annotations

import numpy as np
from scipy import fft, ndimage

from .image import Image

FINE_SHIFT = 0.3
"""Deviation between dates of fine images, in fine pixels: as they are delivered."""

MOST_PIXELS = 6.0
"""By which fine images of two dates are believed to lie beside each other, at most."""

_WINDOW = 7  # fine pixels: detail is what a pixel differs by from the mean of those around it
_MOST_DETAIL = 3.0  # deviations: so that a few roofs or a cloud do not decide alone
_FREEDOM = 2.0  # of Student's t: most dates lie on each other, a few lie pixels elsewhere
_CHANCE = 8, 24  # fine pixels: correlations of images that lie so far elsewhere are chance
_CLEAR = 5.0  # deviations of chance: a likeness of less may be chance
_MOST_BANDS = 8  # that are compared: more take long and tell the same
_LEAST = 0.25  # fine pixels: less is none


def fine_shift(first: Image, second: Image) -> np.ndarray:
    """Return how far behind each place lies in the first image what the second one shows there.

    It is the most probable shift: by the correlation of the details of each band, of either sign,
    whose chance is seen where the images lie far elsewhere; beforehand it follows Student's t.

    Returns:
        (down, right), in fine pixels, 0 if it is less than a quarter of one or may be chance.
    """
    most, (near, far) = int(MOST_PIXELS), _CHANCE
    some = slice(None, None, -(-len(first.values) // _MOST_BANDS))
    likeness = _correlations(Image(first.values[some], first.valid),
                             Image(second.values[some], second.valid), far)
    down, right = np.mgrid[-far:far + 1, -far:far + 1]
    chance = likeness[:, np.maximum(abs(down), abs(right)) >= near].std(axis=1)
    likeness = likeness[chance > 0] / chance[chance > 0, None, None]
    if not len(likeness):
        return np.zeros(2)
    evidence = (likeness ** 2).mean(axis=0) / 2
    distance = (down ** 2 + right ** 2) / FINE_SHIFT ** 2
    probable = evidence - (_FREEDOM + 2) / 2 * np.log1p(distance / _FREEDOM)
    probable[np.maximum(abs(down), abs(right)) > most] = -np.inf
    row, column = np.unravel_index(probable.argmax(), probable.shape)
    if evidence[row, column] < _CLEAR ** 2 / 2:
        return np.zeros(2)
    around = np.tensordot(likeness[:, row, column], likeness, 1)
    found = np.array([row - far + _top(around[row - 1:row + 2, column]),
                      column - far + _top(around[row, column - 1:column + 2])])
    return found if np.hypot(*found) >= _LEAST else np.zeros(2)


def _correlations(first: Image, second: Image, far: int) -> np.ndarray:
    """Return the correlations of the details of each band, the second moved by up to `far` pixels.

    Returns:
        float64 (bands, 2 far + 1, 2 far + 1), 0 where a band has no detail.
    """
    shape = [fft.next_fast_len(size + 2 * far, real=True) for size in first.valid.shape]
    found = np.zeros((len(first.values), 2 * far + 1, 2 * far + 1))
    for likeness, *bands in zip(found, first.values, second.values):
        one, other = (_detail(band, image.valid) for band, image in zip(bands, (first, second)))
        size = np.sqrt((one ** 2).sum() * (other ** 2).sum())
        if size > 0:
            around = fft.irfft2(fft.rfft2(one, shape) * fft.rfft2(other, shape).conj(), shape)
            likeness[:] = np.roll(around, (far, far), (0, 1))[:2 * far + 1, :2 * far + 1] / size
    return found


def _detail(values: np.ndarray, valid: np.ndarray) -> np.ndarray:
    """Return what pixels differ by from the mean around them, in deviations, 0 where unknown."""
    known, sums = (ndimage.uniform_filter(np.where(valid, plane, 0.0), _WINDOW, mode="constant")
                   for plane in (1.0, values))
    detail = np.where(valid, values - sums / np.where(valid, known, 1), 0)
    size = np.sqrt((detail ** 2).sum() / max(valid.sum(), 1))
    return (detail / (size or 1.0)).clip(-_MOST_DETAIL, _MOST_DETAIL)


def _top(values: np.ndarray) -> float:
    """Return where between -1/2 and 1/2 the parabola through three values is highest."""
    left, middle, right = values
    curvature = left - 2 * middle + right
    return float(np.clip((left - right) / (2 * curvature), -0.5, 0.5)) if curvature < 0 else 0.0
