"""The line below the preview: its size, its progress, its problems."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import (
    QHBoxLayout,
    QProgressBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ...resources import icon_path
from ...translation import tr
from ..widgets.bounded_text import BoundedText
from ..widgets.plain_text import plain


class StatusLine(QWidget):
    """A text with a thin progress bar above it.

    zoom_wanted: the user wants to see the images. linked: whether the preview moves with the map.
    """

    zoom_wanted = pyqtSignal()
    linked = pyqtSignal(bool)

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self._bar = QProgressBar(self)
        self._bar.setRange(0, 1000)
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(4)
        policy = self._bar.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # nothing below it jumps
        self._bar.setSizePolicy(policy)
        place = BoundedText(self)
        self._text = place.label
        self._text.linkActivated.connect(lambda: self.zoom_wanted.emit())
        self.link_button = QToolButton(self)
        self.link_button.setIcon(QIcon(icon_path("link")))
        self.link_button.setCheckable(True)
        self.link_button.setChecked(True)
        self.link_button.setAutoRaise(True)
        self.link_button.setToolTip(tr("Move the preview with the map"))
        self.link_button.toggled.connect(self.linked)
        self._line = line = QHBoxLayout()
        line.addWidget(place, 1)
        line.addWidget(self.link_button, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self._bar)
        layout.addLayout(line)
        self.show_progress(1.0)

    def add_widget(self, widget: QWidget) -> None:
        """Add a widget behind the text."""
        self._line.insertWidget(1, widget, 0, Qt.AlignmentFlag.AlignTop)

    def show_text(self, text: str, kind: str, help: str = "", offer_zoom: bool = False) -> None:
        """Show a text.

        kind: "faint", "remark" or "problem". help: its tooltip. offer_zoom: with a link to the
        images.
        """
        self._text.setToolTip(plain(help or (text if kind == "problem" else "")))
        self._text.show_lines([(kind, text)], tr("Zoom to the images") if offer_zoom else "")

    def text(self) -> str:
        """Return the plain text."""
        return "\n".join(text for _, text in self._text.lines())

    def show_progress(self, fraction: float) -> None:
        """Show the progress, 0 to 1; 1 hides the bar."""
        self._bar.setValue(round(1000 * fraction))
        self._bar.setVisible(fraction < 1)
