"""Runs inside the QGIS desktop: does at random what users do, and writes down what goes wrong.

Variables: STFUSION_FOLDER with images (see `tools.desktop_stress`), STFUSION_ACTIONS, their number,
and STFUSION_SEED. Writes found.json into the folder.
"""

import ctypes
import gc
import json
import os
import pathlib
import random
import sys
import threading
import traceback

import qgis.utils
from qgis.core import (
    Qgis,
    QgsApplication,
    QgsContrastEnhancement,
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsGeometry,
    QgsMultiBandColorRenderer,
    QgsPointXY,
    QgsProject,
    QgsRasterLayer,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt, QTimer
from qgis.PyQt.QtGui import QMouseEvent
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QDockWidget,
    QSlider,
    QTabWidget,
)
from qgis.utils import iface

NAME = "stfusion_qgis"
FOLDER = pathlib.Path(os.environ["STFUSION_FOLDER"])
COUNT = int(os.environ["STFUSION_ACTIONS"])
REST = 2500 if COUNT >= 1000 else 200  # milliseconds; where memory is compared, it is to be free
dice = random.Random(int(os.environ["STFUSION_SEED"]))
found = {"done": [], "errors": [], "memory": []}


# What goes wrong


def note_exception(kind, error, trace):
    """Write down an exception of a slot, as QGIS would show it."""
    found["errors"].append({"after": found["done"][-5:],
                            "error": "".join(traceback.format_exception(kind, error, trace))})


def note_message(text, tag, level):
    """Write down what the plugin or Python say into the log of QGIS."""
    if level == Qgis.MessageLevel.Critical and tag in ("STFusion", "Python error", "Python"):
        found["errors"].append({"after": found["done"][-5:], "error": f"{tag}: {text}"})


sys.excepthook = note_exception
threading.excepthook = lambda a: note_exception(a.exc_type, a.exc_value, a.exc_traceback)
QgsApplication.messageLog().messageReceived.connect(note_message)


# What users do


def project():
    return QgsProject.instance()


def dock():
    return iface.mainWindow().findChild(QDockWidget, "StfusionDock")


def layers():
    return list(project().mapLayers().values())


def pan():
    canvas = iface.mapCanvas()
    extent = canvas.extent()
    move = [dice.uniform(-0.4, 0.4) * size for size in (extent.width(), extent.height())]
    extent.setXMinimum(extent.xMinimum() + move[0])
    extent.setXMaximum(extent.xMaximum() + move[0])
    extent.setYMinimum(extent.yMinimum() + move[1])
    extent.setYMaximum(extent.yMaximum() + move[1])
    canvas.setExtent(extent)
    canvas.refresh()


def zoom():
    iface.mapCanvas().zoomByFactor(dice.choice((0.4, 0.7, 1.4, 2.5)))


def zoom_to_layer():
    if layers():
        iface.setActiveLayer(dice.choice(layers()))
        iface.zoomToActiveLayer()


def add_layer():
    if len(layers()) < 8:
        path = dice.choice(sorted(FOLDER.glob("*.tif")))
        project().addMapLayer(QgsRasterLayer(str(path), path.stem))


def remove_layer():
    if layers():
        project().removeMapLayer(dice.choice(layers()).id())


def hide_layer():
    if layers():
        node = project().layerTreeRoot().findLayer(dice.choice(layers()).id())
        node.setItemVisibilityChecked(not node.itemVisibilityChecked())


def move_layer():
    root = project().layerTreeRoot()
    if root.children():
        node = dice.choice(root.children())
        root.insertChildNode(dice.randrange(len(root.children()) + 1), node.clone())
        root.removeChildNode(node)


def open_or_close_dock():
    dock().setUserVisible(not dock().isVisible())


def undock():
    dock().setFloating(not dock().isFloating())


def resize():
    iface.mainWindow().resize(dice.randrange(900, 1500), dice.randrange(700, 950))


def change_something_in_the_dock():
    """Change a method, a parameter, an image, a band, the swipe, a tab: whatever can be set."""
    kinds = (QComboBox, QAbstractSpinBox, QCheckBox, QSlider, QTabWidget)
    widgets = [widget for kind in kinds for widget in dock().findChildren(kind)
               if widget.isVisible() and widget.isEnabled()]
    if widgets:
        change(dice.choice(widgets))


def change(widget):
    """Set a widget to another value that it offers."""
    if isinstance(widget, (QComboBox, QTabWidget)):
        if widget.count():
            widget.setCurrentIndex(dice.randrange(widget.count()))
    elif isinstance(widget, QCheckBox):
        widget.click()
    elif hasattr(widget, "setValue"):
        low, high = widget.minimum(), min(widget.maximum(), widget.minimum() + 60)
        value = low + dice.random() * (high - low)
        widget.setValue(value if isinstance(widget.value(), float) else int(value))


def switch_method():
    """Change the first list of the method's part, which is the methods."""
    change(dock().methods.findChildren(QComboBox)[0])


def in_dates():
    """Step to another date, tick some, choose pairs in another way, close or open a lock."""
    bar = dock().date_bar
    keys = [column.key for column in bar.strip.columns() if column.key]
    kind = dice.randrange(4)
    if kind == 0:
        bar.strip.step(dice.choice((-1, 1)))
    elif kind == 1:
        bar.strip.set_ticks([key for key in keys if dice.random() < 0.5])
    elif kind == 2:
        change(bar.pairs)
    else:
        dock().images.pairs.pin([k for k in (1, 2) if dice.random() < 0.3])


def run_in_background():
    """Run the ticked dates into temporary files, or cancel what runs.

    By a method without compiled kernels, which would stay in the memory.
    """
    from stfusion_qgis.gui.dock.runs.output_place import OutputPlace

    if dock().runs.count():
        dock().runs.cancel()
    elif len(layers()) < 12:
        OutputPlace().remember()
        dock().methods.combo.set_method("temporaldifference")
        dock().run_bar.background_button.click()


def in_profile():
    """Open or close the panel of profiles, or click a place on the map."""
    panel = part("ProfilePart").dock
    if not panel.isVisible() or dice.random() < 0.2:
        panel.setUserVisible(not panel.isVisible())
        return
    kind = dice.choice(list(panel.places.buttons))
    panel.places.begin(kind)
    canvas = iface.mapCanvas()
    for button in [Qt.MouseButton.LeftButton] * dice.randrange(1, 5) + [Qt.MouseButton.RightButton]:
        place = QPoint(dice.randrange(canvas.width()), dice.randrange(canvas.height()))
        QTest.mouseClick(canvas.viewport(), button, Qt.KeyboardModifier.NoModifier, place)


def put_on_map():
    """Put the preview on the map, or take it off again."""
    dock().comparison.looks.map_button.click()


def drag_divider_on_map():
    """Drag the divider on the map, if it is there, as the mouse does."""
    viewport = iface.mapCanvas().viewport()
    handles = [widget for widget in viewport.children()
               if type(widget).__name__ == "DividerHandle" and widget.isVisible()]
    for handle in handles:
        for kind, x in ((QEvent.Type.MouseButtonPress, handle.width() // 2),
                        (QEvent.Type.MouseMove, dice.randrange(-300, 300)),
                        (QEvent.Type.MouseMove, dice.randrange(-300, 300)),
                        (QEvent.Type.MouseButtonRelease, 0)):
            held = kind != QEvent.Type.MouseButtonRelease
            QCoreApplication.sendEvent(handle, QMouseEvent(
                kind, QPointF(x, 40), Qt.MouseButton.LeftButton,
                Qt.MouseButton.LeftButton if held else Qt.MouseButton.NoButton,
                Qt.KeyboardModifier.NoModifier))


def turn_map():
    iface.mapCanvas().setRotation(dice.choice((0, 0, 15, 200)))


def change_crs():
    project().setCrs(QgsCoordinateReferenceSystem(dice.choice(
        ("EPSG:4326", "EPSG:32649", "EPSG:3857", "EPSG:32650"))))


def change_stretch():
    dice.choice(dock().comparison.looks.stretch.menu().actions()).trigger()


def choose_bands():
    """Choose three bands of their own, some of which may not be there."""
    numbers = [str(dice.randrange(1, 5)) for _ in range(3)]
    dock().comparison.looks.choose(dice.choice((f"rgb:{','.join(numbers)}", "", "band:1")))


def change_style():
    """Change the bands or the stretch of a layer on the map."""
    rasters = [layer for layer in layers()
               if isinstance(layer, QgsRasterLayer) and layer.bandCount() > 2]
    if rasters:
        layer = dice.choice(rasters)
        layer.setRenderer(QgsMultiBandColorRenderer(
            layer.dataProvider(), *dice.sample((1, 2, 3), 3)))
        if dice.random() < 0.7:
            layer.setContrastEnhancement(
                QgsContrastEnhancement.ContrastEnhancementAlgorithm.StretchToMinimumMaximum)
        layer.triggerRepaint()


def fold_form():
    dock().setup.fold_button.click()


def click_a_pixel():
    """Look at the pixel of a place of the preview, which may be averaged, or let it go."""
    comparison = dock().comparison
    comparison.tabs.show_inspector()
    canvas = comparison.canvas()
    QTest.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
                     QPoint(dice.randrange(max(1, canvas.width())),
                            dice.randrange(max(1, canvas.height()))))


def use_presets():
    """Keep the parameters as a preset, bring one, or forget one."""
    button = dock().methods.form.preset_button
    names, kind = button.presets.names(), dice.randrange(3)
    if kind == 0 or not names:
        button.presets.save(f"preset {dice.randrange(3)}", dock().methods.parameters())
    elif kind == 1:
        button.fill()
        button.menu().actions()[0].trigger()
    else:
        button.presets.delete(dice.choice(names))


def open_dialogs():
    """Open the dialog of the method or that of the choice of a method, and close all of them."""
    dice.choice((dock().open_dialog, dock().choose_method))()
    for dialog in dock()._dialogs:
        dialog.close()  # QGIS deletes it then


def measure_the_scene():
    """Measure the whole scene, or stop doing so."""
    dock().comparison.tabs.scene_button.click()


def in_layers_panel():
    """Measure a prediction again, stop it, compare it with another image, or hide it."""
    panel = part("LayersPanel")
    qualities = panel.qualities.all()
    if not qualities:
        return
    quality = dice.choice(qualities)
    kind = dice.randrange(5)
    if kind == 0:
        panel.measure(quality)
    elif kind == 1:
        panel.queue.cancel(quality)
    elif kind == 2:
        quality.set_outdated(dice.choice(([], ["raster"], ["reference"])))
    elif kind == 3:
        panel.hide(quality)
    else:
        choose_in_dialog()
        panel.compare(quality.layer)


def choose_in_dialog():
    """Choose something in the dialog that opens next, and leave it."""
    def leave():
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog):
            change(dice.choice(dialog.findChildren(QComboBox)))
            QTimer.singleShot(100, lambda: dialog.done(dice.randrange(2)))
        else:
            QTimer.singleShot(50, leave)

    QTimer.singleShot(50, leave)


def open_options():
    """Open the page of the options, change it, and close it without keeping it."""
    page = part("SettingsPart").factory.createWidget(iface.mainWindow())
    page.show()
    QTimer.singleShot(dice.randrange(200), page.deleteLater)


def add_polygons():
    """Add a layer of two triangles, in memory, in the middle of what the map shows."""
    canvas = iface.mapCanvas()
    if len(layers()) < 8:
        crs = canvas.mapSettings().destinationCrs().authid() or "EPSG:4326"
        layer = QgsVectorLayer(f"Polygon?crs={crs}", "polygons", "memory")
        for corner in (canvas.extent().xMinimum(), canvas.extent().xMaximum()):
            feature = QgsFeature()
            middle = canvas.extent().center()
            feature.setGeometry(QgsGeometry.fromPolygonXY([[
                middle, QgsPointXY(corner, middle.y()), QgsPointXY(corner, middle.y() / 2)]]))
            layer.dataProvider().addFeatures([feature])
        layer.selectByIds([1])
        project().addMapLayer(layer)


def first_steps():
    """Open the page of the first steps, or close it."""
    page = part("WelcomePart").open_page()
    if dice.randrange(2):
        page.close()


def save_and_open_project():
    path = str(FOLDER / "stress.qgz")
    project().write(path)
    project().clear()
    project().read(path)


def new_project():
    project().clear()


ACTIONS = {
    pan: 20, zoom: 15, zoom_to_layer: 5, add_layer: 10, remove_layer: 5, hide_layer: 4,
    move_layer: 3, open_or_close_dock: 3, undock: 2, resize: 2, switch_method: 8,
    change_something_in_the_dock: 22, in_dates: 10, run_in_background: 3, in_profile: 5,
    measure_the_scene: 5, click_a_pixel: 5, use_presets: 3, open_dialogs: 2, in_layers_panel: 8,
    open_options: 1, add_polygons: 2, first_steps: 1,
    put_on_map: 8, drag_divider_on_map: 4, turn_map: 2, change_crs: 2, change_stretch: 4,
    choose_bands: 4, change_style: 3, fold_form: 2,
    save_and_open_project: 2, new_project: 1,
}


# What is left


def part(name):
    """Return a part of the plugin's desktop by the name of its class."""
    parts = qgis.utils.plugins[NAME].desktop.parts
    return next(part for part in parts if type(part).__name__ == name)


def memory():
    """Return the resident memory of this process in MiB, without what malloc keeps."""
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)
    pages = int(pathlib.Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // 2**20


def children():
    """Return the names of the processes that this one has started and that still run."""
    names = []
    for status in pathlib.Path("/proc").glob("[0-9]*/stat"):
        try:
            name, _, rest = status.read_text().partition("(")[2].rpartition(")")
        except OSError:
            continue
        state, parent = rest.split()[:2]
        if int(parent) == os.getpid() and state != "Z":
            names.append(name)
    return names


def left():
    """Return threads, processes, widgets and items of the plugin that live on without it."""
    threads = [thread.name for thread in threading.enumerate() if "stfusion" in thread.name]
    processes = [f"process {name}" for name in children() if "python" in name]
    widgets = [widget.objectName() or type(widget).__name__ for widget in QApplication.allWidgets()
               if type(widget).__module__.startswith(NAME)]
    items = [f"{type(item).__name__} on the map" for item in iface.mapCanvas().scene().items()
             if type(item).__module__.startswith(NAME)]
    return sorted({*threads, *processes, *widgets, *items})


def check_that_nothing_is_left():
    """Note what lives on without the plugin."""
    if left():
        found["errors"].append({"after": found["done"][-5:], "error":
                                f"left without the plugin: {left()}\n{stacks()}"})


def stacks():
    """Return where the threads of the plugin are."""
    frames = sys._current_frames()
    return "\n".join("".join(traceback.format_stack(frames[thread.ident]))
                     for thread in threading.enumerate()
                     if "stfusion" in thread.name and thread.ident in frames)


def settle():
    """Do what Qt has put off."""
    for _ in range(5):
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def steps():
    """Do the actions; yield the milliseconds to let QGIS work after each."""
    iface.mainWindow().setGeometry(0, 0, 1500, 950)
    dock().setUserVisible(True)
    for name in ("fine_1", "coarse_1", "coarse_2", "predicted"):
        project().addMapLayer(QgsRasterLayer(str(FOLDER / f"{name}.tif"), name))
    yield 2000
    actions, weights = zip(*ACTIONS.items())
    for number in range(COUNT):
        action = dice.choices(actions, weights)[0]
        found["done"].append(action.__name__)
        try:
            action()
        except Exception:
            note_exception(*sys.exc_info())
        yield dice.choice((0, 20, 60, 150, 400) if COUNT >= 1000 else (0, 10, 40, 100, 250))
        if (number + 1) % max(50, COUNT // 10) == 0:
            yield from rest()
    yield from rest()
    for again in (True, False):  # switched off and on, as the plugin manager does, and off
        found["done"].append("unload_plugin")
        qgis.utils.unloadPlugin(NAME)
        for _ in range(600):  # a thread or process may need a moment to hear of it
            yield 50
            settle()
            if not left():
                break
        check_that_nothing_is_left()
        if again:
            qgis.utils.loadPlugin(NAME)
            qgis.utils.startPlugin(NAME)
            dock().setUserVisible(True)
            yield 1000


def rest():
    """Measure the memory where the plugin has nothing to do: no layers, the dock closed."""
    dock().setUserVisible(False)
    project().clear()
    yield REST
    settle()
    found["memory"].append(memory())
    dock().setUserVisible(True)


def finish():
    """Close QGIS, whatever happened."""
    found["count"] = len(found["done"])
    (FOLDER / "found.json").write_text(json.dumps(found, indent=1))
    project().clear()
    project().setDirty(False)
    iface.actionExit().trigger()


def advance(sequence):
    """Go on after a while."""
    try:
        pause = next(sequence, None)
    except Exception:
        note_exception(*sys.exc_info())
        pause = None
    if pause is None:
        finish()
    else:
        QTimer.singleShot(pause, lambda: advance(sequence))


QTimer.singleShot(1500, lambda: advance(steps()))
