"""A preview of real images, and a comparison that shows it."""

import dataclasses

import numpy as np
import pytest
from osgeo import gdal
from qgis.core import QgsCoordinateReferenceSystem
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QCoreApplication, QEvent, QPointF, Qt
from qgis.PyQt.QtGui import QMouseEvent

from stfusion_qgis.comparison.compare import compare
from stfusion_qgis.errors import InputError
from stfusion_qgis.gui.compare.compared.preview_image import PreviewImage
from stfusion_qgis.gui.compare.comparison_widget import ComparisonWidget
from stfusion_qgis.images.repeated import find_cells, means_in_cells
from stfusion_qgis.images.roles import Role
from stfusion_qgis.images.window import Window
from stfusion_qgis.preview.measured import Measured
from stfusion_qgis.quality.measured_share import MeasuredShare
from stfusion_qgis.quality.sources import ArraySource

ROWS, COLUMNS = slice(100, 300), slice(150, 400)


def read(path):
    """Return position, CRS and values (bands, rows, columns), float32, NaN where nodata."""
    file = gdal.Open(str(path))
    values = file.ReadAsArray().astype(np.float32)
    nodata = file.GetRasterBand(1).GetNoDataValue()
    values[:, (values == nodata).any(axis=0)] = np.nan
    return file.GetGeoTransform(), file.GetProjection(), values


@pytest.fixture(scope="session")
def shenzhen(shared_data):
    """Return images of Shenzhen by key, two predictions among them; the scale ratio is 8.33."""
    folder = shared_data / "shenzhen"
    position, wkt, fine = read(folder / "L72000306_SZ_B432_30m.tif")
    arrays = {
        "fine_1": ("Fine, 2000", "fine", fine),
        "coarse_1": ("Coarse, 2000", "coarse", read(folder / "MOD09_2000306_SZ_B214_250m.tif")[2]),
        "coarse_prediction": ("Coarse, 2002", "coarse",
                              read(folder / "MOD09_2002311_SZ_B214_250m.tif")[2]),
        "reference": ("Reference", "reference", read(folder / "L72002311_SZ_B432_30m.tif")[2])}
    change = arrays["coarse_prediction"][2] - arrays["coarse_1"][2]
    arrays["prediction:1"] = "Temporal difference", "prediction", fine + change
    arrays["prediction:2"] = "No change", "prediction", fine
    return {key: PreviewImage(
        key, title, role, np.ascontiguousarray(values[:, ROWS, COLUMNS]), ["nir", "red", "green"],
        position[0] + COLUMNS.start * 30, position[3] - ROWS.start * 30, 30.0, 30.0, wkt,
        [835.0, 660.0, 560.0]) for key, (title, role, values) in arrays.items()}


@pytest.fixture
def make_widget(qgis_app):
    """Return a function that makes a visible comparison, which goes after the test."""
    made = []

    def make(images=(), ratio=8.33):
        widget = ComparisonWidget()
        made.append(widget)
        widget.resize(400, 760)
        widget.show()
        if images:
            canvas = widget.canvas()
            canvas.setDestinationCrs(QgsCoordinateReferenceSystem.fromWkt(images[0].wkt))
            canvas.setExtent(images[0].extent)
            show(widget, images, ratio)
        return widget

    yield make
    for widget in made:
        destroy(widget)


def show(widget, images, ratio=8.33):
    """Show images and, as the process of previews would, their metrics."""
    widget.show_images(images, ratio)
    widget.metrics.show_view(measured_of(images, ratio))


def measured_of(images, ratio=8.33, share=None, **changes):
    """Return the quality of the predictions among images, at the resolution at which they are."""
    by_role = {role: [image for image in images if image.role == role]
               for role in ("prediction", "reference", "coarse", "fine")}
    predictions = {image.key: ArraySource(image.values, None, image.band_names)
                   for image in by_role["prediction"]}
    size = images[0].values[0].size
    share = share or MeasuredShare("view", size, size)
    if not predictions:
        return Measured(problem="There is no prediction yet.", complete=True)
    reference = next(iter(by_role["reference"]), None)
    coarse = next((image for image in images if image.key == "coarse_prediction"), None)
    if reference is not None:
        options = {"reference": ArraySource(reference.values)}
    elif coarse is None or ratio is None:
        return Measured(problem="Choose a true image, or give the scale ratio.", complete=True)
    else:
        cells = find_cells(coarse.values, ratio)
        options = {"coarse": means_in_cells(coarse.values, cells), "cells": cells,
                   "fine_1": ArraySource(by_role["fine"][0].values)}
    try:
        found = compare(predictions.items(), len(predictions), **options, ratio=ratio)
    except InputError as error:
        return Measured(problem=str(error), complete=True)
    plotted = {key: source.read(Window(0, 0, source.rows, source.columns)).values.reshape(
        source.bands, -1) for key, source in ({**predictions, **(
            {"reference": options["reference"]} if reference else {})}).items()}
    return dataclasses.replace(Measured(
        dict(zip(predictions, found.assessments)), share,
        Role("reference" if reference else "coarse_prediction"), {},
        plotted if reference else {}, "", True), **changes)


def destroy(widget):
    """Delete a widget now, if it is still there."""
    if not sip.isdeleted(widget):
        widget.deleteLater()
        QCoreApplication.sendPostedEvents(widget, QEvent.Type.DeferredDelete)


def send_mouse(widget, kind, x, y, button=Qt.MouseButton.LeftButton):
    """Send a mouse event of `QEvent.Type`, with the left button down while it moves."""
    held = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else button
    if kind == QEvent.Type.MouseMove:
        button = Qt.MouseButton.NoButton
    QCoreApplication.sendEvent(widget, QMouseEvent(
        kind, QPointF(x, y), button, held, Qt.KeyboardModifier.NoModifier))


def drag(widget, places):
    """Press the mouse at the first of some places (x, y), move it, and release it at the last."""
    send_mouse(widget, QEvent.Type.MouseButtonPress, *places[0])
    for place in places[1:]:
        send_mouse(widget, QEvent.Type.MouseMove, *place)
    send_mouse(widget, QEvent.Type.MouseButtonRelease, *places[-1])


def replaced(image, **changes):
    """Return an image with some attributes changed."""
    return dataclasses.replace(image, **changes)


def plain_image(key, values, role=None, title=None):
    """Return an image of values (bands, rows, columns) at a place of its own."""
    role = role or key.split(":")[0]
    values = np.asarray(values, np.float32)
    return PreviewImage(key, title or key, role, values, [f"b{i + 1}" for i in range(len(values))],
                        500000.0, 4000000.0, 30.0, 30.0,
                        QgsCoordinateReferenceSystem("EPSG:32633").toWkt())
