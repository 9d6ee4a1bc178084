"""The picture that `./dev demo` draws: the images of a fusion side by side, with their errors."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from osgeo import gdal
from qgis.PyQt.QtCore import QRect, QRectF, Qt
from qgis.PyQt.QtGui import QColor, QFont, QFontMetrics, QGuiApplication, QImage, QPainter, QPen

from stfusion_qgis import pictures
from stfusion_qgis.errors import InputError
from stfusion_qgis.images.bands import describe_band
from stfusion_qgis.images.gdal_tools import GdalError, open_raster

_SIDE = 460  # pixels of a picture's longer side
_GAP, _MARGIN, _LINE = 18, 24, 30
_INK, _FAINT = QColor(30, 30, 30), QColor(110, 110, 110)


@dataclass(frozen=True)
class Extent:
    """A rectangle of the ground, in a CRS: the outer edges, and pixels across and down."""

    wkt: str
    left: float
    bottom: float
    right: float
    top: float
    columns: int
    rows: int

    @classmethod
    def of(cls, path: str) -> Extent:
        """Return the extent of a north-up raster file."""
        dataset = _opened(path)
        left, width, _, top, _, height = dataset.GetGeoTransform()
        columns, rows = dataset.RasterXSize, dataset.RasterYSize
        return cls(dataset.GetProjection(), left, top + height * rows, left + width * columns,
                   top, columns, rows)

    def middle(self, pixels: int) -> Extent:
        """Return the square of `pixels` by `pixels` in the middle, on pixel edges."""
        width = (self.right - self.left) / self.columns
        height = (self.top - self.bottom) / self.rows
        left = self.left + (self.columns - pixels) // 2 * width
        top = self.top - (self.rows - pixels) // 2 * height
        return Extent(self.wkt, left, top - pixels * height, left + pixels * width, top,
                      pixels, pixels)

    def shown_size(self) -> tuple[int, int]:
        """Return the width and height in which it is drawn."""
        scale = _SIDE / max(self.columns, self.rows)
        return max(1, round(self.columns * scale)), max(1, round(self.rows * scale))

    def read(self, path: str, bands: Sequence[int]) -> np.ndarray:
        """Return bands (indices) of a file on this extent, float32, NaN where nothing is known.

        Large images are averaged to the size in which they are drawn.
        """
        width, height = self.shown_size()
        width, height = min(width, self.columns), min(height, self.rows)
        dataset = _opened(path)
        pixels_a_shown_one = (self.right - self.left) / width / dataset.GetGeoTransform()[1]
        chosen = gdal.Translate("", dataset, format="VRT", bandList=[b + 1 for b in bands])
        shown = gdal.Warp(
            "", chosen, format="MEM", dstSRS=self.wkt or None, width=width, height=height,
            outputBounds=(self.left, self.bottom, self.right, self.top),
            outputType=gdal.GDT_Float32, dstNodata=float("nan"), multithread=True,
            resampleAlg="average" if pixels_a_shown_one > 1.5 else "near")
        values = shown.ReadAsArray().reshape(len(bands), height, width)
        values[~np.isfinite(values)] = np.nan
        return values


def _opened(path: str) -> gdal.Dataset:
    try:
        return open_raster(path)
    except GdalError as error:
        raise InputError(f"The image {path} cannot be opened.") from error


@dataclass(frozen=True)
class _Row:
    """Pictures of one extent: of the images, then of the errors."""

    extent: Extent
    images: list[np.ndarray]
    errors: list[np.ndarray]


def write_side_by_side(path: str, title: str, images: Sequence[tuple[str, str]],
                reference: str | None = None, predictions: Sequence[tuple[str, str]] = (),
                natural: bool = False) -> None:
    """Write a PNG of images side by side, and of the errors of predictions.

    All images are shown on the extent of the first one, in one stretch of their values. If
    the first one is large, a second row shows the middle of it in detail.

    images: (caption, raster file) of each, with the same bands in the same order. reference:
    the true image. predictions: (caption, raster file); the difference from the reference
    is shown of the band that is red in the pictures, or of the only band.
    natural: true colours; otherwise near infrared, red, green, which shows plants best.

    Raises:
        InputError: an image cannot be opened, or the picture not be written.
    """
    application = _application()  # without one, Qt has no fonts
    first = _opened(images[0][1])
    described = [describe_band(first.GetRasterBand(i + 1)) for i in range(first.RasterCount)]
    bands = pictures.choose_bands([b.name for b in described],
                                  [b.wavelength for b in described], natural)
    rows = [_read_row(extent, images, reference, predictions, bands)
            for extent in _extents(images[0][1])]
    limits = pictures.stretch(rows[0].images)
    largest = _largest_error(rows[0].errors)
    captions = [caption for caption, _ in images] + [
        f"{caption}: error, {described[bands[0]].name}"
        for caption, _ in predictions if reference]
    drawn = [[*(pictures.rgb(image, limits, range(len(bands))) for image in row.images),
              *(pictures.coloured(error, -largest, largest, pictures.DIVERGING)
                for error in row.errors)] for row in rows]
    picture = _draw(title, captions, rows, drawn, largest if rows[0].errors else None)
    if not picture.save(path, "PNG"):
        raise InputError(f"The picture {path} cannot be written.")
    del application


def _application() -> QGuiApplication:
    """Return the running application, or one off screen; it lives as long as it is kept."""
    if QGuiApplication.instance() is None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return QGuiApplication.instance() or QGuiApplication(sys.argv[:1])


def _extents(path: str) -> list[Extent]:
    whole = Extent.of(path)
    shortest, longest = sorted((whole.columns, whole.rows))
    return [whole, whole.middle(_SIDE // 3)] if longest > _SIDE and shortest > _SIDE // 2 else [
        whole]


def _read_row(extent: Extent, images: Sequence[tuple[str, str]], reference: str | None,
              predictions: Sequence[tuple[str, str]], bands: Sequence[int]) -> _Row:
    errors = []
    if reference:
        true = extent.read(reference, bands[:1])
        errors = [(extent.read(path, bands[:1]) - true)[0] for _, path in predictions]
    return _Row(extent, [extent.read(path, bands) for _, path in images], errors)


def _largest_error(errors: list[np.ndarray]) -> float:
    """Return the error at the ends of the colour bar: 98 % of the pixels are below."""
    known = [np.abs(error[np.isfinite(error)]) for error in errors]
    together = np.concatenate(known) if known else np.zeros(0)
    return float(np.percentile(together, 98)) or 1.0 if together.size else 1.0


def _draw(title: str, captions: list[str], rows: list[_Row], drawn: list[list[np.ndarray]],
          largest: float | None) -> QImage:
    sizes = [row.extent.shown_size() for row in rows]
    column = max(width for width, _ in sizes) + _GAP
    heights = [height + _GAP for _, height in sizes]
    image = QImage(2 * _MARGIN + column * len(captions) - _GAP,
                   2 * _MARGIN + 2 * _LINE + sum(heights) + (2 * _LINE if largest else 0),
                   QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    _text(painter, QRect(_MARGIN, _MARGIN - 8, image.width(), _LINE), title, 20, bold=True)
    top = _MARGIN + _LINE
    for i, caption in enumerate(captions):
        _text(painter, QRect(_MARGIN + i * column, top, column - _GAP, _LINE), caption, 15)
    top += _LINE
    for (width, height), step, line in zip(sizes, heights, drawn):
        for i, picture in enumerate(line):
            painter.drawImage(QRect(_MARGIN + i * column, top, width, height), _qimage(picture))
        top += step
    if len(rows) > 1:
        _mark_detail(painter, rows, column, len(captions))
    if largest:
        left = _MARGIN + (len(captions) - len(rows[0].errors)) * column
        _colour_bar(painter, QRect(left, top, column - _GAP, 16), largest)
    painter.end()
    return image


def _qimage(picture: np.ndarray) -> QImage:
    image = QImage()
    image.loadFromData(pictures.png_bytes(picture))
    return image


def _text(painter: QPainter, place: QRect, text: str, size: int, bold: bool = False,
          align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft) -> None:
    font = QFont("sans-serif")
    font.setPixelSize(size)
    font.setBold(bold)
    painter.setFont(font)
    painter.setPen(_INK)
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, place.width())
    painter.drawText(QRectF(place), int(align | Qt.AlignmentFlag.AlignVCenter), shown)


def _mark_detail(painter: QPainter, rows: list[_Row], column: int, count: int) -> None:
    """Frame in the first row what the second one shows."""
    whole, detail = rows[0].extent, rows[1].extent
    scale = whole.shown_size()[0] / (whole.right - whole.left)
    side = round((detail.right - detail.left) * scale)
    right = round((detail.left - whole.left) * scale)
    down = round((whole.top - detail.top) * scale)
    for pen in (QPen(QColor("black"), 3), QPen(QColor("white"), 1)):
        painter.setPen(pen)
        for i in range(count):
            painter.drawRect(_MARGIN + i * column + right, _MARGIN + 2 * _LINE + down, side, side)


def _colour_bar(painter: QPainter, place: QRect, largest: float) -> None:
    steps = np.linspace(-largest, largest, place.width())[None]
    painter.drawImage(place, _qimage(pictures.coloured(
        steps, -largest, largest, pictures.DIVERGING)))
    painter.setPen(_FAINT)
    painter.drawRect(place)
    labels = place.translated(0, place.height() + 4)
    for value, align in ((-largest, Qt.AlignmentFlag.AlignLeft),
                         (0, Qt.AlignmentFlag.AlignHCenter),
                         (largest, Qt.AlignmentFlag.AlignRight)):
        _text(painter, labels, _signed(value), 13, align=align)


def _signed(value: float) -> str:
    """Return a number in three digits at least, without an exponent where that is readable."""
    if value == 0:
        return "0"
    return f"{value:+.0f}" if 100 <= abs(value) < 1e6 else f"{value:+.3g}"
