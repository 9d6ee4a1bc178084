"""The title above a pair, with a lock that keeps the pair for all dates."""

from __future__ import annotations

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from ....translation import tr


class PairHeader(QWidget):
    """A title in bold, and the lock; open, the pair is chosen anew for each date.

    pinned: the user has closed or opened the lock.
    """

    pinned = pyqtSignal()

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self._title = QLabel(self)
        font = self._title.font()
        font.setBold(True)
        self._title.setFont(font)
        self.lock = QToolButton(self)
        self.lock.setAutoRaise(True)
        self.lock.setCheckable(True)
        self.lock.hide()
        self.lock.toggled.connect(self._show_lock)
        self.lock.clicked.connect(lambda: self.pinned.emit())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._title)
        layout.addStretch(1)
        layout.addWidget(self.lock)
        self._show_lock(False)

    def setText(self, text: str) -> None:
        """Show another title."""
        self._title.setText(text)

    def text(self) -> str:
        """Return the title."""
        return self._title.text()

    def is_pinned(self) -> bool:
        """Say whether the pair stays for all dates."""
        return self.lock.isChecked()

    def _show_lock(self, closed: bool) -> None:
        self.lock.setIcon(QgsApplication.getThemeIcon(
            "/locked.svg" if closed else "/unlocked.svg"))
        self.lock.setToolTip(tr("This pair is taken for all dates. Click to have it chosen anew "
                                "for each.") if closed else tr(
            "The pair is chosen anew for each date. Click to keep it for all."))
