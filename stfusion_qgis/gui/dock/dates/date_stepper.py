"""Two arrows with a date between them: the date before, the date after."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from ....translation import tr


class DateStepper(QWidget):
    """Goes from date to date; hidden while there is but one.

    stepped: by how many dates, -1 or 1.
    """

    stepped = pyqtSignal(int)

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.before = self._button(Qt.ArrowType.LeftArrow, tr("Previous date"), -1)
        self.after = self._button(Qt.ArrowType.RightArrow, tr("Next date"), 1)
        self._date = QLabel(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(1)
        for widget in (self.before, self._date, self.after):
            layout.addWidget(widget)

    def _button(self, arrow: Qt.ArrowType, help: str, dates: int) -> QToolButton:
        button = QToolButton(self)
        button.setArrowType(arrow)
        button.setAutoRaise(True)
        button.setToolTip(help)
        button.clicked.connect(lambda: self.stepped.emit(dates))
        return button

    def show_date(self, text: str, before: bool, after: bool) -> None:
        """Show a date; before, after: whether there is one before and after it."""
        self._date.setText(text)
        self.before.setEnabled(before)
        self.after.setEnabled(after)
