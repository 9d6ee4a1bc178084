"""Tensors that stay where a network runs: the same numbers as without, and what is done elsewhere.

No graphics card is needed: on the processor the very same code binds tensors in its own memory.
"""

import numpy as np
import pytest
from onnx import helper

from stfusion_qgis.networks.apart.bound_run import ONCE, BoundRun, Repetition
from stfusion_qgis.networks.runtime import make_session, session_options
from tests.networks.network_files import save, tensor
from tests.networks.test_prediction_steps import STEPS, diffusion

onnxruntime = pytest.importorskip("onnxruntime")

REPEATED = Repetition(STEPS, "state", "time")


def opened(path):
    return make_session(str(path), "cpu", session_options(2))


def inputs_of(side=40):
    random = np.random.default_rng(1)
    return {name: random.standard_normal((1, 1, side, side), np.float32)
            for name in ("x", "state")} | {"time": np.ones((1, 1, side, side), np.float32)}


def plain(session, given, steps=STEPS):
    """Return the prediction without binding anything, step by step."""
    for step in range(steps):
        time = np.full_like(given["time"], np.float32(1 - step / steps))
        result = session.run(["y"], {**given, "time": time})
        given = {**given, "state": result[0]}
    return result


def test_steps_are_those_of_a_plain_run_to_the_last_bit(tmp_path):
    session, given = opened(diffusion(tmp_path / "d.onnx")), inputs_of()
    before = {name: values.copy() for name, values in given.items()}
    run = BoundRun(session, "cpu")
    for side in (40, 24, 40):  # buffers of another size are not taken for those of this one
        part = {name: values[..., :side, :side] for name, values in given.items()}
        np.testing.assert_array_equal(
            run.run(part, ["y"], REPEATED, onnxruntime.RunOptions()), plain(session, part))
    for name, values in before.items():
        np.testing.assert_array_equal(given[name], values)
    once = run.run(given, ["y"], ONCE, onnxruntime.RunOptions())
    np.testing.assert_array_equal(once, session.run(["y"], given))


@pytest.mark.parametrize("provider", ["cuda", "directml"])
def test_a_device_that_cannot_hold_tensors(tmp_path, provider):
    """They lie in the memory of the computer then, once and for all."""
    session, given = opened(diffusion(tmp_path / "d.onnx")), inputs_of()
    run = BoundRun(session, provider)
    assert len(run.devices) == 2
    np.testing.assert_array_equal(
        run.run(given, ["y"], REPEATED, onnxruntime.RunOptions()), plain(session, given))
    assert run.devices == ["cpu"]


class Counting:
    """A session that counts what is bound; as one of a card it would be copied there."""

    def __init__(self, session):
        self._session, self.bound, self.fetched = session, [], 0

    def io_binding(self):
        outer, binding = self, self._session.io_binding()

        class Binding:
            def __getattr__(self, name):
                return getattr(binding, name)

            def bind_ortvalue_input(self, name, value):
                outer.bound.append(name)
                binding.bind_ortvalue_input(name, value)

            def copy_outputs_to_cpu(self):
                outer.fetched += 1
                return binding.copy_outputs_to_cpu()

            inner = binding

        return Binding()

    def run_with_iobinding(self, binding, options):
        self._session.run_with_iobinding(binding.inner, options)


def test_what_does_not_change_is_copied_once(tmp_path):
    session = Counting(opened(diffusion(tmp_path / "d.onnx")))
    BoundRun(session, "cpu").run(inputs_of(), ["y"], REPEATED, onnxruntime.RunOptions())
    assert [session.bound.count(name) for name in ("x", "state", "time")] == [1, STEPS, STEPS]
    assert session.fetched == 1


def test_a_run_that_is_ended_is_not_tried_again(tmp_path):
    run = BoundRun(opened(diffusion(tmp_path / "d.onnx")), "cpu")
    run.devices = ["cpu", "cpu"]
    options = onnxruntime.RunOptions()
    options.terminate = True
    with pytest.raises(Exception, match="terminate"):
        run.run(inputs_of(), ["y"], REPEATED, options)
    assert len(run.devices) == 2


def test_a_state_of_another_shape_ends_the_run(tmp_path):
    """The contract is wrong; who asked sees it by the shape."""
    path = save(tmp_path / "c.onnx", [helper.make_node("Concat", ["x", "x"], ["y"], axis=1)],
                [tensor("x", "few")], [tensor("y", "more")])
    run = BoundRun(opened(path), "cpu")
    given = {"x": np.ones((1, 2, 8, 8), np.float32)}
    result = run.run(given, ["y"], Repetition(3, "x"), onnxruntime.RunOptions())
    assert result[0].shape == (1, 4, 8, 8)
