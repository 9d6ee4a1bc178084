"""The progress of a run on the terminal, and in a log of JSON lines."""

from __future__ import annotations

import datetime
import json
from typing import Any, TextIO

from ..progress import Progress
from ..remedies import Remedy

_WIDTH = 30  # characters of the bar
_STEP = 0.1  # of the progress, between lines where there is no terminal


class TerminalProgress(Progress):
    """A bar on a terminal, plain lines elsewhere; log: where JSON lines go, None for nowhere."""

    def __init__(self, stream: TextIO, log: TextIO | None = None):
        self._stream, self._log = stream, log
        self._is_terminal = stream.isatty()
        self._shown, self._written, self._bar = -1.0, -1.0, ""

    def show(self, fraction: float, text: str) -> None:
        if self._is_terminal:
            filled = round(_WIDTH * fraction)
            bar = f"[{'#' * filled}{'.' * (_WIDTH - filled)}] {fraction:4.0%} {text}"
            if bar != self._bar:
                self._write(f"\r\033[K{bar}")
                self._bar = bar
        elif fraction >= min(self._shown + _STEP, 1.0) > self._shown:
            self._shown = fraction
            self._write(f"{fraction:4.0%} {text}".rstrip() + "\n")
        if fraction >= self._written + 0.01:
            self._written = fraction
            self.log("progress", fraction=round(fraction, 4), text=text)

    def info(self, text: str) -> None:
        self._line(text)
        self.log("info", text=text)

    def warn(self, text: str, remedy: Remedy | None = None) -> None:
        self._line(f"! {text}")
        self.log("warning", text=text)

    def fail(self, text: str) -> None:
        """Say why the run ends."""
        self._line(text)
        self.log("error", text=text)

    def log(self, event: str, **entries: Any) -> None:
        """Write an event into the log alone."""
        if self._log is not None:
            now = datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="milliseconds")
            self._log.write(json.dumps({"time": now, "event": event, **entries},
                                       ensure_ascii=False) + "\n")
            self._log.flush()

    def _line(self, text: str) -> None:
        """Write a line above the bar."""
        self._write(f"\r\033[K{text}\n{self._bar}" if self._bar else f"{text}\n")

    def close(self) -> None:
        """Leave the bar where it is."""
        if self._bar:
            self._write("\n")
            self._bar = ""

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()
