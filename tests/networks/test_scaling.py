"""Scaling of values for networks, and back."""

import numpy as np
import pytest

from stfusion_qgis.networks.contract import Scaling
from stfusion_qgis.networks.scaling import Scale

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
