"""How images of two dates lie on each other: where the shift is known."""

import numpy as np
import pytest

from stfusion_qgis.images.image import Image
from stfusion_qgis.methods.blend import Blend
from stfusion_qgis.methods.steps.blending.date_registration import (
    MOST_PIXELS,
    Coregistration,
    Misregistration,
)
from stfusion_qgis.methods.steps.blending.detail_shrinkage import BORDER
from stfusion_qgis.methods.steps.blending.land import ArrayLand
from stfusion_qgis.methods.steps.blending.moved_image import moved_image, moving_reach
from stfusion_qgis.methods.steps.blending.observation import Observation
from stfusion_qgis.methods.steps.blending.pair_observations import observe_pairs
from stfusion_qgis.progress import Progress
from tests.methods.test_blend import predict, seen_by, textured, valid
from tests.scene_files import make_images

RATIO = 8


def lies(fine, before, after):
    land = ArrayLand([valid(fine)], RATIO)
    pairs = observe_pairs(land, [valid(before)], fine.reshape(len(fine), -1), Progress())
    return Coregistration(land, pairs, Progress()).of(valid(after))


def changed(fine):
    """Return another date: each spectrum changes in its own way, and a smooth change is added."""
    smooth = textured(*fine.shape[1:], len(fine), seed=9, scale=40)
    return 0.7 * fine + 0.4 * fine[::-1] + 0.5 * np.tanh(fine) + smooth


def test_a_coarse_image_that_lies_elsewhere_is_found():
    """Its sensor lay elsewhere at the date of the pair, too: so it is to blame."""
    fine = textured(320, 320, 2, scale=3)
    before, after = (seen_by(Observation(0.3, *shift), one, RATIO) for one, shift in (
        (fine, (0.25, -0.3)), (changed(fine), (0.05, 0.1))))
    found = lies(fine, before, after)
    np.testing.assert_allclose(found.coarse, [-0.2, 0.4], atol=0.06)
    np.testing.assert_allclose(found.in_pixels(RATIO), 0, atol=0.3)


def test_land_that_lies_elsewhere_is_found():
    """The coarse image of the pair lies where the fine one does: so it is the land."""
    wide = textured(340, 340, 2, scale=3)
    fine, moved = wide[:, 10:330, 10:330], wide[:, 11:331, 8:328]
    before, after = (seen_by(Observation(0.3), one, RATIO) for one in (fine, changed(moved)))
    found = lies(fine, before, after)
    np.testing.assert_allclose(found.in_pixels(RATIO), [1, -2], atol=0.4)
    np.testing.assert_allclose(found.coarse, 0, atol=0.03)


def test_a_smooth_change_moves_nothing():
    fine = textured(320, 320, 2, scale=3)
    before, after = (seen_by(Observation(0.3), one, RATIO) for one in (fine, changed(fine)))
    found = lies(fine, before, after)
    np.testing.assert_allclose(found.in_pixels(RATIO), 0, atol=0.25)


def test_another_land_moves_little():
    fine, other = textured(320, 320, 4, scale=3).reshape(2, 2, 320, 320)
    found = lies(fine, *(seen_by(Observation(0.3), one, RATIO) for one in (fine, other)))
    np.testing.assert_allclose(found.coarse, 0, atol=0.1)
    np.testing.assert_allclose(found.in_pixels(RATIO), 0, atol=0.5)


def test_few_cells_and_several_pairs_are_left_where_they_are():
    fine = textured(64, 64, 2, scale=3)
    coarse = seen_by(Observation(), fine, RATIO)
    assert lies(fine, coarse, np.roll(coarse, 1, 1)) == Misregistration()
    land = ArrayLand([valid(fine), valid(fine)], RATIO)
    pairs = observe_pairs(land, [valid(coarse)] * 2, np.tile(fine.reshape(2, -1), (2, 1)),
                          Progress())
    assert Coregistration(land, pairs, Progress()).of(valid(coarse)) == Misregistration()


def test_a_coarse_image_is_laid_on_the_pair():
    down, right = np.mgrid[:20, :20].astype(float)
    known = np.ones((20, 20), bool)
    known[8:10, 8:10] = False
    image = Image(((3 * down - right)[None] * known).astype(np.float32), known)
    found = Misregistration((0.2, 0.1), (0.1, -0.3)).on_pair(image)
    expected = 3 * (down - 0.3) - (right + 0.2)
    far = np.ones((20, 20), bool)
    far[:6] = far[-6:] = far[:, :6] = far[:, -6:] = False
    far[4:14, 4:14] = False  # a spline swings beside what fills the gap
    np.testing.assert_allclose(found.values[0][far], expected[far], atol=1e-2)
    assert not found.valid[8:10, 8:10].any() and found.valid[:6].all()
    assert not found.values[:, ~found.valid].any()


@pytest.mark.parametrize("shift", [(0.4, -1.3), (0.0, 2.5), (-3.0, 0.0)])
def test_an_image_is_moved_by_a_part_of_a_pixel(shift):
    rows, columns = np.mgrid[:30, :40].astype(float)

    def land(rows, columns):
        return rows ** 2 / 50 + rows * columns / 40 - columns

    reach = moving_reach(shift)
    found = moved_image(valid(land(rows, columns)[None]), shift)
    inner = (slice(reach, -reach), slice(reach, -reach))
    expected = land(rows + shift[0], columns + shift[1])[inner]
    np.testing.assert_allclose(found.values[0], expected, atol=1e-4)


def test_an_image_stays_where_it_is_beside_a_gap():
    known = np.ones((30, 30), bool)
    known[:, 20:] = False
    image = Image(np.where(known, textured(30, 30, 2), 0), known)
    found = moved_image(image, (0.0, 0.5))
    plain = image.cropped(moving_reach((0.0, 0.5)))
    np.testing.assert_array_equal(found.valid, plain.valid)
    edge = 20 - moving_reach((0.0, 0.5))
    np.testing.assert_array_equal(found.values[:, :, edge - 2:edge],
                                  plain.values[:, :, edge - 2:edge])
    assert (found.values[:, :, :edge - 2] != plain.values[:, :, :edge - 2]).mean() > 0.9


def moved_images(most=3):
    """Return images of a prediction date whose land lies 1.5 pixels down, 1 to the left."""
    images = make_images(rows=256 + 2 * most, columns=256 + 2 * most, ratio=RATIO, noise=0.0)
    fine, truth = images.fine[0], images.truth
    inner = np.s_[:, most:-most, most:-most]
    truth = moved_image(valid(truth), (-1.5, 1.0)).values
    inside = most - moving_reach((-1.5, 1.0))
    truth = truth[:, inside:inside + 256, inside:inside + 256]
    fine = fine[inner]
    images.fine, images.truth = [fine], truth
    images.coarse = [seen_by(Observation(), fine, RATIO).astype(np.float32)]
    images.predictions = [seen_by(Observation(), truth, RATIO).astype(np.float32)]
    return images


def test_the_prediction_lies_where_the_land_lies(tmp_path, monkeypatch):
    images = moved_images()
    scene = images.open(tmp_path)
    found, log = predict(scene)
    assert any("the land" in line and "in fine pixels" in line for line in log.infos)
    monkeypatch.setattr(Coregistration, "of", lambda self, after: Misregistration())
    unmoved, _ = predict(scene)
    errors = [np.sqrt(((one.values - images.truth)[:, 8:-8, 8:-8] ** 2).mean())
              for one in (found, unmoved)]
    assert errors[0] < 0.8 * errors[1]
    assert found.valid.all() and np.isfinite(found.values).all()


def test_the_halo_is_wide_enough(tmp_path):
    method, parameters = Blend(), Blend.Parameters()
    scene = moved_images().open(tmp_path)
    moved, = method.prepare(scene, parameters, Progress())
    far = moving_reach((MOST_PIXELS, -MOST_PIXELS))
    assert parameters.smoothing + BORDER < moved.margin <= method.halo(parameters, scene)
    assert method.halo(parameters, scene) == parameters.smoothing + BORDER + far
