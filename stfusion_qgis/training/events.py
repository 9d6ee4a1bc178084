"""What a training says while it runs, and how it is told to stop.

With `--events` each event is a JSON object on a line of standard output; a line "stop" on standard
input, its end (the parent is gone) or SIGTERM ends the training, which keeps what it has.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from typing import Any

from ..processes.event_stream import Emit
from ..progress import Progress


def as_text(event: str, **values: Any) -> None:
    """Write an event for people, on standard error."""
    line = _TEXTS.get(event, lambda **rest: f"{event}: {rest}")(**values)
    if line:
        print(line, file=sys.stderr, flush=True)


_TEXTS: dict[str, Callable[..., str]] = {
    "started": lambda device, parameters, held_out:
        f"Training {parameters} weights on {device}; held out: {held_out}",
    "progress": lambda fraction, step, loss, seconds: "",
    "validation": lambda step, error, baseline, best:
        f"step {step}: error {error:.6g}, temporal difference {baseline:.6g}"
        + (" *" if best else ""),
    "sample": lambda path, caption: f"{path}: {caption}",
    "message": lambda level, text: f"{level}: {text}" if level != "info" else text,
    "exported": lambda output, steps, seconds: f"{output}: {steps} steps in {seconds:.0f} s",
    "judging": lambda fraction, text: "",
    "verdict": lambda **values: "",
    "finished": lambda: "",
    "error": lambda text: f"error: {text}",
}


class Log(Progress):
    """Passes the log of the images' code on as events."""

    def __init__(self, emit: Emit, stop: threading.Event):
        self._emit, self._stop = emit, stop

    def is_cancelled(self) -> bool:
        return self._stop.is_set()

    def info(self, text: str) -> None:
        self._emit("message", level="info", text=text)

    def warn(self, text: str) -> None:
        self._emit("message", level="warning", text=text)
