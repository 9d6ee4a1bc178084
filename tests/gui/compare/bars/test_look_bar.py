"""The bar of bands and stretches, as a user clicks it."""

import pytest
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest

from stfusion_qgis.gui.compare.bars.look_bar import LookBar
from stfusion_qgis.gui.compare.compared.stretches import MapLook
from tests.gui.compare.conftest import destroy

NAMES = ["blue", "green", "red", "nir"]


@pytest.fixture
def bar(qgis_app):
    bar = LookBar()
    bar.show_bands(NAMES)
    bar.show()
    yield bar
    destroy(bar)


def choose(combo, text):
    """Choose an item as a user does."""
    combo.setCurrentIndex(combo.findText(text, Qt.MatchFlag.MatchStartsWith))
    combo.activated.emit(combo.currentIndex())


def test_any_three_bands(bar):
    assert bar.chosen_bands() == (3, 2, 1) and not bar.rgb.isVisible()
    choose(bar.bands, "Any bands")
    assert bar.rgb.isVisible() and bar.chosen_bands() == (3, 2, 1)
    choose(bar.rgb.lists[0], "blue")
    choose(bar.rgb.lists[2], "nir")
    assert bar.chosen_bands() == (0, 2, 3) and bar.wanted == "rgb:1,3,4"
    choose(bar.bands, "red")
    assert bar.chosen_bands() == (2,) and not bar.rgb.isVisible()
    choose(bar.bands, "Any bands")
    assert bar.chosen_bands() == (0, 2, 3)


def test_bands_of_a_project_come_back(bar):
    other = LookBar()
    other.choose("rgb:4,1,1")
    other.show_bands(NAMES)
    assert other.chosen_bands() == (3, 0, 0)
    other.show_bands(NAMES[:2])  # two of them have gone
    assert other.chosen_bands() == (0,) and other.wanted == "rgb:4,1,1"
    other.show_bands(NAMES)
    assert other.chosen_bands() == (3, 0, 0)
    destroy(other)


@pytest.mark.parametrize("key", ["rgb:", "rgb:1,2", "rgb:0,1,2", "rgb:1,2,x", "rgb:1,2,9",
                                 "rgb:-1,2,3", "nothing"])
def test_keys_that_mean_nothing(bar, key):
    bar.choose(key)
    assert bar.chosen_bands() == (3, 2, 1)


def test_stretches(bar):
    kinds = []
    bar.changed.connect(lambda: kinds.append(bar.stretch.kind()))
    same, as_map, matched = bar.stretch.menu().actions()
    assert same.isChecked() and not as_map.isEnabled()
    matched.trigger()
    bar.show_bands(NAMES, on_map=MapLook((2, 1, 0), {2: (0, 1)}))
    as_map.trigger()
    assert kinds == ["matched", "map"]
    bar.show_bands(NAMES)  # a layer without limits
    assert bar.stretch.kind() == "common" and bar.stretch.wanted == "map"
    assert same.isChecked()
    bar.stretch.choose("unknown")
    assert bar.stretch.kind() == "common"


def test_flicking_needs_images(bar):
    bar.show_bands()
    flicked = []
    bar.flicked.connect(flicked.append)
    QTest.mousePress(bar.flick_button, Qt.MouseButton.LeftButton)
    assert not flicked and bar.map_button.isEnabled()
