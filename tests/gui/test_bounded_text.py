"""A text of any length in a place of a few lines."""

import pytest
from qgis.PyQt.QtWidgets import QTextEdit, QVBoxLayout, QWidget

from stfusion_qgis.gui.dock.status_line import StatusLine
from stfusion_qgis.gui.widgets.bounded_text import BoundedText
from tests.gui.dock.conftest import destroy
from tests.gui.waiting import settle

SENTENCE = "The images are in other units than the others. "


def test_it_takes_what_it_needs_up_to_three_lines(qgis_app):
    window, text = QWidget(), BoundedText()
    column = QVBoxLayout(window)
    column.addWidget(QTextEdit(), 1)
    column.addWidget(text)
    window.resize(320, 400)
    window.show()
    line = text.fontMetrics().lineSpacing()
    heights = []
    for times in (1, 3, 40):
        text.label.show_lines([("problem", SENTENCE * times)])
        settle(window)
        heights.append(text.height())
    assert line <= heights[0] < heights[1] + line and heights[2] <= 3 * line + 14
    assert heights[2] > 2 * line
    destroy(window)


@pytest.mark.parametrize("style", [
    "", "QLabel { padding: 5px; } QScrollArea { border: 1px solid red; }"], ids=["plain", "theme"])
def test_one_line_does_not_scroll(qgis_app, style):
    """Not even where there is no more room than for one, or a theme puts more around it."""
    text = BoundedText()
    text.setStyleSheet(style)
    text.label.show_lines([("faint", "500 × 356 pixels")])
    text.resize(400, text.minimumSizeHint().height())
    text.show()
    settle(text)
    assert not text.verticalScrollBar().isVisible()
    destroy(text)


def test_a_long_message_does_not_make_the_window_higher(qgis_app):
    """At 1280 x 720 there is no room left: QGIS itself would reach below the screen."""
    status = StatusLine()
    status.resize(300, 40)
    status.show()
    before = status.minimumSizeHint().height()
    status.show_text(SENTENCE * 20, "problem")
    settle(status)
    assert status.minimumSizeHint().height() == before
    assert status.layout().minimumHeightForWidth(300) in (-1, before) \
        or not status.layout().hasHeightForWidth()
    assert status.text() == SENTENCE * 20
    destroy(status)
