"""What a guide is worth: methods that were tried with it and without."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from ..images.guide_use import GuideUse, told_use
from ..translation import mark, tr
from .block_errors import BlockErrors
from .choice import SURE, chance_of_less
from .contestants import Contestant


class Worth(Enum):
    """What a guide is worth for a method."""

    HELPS = mark("surely better with the guide")
    OPEN = mark("no sure difference: without the guide is simpler")
    HARMS = mark("surely better without the guide")
    NOTHING = mark("the same: the guide has proved nothing by itself")


@dataclass(frozen=True)
class GuidedTrial:
    """A method that was tried with the guide and without it.

    method: without the guide. use: what the guide counted for, on each date. without, guided:
    errors relative to the baseline. worth: by how surely one of them is less.
    """

    method: Contestant
    use: Sequence[GuideUse]
    without: float
    guided: float
    worth: Worth

    @property
    def gain(self) -> float:
        """Return by which part the error is smaller with the guide."""
        return 1 - self.guided / self.without

    def told_use(self) -> str:
        """Return in words what the guide counted for."""
        return told_use(self.use)


def guided_trials(contestants: Sequence[Contestant], relative: Sequence[float],
                  errors: Sequence[BlockErrors], baseline: int,
                  uses: Mapping[str, Sequence[GuideUse]]) -> list[GuidedTrial]:
    """Return the trials of all methods that had the guide.

    contestants: that were measured. relative: the error of each, as of `Ranked`. errors, baseline:
    as of `ranking`. uses: of the guide on each date, by the keys of contestants; those that were
    not measured predict the same as without it.
    """
    found = []
    keys = [one.key for one in contestants]
    for place, one in enumerate(contestants):
        guided = replace(one, guided=True).key
        if one.guided or guided not in uses:
            continue
        if guided not in keys:
            found.append(GuidedTrial(one, uses[guided], relative[place], relative[place],
                                     Worth.NOTHING))
            continue
        other = keys.index(guided)
        chance = chance_of_less(errors, other, place, baseline)
        worth = Worth.HELPS if chance >= SURE else \
            Worth.HARMS if chance <= 1 - SURE else Worth.OPEN
        found.append(GuidedTrial(one, uses[guided], relative[place], relative[other], worth))
    return found


def told_trial(trial: GuidedTrial) -> str:
    """Return in a sentence what the guide is worth for the method that is best."""
    if trial.worth is Worth.HELPS:
        return tr("With the guide its error is {gain:.1%} smaller than without.").format(
            gain=trial.gain)
    if trial.worth is Worth.HARMS:
        return tr("The guide makes it worse.")
    if trial.worth is Worth.OPEN:
        return tr("The guide does not surely make it better, so it is left out.")
    return tr("The guide counts for nothing in it: its own test finds no proof.")
