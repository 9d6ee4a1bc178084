"""An ONNX network in onnxruntime, in the process that runs it."""

from __future__ import annotations

import contextlib
import threading
from typing import Any

import numpy as np

from ..memory import limited
from ..runtime import has_provider, make_session, onnxruntime, profiled, session_options
from .bound_run import BoundRun, Repetition


class NoSuchProvider(Exception):
    """The driver or the libraries of a provider are missing."""


class LoadedNetwork:
    """A network that can be run, by one thread at a time.

    inputs, outputs: as the file describes them, objects with name, type and shape.
    operations: after the first run, how many of its operations ran on which provider.
    """

    def __init__(self, path: str, provider: str, threads: int, memory: int):
        """Load a network.

        threads: of the processor. memory: the most bytes of the computer's memory to take.

        Raises:
            NoSuchProvider: the provider cannot be started.
            Exception: of onnxruntime, which has a class of its own for each code.
        """
        self.operations = {provider: 1}  # what is to be hoped for until it has run
        self._options: Any = None
        self._ending = threading.Lock()
        options = session_options(threads)
        with contextlib.ExitStack() as stack:
            profile = None if provider == "cpu" else stack.enter_context(profiled(options))
            with limited(options, memory):
                self._session = make_session(path, provider, options)
            if not has_provider(self._session, provider):
                raise NoSuchProvider
            self._profile, self._profile_context = profile, stack.pop_all()
        self._bound = BoundRun(self._session, provider)
        self.inputs, self.outputs = self._session.get_inputs(), self._session.get_outputs()

    def run(self, inputs: dict[str, np.ndarray], outputs: list[str], repetition: Repetition
            ) -> list[np.ndarray]:
        """Return outputs, by their names, for inputs by their names, after the last step.

        Raises:
            Exception: of onnxruntime.
        """
        options = onnxruntime().RunOptions()
        # Gives memory back after each run: many previews may keep a network open.
        options.add_run_config_entry("memory.enable_memory_arena_shrinkage", "cpu:0")
        with self._ending:
            self._options = options
        try:
            results = self._bound.run(inputs, outputs, repetition, options)
        finally:
            with self._ending:
                self._options = None
        if self._profile is not None:
            self.operations = dict(self._profile(self._session))
            self._profile = None
            self._profile_context.close()
        return results

    def stop(self) -> None:
        """End a run that goes on in another thread, between two of its operations."""
        with self._ending:
            if self._options is not None:
                self._options.terminate = True
