"""VIPSTF against a plain reference written from Wang et al. 2020, and known answers."""

import dataclasses

import numpy as np
import pytest

from stfusion_qgis.images.window import Window
from stfusion_qgis.kernels.thin_plate_spline import ThinPlateSpline
from tests.methods.whole_scene import distances, fuse, images_on_fine_grid, windows
from tests.scene_files import make_images

WINDOW, COUNT, RATIO = 7, 5, 4
SETTINGS = {"window_size": WINDOW, "similar_pixels": COUNT}


def reference(scene, images):
    """Predict by an explicit design matrix and a sorted window."""
    coarse = [c.astype(float) for c in images.coarse]
    wanted = images.predictions[0].astype(float)
    known = np.isfinite(np.sum(coarse, axis=0) + wanted).all(axis=0)
    fine, read_coarse, read_wanted = images_on_fine_grid(scene, "nearest")
    valid = np.logical_and.reduce([v for _, v in (*fine, *read_coarse, *read_wanted)])
    f_vip, remaining = np.empty(images.truth.shape), np.zeros(wanted.shape)
    for band in range(len(wanted)):
        design = np.stack([*(c[band][known] for c in coarse), np.ones(known.sum())], axis=1)
        *a, b = np.linalg.lstsq(design, wanted[band][known], rcond=None)[0]
        f_vip[band] = sum(factor * f[band] for factor, (f, _) in zip(a, fine)) + b
        c_vip = sum(factor * c[band] for factor, c in zip(a, coarse)) + b
        remaining[band] = np.where(known, wanted[band] - c_vip, 0)
    rows, columns = valid.shape
    change = ThinPlateSpline(remaining, known, RATIO).at(Window(0, 0, rows, columns))
    predicted = np.full(f_vip.shape, np.nan)
    for (y, x), window in windows(valid, WINDOW // 2):
        difference = ((f_vip[(slice(None), *window)] - f_vip[:, y, x, None, None]) ** 2).sum(axis=0)
        difference[~valid[window]] = np.inf
        similar = np.argsort(difference.ravel(), kind="stable")[:COUNT]
        weights = 1 / (1 + distances(window, (y, x)).ravel()[similar] / (WINDOW / 2))
        for band in range(len(f_vip)):
            near = change[band][window].ravel()[similar]
            predicted[band, y, x] = f_vip[band, y, x] + np.average(near, weights=weights)
    return predicted


@pytest.mark.parametrize("pairs", [1, 2, 4])
def test_equals_the_plain_reference(tmp_path, pairs):
    images = make_images(24, 28, 3, ratio=RATIO, pairs=pairs, noise=0.02)
    images.fine[-1][:, 3:6, 20:24] = np.nan
    images.predictions[0][:, 4, 1] = np.nan
    scene = images.open(tmp_path)
    predicted, expected = fuse(scene, "vipstf", tmp_path, **SETTINGS), reference(scene, images)
    np.testing.assert_array_equal(np.isnan(predicted), np.isnan(expected))
    assert np.isnan(expected).any()
    np.testing.assert_allclose(predicted, expected, atol=1e-4 * np.nanstd(images.truth))


def test_combination_of_the_pairs_is_recovered(tmp_path):
    """A date that is a linear combination of the pairs is predicted without error."""
    images = make_images(pairs=3)

    def combined(parts):
        return (0.5 * parts[0] + 0.8 * parts[1] - 0.2 * parts[2] + 0.01).astype(np.float32)

    images = dataclasses.replace(images, predictions=[combined(images.coarse)],
                                 truth=combined(images.fine))
    predicted = fuse(images.open(tmp_path), "vipstf", tmp_path, **SETTINGS)
    np.testing.assert_allclose(predicted, images.truth, atol=1e-4)


def test_constant_coarse_images_leave_the_mean_of_the_fine_ones(tmp_path):
    """They do not say how to combine; the change between their means is added."""
    images = make_images(pairs=2)
    level = np.ones_like(images.predictions[0])
    images = dataclasses.replace(images, coarse=[0.2 * level, 0.4 * level],
                                 predictions=[0.5 * level])
    predicted = fuse(images.open(tmp_path), "vipstf", tmp_path, **SETTINGS)
    np.testing.assert_allclose(predicted, np.mean(images.fine, axis=0) + 0.2, atol=1e-5)


def test_more_pairs_predict_better(tmp_path):
    images = make_images(pairs=3, dates=1)
    one = dataclasses.replace(images, fine=images.fine[:1], coarse=images.coarse[:1])
    errors = [np.abs(fuse(case.open(tmp_path), "vipstf", tmp_path) - images.truth).mean()
              for case in (one, images)]
    assert errors[1] < 0.5 * errors[0]
