"""The service that makes previews in a process of its own, so that QGIS never waits for them.

Threads would share Python's lock with the window. QGIS also outlives whatever ends the process.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ..errors import Cancelled, InputError
from ..methods.method import Method
from ..processes.child import Child
from ..processes.interpreter import Interpreter
from ..progress import Progress
from ..remedies import Remedy
from ..translation import tr
from .measured import DeliverMeasured
from .messages import measured_from_json, preview_from_json, request_to_json
from .request import Request
from .result import Deliver, NothingToShow

_POLL_SECONDS = 0.05
_PATIENCE = 1.0  # seconds, as it has nothing to put in order; it may be compiling for long
_MODULE = "stfusion_qgis.preview.child"


class PreviewService:
    """Makes previews as `child.previewer.Previewer` does, in a process started when first needed.

    All methods are to be called from one thread.
    """

    def __init__(self, language: str = "", threads: int = 0, raster_cache: int = 128 * 2**20):
        """Find the Python for the process.

        language: of the messages, such as "zh_CN". threads: that predict, 0 for one a processor
        core. raster_cache: bytes of images that GDAL may keep.

        Raises:
            InputError: there is none.
        """
        self._interpreter = Interpreter.find(language=language)
        self._arguments = [str(threads), str(raster_cache)]
        self._folder = tempfile.mkdtemp(prefix="stfusion-previews-")
        self._child: Child | None = None
        self._number = 0

    def preview(self, request: Request, deliver: Deliver, progress: Progress,
                measured: DeliverMeasured | None = None) -> None:
        """Predict what a view shows; see `Previewer.preview`.

        Raises:
            InputError: no image can be shown, or the process has ended.
            Cancelled: through `progress`, at once.
            RuntimeError: the preview failed for a reason that no user can mend.
        """
        self._ask("preview", request, _Listener(progress, deliver, measured),
                  measure=measured is not None)

    def measure_scene(self, request: Request, measured: DeliverMeasured,
                      progress: Progress) -> None:
        """Measure the predictions of the whole scene; see `Previewer.measure_scene`.

        Raises:
            InputError, Cancelled, RuntimeError: as in `preview`.
        """
        self._ask("measure", request, _Listener(progress, measured=measured))

    def warm_up(self, methods: Iterable[Method]) -> None:
        """Have the kernels of methods compiled while there is nothing else to do."""
        self._send("warm_up", methods=[method.id for method in methods])

    def close(self) -> None:
        """End the process."""
        if self._child is not None:
            self._child.close_input()
            self._child.end()
            self._child.close()
            self._child = None
        shutil.rmtree(self._folder, ignore_errors=True)

    def _send(self, do: str, **values: Any) -> Child:
        """Send a command to the process, which is started if it does not run; return it."""
        if self._child is None:
            self._child = Child(
                [self._interpreter.path, "-m", _MODULE, self._folder, *self._arguments],
                self._interpreter.environment(), self._folder, _PATIENCE)
        self._child.send(json.dumps({"do": do, **values}))
        return self._child

    def _ask(self, do: str, request: Request, listener: _Listener, **values: Any) -> None:
        """Send a command, and listen until it is done."""
        self._number += 1
        child = self._send(do, number=self._number, request=request_to_json(request), **values)
        try:
            while self._hear(child, listener):
                listener.progress.check()
        except Cancelled:
            self._send("cancel")
            raise

    def _hear(self, child: Child, listener: _Listener) -> bool:
        """Wait a moment for an event, and handle it; return whether more will come."""
        try:
            event = child.read(_POLL_SECONDS)
        except EOFError:
            reason = child.last_words()
            child.close()
            self._child = None
            raise InputError(tr(
                "The preview ended unexpectedly. It begins anew with the next change. {reason}"
            ).format(reason=reason)) from None
        if not isinstance(event, dict):
            return True
        if event["number"] != self._number:  # of a request that was cancelled
            for kind in ("preview", "measured"):
                if event["event"] == kind:
                    with contextlib.suppress(OSError):
                        os.remove(event[kind]["file"])
            return True
        return listener.take(event)


@dataclass(frozen=True)
class _Listener:
    """Passes on the events of one request."""

    progress: Progress
    deliver: Deliver | None = None
    measured: DeliverMeasured | None = None

    def take(self, event: dict[str, Any]) -> bool:
        """Pass on an event; return whether more will come."""
        kind = event["event"]
        if kind == "progress":
            self.progress.show(*event["told"])
        elif kind == "preview" and self.deliver is not None:
            self.deliver(preview_from_json(event["preview"]))
        elif kind == "measured" and self.measured is not None:
            self.measured(measured_from_json(event["measured"]))
        elif kind == "failed":
            failure = NothingToShow if event["nothing_to_show"] else InputError
            remedy = event["remedy"]
            raise failure(event["text"], event["image"], remedy and Remedy(**remedy))
        elif kind == "broken":
            raise RuntimeError(event["text"])
        return kind != "done"
