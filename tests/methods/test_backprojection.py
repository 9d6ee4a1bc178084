"""Back-projection against the same iteration written out on fine pixels."""

import numpy as np
import pytest
from scipy.ndimage import gaussian_filter, map_coordinates

from stfusion_qgis.methods.backprojection import BackProjection
from tests.methods.super_resolution import open_upscaled, predict, with_gap
from tests.scene_files import block_mean, make_images, spread

METHOD = BackProjection()


def blurred(fine, ratio, width):
    if width == 0:
        return fine
    deviation = width / 2.354820045 * ratio
    return np.stack([gaussian_filter(band, deviation, mode="reflect") for band in fine])


def seen(fine, ratio, width):
    """Return what the coarse sensor sees: blurred, then averaged over its pixels."""
    return block_mean(blurred(np.asarray(fine, float), ratio, width), ratio)


def first_guess(coarse, ratio):
    places = [(np.arange(size * ratio) + 0.5) / ratio - 0.5 for size in coarse.shape[1:]]
    where = np.meshgrid(*places, indexing="ij")
    return np.stack([map_coordinates(band, where, order=3, mode="reflect") for band in coarse])


def back_project(coarse, ratio, width, iterations):
    fine = first_guess(coarse, ratio)
    for _ in range(iterations):
        residual = coarse - seen(fine, ratio, width)
        fine = fine + blurred(spread(residual, ratio), ratio, width)
    return fine


@pytest.mark.parametrize("ratio, width, iterations", [
    (8, 0.0, 1), (8, 0.5, 7), (5, 1.0, 7), (4, 2.5, 4), (2, 0.1, 3)])
def test_the_iteration_on_fine_pixels(ratio, width, iterations, tmp_path):
    images = make_images(rows=8 * ratio, columns=11 * ratio, ratio=ratio)
    prediction = predict(METHOD, open_upscaled(images, tmp_path), psf_width=width,
                         iterations=iterations)
    expected = back_project(images.predictions[0].astype(float), ratio, width, iterations)
    np.testing.assert_allclose(prediction.values, expected, atol=2e-6)


@pytest.mark.parametrize("width", [0.3, 1.0, 2.0])
def test_residual_shrinks(width, tmp_path):
    images = make_images(rows=64, columns=80)
    scene = open_upscaled(images, tmp_path)
    residuals = []
    for iterations in (1, 2, 4, 8, 16, 32):
        prediction = predict(METHOD, scene, psf_width=width, iterations=iterations)
        residual = images.predictions[0] - seen(prediction.values, 8, width)
        residuals.append(np.sqrt((residual ** 2).mean()))
    assert all(after < before for before, after in zip(residuals, residuals[1:]))
    assert residuals[-1] < 0.8 * residuals[0]


def test_in_the_end_the_sensor_sees_the_coarse_image(tmp_path):
    images = make_images(rows=64, columns=80)
    prediction = predict(METHOD, open_upscaled(images, tmp_path), psf_width=0.6, iterations=500)
    np.testing.assert_allclose(seen(prediction.values, 8, 0.6), images.predictions[0], atol=1e-5)


def test_gaps_are_not_projected_back(tmp_path):
    """Beside a gap, too, the sensor sees the coarse image in the end, whatever the gap holds."""
    images = make_images(rows=64, columns=80)
    coarse = images.predictions[0]
    images.predictions = [with_gap(coarse, slice(3, 5), slice(4, 7))]
    prediction = predict(METHOD, open_upscaled(images, tmp_path), psf_width=0.6, iterations=500)
    known = np.isfinite(images.predictions[0][0])
    np.testing.assert_allclose(seen(prediction.values, 8, 0.6)[:, known], coarse[:, known],
                               atol=1e-5)


def test_blur_is_undone_as_far_as_coarse_pixels_can_show_it(tmp_path):
    x = np.linspace(0, 6 * np.pi, 160)
    fine = (0.3 + 0.1 * np.sin(x)[:, None] * np.cos(x[:120]))[None]
    images = make_images(rows=160, columns=120, bands=1)
    images.predictions = [seen(fine, 8, 1.5).astype(np.float32)]
    scene = open_upscaled(images, tmp_path)
    inside = np.s_[:, 24:-24, 24:-24]

    def error(iterations):
        prediction = predict(METHOD, scene, psf_width=1.5, iterations=iterations)
        return np.abs(prediction.values - fine)[inside].max()

    assert error(60) < 0.1 * error(1)
