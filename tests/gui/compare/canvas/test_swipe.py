"""What is seen left and right of the divider, pixel by pixel."""

import numpy as np
import pytest
from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsProject
from qgis.PyQt.QtCore import QEvent, QPoint, Qt
from qgis.PyQt.QtGui import QColor
from qgis.PyQt.QtTest import QTest

from stfusion_qgis import pictures
from tests.gui.compare.canvas_colours import close, expected, seen
from tests.gui.compare.conftest import drag, plain_image, send_mouse, show


@pytest.fixture
def images():
    rng = np.random.default_rng(3)
    true = rng.uniform(0, 1, (3, 10, 10))
    predicted = np.clip(true + rng.normal(0, 0.2, true.shape), 0, 1)
    predicted[:, 5, 1] = np.nan
    return [plain_image("prediction:1", predicted, title="STARFM"), plain_image("reference", true)]


@pytest.fixture
def widget(make_widget, images, wait):
    made = make_widget(images, None)
    wait(lambda: not made.is_working())
    return made


@pytest.mark.parametrize("position", [0.0, 0.3, 0.52, 1.0])
def test_right_image_begins_at_the_divider(widget, images, position):
    canvas = widget.canvas()
    canvas.swipe.set_position(position)
    divider = position * canvas.width()
    sides = set()
    for column in range(10):
        colour, place = seen(canvas, images[0], 3, column)
        if abs(place.x() - divider) > 4:
            right = place.x() > divider
            sides.add(right)
            assert close(colour, expected(images, images[int(right)], 3, column))
    assert len(sides) == (2 if 0 < position < 1 else 1)


def test_invalid_pixels_are_transparent(widget, images):
    ground = widget.canvas().canvasColor()
    widget.canvas().swipe.set_position(1.0)
    colour, _ = seen(widget.canvas(), images[0], 5, 1)
    assert colour == (ground.red(), ground.green(), ground.blue())
    widget.canvas().swipe.set_position(0.0)
    assert close(seen(widget.canvas(), images[0], 5, 1)[0], expected(images, images[1], 5, 1))


def test_flick_shows_the_right_image_alone_as_long_as_a_key_is_down(widget, images):
    canvas = widget.canvas()
    canvas.swipe.set_position(1.0)
    left, right = (expected(images, image, 5, 2) for image in images)
    assert close(seen(canvas, images[0], 5, 2)[0], left)
    QTest.keyPress(canvas, Qt.Key.Key_F)
    assert close(seen(canvas, images[0], 5, 2)[0], right)
    QTest.keyRelease(canvas, Qt.Key.Key_F)
    assert close(seen(canvas, images[0], 5, 2)[0], left)
    QTest.mousePress(widget.looks.flick_button, Qt.MouseButton.LeftButton)
    assert close(seen(canvas, images[0], 5, 2)[0], right)
    QTest.mouseRelease(widget.looks.flick_button, Qt.MouseButton.LeftButton)
    assert close(seen(canvas, images[0], 5, 2)[0], left)


def test_divider_is_dragged_with_the_mouse_and_moved_by_keys(widget):
    canvas = widget.canvas()
    extent = canvas.extent()
    drag(canvas.viewport(), [(canvas.width() // 2, 100), (180, 100), (120, 100), (60, 100)])
    assert canvas.swipe.position == pytest.approx(60 / canvas.width())
    assert canvas.extent() == extent
    QTest.keyClick(canvas, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert canvas.swipe.position == pytest.approx(60 / canvas.width() + 0.02)
    assert canvas.extent() == extent


def test_map_is_panned_beside_the_divider(widget):
    canvas = widget.canvas()
    centre = canvas.center()
    drag(canvas.viewport(), [(60, 100), (70, 100), (90, 100), (110, 100)])
    assert canvas.swipe.position == 0.5
    moved = (centre.x() - canvas.center().x()) / canvas.mapUnitsPerPixel()
    assert moved == pytest.approx(50, abs=2)


def test_both_images_follow_the_mouse_while_the_map_is_panned(widget, images):
    canvas = widget.canvas()
    canvas.swipe.set_position(0.5)
    places = {right: seen(canvas, images[0], 3, 8 if right else 2) for right in (False, True)}
    send_mouse(canvas.viewport(), QEvent.Type.MouseButtonPress, 60, 250)
    for y in (240, 220, 200):
        send_mouse(canvas.viewport(), QEvent.Type.MouseMove, 60, y)
    picture = canvas.viewport().grab().toImage()
    for colour, place in places.values():
        moved = picture.pixelColor(place + QPoint(0, -50))
        assert close((moved.red(), moved.green(), moved.blue()), colour)
    send_mouse(canvas.viewport(), QEvent.Type.MouseButtonRelease, 60, 200)


@pytest.mark.parametrize("band", [None, 1])
def test_error_map_has_the_colours_of_its_legend(widget, images, wait, band):
    canvas = widget.canvas()
    widget.sides.choose("error:prediction:1", "reference")
    canvas.legend.choose("" if band is None else f"band:{band + 1}")
    wait(lambda: not widget.is_working())
    difference = images[0].values - images[1].values
    limit = canvas.legend.ramp.high
    if band is None:
        plane, low, ramp = np.sqrt((difference ** 2).mean(axis=0)), 0, pictures.SEQUENTIAL
    else:
        plane, low, ramp = difference[band], -limit, pictures.DIVERGING
    assert canvas.legend.ramp.low == low
    picture = pictures.coloured(plane, low, limit, ramp)
    canvas.swipe.set_position(1.0)
    for row, column in ((1, 1), (2, 6), (4, 3), (5, 8)):
        assert close(seen(canvas, images[0], row, column)[0], picture[row, column].tolist())
    assert canvas.legend.isVisible()
    widget.sides.choose("prediction:1", "reference")
    wait(lambda: not widget.is_working())
    assert not canvas.legend.isVisible()


def test_canvas_in_another_crs_shows_both_images_at_the_same_place(widget, images, wait):
    canvas = widget.canvas()
    target = QgsCoordinateReferenceSystem("EPSG:4326")
    transform = QgsCoordinateTransform(canvas.mapSettings().destinationCrs(), target,
                                       QgsProject.instance())
    canvas.setDestinationCrs(target)
    canvas.setExtent(transform.transformBoundingBox(images[0].extent))
    show(widget, images, None)
    wait(lambda: not widget.is_working())
    ground = QColor(canvas.canvasColor())
    shown = []
    for position in (0.0, 1.0):
        canvas.swipe.set_position(position)
        picture = canvas.viewport().grab().toImage()
        area = [picture.pixelColor(x, canvas.height() // 2) != ground
                for x in range(canvas.width())]
        shown.append((area.index(True), len(area) - area[::-1].index(True)))
    assert all(abs(a - b) <= 4 for a, b in zip(*shown))
