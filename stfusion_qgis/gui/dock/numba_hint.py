"""A line that says how much faster a method would be with numba, while numba is missing."""

from __future__ import annotations

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QHBoxLayout, QPushButton, QWidget

from ...kernels.backends import backend
from ...methods.method import Method
from ...methods.numba_gains import numba_gain
from ...translation import tr
from ..widgets.tinted_label import TintedLabel


class NumbaHint(QWidget):
    """The line, with a button; hidden where numba is there, or of little use to the method.

    wanted: the user wants to install numba.
    """

    wanted = pyqtSignal()

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self._method: Method | None = None
        self._text = TintedLabel(self)
        self.button = QPushButton(tr("Install numba…"), self)
        self.button.clicked.connect(lambda: self.wanted.emit())
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._text, 1)
        line.addWidget(self.button)
        # Packages are installed by a task: afterwards numba may be there.
        QgsApplication.taskManager().allTasksFinished.connect(self._look_again)
        self.hide()

    def show_method(self, method: Method) -> None:
        """Show what a method would gain."""
        self._method = method
        self._look_again()

    def text(self) -> str:
        """Return the text, "" while the line is hidden."""
        return "" if self.isHidden() else self._text.lines()[0][1]

    def _look_again(self) -> None:
        gain = numba_gain(self._method.id) if self._method is not None else 1.0
        missing = gain > 1 and backend() == "numpy"
        if missing and self._method is not None:
            self._text.show_lines([("remark", tr(
                "With numba, {method} would be about {gain:.0f} times as fast.").format(
                    method=tr(self._method.title), gain=gain))])
        self.setVisible(missing)
