"""Makes previews for the process that started it.

`python -m stfusion_qgis.preview.child FOLDER THREADS CACHE` reads commands, and writes events, each
a line of JSON: see `preview/service.py`, its other end. It ends when its input ends. Images go into
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
from typing import Any

from osgeo import gdal

from ...errors import Cancelled, InputError
from ...memory_errors import out_of_memory
from ...methods import all_methods
from ...processes.event_stream import Emit, as_json, own_stdout
from ...progress import Progress
from ...qm_file import speak
from ...threads import make_pool
from ..measured import Measured
from ..messages import measured_to_json, preview_to_json, remedy_to_json, request_from_json
from ..result import NothingToShow, Preview
from .previewer import Previewer

_NICENESS = 2  # the window of QGIS goes first


def main(folder: str, threads: str, cache: str) -> None:
    """Serve until the input ends."""
    with contextlib.suppress(AttributeError, OSError):  # Windows has no such thing
        os.nice(_NICENESS)
    speak(os.environ.get("STFUSION_LANGUAGE", ""))
    gdal.SetCacheMax(int(cache))
    server = _Server(folder, int(threads), as_json(own_stdout()))
    for line in sys.stdin:
        server.obey(json.loads(line))
    server.close()


class _Server:
    def __init__(self, folder: str, threads: int, emit: Emit):
        self._folder, self._emit = folder, emit
        self._files = itertools.count()
        self._previewer = Previewer(threads)
        self._pool = make_pool(1)
        self._cancelled = threading.Event()

    def obey(self, command: dict[str, Any]) -> None:
        """Begin what is asked for; what was asked for before is cancelled."""
        self._cancelled.set()
        if command["do"] in ("preview", "measure"):
            self._cancelled = threading.Event()
            self._pool.submit(self._make, command, self._cancelled)
        elif command["do"] == "warm_up":
            self._previewer.warm_up([all_methods()[method] for method in command["methods"]])

    def close(self) -> None:
        """End all threads."""
        self._cancelled.set()
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._previewer.close()

    def _make(self, command: dict[str, Any], cancelled: threading.Event) -> None:
        if cancelled.is_set():
            return

        def say(event: str, **values: Any) -> None:
            self._emit(event, number=command["number"], **values)

        def deliver(preview: Preview) -> None:
            say("preview", preview=preview_to_json(preview, self._new_path()))

        def tell(measured: Measured) -> None:
            say("measured", measured=measured_to_json(measured, self._new_path()))

        progress = _SentProgress(lambda *told: say("progress", told=told)).until(cancelled.is_set)
        try:
            request = request_from_json(command["request"])
            if command["do"] == "measure":
                self._previewer.measure_scene(request, tell, progress)
            else:
                self._previewer.preview(request, deliver, progress,
                                        tell if command["measure"] else None)
            say("done")
        except Cancelled:
            pass
        except InputError as error:
            say("failed", text=str(error), image=error.image,
                remedy=error.remedy and remedy_to_json(error.remedy),
                nothing_to_show=isinstance(error, NothingToShow))
        except MemoryError:
            say("failed", text=out_of_memory(), image="", remedy=None, nothing_to_show=False)
        except Exception:
            say("broken", text=traceback.format_exc())

    def _new_path(self) -> str:
        return os.path.join(self._folder, f"{next(self._files)}.arrays")


class _SentProgress(Progress):
    def __init__(self, show: Any):
        self._show = show

    def show(self, fraction: float, text: str) -> None:
        self._show(fraction, text)


if __name__ == "__main__":
    main(*sys.argv[1:])
