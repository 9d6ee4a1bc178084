"""An ONNX network in onnxruntime: opened, checked, run."""

from __future__ import annotations

import contextlib
import hashlib
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from ..errors import Cancelled, InputError
from ..translation import tr
from .memory import is_lack_of_memory, limited
from .onnx_file import read_opsets
from .runtime import (
    has_provider,
    make_session,
    onnxruntime,
    profiled,
    reason_of,
    session_options,
)

_POLL_SECONDS = 0.1


class TooLittleMemory(InputError):
    """A network needs more memory than it may take."""


class ProviderFailed(InputError):
    """A provider other than the CPU does not run a network; the message says why."""


class Session:
    """A network that can be run; from several threads, one after the other.

    inputs, outputs: as the file describes them, objects with name, type and shape.
    provider: what was asked to run it; see `runtime.PROVIDERS`.
    operations: after the first run, how many of its operations ran on which provider.
    """

    def __init__(self, path: str | Path, provider: str = "cpu", threads: int = 1,
                 memory: int = 2**31):
        """Load a network.

        threads: of the processor. memory: the most bytes of the computer's memory to take.

        Raises:
            InputError: the file cannot be loaded; the message names it.
            ProviderFailed: the provider cannot be started.
            TooLittleMemory: its weights alone need more memory.
        """
        self.path, self.provider = str(path), provider
        self.operations = {provider: 1}  # what is to be hoped for until it has run
        self._name = os.path.basename(path)
        self._lock = threading.Lock()
        options = session_options(threads)
        self._profile_context = contextlib.ExitStack()
        self._profile = None
        if provider != "cpu":
            self._profile = self._profile_context.enter_context(profiled(options))
        try:
            with limited(options, memory):
                self._session = make_session(self.path, provider, options)
        except Exception as error:  # onnxruntime has a class of its own for each code
            self._profile_context.close()
            raise self._loading_failed(error) from error
        if not has_provider(self._session, provider):
            self._profile_context.close()
            raise ProviderFailed(tr("its driver or its libraries are missing"))
        self.inputs, self.outputs = self._session.get_inputs(), self._session.get_outputs()

    @property
    def runs_on(self) -> str:
        """Return the provider that really ran most of the network."""
        return max(self.operations, key=lambda provider: (
            provider == self.provider, self.operations[provider]))

    def fingerprint(self) -> str:
        """Return the SHA-256 of the file."""
        digest = hashlib.sha256()
        with open(self.path, "rb") as file:
            for part in iter(lambda: file.read(2**20), b""):
                digest.update(part)
        return digest.hexdigest()

    def run(self, inputs: dict[str, np.ndarray], outputs: list[str],
            check: Callable[[], None] = lambda: None) -> list[np.ndarray]:
        """Return outputs, by their names, for inputs by their names.

        check: raises `Cancelled` to end the run.

        Raises:
            TooLittleMemory: it would need more memory than it may take.
            InputError: it fails.
        """
        with self._lock:
            check()
            try:
                with _ended_by(check) as options:
                    # Copies: what onnxruntime returns keeps large pieces of its memory.
                    results = [np.array(result) for result in self._session.run(
                        outputs, inputs, options)]
            except Exception as error:
                check()
                raise self._running_failed(error) from error
            if self._profile is not None:
                self.operations = dict(self._profile(self._session))
                self._profile_context.close()
                self._profile = None
        return results

    def _loading_failed(self, error: Exception) -> InputError:
        if is_lack_of_memory(error):
            return TooLittleMemory(_needs_memory(self._name))
        reason = reason_of(error)
        if "opset" in reason.lower() or "ir version" in reason.lower():
            opset = read_opsets(self.path).get("", "?")
            return InputError(tr(
                "{file} is written in ONNX opset {opset}, for which the installed onnxruntime "
                "{version} was not made. Update onnxruntime, or export the network with opset 17 "
                "({reason}).").format(
                    file=self._name, opset=opset, version=onnxruntime().__version__,
                    reason=reason))
        if self.provider != "cpu":
            return ProviderFailed(reason)
        return InputError(tr("onnxruntime cannot load {file}: {reason}.").format(
            file=self._name, reason=reason))

    def _running_failed(self, error: Exception) -> InputError:
        if is_lack_of_memory(error):
            return TooLittleMemory(_needs_memory(self._name))
        if self.provider != "cpu":
            return ProviderFailed(reason_of(error))
        return InputError(tr("{file} fails when it runs: {reason}. If sizes do not fit, correct "
                             "'tile_multiple' in its contract with 'Describe network'.").format(
                                 file=self._name, reason=reason_of(error)))


def _needs_memory(name: str) -> str:
    return tr("{file} needs more memory than it may take. Give it more by 'Memory limit', or use a "
              "smaller network.").format(file=name)


@contextlib.contextmanager
def _ended_by(check: Callable[[], None]) -> Iterator[Any]:
    """Yield options of a run that ends soon after `check` raises `Cancelled`."""
    options = onnxruntime().RunOptions()
    # Gives memory back after each run: many previews may keep a network open.
    options.add_run_config_entry("memory.enable_memory_arena_shrinkage", "cpu:0")
    done = threading.Event()

    def watch() -> None:
        while not done.wait(_POLL_SECONDS):
            try:
                check()
            except Cancelled:
                options.terminate = True
                return

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield options
    finally:
        done.set()
        watcher.join()
