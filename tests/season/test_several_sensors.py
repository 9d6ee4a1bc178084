"""Fine and coarse images of several sensors in a season: who took them, and what that adds."""

from dataclasses import replace

import numpy as np
import pytest
from osgeo import gdal

from stfusion_qgis.errors import InputError
from stfusion_qgis.images.source import Source
from stfusion_qgis.progress import Progress
from stfusion_qgis.season.image_sensors import named_sensors, reference_sensor, sensor_of
from stfusion_qgis.season.season_request import SeasonRequest
from stfusion_qgis.season.season_run import predict_season
from tests.scene_files import read_tif, write_tif
from tests.small_season import RATIO, date, write_season

WANTED = (date(10), date(14), date(33))
BIAS = 300.0


class Told(Progress):
    def __init__(self):
        self.infos = []

    def info(self, text):
        self.infos.append(text)


@pytest.fixture
def season(tmp_path):
    """Return a season of which every second image, fine and coarse, is of a sensor with a bias."""
    (tmp_path / "images").mkdir()
    return [tuple(_of_another_sensor(tmp_path, each, pixel) if number % 2 else each
                  for number, each in enumerate(images))
            for images, pixel in zip(write_season(tmp_path / "images"), (30, 30 * RATIO))]


def _of_another_sensor(folder, source, pixel):
    name = source.path.rsplit("/", 1)[1].replace("_", "_S2_")
    return Source(str(write_tif(folder / name, read_tif(source.path) + BIAS, pixel)))


def _values(fine, coarse, folder, reference="", progress=None):
    result = predict_season(SeasonRequest(tuple(fine), tuple(coarse), WANTED, str(folder),
                                          reference=reference), progress=progress)
    return np.stack([read_tif(each.values) for each in result.files])


def test_the_bias_of_a_sensor_is_removed(season, tmp_path):
    one = _values(*write_season(tmp_path), tmp_path / "one")
    told = [named_sensors(images, "S2") for images in season]
    progress = Told()
    found = _values(*told, tmp_path / "told", progress=progress)
    unknown = _values(*season, tmp_path / "unknown")
    error, before = (np.sqrt(np.mean((each - one) ** 2)) for each in (found, unknown))
    assert error < 15 and before > 10 * error
    assert any("S2" in text and "Band 1" in text for text in progress.infos)
    turned = [images[::-1] for images in told]
    assert np.array_equal(found, _values(*turned, tmp_path / "turned"), equal_nan=True)
    other = _values(*told, tmp_path / "other", reference="s2")
    assert np.median(other - found) == pytest.approx(BIAS, rel=0.1)


def test_sensors_without_a_bias_change_hardly_anything(tmp_path):
    fine, coarse = write_season(tmp_path)
    one = _values(fine, coarse, tmp_path / "one")
    several = _values([replace(each, sensor="AB"[i % 2]) for i, each in enumerate(fine)],
                      [replace(each, sensor="CD"[i % 2]) for i, each in enumerate(coarse)],
                      tmp_path / "several")
    assert np.sqrt(np.mean((several - one) ** 2)) < 5


def test_coarse_sensors_of_other_pixels(tmp_path):
    """Coarse images of a second sensor with pixels of half the size."""
    fine, coarse = write_season(tmp_path)
    one = _values(fine, coarse, tmp_path / "one")
    finer = []
    for each in coarse[1::2]:
        image = np.kron(read_tif(each.path), np.ones((2, 2)))
        path = write_tif(tmp_path / each.path.rsplit("/", 1)[1].replace("_", "_VNP_"),
                         image, 15 * RATIO)
        finer.append(Source(str(path), sensor="VNP"))
    for name, images in (("mixed", [*coarse[::2], *finer]), ("turned", [*finer, *coarse[::2]])):
        assert _values(fine, images, tmp_path / name) == pytest.approx(one, abs=30)


def test_who_took_an_image(tmp_path):
    name = "HLS.L30.T33UVP.2024166T100530.v2.0.B04.tif"
    path = write_tif(tmp_path / name, np.ones((1, 5, 5)))
    assert sensor_of(Source(str(path))) == "HLS L30"
    assert sensor_of(Source(str(path), sensor="mine")) == "mine"
    plain = write_tif(tmp_path / "plain_2024-06-14.tif", np.ones((1, 5, 5)))
    assert sensor_of(Source(str(plain))) == ""
    image = gdal.Open(str(plain), gdal.GA_Update)
    image.SetMetadataItem("STFUSION_PRODUCT", "hls-s30")
    image.FlushCache()
    del image
    assert sensor_of(Source(str(plain))) == "HLS S30"
    assert sensor_of(Source(str(tmp_path / "absent.tif"))) == ""


def test_words_in_names():
    found = named_sensors([Source("/a/LC08_x.tif"), Source("/a/x.tif", "My s2 image"),
                           Source("/s2/x.tif")], " S2, lc08 ")
    assert [each.sensor for each in found] == ["lc08", "S2", ""]


def test_the_reference_sensor():
    images = [Source(f"/{i}.tif", date=date(i), sensor=sensor)
              for i, sensor in enumerate(("HLS S30", "HLS S30", "HLS L30", ""))]
    assert reference_sensor(images) == "HLS S30" == reference_sensor(images[::-1], "s30")
    assert reference_sensor(images, "L30") == "HLS L30"
    assert reference_sensor([]) == ""
    with pytest.raises(InputError, match=r"MODIS.*HLS L30, HLS S30"):
        reference_sensor(images, "MODIS")
