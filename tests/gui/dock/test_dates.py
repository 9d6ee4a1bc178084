"""The strip of dates: real days of a season, chosen, ticked and stepped through."""

import datetime

import pytest
from qgis.core import QgsProject, QgsRasterLayer
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QFontMetricsF
from qgis.PyQt.QtTest import QTest

from stfusion_qgis.gui.dock.dates.date_columns import DateColumn
from stfusion_qgis.gui.dock.dates.date_strip import _about
from stfusion_qgis.gui.theme import Tint, palette_of
from stfusion_qgis.season.pair_choice import PairChoice
from tests.gui.dock.conftest import destroy, take_up_layers
from tests.gui.dock.test_images import choose, chosen
from tests.gui.waiting import settle

FINE = ("2020-10-22", "2020-10-27", "2020-11-10", "2020-11-21")
COARSE = ("2020-10-22", "2020-10-27", "2020-10-30", "2020-11-01", "2020-11-03", "2020-11-10",
          "2020-11-15", "2020-11-21", "2020-11-24")


@pytest.fixture
def season(qgis_app, shared_data):
    """Return the ids of real layers of a season, 70 m and 490 m, by "fine" or "coarse" and date."""
    layers = {}
    for kind, dates in (("fine", FINE), ("coarse", COARSE)):
        for date in dates:
            path = shared_data / "salton_sea" / kind / f"{date}_{kind}.tif"
            layers[f"{date}_{kind}"] = QgsRasterLayer(str(path), path.stem)
    QgsProject.instance().addMapLayers(list(layers.values()))
    yield {name: layer.id() for name, layer in layers.items()}
    QgsProject.instance().clear()


@pytest.fixture
def dock(make_dock, season, provider):
    """Return a dock with the season; it is not shown, so it makes no previews."""
    dock = make_dock()
    dock.methods.combo.set_method("starfm")
    take_up_layers(dock)
    return dock


def click(dock, point):
    QTest.mouseClick(dock.date_bar.strip, Qt.MouseButton.LeftButton, pos=point.toPoint())


def pairs(dock):
    """Return the days of the fine and the coarse images of the pairs."""
    found = chosen(dock)
    return [(found[f"fine_{k}"][:10], found[f"coarse_{k}"][:10]) for k in (1, 2)
            if f"fine_{k}" in found]


def test_all_dates_are_there(dock):
    columns = dock.date_bar.strip.columns()
    assert [str(column.date) for column in columns] == sorted({*FINE, *COARSE})
    assert [str(c.date) for c in columns if c.truth] == list(FINE)
    assert dock.date_bar.is_useful()


def test_a_click_chooses_a_date_and_its_pairs(dock, season):
    """Both sides of it; the true image of a date is compared with, and is in no pair."""
    strip = dock.date_bar.strip
    click(dock, strip.place_of(season["2020-11-03_coarse"]))
    assert chosen(dock)["coarse_prediction"].startswith("2020-11-03")
    assert pairs(dock) == [("2020-10-27",) * 2, ("2020-11-10",) * 2]
    assert "reference" not in chosen(dock)
    click(dock, strip.place_of(season["2020-11-10_coarse"]))
    assert chosen(dock)["reference"].startswith("2020-11-10")
    assert pairs(dock) == [("2020-10-27",) * 2, ("2020-11-21",) * 2]


def test_the_month_of_the_last_date_is_seen(dock):
    """It begins a little to the left of the date, and needs some room to the right."""
    strip = dock.date_bar.strip
    font = strip.font()
    font.setPointSizeF(font.pointSizeF() * 0.8)
    begin = strip.place_of(strip.columns()[-1].key).x() - 6
    assert begin + QFontMetricsF(font).horizontalAdvance("2020-11") <= strip.width()


def test_arrows_and_keys_step(dock, season):
    dock.dates.choose(season["2020-11-01_coarse"])
    stepper = dock.dates._stepper
    stepper.after.click()
    assert chosen(dock)["coarse_prediction"].startswith("2020-11-03")
    QTest.keyClick(dock.date_bar.strip, Qt.Key.Key_Left)
    QTest.keyClick(dock.date_bar.strip, Qt.Key.Key_Left)
    assert chosen(dock)["coarse_prediction"].startswith("2020-10-30")
    QTest.keyClick(dock.date_bar.strip, Qt.Key.Key_Space)
    assert dock.dates.ticked() == [season["2020-10-30_coarse"]]
    dock.dates.choose(season["2020-11-24_coarse"])
    assert stepper.before.isEnabled() and not stepper.after.isEnabled()


def test_how_pairs_are_chosen(dock, season):
    dock.dates.choose(season["2020-11-01_coarse"])
    dock.date_bar.set_choice(PairChoice.NEAREST)
    assert pairs(dock) == [("2020-10-27",) * 2]
    dock.methods.combo.set_method("estarfm")  # needs two
    assert pairs(dock) == [("2020-10-27",) * 2, ("2020-11-10",) * 2]


def test_a_pinned_pair_stays(dock, season):
    """What was chosen by hand is pinned at once; the lock opens it again."""
    dock.dates.choose(season["2020-11-01_coarse"])
    layer = QgsProject.instance().mapLayer
    choose(dock.images.rows()["fine_1"], layer(season["2020-10-22_fine"]))
    choose(dock.images.rows()["coarse_1"], layer(season["2020-10-22_coarse"]))
    assert dock.images.pairs.pinned_pairs() == [1]
    dock.dates._stepper.after.click()
    assert pairs(dock) == [("2020-10-22",) * 2, ("2020-10-27",) * 2]
    dock.images.pairs.headers[1].lock.click()
    dock.dates._stepper.after.click()
    assert pairs(dock) == [("2020-10-27",) * 2, ("2020-11-21",) * 2]


def test_masks_go_with_their_images(dock, season):
    """The mask of one date is not that of another."""
    layer = QgsProject.instance().mapLayer
    dock.dates.choose(season["2020-11-01_coarse"])
    dock.images.rows()["fine_1"].set_mask(layer(season["2020-10-22_coarse"]))
    dock.dates.choose(season["2020-11-15_coarse"])
    assert dock.images.rows()["fine_1"].mask() is None
    dock.dates.choose(season["2020-11-03_coarse"])
    assert dock.images.rows()["fine_1"].mask() is layer(season["2020-10-22_coarse"])


def test_ticks(dock, season, wait):
    strip = dock.date_bar.strip
    click(dock, strip.box_of(season["2020-11-03_coarse"]))
    click(dock, strip.box_of(season["2020-10-30_coarse"]))
    assert dock.dates.ticked() == [season["2020-10-30_coarse"], season["2020-11-03_coarse"]]
    click(dock, strip.box_of(season["2020-11-03_coarse"]))
    assert dock.dates.ticked() == [season["2020-10-30_coarse"]]
    dock.date_bar.tick_missing.trigger()
    assert len(dock.dates.ticked()) == 5
    assert dock.run_bar.background_button.text() == "Run 5 dates in background"
    QgsProject.instance().removeMapLayer(season["2020-10-30_coarse"])
    wait(lambda: dock.run_bar.background_button.text() == "Run 4 dates in background")
    dock.date_bar.tick_none.trigger()
    assert dock.dates.ticked() == []


def test_the_project_remembers_dates(dock, season, make_dock, tmp_path):
    dock.dates.choose(season["2020-11-03_coarse"])
    dock.date_bar.set_choice(PairChoice.NEAREST)
    dock.date_bar.tick_missing.trigger()
    dock.images.pairs.pin([1])
    before = dock.dates.state()
    settle(dock)
    path = str(tmp_path / "season.qgz")
    assert QgsProject.instance().write(path)
    dock.close_for_good()
    destroy(dock)
    QgsProject.instance().clear()
    again = make_dock()
    assert QgsProject.instance().read(path)
    take_up_layers(again)
    assert again.dates.state() == before and len(again.dates.ticked()) == 5
    assert chosen(again)["coarse_prediction"].startswith("2020-11-03")


def test_one_date_needs_no_strip(make_dock, load):
    load("fine_1", "coarse_1")
    dock = make_dock()
    take_up_layers(dock)
    assert not dock.date_bar.is_useful() and dock.date_bar.isHidden()
    assert dock.dates.ticked() == [] and dock.images.pairs.headers[1].lock.isHidden()


def test_arcs_lead_from_the_pairs_with_reasons(dock, season):
    """Those of the chosen date; a pair that is pinned has an arc to every date."""
    strip = dock.date_bar.strip
    key = season["2020-11-03_coarse"]
    dock.dates.choose(key)
    found = strip.pairs_of(key)
    assert [pair.fine for pair in found] == ["2020-10-27_fine", "2020-11-10_fine"]
    assert [pair.reason for pair in found] == ["2020-10-27: 7 days before",
                                               "2020-11-10: 7 days after"]
    dock.date_bar.set_choice(PairChoice.NEAREST)
    assert [pair.fine for pair in strip.pairs_of(key)] == ["2020-10-27_fine"]
    assert strip.pairs_of("gone") == []
    layer = QgsProject.instance().mapLayer
    choose(dock.images.rows()["fine_1"], layer(season["2020-10-22_fine"]))
    choose(dock.images.rows()["coarse_1"], layer(season["2020-10-22_coarse"]))
    assert strip.pairs_of(season["2020-11-15_coarse"])[0].fine == "2020-10-22_fine"


def test_an_arc_is_drawn_where_its_pair_is(dock, season):
    """With another chosen pair, other pixels above the fine images are of the accent's colour."""
    strip = dock.date_bar.strip

    def columns_with_arcs(key):
        dock.dates.choose(season[key])
        picture = strip.grab().toImage()
        row = round(strip._lane(1) - 9 * strip._scale())
        accent = Tint.ACCENT.on(palette_of(strip))
        return [x for x in range(picture.width()) if _near(picture.pixelColor(x, row), accent)]

    early, late = columns_with_arcs("2020-10-30_coarse"), columns_with_arcs("2020-11-15_coarse")
    assert early and late and max(early) < max(late) and min(early) < min(late)


def _near(colour, other):
    return sum(abs(a - b) for a, b in zip(colour.getRgb()[:3], other.getRgb()[:3])) < 90


def test_clear_shares_are_told(dock, season):
    column = DateColumn(datetime.date(2020, 10, 27), "F", "C", "k", fine_clear=0.12,
                        coarse_clear=0.9)
    dock.date_bar.strip.show_columns([column])
    assert "12% clear" in _about(column, []) and "90% clear" in _about(column, [])
