"""The legend of error maps, which lies over the canvas."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QRectF, Qt, pyqtSignal
from qgis.PyQt.QtGui import QPainter, QPalette
from qgis.PyQt.QtWidgets import QComboBox, QHBoxLayout, QWidget

from ....translation import tr
from ...theme import palette_of
from ...widgets.plain_text import plain
from ..compared.look import Look
from .ramp_legend import RampLegend


class ErrorLegend(QWidget):
    """A list of the bands whose error can be seen, and the colour ramp with its values."""

    changed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.bands = QComboBox()
        self.bands.setAccessibleName(tr("Bands of the error map"))
        self.bands.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.bands.setMinimumContentsLength(8)
        self.ramp = RampLegend()
        self._wanted = ""
        layout = QHBoxLayout(self)
        layout.setContentsMargins(6, 5, 4, 4)
        layout.addWidget(self.bands, 2)
        layout.addWidget(self.ramp, 3)
        self.bands.activated.connect(lambda: self.choose(self.bands.currentData()))
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.hide()

    @property
    def wanted(self) -> str:
        """Return the key of the chosen band, "" for all bands."""
        return self._wanted

    def band(self) -> int | None:
        """Return the index of the chosen band, None for all bands together."""
        index = self.bands.currentIndex()
        return index - 1 if index > 0 else None

    def show_bands(self, names: Sequence[str]) -> None:
        """Offer the bands of images."""
        if names == [self.bands.itemText(i) for i in range(1, self.bands.count())]:
            return
        self.bands.clear()
        self.bands.addItem(tr("All bands"), "")
        for i, name in enumerate(names):
            self.bands.addItem(name, f"band:{i + 1}")
        self._choose_wanted()

    def choose(self, key: str) -> None:
        """Choose by a key, now or as soon as it is there; "" is all bands."""
        self._wanted = key
        self._choose_wanted()
        self.changed.emit()

    def show_look(self, look: Look) -> None:
        """Show the colour ramp of a look, and its meaning as a tooltip."""
        self.ramp.show_ramp(*look.ramp())
        self.setToolTip(plain(look.error_meaning()))
        self.show()

    def lie_over(self, canvas: QgsMapCanvas) -> None:
        """Lie over the lower left corner of a canvas from now on."""
        hidden = self.isHidden()
        self.setParent(canvas.viewport())
        self.setHidden(hidden)
        self.place()

    def place(self) -> None:
        """Follow the size of the canvas."""
        ground, height = self.parentWidget().rect(), self.sizeHint().height()
        self.setGeometry(6, ground.height() - height - 6, min(ground.width() - 12, 420), height)

    def paintEvent(self, event) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = palette_of(self).color(QPalette.ColorRole.Window)
        ground.setAlpha(225)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(QRectF(self.rect()), 5, 5)

    def mousePressEvent(self, event) -> None:
        event.accept()  # the map below is not meant

    def _choose_wanted(self) -> None:
        self.bands.setCurrentIndex(max(0, self.bands.findData(self._wanted)))
