"""ATPRK against plain kriging and regression."""

import itertools

import numpy as np
import pytest
from scipy.ndimage import gaussian_filter

from stfusion_qgis.methods.atprk import Atprk
from stfusion_qgis.methods.steps.area_to_point_kriging import kriging_weights
from stfusion_qgis.methods.steps.variogram import (
    deconvoluted_range,
    experimental_variogram,
    point_variogram,
)
from stfusion_qgis.progress import Progress
from tests.methods.super_resolution import open_upscaled, predict, with_gap
from tests.scene_files import block_mean, make_images

METHOD = Atprk()


def points_of(cell, ratio):
    """Return the centres of the fine pixels of a cell, in cells."""
    inside = (np.arange(ratio) + 0.5) / ratio
    return np.array([(cell[0] + y, cell[1] + x) for y in inside for x in inside])


def mean_semivariance(p, q, gamma):
    return np.mean([gamma(np.hypot(*(a - b))) for a in p for b in q])


def krige(cells, values, places, ratio, gamma):
    """Solve the kriging system of areas for points, written out."""
    points = [points_of(cell, ratio) for cell in cells]
    n = len(cells)
    system = np.ones((n + 1, n + 1))
    for i, j in itertools.product(range(n), range(n)):
        system[i, j] = mean_semivariance(points[i], points[j], gamma)
    system[n, n] = 0
    right = np.array([[mean_semivariance(p, [place], gamma) for place in places] for p in points])
    weights = np.linalg.solve(system, np.vstack([right, np.ones(len(places))]))[:n]
    return np.asarray(values) @ weights


@pytest.mark.parametrize("model, formula", [
    ("exponential", lambda h: 1 - np.exp(-3 * h / 2.5)),
    ("spherical", lambda h: 1.5 * h / 2.5 - 0.5 * (h / 2.5) ** 3 if h < 2.5 else 1.0)])
def test_weights_against_a_plain_kriging_system(model, formula):
    cells = list(itertools.product(range(3), range(3)))
    expected = krige(cells, np.eye(9), points_of((1, 1), 4), 4, formula)
    weights = kriging_weights(point_variogram(model, 2.5), 4, 3)
    np.testing.assert_allclose(weights, expected, atol=1e-12)


@pytest.mark.parametrize("ratio, neighbourhood, range_", [(2, 3, 0.1), (8, 5, 3.0), (16, 7, 50.0)])
def test_weights_keep_the_mean_of_the_cell_whatever_is_around(ratio, neighbourhood, range_):
    weights = kriging_weights(point_variogram("exponential", range_), ratio, neighbourhood)
    np.testing.assert_allclose(weights.sum(axis=0), 1, atol=1e-9)
    own = np.zeros(neighbourhood ** 2)
    own[len(own) // 2] = 1
    np.testing.assert_allclose(weights.mean(axis=1), own, atol=1e-9)


def test_prediction_without_guide_is_kriging(tmp_path):
    images = make_images(rows=28, columns=36, bands=1, ratio=4)
    prediction = predict(METHOD, open_upscaled(images, tmp_path))
    coarse = images.predictions[0][0].astype(float)
    range_ = deconvoluted_range(coarse, np.ones(coarse.shape, bool), "exponential", 10)
    cells = [(row, column) for row in range(1, 6) for column in range(2, 7)]
    expected = krige(cells, [coarse[cell] for cell in cells], points_of((3, 4), 4), 4,
                     lambda h: 1 - np.exp(-3 * h / range_))
    fine = prediction.values[0, 12:16, 16:20]
    np.testing.assert_allclose(fine.ravel(), expected, atol=2e-6)


def test_five_cells_a_side_are_nearly_all_cells():
    """The neighbourhood of the paper against the system of a whole lattice."""
    rng = np.random.default_rng(0)
    values = gaussian_filter(rng.normal(size=(9, 9)), 1)
    cells = list(itertools.product(range(9), range(9)))
    whole = krige(cells, values.ravel(), points_of((4, 4), 3), 3, lambda h: 1 - np.exp(-3 * h / 4))
    weights = kriging_weights(point_variogram("exponential", 4), 3, 5)
    near = values[2:7, 2:7].ravel() @ weights
    assert np.abs(near - whole).max() < 0.05 * values.std()


def test_experimental_variogram_against_pairs_of_cells():
    rng = np.random.default_rng(2)
    values, valid = rng.normal(size=(6, 9)), rng.random((6, 9)) < 0.8
    found, counts = experimental_variogram(values, valid, 10)
    for lag in range(1, 11):
        squares = [(values[a] - values[b]) ** 2 / 2
                   for a in zip(*np.nonzero(valid)) for b in zip(*np.nonzero(valid))
                   if (b[0] - a[0], b[1] - a[1]) in ((lag, 0), (0, lag))]
        assert counts[lag - 1] == len(squares)
        assert found[lag - 1] == pytest.approx(np.mean(squares) if squares else 0)


@pytest.mark.parametrize("range_", [2.0, 5.0, 10.0])
def test_deconvolution_finds_the_range_of_the_points(range_):
    """Cells of a random field of fine pixels whose variogram is known."""
    rng, ratio, size = np.random.default_rng(4), 4, 512
    steps = np.minimum(np.arange(size), size - np.arange(size)) / ratio
    covariance = np.exp(-3 * np.hypot(steps[:, None], steps) / range_)
    spectrum = np.maximum(np.fft.fft2(covariance).real, 0)
    field = np.fft.ifft2(np.sqrt(spectrum) * np.fft.fft2(rng.normal(size=(size, size)))).real
    cells = block_mean(field[None], ratio)[0]
    found = deconvoluted_range(cells, np.ones(cells.shape, bool), "exponential", 10)
    assert found == pytest.approx(range_, rel=0.25)


def test_an_exact_relation_is_found(tmp_path):
    images = make_images(rows=72, columns=88, bands=3)
    mix = np.array([[1.2, 0.1, -0.2], [0.0, 0.7, 0.1], [0.3, 0.0, 0.9]])
    truth = np.einsum("ij,jrc->irc", mix, images.fine[0]) + 0.05
    images.predictions = [block_mean(truth, 8).astype(np.float32)]
    prediction = predict(METHOD, open_upscaled(images, tmp_path, guided=True))
    np.testing.assert_allclose(prediction.values, truth, atol=1e-5)


def test_no_change_and_constant_change(tmp_path):
    images = make_images(rows=72, columns=88)
    for change in (0, 0.1):
        images.predictions = [images.coarse[0] + np.float32(change)]
        prediction = predict(METHOD, open_upscaled(images, tmp_path, guided=True))
        np.testing.assert_allclose(prediction.values, images.fine[0] + change, atol=1e-5)


@pytest.mark.parametrize("covariates", ["all", "same"])
@pytest.mark.parametrize("guided", [False, True])
def test_means_of_cells_are_the_coarse_image(covariates, guided, tmp_path):
    images = make_images(rows=72, columns=88)
    prediction = predict(METHOD, open_upscaled(images, tmp_path, guided), covariates=covariates)
    np.testing.assert_allclose(block_mean(prediction.values, 8), images.predictions[0], atol=2e-6)


def test_guide_brings_detail(tmp_path):
    images = make_images(rows=160, columns=176, bands=3)
    errors = [np.abs(predict(METHOD, open_upscaled(images, tmp_path, guided)).values - images.truth
                     ).mean() for guided in (False, True)]
    assert errors[1] < 0.5 * errors[0]


def test_trend_of_the_same_band_is_a_straight_line(tmp_path):
    images = make_images(rows=72, columns=88)
    scene = open_upscaled(images, tmp_path, guided=True)
    parameters = METHOD.Parameters(covariates="same")
    trend = METHOD.prepare(scene, parameters, Progress())[0].trend
    for band in range(2):
        x, y = images.coarse[0][band].ravel(), images.predictions[0][band].ravel()
        slope, intercept = np.polyfit(x.astype(float), y.astype(float), 1)
        assert trend.slopes[band, band] == pytest.approx(slope, rel=1e-4)
        assert trend.intercepts[band] == pytest.approx(intercept, rel=1e-4)
        assert trend.slopes[band, 1 - band] == 0


def test_few_cells_are_not_regressed_on_many_bands(tmp_path):
    images = make_images(rows=16, columns=24, bands=6)
    scene = open_upscaled(images, tmp_path, guided=True)
    trend = METHOD.prepare(scene, METHOD.Parameters(), Progress())[0].trend
    assert np.count_nonzero(trend.slopes - np.diag(np.diag(trend.slopes))) == 0


def test_equal_bands_of_the_guide_share_their_slope(tmp_path):
    images = make_images(rows=72, columns=88)
    images = images.map(lambda a: np.concatenate([a[:1], a[:1]]))
    prediction = predict(METHOD, open_upscaled(images, tmp_path, guided=True))
    np.testing.assert_allclose(prediction.values[0], prediction.values[1], atol=1e-6)
    np.testing.assert_allclose(block_mean(prediction.values, 8), images.predictions[0], atol=2e-6)


def test_gap_of_the_guide_stays_a_gap(tmp_path):
    images = make_images(rows=72, columns=88)
    whole = predict(METHOD, open_upscaled(images, tmp_path, guided=True))
    images.fine = [with_gap(images.fine[0], slice(20, 30), slice(40, 60))]
    prediction = predict(METHOD, open_upscaled(images, tmp_path, guided=True))
    np.testing.assert_array_equal(prediction.valid, np.isfinite(images.fine[0][0]))
    difference = np.abs(prediction.values - whole.values)[:, prediction.valid]
    assert np.median(difference) < 0.02 * np.nanstd(images.truth)
    assert np.quantile(difference, 0.95) < 0.1 * np.nanstd(images.truth)
