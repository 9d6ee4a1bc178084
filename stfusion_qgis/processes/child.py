"""Child processes: their output in lines or in events, the request to stop, and their end."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import signal
import subprocess  # nosec B404
import tempfile
import threading
from collections import deque
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

from ..errors import InputError
from ..translation import tr

_LAST_LINES = 8  # of what a program said before it ended, for a message
_LINES_KEPT = 200
_LONGEST_LINE = 300  # characters

_OUT_OF_MEMORY = ("MemoryError", "can't allocate memory", "Cannot allocate memory",
                  "out of memory", "bad_alloc", "not enough memory")
_NO_MEMORY_ON_WINDOWS = 0xC0000017
_BROKEN_LIBRARY = ("ImportError:", "ModuleNotFoundError:", "DLL load failed",
                   "cannot open shared object file", "Library not loaded")


_APART: Mapping[str, Any] = (
    {"creationflags": getattr(subprocess, "CREATE_NO_WINDOW", 0)} if os.name == "nt"
    else {"start_new_session": True})
"""Options of a program: no window on Windows, elsewhere a process group of its own."""


def _safe(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the variables, and the one that keeps Python from importing from the current folder.

    Python before 3.11 does not know it: therefore a child also starts in a folder of its own.
    """
    return {**environment, "PYTHONSAFEPATH": "1"}


def output_of(command: list[str], environment: Mapping[str, str], seconds: float
              ) -> subprocess.CompletedProcess[str]:
    """Return the output and the exit code of a program, which runs in an empty folder of its own.

    Raises:
        OSError: it cannot be started.
        subprocess.TimeoutExpired: it takes longer than `seconds`.
    """
    with tempfile.TemporaryDirectory(prefix="stfusion-") as folder:
        # A list of arguments, which no shell reads.
        return subprocess.run(  # nosec B603
            command, env=_safe(environment), timeout=seconds, capture_output=True, text=True,
            encoding="utf-8", errors="replace", stdin=subprocess.DEVNULL, cwd=folder, **_APART)


class Child:
    """A running program; a `with` statement ends it in any case.

    Its output is read on threads, so that it never waits for its reader.
    """

    def __init__(self, command: list[str], environment: Mapping[str, str], folder: str,
                 patience: float = 5.0, errors_apart: bool = True):
        """Start it in a folder of its own, from which Python imports nothing.

        errors_apart: whether standard error is kept for `failure`; otherwise it is part of the
            output.
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
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                stderr=subprocess.PIPE if errors_apart else subprocess.STDOUT, cwd=folder,
                env=_safe(environment), text=True, encoding="utf-8", errors="replace", **_APART)
        except OSError as error:
            raise InputError(tr("{python} cannot be started ({reason}).").format(
                python=command[0], reason=error.strerror or error)) from error
        self._prefer_to_be_killed()
        self._readers = [
            (stream, threading.Thread(target=read, args=(stream,), daemon=True))
            for stream, read in ((self._process.stdout, self._read_output),
                                 (self._process.stderr, self._read_errors))
            if stream is not None]
        for _, thread in self._readers:
            thread.start()

    def _prefer_to_be_killed(self) -> None:
        """Let Linux end the child, rather than QGIS, when memory runs out."""
        with contextlib.suppress(OSError):
            Path(f"/proc/{self._process.pid}/oom_score_adj").write_text("500", "ascii")

    def _read_output(self, stream: IO[str]) -> None:
        for line in stream:
            self._lines.put(line)
        self._lines.put(None)

    def _read_errors(self, stream: IO[str]) -> None:
        for line in stream:
            self._said.append(line.rstrip())

    def read_line(self, seconds: float) -> str | None:
        """Return the next line of its output; None if nothing came within `seconds`.

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
        return line.rstrip("\r\n")

    def read(self, seconds: float) -> dict[str, Any] | str | None:
        """Return the next event, or a line that is none; None if nothing came within `seconds`.

        Raises:
            EOFError: it has closed its output.
        """
        line = self.read_line(seconds)
        if line is None:
            return None
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
        stream = self._process.stdin
        with contextlib.suppress(OSError, ValueError):
            if stream is not None:
                stream.write(line + "\n")
                stream.flush()

    @property
    def is_alive(self) -> bool:
        """Say whether it still runs."""
        return self._process.poll() is None

    def ask_to_stop(self) -> None:
        """Write the line "stop" to its input."""
        self.send("stop")

    def close_input(self) -> None:
        """End its input, which tells it that nothing more will be asked."""
        with contextlib.suppress(OSError, ValueError):
            if self._process.stdin is not None:
                self._process.stdin.close()

    def end(self) -> int:
        """Return its exit code, which it has some seconds to give before it is killed."""
        if not self._ended_within(self._patience):
            self.kill()
        return self._process.returncode  # negative for the signal that ended it

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
        self.close()

    def close(self) -> None:
        """End it if it still runs, and close its streams."""
        self.kill()
        for stream, thread in self._readers:
            if thread is threading.current_thread():
                continue  # Python tidies up on any thread
            thread.join(self._patience)
            if not thread.is_alive():  # closing a stream that is being read would wait for it
                stream.close()
        self.close_input()

    def _await_errors(self) -> None:
        """Wait until its standard error is read to the end."""
        self._readers[-1][1].join(self._patience)

    def last_words(self) -> str:
        """Return the last line that it wrote and that is no event, "" for none; only at its end."""
        self._await_errors()
        return next((line for line in reversed(self._said) if line.strip()), "")

    def failure(self, work: str) -> str:
        """Return the reason of its end as a message for the user; only once it has ended.

        work: name of its work, which begins the message, such as "Training".
        """
        self._await_errors()
        code, said = self._process.returncode, "\n".join(self._said)
        if code in (-9, 137) or code % 2**32 == _NO_MEMORY_ON_WINDOWS \
                or any(words in said for words in _OUT_OF_MEMORY):
            return tr(
                "{work} was ended because memory ran out. Close other programs, or take smaller "
                "images or fewer of them. QGIS itself is not affected.").format(work=work)
        last = _telling([line[:_LONGEST_LINE] for line in self._said if line.strip()])
        if any(words in said for words in _BROKEN_LIBRARY):
            return tr("{work}: a library is missing or broken: {reason}").format(
                work=work, reason=last[-1])
        return tr("{work} ended unexpectedly ({reason}). QGIS itself is not affected. {words}"
                  ).format(work=work, reason=_reason(code), words="\n".join(
                      [tr("The last it said:"), *last] if last else []))


def _telling(lines: list[str]) -> list[str]:
    """Return the lines for a message: the last ones, or the beginning of Python's crash report."""
    fatal = next((i for i, line in enumerate(lines) if line.startswith("Fatal Python error")), None)
    return lines[-_LAST_LINES:] if fatal is None else lines[max(0, fatal - 1):][:_LAST_LINES]


def _reason(code: int) -> str:
    if code < 0:
        with contextlib.suppress(ValueError):
            return signal.Signals(-code).name
    return tr("exit code {code}").format(code=code if code < 256 else hex(code % 2**32))
