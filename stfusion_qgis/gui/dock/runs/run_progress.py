"""A line that shows how runs in the background go on."""

from __future__ import annotations

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import QHBoxLayout, QProgressBar, QToolButton, QWidget

from ....processes.memory_use import memory_in_use
from ....translation import tr
from .background_runs import BackgroundRuns

_ROOM = 12  # pixels beside the text
_INTERVAL = 500  # milliseconds between two looks


class RunProgress(QWidget):
    """A bar with percent, time left and memory, and a button to cancel; hidden while idle."""

    def __init__(self, runs: BackgroundRuns, parent: QWidget | None = None):
        super().__init__(parent)
        self._runs = runs
        self.bar = QProgressBar(self)
        self.bar.setRange(0, 100)
        self.cancel_button = QToolButton(self)
        self.cancel_button.setAutoRaise(True)
        self.cancel_button.setIcon(QgsApplication.getThemeIcon("/mActionStop.svg"))
        self.cancel_button.setToolTip(tr("Cancel all runs in the background"))
        self.cancel_button.clicked.connect(runs.cancel)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.bar, 1)
        layout.addWidget(self.cancel_button)
        self._timer = QTimer(self)
        self._timer.setInterval(_INTERVAL)
        self._timer.timeout.connect(self._show)
        runs.progressed.connect(self._look)
        self.hide()

    def _look(self) -> None:
        """Appear when something runs, and go when nothing does."""
        if not self._runs.count():
            self._timer.stop()
            self.hide()
        elif not self._timer.isActive():
            self._timer.start()
            self._show()
            self.show()

    def _show(self) -> None:
        percent = 100 * self._runs.fraction()
        self.bar.setValue(round(percent))
        parts = [tr("{percent:.0f} %").format(percent=percent), *self._runs.texts()]
        memory = memory_in_use()
        if memory is not None:
            parts.append(tr("QGIS takes {size:.1f} GB").format(size=memory / 2**30))
        self.bar.setToolTip(" · ".join(parts))
        while len(parts) > 1 and self._width(parts) > self.bar.width():
            parts.pop()  # a bar breaks what is wider
        self.bar.setFormat(" · ".join(parts))

    def _width(self, parts: list[str]) -> int:
        return self.bar.fontMetrics().horizontalAdvance(" · ".join(parts)) + _ROOM
