"""Makes previews for the process that started it.

`python -m stfusion_qgis.preview.serve FOLDER THREADS CACHE` reads commands, and writes events, each
a line of JSON: see `remote.py`, the other side of it. It ends when its input ends. Images go into
files of FOLDER; GDAL keeps CACHE bytes of images.
"""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import sys
import threading
import traceback
from typing import Any, TextIO

from osgeo import gdal

from ..errors import Cancelled, InputError
from ..methods import all_methods
from ..progress import Progress
from ..qm_file import speak
from ..threads import make_pool
from .local import LocalPreviewer
from .making import NothingToShow
from .messages import preview_to_json, request_from_json
from .preview import Preview

_NICENESS = 2  # the window of QGIS goes first


def main(folder: str, threads: str, cache: str) -> None:
    """Serve until the input ends."""
    with contextlib.suppress(AttributeError, OSError):  # Windows has no such thing
        os.nice(_NICENESS)
    speak(os.environ.get("STFUSION_LANGUAGE", ""))
    gdal.SetCacheMax(int(cache))
    server = _Server(folder, int(threads), _own_stdout())
    for line in sys.stdin:
        server.obey(json.loads(line))
    server.close()


def _own_stdout() -> TextIO:
    """Return standard output for the events alone: what libraries print goes to standard error."""
    own = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return own


class _Server:
    def __init__(self, folder: str, threads: int, output: TextIO):
        self._folder, self._output = folder, output
        self._lock = threading.Lock()
        self._files = itertools.count()
        self._previewer = LocalPreviewer(threads)
        self._pool = make_pool(1)
        self._cancelled = threading.Event()

    def obey(self, command: dict[str, Any]) -> None:
        """Begin what is asked for; what was asked for before is cancelled."""
        self._cancelled.set()
        if command["do"] == "preview":
            self._cancelled = threading.Event()
            self._pool.submit(self._preview, command["number"], command["request"],
                              self._cancelled)
        elif command["do"] == "warm_up":
            self._previewer.warm_up([all_methods()[method] for method in command["methods"]])

    def close(self) -> None:
        """End all threads."""
        self._cancelled.set()
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._previewer.close()

    def _preview(self, number: int, request: dict[str, Any], cancelled: threading.Event) -> None:
        if cancelled.is_set():
            return

        def say(event: str, **values: Any) -> None:
            self._say(event, number=number, **values)

        def deliver(preview: Preview) -> None:
            path = os.path.join(self._folder, f"{next(self._files)}.images")
            say("preview", preview=preview_to_json(preview, path))

        try:
            self._previewer.preview(request_from_json(request), deliver,
                                    _Told(cancelled, lambda *told: say("progress", told=told)))
            say("done")
        except Cancelled:
            pass
        except InputError as error:
            say("failed", text=str(error), image=error.image,
                nothing_to_show=isinstance(error, NothingToShow))
        except Exception:
            say("broken", text=traceback.format_exc())

    def _say(self, event: str, **values: Any) -> None:
        with self._lock, contextlib.suppress(BrokenPipeError):
            print(json.dumps({"event": event, **values}), file=self._output, flush=True)


class _Told(Progress):
    def __init__(self, cancelled: threading.Event, show: Any):
        self._cancelled, self._show = cancelled, show

    def is_cancelled(self) -> bool:
        return self._cancelled.is_set()

    def show(self, fraction: float, text: str) -> None:
        self._show(fraction, text)


if __name__ == "__main__":
    main(*sys.argv[1:])
