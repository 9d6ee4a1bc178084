"""Scaling of values for networks, and back."""

import numpy as np
import pytest

from stfusion_qgis.images.inputs import Inputs
from stfusion_qgis.images.roles import FINE_1
from stfusion_qgis.images.scene_opening import open_scene
from stfusion_qgis.networks.contract import Contract, Input, Output, Scaling
from stfusion_qgis.networks.scaling import Scale
from stfusion_qgis.networks.scene_scaling import scene_scales
from stfusion_qgis.progress import Progress
from tests.networks.network_files import terms
from tests.scene_files import block_mean, write_tif

PIXELS = np.random.default_rng(0).normal([[3000], [0.2]], [[500], [0.05]], (2, 10000)).astype(
    np.float32)
IMAGE = PIXELS[:, :600].reshape(2, 20, 30)
SCALINGS = [Scaling("scene"), Scaling("range", (0, 10000), (0, 1)),
            Scaling("range", None, (-1, 1))]


def test_scene():
    scaled = Scale.of(SCALINGS[0], PIXELS).image(PIXELS[:, :, None])
    np.testing.assert_allclose(scaled.mean(axis=1), 0, atol=1e-4)
    np.testing.assert_allclose(scaled.std(axis=1), 1, rtol=1e-4)


def test_fixed_range():
    scaled = Scale.of(SCALINGS[1], PIXELS).image(IMAGE)
    np.testing.assert_allclose(scaled, IMAGE / 10000, rtol=1e-6)


def test_range_of_the_scene():
    """One pixel in a thousand lies beyond each end."""
    scaled = Scale.of(SCALINGS[2], PIXELS).image(PIXELS[:, :, None])
    assert ((scaled < -1).mean(axis=1) < 0.0015).all() and ((scaled < -1).any(axis=1)).all()
    assert ((scaled > 1).mean(axis=1) < 0.0015).all() and ((scaled > 1).any(axis=1)).all()


@pytest.mark.parametrize("scaling", SCALINGS)
def test_back(scaling):
    scale = Scale.of(scaling, PIXELS)
    deviation = PIXELS.std(axis=1)[:, None, None]
    for there, back in [(scale.image, scale.undo_image),
                        (scale.difference, scale.undo_difference)]:
        assert (np.abs(back(there(IMAGE)) - IMAGE) < 1e-5 * deviation).all()
    other = IMAGE * np.float32(1.1)
    np.testing.assert_allclose(scale.difference(other - IMAGE),
                               scale.image(other) - scale.image(IMAGE), atol=1e-4)


@pytest.mark.parametrize("scaling", [SCALINGS[0], SCALINGS[2]])
def test_units_do_not_matter(scaling):
    first, second = (Scale.of(scaling, PIXELS * unit).image(IMAGE * unit) for unit in (1, 8192))
    np.testing.assert_allclose(first, second, rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize("scaling", [SCALINGS[0], SCALINGS[2]])
@pytest.mark.parametrize("value", [0.0, 0.3, 3000.0])
def test_constant(scaling, value):
    """A band that is the same everywhere, but for rounding, is not blown up."""
    pixels = np.full((1, 1000), value, np.float32)
    pixels[0, 0] = np.nextafter(pixels[0, 0], np.float32(1e9))
    scale = Scale.of(scaling, pixels)
    assert np.abs(scale.image(pixels[:, :, None])).max() <= 1.0
    assert scale.difference(np.full((1, 1, 1), value, np.float32)).max() <= 2.0


def test_no_pixels():
    scale = Scale.of(SCALINGS[0], np.zeros((2, 0)))
    np.testing.assert_array_equal(scale.image(IMAGE), IMAGE)


def scale_of(folder, values, source, log=None, **tags):
    """Return the scaling of a scene for a network that was made for a range of values."""
    coarse = block_mean(np.asarray(values, float), 8).astype(values.dtype)
    paths = [write_tif(folder / f"{i}.tif", image, pixel, **tags)
             for i, (image, pixel) in enumerate([(values, 30), (coarse, 240), (coarse, 240)])]
    scene = open_scene(Inputs.of(*([path] for path in paths)))
    contract = Contract(title="x", inputs=(Input("x", terms("fine_1", "coarse_prediction")),),
                        output=Output("y"), scaling=Scaling("range", source, (0.0, 1.0)))
    assert contract.lead == FINE_1
    scale, = scene_scales(contract, scene, "a.onnx", log or Progress())
    return scale, scene.fine[0].read(scene.grid.whole()).values


NUMBERS = np.random.default_rng(1).integers(300, 4000, (2, 48, 48)).astype(np.int16)


@pytest.mark.parametrize("source, tags", [
    ((0.0, 10000.0), {}), ((0.0, 10000.0), {"scale": 1e-4}), ((0.0, 1.0), {"scale": 1e-4}),
    ((0.0, 10000.0), {"scale": 1e-4, "offset": 0.05})])
def test_range_of_numbers_or_of_values(tmp_path, source, tags):
    """A network for numbers gets these, whatever scale the file states; so does one for values."""
    log = Progress().collecting()
    scale, values = scale_of(tmp_path, NUMBERS, source, log, **tags)
    np.testing.assert_allclose(scale.image(values), NUMBERS / 10000, atol=1e-5)
    np.testing.assert_allclose(scale.undo_image(scale.image(values)), values, rtol=1e-5)
    assert not log.warnings


def test_range_that_does_not_fit(tmp_path):
    log = Progress().collecting()
    scale_of(tmp_path, (NUMBERS / 10000).astype(np.float32), (0.0, 10000.0), log)
    assert "a.onnx was made for values from 0 to 10000, but those of 0.tif" in log.warnings[0]
