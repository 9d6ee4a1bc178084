"""The dock's preview on the main map, and the room that the dock has for it."""

from qgis.core import QgsMultiBandColorRenderer, QgsProject, QgsRectangle
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest

from stfusion_qgis.gui.dock.project_state import read_state
from tests.gui.dock.conftest import complete
from tests.gui.waiting import settle

LOW = 590  # pixels that a window of 720 leaves for a dock


def put_on_map(dock):
    QTest.mouseClick(dock.comparison.looks.map_button, Qt.MouseButton.LeftButton)


def over(interface):
    """Return how much lies over the main map: items, and widgets."""
    canvas = interface.canvas
    return len(canvas.scene().items()), len(canvas.viewport().children())


def test_the_view_of_the_map_is_predicted(previews, wait, interface):
    dock, shown = previews("fine_1", "coarse_1", "coarse_prediction")
    wait(complete(shown))
    before = over(interface)
    shown.clear()
    put_on_map(dock)
    wait(complete(shown))
    wait(lambda: not dock.comparison.is_working())
    assert over(interface) > before
    canvas = interface.canvas
    part = QgsRectangle.fromCenterAndSize(canvas.extent().center(), 900, 900)
    shown.clear()
    canvas.setExtent(part)
    wait(complete(shown))
    grid = shown[-1].grid
    assert grid.left <= canvas.extent().xMinimum() + 30
    assert grid.columns >= canvas.extent().width() / 30 - 1
    shown.clear()
    canvas.setRotation(40)
    canvas.refresh()
    wait(complete(shown))
    assert shown[-1].grid.columns > grid.columns  # the corners are further away


def test_it_goes_with_dock_project_and_plugin(previews, wait, interface):
    dock, shown = previews("fine_1", "coarse_1", "coarse_prediction")
    before = over(interface)
    put_on_map(dock)
    wait(complete(shown))
    wait(lambda: not dock.comparison.is_working())
    dock.hide()
    wait(lambda: over(interface) == before)
    shown.clear()
    dock.show()
    wait(complete(shown))
    wait(lambda: not dock.comparison.is_working())
    seen = interface.canvas.viewport().grab().toImage()
    QgsProject.instance().clear()
    wait(lambda: dock.control.last is None)
    assert interface.canvas.viewport().grab().toImage() != seen
    assert not any(widget.isVisible() for widget in interface.canvas.viewport().children())
    dock.close_for_good()
    wait(lambda: over(interface) <= before)  # the frame of the part goes with the dock, too


def test_project_and_undo_know_nothing_of_it(previews, wait, interface):
    dock, shown = previews("fine_1", "coarse_1", "coarse_prediction")
    wait(complete(shown))
    project = QgsProject.instance()
    project.setDirty(False)
    layers = set(project.mapLayers())
    put_on_map(dock)
    settle(dock)
    assert not project.isDirty() and set(project.mapLayers()) == layers
    assert read_state() == {}


def test_a_low_dock_keeps_the_preview(previews, wait):
    dock, shown = previews("fine_1", "coarse_1", "coarse_prediction", "reference")
    wait(complete(shown))
    dock.setFloating(True)
    for page in range(3):
        dock.setup.show_page(page)
        dock.resize(470, LOW)
        wait(lambda: dock.height() <= LOW and dock.comparison.canvas().height() >= 240
             and dock.setup.height() >= 110)
    dock.setup.fold_button.click()
    wait(lambda: dock.comparison.canvas().height() > 380 and not dock.methods.isVisible())
    dock.setup._tabs.tabBarClicked.emit(1)
    dock.setup._tabs.setCurrentIndex(1)
    wait(lambda: dock.methods.isVisible() and not dock.setup.fold_button.isChecked())


def test_the_form_has_the_room_while_the_preview_is_on_the_map(previews, wait):
    dock, shown = previews("fine_1", "coarse_1", "coarse_prediction")
    wait(complete(shown))
    dock.setFloating(True)
    dock.resize(470, LOW)
    wait(lambda: dock.height() <= LOW)
    put_on_map(dock)
    wait(lambda: dock.setup.height() > 380 and not dock.comparison.is_working())
    put_on_map(dock)
    wait(lambda: dock.setup.height() < 250 and dock.comparison.canvas().height() >= 240)


def test_the_window_does_not_grow_when_the_dock_gets_narrow(previews, wait):
    dock, shown = previews("fine_1", "coarse_1", "coarse_prediction")
    wait(complete(shown))
    dock.setFloating(True)
    dock.resize(1200, LOW)
    wait(lambda: dock._splitter.orientation() == Qt.Orientation.Horizontal)
    dock._splitter.set_wide(False)
    assert dock.widget().minimumSizeHint().height() < LOW - 20


def test_a_new_style_on_the_map_is_followed(previews, wait, interface):
    dock, shown = previews("fine_1", "coarse_1", "coarse_prediction")
    wait(complete(shown))
    wait(lambda: not dock.comparison.is_working())
    assert dock.comparison.looks.chosen_bands() == (0, 1, 2)
    layer = dock.images.layer("fine_1")
    interface.canvas.setLayers([layer])
    shown.clear()
    layer.setRenderer(QgsMultiBandColorRenderer(layer.dataProvider(), 3, 2, 1))
    layer.triggerRepaint()
    interface.canvas.refresh()
    wait(lambda: dock.comparison.looks.chosen_bands() == (2, 1, 0))
    assert not shown  # nothing is predicted anew for that
