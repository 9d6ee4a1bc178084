"""Spectral indices of bands by common names, and what cannot be read."""

import numpy as np
import pytest

from stfusion_qgis.errors import InputError
from stfusion_qgis.images.bands import Band
from stfusion_qgis.season.spectral_index import SpectralIndex


def _bands(*names, wavelengths=None):
    return [Band(i + 1, name, wavelengths[i] if wavelengths else None, None, None, None, 0)
            for i, name in enumerate(names)]


VALUES = np.array([0.1, 0.2, 0.6], np.float32)[:, None, None]


@pytest.mark.parametrize("text, expected", [
    ("NDVI", 0.4 / 0.8), ("ndwi", -0.5 / 0.7), ("EVI2", 2.5 * 0.4 / (0.6 + 0.48 + 1)),
    ("b3 / (Red + 0.2) - -1", 0.6 / 0.4 + 1)])
def test_values(text, expected):
    index = SpectralIndex(text, _bands("Green", "red", "NIR"))
    assert index.of(VALUES)[0, 0, 0] == pytest.approx(expected, rel=1e-5)


def test_bands_by_wavelength():
    bands = _bands("B3", "B4", "B8A", wavelengths=[560.0, 665.0, 865.0])
    assert SpectralIndex("ndvi", bands).of(VALUES)[0, 0, 0] == pytest.approx(0.5)


@pytest.mark.parametrize("text", [
    "nir -", "__import__('os')", "nir.real", "nir ** 9", "3 + 4", "'a'", "swir1 - nir", "b4", ""])
def test_nonsense_is_told(text):
    with pytest.raises(InputError):
        SpectralIndex(text, _bands("green", "red", "nir"))


def test_no_value_where_it_has_none():
    index = SpectralIndex("ndvi", _bands("green", "red", "nir"))
    assert np.isnan(index.of(np.zeros((3, 1, 1), np.float32))).all()


def test_deviation_to_first_order():
    index = SpectralIndex("ndvi", _bands("green", "red", "nir"))
    rng = np.random.default_rng(0)
    spread = np.array([0.0, 0.004, 0.006], np.float32)[:, None, None]
    drawn = index.of((VALUES + spread * rng.normal(size=(3, 1, 20_000))).astype(np.float32))
    assert index.deviation(VALUES, spread)[0, 0, 0] == pytest.approx(drawn.std(), rel=0.05)
