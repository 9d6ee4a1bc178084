"""The picture that `./dev demo` draws."""

import numpy as np
import pytest
from osgeo import gdal

from stfusion_qgis.errors import InputError
from stfusion_qgis.progress import Progress
from stfusion_qgis.simulation import Parameters, simulate
from tools.demo_picture import Extent, write_side_by_side


@pytest.fixture(scope="module")
def scene(tmp_path_factory):
    folder = str(tmp_path_factory.mktemp("scene"))
    return simulate(Parameters(width=620, height=500, dates=2, bands=4, clouds=10),
                    folder, Progress(), 1)


def test_picture_holds_the_pictures_and_readable_text(scene, tmp_path):
    fine_1, true, _, coarse = scene
    path = str(tmp_path / "panel.png")
    write_side_by_side(path, "A title", [("Fine 1", fine_1), ("Coarse", coarse), ("True", true)],
                true, [("No change", fine_1)])
    picture = gdal.Open(path).ReadAsArray()[:3].astype(int)
    assert picture.shape[2] > 4 * 460
    dark = (picture.sum(axis=0) < 200)
    assert 50 < dark[:54, :300].sum() < 3000  # the letters of the title
    assert (picture[:, :, :20] == 255).all()  # the margin


def test_picture_of_a_small_single_band_image_has_one_row(tmp_path):
    path = str(tmp_path / "small.tif")
    dataset = gdal.GetDriverByName("GTiff").Create(path, 30, 20, 1, gdal.GDT_Float32)
    dataset.SetGeoTransform((0, 10, 0, 200, 0, -10))
    dataset.WriteArray(np.arange(600.0).reshape(20, 30))
    dataset = None
    png = str(tmp_path / "panel.png")
    write_side_by_side(png, "One band", [("It", path)])
    picture = gdal.Open(png)
    assert (picture.RasterXSize, picture.RasterYSize < 460) == (460 + 2 * 24, True)


def test_large_images_are_read_decimated(scene):
    values = Extent.of(scene[0]).read(scene[0], [0, 3])
    assert values.shape == (2, 371, 460)
    whole = gdal.Open(scene[0]).ReadAsArray()[[0, 3]].astype(float)
    whole[whole == -9999] = np.nan
    assert np.nanmean(values) == pytest.approx(np.nanmean(whole), rel=0.01)


def test_missing_image_is_named(tmp_path):
    with pytest.raises(InputError, match=r"nowhere\.tif"):
        write_side_by_side(str(tmp_path / "p.png"), "", [("A", "nowhere.tif")])
