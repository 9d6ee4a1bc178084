"""The events of a training as text for people, and the log of the images as events."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from ...processes.event_stream import Emit
from ...progress import Progress
from ...remedies import Remedy


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


def part_of(emit: Emit, number: int, count: int) -> Emit:
    """Return how one of several trainings tells its progress: as a part of all."""
    def emit_part(event: str, **values: Any) -> None:
        if event == "progress":
            values["fraction"] = (number + values["fraction"]) / count
        emit(event, **values)

    return emit_part


class EventLog(Progress):
    """A progress whose log becomes events."""

    def __init__(self, emit: Emit):
        self._emit = emit

    def info(self, text: str) -> None:
        self._emit("message", level="info", text=text)

    def warn(self, text: str, remedy: Remedy | None = None) -> None:
        self._emit("message", level="warning", text=text)
