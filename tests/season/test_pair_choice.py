"""From which pairs a date is predicted."""

import datetime
from dataclasses import replace

import pytest

from stfusion_qgis.images.guessing import Candidate
from stfusion_qgis.images.roles import COARSE_1, COARSE_PREDICTION, FINE_1, REFERENCE, References
from stfusion_qgis.images.roles import roles_of_pairs as roles
from stfusion_qgis.season.dated_images import DatedImages, DatePair
from stfusion_qgis.season.pair_choice import PairChoice, images_for, nearest_pairs
from stfusion_qgis.season.pair_reasons import pair_reason

ONE = References(roles(1, 1), roles(2, 2))
TWO = References(roles(1, 2))
MANY = References(roles(1, 1), roles(2, 5))
GUIDE = References((), roles(1, 1, paired=False))


def image(kind, day):
    return Candidate(f"{kind} {day}", f"{kind} {day}", 30 if kind == "fine" else 240, 3,
                     datetime.date(2020, 1, 1) + datetime.timedelta(day), kind)


def season(fine, coarse):
    return DatedImages.of([image("fine", day) for day in fine]
                          + [image("coarse", day) for day in coarse])


def days(found):
    """Return the days of the fine images of pairs, in the order of the pairs."""
    return [int(found[role].name.split()[1]) for role in roles(1, 9, paired=False)
            if role in found]


DAILY = season([0, 10, 20, 40, 50], range(51))


@pytest.mark.parametrize("references, choice, day, pairs", [
    (ONE, PairChoice.NEAREST, 12, [10]), (ONE, PairChoice.NEAREST, 32, [40]),
    (ONE, PairChoice.BOTH_SIDES, 12, [10, 20]), (ONE, PairChoice.BOTH_SIDES, 21, [20, 40]),
    (TWO, PairChoice.NEAREST, 13, [10, 20]), (TWO, PairChoice.NEAREST, 22, [10, 20]),
    (TWO, PairChoice.BOTH_SIDES, 22, [20, 40]), (MANY, PairChoice.BOTH_SIDES, 22, [20, 40]),
    (MANY, PairChoice.ALL, 22, [0, 10, 20, 40, 50]), (ONE, PairChoice.ALL, 22, [20, 40]),
    (GUIDE, PairChoice.BOTH_SIDES, 32, [40])])
def test_choice(references, choice, day, pairs):
    found = images_for(image("coarse", day), DAILY, references, choice)
    assert days(found) == pairs and found[COARSE_PREDICTION].name == f"coarse {day}"
    if references is not GUIDE:
        assert all(found[role].date == found[role.partner].date for role in found
                   if role.pair is not None)


def test_a_known_date_is_not_predicted_from_itself():
    """Its fine image is what the prediction is compared with."""
    found = images_for(image("coarse", 20), DAILY, ONE)
    assert days(found) == [10, 40] and found[REFERENCE].name == "fine 20"
    assert REFERENCE not in images_for(image("coarse", 21), DAILY, ONE)


def test_at_the_end_both_are_of_one_side():
    ends = season([0, 10, 20], range(0, 31, 5))
    assert days(images_for(image("coarse", 30), ends, TWO)) == [10, 20]


def test_pinned_pairs_stay():
    pinned = {FINE_1: image("fine", 50), COARSE_1: image("coarse", 50)}
    found = images_for(image("coarse", 12), DAILY, TWO, PairChoice.BOTH_SIDES, pinned)
    assert days(found) == [50, 10]
    near = images_for(image("coarse", 42), DAILY, ONE, PairChoice.NEAREST, pinned)
    assert days(near) == [50]  # that is one pair already


def test_without_enough_pairs():
    few = season([10], [10, 20])
    assert days(images_for(image("coarse", 20), few, TWO)) == [10]
    assert days(images_for(image("coarse", 20), season([], [20]), TWO)) == []


def test_pairs_of_days_that_lie_near():
    """A fine image belongs to the nearest coarse one, which has one fine image."""
    composites = season([7, 9, 30], [8, 16, 24])
    assert [(pair.fine.name, pair.coarse.name) for pair in composites.pairs()] == [
        ("fine 7", "coarse 8")]
    assert composites.truth_of(image("coarse", 8)).name == "fine 7"


def test_dates():
    assert [date.day for date in season([3, 1], [1, 5]).dates] == [2, 4, 6]


def test_undated_images_are_no_pairs():
    images = DatedImages.of([image("coarse", 3), Candidate("x", "fine x", 30, 3, None, "fine")])
    assert images.fine == () and images.pairs() == []


def test_ties_go_to_the_earlier():
    pairs = season([0, 20], [0, 10, 20]).pairs()
    assert nearest_pairs(datetime.date(2020, 1, 11), pairs, 1)[0].fine.name == "fine 0"


def test_hazy_pairs_come_last():
    """They are taken only where there are not enough others, and said to be hazy."""
    hazy = [replace(image(kind, 20), clear=0.1 if kind == "fine" else 0.9)
            for kind in ("fine", "coarse")]
    images = DatedImages.of([*(image("fine", day) for day in (0, 10, 40)),
                             *(image("coarse", day) for day in (0, 10, 22, 40)), *hazy])
    assert days(images_for(image("coarse", 22), images, ONE, PairChoice.BOTH_SIDES)) == [10, 40]
    assert days(images_for(image("coarse", 22), images, TWO, PairChoice.NEAREST)) == [10, 40]
    few = DatedImages.of([image("fine", 40), image("coarse", 22), image("coarse", 40), *hazy])
    assert days(images_for(image("coarse", 22), few, TWO)) == [20, 40]
    reason = pair_reason(DatePair(*hazy), datetime.date(2020, 1, 1) + datetime.timedelta(22))
    assert reason == "2020-01-21: 2 days before; only 10% clear"


def test_reasons():
    pair = DatePair(image("fine", 20), image("coarse", 21))
    date = datetime.date(2020, 1, 1)
    assert pair_reason(pair, date) == "2020-01-21: 20 days after; coarse image of 2020-01-22"
    assert pair_reason(DatePair(image("fine", 0), None), date) == "2020-01-01: the same day"
