"""Bringing images to the same units: by the tags of their files, checked against each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from ..errors import InputError
from ..progress import Progress
from ..remedies import Remedy
from ..translation import tr
from .calibration import Calibration, means_division
from .cell_numbers import CellNumbers, Sampling
from .raster import Raster
from .unit_comparison import Disagreement, compare_units, misfit
from .unit_wording import doubtful_units, other_units, scaled, tags_understood

_ENOUGH_CELLS = 16


@dataclass(frozen=True, eq=False)
class UnitComparison:
    """What the units of a raster are compared with.

    targets: the rasters that fit best, in order; the first with enough cells in common counts.
    same_date: of each, whether it shows the raster's date.
    like: a raster of the same sensor, or None.
    scalable: whether the raster is brought to the targets' units by a line where no tag does.
    """

    raster: Raster
    targets: Sequence[Raster]
    same_date: Sequence[bool]
    scalable: bool = False
    like: Raster | None = None


class UnitAgreement:
    """The units of images, all of which are to be those of the first one.

    optional: whether an option can bring rasters to these units.
    """

    def __init__(self, lead: Raster, comparisons: Sequence[UnitComparison], sampling: Sampling,
                 progress: Progress, optional: bool = True):
        """Read the images.

        comparisons: of all rasters but the lead, in an order in which targets come first.

        Raises:
            InputError: a raster has no valid pixel where the lead has one.
            Cancelled: through `progress`.
        """
        self._lead, self._progress, self._optional = lead, progress, optional
        pairs = [(target, comparison.raster) for comparison in comparisons
                 for target in dict.fromkeys(
                     [*comparison.targets, comparison.like or lead, lead])]
        self._read = read = dict(zip(pairs, sampling.numbers(pairs, [lead], progress)))
        for comparison in comparisons:
            pair = lead, comparison.raster
            if not read[pair].pixels:  # look for where both are valid
                read[pair], = sampling.numbers([pair], pair, progress)
            if not read[pair].pixels:
                blank = not sampling.numbers([(lead, lead)], [lead], progress)[0].pixels
                culprit = lead if blank else comparison.raster
                raise InputError(_nothing_valid(lead, culprit), culprit.name)
        self._like = {comparison.raster: comparison.like for comparison in comparisons}
        self._compared = [_Compared.of(comparison, read) for comparison in comparisons]

    def calibrations(self) -> dict[Raster, Calibration]:
        """Return the calibration of each raster.

        The tags of the files count if the images agree by them, otherwise the bare numbers.

        Raises:
            InputError: a raster is in units that no tag tells, and is not to be scaled.
        """
        best = self._readings()
        for compared in self._compared:
            difference = compared.difference(best)
            if difference is None:
                continue
            raster, target = compared.raster, compared.target
            if self._is_to_blame(target, compared, difference, best):
                raster, target, difference = target, raster, difference.inverted()
            if not difference.sure:
                self._progress.warn(doubtful_units(raster, target, difference))
            elif compared.scalable:
                line = difference.line
                best[raster] = best[raster].then(line.gain, line.offset)
                self._progress.info(scaled(raster, self._lead, line))
            else:
                raise InputError(
                    other_units(raster, target, difference, self._optional), raster.name,
                    Remedy(tr("Scale it"), {"scale_coarse": True}) if self._optional else None)
        for raster, calibration in best.items():
            if raster.is_tagged and calibration in readings(raster):
                self._progress.info(tags_understood(raster, calibration))
        return best

    def _is_to_blame(self, target: Raster, compared: _Compared, difference: Disagreement,
                     chosen: Mapping[Raster, Calibration]) -> bool:
        """Say whether a target is in other units than its sensor's images of other dates.

        Otherwise the raster is that was compared with it.
        """
        raster, like, pattern = compared.raster, self._like.get(compared.raster), self._like.get(
            target)
        if like is None or pattern is None:
            return False
        line, inverted = difference.line, difference.line.inverted()
        own, partners = self._values(like, raster, chosen), self._values(pattern, target, chosen)
        if not own[0].size or not partners[0].size:
            return False
        return misfit(*own) + misfit(*partners, inverted.gain, inverted.offset) \
            < misfit(*own, line.gain, line.offset) + misfit(*partners)

    def _values(self, target: Raster, raster: Raster,
                chosen: Mapping[Raster, Calibration]) -> tuple[np.ndarray, np.ndarray]:
        """Return the values of two rasters in cells that both of them cover."""
        wanted, own = self._read[target, raster].both(len(raster.selection))
        return (chosen[target].of(target.selection).values(wanted),
                chosen[raster].of(raster.selection).values(own))

    def _readings(self) -> dict[Raster, Calibration]:
        """Return the readings of all tags with which the most images agree."""
        found: list[tuple[int, dict[Raster, Calibration]]] = []
        for reading in readings(self._lead):
            chosen = {self._lead: reading}
            wrong = sum(compared.choose(chosen) for compared in self._compared)
            found.append((wrong, chosen))
            if not wrong:
                break
        return min(found, key=lambda each: each[0])[1]


@dataclass(frozen=True, eq=False)
class _Compared:
    """A raster with its numbers and those of a target: (bands, cells) each."""

    raster: Raster
    target: Raster
    same_date: bool
    scalable: bool
    target_numbers: np.ndarray
    numbers: np.ndarray
    _found: dict[tuple[Calibration, Calibration], Disagreement | None] = field(
        default_factory=dict, init=False, repr=False)

    @classmethod
    def of(cls, comparison: UnitComparison,
           read: Mapping[tuple[Raster, Raster], CellNumbers]) -> _Compared:
        raster = comparison.raster
        known = [(target, same, read[target, raster])
                 for target, same in zip(comparison.targets, comparison.same_date)]
        target, same, cells = next(
            (each for each in known if each[2].cells >= _ENOUGH_CELLS),
            max(known, key=lambda each: each[2].cells))
        return cls(raster, target, same, comparison.scalable,
                   *cells.both(len(raster.selection)))

    def choose(self, chosen: dict[Raster, Calibration]) -> bool:
        """Add the reading of the raster's tags that agrees with the target; say if none does."""
        for reading in readings(self.raster):
            chosen[self.raster] = reading
            if self.difference(chosen) is None:
                return False
        chosen[self.raster] = self.raster.calibration
        return True

    def difference(self, chosen: Mapping[Raster, Calibration]) -> Disagreement | None:
        """Return how the units of raster and target differ."""
        readings = chosen[self.target], chosen[self.raster]
        if readings not in self._found:
            target, other = (
                chosen[raster].of(raster.selection).values(numbers)
                for raster, numbers in ((self.target, self.target_numbers),
                                        (self.raster, self.numbers)))
            self._found[readings] = compare_units(target, other, self.same_date)
        return self._found[readings]


def calibrated_like(raster: Raster, target: Raster, sampling: Sampling,
                    progress: Progress) -> Raster:
    """Return a raster whose tags are read so that its values agree with those of another one."""
    comparison = UnitComparison(raster, [target], [False])
    pairs = [(target, raster)]
    numbers = sampling.numbers(pairs, pairs[0], progress)
    compared = _Compared.of(comparison, dict(zip(pairs, numbers)))
    chosen = {target: target.calibration}
    compared.choose(chosen)
    return raster.calibrated(chosen[raster])


def readings(raster: Raster) -> list[Calibration]:
    """Return what the tags of a raster may mean, the likeliest first."""
    straight, inverted = Calibration.straight(raster.bands), Calibration.inverted(raster.bands)
    likely, unlikely = (inverted, straight) if means_division(raster.bands) \
        else (straight, inverted)
    return list(dict.fromkeys([likely, Calibration.none(len(raster.bands)), unlikely]))


def _nothing_valid(lead: Raster, raster: Raster) -> str:
    if raster is lead:
        return tr("{layer} has no valid pixel in the area to predict. Check its nodata value and "
                  "its mask.").format(layer=lead.name)
    return tr("{layer} has no valid pixel where {fine} has one. Check its nodata value and its "
              "mask, and that both show the same area.").format(layer=raster.name, fine=lead.name)
