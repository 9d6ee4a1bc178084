"""Colours of themes: those of the palette, and those of a style sheet as QGIS uses it."""

import pytest
from qgis.PyQt.QtGui import QPalette
from qgis.PyQt.QtWidgets import QApplication, QMainWindow, QWidget

from stfusion_qgis.gui.theme import Tint, faint, ink, is_dark, palette_of
from stfusion_qgis.gui.widgets.tinted_label import TintedLabel
from tests.gui.dock.conftest import destroy

NIGHT = """QWidget { color: #aaaaaa; } QMainWindow, QDockWidget { background-color: #323232; }
           QLabel { background-color: transparent; }"""


@pytest.fixture
def inner(qgis_app):
    """Return a plain widget in a window."""
    window = QMainWindow()
    inner = QWidget()
    window.setCentralWidget(inner)
    window.show()
    yield inner
    QApplication.instance().setStyleSheet("")
    destroy(window)


def names(palette):
    """Return the colours of text and ground."""
    return [palette.color(role).name() for role in (
        QPalette.ColorRole.WindowText, QPalette.ColorRole.Window)]


def test_a_light_palette(inner):
    assert names(palette_of(inner)) == names(inner.palette())
    assert not is_dark(palette_of(inner))


def test_a_dark_style_sheet(inner):
    """The widget's own palette does not know of it."""
    QApplication.instance().setStyleSheet(NIGHT)
    palette = palette_of(inner)
    assert names(palette) == ["#aaaaaa", "#323232"]
    assert is_dark(palette)
    assert 0x60 < faint(palette).red() < 0xaa


@pytest.mark.parametrize("tint", Tint)
def test_tints_stand_out_from_the_ground(inner, tint):
    light = palette_of(inner)
    QApplication.instance().setStyleSheet(NIGHT)
    dark = palette_of(inner)
    for palette, brighter in ((light, False), (dark, True)):
        tinted, ground = tint.on(palette), palette.color(QPalette.ColorRole.Window)
        assert (tinted.lightness() > ground.lightness()) is brighter
        assert abs(luminance(tinted) - luminance(ground)) > 0.25


def luminance(colour):
    """Return how bright a colour looks, 0 to 1."""
    return 0.21 * colour.redF() + 0.72 * colour.greenF() + 0.07 * colour.blueF()


def test_ink_may_let_the_ground_shine_through(inner):
    palette = palette_of(inner)
    assert ink(palette) == palette.color(QPalette.ColorRole.WindowText)
    assert ink(palette, 0.5).alphaF() == pytest.approx(0.5, abs=0.01)
    assert faint(palette, 0.0) == palette.color(QPalette.ColorRole.Window)


def test_texts_follow_the_theme(inner):
    """When the theme changes while they are shown."""
    label = TintedLabel(inner)
    label.show_lines([("problem", "no <file>"), ("faint", ""), ("faint", "30 m")], "Go there")
    light = label.text()
    assert "no &lt;file&gt;" in light and "#b3261e" in light
    assert label.lines() == [("problem", "no <file>"), ("faint", "30 m")]
    QApplication.instance().setStyleSheet(NIGHT)
    assert "#ff8a80" in label.text() and "#b3261e" not in label.text()
    label.show_lines([])
    assert label.isHidden()
