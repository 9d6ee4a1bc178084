"""Means over the most similar pixels of a window."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from ...images.image import Image
from ..backends import compute
from .similar_inputs import SimilarInputs


def most_similar_means(image: Image, averaged: Sequence[Image], weights: np.ndarray, count: int, *,
                       check: Callable[[], None] = lambda: None,
                       backend: str | None = None) -> list[Image]:
    """Average images over the most similar pixels of each pixel.

    The similar pixels of a centre pixel are the `count` valid pixels of `image` in the window
    around it that differ least from it by the sum over bands of squared differences; the centre
    is one of them. Fewer are chosen where fewer are valid; of equally similar ones, those that
    come first in the window, row by row. (Distances are float32: which of two pixels is more
    similar is a matter of rounding where the distances differ by a millionth.) Similar pixels
    are found once for all images to be averaged.

    The means are weighted with a table of the place in the window alone, as in FSDAF (Zhu et al.
    2016, doi:10.1016/j.rse.2015.11.016, the last step), Fit-FC (Wang & Atkinson 2018,
    doi:10.1016/j.rse.2017.10.046), VIPSTF and OBSUM: `inverse_distance_weights`. A similar pixel
    that is invalid in an averaged image is left out of that image's means.

    To keep the similar pixels to the centre's own class or object, where it has enough of them,
    add to `image` a band of labels times a number far above all differences.

    image: (bands, rows + 2 radius, columns + 2 radius); bands should have one unit.
    averaged: one or more, for example one a prediction date, each (its bands, rows + 2 radius,
        columns + 2 radius), of any unit.
    weights: (2 radius + 1, 2 radius + 1), not negative, positive at the centre; a pixel of weight
        0 is never chosen, so that a window can have any shape.
    count: at least 1.
    check: called every few tenths of a second; may raise to end the work.
    backend: "opencl", "numba" or "numpy" instead of the chosen one (for tests and benchmarks).

    Returns:
        For each image of `averaged` its means, (its bands, rows, columns), invalid where the
        centre is invalid in `image` or all similar pixels are invalid in the averaged image. The
        result for a pixel depends, to the last bit, on the pixels of its own window alone.
    """
    features = image.masked()
    planes = np.concatenate([part for one in averaged for part in (one.values, one.valid[None])],
                            dtype=np.float32)
    inputs = SimilarInputs(features, planes, np.asarray(weights, np.float32), count)
    sums = compute(__name__, "similar_sums", inputs, check, backend)
    starts = np.cumsum([1 + len(one.values) for one in averaged])
    return [_means(part) for part in np.split(sums, starts[:-1])]


def _means(sums: np.ndarray) -> Image:
    """Return the means from the sums of all bands and, last, of the valid weights."""
    valid = sums[-1] > 0
    return Image(np.where(valid, sums[:-1] / np.where(valid, sums[-1], 1), 0), valid)


def inverse_distance_weights(radius: int) -> np.ndarray:
    """Return 1 / (1 + d / (w / 2)), d being the distance in pixels of each place from the centre.

    float32 (w, w), the window's size w being 2 radius + 1.
    """
    offsets = np.arange(-radius, radius + 1)
    distance = np.hypot(offsets[:, None], offsets)
    return (1 / (1 + distance / (radius + 0.5))).astype(np.float32)
