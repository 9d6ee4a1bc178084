"""The pixels of a date that a method has not predicted yet, on a sample of the scene."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from ..images.alignment import Aligned
from ..images.raster import Raster
from ..images.window import Window
from .season_scene import SeasonScene

_FEW = 0.002  # of the pixels, that are left to the smoother


@dataclass(frozen=True)
class ClearSample:
    """Where each fine image of a season is clear, in some windows.

    clear: of each image, a mask (rows, columns) a window.
    """

    season: SeasonScene
    windows: Sequence[Window]
    clear: Sequence[Sequence[np.ndarray]]

    @classmethod
    def of(cls, season: SeasonScene) -> ClearSample:
        """Read a sample of what is wanted.

        Raises:
            BrokenImage: an image cannot be read.
        """
        windows = season.sample(season.scene.wanted.window)
        return cls(season, windows, [[season.clear(number, window) for window in windows]
                                     for number in range(len(season.fine))])

    def unpredicted(self, coarse: int) -> UnpredictedPixels:
        """Return the pixels where a coarse image is clear, by its number."""
        scene = self.season.scene
        aligned = scene.aligned(scene.coarse_predictions[coarse], "bilinear")
        left = [aligned.read(window).valid & scene.wanted.inside(window)
                for window in self.windows]
        return UnpredictedPixels(self, left, sum(int(each.sum()) for each in left))


@dataclass(frozen=True)
class UnpredictedPixels:
    """What is left of a date.

    left: where nothing is predicted yet from pairs that are all clear, though the coarse image is
    clear; a mask for each window of the sample. all: how many pixels there were at first.
    """

    sample: ClearSample
    left: Sequence[np.ndarray]
    all: int

    def without(self, path: str, fine: Sequence[int]) -> UnpredictedPixels:
        """Return what a prediction leaves of them; fine: numbers of the images it is made of."""
        predicted = Aligned(Raster(path), self.sample.season.scene.grid, "nearest")
        left = []
        for place, (window, each) in enumerate(zip(self.sample.windows, self.left)):
            clear = [self.sample.clear[number][place] for number in fine]
            told = np.logical_and.reduce([predicted.read(window).valid, *clear])
            left.append(each & ~told)
        return replace(self, left=left)

    def are_few(self) -> bool:
        """Say whether they are not worth another prediction."""
        return self._count <= _FEW * self.all

    def clear_shares(self) -> list[float | None]:
        """Return which share of them is clear in each fine image; None where none is left."""
        return [sum(int((clear & each).sum()) for clear, each in zip(image, self.left))
                / self._count if self._count else None for image in self.sample.clear]

    @cached_property
    def _count(self) -> int:
        return sum(int(each.sum()) for each in self.left)
