"""The baseline: known figures, and the weights of two pairs."""

import datetime

import numpy as np
import pytest

from stfusion_qgis import engine
from stfusion_qgis.errors import InputError
from stfusion_qgis.images.inputs import Inputs
from stfusion_qgis.images.scene_opening import open_scene
from stfusion_qgis.images.source import Source
from stfusion_qgis.methods.temporaldifference import TemporalDifference
from tests.scene_files import make_images, read_tif, spread

METHOD = TemporalDifference()


def run(scene, path, **parameters):
    engine.run(METHOD, scene, METHOD.Parameters(**parameters), [str(path)])
    return read_tif(path)


@pytest.mark.parametrize("interpolation, expected", [
    ("nearest", 220.9), ("bilinear", 213.1), ("cubic", 203.2)])
def test_gwydir(shared_data, tmp_path, interpolation, expected):
    """The figures measured with published implementations (nearest, bilinear)."""
    folder = shared_data / "gwydir"
    fine, coarse, later = (Source(str(folder / name)) for name in (
        "fine_2004-11-26.tif", "coarse_400m_2004-11-26.tif", "coarse_400m_2004-12-28.tif"))
    predicted = run(open_scene(Inputs.of([fine], [coarse], [later])), tmp_path / "a.tif",
                    interpolation=interpolation)
    errors = predicted - read_tif(folder / "fine_2004-12-28.tif")
    rmse = np.sqrt((errors ** 2).mean(axis=(1, 2))).mean()
    assert rmse == pytest.approx(expected, abs=0.2)
    assert interpolation != "cubic" or rmse <= 204


def test_nearest_is_fine_plus_change(tmp_path):
    images = make_images()
    predicted = run(images.open(tmp_path), tmp_path / "a.tif", interpolation="nearest")
    expected = images.fine[0] + spread(images.predictions[0] - images.coarse[0], images.ratio)
    np.testing.assert_allclose(predicted, expected, atol=1e-6)


def two_singles(images):
    """Return what each pair predicts alone."""
    return [image + spread(images.predictions[0] - coarse, images.ratio)
            for image, coarse in zip(images.fine, images.coarse)]


def test_two_pairs_by_change(tmp_path):
    """The weight of a pair is the share of the other pair's change, at each pixel."""
    images = make_images(pairs=2, noise=0.01)
    predicted = run(images.open(tmp_path), tmp_path / "a.tif", interpolation="nearest",
                    pair_weights="change")
    changes = [spread(np.abs(coarse - images.predictions[0]).mean(axis=0), images.ratio)
               for coarse in images.coarse]
    weight = changes[1] / (changes[0] + changes[1])
    first, second = two_singles(images)
    np.testing.assert_allclose(predicted, weight * first + (1 - weight) * second, atol=1e-5)


@pytest.mark.parametrize("days, weight", [((0, 10, 40), 0.75), ((0, 0, 40), 1), ((5, 5, 5), 0.5),
                                          ((30, 0, 10), 0.25)])
def test_two_pairs_by_time(tmp_path, days, weight):
    """Days of pair 1, the prediction and pair 2; the nearer pair counts more."""
    images = make_images(pairs=2, noise=0.01)
    scene = images.open(tmp_path)
    rasters = [scene.fine[0], scene.coarse_predictions[0], scene.fine[1]]
    for raster, day in zip(rasters, days):
        raster.date = datetime.date(2020, 1, 1) + datetime.timedelta(day)
    predicted = run(scene, tmp_path / "a.tif", interpolation="nearest", pair_weights="time")
    first, second = two_singles(images)
    np.testing.assert_allclose(predicted, weight * first + (1 - weight) * second, atol=1e-6)


def test_a_missing_date_is_asked_for(tmp_path):
    with pytest.raises(InputError, match=r"date of coarse_\d+\.tif is unknown.*YYYY-MM-DD"):
        scene = make_images(pairs=2).open(tmp_path)
        scene.fine[0].date = scene.coarse[1].date = datetime.date(2020, 1, 1)
        run(scene, tmp_path / "a.tif", pair_weights="time")


def test_the_only_valid_pair_counts_alone(tmp_path):
    images = make_images(pairs=2, noise=0.01)
    first, second = two_singles(images)
    images.fine[0][:, 3:9, 4:20] = np.nan
    images.fine[1][:, 5:12, 10:30] = np.nan
    predicted = run(images.open(tmp_path), tmp_path / "a.tif", interpolation="nearest")
    gaps = [np.isnan(image[0]) for image in images.fine]
    np.testing.assert_allclose(predicted[:, gaps[0] & ~gaps[1]], second[:, gaps[0] & ~gaps[1]],
                               atol=1e-6)
    np.testing.assert_allclose(predicted[:, gaps[1] & ~gaps[0]], first[:, gaps[1] & ~gaps[0]],
                               atol=1e-6)
    np.testing.assert_array_equal(np.isnan(predicted[0]), gaps[0] & gaps[1])
