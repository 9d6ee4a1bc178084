"""The pairs that suit dates best, with scores and reasons."""

from __future__ import annotations

import datetime
from dataclasses import replace

import numpy as np
import pytest

from stfusion_qgis.errors import InputError
from stfusion_qgis.images.grid import Grid
from stfusion_qgis.images.guessing import Candidate
from stfusion_qgis.images.polygons import crs_wkt
from stfusion_qgis.products.cataloguing.catalogue_item import CatalogueItem
from stfusion_qgis.products.cataloguing.footprints import Footprint
from stfusion_qgis.products.cataloguing.image_catalogue import ImageCatalogue
from stfusion_qgis.products.product import SensorRole
from stfusion_qgis.progress import Progress
from stfusion_qgis.season.dated_images import DatePair
from stfusion_qgis.season.likeness import likeness
from stfusion_qgis.season.pair_choice import PairChoice, nearest_pairs
from stfusion_qgis.season.pair_scores import pair_score
from stfusion_qgis.season.proposed_pairs import PairProposer
from tests.scene_files import write_tif

START = datetime.date(2020, 1, 1)


def day(number):
    return START + datetime.timedelta(number)


@pytest.fixture
def make(tmp_path):
    """Return a function that makes an item whose prepared image changes with its day."""
    rng = np.random.default_rng(5)
    land, change = rng.random((2, 2, 40, 40)) * 3000

    def item(role, number, clear=1.0, product="", left=300000.0, view=None):
        pixel, side = (30, 40) if role == "fine" else (240, 40)
        values = (land + change * number / 100).astype(np.float32)
        path = write_tif(tmp_path / f"{role}{product}{number}_{left:.0f}.tif", values, pixel)
        grid = Grid(crs_wkt("EPSG:32632"), left, 5000000.0, pixel, pixel, side, side)
        name = f"{role}{product} {number}"
        return CatalogueItem(name, product or role, SensorRole(role), day(number), grid,
                             Footprint.of(grid, name), bands=("red", "nir"), clear=clear,
                             view_angle=view, prepared=path)
    return item


def proposed(items, *days, **options):
    proposer = PairProposer(ImageCatalogue(items), "")
    return proposer.propose([day(each) for each in days], 5, Progress(), **options)


def names(each):
    return [pair.fine.id for pair in each.pairs]


def test_what_makes_a_score():
    """It falls with time, clouds, unlikeness, view and days between the images of a pair."""
    def pair(number=0, fine=None, coarse=None, gap=0):
        return DatePair(*(Candidate(kind, kind, 30, date=day(number + days), clear=clear)
                          for kind, clear, days in (("f", fine, 0), ("c", coarse, gap))))
    assert pair_score(pair(), day(0)) == 100
    assert pair_score(pair(), day(32)) == pair_score(pair(64), day(32)) == 50
    assert pair_score(pair(fine=0.9, coarse=0.4), day(0)) == pytest.approx(40)
    assert pair_score(pair(gap=2), day(0)) == pytest.approx(80)
    assert pair_score(pair(), day(0), likeness=0.7) == pytest.approx(70)
    assert pair_score(pair(), day(0), likeness=-0.2) == 0
    assert pair_score(pair(), day(0), view_difference=60) == 50


def test_a_clear_pair_is_taken_before_a_nearer_cloudy_one():
    """The dock chooses by the same scores."""
    pairs = [DatePair(*(Candidate(f"{kind}{number}", kind, 30, date=day(number), clear=clear)
                        for kind in "fc")) for number, clear in ((0, 0.95), (12, 0.4), (40, 0.9))]
    assert nearest_pairs(day(16), pairs, 1, PairChoice.NEAREST) == [pairs[0]]
    assert nearest_pairs(day(16), pairs, 2, PairChoice.BOTH_SIDES) == [pairs[0], pairs[2]]


def test_best_first_and_the_second_from_the_other_side(make):
    items = [make("fine", 0), make("fine", 10, 0.5), make("fine", 18, 0.2), make("fine", 60),
             *(make("coarse", number) for number in (0, 10, 18, 22, 60))]
    found, = proposed(items, 22).dates
    assert found.prediction.id == "coarse 22"
    assert names(found) == ["fine 0", "fine 60", "fine 10", "fine 18"]
    assert found.further.fine.id == "fine 60" and found.further.coarse.id == "coarse 60"
    first = found.pairs[0]
    assert 0.5 < first.likeness < 1
    assert first.score == pytest.approx(100 * 0.5 ** (22 / 32) * first.likeness)
    assert first.reason == (f"2020-01-01: 22 days before; 100% clear; coarse images alike: "
                            f"{first.likeness:.2f}")


def test_the_coarse_image_of_a_pair_is_of_the_same_product(make):
    """Of two coarse sensors on a date, the one with the better pair is predicted from."""
    items = [make("fine", 0), make("coarse", 0, product="a"), make("coarse", 8, product="a"),
             make("coarse", 8, product="b")]
    found, = proposed(items, 8).dates
    assert found.prediction.product == found.pairs[0].coarse.product == "a"
    none = proposed([items[0], items[1], items[3]], 8)
    assert not none.dates and "no pair for it" in none.problems[0]


def test_both_fine_images_lie_on_one_grid(make):
    items = [make("fine", 15), make("fine", 30, left=300010.0), make("fine", 50),
             *(make("coarse", number) for number in (15, 20, 30, 50))]
    found, = proposed(items, 20).dates
    assert names(found) == ["fine 15", "fine 30", "fine 50"]
    assert found.further.fine.id == "fine 50"


def test_mosaics_of_different_tiles_on_one_grid(make):
    items = [make("fine", 0), replace(make("coarse", 0), tile="h28v06 h29v06"),
             replace(make("coarse", 8), tile="h28v06")]
    assert names(*proposed(items, 8).dates) == ["fine 0"]


def test_views(make):
    items = [make("fine", 0), make("coarse", 0, view=60.0), make("coarse", 8, view=5.0)]
    found, = proposed(items, 8).dates
    assert found.pairs[0].view_difference == 55 and "views differ by 55°" in found.pairs[0].reason


def test_dates_without_a_fine_image(make):
    """A fine image of which too little is clear is none; composites lie beside dates."""
    items = [make("fine", 0), make("fine", 16, 0.1), make("coarse", 0), make("coarse", 8),
             make("coarse", 16)]
    proposer = PairProposer(ImageCatalogue(items), "")
    assert proposer.dates_without_fine() == [day(8), day(16)]
    assert proposer.dates_every(8) == [day(0), day(8), day(16)]
    assert [each.prediction.id for each in proposed(items, 7, 15).dates] == ["coarse 8",
                                                                            "coarse 16"]
    assert "no coarse image" in proposed(items, 12).problems[0]
    with pytest.raises(InputError, match="no coarse images"):
        proposed(items[:1], 8)


def test_likeness():
    rng = np.random.default_rng(1)
    one = rng.random((2, 20, 20))
    assert likeness(one, 5 * one + 3) == pytest.approx(1)
    assert likeness(one, -one) == pytest.approx(-1)
    cloudy = np.where(rng.random((20, 20)) < 0.5, np.nan, one)
    assert likeness(one, cloudy) == pytest.approx(1)
    assert likeness(one, np.full_like(one, np.nan)) is None
    assert likeness(one, one[:1]) is None
    assert likeness(one, np.ones_like(one)) is None
