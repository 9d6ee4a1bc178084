"""How much of a predicted detail is kept: it is right in part only."""

from __future__ import annotations

import numpy as np

from ....images.image import Image

# Found on the development images, as the weights beforehand.
_DETAIL, _DETAIL_NOISY = 0.92, 0.84  # part of the detail within cells, without and with noise
_FINEST, _FINEST_NOISY = 0.5, 0.9  # what of that is kept of the finest, likewise
_NOISY = 0.2  # part of the change's variance that counts as noisy

BORDER = 1
"""Fine pixels around a pixel beside which the finest detail is what it differs by."""


def shrunk_detail(noise: np.ndarray, pairs: int) -> float:
    """Return the part of the predicted detail within cells that is kept, the likeliest one.

    A mixture of dates has less detail of its own: it is kept. noise: part of the coarse change's
    variance (bands,).
    """
    return _DETAIL + _noisy(noise) * (_DETAIL_NOISY - _DETAIL) if pairs == 1 else 1.0


def shrunk_finest(noise: np.ndarray) -> float:
    """Return the part that is kept of what pixels differ by from those beside.

    Images of two dates lie on each other to a part of a pixel only, so this is least alike in
    them. Where noise is much of the coarse change, the land has changed little and keeps more.
    """
    return _FINEST + _noisy(noise) * (_FINEST_NOISY - _FINEST)


def shrink_finest(image: Image, part: float) -> Image:
    """Return an image without `BORDER` pixels at its edges, of which the finest detail is shrunk.

    part: what is kept of a pixel's difference from the mean of the valid ones of 3 x 3.
    """
    inner = (..., slice(BORDER, -BORDER), slice(BORDER, -BORDER))
    planes = np.concatenate([image.values, image.valid[None]], dtype=np.float32) * image.valid
    lines = planes[:, :-2] + planes[:, 1:-1]
    lines += planes[:, 2:]
    sums = lines[..., :-2] + lines[..., 1:-1]
    sums += lines[..., 2:]
    values, valid = image.values[inner].copy(), image.valid[inner]
    means = sums[:-1]
    means /= np.maximum(sums[-1], 1)
    means -= values
    means *= np.float32(1 - part)
    values += means
    return Image(values, valid)


def _noisy(noise: np.ndarray) -> float:
    return float(np.clip(noise.mean() / _NOISY, 0, 1))
