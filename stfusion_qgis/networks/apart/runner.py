"""The process in which onnxruntime runs, seen from the one that asks for it.

What somebody else's network makes onnxruntime do, this process can end: it has a time to load, an
amount of memory, and it is killed when the user cancels and it does not listen.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import tempfile
import time
import weakref
from collections.abc import Callable
from typing import Any

import numpy as np

from ...errors import InputError
from ...processes.child import Child
from ...processes.interpreter import Interpreter
from ...translation import language
from .bound_run import ONCE, Repetition
from .tensor_files import read_tensors, write_tensors

_MODULE = "stfusion_qgis.networks.apart"
_POLL_SECONDS = 0.05
_PATIENCE = 1.0  # seconds to end a run when told to, and then to end
_KILLED = -9, 137  # exit codes of a process that the system ended, mostly as memory ran out

Check = Callable[[], None]


class TooSlow(Exception):
    """It has not answered in time."""


class Failed(Exception):
    """onnxruntime has failed.

    told: a message for the user, "" for none. reason: words of onnxruntime, "" where the
    provider is missing. lack_of_memory: whether this was the reason. version: of onnxruntime.
    """

    def __init__(self, told: str = "", reason: str = "", lack_of_memory: bool = False,
                 no_provider: bool = False, version: str = ""):
        super().__init__(told or reason)
        self.told, self.reason, self.lack_of_memory = told, reason, lack_of_memory
        self.no_provider, self.version = no_provider, version


class Runner:
    """A process for one network at a time; it goes when nobody knows it any more.

    memory: the limit of the first network in it, as older versions of onnxruntime keep it.
    held: the most bytes that it was seen to take since the network was loaded; 0 where unknown.
    """

    def __init__(self) -> None:
        """Start the process.

        Raises:
            InputError: there is no Python program.
        """
        interpreter = Interpreter.find(language=language())
        self.memory: int | None = None
        self.held = 0
        self._number = 0
        self._folder = tempfile.mkdtemp(prefix="stfusion-network-")
        try:
            self._child = Child([interpreter.path, "-m", _MODULE, self._folder],
                                interpreter.environment(), self._folder, _PATIENCE)
        except InputError:
            shutil.rmtree(self._folder, ignore_errors=True)
            raise
        self._close = weakref.finalize(self, _end, self._child, self._folder)

    def ask(self, do: str, check: Check, seconds: float = float("inf"), **values: Any
            ) -> dict[str, Any]:
        """Return the answer to a request.

        check: raises `Cancelled`; a run is then told to end, and the process killed if it does not.

        Raises:
            Failed: onnxruntime has failed, or ended this process.
            TooSlow: it takes longer than `seconds`; the process is gone.
            Cancelled: through `check`.
        """
        self._number += 1
        self._send(do, **values)
        end = time.monotonic() + seconds
        try:
            while True:
                check()
                answer = self._hear()
                if answer is not None:
                    break
                if time.monotonic() > end:
                    raise TooSlow
        except Exception:
            self._stop()
            raise
        event = answer.pop("event")
        if event == "failed":
            raise Failed(**answer)
        return answer

    def run(self, inputs: dict[str, np.ndarray], outputs: list[str], check: Check, seconds: float,
            repetition: Repetition = ONCE) -> tuple[list[np.ndarray], dict[str, int]]:
        """Return outputs of the network by their names, and how many operations ran on what.

        seconds: for all steps together.

        Raises: as `ask`.
            OSError: tensors cannot be written to the disk.
        """
        described = write_tensors(os.path.join(self._folder, "inputs"), list(inputs.values()))
        answer = self.ask("run", check, seconds, inputs=dict(zip(inputs, described)),
                          outputs=outputs, repetition=repetition._asdict())
        self.held = max(self.held, answer["held"] or 0)
        return read_tensors(os.path.join(self._folder, "outputs"), answer["outputs"]), answer[
            "operations"]

    def forget(self) -> None:
        """Let go of the network."""
        self.held = 0
        self._number += 1
        self._send("unload")

    def _send(self, do: str, **values: Any) -> None:
        self._child.send(json.dumps({"do": do, "number": self._number, **values}))

    def _hear(self) -> dict[str, Any] | None:
        """Return the answer to the latest request, None if it did not come within a moment."""
        try:
            answer = self._child.read(_POLL_SECONDS)
        except EOFError:
            code = self._child.end()
            told = self._child.failure("onnxruntime")
            self.close()
            raise Failed(told, lack_of_memory=code in _KILLED or "bad_alloc" in told) from None
        if not isinstance(answer, dict) or answer.pop("number") != self._number:
            return None
        return answer

    def _stop(self) -> None:
        """Tell it to end what it does, and end the process if it does not answer soon."""
        if not self.is_alive:
            return
        self._send("stop")
        end = time.monotonic() + _PATIENCE
        with contextlib.suppress(Failed):
            while self._hear() is None:
                if time.monotonic() > end:
                    self.close()
                    return

    @property
    def is_alive(self) -> bool:
        """Say whether it can be asked."""
        return self._close.alive and self._child.is_alive

    def close(self) -> None:
        """End the process."""
        self._close()


def _end(child: Child, folder: str) -> None:
    child.close()
    shutil.rmtree(folder, ignore_errors=True)
