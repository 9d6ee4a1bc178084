"""What all methods that need no reference pair have in common."""

import dataclasses

import numpy as np
import pytest

from stfusion_qgis import engine
from stfusion_qgis.errors import InputError
from stfusion_qgis.images.window import Window
from stfusion_qgis.methods.atprk import Atprk
from stfusion_qgis.methods.backprojection import BackProjection
from stfusion_qgis.methods.interpolation import Interpolation
from tests.methods.super_resolution import open_upscaled, predict, with_gap
from tests.scene_files import make_images, read_tif, spread

METHODS = [Interpolation(), BackProjection(), Atprk()]
BOTH = pytest.mark.parametrize("guided", [False, True])
EACH = pytest.mark.parametrize("method", METHODS, ids=lambda method: method.id)


@EACH
@BOTH
def test_block_size_and_threads_do_not_matter(method, guided, tmp_path):
    images = make_images(rows=72, columns=96, bands=3)
    scene = open_upscaled(images, tmp_path, guided)
    results = []
    for i, (threads, size) in enumerate(((1, 512), (2, 37), (2, 8))):
        path = tmp_path / f"{i}.tif"
        engine.run(method, scene, method.Parameters(), [str(path)], settings=engine.Settings(
            threads=threads, block_size=size, float_output=True))
        results.append(read_tif(path))
    assert results[0].shape == (3, 72, 96)
    np.testing.assert_array_equal(results[0], results[1])
    np.testing.assert_array_equal(results[0], results[2])


@EACH
@BOTH
def test_units_do_not_matter(method, guided, tmp_path):
    images = make_images()
    small = predict(method, open_upscaled(images, tmp_path, guided))
    large = predict(method, open_upscaled(images.map(lambda a: a * 10000), tmp_path, guided))
    np.testing.assert_allclose(large.values, small.values * 10000, atol=1e-5 * 6000)


@EACH
@BOTH
@pytest.mark.parametrize("turn", [lambda a: a[:, ::-1], lambda a: a[:, :, ::-1],
                                  lambda a: a.transpose(0, 2, 1)])
def test_mirror_and_transpose(method, guided, turn, tmp_path):
    images = make_images(rows=48, columns=64)
    straight = predict(method, open_upscaled(images, tmp_path, guided))
    turned = predict(method, open_upscaled(images.map(turn), tmp_path, guided))
    np.testing.assert_allclose(turned.values, turn(straight.values), atol=2e-6)


@EACH
@BOTH
@pytest.mark.parametrize("bands", [1, 20])
@pytest.mark.parametrize("size", [(8, 8), (16, 8), (24, 16)])
def test_tiny_and_constant_images(method, guided, bands, size, tmp_path):
    images = make_images(*size, bands=bands)
    prediction = predict(method, open_upscaled(images, tmp_path, guided))
    assert prediction.valid.all() and np.isfinite(prediction.values).all()
    assert np.abs(prediction.values).max() < 2
    constant = predict(method, open_upscaled(images.map(lambda a: a * 0 + 0.25), tmp_path, guided))
    np.testing.assert_allclose(constant.values, 0.25, atol=1e-6)


@EACH
@BOTH
def test_gaps_stay_gaps_and_leak_nothing(method, guided, tmp_path):
    images = make_images(rows=80, columns=96)
    rows, columns = slice(3, 5), slice(0, 4)
    images.predictions = [with_gap(images.predictions[0], rows, columns)]
    prediction = predict(method, open_upscaled(images, tmp_path, guided))
    gap = np.zeros((10, 12), bool)
    gap[rows, columns] = True
    np.testing.assert_array_equal(prediction.valid, ~spread(gap, 8))
    # A gap that 0 would show through if it counted: all values lie far above it.
    high = predict(method, open_upscaled(images.map(lambda a: a + 100), tmp_path, guided))
    np.testing.assert_allclose(high.values[:, high.valid], prediction.values[:, high.valid] + 100,
                               atol=1e-3)


@EACH
def test_nothing_valid(method, tmp_path):
    images = make_images()
    images.predictions = [images.predictions[0] * np.nan]
    prediction = predict(method, open_upscaled(images, tmp_path))
    assert not prediction.valid.any() and np.isfinite(prediction.values).all()


@EACH
def test_several_dates(method, tmp_path):
    images = make_images(dates=3)
    scene = open_upscaled(images, tmp_path, guided=True)
    parameters = method.Parameters()
    block = scene.read(Window(0, 0, 48, 56), 0, method.interpolation(parameters))
    together = method.fuse(block, method.prepare(scene, parameters, engine.Progress()))
    for i, prediction in enumerate(together):
        single = dataclasses.replace(images, predictions=[images.predictions[i]])
        alone = predict(method, open_upscaled(single, tmp_path, guided=True))
        np.testing.assert_array_equal(prediction.values, alone.values)


@EACH
def test_reference_pairs_are_a_guide_or_a_grid(method, tmp_path):
    images = make_images()
    engine.check_fusion(method, images.open(tmp_path), method.Parameters())
    engine.check_fusion(method, open_upscaled(images, tmp_path), method.Parameters())
    with pytest.raises(InputError, match="reference pairs is 2, but must be 0"):
        engine.check_fusion(method, make_images(pairs=2).open(tmp_path), method.Parameters())
