"""The preview over the main map: it is seen there, and nothing else knows of it."""
# ruff: noqa: N802 (names are given by QGIS)

import numpy as np
import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsMapRendererParallelJob,
    QgsProject,
    QgsRasterLayer,
    QgsRectangle,
)
from qgis.gui import QgsMapCanvas, QgsMapTool
from qgis.PyQt.QtCore import QEvent, QPoint, QPointF, Qt
from qgis.PyQt.QtGui import QColor, QWheelEvent
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication

from tests.gui.compare.canvas_colours import close, expected, seen
from tests.gui.compare.conftest import destroy, plain_image, send_mouse
from tests.scene_files import write_tif

GROUND = QColor(10, 200, 30)


class Tool(QgsMapTool):
    """A tool of the user's, which counts what it gets."""

    def __init__(self, canvas):
        super().__init__(canvas)
        self.pressed, self.moved = [], []

    def canvasPressEvent(self, event):
        self.pressed.append(event.pos())

    def canvasMoveEvent(self, event):
        self.moved.append(event.pos())


@pytest.fixture
def images():
    rng = np.random.default_rng(3)
    true = rng.uniform(0, 1, (3, 10, 10))
    predicted = np.clip(true + rng.normal(0, 0.2, true.shape), 0, 1)
    predicted[:, 5, 1] = np.nan
    return [plain_image("prediction:1", predicted, title="STARFM"), plain_image("reference", true)]


@pytest.fixture
def main(qgis_app, images, tmp_path, wait):
    """Return a canvas with a layer in one colour and a map tool."""
    path = write_tif(tmp_path / "map.tif", np.full((3, 40, 40), 99, np.uint8), 30,
                     left=images[0].left - 450, top=images[0].top + 450)
    layer = QgsRasterLayer(path, "map")
    QgsProject.instance().addMapLayer(layer)
    canvas = QgsMapCanvas()
    canvas.resize(420, 400)
    canvas.setCanvasColor(GROUND)
    canvas.setDestinationCrs(layer.crs())
    canvas.setLayers([layer])
    canvas.setExtent(images[0].extent)
    canvas.show()
    canvas.setMapTool(Tool(canvas))
    redraw(canvas, wait)
    yield canvas
    destroy(canvas)
    QgsProject.instance().clear()


def redraw(canvas, wait):
    """Have a map drawn anew, and wait for it."""
    drawn = []
    canvas.mapCanvasRefreshed.connect(lambda: drawn.append(True))
    canvas.refresh()
    wait(lambda: drawn)


@pytest.fixture
def widget(make_widget, images, main, wait):
    """Return a comparison whose images are seen on the main map."""
    made = make_widget(images, None)
    made.offer_map(main)
    QTest.mouseClick(made.looks.map_button, Qt.MouseButton.LeftButton)
    wait(lambda: not is_drawing(made))
    yield made
    made.leave_map()


def is_drawing(widget):
    """Say whether images are being prepared or drawn; their metrics are not waited for."""
    return widget._drawing.is_active() or widget._view.is_drawing()


def check_both_sides(canvas, images, row=3):
    """Check that pixels left and right of the divider are those of the images."""
    divider = canvas.width() / 2
    sides = set()
    for column in range(10):
        colour, place = seen(canvas, images[0], row, column)
        if abs(place.x() - divider) > 6 and canvas.rect().contains(place):
            right = place.x() > divider
            sides.add(right)
            assert close(colour, expected(images, images[int(right)], row, column))
    assert len(sides) == 2


def items(canvas):
    """Return what lies on a canvas: items of its scene, and widgets over it."""
    return len(canvas.scene().items()), len(canvas.viewport().children())


def test_both_images_are_seen_on_the_map(widget, main, images):
    check_both_sides(main, images)
    assert not widget.canvas().isVisible() and widget.canvas().layers() == []


def test_follows_zoom_and_pan(widget, main, images, wait):
    extent = QgsRectangle(images[0].extent)
    extent.scale(0.7)
    main.setExtent(extent)
    check_both_sides(main, images)  # before it is drawn anew, at its new place
    redraw(main, wait)
    wait(lambda: not is_drawing(widget))
    check_both_sides(main, images)


def test_follows_rotation(widget, main, images, wait):
    main.setRotation(25)
    redraw(main, wait)
    wait(lambda: not is_drawing(widget))
    widget.canvas().swipe.set_position(1.0)
    for row, column in ((3, 3), (5, 5), (7, 4), (6, 7)):
        assert close(seen(main, images[0], row, column)[0],
                     expected(images, images[0], row, column))


def test_in_another_crs(widget, main, images, wait):
    main.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
    redraw(main, wait)
    wait(lambda: not is_drawing(widget))
    widget.canvas().swipe.set_position(1.0)
    back = QgsCoordinateTransform(QgsCoordinateReferenceSystem.fromWkt(images[0].wkt),
                                  main.mapSettings().destinationCrs(), QgsProject.instance())
    for row, column in ((2, 2), (6, 3), (7, 7)):
        place = back.transform(images[0].left + (column + 0.5) * 30,
                               images[0].top - (row + 0.5) * 30)
        at = main.getCoordinateTransform().transform(place)
        colour = main.viewport().grab().toImage().pixelColor(round(at.x()), round(at.y()))
        assert close(colour.getRgb()[:3], expected(images, images[0], row, column))


def test_where_nothing_is_known_the_map_does_not_shine_through(widget, main, images, wait):
    widget.canvas().swipe.set_position(1.0)
    assert seen(main, images[0], 5, 1)[0] == GROUND.getRgb()[:3]
    widget.sides.choose("map", "reference")
    wait(lambda: seen(main, images[0], 5, 1)[0] not in (
        GROUND.getRgb()[:3], expected(images, images[0], 5, 1)))
    assert widget.canvas().swipe.left_title == "The map itself"


def test_neither_project_nor_exports_know_of_it(widget, main):
    project = QgsProject.instance()
    assert [layer.name() for layer in main.layers()] == ["map"]
    assert [layer.name() for layer in project.mapLayers().values()] == ["map"]
    assert [node.name() for node in project.layerTreeRoot().children()] == ["map"]
    job = QgsMapRendererParallelJob(main.mapSettings())
    job.start()
    job.waitForFinished()
    exported = job.renderedImage()
    assert len({exported.pixelColor(x, 200).name() for x in range(20, 400, 20)}) == 1


def press_and_drag(main, x, y, to):
    """Drag with the mouse, as it reaches the widget that lies there."""
    viewport = main.viewport()
    below = viewport.childAt(x, y) or viewport
    for kind, place in ((QEvent.Type.MouseButtonPress, x), (QEvent.Type.MouseMove, (x + to) // 2),
                        (QEvent.Type.MouseMove, to), (QEvent.Type.MouseButtonRelease, to)):
        at = below.mapFromGlobal(viewport.mapToGlobal(QPoint(place, y)))
        send_mouse(below, kind, at.x(), at.y())


def test_the_divider_is_dragged_and_the_tool_stays_the_users(widget, main):
    tool = main.mapTool()
    press_and_drag(main, main.width() // 2, 120, 90)
    assert widget.canvas().swipe.position == pytest.approx(90 / main.width(), abs=0.01)
    assert main.mapTool() is tool and tool.pressed == []
    press_and_drag(main, 300, 120, 320)
    assert main.mapTool() is tool and tool.pressed == [QPoint(300, 120)]
    assert widget.canvas().swipe.position == pytest.approx(90 / main.width(), abs=0.01)


def test_what_is_no_drag_reaches_the_map(widget, main):
    """Hovering and the wheel over the divider, and other buttons."""
    viewport, tool = main.viewport(), main.mapTool()
    handle = viewport.childAt(main.width() // 2, 120)
    place = handle.rect().center()
    QTest.mouseMove(handle, place)
    QTest.mousePress(handle, Qt.MouseButton.RightButton, pos=place)
    assert tool.pressed and tool.moved
    wheel = QWheelEvent(
        QPointF(place), QPointF(handle.mapToGlobal(place)), QPoint(0, 120), QPoint(0, 120),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase,
        False)
    QApplication.sendEvent(handle, wheel)
    assert not wheel.isAccepted()  # Qt then hands one of the mouse's on


def test_error_map_and_its_legend(widget, main, images, wait):
    widget.sides.choose("error:prediction:1", "reference")
    wait(lambda: not is_drawing(widget))
    legend = widget.canvas().legend
    assert legend.isVisible() and legend.parentWidget() is main.viewport()
    main.resize(500, 450)
    wait(lambda: legend.geometry().bottom() > main.viewport().height() - 12)
    widget.looks.map_button.click()
    wait(lambda: not is_drawing(widget))
    assert legend.isVisible() and legend.parentWidget() is widget.canvas().viewport()


@pytest.mark.parametrize("how", ["switch", "hide", "clear", "leave", "destroy"])
def test_it_goes_without_a_trace(make_widget, main, images, wait, how):
    before = items(main)
    picture = main.viewport().grab().toImage()
    widget = make_widget(images, None)
    widget.offer_map(main)
    for _ in range(3):
        widget.looks.map_button.setChecked(True)
        wait(lambda: not is_drawing(widget))
        assert main.viewport().grab().toImage() != picture
        if how == "switch":
            widget.looks.map_button.click()
        elif how == "hide":
            widget.hide()
        elif how == "clear":
            widget.clear("No images.")
            widget.looks.map_button.click()
        else:
            widget.leave_map()
            widget.hide()
            if how == "destroy":
                destroy(widget)
        wait(lambda: items(main) == before)
        wait(lambda: main.viewport().grab().toImage() == picture)
        if how == "destroy":
            break
        widget.show()
        widget.show_images(images, None)


def test_it_comes_back_with_what_shows_it(widget, main, images, wait):
    widget.hide()
    main.setRotation(0)
    widget.show()
    wait(lambda: not is_drawing(widget))
    check_both_sides(main, images)


def test_pixels_below_the_mouse(widget, main, images):
    widget.tabs.setCurrentWidget(widget.tabs.inspector)
    _, place = seen(main, images[0], 2, 7)
    main.xyCoordinates.emit(main.getCoordinateTransform().toMapCoordinates(place.x(), place.y()))
    assert widget.tabs.inspector.place.text().startswith("Row 3, column 8:")
