"""A text of any length in a place of a few lines."""

from __future__ import annotations

from qgis.PyQt.QtCore import QEvent, QSize, Qt
from qgis.PyQt.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from .tinted_label import TintedLabel

_LINES = 3
_WIDE = 100_000  # pixels in which no text is broken
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
        # As high as its text is at this width, not as a label would like to be: that is two lines.
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.label.setSizePolicy(policy)
        self.setWidget(self.label)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Maximum)
        self.viewport().setAutoFillBackground(False)
        self.label.setAutoFillBackground(False)

    def sizeHint(self) -> QSize:
        needed = self.label.heightForWidth(max(1, self.viewport().width()))
        return QSize(super().sizeHint().width(), self._frame() + max(
            self._line(), min(needed, _LINES * self._line())))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self._frame() + self._line())

    def _frame(self) -> int:
        return 2 * self.frameWidth()  # none, but themes draw one

    def _line(self) -> int:
        """Return the height of a line, with what the theme puts around the text."""
        line, lines = self.fontMetrics().lineSpacing(), max(1, len(self.label.lines()))
        around = self.label.heightForWidth(_WIDE) - lines * line
        return line + max(_SLACK, around)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            self.updateGeometry()
        return super().viewportEvent(event)
