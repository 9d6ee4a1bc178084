"""A program that tells what it does in events, a line of JSON each, and can be asked to stop."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import signal
import subprocess  # nosec B404
import threading
from collections import deque
from pathlib import Path
from typing import Any

from ..errors import InputError
from ..translation import tr
from .interpreter import APART

_LAST_LINES = 8  # of what a program said before it ended, for a message
_LINES_KEPT = 200
_LONGEST_LINE = 300  # characters

_OUT_OF_MEMORY = ("MemoryError", "can't allocate memory", "Cannot allocate memory",
                  "out of memory", "bad_alloc", "not enough memory")
_NO_MEMORY_ON_WINDOWS = 0xC0000017
_BROKEN_LIBRARY = ("ImportError:", "ModuleNotFoundError:", "DLL load failed",
                   "cannot open shared object file", "Library not loaded")


class Child:
    """A running program. In a `with` statement it has ended, whatever happens, when this is left.

    Its output is read on threads, so that it never waits for whoever listens.
    """

    def __init__(self, command: list[str], environment: dict[str, str], folder: str,
                 patience: float = 5.0):
        """Start it in a folder.

        patience: seconds that it has to end by itself when told to, before it is killed.

        Raises:
            InputError: it cannot be started.
        """
        self._patience = patience
        self._said: deque[str] = deque(maxlen=_LINES_KEPT)
        self._lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        try:
            # A list of arguments, which no shell reads.
            self._process = subprocess.Popen(  # nosec B603
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                cwd=folder, env=environment, text=True, encoding="utf-8", errors="replace",
                **APART)
        except OSError as error:
            raise InputError(tr("{python} cannot be started ({reason}).").format(
                python=command[0], reason=error.strerror or error)) from error
        self._prefer_to_be_killed()
        self._threads = [threading.Thread(target=work, daemon=True)
                         for work in (self._read_output, self._read_errors)]
        for thread in self._threads:
            thread.start()

    def _prefer_to_be_killed(self) -> None:
        """Let Linux end the child, rather than QGIS, when memory runs out."""
        with contextlib.suppress(OSError):
            Path(f"/proc/{self._process.pid}/oom_score_adj").write_text("500", "ascii")

    def _read_output(self) -> None:
        for line in self._process.stdout:
            self._lines.put(line)
        self._lines.put(None)

    def _read_errors(self) -> None:
        for line in self._process.stderr:
            self._said.append(line.rstrip())

    def read(self, seconds: float) -> dict[str, Any] | str | None:
        """Return the next event, or a line that is none; None if nothing came within `seconds`.

        Raises:
            EOFError: it has closed its output.
        """
        try:
            line = self._lines.get(timeout=seconds)
        except queue.Empty:
            if self._process.poll() is None:
                return None
            raise EOFError from None  # it has ended, but a program that it started has not
        if line is None:
            raise EOFError
        try:
            event = json.loads(line)
        except ValueError:
            event = None
        if isinstance(event, dict) and isinstance(event.get("event"), str):
            return event
        self._said.append(line.rstrip())
        return line.rstrip()

    def send(self, line: str) -> None:
        """Write a line to its input; nothing happens if it has ended meanwhile."""
        with contextlib.suppress(OSError, ValueError):
            self._process.stdin.write(line + "\n")
            self._process.stdin.flush()

    def ask_to_stop(self) -> None:
        """Write the line "stop" to its input."""
        self.send("stop")

    def close_input(self) -> None:
        """End its input, which tells it that nothing more will be asked."""
        with contextlib.suppress(OSError, ValueError):
            self._process.stdin.close()

    def end(self) -> int:
        """Return its exit code, which it has some seconds to give before it is killed."""
        if not self._ended_within(self._patience):
            self.kill()
        return self._process.returncode

    def kill(self) -> None:
        """Tell it to end, and kill it if it does not."""
        for signal_name in ("SIGTERM", "SIGKILL"):
            if self._process.poll() is None:
                self._signal(signal_name)
                self._ended_within(self._patience)

    def _ended_within(self, seconds: float) -> bool:
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True

    def _signal(self, name: str) -> None:
        with contextlib.suppress(OSError):
            if os.name == "nt":
                self._process.terminate()
            else:  # programs that it has started belong to its group
                os.killpg(self._process.pid, getattr(signal, name))

    def __enter__(self) -> Child:
        return self

    def __exit__(self, *error: object) -> None:
        self.kill()
        for thread, stream in zip(self._threads, (self._process.stdout, self._process.stderr)):
            thread.join(self._patience)
            if not thread.is_alive():  # closing a stream that is being read would wait for it
                stream.close()
        self.close_input()

    def last_words(self) -> str:
        """Return the last line that it said on its errors, "" for none: to be asked at its end."""
        self._threads[1].join(self._patience)
        return next((line for line in reversed(self._said) if line.strip()), "")

    def failure(self) -> str:
        """Return why it ended, for people: to be asked once it has."""
        self._threads[1].join(self._patience)
        code, said = self._process.returncode, "\n".join(self._said)
        if code in (-9, 137) or code % 2**32 == _NO_MEMORY_ON_WINDOWS \
                or any(words in said for words in _OUT_OF_MEMORY):
            return tr(
                "Training was ended because memory ran out. Close other programs, or train on "
                "smaller images or fewer of them. QGIS itself is not affected.")
        last = _telling([line[:_LONGEST_LINE] for line in self._said if line.strip()])
        if any(words in said for words in _BROKEN_LIBRARY):
            return tr("A library that training needs is missing or broken: {reason}").format(
                reason=last[-1])
        return tr("Training ended unexpectedly ({reason}). QGIS itself is not affected. {words}"
                  ).format(reason=_reason(code), words="\n".join(
                      [tr("The last it said:"), *last] if last else []))


def _telling(lines: list[str]) -> list[str]:
    """Return the lines that tell most: the last ones, or where Python reports a crash."""
    fatal = next((i for i, line in enumerate(lines) if line.startswith("Fatal Python error")), None)
    return lines[-_LAST_LINES:] if fatal is None else lines[max(0, fatal - 1):][:_LAST_LINES]


def _reason(code: int) -> str:
    if code < 0:
        with contextlib.suppress(ValueError):
            return signal.Signals(-code).name
    return tr("exit code {code}").format(code=code if code < 256 else hex(code % 2**32))
