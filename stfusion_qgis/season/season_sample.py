"""A sample of a season's pixels, which tells what all of them have in common."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from ..images.cells import Cells
from ..images.window import Window
from ..progress import Progress
from .cell_courses import mean_courses
from .common_scale import bias_of_blocks, less_bias
from .folds import Fold, folds
from .mode_share import ModeShare, told_of
from .season_scene import SeasonScene
from .smoothing.block_series import BlockSeries
from .smoothing.coarse_curve import CoarseCurve
from .smoothing.mode_curves import MARGIN, ModeCurves, cells_holding
from .smoothing.season_smoother import HALO
from .smoothing.season_traits import SeasonTraits
from .smoothing.temporal_modes import TemporalModes


@dataclass(frozen=True)
class SeasonSample:
    """A fixed sample of a season: blocks of fine images, and the coarse curve there.

    waiting: tells of nothing, but ends with `Cancelled` where the user cancels.
    """

    season: SeasonScene
    curve: CoarseCurve
    windows: list[Window]
    blocks: list[BlockSeries]
    waiting: Progress

    @classmethod
    def of(cls, season: SeasonScene, curve: CoarseCurve, progress: Progress) -> SeasonSample:
        """Read the sample; its season knows the bias of each sensor, which is taken from it."""
        windows = season.sample()
        blocks = []
        for number, window in enumerate(windows):
            progress.report(number / len(windows))
            blocks.append(season.series(window, curve))
        waiting = Progress().until(progress.is_cancelled)
        found = cls(season, curve, windows, blocks, waiting)
        if len(set(season.sensors)) < 2:
            return found
        bias = bias_of_blocks(blocks, season.sensors, season.reference, found.traits)
        return cls(replace(season, bias=bias), curve, windows,
                   [less_bias(block, bias) for block in blocks], waiting)

    @cached_property
    def traits(self) -> SeasonTraits:
        """Return the traits of the season, as coarse cells tell of it."""
        return SeasonTraits.of(self.blocks, self.curve.walk)

    def traits_with(self, share: float) -> SeasonTraits:
        """Return the traits with a share of the departures by modes."""
        if not share:
            return self.traits
        return SeasonTraits.of(self.detailed(range(len(self.season.days)), share),
                               self.curve.walk, self.traits)

    def modes_of(self, images: Iterable[int]) -> TemporalModes | None:
        """Return the modes as some of the images show them; None if there are none, or no cells."""
        told = tuple(i for i in images if i in self._told)
        if self.season.cells is None or not self.curve.fields or not told:
            return None
        if told not in self._modes:
            self._modes[told] = TemporalModes.of([block.fine for block in self.blocks],
                                                 self.season.days, told)
        found = self._modes[told]
        return found if len(found.weights) else None

    @cached_property
    def _modes(self) -> dict[tuple[int, ...], TemporalModes]:
        return {}

    def detailed(self, images: Iterable[int], share: float) -> list[BlockSeries]:
        """Return the blocks with a share of the departures by modes that some images show."""
        modes = self.modes_of(images) if share else None
        if modes is None:
            return self.blocks
        return [curves.detailed(block, window.grow(HALO), self.curve)[0]
                for block, window, curves in zip(self.blocks, self.windows,
                                                 self.mode_curves(modes, share))]

    def mode_curves(self, modes: TemporalModes, share: float) -> Iterator[ModeCurves]:
        """Yield the departures by some modes, of each block."""
        places = [self._told.index(i) for i in modes.images]
        for window, courses in self._courses:
            means = modes.of_means(courses[places])

            def read(wanted: Window, window: Window = window, means: np.ndarray = means,
                     ) -> np.ndarray:
                return means[(..., *wanted.slices_in(window))]

            yield ModeCurves(modes, self._cells, read, share)

    @cached_property
    def _told(self) -> list[int]:
        """Return the places of the images that tell of the modes: those that show anything."""
        return [i for i, day in enumerate(self.season.days)
                if day not in self.traits.contradicting
                and any(block.clear(i).any() for block in self.blocks)]

    @cached_property
    def _courses(self) -> list[tuple[Window, np.ndarray]]:
        """Return the mean courses of the cells around each block, and the window of these."""
        around = [cells_holding(self._cells, window.grow(HALO), MARGIN) for window in self.windows]
        return [(window, mean_courses(self.season, self._told, window)) for window in around]

    @property
    def _cells(self) -> Cells:
        if self.season.cells is None:
            raise ValueError("a season whose coarse images are no cells")
        return self.season.cells

    @cached_property
    def mode_share(self) -> ModeShare:
        """Return what the fine images tell of the departures by modes, each held out in turn."""
        days = self.season.days
        told: dict[Fold, np.ndarray] = {}
        if self.modes_of(range(len(days))) is None:
            return ModeShare(told)
        for fold in folds(days, self.traits.contradicting, self.waiting):
            modes = self.modes_of(fold.known) if fold.is_between(days) else None
            if modes is not None:
                told[fold] = np.sum([
                    told_of(fold, self.curve, self.traits, block, window, curves)
                    for block, window, curves in zip(self.blocks, self.windows,
                                                     self.mode_curves(modes, 1.0))], axis=0)
        return ModeShare(told)
