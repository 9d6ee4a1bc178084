"""How images of several dates lie on each other: where the shifts are known."""

import dataclasses

import numpy as np
import pytest

from stfusion_qgis.engine import Settings
from stfusion_qgis.images.fine_shift import MOST_PIXELS
from stfusion_qgis.methods import blend
from stfusion_qgis.methods.blend import Blend
from stfusion_qgis.methods.steps.blending.date_registration import coregistration
from stfusion_qgis.methods.steps.blending.detail_shrinkage import BORDER
from stfusion_qgis.methods.steps.blending.land import ArrayLand
from stfusion_qgis.methods.steps.blending.moved_image import (
    farthest_reach,
    moved_image,
    moving_reach,
)
from stfusion_qgis.methods.steps.blending.observation import Observation
from stfusion_qgis.methods.steps.blending.pair_observations import observe_pairs
from stfusion_qgis.progress import Progress
from stfusion_qgis.testing.promises import Trial
from tests.methods.test_blend import predict, seen_by, textured, valid
from tests.scene_files import make_images

RATIO = 8


def lies(fine, before, after):
    """Return how a date lies on pairs; fine, before: an image each."""
    land = ArrayLand(list(map(valid, fine)), RATIO)
    stacked = np.concatenate(fine)
    pairs = observe_pairs(land, list(map(valid, before)), stacked.reshape(len(stacked), -1),
                          Progress())
    found = coregistration(land, pairs, Progress())
    return found and found.of(valid(after))


def changed(fine):
    """Return another date: each spectrum changes in its own way, and a smooth change is added."""
    smooth = textured(*fine.shape[1:], len(fine), seed=9, scale=40)
    return 0.7 * fine + 0.4 * fine[::-1] + 0.5 * np.tanh(fine) + smooth


def test_a_coarse_image_that_lies_elsewhere_is_found():
    """Its sensor lay elsewhere at the date of the pair, too: so it is to blame."""
    fine = textured(320, 320, 2, scale=3)
    before, after = (seen_by(Observation(0.3, *shift), one, RATIO) for one, shift in (
        (fine, (0.25, -0.3)), (changed(fine), (0.05, 0.1))))
    found = lies([fine], [before], after)
    np.testing.assert_allclose(found.after, [0.2, -0.4], atol=0.06)
    np.testing.assert_allclose(found.fine, 0, atol=0.3)


def test_land_that_lies_elsewhere_is_found():
    """The coarse image of the pair lies where the fine one does: so it is the land."""
    wide = textured(340, 340, 2, scale=3)
    fine, moved = wide[:, 10:330, 10:330], wide[:, 11:331, 8:328]
    before, after = (seen_by(Observation(0.3), one, RATIO) for one in (fine, changed(moved)))
    found = lies([fine], [before], after)
    np.testing.assert_allclose(found.fine, [[1, -2]], atol=0.4)
    np.testing.assert_allclose(np.array(found.coarse) * RATIO, found.fine)
    np.testing.assert_allclose(found.after, 0, atol=0.03)


def test_a_smooth_change_moves_nothing():
    fine = textured(320, 320, 2, scale=3)
    before, after = (seen_by(Observation(0.3), one, RATIO) for one in (fine, changed(fine)))
    np.testing.assert_allclose(lies([fine], [before], after).fine, 0, atol=0.25)


def test_another_land_moves_little():
    fine, other = textured(320, 320, 4, scale=3).reshape(2, 2, 320, 320)
    found = lies([fine], [seen_by(Observation(0.3), fine, RATIO)],
                 seen_by(Observation(0.3), other, RATIO))
    np.testing.assert_allclose(found.after, 0, atol=0.1)
    np.testing.assert_allclose(found.fine, 0, atol=0.5)


def lands(*places, size=320):
    """Return the same land (bands, rows, columns) as it lies so many pixels behind each place."""
    wide = textured(size + 20, size + 20, 2, scale=3)
    return [wide[:, 10 + down:10 + down + size, 10 + right:10 + right + size]
            for down, right in places]


@pytest.mark.parametrize("last", [0, 1])
def test_the_land_of_the_date_lies_as_that_of_one_of_two_pairs(last):
    """Coarse images lie where their land does: so that of the date tells which it is."""
    places = [(0, 0), (3, -2)]
    fine = lands(*places)
    fine[1] = changed(fine[1])
    date = -fine[last] + textured(320, 320, 2, seed=9, scale=40)
    found = lies(fine, [seen_by(Observation(0.3), one, RATIO) for one in fine],
                 seen_by(Observation(0.3), date, RATIO))
    expected = np.array(places[last]) - places
    np.testing.assert_allclose(found.fine, expected, atol=0.8)
    np.testing.assert_allclose(np.array(found.coarse) * RATIO, found.fine, atol=0.3)


def test_coarse_images_that_lie_in_one_place_tell_nothing_of_the_land():
    """Fine images lie apart, their coarse ones do not: the land is between those of the pairs."""
    first, second = lands((0, 0), (3, -2))
    before = [seen_by(Observation(0.3), one, RATIO) for one in (first, changed(first))]
    after = seen_by(Observation(0.3), changed(changed(first)), RATIO)
    found = lies([first, changed(second)], before, after)
    np.testing.assert_allclose(found.fine, [[1.5, -1], [-1.5, 1]], atol=0.3)


def test_three_pairs_of_which_one_lies_elsewhere():
    fine = lands((0, 0), (4, 0), (0, 0))
    fine = [fine[0], changed(fine[1]), -fine[2]]
    found = lies(fine, [seen_by(Observation(0.3), one, RATIO) for one in fine],
                 seen_by(Observation(0.3), changed(fine[0]), RATIO))
    np.testing.assert_allclose(found.fine[1], [-4, 0], atol=0.7)
    np.testing.assert_allclose([found.fine[0], found.fine[2]], 0, atol=0.7)


def test_pairs_that_lie_on_each_other_stay_and_coarse_images_come_nearer():
    fine, = lands((0, 0))
    before = [seen_by(Observation(0.3, *shift), one, RATIO) for one, shift in (
        (fine, (0.25, 0.0)), (changed(fine), (-0.25, 0.0)))]
    after = seen_by(Observation(0.3, 0.3, 0.0), -fine, RATIO)
    found = lies([fine, changed(fine)], before, after)
    assert found.fine == ((0, 0), (0, 0))
    np.testing.assert_allclose(found.coarse, [[-0.25, 0], [0.25, 0]], atol=0.05)
    np.testing.assert_allclose(found.after, [-0.3, 0], atol=0.1)


def test_of_few_cells_nothing_is_moved():
    fine = textured(64, 64, 2, scale=3)
    coarse = seen_by(Observation(), fine, RATIO)
    assert lies([fine], [coarse], np.roll(coarse, 1, 1)) is None
    assert lies([fine, np.roll(fine, 2, 1)], [coarse] * 2, coarse) is None


def moved_dates(*shifts, most=6, **options):
    """Return images of which each fine one lies elsewhere, the last of shifts that of the date."""
    side = 192 + 2 * most
    images = make_images(rows=side, columns=side, ratio=RATIO, pairs=len(shifts) - 1, noise=0.0,
                         **options)
    fine = []
    for image, shift in zip([*images.fine, images.truth], shifts):
        fine.append(moved_image(valid(image), shift).cropped(most - moving_reach(shift)).values)
    coarse = [seen_by(Observation(), one, RATIO).astype(np.float32) for one in fine]
    return dataclasses.replace(images, fine=fine[:-1], coarse=coarse[:-1],
                               predictions=coarse[-1:], truth=fine[-1])


@pytest.mark.parametrize("shifts", [((0, 0), (-1.5, 1.0)), ((0, 0), (2.5, -1.0), (2.5, -1.0)),
                                    ((0, 0), (-1.0, 3.0), (0, 0))])
def test_the_prediction_lies_where_the_land_lies(tmp_path, monkeypatch, shifts):
    images = moved_dates(*shifts)
    scene = images.open(tmp_path)
    found, log = predict(scene)
    assert any("fine images are moved" in line for line in log.infos)
    monkeypatch.setattr(blend, "coregistration", lambda *_: None)
    unmoved, _ = predict(scene)
    errors = [np.sqrt(((one.values - images.truth)[:, 8:-8, 8:-8] ** 2).mean())
              for one in (found, unmoved)]
    assert errors[0] < 0.8 * errors[1]
    assert found.valid.all() and np.isfinite(found.values).all()


def test_blocks_and_threads_do_not_matter(tmp_path):
    images = moved_dates((0, 0), (2.5, -1.0), (1.5, -1.0))
    trial = Trial(Blend(), tmp_path)
    whole = trial.fuse(images, Settings(threads=1, block_size=512))
    parts = trial.fuse(images, Settings(threads=2, block_size=37))
    np.testing.assert_array_equal(whole[0], parts[0])


def test_the_halo_is_wide_enough(tmp_path):
    method, parameters = Blend(), Blend.Parameters()
    scene = moved_dates((0, 0), (2.5, -1.0), (1.5, -1.0)).open(tmp_path)
    date, = method.prepare(scene, parameters, Progress())
    reach = farthest_reach(date.shifts)
    assert 0 < reach <= moving_reach((MOST_PIXELS, -MOST_PIXELS))
    assert date.finished.margin == parameters.smoothing + BORDER
    assert date.finished.margin + reach <= method.halo(parameters, scene)
