"""A thin bar that moves while something is being computed."""

from __future__ import annotations

from qgis.PyQt.QtCore import QElapsedTimer, QRectF, QSize, Qt, QTimer
from qgis.PyQt.QtGui import QLinearGradient, QPainter, QPalette
from qgis.PyQt.QtWidgets import QWidget

_FRAME, _ROUND = 40, 1400  # ms between two pictures, and for one way across
_PATIENCE = 150  # ms after which it appears: what is done at once does not flicker


class BusyBar(QWidget):
    """Appears when something takes longer than a moment."""

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._move)
        self._clock = QElapsedTimer()
        self.hide()

    def sizeHint(self) -> QSize:
        return QSize(100, 3)

    def set_active(self, active: bool) -> None:
        """Begin or end."""
        if active and not self._timer.isActive():
            self._clock.start()
            self._timer.start(_FRAME)
        elif not active:
            self._timer.stop()
            self.hide()

    def is_active(self) -> bool:
        """Say whether something is being computed."""
        return self._timer.isActive()

    def _move(self) -> None:
        if self._clock.elapsed() > _PATIENCE:
            self.setVisible(True)
            self.raise_()
            self.update()

    def paintEvent(self, event) -> None:
        position = self._clock.elapsed() % _ROUND / _ROUND
        width = self.width()
        middle, half = (position * 1.4 - 0.2) * width, 0.2 * width
        colour = self.palette().color(QPalette.ColorRole.Highlight)
        faint = self.palette().color(QPalette.ColorRole.Highlight)
        faint.setAlpha(0)
        light = QLinearGradient(middle - half, 0, middle + half, 0)
        light.setColorAt(0, faint)
        light.setColorAt(0.5, colour)
        light.setColorAt(1, faint)
        QPainter(self).fillRect(QRectF(0, 0, width, self.height()), light)
