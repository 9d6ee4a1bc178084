"""Networks on scenes: right, and independent of the tiles in which they run."""

import dataclasses

import numpy as np
import onnxruntime
import pytest
from scipy import ndimage

from stfusion_qgis import engine
from stfusion_qgis.images.inputs import Inputs
from stfusion_qgis.images.scene_opening import open_scene
from stfusion_qgis.images.source import Source
from stfusion_qgis.images.window import Window
from stfusion_qgis.methods.networkfusion import NetworkFusion
from stfusion_qgis.networks.contract import Contract, Input, Output, Scaling, write_contract
from stfusion_qgis.networks.opening import Options, open_network
from stfusion_qgis.progress import Progress
from tests.networks.network_files import Layers, small_network, terms
from tests.scene_files import make_images, read_tif, write_tif

METHOD = NetworkFusion()


def fuse(folder, scene, path, date=0, settings=None, **parameters):
    """Return what a network predicts, in float32, NaN where nothing."""
    outputs = [str(folder / f"out{i}.tif") for i in range(len(scene.coarse_predictions))]
    settings = settings or engine.Settings(float_output=True)
    engine.run(METHOD, scene, METHOD.Parameters(network_file=str(path), **parameters), outputs,
               settings=settings)
    return read_tif(outputs[date])


def deep_network(path, statistics=False, **changes):
    """Write a network with strides, dilation and a skip, and its contract: it sees 22 pixels."""
    layers = Layers(3, seed=3)
    layers.convolution(8, 5, 2).add("Relu", name="skip")
    layers.convolution(12, 3, 2, strides=[2, 2]).add("LeakyRelu")
    layers.nodes[-2].attribute[-2].ints[:] = [1, 1, 1, 1]
    if statistics:
        layers.normalisation()
    layers.add("Conv", layers.weight(np.random.default_rng(1).normal(
        0, 0.2, (12, 12, 3, 3)).astype(np.float32)), pads=[4] * 4, dilations=[4, 4])
    layers.add("Tanh")
    layers.add("ConvTranspose", layers.weight(np.random.default_rng(2).normal(
        0, 0.2, (12, 8, 2, 2)).astype(np.float32)), strides=[2, 2])
    layers.channels = 8
    layers.add("Add", "skip").convolution(1, 5, 0.5)
    layers.save(path)
    contract = Contract(**{
        "title": "Deep", "halo": 22, "tile_multiple": 2, "tile_statistics": statistics,
        "inputs": (Input("x", terms("fine_1", "coarse_1", "coarse_prediction - coarse_1")),),
        "output": Output(layers.name, terms("fine_1", "coarse_prediction - coarse_1")), **changes})
    write_contract(path, contract, path)
    return path


def scene_with_gaps(folder, rows=311, columns=278):
    """Return a scene with gaps of all sizes in all images."""
    images = make_images(rows=rows, columns=columns, offset=(3, 5), seed=1)
    for array, gap in [(images.fine[0], np.s_[:, 90:150, 40:120]), (images.fine[0], np.s_[:, 5, 7]),
                       (images.coarse[0], np.s_[:, 10:12, 15]),
                       (images.predictions[0], np.s_[:, -1, 3:9])]:
        array[gap] = np.nan
    return images.open(folder)


@pytest.mark.parametrize("sizes", [(128, 1024), (256, 1024), (64, 1024), (100, 256)])
def test_the_size_of_tiles_does_not_matter(tmp_path, sizes):
    """To 1e-5 of the deviation, also around gaps and at the edge of the scene."""
    path = deep_network(tmp_path / "n.onnx")
    scene = scene_with_gaps(tmp_path)
    first, second = (fuse(tmp_path, scene, path, tile_size=size) for size in sizes)
    np.testing.assert_array_equal(np.isnan(first), np.isnan(second))
    assert 0.5 < np.isfinite(first).mean() < 0.99
    deviation = np.nanstd(first, axis=(1, 2))[:, None, None]
    assert np.nanmax(np.abs(first - second) / deviation) < 1e-5


def test_a_plain_reference(tmp_path):
    """The network on the whole scene, repeated beyond its edge, with everything done by hand."""
    path = deep_network(tmp_path / "n.onnx")
    images = make_images(rows=61, columns=74, offset=(3, 5))
    scene = images.open(tmp_path)
    block = scene.read(scene.grid.whole(), 0, "cubic")
    fine, coarse, later = (group[0].values.astype(float) for group in (
        block.fine, block.coarse, block.coarse_predictions))
    session = onnxruntime.InferenceSession(str(path))
    expected = []
    for f, c, p in zip(fine, coarse, later):
        x = np.stack([(f - f.mean()) / f.std(), (c - f.mean()) / f.std(), (p - c) / f.std()])
        x = np.pad(x, ((0, 0), (22, 23), (22, 22)), mode="edge").astype(np.float32)
        residual = session.run(None, {"x": x[None]})[0][0, 0, 22:22 + 61, 22:22 + 74]
        expected.append(residual * f.std() + f + p - c)
    result = fuse(tmp_path, scene, path, tile_size=32)
    np.testing.assert_allclose(result, expected, atol=2e-5 * fine.std())


def test_other_scaling_and_order(tmp_path):
    """Fixed ranges; all bands of the first image, then those of the second; no residual."""
    layers = Layers(4)
    layers.add("Split", layers.weight(np.array([2, 2])), axis=1)
    layers.nodes[-1].output[:] = ["first", "second"]
    layers.name = "second"
    layers.channels = 2
    layers.add("Identity").save(tmp_path / "n.onnx")
    contract = Contract("Second image", (Input("x", terms("fine_1", "coarse_prediction")),),
                        Output(layers.name), bands=2, scaling=Scaling("range", (0, 10000), (0, 1)))
    write_contract(tmp_path / "n.onnx", contract, tmp_path / "n.onnx")
    images = make_images().map(lambda a: a * 10000)
    scene = images.open(tmp_path)
    assert METHOD.references(METHOD.Parameters(network_file=str(tmp_path / "n.onnx"))).needed == (
        "fine_1",)
    expected = scene.read(scene.grid.whole(), 0, "cubic").coarse_predictions[0].values
    np.testing.assert_allclose(fuse(tmp_path, scene, tmp_path / "n.onnx"), expected, rtol=1e-5)


def upsampling_network(path, ratio):
    """Write a network that repeats each coarse pixel, and adds what is fine in another image."""
    layers = Layers(1, name="cells")
    layers.add("ConvTranspose", layers.weight(np.ones((1, 1, ratio, ratio), np.float32)),
               strides=[ratio, ratio], name="repeated")
    layers.inputs += Layers(1, name="guide").inputs
    layers.add("Add", "guide", name="sum").save(path)
    contract = Contract("Repeats", (Input("cells", terms("coarse_prediction"), "coarse"),
                                    Input("guide", terms("coarse_prediction - coarse_1"))),
                        Output("sum"), ratio=(ratio, ratio))
    write_contract(path, contract, path)
    return path


@pytest.mark.parametrize("offset", [(0, 0), (3, 5)])
@pytest.mark.parametrize("size", [16, 1024])
def test_coarse_grid(tmp_path, offset, size):
    """Coarse pixels come as they are, wherever tiles and coarse pixels begin."""
    path = upsampling_network(tmp_path / "n.onnx", 8)
    images = make_images(rows=45, columns=53, offset=offset)
    scene = images.open(tmp_path)
    block = scene.read(scene.grid.whole(), 0, "cubic")
    change = block.coarse_predictions[0].values - block.coarse[0].values
    repeated = images.predictions[0].repeat(8, 1).repeat(8, 2)[
        :, offset[0]:offset[0] + 45, offset[1]:offset[1] + 53]
    result = fuse(tmp_path, scene, path, tile_size=size)
    np.testing.assert_allclose(result, repeated + change, atol=1e-5)


# Networks that normalise by the tile

def step_across(image, column):
    """Return the mean step across a column's left border, in deviations of those beside it."""
    steps = np.diff(image, axis=1).mean(axis=0)
    beside = np.r_[steps[column - 41:column - 3], steps[column + 2:column + 40]]
    return (steps[column - 1] - beside.mean()) / beside.std()


def test_tile_statistics_leave_no_seam(tmp_path):
    """Steps across the borders of tiles are those of the land; without blending they are not."""
    images = make_images(rows=384, columns=512, seed=2)
    slope = np.linspace(0, 1, 512)  # what the statistics of tiles differ by
    images.fine[0] = (images.fine[0] * (0.3 + slope)).astype(np.float32)
    scene = images.open(tmp_path)
    path = tmp_path / "n.onnx"
    layers = Layers(2)
    layers.convolution(6, 3).normalisation().convolution(1, 3).save(path)
    contract = Contract("Normalises", (Input("x", terms("fine_1", "coarse_prediction")),),
                        Output(layers.name), halo=2, tile_statistics=True)
    steps = {}
    for name, size, statistics in (("whole", 512, True), ("blended", 128, True),
                                   ("cut", 128, False)):
        write_contract(path, dataclasses.replace(contract, tile_statistics=statistics), path)
        image = fuse(tmp_path, scene, path, tile_size=size)[0]
        steps[name] = np.array([step_across(image[row:row + 128], column)
                                for column in (128, 256, 384) for row in (0, 128, 256)])
    assert np.abs(steps["blended"] - steps["whole"]).max() < 1  # what is there is the land's
    assert np.median(np.abs(steps["cut"])) > 10


def test_tile_statistics_of_a_small_scene_are_those_of_the_scene(tmp_path):
    """As its authors run it: on the whole image, with nothing around it."""
    path = deep_network(tmp_path / "n.onnx", statistics=True)
    images = make_images(rows=60, columns=72)
    scene = images.open(tmp_path)
    block = scene.read(scene.grid.whole(), 0, "cubic")
    f, c, p = (group[0].values.astype(float) for group in (
        block.fine, block.coarse, block.coarse_predictions))
    x = np.stack([(f - f.mean((1, 2), keepdims=True)), c - f.mean((1, 2), keepdims=True), p - c], 1)
    x = (x / f.std(axis=(1, 2))[:, None, None, None]).astype(np.float32)
    session = onnxruntime.InferenceSession(str(path))
    residual = np.concatenate([session.run(None, {"x": band[None]})[0][0] for band in x])
    expected = residual * f.std(axis=(1, 2))[:, None, None] + f + p - c
    np.testing.assert_allclose(fuse(tmp_path, scene, path), expected, atol=2e-5)


def test_tile_statistics_do_not_depend_on_blocks(tmp_path):
    """To the last bit, also where tiles are blended."""
    path = deep_network(tmp_path / "n.onnx", statistics=True)
    scene = scene_with_gaps(tmp_path, 150, 170)
    results = [fuse(tmp_path, scene, path, tile_size=64, settings=engine.Settings(
        threads=threads, block_size=block, float_output=True))
        for threads, block in ((1, 512), (3, 37))]
    np.testing.assert_array_equal(*results)


# What is computed when

def test_each_tile_once(tmp_path, monkeypatch):
    """However small the windows, whichever way they come."""
    scene = make_images(rows=100, columns=90).open(tmp_path)
    path = small_network(tmp_path / "n.onnx", 1)
    network = open_network(path, scene, Options(tile=32), Progress())
    made = []
    make = network._make
    monkeypatch.setattr(network, "_make", lambda place, check: made.append(place) or make(
        place, check))
    whole = network.read(scene.grid.whole(), lambda: None)[0]
    for row in range(0, 100, 23):
        window = Window(row, 11, min(23, 100 - row), 40)
        np.testing.assert_array_equal(network.read(window, lambda: None)[0],
                                      whole[:, :, row:row + window.rows, 11:51])
    assert len(made) == len(set(made)) == 4 * 3


def test_several_dates_are_scaled_by_themselves(tmp_path):
    """A network without a fine image is scaled by the coarse image of each date."""
    path = small_network(tmp_path / "n.onnx", 0)
    images = make_images(dates=2)
    images.predictions[1] = images.predictions[1] * np.float32(3)
    scene = dataclasses.replace(images, fine=[], coarse=[]).open(tmp_path, upscaling=8)
    first = fuse(tmp_path, scene, path, 1)
    alone = dataclasses.replace(images, fine=[], coarse=[], predictions=[images.predictions[1]])
    second = fuse(tmp_path, alone.open(tmp_path, upscaling=8), path)
    np.testing.assert_array_equal(first, second)


def test_the_guide_only_gives_the_grid(tmp_path):
    """A network of the coarse image alone predicts the same whatever the fine image shows."""
    path = small_network(tmp_path / "n.onnx", 0)
    images = make_images()
    results = []
    for fine in (images.fine[0], images.fine[0] + np.float32(0.3)):
        scene = dataclasses.replace(images, fine=[fine], coarse=[]).open(tmp_path)
        results.append(fuse(tmp_path, scene, path))
    np.testing.assert_array_equal(*results)


def test_smooth_between_pixels_of_another_crs(tmp_path):
    """Coarse images in degrees: tiles leave no trace either."""
    rng = np.random.default_rng(0)
    fine = ndimage.gaussian_filter(rng.normal(size=(1, 150, 160)), (0, 2, 2)).astype(np.float32)
    coarse = [ndimage.gaussian_filter(rng.normal(size=(1, 24, 24)), (0, 1, 1)).astype(np.float32)
              for _ in range(2)]
    paths = [write_tif(tmp_path / "f.tif", fine)] + [
        write_tif(tmp_path / f"c{i}.tif", c, 0.0027, 14.995, 36.15, epsg=4326)
        for i, c in enumerate(coarse)]
    scene = open_scene(Inputs.of(*([Source(path)] for path in paths)))
    path = deep_network(tmp_path / "n.onnx")
    first, second = (fuse(tmp_path, scene, path, tile_size=size) for size in (64, 1024))
    assert np.isfinite(first).mean() > 0.9
    assert np.nanmax(np.abs(first - second)) < 1e-5 * np.nanstd(first)
