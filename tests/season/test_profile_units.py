"""Fine and coarse images of a profile in the same units, as a fusion brings them together."""

import datetime

import numpy as np
import pytest

from stfusion_qgis.images.source import Source
from stfusion_qgis.progress import Progress
from stfusion_qgis.season.image_kinds import COARSE, FINE, PREDICTION, ProfiledImage
from stfusion_qgis.season.profile_over_time import Profile
from stfusion_qgis.season.profile_units import ProfileUnits
from stfusion_qgis.season.profiled_place import ProfiledPlace
from tests.scene_files import ORIGIN, make_images, wkt, write_tif


@pytest.fixture
def scene():
    """Return reflectance of three dates: arrays, about 0 to 1."""
    return make_images(rows=96, columns=96, bands=2, pairs=2)


def image(path, kind, month, spread=None):
    return ProfiledImage(Source(path, path.rpartition("/")[2]), kind, kind,
                         datetime.date(2020, month, 1), spread and Source(spread))


@pytest.fixture
def season(scene, tmp_path):
    """Return a fine image in ten-thousandths, coarse ones in other forms, and a prediction."""
    whole = np.rint(scene.fine[0] * 10000).astype(np.int16)
    tagged = np.rint(scene.fine[1] * 10000).astype(np.uint16)
    return [
        image(write_tif(tmp_path / "fine_2020-03-01.tif", whole, 30), FINE, 3),
        image(write_tif(tmp_path / "plain_2020-03-01.tif", scene.coarse[0].astype(np.float32),
                        240), COARSE, 3),
        image(write_tif(tmp_path / "hundred_2020-04-01.tif",
                        100 * scene.predictions[0].astype(np.float32), 240), COARSE, 4),
        image(write_tif(tmp_path / "predicted_2020-04-01.tif",
                        np.rint(scene.truth * 10000).astype(np.int16), 30), PREDICTION, 4,
              write_tif(tmp_path / "spread.tif", np.full((2, 96, 96), 25, np.float32), 30)),
        image(write_tif(tmp_path / "tagged_2020-05-01.tif", tagged, 30, scale=1e-4), FINE,
              5)]


def place(row, column):
    left, top = ORIGIN
    return ProfiledPlace(wkt(), ((left + 30 * (column + 0.5), top - 30 * (row + 0.5)),))


def test_all_are_in_the_units_of_the_first_fine_image(season, scene):
    units = ProfileUnits.of(season, Progress())
    profile = Profile.read(place(20, 30), season, units, Progress())
    found = {reading.image.source.name.partition("_")[0]: reading.values[:, 0]
             for reading in profile.readings}
    expected = {"fine": scene.fine[0][:, 20, 30], "plain": scene.coarse[0][:, 2, 3],
                "hundred": scene.predictions[0][:, 2, 3], "predicted": scene.truth[:, 20, 30],
                "tagged": scene.fine[1][:, 20, 30]}
    for name, values in expected.items():
        assert found[name] == pytest.approx(10000 * values, rel=0.01, abs=1), name
    assert "plain_2020-03-01" in units.remarks[0] and "fine_2020" not in units.remarks[0]
    assert profile.readings[3].deviations[:, 0].tolist() == [25, 25]


def test_an_uncertainty_follows_its_prediction(scene, tmp_path):
    """Without the offset: it is a difference."""
    tags = {"scale": 1e-4, "offset": -0.1}
    fine = write_tif(tmp_path / "f.tif", scene.fine[0].astype(np.float32), 30)
    numbers = np.rint(10000 * (scene.truth + 0.1)).astype(np.int16)
    for tagged in (True, False):  # by its tags, and by comparing it
        predicted = image(
            write_tif(tmp_path / f"p{tagged}.tif", numbers, 30, **(tags if tagged else {})),
            PREDICTION, 4, write_tif(tmp_path / f"s{tagged}.tif", np.full((2, 96, 96), 25.0), 30,
                                     **({"scale": 1e-4} if tagged else {})))
        images = [image(fine, FINE, 3), predicted]
        units = ProfileUnits.of(images, Progress())
        reading = Profile.read(place(20, 30), images, units, Progress()).readings[1]
        assert reading.values[:, 0] == pytest.approx(scene.truth[:, 20, 30], abs=0.03), tagged
        assert reading.deviations[:, 0] == pytest.approx([0.0025] * 2), tagged


def test_what_cannot_be_compared_stays_and_is_told(season, tmp_path):
    """The others are brought together all the same."""
    elsewhere = image(write_tif(tmp_path / "elsewhere_2020-06-01.tif",
                                np.full((2, 8, 8), 0.5, np.float32), 240, left=900000), COARSE, 6)
    broken = tmp_path / "broken_2020-01-01.tif"
    broken.write_bytes(b"II*\0nothing")
    images = [image(str(broken), FINE, 1), *season, elsewhere]
    units = ProfileUnits.of(images, Progress())
    assert set(units.calibrations) == set(ProfileUnits.of(season, Progress()).calibrations)
    assert "elsewhere" in units.remarks[1] and "broken" in units.remarks[1]
    assert units.open(elsewhere.source).calibration.is_none


def test_without_a_fine_image(season):
    assert ProfileUnits.of(season[1:3], Progress()) == ProfileUnits()
