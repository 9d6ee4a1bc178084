"""The difference between the sensors: which share of it lasts, and what becomes of it."""

import dataclasses

import numpy as np
import pytest

from stfusion_qgis import engine
from stfusion_qgis.images.image import Image
from stfusion_qgis.images.lasting_share import ONE_PAIR
from stfusion_qgis.images.sensor_difference import estimated_share
from stfusion_qgis.methods import all_methods
from stfusion_qgis.progress import Progress
from tests.scene_files import block_mean, make_images, read_tif

RATIO = 8
METHOD = all_methods()["temporaldifference"]


def land(rows=160, columns=176, bands=2):
    return make_images(rows, columns, bands, ratio=RATIO, noise=0.0)


def hazy(images, lasting, seed=0, strength=0.05):
    """Add to the coarse image of the pair what lasts by a share at the prediction date."""
    rng = np.random.default_rng(seed)
    haze = rng.normal(0, strength, images.coarse[0].shape).astype(np.float32)
    share = np.float32(lasting)
    rest = np.sqrt(1 - share ** 2) * rng.normal(0, strength, haze.shape).astype(np.float32)
    return dataclasses.replace(
        images, coarse=[images.coarse[0] + haze],
        predictions=[images.predictions[0] + share * haze + 0.2 * rest])


def predicted(folder, images, **options):
    said = Progress().collecting()
    path = str(folder / "predicted.tif")
    engine.run(METHOD, images.open(folder, progress=said, **options), METHOD.Parameters(), [path])
    return read_tif(path), said


@pytest.mark.parametrize("lasting", [0.0, 0.4, 0.9])
def test_share_is_found_from_the_change(lasting):
    rng = np.random.default_rng(1)
    fine = rng.normal(0.3, 0.1, (3, 40, 50))
    difference = rng.normal(0, 0.05, (3, 40, 50))
    change = np.einsum("ab,bij->aij", rng.normal(0, 0.3, (3, 3)), fine)
    valid = rng.random((40, 50)) < 0.8
    own = Image(np.where(valid, difference, 0), valid)
    after = Image(fine + change + lasting * difference
                  + rng.normal(0, 0.01, fine.shape), np.ones((40, 50), bool))
    np.testing.assert_allclose(estimated_share(own, [], fine, [after]), lasting, atol=0.03)


@pytest.mark.parametrize("lasting", [0.0, 0.5, 1.0])
def test_other_pairs_tell_what_to_expect(lasting):
    """The coarse image of the prediction date may be too noisy to tell anything."""
    rng = np.random.default_rng(2)
    first, other, fine = rng.normal(0, 1, (3, 2, 40, 50))
    valid = np.ones((40, 50), bool)
    second = Image(lasting * first + 0.3 * other, valid)
    noisy = Image(fine + rng.normal(0, 1000, fine.shape), valid)
    for after in ([], [noisy]):
        np.testing.assert_allclose(
            estimated_share(Image(first, valid), [second], fine, after), lasting, atol=0.03)


def test_too_few_cells_leave_what_is_expected():
    image = Image(np.arange(8.0).reshape(2, 2, 2), np.ones((2, 2), bool))
    few = Image(image.values[:, :1], image.valid[:1])
    for after, others in ((image, []), (few, [few])):
        np.testing.assert_allclose(
            estimated_share(after, others, after.values, [after]), ONE_PAIR[0], atol=0.05)
    none = Image(np.zeros_like(image.values), image.valid)
    assert (estimated_share(none, [], image.values, [image]) == 1).all()


def test_haze_that_vanishes_is_kept_out_of_the_prediction(tmp_path):
    """The pair's haze is gone at the prediction date: as published, it is predicted inverted."""
    images = hazy(land(), 0.0)
    error = {}
    for kind in ("published", "estimated", "transient"):
        values, _ = predicted(tmp_path, images, sensor_difference=kind)
        error[kind] = np.sqrt(np.nanmean((values - images.truth) ** 2))
    assert error["estimated"] < 0.75 * error["published"]
    assert error["transient"] < 0.75 * error["published"]


def test_haze_that_stays_is_left(tmp_path):
    images = hazy(land(), 1.0)
    published, _ = predicted(tmp_path, images)
    estimated, said = predicted(tmp_path, images, sensor_difference="estimated")
    np.testing.assert_allclose(estimated, published, atol=0.01 * np.nanstd(images.truth))
    assert any("100% (" in text or "99% (" in text for text in said.infos)


def test_means_of_the_fine_image_are_changed_by_nothing(tmp_path):
    images = land()
    published, _ = predicted(tmp_path, images)
    for kind in ("estimated", "transient"):
        values, _ = predicted(tmp_path, images, sensor_difference=kind)
        np.testing.assert_allclose(values, published, atol=1e-6)


@pytest.mark.parametrize("share", [0.0, 0.3, 1.0])
def test_a_share_that_is_given(tmp_path, share):
    """In the cells: C_1 is A F_1 and that share of the difference, whose mean stays."""
    images = hazy(land(), 0.0)
    scene = images.open(tmp_path, sensor_difference="given", lasting_share=share)
    means = block_mean(images.fine[0], RATIO)
    difference = images.coarse[0] - means
    mean = difference.mean(axis=(1, 2), keepdims=True)
    np.testing.assert_allclose(scene.coarse_cells(scene.coarse[0]).values,
                               means + mean + share * (difference - mean), atol=1e-6)
    block = scene.read(scene.grid.whole(), 0, "nearest").coarse[0].values
    np.testing.assert_allclose(block_mean(block, RATIO),
                               means + mean + share * (difference - mean), atol=1e-6)


def test_gaps_and_other_units(tmp_path):
    """Gaps in both images; and the same images times 10000 give the same prediction."""
    images = hazy(land(), 0.0)
    images.fine[0][:, 30:60, 40:80] = np.nan
    images.coarse[0][:, 2, 3] = np.nan
    values, _ = predicted(tmp_path, images, sensor_difference="estimated")
    assert np.isnan(values[:, 30:60, 40:80]).all() and np.isfinite(values).mean() > 0.9

    def scaled(arrays):
        return [array * np.float32(1e4) for array in arrays]

    larger = dataclasses.replace(images, fine=scaled(images.fine), coarse=scaled(images.coarse),
                                 predictions=scaled(images.predictions))
    (tmp_path / "larger").mkdir()
    again, _ = predicted(tmp_path / "larger", larger, sensor_difference="estimated")
    np.testing.assert_allclose(again / 1e4, values, atol=2e-5)


@pytest.mark.parametrize("strength, warned", [(0.0, False), (0.001, False), (0.3, True)])
def test_a_pair_that_differs_by_more_than_the_land_has_changed_is_told(tmp_path, strength, warned):
    _, said = predicted(tmp_path, hazy(land(), 1.0, strength=strength))
    told = [text for text in said.warnings if "the sensors disagree" in text]
    assert len(told) == warned
    assert [said.remedies[text].options for text in told] == warned * [
        {"sensor_difference": "estimated"}]


def test_methods_can_have_the_images_as_observed(tmp_path):
    images = hazy(land(), 0.0)
    scene = images.open(tmp_path, sensor_difference="transient")
    seen = scene.as_observed()
    np.testing.assert_array_equal(seen.coarse_cells(seen.coarse[0]).values, images.coarse[0])
    assert (scene.coarse_cells(scene.coarse[0]).values != images.coarse[0]).any()
    assert images.open(tmp_path).as_observed().coarse


def test_the_same_values_on_both_dates_are_told(tmp_path):
    """A copy by another name: no change could be predicted."""
    images = land()
    _, said = predicted(tmp_path, dataclasses.replace(images, predictions=[images.coarse[0]]))
    assert any("hold the same values" in text for text in said.warnings)
    assert not any("the sensors disagree" in text for text in said.warnings)
