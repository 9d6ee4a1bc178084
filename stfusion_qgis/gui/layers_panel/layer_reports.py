"""The report of a layer's quality, made when somebody wants to see it."""

from __future__ import annotations

import os
import re
import shutil
import tempfile

from qgis.core import Qgis, QgsApplication
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ...images.source import Source
from ...progress import Progress
from ...quality.raster_quality import write_record_report
from ...quality.record import Record
from ...translation import tr
from ..background import Work
from ..widgets.plain_text import plain
from ..work_task import WorkTask
from .layer_quality import LayerQuality


class Reports(QObject):
    """Makes reports in a folder that goes with QGIS, and lets the browser show them."""

    ready = pyqtSignal(str)
    """A report can be shown; with its path."""

    def __init__(self, message_bar):
        super().__init__()
        self._message_bar = message_bar
        self._folder = tempfile.mkdtemp(prefix="stfusion-reports-")
        self._made: dict[str, tuple[Record, str]] = {}  # by layer
        self._tasks: dict[str, WorkTask] = {}

    def open(self, quality: LayerQuality) -> None:
        """Show the report of a layer that was measured; it is made when it is first wanted."""
        record, path = self._made.get(quality.layer_id, (None, ""))
        if record is quality.record and os.path.exists(path):
            self.ready.emit(path)
        elif quality.record is not None and quality.layer_id not in self._tasks:
            self._make(quality, quality.record)

    def close(self) -> None:
        """Give up what is being made, and remove the reports."""
        for task in self._tasks.values():
            task.ended.disconnect()
            task.cancel()
        for task in self._tasks.values():
            task.wait()
        self._tasks.clear()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _make(self, quality: LayerQuality, record: Record) -> None:
        name = re.sub(r"[^\w.-]+", "_", os.path.splitext(quality.source.name)[0])
        path = os.path.join(self._folder, f"{name}_{len(os.listdir(self._folder))}.html")
        task = WorkTask(tr("Report of {name}").format(name=quality.source.name),
                        _reporting(path, quality.source, record))
        layer_id = quality.layer_id
        task.ended.connect(lambda task: self._end(task, layer_id, record))
        self._tasks[layer_id] = task
        QgsApplication.taskManager().addTask(task)

    def _end(self, task: WorkTask, layer_id: str, record: Record) -> None:
        del self._tasks[layer_id]
        if task.message:
            self._message_bar.pushMessage(
                tr("No report"), plain(task.message), Qgis.MessageLevel.Warning)
        elif task.result is not None:
            self._made[layer_id] = (record, task.result)
            self.ready.emit(task.result)


def _reporting(path: str, source: Source, record: Record) -> Work:
    def work(progress: Progress) -> str:
        write_record_report(path, source, record, progress)
        return path

    return work
