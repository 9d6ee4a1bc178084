"""The widget under a layer that shows its quality, small enough for a narrow panel."""

from __future__ import annotations

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QEvent, QModelIndex, QSize, Qt, QTimer, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QProgressBar,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ...translation import tr
from .band_bars import BandBars
from .labels import ElidedLabel, NumberLabel, smaller_font
from .layer_quality import Activity, LayerQuality
from .notice import Notice
from .values import band_errors, layer_title, numbers

_MOST_NUMBERS = 4
_MOST_LOST = 12  # pixels


class QualityWidget(QWidget):
    """Shows a `LayerQuality`, and passes on what the user wants."""

    report_wanted = pyqtSignal(object)
    measuring_wanted = pyqtSignal(object)
    stop_wanted = pyqtSignal(object)
    comparison_wanted = pyqtSignal(object)

    def __init__(self, quality: LayerQuality, parent: QWidget | None = None):
        super().__init__(parent)
        self.quality = quality
        self._view: QAbstractItemView | None = None
        self._height = 0  # that the view was asked for
        self._lost = 0  # of it, to the borders that a theme gives to rows
        self._title = ElidedLabel()
        font = self.font()
        font.setBold(True)
        self._title.setFont(font)
        self._button = QToolButton()
        self._button.setAutoRaise(True)
        side = self.fontMetrics().height()
        self._button.setIconSize(QSize(side, side))
        self._button.clicked.connect(self._button_clicked)
        self._numbers = [NumberLabel() for _ in range(_MOST_NUMBERS)]
        self._bars = BandBars()
        self._bars.setFont(smaller_font(self.font()))
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.setFixedHeight(max(4, side // 4))
        self._progress.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._notice = Notice()
        self._notice.asked.connect(self._link_clicked)
        # Themes give labels margins for forms, which would be too wide here.
        self.setStyleSheet("QLabel { padding: 0; margin: 0; border: none; background: none; }")
        self._lay_out()
        quality.changed.connect(self.refresh)
        self.refresh()

    def _lay_out(self) -> None:
        head, row = QHBoxLayout(), QHBoxLayout()
        for layout in (head, row):
            layout.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(2)
        head.addWidget(self._title, 1)
        head.addWidget(self._button)
        row.setSpacing(5)
        for number in self._numbers:
            row.addWidget(number, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2, 1, 4, 3)
        layout.setSpacing(2)
        layout.addLayout(head)
        layout.addLayout(row)
        for widget in (self._bars, self._progress, self._notice):
            layout.addWidget(widget)

    def refresh(self) -> None:
        """Show the state of the layer's quality."""
        quality = self.quality
        self._title.show_text(layer_title(quality))
        assessment = quality.assessment
        shown = numbers(assessment) if assessment is not None else []
        for label, number in zip(self._numbers, shown):
            label.show_number(number.caption, number.text, number.help)
        for i, label in enumerate(self._numbers):
            label.setVisible(i < len(shown))
        self._bars.show_bars(band_errors(assessment) if assessment is not None else [])
        busy = quality.activity is not Activity.NONE
        self._progress.setVisible(busy)
        self._progress.setRange(0, 0 if quality.activity is Activity.WAITING else 100)
        self._progress.setValue(round(100 * quality.fraction))
        self._button.setIcon(QgsApplication.getThemeIcon(
            "/mTaskCancel.svg" if busy else "/mActionRefresh.svg"))
        self._button.setToolTip(tr("Stop measuring") if busy else tr("Measure again"))
        self._button.setEnabled(busy or not quality.gone)
        self._notice.show_state(quality)
        self.setCursor(Qt.CursorShape.PointingHandCursor if quality.can_be_reported
                       else Qt.CursorShape.ArrowCursor)
        self.setToolTip(tr("Click for the report") if quality.can_be_reported else "")
        self._take_room()

    def sizeHint(self) -> QSize:
        # The row of the layers panel is as high as this, and no wider than the panel.
        return QSize(150, self._needed_height() + self._lost)

    def minimumSizeHint(self) -> QSize:
        return QSize(60, super().minimumSizeHint().height())

    def _needed_height(self) -> int:
        layout = self.layout()
        margins = layout.contentsMargins()
        return layout.sizeHint().height() - self._notice.sizeHint().height() \
            + self._notice.height_at(self.width() - margins.left() - margins.right())

    def _take_room(self) -> None:
        """Let the view make its row as high as the widget is now."""
        height = self.sizeHint().height()
        if height != self._height:
            self._height = height
            self.updateGeometry()
            if self._view is not None:
                self._view.itemDelegate().sizeHintChanged.emit(QModelIndex())

    # In the view: as wide as what is seen of the row

    def showEvent(self, event) -> None:
        super().showEvent(event)
        parent = self.parentWidget()
        while parent is not None and not isinstance(parent, QAbstractItemView):
            parent = parent.parentWidget()
        if parent is not None and parent is not self._view:
            self._view = parent
            parent.viewport().installEventFilter(self)
        self._height = 0
        self._fit()
        self._take_room()

    def event(self, event) -> bool:
        handled = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:  # a label has another size, or another font
            self._take_room()
        return handled

    def eventFilter(self, watched, event) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return False

    def moveEvent(self, event) -> None:
        super().moveEvent(event)
        self._fit()

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        self._notice.show_state(self.quality)  # its line is cut to the width
        if self.height() < self._height <= self.height() + _MOST_LOST:
            self._lost = self._height - self.height()
        self._take_room()

    def _fit(self) -> None:
        if self._view is not None:
            viewport = self._view.viewport()
            left = self.mapTo(viewport, self.rect().topLeft()).x()
            # What is scrolled out on the left counts as well.
            scrolled = self._view.horizontalScrollBar().value()
            self.setMaximumWidth(max(120, viewport.width() - left - scrolled))

    # What the user does

    def mouseReleaseEvent(self, event) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.quality.can_be_reported:
            self.report_wanted.emit(self.quality)
        else:
            event.ignore()

    def mousePressEvent(self, event) -> None:
        # Accepted, as otherwise the release does not come here.
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()

    def changeEvent(self, event) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            QTimer.singleShot(0, self.refresh)  # when its labels have changed as well

    def _button_clicked(self) -> None:
        busy = self.quality.activity is not Activity.NONE
        (self.stop_wanted if busy else self.measuring_wanted).emit(self.quality)

    def _link_clicked(self, link: str) -> None:
        (self.comparison_wanted if link == "compare" else self.measuring_wanted).emit(self.quality)
