"""A child's side of the pipes: it writes events as lines of JSON, and reads requests to stop."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
import threading
from collections.abc import Callable
from typing import Any, TextIO

Emit = Callable[..., None]
"""Writes an event: its name and its values, as in `emit("progress", fraction=0.5)`."""


def own_stdout() -> TextIO:
    """Return standard output for the events alone: what libraries print goes to standard error."""
    sys.stdout.flush()
    own = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return own


def as_json(file: TextIO) -> Emit:
    """Return a function that writes events into `file`, each a line of JSON, from any thread.

    Nothing happens once nobody reads them any more.
    """
    lock = threading.Lock()

    def emit(event: str, **values: Any) -> None:
        with lock, contextlib.suppress(BrokenPipeError):
            print(json.dumps({"event": event, **values}, ensure_ascii=False), file=file, flush=True)
    return emit


def stop_on_request(listen: bool) -> threading.Event:
    """Return an event that is set when the work shall end.

    listen: to standard input, besides signals: a line "stop", or its end as the parent is gone.
    """
    stop = threading.Event()
    for name in ("SIGTERM", "SIGINT"):
        signal.signal(getattr(signal, name), lambda *_: stop.set())
    if listen:
        threading.Thread(target=_listen, args=(stop,), daemon=True).start()
    return stop


def _listen(stop: threading.Event) -> None:
    for line in sys.stdin:
        if line.strip() == "stop":
            break
    stop.set()
