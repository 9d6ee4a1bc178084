"""Modes of a season: the few ways in which the courses of its pixels differ most."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from ...matrix_products import matmul

MODES = 4
"""How many there are at the most: errors of three to five differ by half a percent."""

_LEAST_VARIANCE = 1e-4  # of the first mode's: what is rounding, or noise alone, is none


@dataclass(frozen=True)
class TemporalModes:
    """Principal components of the courses of pixels, each with variance 1 over a sample.

    images: places of the fine images that tell. weights: float32 (modes, images, bands). middle:
    what they give of the mean course, (modes,).
    """

    images: tuple[int, ...]
    weights: np.ndarray
    middle: np.ndarray

    @classmethod
    def of(cls, sample: Sequence[np.ndarray], days: Sequence[int], images: Sequence[int],
           ) -> TemporalModes:
        """Find the modes in fine images of a sample, each (images, bands, rows, columns).

        days: of all of them. images: places of those that tell.
        """
        bands = sample[0].shape[1]
        size = len(images) * bands
        total, squares, count = np.zeros(size), np.zeros((size, size)), 0
        for fine in sample:
            own = fine[list(images)]
            seen = np.isfinite(own[:, 0]).any(axis=0)
            courses = np.concatenate([image[:, seen] for image in filled_images(
                [days[i] for i in images], own)]).astype(np.float64)
            total += courses.sum(axis=1)
            squares += matmul(courses, courses.T)
            count += courses.shape[1]
        mean = total / max(count, 1)
        variance, ways = np.linalg.eigh(squares / max(count, 1) - np.outer(mean, mean))
        told = [i for i in range(size - 1, max(size - 1 - MODES, -1), -1)
                if variance[i] > max(_LEAST_VARIANCE * variance[-1], np.finfo(np.float32).tiny)]
        weights = (ways[:, told] / np.sqrt(variance[told])).T.astype(np.float32)
        return cls(tuple(images), weights.reshape(len(told), len(images), bands),
                   (weights @ mean).astype(np.float32))

    def scores(self, days: Sequence[int], fine: np.ndarray) -> np.ndarray:
        """Return how much of each mode pixels have, float32 (modes, rows, columns); NaN unseen.

        days, fine: of all images, (images, bands, rows, columns), NaN where not clear.
        """
        own = fine[list(self.images)]
        found = np.zeros((len(self.weights), *fine.shape[2:]), np.float32)
        found -= self.middle[:, None, None]
        for place, image in enumerate(filled_images([days[i] for i in self.images], own)):
            self._add(found, place, image)
        found[:, ~np.isfinite(own[:, 0]).any(axis=0)] = np.nan
        return found

    def of_means(self, courses: np.ndarray) -> np.ndarray:
        """Return the mean scores of cells from their mean courses, of `images` alone, likewise."""
        found = np.zeros((len(self.weights), *courses.shape[2:]), np.float32)
        found -= self.middle[:, None, None]
        for place, image in enumerate(courses):
            self._add(found, place, image)
        return found

    def _add(self, scores: np.ndarray, place: int, image: np.ndarray) -> None:
        for score, weights in zip(scores, self.weights[:, place]):
            for weight, plane in zip(weights, image):
                score += weight * plane


def filled_images(days: Sequence[int], fine: np.ndarray) -> Iterator[np.ndarray]:
    """Yield each fine image with its gaps interpolated in time; 0 where none is clear.

    fine: (images, bands, rows, columns), NaN where not clear.
    """
    when = np.array(days, np.float32)
    clear = np.isfinite(fine[:, 0])
    later = np.full(clear.shape, -1, np.int16)
    for i in range(len(days) - 1, -1, -1):
        later[i] = np.where(clear[i], i, later[i + 1] if i + 1 < len(days) else -1)
    earlier = np.full(clear.shape[1:], -1, np.int16)
    for i, image in enumerate(fine):
        gap = ~clear[i]
        earlier[clear[i]] = i
        if gap.any():
            rows, columns = np.nonzero(gap)
            before, after = earlier[rows, columns], later[i][rows, columns]
            first = np.where(before < 0, after, before)
            second = np.where(after < 0, before, after)
            span = when[second] - when[first]
            share = np.where(span > 0, (when[i] - when[first]) / np.where(span > 0, span, 1), 0)
            line = (fine[first, :, rows, columns] * (1 - share)[:, None]
                    + fine[second, :, rows, columns] * share[:, None])
            image = image.copy()
            image[:, rows, columns] = np.where((first < 0)[:, None], 0, line).T
        yield image
