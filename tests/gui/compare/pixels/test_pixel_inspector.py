"""The values of a pixel in all images."""

import numpy as np
import pytest
from qgis.core import QgsPointXY
from qgis.PyQt.QtCore import QEvent, QPoint, Qt
from qgis.PyQt.QtGui import QColor, QPalette
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QTabWidget, QWidget

from stfusion_qgis.quality.assessment import number_text
from tests.gui.compare.conftest import destroy, send_mouse, show


@pytest.fixture
def widget(make_widget, shenzhen, wait):
    made = make_widget(list(shenzhen.values()))
    made.tabs.setCurrentWidget(made.tabs.inspector)
    wait(lambda: not made.is_working())
    return made


def place_of(canvas, image, row, column):
    point = canvas.getCoordinateTransform().transform(
        image.left + (column + 0.5) * 30, image.top - (row + 0.5) * 30)
    return QPoint(round(point.x()), round(point.y()))


def hover(canvas, place):
    send_mouse(canvas.viewport(), QEvent.Type.MouseMove, place.x(), place.y(),
               Qt.MouseButton.NoButton)


def table_of(inspector):
    table = inspector.table
    return {table.verticalHeaderItem(row).text(): [
        table.item(row, column).text() for column in range(table.columnCount())]
        for row in range(table.rowCount())}


def expected(images, row, column):
    return {image.title: [number_text(float(v)) for v in image.values[:, row, column]]
            for image in images.values()}


def is_clear_of_edges(canvas, image, row, column):
    """Say whether the place on the screen lies in the pixel after rounding."""
    place = place_of(canvas, image, row, column)
    point = canvas.getCoordinateTransform().toMapCoordinates(place.x(), place.y())
    return image.pixel_at(QgsPointXY(point)) == (row, column)


def test_values_follow_the_mouse_and_stay_after_a_click(widget, shenzhen):
    canvas, inspector = widget.canvas(), widget.tabs.inspector
    image = shenzhen["fine_1"]
    first, second = ((row, column) for row, column in ((50, 60), (81, 191)))
    assert all(is_clear_of_edges(canvas, image, *pixel) for pixel in (first, second))
    hover(canvas, place_of(canvas, image, *first))
    assert table_of(inspector) == expected(shenzhen, *first)
    assert "51" in inspector.place.text() and "61" in inspector.place.text()
    QTest.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton,
                     Qt.KeyboardModifier.NoModifier, place_of(canvas, image, *second))
    assert table_of(inspector) == expected(shenzhen, *second)
    hover(canvas, place_of(canvas, image, *first))
    assert table_of(inspector) == expected(shenzhen, *second)
    QTest.keyClick(canvas, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert table_of(inspector) == expected(shenzhen, second[0] + 1, second[1])


def test_kept_pixel_stays_at_its_place_on_the_ground(widget, shenzhen):
    inspector = widget.tabs.inspector
    image = shenzhen["fine_1"]
    widget.pixels.click(QgsPointXY(image.left + 30 * 20.5, image.top - 30 * 10.5))
    moved = {key: type(i)(i.key, i.title, i.role, i.values[:, 5:, 8:], i.band_names,
                          i.left + 240, i.top - 150, 30.0, 30.0, i.wkt, i.wavelengths)
             for key, i in shenzhen.items()}
    show(widget, list(moved.values()), 8.33)
    assert table_of(inspector) == expected(shenzhen, 10, 20)
    assert table_of(inspector) == expected(moved, 5, 12)


def test_click_brings_the_values_to_the_front(make_widget, shenzhen, wait):
    widget = make_widget(list(shenzhen.values()))
    around = QTabWidget()
    around.addTab(QWidget(), "other")
    around.addTab(widget.tabs, "quality")
    around.show()
    wait(lambda: not widget.is_working())
    assert not widget.tabs.inspector.isVisible()
    widget.pixels.click(widget.canvas().center())
    assert widget.tabs.inspector.table.isVisible()
    destroy(around)


def test_plot_shows_bands_by_wavelength(widget, shenzhen):
    inspector = widget.tabs.inspector
    image = shenzhen["fine_1"]
    widget.pixels.click(QgsPointXY(image.left + 30 * 20.5, image.top - 30 * 10.5))
    plot = inspector.plot
    assert plot._positions == [835.0, 660.0, 560.0]
    frame = plot.frame()
    values = np.concatenate([i.values[:, 10, 20] for i in shenzhen.values()])
    assert frame.y_range[0] < values.min() and frame.y_range[1] > values.max()
    # The pixels of the strongest line, the reference, are where its values say.
    picture = plot.grab().toImage()
    reference = shenzhen["reference"].values[:, 10, 20]
    for wavelength, value in zip(plot._positions, reference):
        colour = picture.pixelColor(round(frame.x(wavelength)), round(frame.y(float(value))))
        assert colour.lightness() < 160


def test_spectra_follow_a_theme_that_turns_dark(widget, wait):
    widget.pixels.click(widget.canvas().center())

    def brightest():
        picture = widget.tabs.inspector.plot.grab().toImage()
        return max(picture.pixelColor(x, y).lightness() for x in range(0, picture.width(), 2)
                   for y in range(picture.height()))

    light, dark = QApplication.palette(), QPalette(QColor("#333333"), QColor("#222222"))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text):
        dark.setColor(role, QColor("#dddddd"))
    QApplication.setPalette(dark)
    try:
        wait(lambda: brightest() > 0xc0)  # the line of the reference
    finally:
        QApplication.setPalette(light)
    wait(lambda: widget.tabs.inspector.plot._spectra[-1].style.colour.lightness() < 128)


def test_outside_of_the_images_there_is_a_hint(widget, shenzhen):
    image = shenzhen["fine_1"]
    widget.pixels.hover(QgsPointXY(image.left - 100, image.top))
    assert not widget.tabs.inspector.table.isVisible()
    widget.pixels.click(QgsPointXY(image.left - 100, image.top))
    assert not widget.tabs.inspector.table.isVisible()
