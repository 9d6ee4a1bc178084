"""Work as a task of QGIS: in the list of tasks, with progress, and cancelled from there."""

from __future__ import annotations

import threading
from typing import Any

from qgis.core import QgsTask
from qgis.PyQt.QtCore import pyqtSignal

from ..errors import Cancelled
from ..progress import Progress
from .background import Work, message_of


class WorkTask(QgsTask):
    """Does one piece of work on a thread; the work never touches layers or widgets.

    result: what the work returned; None if it failed or was cancelled.
    message: why it failed, "" if it did not.
    """

    ended = pyqtSignal(object)
    """It is over, whatever came of it; with the task, on the thread of the user interface."""

    def __init__(self, description: str, work: Work):
        super().__init__(description, QgsTask.Flag.CanCancel | QgsTask.Flag.CancelWithoutPrompt)
        self._work = work
        self._running = threading.Lock()
        self.result: Any = None
        self.message = ""

    def wait(self) -> None:
        """Wait until it works no more; QGIS itself would wait without letting Python go on."""
        with self._running:
            pass

    def run(self) -> bool:
        with self._running:
            try:
                self.result = self._work(_TaskProgress(self))
                return True
            except Cancelled:
                return False
            except Exception as error:
                self.message = message_of(error)
                return False

    def finished(self, result: bool) -> None:
        self.ended.emit(self)


class _TaskProgress(Progress):
    def __init__(self, task: QgsTask):
        self._task = task

    def is_cancelled(self) -> bool:
        return self._task.isCanceled()

    def show(self, fraction: float, text: str) -> None:
        self._task.setProgress(100 * fraction)
