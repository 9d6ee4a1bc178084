"""A text of any length in a place of a few lines."""

from __future__ import annotations

from qgis.PyQt.QtCore import QEvent, QSize, Qt
from qgis.PyQt.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from .tinted_label import TintedLabel

_LINES = 3
_SLACK = 4  # pixels by which the characters of other fonts, such as Chinese ones, may be higher


class BoundedText(QScrollArea):
    """A `TintedLabel` that takes the lines it needs, but three at most: then it scrolls.

    It does with one line where there is no more room: a label by itself would make the whole window
    of QGIS higher than the screen.

    label: the label.
    """

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.label = TintedLabel(self)
        self.label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.setWidget(self.label)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Maximum)
        self.viewport().setAutoFillBackground(False)
        self.label.setAutoFillBackground(False)

    def sizeHint(self) -> QSize:
        needed = self.label.heightForWidth(max(1, self.viewport().width()))
        return QSize(super().sizeHint().width(),
                     max(self._line(), min(needed, _LINES * self._line())))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self._line())

    def _line(self) -> int:
        return self.fontMetrics().lineSpacing() + _SLACK

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            self.updateGeometry()
        return super().viewportEvent(event)
