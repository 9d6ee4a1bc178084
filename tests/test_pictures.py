"""Band choice, stretch, colours and PNG of pictures."""

import numpy as np
import pytest
from osgeo import gdal

from stfusion_qgis import pictures

LANDSAT = ("blue", "green", "red", "nir", "swir1", "swir2")
NM = (482, 561, 655, 865, 1609, 2201)


@pytest.mark.parametrize(("names", "wavelengths", "natural", "bands"), [
    (LANDSAT, NM, False, (3, 2, 1)),
    (LANDSAT, NM, True, (2, 1, 0)),
    (("NIR", "Red", "Green"), (), False, (0, 1, 2)),
    (("NIR", "Red", "Green"), (), True, (0, 1, 2)),
    (("b1", "b2", "b3", "b4"), (490, None, 560, 665), False, (3, 2, 0)),
    (("b1", "b2", "b3", "b4"), (), False, (3, 2, 1)),
    (("green", "nir"), (), False, (1,)),
    (("index",), (), False, (0,)),
])
def test_bands_are_chosen_by_wavelength_then_name_then_order(names, wavelengths, natural, bands):
    assert pictures.choose_bands(names, wavelengths, natural) == bands


def test_stretch_is_common_to_all_images_and_ignores_what_is_unknown():
    first = np.arange(101, dtype=np.float32).reshape(1, 1, 101)
    second = np.arange(101, 202, dtype=np.float32).reshape(1, 101, 1)
    first[0, 0, 0] = np.nan
    second[0, 0, 0] = np.inf
    kept = np.delete(np.arange(202), [0, 101])
    limits = pictures.stretch([first, second])
    np.testing.assert_allclose(limits, [np.percentile(kept, (2, 98))])


def test_stretch_of_a_constant_or_unknown_band_can_be_shown():
    image = np.stack([np.full((4, 4), 7.0), np.full((4, 4), np.nan)])
    limits = pictures.stretch([image])
    assert (limits[:, 1] > limits[:, 0]).all()
    assert (pictures.rgb(image, limits, (1,)) == pictures.NODATA_COLOUR).all()
    assert (pictures.rgb(image, limits, (0,)) == 0).all()


def test_rgb_puts_each_band_into_its_channel():
    image = np.array([[[0.0, 1.0]], [[0.5, np.nan]], [[1.0, 0.0]]])
    picture = pictures.rgb(image, np.tile([0.0, 1.0], (3, 1)), (2, 1, 0))
    assert picture.dtype == np.uint8
    assert picture.tolist() == [[[255, 128, 0], list(pictures.NODATA_COLOUR)]]


def test_coloured_follows_the_ramp():
    plane = np.array([[-5.0, 0.0, 5.0, 9.0, np.nan]])
    picture = pictures.coloured(plane, -5, 5, pictures.DIVERGING)
    assert picture[0].tolist() == [list(colour) for colour in (
        pictures.DIVERGING[0], pictures.DIVERGING[3], pictures.DIVERGING[-1],
        pictures.DIVERGING[-1], pictures.NODATA_COLOUR)]


def test_png_holds_the_picture(tmp_path):
    picture = np.random.default_rng(1).integers(0, 256, (5, 7, 3)).astype(np.uint8)
    path = tmp_path / "p.png"
    path.write_bytes(pictures.png_bytes(picture))
    read = gdal.Open(str(path)).ReadAsArray()
    np.testing.assert_array_equal(read.transpose(1, 2, 0), picture)
