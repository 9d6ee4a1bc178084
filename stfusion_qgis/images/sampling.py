"""A fixed, seeded sample of the pixels of a scene."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .image import Image
from .window import Window, tiles

TILE = 256
TILES = 48


def sample_windows(rows: int, columns: int, seed: int = 0) -> list[Window]:
    """Return windows that cover a grid, or `TILES` of them chosen at random if there are more.

    The same grid and seed give the same windows.
    """
    windows = tiles(rows, columns, TILE)
    if len(windows) <= TILES:
        return windows
    chosen = np.random.default_rng(seed).choice(len(windows), TILES, replace=False)
    return [windows[i] for i in sorted(chosen)]


@dataclass(frozen=True)
class Statistics:
    """Statistics of the valid pixels of an image, each of shape (bands,), in the image's unit."""

    mean: np.ndarray
    deviation: np.ndarray
    minimum: np.ndarray
    maximum: np.ndarray

    @classmethod
    def of(cls, pixels: np.ndarray) -> Statistics:
        """Return the statistics of `pixels` (bands, n); zeros if n is 0."""
        if not pixels.shape[1]:
            zero = np.zeros(len(pixels))
            return cls(zero, zero, zero, zero)
        return cls(pixels.mean(axis=1, dtype=np.float64), pixels.std(axis=1, dtype=np.float64),
                   pixels.min(axis=1).astype(np.float64), pixels.max(axis=1).astype(np.float64))


def valid_pixels(images: list[Image]) -> list[np.ndarray]:
    """Return the pixels (bands, n) that are valid in all images, one array an image."""
    valid = np.logical_and.reduce([image.valid for image in images])
    return [image.values[:, valid] for image in images]
