"""Work on a thread beside the user interface; newer work replaces older."""

from __future__ import annotations

import threading
import traceback
import weakref
from typing import Any, Callable

from qgis.core import Qgis, QgsMessageLog
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ..errors import Cancelled, InputError
from ..memory_errors import out_of_memory
from ..progress import Progress
from ..translation import tr

_POLL = 10  # ms between two looks at what the thread does
_SECONDS = 5.0

Work = Callable[[Progress], Any]


class Background(QObject):
    """Runs one function at a time on a thread; a newer one cancels it.

    The thread never touches an object of Qt, so that these may go at any time.
    """

    finished = pyqtSignal(object)
    """The newest work is done; with its result."""

    failed = pyqtSignal(str)
    """The newest work could not be done; with a message that says why."""

    def __init__(self, parent: QObject | None = None):
        super().__init__(parent)
        self._run: _Run | None = None
        self._next: Work | None = None
        self._closed = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)

    def start(self, work: Work) -> None:
        """Run a function, which is given a `Progress`, in place of the one before."""
        if self._closed:
            return
        self.cancel()
        self._next = work
        self._timer.start(_POLL)
        self._look()

    def cancel(self) -> None:
        """Cancel the work that runs or waits; it sends no signal any more."""
        self._next = None
        if self._run is not None:
            self._run.cancelled.set()

    def close(self) -> None:
        """Cancel the work, wait for its end (at most 5 s), and run nothing more."""
        self._closed = True
        self.cancel()
        self._timer.stop()
        if self._run is not None:
            self._run.join(_SECONDS)

    def is_active(self) -> bool:
        """Say whether work runs or waits."""
        return self._next is not None or (
            self._run is not None and not self._run.cancelled.is_set())

    def _look(self) -> None:
        run = self._run
        if run is not None and run.is_alive():
            return
        self._run = None
        if self._next is not None:
            self._run, self._next = _Run(self._next, weakref.ref(self)), None
            self._run.start()
        else:
            self._timer.stop()
        if run is not None and not run.cancelled.is_set():
            if run.message is None:
                self.finished.emit(run.result)
            else:
                self.failed.emit(run.message)


def message_of(error: Exception) -> str:
    """Return the message of an error for people; an unexpected error goes into the log as well."""
    if isinstance(error, InputError):
        return str(error)
    if isinstance(error, MemoryError):
        return out_of_memory()
    text = "".join(traceback.format_exception(type(error), error, error.__traceback__))
    QgsMessageLog.logMessage(text, "STFusion", Qgis.MessageLevel.Critical)
    return tr("This did not work ({error}). The log of STFusion tells more.").format(error=error)


class _Run(threading.Thread):
    def __init__(self, work: Work, owner: weakref.ref[Background]):
        super().__init__(name="stfusion-background", daemon=True)
        self._work, self._owner = work, owner
        self.cancelled = threading.Event()
        self.result: Any = None
        self.message: str | None = None

    def run(self) -> None:
        try:
            self.result = self._work(Progress().until(self._is_unwanted))
        except Cancelled:
            self.cancelled.set()
        except Exception as error:
            self.message = message_of(error)

    def _is_unwanted(self) -> bool:
        """Say whether nobody waits for the result; its owner may have gone with a dialog."""
        owner = self._owner()
        return self.cancelled.is_set() or owner is None or sip.isdeleted(owner)
