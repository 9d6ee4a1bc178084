"""The pairs from which a date is predicted: the nearest, or those on both sides of it."""

from __future__ import annotations

import datetime
import enum
from collections.abc import Mapping, Sequence

from ..images.guessing import Candidate
from ..images.roles import COARSE_PREDICTION, REFERENCE, References, Role, pairs_of
from ..translation import mark
from .dated_images import DatedImages, DatePair, day_of
from .pair_scores import pair_score


class PairChoice(enum.Enum):
    """How pairs are chosen for a date; the value is what users read."""

    NEAREST = mark("nearest")
    BOTH_SIDES = mark("before and after")
    ALL = mark("as many as possible")


def images_for(prediction: Candidate, images: DatedImages, references: References,
               choice: PairChoice = PairChoice.BOTH_SIDES,
               pinned: Mapping[Role, Candidate] | None = None) -> dict[Role, Candidate]:
    """Return the images by which one date is predicted, by their roles.

    prediction: the coarse image of the date. references: that the method takes. pinned: images
    of pairs that stay whatever the date. The true image of the date comes with the role of the
    reference where there is one. Roles for which there is no image are left out.
    """
    kept = {role: image for role, image in (pinned or {}).items() if role in references.all}
    free = [k for k in pairs_of(references.all) if k not in pairs_of(kept)]
    truth = images.truth_of(prediction)
    found = {COARSE_PREDICTION: prediction, **kept}
    if truth is not None:
        found[REFERENCE] = truth
    count = _count(references, choice) - len(pairs_of(kept))
    possible = _possible(prediction, truth, images, references, set(kept.values()))
    chosen = nearest_pairs(day_of(prediction), possible, min(count, len(free)), choice)
    for k, pair in zip(free, chosen):
        for role, image in ((Role.fine(k), pair.fine), (Role.coarse(k), pair.coarse)):
            if role in references.all and image is not None:
                found[role] = image
    return found


def nearest_pairs(date: datetime.date, pairs: Sequence[DatePair], count: int,
                  choice: PairChoice = PairChoice.BOTH_SIDES) -> list[DatePair]:
    """Return up to `count` pairs for a date, in the order of time.

    From both sides in turn, the best of each first, as long as there are any; or the best ones
    wherever they lie. Best are those of the highest score, which are the nearest ones where
    nothing else is known; of two that are equally far away the earlier comes first. Those of
    which too little is clear are taken only where there are not enough others.
    """
    chosen = _nearest(date, [pair for pair in pairs if pair.is_clear_enough], count, choice)
    hazy = [pair for pair in pairs if not pair.is_clear_enough]
    return sorted([*chosen, *_nearest(date, hazy, count - len(chosen), choice)],
                  key=lambda pair: pair.date)


def _nearest(date: datetime.date, pairs: Sequence[DatePair], count: int, choice: PairChoice,
             ) -> list[DatePair]:
    best_first = sorted(pairs, key=lambda pair: (-pair_score(pair, date), pair.date))
    if choice != PairChoice.NEAREST:
        seen = {True: 0, False: 0}
        turns = {}
        for pair in best_first:  # the first of each side, then the second of each ...
            side = pair.date > date
            turns[pair] = seen[side]
            seen[side] += 1
        best_first.sort(key=lambda pair: turns[pair])
    return best_first[:max(count, 0)]


def _count(references: References, choice: PairChoice) -> int:
    """Return how many pairs are wanted of a method that takes these images."""
    least, most = (len(pairs_of(roles)) for roles in (references.needed, references.all))
    if choice == PairChoice.ALL:
        return most
    return min(most, max(least, 1 if choice == PairChoice.NEAREST else 2))


def _possible(prediction: Candidate, truth: Candidate | None, images: DatedImages,
              references: References, taken: set[Candidate]) -> list[DatePair]:
    """Return the pairs that may be taken: of other dates, and not taken yet."""
    if any(role.is_coarse for role in references.all):
        pairs = images.pairs()
    else:
        pairs = [DatePair(fine, None) for fine in images.fine]
    return [pair for pair in pairs
            if pair.coarse != prediction and pair.fine != truth
            and not taken & {pair.fine, pair.coarse} and pair.date != day_of(prediction)]
