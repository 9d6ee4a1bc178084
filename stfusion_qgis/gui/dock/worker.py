"""The thread on which previews are made, so that the window does not wait."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable, Iterable
from concurrent.futures import Future, wait
from dataclasses import replace
from typing import Any

from qgis.core import Qgis, QgsMessageLog
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ...errors import Cancelled, InputError
from ...images.inputs import Inputs
from ...methods.method import Method
from ...preview.child.previewer import Previewer
from ...preview.examine import examine
from ...preview.request import Request
from ...preview.service import PreviewService
from ...processing.user_settings import UserSettings
from ...progress import Progress
from ...threads import make_pool
from ...translation import language, tr

_SECONDS = 3.0


class PreviewWorker(QObject):
    """Examines images and makes previews on a thread of its own; the latest request counts.

    Signals reach the thread that this object belongs to. They are of the latest request only.

    examined: `dict[Role, Finding]` of `preview.examine`.
    delivered: a `Preview`. measured: a `Measured` of its predictions, after it is complete.
    progressed: fraction and text. failed: the `InputError`, whose message
    is for the user.
    """

    examined = pyqtSignal(object)
    delivered = pyqtSignal(object)
    measured = pyqtSignal(object)
    progressed = pyqtSignal(float, str)
    failed = pyqtSignal(object)

    _sent = pyqtSignal(str, int, tuple)

    def __init__(self, parent: QObject | None = None):
        super().__init__(parent)
        self._previewer: PreviewService | Previewer | None = None
        self._conditions: tuple = ()  # under which it was made
        # A thread of Python's, whose stack is large enough for the kernels' compiler.
        self._pool = make_pool(1)
        # What is found out about images waits neither for a preview nor for its process to start.
        self._examining = make_pool(1)
        self._latest = {"examine": 0, "preview": 0}
        self._closed = False
        self._sent.connect(self._receive)

    def examine(self, inputs: Inputs) -> None:
        """Find out facts and problems of the images; `examined` brings them."""
        number = self._next("examine")
        self._submit(number, "examine", lambda: self._examine(number, inputs))

    def preview(self, request: Request) -> None:
        """Make a preview; one that is still being made is cancelled."""
        self.cancel()
        user = UserSettings.read()
        request = replace(request, entries=tuple(
            replace(entry, parameters=user.resolved(entry.parameters))
            for entry in request.entries))
        number = self._next("preview")
        progress = _SentProgress(self, number).until(lambda: self._latest["preview"] != number)
        self._submit(number, "preview", lambda: self._make(number, request, progress))

    def warm_up(self, methods: Iterable[Method]) -> None:
        """Have the kernels of methods compiled while there is nothing else to do."""
        methods = list(methods)
        self._pool.submit(lambda: None if self._closed else self._get_previewer().warm_up(methods))

    def cancel(self) -> None:
        """Cancel the preview that is being made; no signal of it comes any more."""
        self._next("preview")

    def close(self) -> None:
        """Cancel the work and end threads and process, for which it waits at most 3 s.

        The worker cannot be used any more.
        """
        self._closed = True
        self.cancel()
        self._next("examine")
        ends: list[Future[Any]] = [
            self._pool.submit(lambda: self._previewer and self._previewer.close()),
            self._examining.submit(lambda: None)]
        self._pool.shutdown(wait=False)
        self._examining.shutdown(wait=False)
        wait(ends, _SECONDS)

    def _get_previewer(self) -> PreviewService | Previewer:
        # Other threads may be chosen in the options, and packages installed there, at any time.
        settings = UserSettings.read()
        conditions = (settings.threads, settings.raster_cache, *sys.path)
        if self._previewer is not None and conditions != self._conditions:
            self._previewer.close()
            self._previewer = None
        if self._previewer is None:
            self._conditions = conditions
            try:
                self._previewer = PreviewService(
                    language(), settings.threads, settings.raster_cache_bytes)
            except InputError as error:
                _log(tr("Previews are made inside of QGIS, which may hesitate now and then. "
                        "{reason}").format(reason=error), Qgis.MessageLevel.Info)
                self._previewer = Previewer(settings.threads)
        return self._previewer

    def _next(self, kind: str) -> int:
        self._latest[kind] += 1
        return self._latest[kind]

    def _submit(self, number: int, kind: str, task: Callable[[], None]) -> None:
        def run() -> None:
            if self._latest[kind] == number:
                task()
        (self._examining if kind == "examine" else self._pool).submit(run)

    def _examine(self, number: int, inputs: Inputs) -> None:
        try:
            self._send("examined", number, examine(inputs))
        except Exception:  # the preview tells what is wrong; nobody else would hear of it here
            _log(traceback.format_exc(), Qgis.MessageLevel.Critical)

    def _make(self, number: int, request: Request, progress: Progress) -> None:
        try:
            self._get_previewer().preview(
                request, lambda preview: self._send("delivered", number, preview), progress,
                lambda measured: self._send("measured", number, measured))
        except Cancelled:
            pass
        except InputError as error:
            self._send("failed", number, error)
        except Exception as error:
            _log(traceback.format_exc(), Qgis.MessageLevel.Critical)
            self._send("failed", number, InputError(tr(
                "The preview failed unexpectedly ({error}). The log of messages tells more."
            ).format(error=str(error).strip().rpartition("\n")[2])))

    def _send(self, name: str, number: int, *values: Any) -> None:
        try:
            self._sent.emit(name, number, values)
        except RuntimeError:  # the dock was deleted meanwhile
            self._next("preview")

    def _receive(self, name: str, number: int, values: tuple) -> None:
        kind = "examine" if name == "examined" else "preview"
        if self._latest[kind] == number:
            getattr(self, name).emit(*values)


def _log(text: str, level: Qgis.MessageLevel) -> None:
    QgsMessageLog.logMessage(text, "STFusion", level)


class _SentProgress(Progress):
    """Sends the progress of a request as the worker's signal."""

    def __init__(self, worker: PreviewWorker, number: int):
        self._worker, self._number = worker, number

    def show(self, fraction: float, text: str) -> None:
        self._worker._send("progressed", self._number, fraction, text)
