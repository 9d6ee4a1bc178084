"""A run of a network whose tensors stay where it computes: in the memory of a graphics card."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from ..runtime import onnxruntime

_DEVICES = {"cuda": "cuda", "tensorrt": "cuda", "directml": "dml"}
_CPU = "cpu"  # of which all other providers take tensors


class Repetition(NamedTuple):
    """The repetition of a network on what it gave before.

    steps: how often it runs. state: the input that gets its first output of the step before; time:
    the input that is 1 in the first step and less by 1 / steps in each. "" for none.
    """

    steps: int = 1
    state: str = ""
    time: str = ""

    def time_at(self, step: int) -> np.float32:
        """Return the value of the time in a step, of which the first one is 0."""
        return np.float32(1 - step / self.steps)


ONCE = Repetition()
"""A run in a single step."""


class BoundRun:
    """Runs a session by IO binding: inputs are copied to its device once, outputs back in the end.

    Where onnxruntime cannot bind tensors there, they are bound in the memory of the computer.

    devices: where tensors may lie, by onnxruntime's names, the first that works is taken.
    """

    def __init__(self, session: Any, provider: str):
        """session: of onnxruntime. provider: on which it runs."""
        self._session = session
        self.devices = list(dict.fromkeys((_DEVICES.get(provider, _CPU), _CPU)))

    def run(self, inputs: dict[str, np.ndarray], outputs: list[str], repetition: Repetition,
            options: Any) -> list[np.ndarray]:
        """Return outputs, by their names, after the last step.

        inputs: by name, those of the first step. options: of the run; they can end it. A state of
        another shape than it had before ends it, too, after that step.

        Raises:
            Exception: of onnxruntime.
        """
        while len(self.devices) > 1:
            try:
                return self._run(inputs, outputs, repetition, options)
            except Exception:  # whatever a driver comes up with
                if options.terminate:
                    raise
                self.devices.pop(0)
        return self._run(inputs, outputs, repetition, options)

    def _run(self, inputs: dict[str, np.ndarray], outputs: list[str], repetition: Repetition,
             options: Any) -> list[np.ndarray]:
        binding, device = self._session.io_binding(), self.devices[0]
        for name, values in inputs.items():
            _bind(binding, name, values, device)
        for step in range(repetition.steps):
            if step:
                state = binding.get_outputs()[0]
                if list(state.shape()) != list(inputs[repetition.state].shape):
                    break
                binding.bind_ortvalue_input(repetition.state, state)
            if step and repetition.time:
                _bind(binding, repetition.time,
                      np.full_like(inputs[repetition.time], repetition.time_at(step)), device)
            for name in outputs:  # anew, as it would write into the state that it reads
                binding.bind_output(name, device)
            self._session.run_with_iobinding(binding, options)
        return list(binding.copy_outputs_to_cpu())


def _bind(binding: Any, name: str, values: np.ndarray, device: str) -> None:
    values = np.ascontiguousarray(values)
    binding.bind_ortvalue_input(name, onnxruntime().OrtValue.ortvalue_from_numpy(values, device))
