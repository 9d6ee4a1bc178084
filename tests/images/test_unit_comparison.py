"""Images in other units: found by one straight line through the cells of all bands."""

import numpy as np
import pytest

from stfusion_qgis.images import known_units
from stfusion_qgis.images.unit_comparison import compare_units, fitted_line

RNG = np.random.default_rng(0)
RED = RNG.uniform(0.02, 0.4, (3, 300))
"""Reflectance of three bands."""

SEEN = RED * 1.06 + 0.002 + RNG.normal(0, 0.01, RED.shape)
"""The same as another sensor sees it."""

NDVI = RNG.uniform(-0.1, 0.85, (1, 300))
KELVIN = RNG.uniform(285, 312, (1, 300))


def collection_2(reflectance):
    return (reflectance + 0.2) / 2.75e-5


@pytest.mark.parametrize("target, other, gain, offset, cause", [
    (RED, SEEN * 1e4, 1e-4, 0, ""),
    (RED * 1e4, SEEN, 1e4, 0, ""),
    (RED, SEEN * 100, 0.01, 0, ""),
    (RED * 1e4, SEEN * 1e3, 10, 0, ""),
    (RED, collection_2(SEEN), 2.75e-5, -0.2, known_units.COLLECTION_2),
    (RED * 1e4, collection_2(SEEN), 0.275, -2000, known_units.COLLECTION_2),
    (collection_2(RED), SEEN * 1e4, 3.63636, 7272.73, known_units.COLLECTION_2),
    (RED * 1e4, SEEN * 1e4 + 1000, 1, -1000, known_units.SENTINEL_2),
    (RED * 1e4 + 1000, SEEN * 1e4, 1, 1000, known_units.SENTINEL_2),
    (RED, SEEN * 1e4 + 1000, 1e-4, -0.1, known_units.SENTINEL_2),
    (KELVIN, KELVIN - 273.15, 1, 273.15, known_units.CELSIUS),
    (KELVIN - 273.15, KELVIN, 1, -273.15, known_units.CELSIUS),
    (KELVIN, (KELVIN - 273.15) * 1.8 + 32, 5 / 9, 255.372, known_units.FAHRENHEIT),
    (KELVIN - 273.15, (KELVIN - 273.15) * 1.8 + 32, 5 / 9, -17.7778, known_units.FAHRENHEIT),
    ((KELVIN - 273.15) * 1.8 + 32, KELVIN, 1.8, -459.67, known_units.FAHRENHEIT),
    (KELVIN, KELVIN / 0.02, 0.02, 0, known_units.MOD11),
    (KELVIN - 273.15, KELVIN / 0.02, 0.02, -273.15, known_units.MOD11),
    (KELVIN, (KELVIN - 149) / 0.00341802, 0.00341802, 149, known_units.COLLECTION_2_TEMPERATURE),
    (NDVI, NDVI * 1e4, 1e-4, 0, ""),
    (NDVI, (NDVI + 0.1) / 0.004, 0.004, -0.1, known_units.INDEX_BYTES),
    (NDVI, (NDVI + 1) / 2, 2, -1, known_units.INDEX_HALVED),
    (RED, RED / 0.4 * 255, 0.00157, 0, ""),  # stretched to bytes: no product's units
])
def test_other_units_are_found(target, other, gain, offset, cause):
    found = compare_units(target, other, True)
    assert found.sure
    assert found.line.gain == pytest.approx(gain, rel=1e-3)
    assert found.line.offset == pytest.approx(offset, abs=1e-5 * np.abs(target).max())
    assert found.line.cause == cause


@pytest.mark.parametrize("quotient", [1, 1.3, 0.7, 5, 0.2])
def test_the_same_units(quotient):
    found = compare_units(RED, RED * quotient, True)
    assert found is None or not found.sure


@pytest.mark.parametrize("target, other", [
    (RED, RED[:, ::-1] + 0.3),  # snow lies on everything
    (np.full((1, 50), 0.03) + 0.001 * RNG.random((1, 50)),
     np.full((1, 50), 0.4) + 0.02 * RNG.random((1, 50))),  # ice on a lake
    (NDVI, NDVI - 0.3),  # winter
    (KELVIN, KELVIN - 30),
    (RED * 1e4, RED[:, ::-1] * 1e4 + 1000),  # haze over another landscape
    (RED, np.full_like(RED, 3.5)),  # a constant image
])
def test_nature_is_no_unit(target, other):
    found = compare_units(target, other, False)
    assert found is None or not found.sure


def test_images_that_run_against_each_other():
    """A tag of -1, or another quantity: bright is dark. On another date it may be so."""
    found = compare_units(RED, -SEEN, True)
    assert found.sure and found.line.gain == pytest.approx(-0.943, abs=0.03)
    found = compare_units(RED, 0.5 - SEEN, True)
    assert not found.sure and found.line.gain < 0
    assert compare_units(RED, 0.5 - SEEN, False) is None


def test_no_evidence():
    assert compare_units(RED[:, :0], RED[:, :0], True) is None
    assert compare_units(RED, np.zeros_like(RED), True) is None
    assert fitted_line(RED[:, :2], RED[:, :2]) is None
    dark = RED * np.array([[0], [1e4], [1e4]])  # one band is all 0
    assert compare_units(RED, dark, True).line.gain == pytest.approx(1e-4)
    single = np.array([[0.2]])  # a single cell
    assert compare_units(single, single * 1e4, True).line.gain == pytest.approx(1e-4)


def test_a_constant_image_tells_little():
    assert compare_units(RED, np.ones_like(RED), True) is None
    assert compare_units(NDVI, np.ones_like(NDVI), True) is None


@pytest.mark.parametrize("share", [0.1, 0.25, 0.4])
def test_clouds_do_not_matter(share):
    """Of one image, or of all that one band shows."""
    cloudy = SEEN * 1e4
    cloudy[:, :round(share * 300)] = RNG.uniform(3000, 9000, (3, round(share * 300)))
    for bands in (slice(None), slice(1)):
        seen, reflectance = cloudy[bands], RED[bands]
        assert compare_units(reflectance * 1e4, seen, True) is None
        assert compare_units(reflectance, seen, True).line.gain == pytest.approx(1e-4)
        found = compare_units(collection_2(reflectance), seen, True)
        assert found.line.cause == known_units.COLLECTION_2
        assert found.line.gain == pytest.approx(3.636, rel=1e-3)


def test_collection_2_where_no_line_fits():
    """Cells that show something else: numbers from 7000 on are no reflectance x 10000."""
    other = RNG.permutation(SEEN.ravel()).reshape(SEEN.shape)[:1] * 2e3 + 400
    target = collection_2(RED[:1] * 0.2 + 0.04)
    assert compare_units(target, other, True).line.cause == known_units.COLLECTION_2
    assert compare_units(target, other, True).found is None
