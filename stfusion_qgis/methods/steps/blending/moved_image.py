"""Images moved by a part of a pixel."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from scipy import ndimage

from ....images.image import Image
from ....kernels.filling import fill_gaps

Shift = tuple[float, float]


def moving_reach(shift: Shift) -> int:
    """Return the pixels around a pixel on which a moved one depends; 0 for no shift.

    shift: (down, right), in pixels.
    """
    return max(math.ceil(abs(one)) for one in shift) + 1 if any(shift) else 0


def moved_image(image: Image, shift: Shift) -> Image:
    """Return an image with at each pixel what lies `shift` behind it, without `moving_reach`.

    By cubic convolution (Keys 1981, doi:10.1109/TASSP.1981.1163711). Where a pixel is missing for
    it, the image stays as it is. shift: (down, right), in pixels.
    """
    reach = moving_reach(shift)
    if not reach:
        return image
    values, known = image.values, image.valid
    for axis, one in ((-2, shift[0]), (-1, shift[1])):
        values, known = _moved(values, known, one, axis, reach)
    plain = image.cropped(reach)
    np.copyto(values, plain.values, where=~known)
    return Image(values, plain.valid)


def moved_images(images: Sequence[Image], shifts: Sequence[Shift]) -> list[Image]:
    """Return images, each moved by its shift as `moved_image` does, without the farthest reach."""
    farthest = farthest_reach(shifts)
    return [moved_image(image.cropped(farthest - moving_reach(shift)), shift)
            for image, shift in zip(images, shifts)]


def farthest_reach(shifts: Sequence[Shift]) -> int:
    """Return the pixels around a pixel on which images depend that are moved by some shifts."""
    return max(map(moving_reach, shifts))


def moved_cells(image: Image, shift: Shift) -> Image:
    """Return a coarse image with at each cell what lies `shift` behind it, by cubic splines.

    Of the same size: at the edges its values go on as they are. shift: (down, right), in cells.
    """
    if not any(shift):
        return image
    down, right = -shift[0], -shift[1]
    values = [ndimage.shift(band, (down, right), order=3, mode="nearest")
              for band in fill_gaps(image.values, image.valid)]
    valid = image.valid & (ndimage.shift(image.valid.astype(np.float32), (down, right),
                                         order=1, mode="nearest") > 0.5)
    return Image(np.stack(values).astype(np.float32) * valid, valid)


def _moved(values: np.ndarray, known: np.ndarray, shift: float, axis: int,
           reach: int) -> tuple[np.ndarray, np.ndarray]:
    """Return values moved along an axis without pixels at its ends, and where all are known."""
    first, size = math.floor(shift), values.shape[axis] - 2 * reach
    shape = list(values.shape)
    shape[axis] = size
    result, everywhere = np.zeros(shape, np.float32), np.ones(shape[-2:], bool)
    for tap, weight in enumerate(_cubic(shift - first), start=first - 1):
        if weight == 0:
            continue
        place = [slice(None)] * 3
        place[axis] = slice(reach + tap, reach + tap + size)
        result += np.float32(weight) * values[tuple(place)]
        everywhere &= known[tuple(place[-2:])]
    return result, everywhere


def _cubic(t: float) -> tuple[float, float, float, float]:
    """Return the weights of four pixels at the part t of the way from the second to the third."""
    return ((-t + 2 * t * t - t ** 3) / 2, (2 - 5 * t * t + 3 * t ** 3) / 2,
            (t + 4 * t * t - 3 * t ** 3) / 2, (-t * t + t ** 3) / 2)
