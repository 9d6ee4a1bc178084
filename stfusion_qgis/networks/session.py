"""An ONNX network: inspected, loaded in a process of its own, run there."""

from __future__ import annotations

import hashlib
import os
import threading
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple, Union

import numpy as np

from ..errors import InputError
from ..translation import tr
from .apart.bound_run import ONCE, Repetition
from .apart.idle_runner import given_back, taken
from .apart.runner import Failed, Runner, TooSlow
from .inspection.activations import least_memory
from .inspection.graph_parts import Network
from .inspection.inspecting import inspected
from .inspection.weights_elsewhere import weight_files
from .onnx_file import read_opsets
from .runtime import check_installed

_LOADING_SECONDS = {"cpu": 30.0, "tensorrt": 1800.0}
_LOADING_SECONDS_ELSEWHERE = 120.0
_BYTES_A_SECOND = 10e6  # of weights, from a slow disk

RUN_SECONDS = 600.0
"""For one tile; whoever has a slower network takes smaller tiles."""

_MORE_MEMORY = 512 * 2**20  # bytes, besides the network's: of threads, and of tensors on their way
_MORE_A_THREAD = 16 * 2**20


class TooLittleMemory(InputError):
    """A network needs more memory than it may take."""


class TakesTooLong(InputError):
    """A network does not end in the time that it has."""


class ProviderFailed(InputError):
    """A provider other than the CPU does not run a network; the message says why."""


class TensorInfo(NamedTuple):
    """An input or output as the file describes it.

    type: such as "tensor(float)". shape: sides; a text or None where it is free.
    """

    name: str
    type: str
    shape: list[Union[int, str, None]]


class Session:
    """A network that can be run; from several threads, one after the other.

    inputs, outputs: as the file describes them. network: its operations.
    provider: what was asked to run it; see `runtime.PROVIDERS`.
    operations: after the first run, how many of its operations ran on which provider.
    """

    def __init__(self, path: str | Path, provider: str = "cpu", threads: int = 1,
                 memory: int = 2**31, check: Callable[[], None] = lambda: None):
        """Load a network.

        threads: of the processor. memory: the most bytes of the computer's memory to take.
        check: raises `Cancelled`.

        Raises:
            InputError: the file cannot be loaded, or must not be; the message names it.
            ProviderFailed: the provider cannot be started.
            TooLittleMemory: its weights alone need more memory.
            Cancelled: through `check`.
        """
        self.path, self.provider = str(path), provider
        self.operations = {provider: 1}  # what is to be hoped for until it has run
        self._name = os.path.basename(path)
        self._threads, self._memory = threads, memory
        self._lock = threading.Lock()
        check_installed()
        self.network = inspected(path)
        if least_memory(self.network, _smallest_inputs(self.network))[0] > memory:
            raise TooLittleMemory(_needs_memory(self._name))
        self._runner, self._release = self._load(check)

    def __reduce__(self) -> tuple[Any, ...]:
        """Return how another process loads the same network: from the same path."""
        return Session, (self.path, self.provider, self._threads, self._memory)

    def _load(self, check: Callable[[], None]) -> tuple[Runner, weakref.finalize]:
        size = os.path.getsize(self.path) + sum(
            os.path.getsize(path) for path in weight_files(self.path, self.network))
        seconds = size / _BYTES_A_SECOND + _LOADING_SECONDS.get(
            self.provider, _LOADING_SECONDS_ELSEWHERE)
        runner = taken(self._memory)
        try:
            loaded = runner.ask(
                "load", check, seconds, path=os.path.abspath(self.path), provider=self.provider,
                threads=self._threads, memory=self._memory, within=seconds,
                more=2 * size + _MORE_MEMORY + _MORE_A_THREAD * self._threads)
        except Failed as failure:
            given_back(runner)
            raise self._loading_failed(failure) from None
        except TooSlow:
            raise InputError(tr(
                "{file} was not loaded within {seconds:.0f} seconds, so it is left alone. Export "
                "it again, as a smaller network.").format(file=self._name, seconds=seconds)
                ) from None
        self.inputs, self.outputs = ([TensorInfo(*tensor) for tensor in loaded[key]]
                                     for key in ("inputs", "outputs"))
        return runner, weakref.finalize(self, given_back, runner)

    @property
    def runs_on(self) -> str:
        """Return the provider that really ran most of the network."""
        return max(self.operations, key=lambda provider: (
            provider == self.provider, self.operations[provider]))

    @property
    def memory_held(self) -> int:
        """Return the most bytes that its process was seen to take, 0 where that is unknown."""
        return self._runner.held

    def fingerprint(self) -> str:
        """Return the SHA-256 of the file."""
        digest = hashlib.sha256()
        with open(self.path, "rb") as file:
            for part in iter(lambda: file.read(2**20), b""):
                digest.update(part)
        return digest.hexdigest()

    def run(self, inputs: dict[str, np.ndarray], outputs: list[str],
            check: Callable[[], None] = lambda: None, seconds: float = RUN_SECONDS,
            repetition: Repetition = ONCE) -> list[np.ndarray]:
        """Return outputs, by their names, for inputs by their names, after the last step.

        check: raises `Cancelled` to end the run. seconds: that a step may take.

        Raises:
            TooLittleMemory: it would need more memory than it may take.
            TakesTooLong: it was ended.
            InputError: it fails.
        """
        with self._lock:
            check()
            if not self._runner.is_alive:  # it did not end when a run was cancelled
                self._release.detach()
                self._runner, self._release = self._load(check)
            try:
                results, self.operations = self._runner.run(
                    inputs, outputs, check, seconds * repetition.steps, repetition)
            except Failed as failure:
                check()
                raise self._running_failed(failure) from None
            except TooSlow:
                raise TakesTooLong(tr(
                    "{file} takes longer than {seconds:.0f} seconds for one tile, so it was ended. "
                    "Choose a smaller tile size, or another network.").format(
                        file=self._name, seconds=seconds)) from None
            except OSError as error:
                raise InputError(tr("The images for {file} cannot be written into the folder for "
                                    "temporary files ({reason}).").format(
                                        file=self._name, reason=error.strerror or error)
                                 ) from error
        return results

    def _loading_failed(self, failure: Failed) -> InputError:
        if failure.lack_of_memory:
            return TooLittleMemory(_needs_memory(self._name))
        if failure.no_provider:
            return ProviderFailed(tr("its driver or its libraries are missing"))
        if failure.told:
            return InputError(failure.told)
        reason = failure.reason
        if "ir version" in reason.lower():
            return InputError(tr(
                "{file} is in a newer version of the ONNX format than the installed onnxruntime "
                "{version} knows. Update onnxruntime, or export the network with an older version "
                "of the package onnx ({reason}).").format(
                    file=self._name, version=failure.version, reason=reason))
        if "opset" in reason.lower():
            opset = read_opsets(self.path).get("", "?")
            return InputError(tr(
                "{file} is written in ONNX opset {opset}, for which the installed onnxruntime "
                "{version} was not made. Update onnxruntime, or export the network with opset 17 "
                "({reason}).").format(
                    file=self._name, opset=opset, version=failure.version, reason=reason))
        if self.provider != "cpu":
            return ProviderFailed(reason)
        return InputError(tr("onnxruntime cannot load {file}: {reason}.").format(
            file=self._name, reason=reason))

    def _running_failed(self, failure: Failed) -> InputError:
        if failure.lack_of_memory:
            return TooLittleMemory(_needs_memory(self._name))
        if self.provider != "cpu":
            return ProviderFailed(failure.told or failure.reason)
        if failure.told:
            return InputError(failure.told)
        return InputError(tr("{file} fails when it runs: {reason}. If sizes do not fit, correct "
                             "'tile_multiple' in its contract with 'Describe network'.").format(
                                 file=self._name, reason=failure.reason))


def _smallest_inputs(network: Network) -> dict[str, tuple[int, ...]]:
    """Return the shapes of the inputs where free sides are of one pixel."""
    return {name: tuple(1 if side is None else side for side in shape)
            for name, shape in network.graph.inputs.items()}


def _needs_memory(name: str) -> str:
    return tr("{file} needs more memory than it may take. Give it more by 'Memory limit', or use a "
              "smaller network.").format(file=name)
