"""Runs inside of the QGIS desktop: downloads are dropped on the dock, a date is predicted.

Called by `screenshots.py`, which tells the folder of the downloads by STFUSION_IMAGES.
"""

from __future__ import annotations

import os

from qgis.PyQt.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from qgis.PyQt.QtGui import QDragEnterEvent, QDropEvent
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QDockWidget
from qgis.utils import iface

from tools.desktop_steps import Run, Steps, arrange

WIDTH, HEIGHT = (int(size) for size in os.environ.get("STFUSION_WINDOW", "1500x950").split("x"))


def drop(widget: object, path: str) -> None:
    """Drop a folder, as a file manager does."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(path)])
    action, button, keys = (Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton,
                            Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(QPoint(20, 20), action, data, button, keys)
    QApplication.sendEvent(widget, enter)
    QApplication.sendEvent(widget, QDropEvent(QPointF(20, 20), action, data, button, keys,
                                              QEvent.Type.Drop))


def steps(run: Run) -> Steps:
    """Drop the folder, see the dates, and the one below the mouse."""
    window = iface.mainWindow()
    arrange(window, WIDTH, HEIGHT)
    yield 0.5
    iface.newProject()
    dock = window.findChild(QDockWidget, "StfusionDock")
    dock.setUserVisible(True)
    dock.methods.combo.set_method("starfm")
    yield 1
    run.heart.forget()
    drop(dock, os.environ["STFUSION_IMAGES"])
    yield 0.3
    run.save(window, "downloads-preparing")
    yield lambda: not dock.downloads.is_busy()
    run.found["longest stall, loading"] = run.heart.longest()
    yield 1
    yield lambda: dock.control.last is not None and dock.control.last.complete
    yield 2.5
    strip = dock.date_bar.strip
    if dock.date_bar.isVisible():
        keys = [column.key for column in strip.columns() if column.key]
        QTest.mouseMove(strip, strip.place_of(keys[-1]).toPoint())
    yield 1
    run.save(window, "downloads")


run = Run(steps)
