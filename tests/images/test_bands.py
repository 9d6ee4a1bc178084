"""Which bands of two images belong together."""

import numpy as np
import pytest
from osgeo import gdal

from stfusion_qgis.errors import InputError
from stfusion_qgis.images.band_matching import match_bands, with_listed_bands
from stfusion_qgis.images.band_order import order_contradicted
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


@pytest.mark.parametrize("items, expected", [
    ({"wavelength": "{0.66, 0.85}", "wavelength_units": "Micrometers"}, [660, 850]),
    ({"wavelength": "{ 660 , 850 }"}, [660, 850]),
    ({"wavelength": "{0.66}"}, [660, None]),
    ({"wavelength": "{red, nir}"}, [None, None]),
    ({"wavelength": "{1, 2}", "wavelength_units": "Index"}, [None, None]),
])
def test_wavelengths_of_an_envi_header(tmp_path, items, expected):
    path = write_tif(tmp_path / "a.tif", np.ones((2, 2, 2), np.float32))
    dataset = gdal.Open(path, gdal.GA_Update)
    dataset.SetMetadata(items, "ENVI")
    dataset = None
    assert [band.wavelength for band in Raster(path).bands] == expected


def test_wavelengths_of_an_envi_file(tmp_path):
    path = str(tmp_path / "a.dat")
    gdal.Translate(path, write_tif(tmp_path / "a.tif", np.ones((2, 4, 4), np.int16)),
                   format="ENVI")
    header = tmp_path / "a.hdr"
    header.write_text(header.read_text() + "wavelength = {\n 660.0,\n 850.0}\n"
                      "wavelength units = Nanometers\n")
    assert [band.wavelength for band in Raster(path).bands] == [660, 850]


@pytest.mark.parametrize("text, selection", [
    ("", [0, 1, 2, 3]), ("4,3,2", [3, 2, 1]), (" 2 ; 1", [1, 0]), ("2，4", [1, 3]), ("1,", [0]),
    ("nir, RED", [3, 2])])
def test_lists_of_bands(raster, text, selection):
    given = raster("a", ["blue", "green", "red", "nir"])
    assert with_listed_bands(given, text).selection == selection


@pytest.mark.parametrize("text, words", [
    ("5", r"a\.tif has no band '5'; its bands are: 1 \(blue\)"), ("0", "no band '0'"),
    ("-1", "no band '-1'"), ("swir", "no band 'swir'"), ("1,1", "listed twice")])
def test_wrong_lists(raster, text, words):
    with pytest.raises(InputError, match=words):
        with_listed_bands(raster("a", ["blue", "green", "red", "nir"]), text)


def test_matching_among_listed_bands(raster):
    fine = with_listed_bands(raster("fine", ["Green", "Red", "NIR"]), "3,2")
    coarse = with_listed_bands(raster("coarse", ["red", "blue", "nir", "red"]), "4,3")
    assert match_bands(fine, coarse, "name") == [2, 3]
    assert match_bands(fine, coarse, "number") == [3, 2]
    with pytest.raises(InputError, match=r"has 4 bands, but fine\.tif has 2"):
        match_bands(fine, raster("all", ["red", "blue", "nir", "green"]), "number")


@pytest.mark.parametrize("first, other, numbers", [
    (["red", "nir"], ["nir", "red"], "2,1"),
    (["B4 red", "B5 near infrared"], ["NIR", "Red"], "2,1"),
    (["红", "近红外波段"], ["nir", "red"], "2,1"),
    (["blue", "green", "red", "nir"], [f"sur_refl_b0{i}_1" for i in (1, 2, 3, 4)], "3,4,1,2"),
    (["red", "nir"], [858.5, 645.0], "2,1"),
    ([560.0, 655.0, 865.0], [470.0, 555.0, 645.0], None),
    (["LAI", "FPAR"], ["FPAR", "lai"], "2,1"),
])
def test_contradicted_orders(raster, first, other, numbers):
    def make(name, kinds):
        return raster(name, kinds) if isinstance(kinds[0], str) else raster(name, (), kinds)
    warning = order_contradicted(make("fine", first), make("coarse", other))
    assert "bands of coarse.tif seem to be in another order than those of fine.tif" in warning
    assert (f"as {numbers}." in warning) if numbers else "list them" in warning


@pytest.mark.parametrize("first, other", [
    (["red", "nir"], ["red", "nir"]), (["Band 1", "Band 2"], ["Band 2", "Band 1"]),
    (["a", "b"], ["x", "y"]), (["red", "nir"], ["SR_B4", "SR_B5"]),
    (["red", "nir"], ["sur_refl_b01", "sur_refl_b02"]),
    ([660, 835, 1650, 2215], [645.0, 858.5, 1640.0, 2130.0]),
    (["red edge", "nir"], ["red", "nir"]), (["predicted", "filtered"], ["filtered x", "y"]),
    (["red"], ["red", "nir"]),
])
def test_orders_that_nothing_contradicts(raster, first, other):
    def make(name, kinds):
        return raster(name, kinds) if isinstance(kinds[0], str) else raster(name, (), kinds)
    assert order_contradicted(make("fine", first), make("coarse", other)) == ""
