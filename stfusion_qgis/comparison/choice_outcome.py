"""The outcome of the choice of a method: the ranking, the dates, and what they say in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..images.image import Image
from ..translation import tr
from .choice import Ranked
from .contestants import Contestant
from .guided_trials import GuidedTrial, Worth, told_trial

BASELINE = "temporaldifference"


@dataclass(frozen=True)
class KnownTarget:
    """A date that was left out, and how hard it is to predict.

    name: the date. reference: name of the nearest other one. days: between both, None if unknown.
    between: whether it lies between two others, so that pairs on both sides predict it.
    change: RMS difference of both fine images in deviations of the true one, mean over the bands.
    unchanged: error of the nearest fine image as a prediction, relative to the baseline.
    pixels: that were compared.
    """

    name: str
    reference: str
    days: int | None
    between: bool
    change: float
    unchanged: float
    pixels: int


@dataclass(frozen=True)
class ChoicePictures:
    """Images of the date that has changed most, on one grid: predictions by title."""

    target: int
    reference: Image
    coarse: Image
    truth: Image
    predictions: dict[str, Image]


@dataclass(frozen=True)
class Choice:
    """The outcome: methods with the best first, the dates, and who was left out and why.

    guided: methods that were tried with a guide and without, () where there was none.
    """

    ranked: Sequence[Ranked]
    targets: Sequence[KnownTarget]
    skipped: Sequence[tuple[str, str]]
    pictures: ChoicePictures
    guided: Sequence[GuidedTrial] = ()

    @property
    def best(self) -> Ranked:
        """Return the method with the smallest error."""
        return self.proved[0]

    @property
    def proved(self) -> list[Ranked]:
        """Return the methods, the best first, without those for which the guide is not proved."""
        return [one for one in self.ranked if not one.contestant.guided
                or (trial := self.trial_of(one.contestant)) is None or trial.worth is Worth.HELPS]

    def trial_of(self, one: Contestant) -> GuidedTrial | None:
        """Return how a method was tried with the guide and without, None if it was not."""
        return next((trial for trial in self.guided if one.is_twin_of(trial.method)), None)

    @property
    def ties(self) -> list[Ranked]:
        """Return the methods that may well be as good as the best one."""
        return [one for one in self.proved[1:] if one.tied]

    @property
    def unchanged(self) -> float:
        """Return the error of unchanged fine images relative to the baseline, as `Ranked.error`."""
        return float(np.exp(np.mean([np.log(target.unchanged) for target in self.targets])))

    def best_of(self, between: bool) -> Ranked | None:
        """Return the best method of the dates between others, or of those at the ends."""
        places = [i for i, target in enumerate(self.targets) if target.between == between]
        return min(self.proved, key=lambda one: float(np.log(one.of_dates[places]).mean())) \
            if places else None

    def headline(self) -> str:
        """Return the outcome in words."""
        best = self.best
        values = {"method": best.contestant.title, "count": len(self.targets),
                  "gain": 1 - best.error}
        if best.contestant.method.id == BASELINE and best.contestant.pairs == 1:
            text = tr("No method is better here than the temporal difference.")
        elif len(self.targets) == 1:
            text = tr("{method} is best on the date that was left out: its error is {gain:.0%} "
                      "smaller than that of the temporal difference.")
        else:
            text = tr("{method} is best on {count} dates that were left out: its error is "
                      "{gain:.0%} smaller than that of the temporal difference.")
        words = [text.format(**values)]
        trial = self.trial_of(best.contestant)
        if trial is not None:
            words.append(told_trial(trial))
        elif self.guided:
            words.append(tr("{method} takes no guide.").format(method=best.contestant.title))
        if self.ties:
            words.append(tr("These may be as good, as far as these dates can tell: {methods}."
                            ).format(methods=", ".join(one.contestant.title for one in self.ties)))
        inside, outside = self.best_of(True), self.best_of(False)
        if inside and outside and inside is not outside:
            words.append(tr("Between two dates {inside} is best, before the first or after the "
                            "last one {outside}.").format(inside=inside.contestant.title,
                                                          outside=outside.contestant.title))
        if self.unchanged < best.error:
            words.append(tr("But the nearest fine image, unchanged, is better than any of them: on "
                            "these dates fusion is not worth it."))
        return " ".join(words)
