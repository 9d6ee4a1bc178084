"""Which bands of two images belong together."""

import numpy as np
import pytest
from osgeo import gdal

from stfusion_qgis.errors import InputError
from stfusion_qgis.images.band_matching import match_bands
from stfusion_qgis.images.raster import Raster
from tests.scene_files import write_tif


@pytest.fixture
def raster(tmp_path):
    """Return a function that makes a raster with names or wavelengths of its bands."""
    def make(name, names=(), wavelengths=(), count=None):
        count = count or len(names or wavelengths)
        return Raster(write_tif(tmp_path / f"{name}.tif", np.ones((count, 2, 2), np.float32),
                                names=names, wavelengths=wavelengths))
    return make


def test_by_number(raster):
    assert match_bands(raster("a", count=3), raster("b", count=3), "number") == [0, 1, 2]
    with pytest.raises(InputError, match=r"d\.tif has 2 bands, but c\.tif has 3"):
        match_bands(raster("c", count=3), raster("d", count=2), "number")


def test_by_name(raster):
    fine = raster("fine", ["Green", "Red", "NIR"])
    coarse = raster("coarse", ["red", "blue", "nir", "green"])
    assert match_bands(fine, coarse, "name") == [3, 0, 2]
    with pytest.raises(InputError, match=r"coarse.* no single band named 'SWIR'.* red, blue, nir"):
        match_bands(raster("other", ["SWIR"]), coarse, "name")
    with pytest.raises(InputError, match="no single band named 'red'"):
        match_bands(raster("x", ["red"]), raster("twice", ["red", "Red"]), "name")


def test_by_wavelength(raster):
    fine = raster("fine", wavelengths=[560, 660, 830])
    coarse = raster("coarse", wavelengths=[645, 858.5, 469, 555])
    assert match_bands(fine, coarse, "wavelength") == [3, 0, 1]
    with pytest.raises(InputError, match="no band near 1610 nm"):
        match_bands(raster("swir", wavelengths=[1610]), coarse, "wavelength")
    with pytest.raises(InputError, match=r"named\.tif does not tell the wavelengths"):
        match_bands(fine, raster("named", ["a", "b", "c"]), "wavelength")


@pytest.mark.parametrize("domain, items", [
    ("", {"wavelength": "0.66", "wavelength_units": "Micrometers"}),
    ("", {"WAVELENGTH": "660", "WAVELENGTH_UNIT": "nm"}),
    ("", {"wavelength": "660"}),
    ("IMAGERY", {"CENTRAL_WAVELENGTH_UM": "0.66"}),
])
def test_known_forms_of_wavelengths(tmp_path, domain, items):
    path = write_tif(tmp_path / "a.tif", np.ones((1, 2, 2), np.float32))
    dataset = gdal.Open(path, gdal.GA_Update)
    dataset.GetRasterBand(1).SetMetadata(items, domain)
    dataset = None
    assert Raster(path).bands[0].wavelength == pytest.approx(660)
