"""Measuring layers one after the other, in tasks of QGIS."""

from __future__ import annotations

from collections import deque

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ...images.source import Source
from ...processing.user_settings import UserSettings
from ...progress import Progress
from ...quality.counterparts import Counterparts
from ...quality.raster_quality import measure_raster
from ...quality.record import Record, save_beside
from ...translation import tr
from ..background import Work
from ..work_task import WorkTask
from .layer_quality import Activity, LayerQuality


class MeasuringQueue(QObject):
    """Measures one layer after the other: each uses several threads and their memory.

    A task knows the source of the layer, never the layer.
    """

    measured = pyqtSignal(object)
    """A `LayerQuality` has a new record."""

    def __init__(self) -> None:
        super().__init__()
        self._waiting: deque[tuple[LayerQuality, Counterparts]] = deque()
        self._current: LayerQuality | None = None
        self._task: WorkTask | None = None

    def add(self, quality: LayerQuality, counterparts: Counterparts) -> None:
        """Measure a layer; a measurement of it that waits or runs is cancelled."""
        self.cancel(quality)
        self._waiting.append((quality, counterparts))
        quality.error = ""
        quality.set_activity(Activity.WAITING)
        self._start_next()

    def cancel(self, quality: LayerQuality) -> None:
        """Do not measure a layer any more."""
        self._waiting = deque(item for item in self._waiting if item[0] is not quality)
        if self._current is quality:
            self._current = None
            if self._task is not None:
                self._task.cancel()
        if quality.activity is not Activity.NONE:
            quality.set_activity(Activity.NONE)

    def close(self) -> None:
        """Cancel everything, and wait until the task has ended."""
        self._waiting.clear()
        self._current = None
        task, self._task = self._task, None
        if task is not None:
            task.ended.disconnect(self._end)
            task.cancel()
            task.wait()

    def _start_next(self) -> None:
        # A cancelled task takes a moment to end: the next one waits for it.
        if self._task is not None or not self._waiting:
            return
        quality, counterparts = self._waiting.popleft()
        task = WorkTask(tr("Quality of {name}").format(name=quality.source.name),
                        _measuring(quality.source, counterparts))
        self._current, self._task = quality, task
        quality.set_activity(Activity.MEASURING)
        task.progressChanged.connect(self._progress)
        task.ended.connect(self._end)
        QgsApplication.taskManager().addTask(task)

    def _progress(self, percent: float) -> None:
        if self._current is not None:
            self._current.set_activity(Activity.MEASURING, percent / 100)

    def _end(self, task: WorkTask) -> None:
        quality, self._current, self._task = self._current, None, None
        if quality is not None:
            if task.result is not None:
                quality.set_record(*task.result)
                self.measured.emit(quality)
            elif task.message:
                quality.set_error(task.message)
            else:  # cancelled in the list of tasks
                quality.set_activity(Activity.NONE)
        self._start_next()


def _measuring(source: Source, counterparts: Counterparts) -> Work:
    settings = UserSettings.read()

    def work(progress: Progress) -> tuple[Record, bool]:
        record = measure_raster(source, counterparts, threads=settings.threads or None,
                         raster_cache=settings.raster_cache_bytes, progress=progress)
        return record, save_beside(source.path, record)

    return work
