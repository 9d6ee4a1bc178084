"""Interpolation against SciPy, and what the area-true spline promises."""

import numpy as np
import pytest
from scipy.interpolate import make_interp_spline
from scipy.ndimage import map_coordinates

from stfusion_qgis.images.alignment import Aligned
from stfusion_qgis.images.inputs import Inputs
from stfusion_qgis.images.raster import Raster
from stfusion_qgis.images.scene_opening import open_scene
from stfusion_qgis.methods.interpolation import Interpolation
from stfusion_qgis.methods.steps.cell_splines import (
    mean_coefficients,
    mean_weights,
    point_coefficients,
    point_weights,
)
from tests.methods.super_resolution import open_upscaled, predict, with_gap
from tests.scene_files import block_mean, make_images

METHOD = Interpolation()


def places(cells, ratio):
    """Return where the centres of fine pixels lie, in cells."""
    return (np.arange(cells * ratio) + 0.5) / ratio - 0.5


@pytest.mark.parametrize("how, order", [("nearest", 0), ("bilinear", 1), ("cubic", 3)])
def test_usual_interpolations_against_scipy(how, order, tmp_path):
    images = make_images(rows=64, columns=80)
    prediction = predict(METHOD, open_upscaled(images, tmp_path), interpolation=how)
    coarse = images.predictions[0].astype(float)
    where = np.meshgrid(places(8, 8), places(10, 8), indexing="ij")
    expected = [map_coordinates(band, where, order=order, mode="nearest") for band in coarse]
    np.testing.assert_allclose(prediction.values, expected, atol=5e-6)


def test_lanczos_against_its_formula(tmp_path):
    images = make_images(rows=64, columns=80)
    prediction = predict(METHOD, open_upscaled(images, tmp_path), interpolation="lanczos")
    coarse = images.predictions[0].astype(float)

    def weights(cells):
        at, around = places(cells, 8), np.arange(-4, cells + 4)  # repeated at the border
        x = at[:, None] - around
        kernel = np.where(np.abs(x) < 3, np.sinc(x) * np.sinc(x / 3), 0)
        result = np.zeros((len(at), cells))
        for column, cell in zip(kernel.T, around.clip(0, cells - 1)):
            result[:, cell] += column
        return result / result.sum(axis=1, keepdims=True)

    expected = weights(8) @ coarse @ weights(10).T
    np.testing.assert_allclose(prediction.values, expected, atol=5e-6)


@pytest.mark.parametrize("ratio", [2, 5, 8, 16])
def test_area_true_spline_keeps_the_means(ratio, tmp_path):
    images = make_images(rows=7 * ratio, columns=9 * ratio, ratio=ratio)
    prediction = predict(METHOD, open_upscaled(images, tmp_path))
    np.testing.assert_allclose(block_mean(prediction.values, ratio), images.predictions[0],
                               atol=1e-6)


def test_area_true_spline_keeps_the_means_on_the_grid_of_a_fine_image(tmp_path):
    images = make_images(rows=61, columns=70, offset=(3, 5))
    prediction = predict(METHOD, open_upscaled(images, tmp_path, guided=True))
    means = block_mean(prediction.values, 8, (3, 5))
    whole = np.s_[:, 1:-1, 1:-1]  # cells that the fine image cuts lack a part of their mean
    np.testing.assert_allclose(means[whole], images.predictions[0][whole], atol=1e-6)


def test_area_true_spline_keeps_the_means_beside_gaps(tmp_path):
    images = make_images(rows=64, columns=80)
    coarse = images.predictions[0]
    images.predictions = [with_gap(coarse, slice(2, 4), slice(5, 9))]
    prediction = predict(METHOD, open_upscaled(images, tmp_path))
    known = np.isfinite(images.predictions[0][0])
    np.testing.assert_allclose(block_mean(prediction.values, 8)[:, known], coarse[:, known],
                               atol=1e-6)


def test_area_true_spline_is_the_derivative_of_the_spline_of_the_sums(tmp_path):
    """Along one axis, and mirrored often enough that the ends do not matter."""
    rng, ratio = np.random.default_rng(3), 4
    row = rng.uniform(0.1, 0.5, 12)
    images = make_images(rows=16, columns=48, bands=1, ratio=ratio)
    images.predictions = [np.tile(row, (1, 4, 1)).astype(np.float32)]
    prediction = predict(METHOD, open_upscaled(images, tmp_path))
    mirrored = np.concatenate([row[::-1], row, row[::-1]] * 3)
    sums = np.concatenate([[0], mirrored.cumsum()])
    x = np.arange(len(sums))
    knots = np.concatenate([[x[0]] * 5, x[2:-3] + 0.5, [x[-1]] * 5])
    spline = make_interp_spline(x, sums, k=4, t=knots)
    np.testing.assert_array_equal(mirrored[4 * 12:5 * 12], row)
    edges = 4 * 12 + np.arange(48 + 1) / ratio
    np.testing.assert_allclose(prediction.values[0, 7], np.diff(spline(edges)) * ratio, atol=2e-6)


def test_splines_reproduce_a_parabola_away_from_the_border():
    ratio, n = 6, 30
    x = np.arange(n)
    parabola = (x - 12.0) ** 2
    at = places(n, ratio)
    for coefficients, weights, means in (
            (point_coefficients, point_weights, 0), (mean_coefficients, mean_weights, 1 / 12)):
        c = coefficients(np.tile(parabola + means, (1, 3, 1)))[0, 1]
        fine = np.concatenate([weights(ratio) @ c[i - 2:i + 3] for i in range(12, 18)])
        # The mean of x^2 over a width w is larger than that at its centre by w^2 / 12.
        expected = (at - 12) ** 2 + means / ratio ** 2
        np.testing.assert_allclose(fine, expected[12 * ratio:18 * ratio], atol=1e-4)


def test_real_images(shared_data):
    folder = shared_data / "gwydir"
    scene = open_scene(Inputs.of(
        coarse_predictions=[str(folder / "coarse_400m_2004-12-28.tif")], upscaling=16))
    truth = Aligned(Raster(str(folder / "fine_2004-12-28.tif")), scene.grid, "nearest").read(
        scene.grid.whole())

    def error(how):
        prediction = predict(METHOD, scene, interpolation=how)
        valid = prediction.valid & truth.valid
        difference = (prediction.values - truth.values)[:, valid]
        return np.sqrt((difference.astype(float) ** 2).mean(axis=1)).mean()

    errors = {how: error(how) for how in ("nearest", "bilinear", "cubic", "lanczos", "area")}
    assert errors["area"] == pytest.approx(212.5, abs=0.5)
    assert sorted(errors, key=errors.get) == ["area", "lanczos", "cubic", "bilinear", "nearest"]
