"""For scripts that run inside of the QGIS desktop: one step after the other, while QGIS lives."""

from __future__ import annotations

import json
import os
import pathlib
import time
import traceback
from collections.abc import Callable, Iterator
from typing import Union

from qgis.core import QgsApplication, QgsProject
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtWidgets import QDockWidget, QWidget
from qgis.utils import iface

FOLDER = pathlib.Path(os.environ.get("STFUSION_SCREENSHOTS", "."))

Steps = Iterator[Union[float, Callable[[], bool]]]

_LONGEST = 240.0  # seconds to wait for something that was to come

_TAGS = ("STFusion", "Python", "Python error", "Plugins")


class Heartbeat(QTimer):
    """Measures how long the event loop stands still.

    stalls: seconds between two beats, less the interval of 5 ms, of the longer ones.
    """

    def __init__(self):
        super().__init__()
        self.stalls: list[float] = []
        self._last = time.perf_counter()
        self.setTimerType(Qt.TimerType.PreciseTimer)
        self.timeout.connect(self._beat)
        self.start(5)

    def _beat(self) -> None:
        now = time.perf_counter()
        stall = now - self._last - 0.005
        if stall > 0.01:
            self.stalls.append(stall)
        self._last = now

    def forget(self) -> None:
        """Begin anew, after something that counts for nothing, such as taking a picture."""
        self.stalls.clear()
        self._last = time.perf_counter()

    def longest(self) -> float:
        """Return the longest stall in milliseconds."""
        return round(1000 * max(self.stalls, default=0.0))


def arrange(window: QWidget, width: int, height: int) -> None:
    """Give the window of QGIS a size, and hide the panels that are not the plugin's."""
    window.setGeometry(0, 0, width, height)
    for name in ("Browser", "Browser2", "ProcessingToolbox"):
        panel = window.findChild(QDockWidget, name)
        if panel is not None:
            panel.hide()


class Run:
    """Runs the steps of a generator; writes what it found into found.json, and closes QGIS.

    A step yields the seconds to wait, or a function that says whether to go on.

    found: what is written. messages: of QGIS's log that tell of faults.
    """

    def __init__(self, steps: Callable[[Run], Steps]):
        self.found: dict = {}
        self.messages: list[str] = []
        self.heart = Heartbeat()
        QgsApplication.messageLog().messageReceived.connect(self._listen)
        self._steps = self._guarded(steps)
        self._until: Callable[[], bool] | None = None
        self._deadline = 0.0
        QTimer.singleShot(1500, self._advance)

    def save(self, widget: QWidget, name: str) -> None:
        """Save a picture of a window."""
        FOLDER.mkdir(parents=True, exist_ok=True)
        widget.grab().save(str(FOLDER / f"{name}.png"))
        self.heart.forget()

    def _listen(self, text: str, tag: str, level: int) -> None:
        if tag in _TAGS and level in (1, 2):
            self.messages.append(f"{tag}: {text}")

    def _guarded(self, steps: Callable[[Run], Steps]) -> Steps:
        try:
            yield from steps(self)
        except Exception:
            self.found["error"] = traceback.format_exc()

    def _advance(self) -> None:
        if self._until is not None and not self._until():
            if time.monotonic() < self._deadline:
                QTimer.singleShot(20, self._advance)
                return
            line = self._steps.gi_yieldfrom.gi_frame.f_lineno
            self.found["error"] = f"waited in vain in line {line}"
            self._finish()
            return
        self._until = None
        step = next(self._steps, None)
        if step is None:
            self._finish()
        elif callable(step):
            self._until, self._deadline = step, time.monotonic() + _LONGEST
            QTimer.singleShot(20, self._advance)
        else:
            QTimer.singleShot(round(1000 * step), self._advance)

    def _finish(self) -> None:
        self.found["messages"] = self.messages
        FOLDER.mkdir(parents=True, exist_ok=True)
        (FOLDER / "found.json").write_text(json.dumps(self.found, indent=1), encoding="utf-8")
        QgsProject.instance().removeAllMapLayers()  # QGIS asks before it drops temporary ones
        QgsProject.instance().setDirty(False)
        iface.actionExit().trigger()
