"""Blend: its steps where the answer is known, its process against the definition, real images."""

from types import SimpleNamespace

import numpy as np
import pytest
from scipy import ndimage

from stfusion_qgis.images.cells import Cells
from stfusion_qgis.images.image import Image
from stfusion_qgis.images.inputs import Inputs
from stfusion_qgis.images.scene_opening import open_scene
from stfusion_qgis.images.source import Source
from stfusion_qgis.images.window import Window
from stfusion_qgis.methods.blend import Blend
from stfusion_qgis.methods.prediction import predict_window
from stfusion_qgis.methods.steps.blending.cell_factors import linear_weights, sum_of_products
from stfusion_qgis.methods.steps.blending.cell_tiles import FadedTiles
from stfusion_qgis.methods.steps.blending.change_process import ChangeProcess, CoarseChange
from stfusion_qgis.methods.steps.blending.detail_persistence import lasting_finest
from stfusion_qgis.methods.steps.blending.detail_shrinkage import shrink_finest
from stfusion_qgis.methods.steps.blending.land import ArrayLand, SceneLand
from stfusion_qgis.methods.steps.blending.member_weights import near_prior, prior_weights
from stfusion_qgis.methods.steps.blending.observation import (
    Observation,
    estimate_observation,
    observe,
)
from stfusion_qgis.methods.steps.blending.pair_observations import observe_pairs
from stfusion_qgis.methods.steps.blending.sensor_disagreement import find_disagreement
from stfusion_qgis.methods.steps.blending.similar_smoothing import smooth_over_similar
from stfusion_qgis.methods.steps.blending.virtual_pair import mixture
from stfusion_qgis.methods.temporaldifference import TemporalDifference
from stfusion_qgis.progress import Progress
from tests.methods.blend_reference import posterior_change
from tests.scene_files import make_images


def textured(rows, columns, bands=1, seed=0, scale=1.5):
    random = np.random.default_rng(seed)
    planes = ndimage.gaussian_filter(random.normal(size=(bands, rows, columns)), (0, scale, scale))
    return (planes / planes.std(axis=(1, 2), keepdims=True)).astype(np.float32)


def valid(values):
    return Image(values.astype(np.float32), np.ones(values.shape[1:], bool))


def seen_by(observation, fine, ratio):
    rows, columns = (size // ratio for size in fine.shape[1:])
    return observation.along_rows(rows, ratio) @ fine @ observation.along_columns(columns, ratio).T


# 1. The observation


def test_a_sharp_sensor_sees_means_of_cells():
    fine = textured(24, 32, 2)
    seen = observe(Cells(8, 0, 0, 3, 4), Observation(), lambda window: valid(
        fine[(slice(None), *window.slices)]), Progress())
    np.testing.assert_allclose(seen.values, fine.reshape(2, 3, 8, 4, 8).mean((2, 4)), atol=1e-6)
    assert (seen.share == 1).all()


@pytest.mark.parametrize("observation", [
    Observation(), Observation(0.5), Observation(0.5, 0.25, -0.5), Observation(0, 0.5, 0)])
def test_the_sensor_is_found(observation):
    fine = textured(160, 160)
    coarse = [valid(seen_by(observation, fine, 8))]
    found = estimate_observation(ArrayLand([valid(fine)], 8), coarse, Window(0, 0, 20, 20),
                                 Progress())
    np.testing.assert_allclose([found.blur, found.down, found.right],
                               [observation.blur, observation.down, observation.right], atol=0.13)


def test_gaps_are_seen_by_their_share():
    fine = textured(24, 24)
    known = np.ones((24, 24), bool)
    known[:, :4] = False
    image = Image(np.where(known, fine, 0), known)
    land = ArrayLand([image], 8)
    seen = observe(land.cells, Observation(), lambda window: land.read(window)[0], Progress(), 2)
    np.testing.assert_allclose(seen.share[:, 0], 0.5)
    np.testing.assert_allclose(seen.values[0, 0, 0], fine[0, :8, 4:8].mean(), atol=1e-6)


# 2. The sensors


@pytest.mark.parametrize("share", [0.2, 0.6, 0.95])
def test_what_returns_of_the_difference_is_found(share):
    land, change, lasting, first, second = textured(60, 60, 5, scale=1)
    fine, truth = land[None], land + 0.5 * change
    before = fine + np.sqrt(share) * lasting + np.sqrt(1 - share) * first
    after = truth + np.sqrt(share) * lasting + np.sqrt(1 - share) * second
    everywhere = np.ones((60, 60))
    found = find_disagreement(fine[None], before[None], fine, after[None], everywhere > 0,
                              everywhere)
    np.testing.assert_allclose(found.lasting, share, atol=0.08)
    np.testing.assert_allclose(found.passing, 1 - share ** 2, atol=0.1)


def test_two_pairs_tell_what_lasts():
    land, change, lasting, *passing = textured(60, 60, 6, scale=1)
    fine = np.stack([land, land + change])[:, None]
    coarse = fine + np.stack([1 + 2 * lasting + one for one in passing[:2]])[:, None]
    after = land + 0.5 * change + 1 + 2 * lasting + passing[2]
    everywhere = np.ones((60, 60))
    virtual = fine.mean(axis=0)
    found = find_disagreement(fine, coarse, virtual, after[None], everywhere > 0, everywhere)
    np.testing.assert_allclose(found.lasting.sum(), 8 / 9, atol=0.05)
    assert np.sqrt(((found.expected[0] - 1 - 2 * lasting) ** 2).mean()) < 0.8
    np.testing.assert_allclose(found.offset_variance, 0, atol=0.1)


def test_sensors_that_agree():
    fine = textured(20, 20)
    everywhere = np.ones((20, 20))
    found = find_disagreement(fine[None], fine[None], fine, fine + 1, everywhere > 0, everywhere)
    assert not found.passing.any() and not found.expected.any()


@pytest.mark.parametrize("size", [0.5, 3])
def test_noise_is_no_more_than_the_change_leaves_room_for(size):
    """Even if the dates of the pairs were worse than the prediction date."""
    land, change, *passing = textured(60, 60, 5, scale=1)
    fine = np.stack([land, land])[:, None]
    coarse = fine + size * np.stack(passing[:2])[:, None]
    everywhere = np.ones((60, 60))
    after = fine[0] + 0.5 * land + change + 0.5 * passing[2]
    found = find_disagreement(fine, coarse, fine[0], after, everywhere > 0, everywhere)
    noise = found.noise(after - fine[0], fine[0], everywhere)
    assert 0.1 < noise[0] < 0.85


def test_a_mixture_of_dates_is_found():
    first, second = textured(20, 20, 2)
    before = np.stack([first, second])[:, None]
    parts = mixture(before, (0.3 * first + 0.7 * second + 5)[None], np.ones((20, 20)))
    np.testing.assert_allclose(parts[:, 0], [0.3, 0.7], atol=1e-3)
    parts = mixture(np.zeros((2, 1, 20, 20)), first[None], np.ones((20, 20)))
    np.testing.assert_allclose(parts[:, 0], 0.5, atol=1e-3)


# 3. The process


def process_and_definition(noise, measured=False):
    ratio, cells = 4, 6
    fine, change = textured(24, 24, 2), textured(24, 24, 2, seed=1, scale=4)
    image = valid(fine)
    land = ArrayLand([image], ratio)
    pairs = observe_pairs(land, [valid(seen_by(Observation(), fine, ratio))],
                          fine.reshape(2, -1), Progress(), Observation())
    coarse = seen_by(Observation(), change, ratio)
    share = np.ones((cells, cells))
    process = ChangeProcess(
        CoarseChange(coarse, share, np.array(noise), 0.0, measured), pairs.features,
        pairs.seen.values, pairs.linear, Observation(), Progress())
    window, around = Window(0, 0, 24, 24), Window(0, 0, cells, cells)
    features = pairs.features.at(fine)
    found = sum_of_products(process.factors(around), around, features, window, land.cells)
    found += process.short_part(ratio, 0, 0).at(window)

    mixed = pairs.features.mixed(features)
    mixed -= mixed.mean(axis=(1, 2), keepdims=True)
    bands = features[-2:] / np.sqrt(2)
    places = (np.indices((24, 24)).reshape(2, -1).T + 0.5) / ratio
    down = Observation().along_rows(cells, ratio)
    mean, deviation = coarse.mean((1, 2)), coarse.std((1, 2))
    operator = np.kron(down, down)
    scaled = ((coarse - mean[:, None, None]) / deviation[:, None, None]).reshape(2, -1).T
    expected = np.stack([posterior_change(
        places, (mixed.reshape(len(mixed), -1).T, bands.reshape(2, -1).T), operator,
        process.variances * (1 - size if measured else 1),
        (process.variances[-1] + 1e-3 + size) * np.eye(cells * cells), scaled[:, band])
        for band, size in enumerate(noise)])
    expected = expected.reshape(2, 24, 24) * deviation[:, None, None] + mean[:, None, None]
    return found, expected, change


@pytest.mark.parametrize(("noise", "measured"), [
    ((0.0, 0.0), False), ((0.3, 0.3), False), ((0.0, 0.6), True)])
def test_the_process_is_the_posterior_mean(noise, measured):
    """But for products of means, which stand for means of products, within cells."""
    found, expected, change = process_and_definition(noise, measured)
    assert np.corrcoef(found.ravel(), expected.ravel())[0, 1] > 0.98
    assert np.sqrt(((found - expected) ** 2).mean()) < 0.2 * change.std()


def test_tiles_fade_into_each_other():
    tiles = FadedTiles.of(50, 100, 36, 8)
    total = np.zeros((50, 100))
    for window, weights in zip(tiles.windows, tiles.weights):
        total[window.slices] += weights
    np.testing.assert_allclose(total, 1)
    mirrored = {(50 - w.last_row, 100 - w.last_column) for w in tiles.windows}
    assert mirrored == {(w.row, w.column) for w in tiles.windows}


def test_linear_weights_have_the_sum_1():
    np.testing.assert_allclose(linear_weights(5, 4).sum(axis=1), 1)


# 4. to 6. Members, weights, smoothing


def test_weights_go_to_the_member_that_predicts():
    errors = np.diag([0.4, 0.05, 0.4, 0.05, 0.1])
    weights = near_prior(errors, prior_weights(np.zeros(1)))
    np.testing.assert_allclose(weights.sum(), 1)
    assert weights[1] > weights[0] and weights[3] == weights.max()


def test_smoothing_keeps_edges():
    guide = np.zeros((1, 40, 40), np.float32)
    guide[..., 20:] = 3
    random = np.random.default_rng(0)
    values = (guide + random.normal(0, 1, guide.shape)).astype(np.float32)
    smooth = smooth_over_similar(guide, values, np.ones((40, 40), bool), 6)
    inner = guide[:, 6:-6, 6:-6]
    assert (smooth - inner).std() < 0.3
    assert abs((smooth - inner)[..., 12:16].mean()) < 0.2


def test_the_finest_detail_is_shrunk_alone():
    rows, columns = np.mgrid[:20, :20]
    slope, board = 3.0 * rows + columns, (-1.0) ** (rows + columns)
    shrunk = shrink_finest(valid((1000 + slope + board)[None]), 0.5)
    expected = 1000 + slope + (1 - 0.5 * 8 / 9) * board
    np.testing.assert_allclose(shrunk.values[0], expected[1:-1, 1:-1], atol=1e-3)


def test_the_finest_detail_beside_a_gap():
    known = np.ones((5, 5), bool)
    known[:, 3:] = False
    image = valid(np.arange(25.0).reshape(1, 5, 5))
    shrunk = shrink_finest(Image(np.where(known, image.values, 0), known), 0.0)
    np.testing.assert_allclose(shrunk.values[0, 1, :2], [11, 11.5])
    assert not shrunk.valid[:, 2].any()


def of_pairs(images):
    """Return a date's model of pairs, and their land, as far as details are compared."""
    fine = np.stack([seen_by(Observation(), image, 8) for image in images])
    pairs = SimpleNamespace(fine=fine)
    model = SimpleNamespace(pairs=pairs, share=np.ones(fine.shape[2:]),
                            parts=np.full(fine.shape[:2], 1 / len(images)))
    return model, ArrayLand([valid(image) for image in images], 8)


def test_two_pairs_tell_what_lasts_of_the_finest_detail():
    land = 5 * textured(96, 96, scale=4)
    first, second = textured(96, 96, 2, seed=1, scale=0)[:, None]
    assert lasting_finest(*of_pairs([land, land + 3])) == pytest.approx(0.9)
    assert lasting_finest(*of_pairs([land + first, land + second])) < 0.2
    half = lasting_finest(*of_pairs([land + first, land + (first + second) / np.sqrt(2)]))
    assert 0.6 < half < 0.85
    assert lasting_finest(*of_pairs([0 * land, 0 * land])) is None


# The whole


def predict(scene, **parameters):
    method, chosen = Blend(), Blend.Parameters(**parameters)
    log = Progress().collecting()
    state = method.prepare(scene, chosen, log)
    found, = predict_window(method, scene, chosen, state, scene.grid.whole(), uncertainty=True)
    return found, log


def test_the_coarse_image_of_exact_sensors_is_honoured(tmp_path):
    images = make_images(rows=96, columns=96, ratio=8, noise=0.01)
    found, log = predict(images.open(tmp_path))
    means = found.values.reshape(2, 12, 8, 12, 8).mean((2, 4))
    change = images.predictions[0] - images.coarse[0]
    assert np.abs(means - images.predictions[0]).mean() < 0.1 * np.abs(change).mean()
    assert any("the sensors agree" in line for line in log.infos)
    assert any("weights: " in line for line in log.infos)


def test_what_the_sensors_disagree_about_is_left_out(tmp_path):
    """The coarse image of the pair is hazy, that of the prediction date is not."""
    images = make_images(rows=128, columns=128, ratio=8, noise=0.01)
    haze = 0.05 * textured(16, 16, 2, scale=2)
    images.coarse[0] = images.coarse[0] + haze
    scene = images.open(tmp_path)

    def error(**parameters):
        return np.sqrt(((predict(scene, **parameters)[0].values - images.truth) ** 2).mean())

    assert error() < 0.7 * error(lasting_difference="lasts")
    assert error() < 1.1 * error(lasting_difference="passes")


def test_many_small_coarse_pixels_are_taken_together(tmp_path):
    scene = make_images(rows=64, columns=60, ratio=2).open(tmp_path)
    land = SceneLand(scene, most_cells=100)
    assert land.cells.ratio == 8 and (land.cells.rows, land.cells.columns) == (8, 8)
    whole = scene.coarse_cells(scene.coarse[0]).values
    coarse = land.coarse(scene.coarse[0])
    np.testing.assert_allclose(coarse.values[:, 0, 0], whole[:, :4, :4].mean((1, 2)), rtol=1e-5)
    np.testing.assert_allclose(coarse.values[:, 0, 7], whole[:, :4, 28:].mean((1, 2)), rtol=1e-5)


def test_a_constant_more_makes_no_difference(tmp_path):
    images = make_images()
    expected = predict(images.open(tmp_path))[0].values
    found = predict(images.map(lambda a: a + 1).open(tmp_path))[0].values - 1
    np.testing.assert_allclose(found, expected, atol=2e-4)


def test_a_gap_of_the_pairs_coarse_image_is_predicted(tmp_path):
    images = make_images()
    images.coarse[0] = images.coarse[0].copy()
    images.coarse[0][:, 2:4, 2:4] = np.nan
    found, _ = predict(images.open(tmp_path))
    assert found.valid.all()
    assert np.abs(found.values - images.truth)[:, 16:32, 16:32].mean() < 0.05


SALTON = "salton_sea/{0}/2020-{1}_{0}.tif"


@pytest.mark.parametrize("before, after", [
    (["10-07"], "11-10"), (["12-16"], "11-11"), (["10-17", "12-01"], "11-11")])
def test_better_than_the_temporal_difference(shared_data, before, after):
    """And the uncertainty says how much: about two thirds of the errors are within it."""
    def sources(kind, dates):
        return [Source(str(shared_data / SALTON.format(kind, date))) for date in dates]

    scene = open_scene(Inputs.of(sources("fine", before), sources("coarse", before),
                                 sources("coarse", [after])))
    held_out = open_scene(Inputs.of(sources("fine", [after]), sources("coarse", [after]),
                                    sources("coarse", before[:1])))
    truth = held_out.aligned(held_out.fine[0], "bilinear").read(scene.grid.whole())
    found, _ = predict(scene)
    baseline = TemporalDifference()
    chosen = baseline.Parameters()
    plain, = predict_window(baseline, scene, chosen, baseline.prepare(scene, chosen, Progress()),
                            scene.grid.whole())
    errors = [np.abs(one.values - truth.values)[:, one.valid & truth.valid]
              for one in (found, plain)]
    assert np.sqrt((errors[0] ** 2).mean()) < 0.95 * np.sqrt((errors[1] ** 2).mean())
    within = errors[0] < found.uncertainty[:, found.valid & truth.valid]
    assert 0.55 < within.mean() < 0.9



def test_the_option_of_the_images_changes_nothing(tmp_path):
    """Blend finds out itself what of the sensors' difference lasts."""
    images = make_images(64, 64, 2, noise=0.02)
    random = np.random.default_rng(0)
    images.coarse[0] += random.normal(0, 0.05, images.coarse[0].shape).astype(np.float32)
    results = []
    for option in ("published", "transient"):
        scene = images.open(tmp_path, sensor_difference=option)
        method, parameters = Blend(), Blend.Parameters()
        state = method.prepare(scene, parameters, Progress())
        results.append(predict_window(method, scene, parameters, state, scene.grid.whole())[0])
    np.testing.assert_array_equal(results[0].values, results[1].values)
