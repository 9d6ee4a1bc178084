"""Measuring the predictions of the whole scene, in a task of QGIS and a process of its own."""

from __future__ import annotations

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ....preview.measured import Measured
from ....preview.request import Request
from ....preview.service import PreviewService
from ....processing.user_settings import UserSettings
from ....progress import Progress
from ....translation import language, tr
from ...background import Work
from ...work_task import WorkTask


class SceneMeasuring(QObject):
    """Measures one request at a time; previews go on meanwhile."""

    progressed = pyqtSignal(float)
    """The fraction that is done, 0 to 1."""

    finished = pyqtSignal(object)
    """The scene is measured; with a `Measured`."""

    failed = pyqtSignal(str)
    """It could not be measured, with the reason; or was cancelled in the list of tasks, with ""."""

    def __init__(self, parent: QObject | None = None):
        super().__init__(parent)
        self._task: WorkTask | None = None
        self._ending: list[WorkTask] = []  # cancelled, and perhaps not yet at their end

    def start(self, request: Request) -> None:
        """Measure all predictions of a request; what is being measured is cancelled."""
        self.cancel()
        self._task = WorkTask(tr("Measuring the whole scene"), _measuring(request))
        self._task.progressChanged.connect(self._progress)
        self._task.ended.connect(self._end)
        QgsApplication.taskManager().addTask(self._task)

    def is_active(self) -> bool:
        """Say whether something is being measured."""
        return self._task is not None

    def cancel(self) -> None:
        """Measure no more; no signal comes."""
        task, self._task = self._task, None
        if task is not None:
            task.progressChanged.disconnect(self._progress)
            task.ended.disconnect(self._end)
            task.ended.connect(self._ending.remove)
            self._ending.append(task)
            task.cancel()

    def close(self) -> None:
        """Cancel, and wait until all processes have ended."""
        self.cancel()
        for task in self._ending:
            task.ended.disconnect(self._ending.remove)
            task.wait()
        self._ending.clear()

    def _progress(self, percent: float) -> None:
        self.progressed.emit(percent / 100)

    def _end(self, task: WorkTask) -> None:
        self._task = None
        if task.result is not None:
            self.finished.emit(task.result)
        else:
            self.failed.emit(task.message)


def _measuring(request: Request) -> Work:
    settings, spoken = UserSettings.read(), language()

    def work(progress: Progress) -> Measured:
        found: list[Measured] = []
        service = PreviewService(spoken, settings.threads, settings.raster_cache_bytes)
        try:
            service.measure_scene(request, found.append, progress)
        finally:
            service.close()
        return found[-1]

    return work
