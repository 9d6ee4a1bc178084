"""A fixed, seeded sample of the pixels of a scene."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from ..progress import Progress
from .image import Image
from .raster import Readable
from .window import Window, tiles

TILE = 256
TILES = 48

ENOUGH = 1 / 8
"""Part of the pixels of `TILES` tiles that has to be valid; otherwise data are looked for."""


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
class Sample:
    """A fixed sample of the pixels of a scene that are valid in all of some images.

    windows: in which its pixels lie. pixels: (bands, n) of each image, a list a window.
    """

    windows: list[Window]
    pixels: list[list[np.ndarray]]

    def of_images(self) -> list[np.ndarray]:
        """Return the pixels (bands, n) of each image."""
        return [np.concatenate(parts, axis=1) for parts in zip(*self.pixels)]


def sample_of(images: Sequence[Readable], rows: int, columns: int, bands: int,
              progress: Progress | None = None,
              empty: Sequence[set[Window]] | None = None) -> Sample:
    """Return a sample of the pixels that are valid in all images of a grid, of `bands` bands each.

    It is that of `sample_windows`. Where this holds hardly any data, as in a scene of which all
    but a study area is nodata, all other windows are searched, in an order of chance that is
    always the same, until there are enough pixels.

    progress: only checked. empty: windows of each image that are known to hold no data; it grows.
    """
    progress = progress or Progress()
    empty = empty or [set() for _ in images]
    found: dict[Window, list[np.ndarray]] = {}
    wanted = ENOUGH * TILES * TILE ** 2
    fixed = sample_windows(rows, columns)
    for window in fixed:
        progress.check()
        found[window] = _valid_pixels_in(images, window, bands, empty)
    if len(tiles(rows, columns, TILE)) > len(fixed) and _count(found) < wanted:
        for strip in _other_windows(rows, columns, fixed):
            if _count(found) >= wanted:
                break
            for window in strip:
                progress.check()
                found[window] = _valid_pixels_in(images, window, bands, empty)
        found = {window: pixels for window, pixels in found.items() if pixels[0].shape[1]} or {
            window: found[window] for window in fixed}
    windows = sorted(found)
    return Sample(windows, [found[window] for window in windows])


def _other_windows(rows: int, columns: int, known: list[Window]) -> Iterator[list[Window]]:
    """Yield strips of windows as wide as the grid, so that no part of a file is read twice."""
    strips = np.random.default_rng(1).permutation(-(-rows // TILE))
    for strip in strips:
        height = min(TILE, rows - strip * TILE)
        here = (window._replace(row=int(strip) * TILE)
                for window in tiles(int(height), columns, TILE))
        yield [window for window in here if window not in known]


def _count(found: dict[Window, list[np.ndarray]]) -> int:
    return sum(pixels[0].shape[1] for pixels in found.values())


def _valid_pixels_in(images: Sequence[Readable], window: Window, bands: int,
                     empty: Sequence[set[Window]]) -> list[np.ndarray]:
    """Return the pixels (bands, n) of a window; no image is read in vain."""
    nothing = [np.empty((bands, 0), np.float32) for _ in images]
    if any(window in known for known in empty):
        return nothing
    read: list[Image] = []
    valid = np.ones((window.rows, window.columns), bool)
    for image, known in zip(images, empty):
        read.append(image.read(window))
        valid &= read[-1].valid
        if not valid.any():
            if not read[-1].valid.any():
                known.add(window)
            return nothing
    return [image.values[:, valid] for image in read]


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
