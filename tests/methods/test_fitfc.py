"""Fit-FC against a plain reference made from the paper, and its known accuracy."""

import numpy as np
import pytest

from stfusion_qgis import engine
from stfusion_qgis.images.inputs import Inputs
from stfusion_qgis.images.scene_opening import open_scene
from stfusion_qgis.images.source import Source
from stfusion_qgis.images.window import Window
from stfusion_qgis.kernels.thin_plate_spline import ThinPlateSpline
from stfusion_qgis.methods.fitfc import FitFc
from tests.methods.super_resolution import predict, with_gap
from tests.scene_files import make_images, read_tif

METHOD = FitFc()
SMALL = {"regression_window": 3, "window_size": 7, "similar_pixels": 9}


def line(x, y, ridge):
    """Fit y = slope x + intercept: least squares, with n pixels more on a line of slope 1."""
    if len(x) == 0:
        return 1.0, 0.0
    n, dx, dy = len(x), x - x.mean(), y - y.mean()
    rows = np.append(dx, np.sqrt(n * ridge))
    values = np.append(dy, np.sqrt(n * ridge))
    slope = np.linalg.lstsq(rows[:, None], values, rcond=None)[0][0] if rows.any() else 1.0
    return slope, y.mean() - slope * x.mean()


def reference(images, parameters):
    """Predict as Wang & Atkinson 2018 write it, one pixel at a time, in double precision.

    Arrays of `images` are NaN in all bands where invalid.
    """
    fine, before, after = (a.astype(float) for a in (
        images.fine[0], images.coarse[0], images.predictions[0]))
    bands, rows, columns = fine.shape
    ratio, offset = images.ratio, images.offset
    known = np.isfinite(before + after).all(axis=0)
    radius = parameters.regression_window // 2
    slope, intercept = np.ones(before.shape), np.zeros(before.shape)
    for b in range(bands):
        ridge = parameters.steadiness * np.nanvar(before[b])
        for i, j in np.ndindex(known.shape):
            window = np.s_[max(i - radius, 0):i + radius + 1, max(j - radius, 0):j + radius + 1]
            inside = known[window]
            slope[b, i, j], intercept[b, i, j] = line(
                before[b][window][inside], after[b][window][inside], ridge)  # equation 2
    residual = after - (slope * before + intercept)  # equation 6
    at_fine = ThinPlateSpline(np.nan_to_num(residual).astype(np.float32), known, ratio,
                              *offset).at(Window(0, 0, rows, columns))
    i = (np.arange(rows)[:, None] + offset[0]) // ratio
    j = (np.arange(columns) + offset[1]) // ratio
    fitted = slope[:, i, j] * fine + intercept[:, i, j] + at_fine  # equations 3 and 7
    valid = known[i, j] & np.isfinite(fine).all(axis=0)

    result = np.full(fine.shape, np.nan)
    half = parameters.window_size // 2
    for y, x in zip(*np.nonzero(valid)):
        neighbours = []
        for v in range(max(y - half, 0), min(y + half + 1, rows)):
            for u in range(max(x - half, 0), min(x + half + 1, columns)):
                difference = np.sqrt(((fine[:, v, u] - fine[:, y, x]) ** 2).mean())  # equation 4
                if np.isfinite(difference):
                    neighbours.append((difference, v, u))
        similar = [(v, u) for _, v, u in sorted(neighbours)[:parameters.similar_pixels]
                   if valid[v, u]]
        weights = [1 / (1 + np.hypot(v - y, u - x) / (parameters.window_size / 2))
                   for v, u in similar]
        result[:, y, x] = sum(w * fitted[:, v, u] for w, (v, u) in zip(weights, similar)
                              ) / sum(weights)  # equations 5 and 8
    return result


def assert_agrees(prediction, expected):
    """Within 1e-4 of the range of the data."""
    np.testing.assert_array_equal(prediction.valid, np.isfinite(expected).all(axis=0))
    reach = np.nanmax(expected) - np.nanmin(expected)
    difference = (prediction.values - expected)[:, prediction.valid]
    np.testing.assert_allclose(difference / reach, 0, atol=1e-4)


@pytest.mark.parametrize("offset", [(0, 0), (3, 1)])
@pytest.mark.parametrize("steadiness", [0.0, 0.3])
def test_against_plain_reference(tmp_path, offset, steadiness):
    images = make_images(rows=29, columns=34, bands=3, ratio=4, offset=offset, noise=0.01)
    parameters = {**SMALL, "steadiness": steadiness}
    assert_agrees(predict(METHOD, images.open(tmp_path), **parameters),
                  reference(images, METHOD.Parameters(**parameters)))


def test_gaps_against_plain_reference(tmp_path):
    images = make_images(rows=32, columns=36, ratio=4, noise=0.01)
    images.fine = [with_gap(images.fine[0], slice(10, 14), slice(20, 27))]
    images.coarse = [with_gap(images.coarse[0], slice(5, 6), slice(2, 4))]
    images.predictions = [with_gap(images.predictions[0], slice(1, 2), slice(7, 8))]
    assert_agrees(predict(METHOD, images.open(tmp_path), **SMALL),
                  reference(images, METHOD.Parameters(**SMALL)))


def test_without_filter_an_unchanged_image_stays(tmp_path):
    images = make_images()
    images.predictions = [images.coarse[0]]
    prediction = predict(METHOD, images.open(tmp_path), similar_pixels=1)
    np.testing.assert_allclose(prediction.values, images.fine[0], atol=1e-5)


def test_unchanged_image_is_filtered_within_its_noise(tmp_path):
    images = make_images(noise=0.003)
    images.predictions = [images.coarse[0]]
    prediction = predict(METHOD, images.open(tmp_path))
    assert np.sqrt(((prediction.values - images.fine[0]) ** 2).mean()) < 0.006


def test_a_linear_relation_of_the_dates_is_found(tmp_path):
    """Gain and offset that hold everywhere carry over to fine pixels, exactly."""
    images = make_images()
    images.predictions = [1.3 * images.coarse[0] - 0.02]
    scene = images.open(tmp_path)
    prediction = predict(METHOD, scene, similar_pixels=1, steadiness=0)
    np.testing.assert_allclose(prediction.values, 1.3 * images.fine[0] - 0.02, atol=1e-5)
    unsteady = predict(METHOD, scene, steadiness=0)
    images.predictions = [images.coarse[0]]
    unchanged = predict(METHOD, images.open(tmp_path), steadiness=0)
    np.testing.assert_allclose(unsteady.values, 1.3 * unchanged.values - 0.02, atol=1e-5)


def test_constant_change_shifts(tmp_path):
    images = make_images()
    images.predictions = [images.coarse[0] + np.float32(0.07)]
    prediction = predict(METHOD, images.open(tmp_path), similar_pixels=1)
    np.testing.assert_allclose(prediction.values, images.fine[0] + 0.07, atol=1e-5)


def test_steadiness_draws_the_slope_to_one(tmp_path):
    """Where the coarse image hardly varies, noise must not decide on the slope."""
    rng = np.random.default_rng(0)
    images = make_images(rows=80, columns=80, bands=1)
    flat = np.s_[:, :5, :5]
    for image in (images.coarse[0], images.predictions[0]):
        image[flat] = 0.3 + rng.normal(0, 1e-4, image[flat].shape)
    scene = images.open(tmp_path)
    window = Window(0, 0, 8, 8)
    truth = images.fine[0][:, :8, :8]
    errors = [np.abs(predict(METHOD, scene, window, regression_window=5, similar_pixels=1,
                             steadiness=s).values - truth).max() for s in (0.0, 0.01)]
    assert errors[1] < 0.2 * errors[0]


@pytest.mark.parametrize("name, files, options, most", [
    ("gwydir", ("fine_2004-11-26.tif", "coarse_400m_2004-11-26.tif", "coarse_400m_2004-12-28.tif",
                "fine_2004-12-28.tif"), {}, 203),
    ("shenzhen", ("L72000306_SZ_B432_30m.tif", "MOD09_2000306_SZ_B214_250m.tif",
                  "MOD09_2002311_SZ_B214_250m.tif", "L72002311_SZ_B432_30m.tif"),
     {"ratio": 8.33, "coregister": True}, 269)])
def test_as_accurate_as_public_code(tmp_path, shared_data, name, files, options, most):
    folder = shared_data / name
    fine, coarse, target = ([Source(str(folder / file))] for file in files[:3])
    output = str(tmp_path / "out.tif")
    scene = open_scene(Inputs.of(fine, coarse, target, **options))
    engine.run(METHOD, scene, METHOD.Parameters(), [output])
    errors = read_tif(output) - read_tif(folder / files[3])
    assert np.sqrt(np.nanmean(errors ** 2, axis=(1, 2))).mean() <= most
