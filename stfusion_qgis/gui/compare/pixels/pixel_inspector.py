"""The values of one pixel in all images of a preview."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qgis.PyQt.QtCore import QEvent, QTimer
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QSizePolicy,
    QStackedLayout,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ....quality.assessment import number_text
from ....translation import tr
from ...theme import palette_of
from ...widgets.hint import Hint
from ...widgets.painting import LEFT, RIGHT, flag_number
from ...widgets.plain_text import plain
from ..charts.series_style import series_styles
from ..charts.spectral_plot import SpectralPlot, Spectrum
from ..compared.preview_image import COARSE, FINE, PREDICTION, REFERENCE, PreviewImage

_ORDER = (PREDICTION, REFERENCE, COARSE, FINE)


class PixelInspector(QWidget):
    """A spectral plot above a table of values: one row an image, one column a band."""

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self._images: list[PreviewImage] = []
        self._pixel: tuple[int, int] | None = None
        self._factor = 1
        self._single: Mapping[str, Sequence[float]] = {}  # of the pixel at full resolution
        self.place = QLabel()
        self.place.setWordWrap(True)
        self.place.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self.plot = SpectralPlot()
        self.table = _table()
        self._hint = Hint()
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.setSpacing(4)
        layout.addWidget(self.place)
        layout.addWidget(self.plot, 1)
        layout.addWidget(self.table, 1)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._hint)
        self._stack.addWidget(content)
        self.show_images([])

    def show_images(self, images: Sequence[PreviewImage], factor: int = 1) -> None:
        """Take the images of a new preview; the pixel stays chosen if it is in them.

        factor: pixels a side over which they are averaged.
        """
        self._factor, self._single = factor, {}
        self._images = sorted(images, key=lambda image: _ORDER.index(image.role))
        self._hint.set_text(tr(
            "Move the mouse over the images to see the values of a pixel. A click keeps it; "
            "Shift and the arrow keys go from there.") if images else tr(
                "The values of a pixel appear here when there is a preview."))
        self._prepare()
        if self._pixel is not None and images:
            _, rows, columns = images[0].values.shape
            if self._pixel[0] >= rows or self._pixel[1] >= columns:
                self._pixel = None
        self._fill()

    def show_pixel(self, pixel: tuple[int, int] | None) -> None:
        """Show the pixel at (row, column) of the images, or none."""
        if pixel != self._pixel:
            self._single = {}
        self._pixel = pixel
        self._fill()

    def show_single(self, values: Mapping[str, Sequence[float]]) -> None:
        """Show the values of a single pixel in place of averages, by the keys of the images."""
        self._single = values
        self._fill()

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        self.table.verticalHeader().setMaximumWidth(max(110, int(0.42 * self.width())))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            QTimer.singleShot(0, self._repaint)  # when its labels have changed as well

    def _repaint(self) -> None:
        self._prepare()
        self._fill()

    def _prepare(self) -> None:
        """Make the table's rows and columns."""
        names = list(self._images[0].band_names) if self._images else []
        self.table.setRowCount(len(self._images))
        self.table.setColumnCount(len(names))
        self.table.setHorizontalHeaderLabels(names)
        styles = series_styles(self._images, palette_of(self))
        for row, image in enumerate(self._images):
            title = QTableWidgetItem(styles[image.key].icon(self.devicePixelRatioF()), image.title)
            title.setToolTip(plain(image.title))
            self.table.setVerticalHeaderItem(row, title)
            for column in range(len(names)):
                item = QTableWidgetItem()
                item.setTextAlignment(flag_number(RIGHT))
                self.table.setItem(row, column, item)
        if self._images:
            self.plot.set_bands(names, self._images[0].wavelengths)

    def _fill(self) -> None:
        self._stack.setCurrentIndex(int(bool(self._images) and self._pixel is not None))
        if not self._images or self._pixel is None:
            return
        row, column = self._pixel
        image = self._images[0]
        place = tr("Row {row}, column {column}: {x:.10g}, {y:.10g}").format(
            row=row + 1, column=column + 1, x=image.left + (column + 0.5) * image.pixel_width,
            y=image.top - (row + 0.5) * image.pixel_height)
        if self._factor > 1:
            place += " · " + (tr("the single pixel that was clicked") if self._single else tr(
                "averaged over {factor} × {factor} pixels; a click shows a single one").format(
                    factor=self._factor))
        self.place.setText(place)
        styles = series_styles(self._images, palette_of(self))
        spectra = []
        for number, image in enumerate(self._images):
            values = list(self._single.get(image.key, [])) or image.values[:, row, column].tolist()
            spectra.append(Spectrum(values, styles[image.key]))
            for band, value in enumerate(values):
                self.table.item(number, band).setText(number_text(value))
        self.plot.show_spectra(spectra)


def _table() -> QTableWidget:
    table = QTableWidget()
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setShowGrid(False)
    table.setAlternatingRowColors(True)
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    table.horizontalHeader().setMinimumSectionSize(48)
    table.horizontalHeader().setHighlightSections(False)
    rows = table.verticalHeader()
    rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    rows.setDefaultSectionSize(table.fontMetrics().height() + 5)
    rows.setDefaultAlignment(LEFT)
    rows.setHighlightSections(False)
    return table
