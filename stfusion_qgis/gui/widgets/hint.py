"""A hint in the place of something that cannot be shown yet."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QLabel, QVBoxLayout, QWidget

from ...resources import icon_path

_ICON = 40


class Hint(QWidget):
    """A text in the middle, below an icon if it has one."""

    def __init__(self, icon: str = "", parent: QWidget | None = None):
        super().__init__(parent)
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 12, 20, 12)
        layout.addStretch()
        if icon:
            picture = QLabel()
            picture.setPixmap(QIcon(icon_path(icon)).pixmap(_ICON, _ICON))
            picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(picture)
            layout.addSpacing(6)
        layout.addWidget(self._text)
        layout.addStretch()

    def text(self) -> str:
        """Return the text."""
        return self._text.text()

    def set_text(self, text: str) -> None:
        """Change the text."""
        self._text.setText(text)
