"""Downloads that the user opens in the dock: prepared on a task, then loaded with their dates."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

from qgis.core import Qgis, QgsApplication, QgsRasterLayer
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ....processing.user_settings import UserSettings
from ....products.opened_downloads import OpenedDownloads, open_downloads
from ....products.preparation.preparing_options import PreparingOptions
from ....translation import tr
from ...work_task import WorkTask
from ..runs.background_runs import Tell
from .loading import load_prepared

_PAUSE = 10  # milliseconds between two images


class DownloadOpener(QObject):
    """Prepares what was downloaded, beside the other work of QGIS, and loads it as a group.

    cache_folder: for what has to be unpacked once. tell: shows a message to the user.
    progressed: the fraction that is prepared, 0 to 1. opened: the layers that
    are new.
    """

    progressed = pyqtSignal(float)
    opened = pyqtSignal(list)

    def __init__(self, cache_folder: str, tell: Tell, parent: QObject | None = None):
        super().__init__(parent)
        self._cache_folder, self._tell = cache_folder, tell
        self._tasks: list[WorkTask] = []
        self._loadings: list[_Loading] = []
        self._closed = False

    def open(self, places: Sequence[str]) -> None:
        """Prepare the products in folders, archives or files; the task can be cancelled in QGIS."""
        names = ", ".join(os.path.basename(place.rstrip("/\\")) for place in places)
        elsewhere = os.path.join(QgsApplication.qgisSettingsDirPath(), "stfusion", "prepared")
        threads = UserSettings.read().threads_for(0)
        task = WorkTask(tr("Prepare {names}").format(names=names), lambda progress: open_downloads(
            places, PreparingOptions(), self._cache_folder, elsewhere, progress, threads))
        task.progressChanged.connect(lambda percent: self.progressed.emit(percent / 100))
        task.ended.connect(self._ended)
        self._tasks.append(task)
        QgsApplication.taskManager().addTask(task)

    def is_busy(self) -> bool:
        """Say whether something is being prepared or loaded."""
        return bool(self._tasks or self._loadings)

    def close(self) -> None:
        """Cancel everything; what it still tells is not heard any more."""
        self._closed = True
        self._loadings.clear()
        for task in self._tasks:
            task.cancel()

    def _ended(self, task: WorkTask) -> None:
        self._tasks.remove(task)
        if self._closed:
            return
        self.progressed.emit(1.0)
        if task.message:
            self._tell(task.message, Qgis.MessageLevel.Critical)
        elif task.result is not None:
            self._take(task.result)

    def _take(self, found: OpenedDownloads) -> None:
        for line in found.log:
            QgsApplication.messageLog().logMessage(line, "STFusion", Qgis.MessageLevel.Info)
        if not found.images:
            self._tell(found.why_not(), Qgis.MessageLevel.Warning)
            return
        self._loadings.append(_Loading(found, load_prepared(found.images)))
        self._load_next()

    def _load_next(self) -> None:
        """Load one image; the window lives on before the next one."""
        if not self._loadings:
            return
        loading = self._loadings[0]
        layer = next(loading.coming, None)
        if layer is not None:
            loading.layers.append(layer)
        else:
            self._loadings.pop(0)
            self._conclude(loading)
        QTimer.singleShot(_PAUSE, self._load_next)

    def _conclude(self, loading: _Loading) -> None:
        layers = [layer for layer in loading.layers if not sip.isdeleted(layer)]
        if layers:
            self._tell(loading.found.summary(), Qgis.MessageLevel.Success)
            self.opened.emit(layers)
        else:
            self._tell(tr("All of these images are loaded already."), Qgis.MessageLevel.Info)


class _Loading:
    """Images on their way into the project. layers: that have arrived."""

    def __init__(self, found: OpenedDownloads, coming: Iterator[QgsRasterLayer]):
        self.found, self.coming = found, coming
        self.layers: list[QgsRasterLayer] = []
