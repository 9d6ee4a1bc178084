"""Networks of other families: several steps, noise, states that run through the image, masks."""

import json

import numpy as np
import pytest
from onnx import TensorProto, helper, numpy_helper

from stfusion_qgis.errors import InputError
from stfusion_qgis.images.window import Window
from stfusion_qgis.networks.contract import Contract, Input, Output, read_contract, write_contract
from stfusion_qgis.networks.describing import Knowledge, describe, parse_inputs
from stfusion_qgis.networks.noise_field import noise_in
from stfusion_qgis.progress import Progress
from tests.networks.network_files import Layers, plain_contract, save, tensor, terms
from tests.networks.test_tiled import fuse
from tests.scene_files import make_images

STEPS = 5


def diffusion(path, **changes):
    """Write a network that halves the distance between its state and a blurred coarse image.

    It adds a tenth of the time that is left to go, as a sign of having got it.
    """
    box = numpy_helper.from_array(np.full((1, 1, 3, 3), 1 / 9, np.float32), "box")
    half, tenth = (numpy_helper.from_array(np.float32(value), name)
                   for name, value in (("half", 0.5), ("tenth", 0.1)))
    save(path, [helper.make_node("Conv", ["x", "box"], ["seen"], pads=[1] * 4),
                helper.make_node("Sub", ["seen", "state"], ["way"]),
                helper.make_node("Mul", ["way", "half"], ["part"]),
                helper.make_node("Mul", ["time", "tenth"], ["sign"]),
                helper.make_node("Add", ["state", "part"], ["moved"]),
                helper.make_node("Add", ["moved", "sign"], ["y"])],
         [tensor(name, 1) for name in ("x", "state", "time")], [tensor("y", 1)],
         [box, half, tenth])
    contract = plain_contract(**{
        "inputs": (Input("x", terms("coarse_prediction")), Input("state", kind="state"),
                   Input("time", kind="time")), "steps": STEPS, "seed": 7, "halo": 1, **changes})
    write_contract(path, contract, path)
    return path


def test_noise_belongs_to_places():
    """It is the same in overlapping windows, and beyond the first row; and normal."""
    large = noise_in(Window(-5, -7, 300, 280), 2, 3)
    part = noise_in(Window(100, 50, 90, 130), 2, 3)
    np.testing.assert_array_equal(large[:, 105:195, 57:187], part)
    assert abs(large.mean()) < 0.02 and abs(large.std() - 1) < 0.02
    assert not np.array_equal(part, noise_in(Window(100, 50, 90, 130), 2, 4))
    assert not np.array_equal(part, noise_in(Window(100, 50, 90, 130), 2, 3, 1))


def test_a_diffusion_network_runs_its_steps(tmp_path):
    """The noise it begins with is left by 1 / 32, the time by its sum; tiles leave no trace."""
    scene = make_images(rows=150, columns=130, seed=1).open(tmp_path)
    path = diffusion(tmp_path / "d.onnx")
    small, large = (fuse(tmp_path, scene, path, tile_size=size) for size in (64, 256))
    np.testing.assert_allclose(small, large, atol=1e-5 * large.std())
    other = fuse(tmp_path, scene, diffusion(tmp_path / "e.onnx", seed=8))
    sample = scene.sample([scene.coarse_predictions[0]])[0]
    for band, difference in enumerate(other - large):
        noises = [noise_in(Window(0, 0, 150, 130), 1, seed, 1, band)[0] for seed in (7, 8)]
        expected = (noises[1] - noises[0]) / 2 ** STEPS * sample[band].std()
        np.testing.assert_allclose(difference, expected, atol=1e-3 * sample[band].std())
    one = fuse(tmp_path, scene, diffusion(tmp_path / "f.onnx", inputs=(
        Input("x", terms("coarse_prediction")), Input("state", terms("coarse_prediction")),
        Input("time", kind="time")), steps=1))
    assert np.abs(one - large).max() > 0.1 * sample.std()


def test_noise_is_an_input(tmp_path):
    """Of as many channels as the network wants."""
    weights = numpy_helper.from_array(np.ones((1, 3, 1, 1), np.float32), "w")
    path = save(tmp_path / "n.onnx", [helper.make_node("Conv", ["z", "w"], ["sum"]),
                                      helper.make_node("Add", ["x", "sum"], ["y"])],
                [tensor("x", 1), tensor("z", 3)], [tensor("y", 1)], [weights])
    contract = describe(path, tmp_path / "described.onnx",
                        Knowledge("x = coarse_prediction; z = noise", title="Noisy"), Progress())
    assert contract.inputs[1] == Input("z", kind="noise", noise=3)
    scene = make_images(rows=80, columns=90, bands=1, seed=1).open(tmp_path)
    first, again = (fuse(tmp_path, scene, tmp_path / "described.onnx") for _ in range(2))
    np.testing.assert_array_equal(first, again)
    noise = noise_in(Window(0, 0, 80, 90), 3, 1, 1, 0).sum(axis=0)
    assert np.corrcoef(first[0].ravel(), noise.ravel())[0, 1] > 0.5


def state_space(path):
    """Write a network that runs a state along the rows: h = 0.9 h + 0.1 x, as Mamba's, but fixed.

    Scan is the operator that such networks are exported with.
    """
    row = [1, 1, "columns"]
    body = helper.make_graph(
        [helper.make_node("Mul", ["h", "keep"], ["kept"]),
         helper.make_node("Mul", ["x", "take"], ["taken"]),
         helper.make_node("Add", ["kept", "taken"], ["next"]),
         helper.make_node("Identity", ["next"], ["out"])], "body",
        [helper.make_tensor_value_info("h", TensorProto.FLOAT, row),
         helper.make_tensor_value_info("x", TensorProto.FLOAT, row)],
        [helper.make_tensor_value_info("next", TensorProto.FLOAT, row),
         helper.make_tensor_value_info("out", TensorProto.FLOAT, row)],
        [numpy_helper.from_array(np.float32(value), name)
         for name, value in (("keep", 0.9), ("take", 0.1))])
    axis = numpy_helper.from_array(np.array([2], np.int64), "axis")
    return save(path, [
        helper.make_node("ReduceMean", ["images"], ["mean"], axes=[2], keepdims=0),
        helper.make_node("Scan", ["mean", "images"], ["last", "y"], body=body, num_scan_inputs=1,
                         scan_input_axes=[2], scan_output_axes=[2])],
        [tensor("images", 1)], [tensor("y", 1)], [axis])


def test_a_state_space_network_runs(tmp_path):
    """It sees all of the tile, which is found; and does what the recursion says."""
    contract = describe(state_space(tmp_path / "s.onnx"), tmp_path / "described.onnx",
                        Knowledge("coarse_prediction", title="States"), Progress())
    assert contract.tile_statistics
    scene = make_images(rows=60, columns=70, bands=1, seed=1).open(tmp_path)
    found = fuse(tmp_path, scene, tmp_path / "described.onnx", tile_size=256)[0]
    seen = scene.aligned(scene.coarse_predictions[0], "cubic").read(
        Window(0, 0, 60, 70)).values[0]
    state = 0.9 * found[20] + 0.1 * seen[21]
    np.testing.assert_allclose(found[21], state, atol=1e-3 * seen.std())


@pytest.mark.parametrize("changes, word", [
    ({"steps": 4}, "steps"),
    ({"inputs": (Input("x", terms("coarse_prediction")), Input("s", kind="state"))}, "steps"),
    ({"optional": terms("fine_2")[0].roles}, "optional"),
])
def test_contradictions_are_told(changes, word):
    with pytest.raises(InputError, match=word):
        Contract.from_json(plain_contract(**changes).to_json())


def test_the_contract_keeps_all(tmp_path):
    path = diffusion(tmp_path / "d.onnx")
    contract = read_contract(path)
    assert contract.steps == STEPS and contract.seed == 7
    assert [tensor.kind for tensor in contract.inputs] == ["images", "state", "time"]
    assert parse_inputs("x = fine_1, valid fine_1; s = state", ["x", "s"]) == (
        Input("x", terms("fine_1", "valid fine_1")), Input("s", kind="state"))
    usual = json.loads(plain_contract().to_json())
    assert not {"steps", "seed", "optional", "sensor_difference"} & set(usual)


def masked_network(path):
    """Write a network of one or two pairs: the mean of the fine images that are valid."""
    names = "fine_1", "valid fine_1", "fine_2", "valid fine_2", "coarse_prediction"
    layers = Layers(5)
    first, mask_1, second, mask_2, _ = (f"p{i}" for i in range(5))
    split = layers.weight(np.ones(5, np.int64))
    layers.nodes.append(helper.make_node(
        "Split", ["x", split], [f"p{i}" for i in range(5)], axis=1))
    for kind, ends, name in (("Mul", (first, mask_1), "a"), ("Mul", (second, mask_2), "b"),
                             ("Add", ("a", "b"), "sum"), ("Add", (mask_1, mask_2), "count"),
                             ("Max", ("count", layers.weight(np.float32(1))), "least"),
                             ("Div", ("sum", "least"), "y")):
        layers.nodes.append(helper.make_node(kind, ends, [name]))
    layers.save(path, [("y", 1)])
    second_pair = tuple(term.image for term in terms("fine_2", "coarse_2"))
    contract = Contract("Masked", (Input("x", terms(*names)),), Output("y"),
                        optional=second_pair[:1])
    write_contract(path, contract, path)
    return path


def test_masks_and_pairs_in_any_order(tmp_path):
    """A gap of one pair is predicted from the other one; without that one it stays a gap."""
    images = make_images(rows=60, columns=64, bands=1, seed=1, pairs=2)
    images.fine[0][:, 20:30, 10:30] = np.nan
    images.fine[1][:, 25:40, 25:40] = np.nan
    path = masked_network(tmp_path / "m.onnx")
    result = fuse(tmp_path, images.open(tmp_path), path)[0]
    gaps = np.isnan(images.fine[0][0]) & np.isnan(images.fine[1][0])
    np.testing.assert_array_equal(np.isnan(result), gaps)
    fine = np.array([image[0] for image in images.fine])
    expected = np.nansum(fine, axis=0) / np.maximum(np.isfinite(fine).sum(axis=0), 1)
    np.testing.assert_allclose(result[~gaps], expected[~gaps], rtol=1e-4)
    images.fine.reverse()
    images.coarse.reverse()
    (tmp_path / "turned").mkdir()
    np.testing.assert_allclose(fuse(tmp_path, images.open(tmp_path / "turned"), path)[0], result,
                               rtol=1e-5)


def test_a_missing_pair_is_all_zeros(tmp_path):
    images = make_images(rows=60, columns=64, bands=1, seed=1)
    images.fine[0][:, 20:30, 10:30] = np.nan
    path = masked_network(tmp_path / "m.onnx")
    result = fuse(tmp_path, images.open(tmp_path), path)[0]
    np.testing.assert_array_equal(np.isnan(result), np.isnan(images.fine[0][0]))
    known = np.isfinite(result)
    np.testing.assert_allclose(result[known], images.fine[0][0][known], rtol=1e-4)
