"""STNLFFM against a plain reference of Cheng et al. 2017 as the method states it."""

import dataclasses

import numpy as np
import pytest
from scipy.ndimage import convolve

from stfusion_qgis.methods import stnlffm
from stfusion_qgis.methods.stnlffm import Stnlffm
from stfusion_qgis.progress import Progress
from tests.methods.whole_scene import fuse, images_on_fine_grid, windows
from tests.scene_files import make_images

WINDOW, SIMILARITY, STRENGTH, PRIOR = 7, 0.6, 0.4, 2.0
SETTINGS = {"window_size": WINDOW, "similarity": SIMILARITY, "filter_strength": STRENGTH,
            "regularisation": PRIOR}


def similar_pixels(f, change, alike, valid, window, centre):
    similar = valid[window].copy()
    for values, most in ((f, SIMILARITY), (change, alike or np.inf)):
        difference = values[(slice(None), *window)] - values[(slice(None), *centre, None, None)]
        similar &= (np.abs(difference) <= most).all(axis=0)
    return similar


def patch_means(values, valid, size):
    kernel = np.zeros((size, size))
    for m in range(size // 2 + 1):
        inside = slice(size // 2 - m, size // 2 + m + 1)
        kernel[inside, inside] += 1 / (2 * m + 1) ** 2
    weight = convolve(valid.astype(float), kernel, mode="constant")
    return np.stack([convolve(band * valid, kernel, mode="constant") for band in values]
                    ) / np.where(valid, weight, 1)


def predict_from_pair(fine, coarse, wanted, patch, alike):
    """Predict from one pair, all values in deviations of the fine band from 0."""
    (f, f_valid), (c, c_valid), (p, p_valid) = fine, coarse, wanted
    unit = f[:, f_valid].std(axis=1)[:, None, None]
    f, c, p = f / unit, c / unit, p / unit
    valid = f_valid & c_valid & p_valid
    transformed, predicted = np.zeros(f.shape), np.full(f.shape, np.nan)
    for centre, window in windows(valid, WINDOW // 2):
        similar = similar_pixels(f, p - c, alike, valid, window, centre)
        for band in range(len(f)):
            x, y = c[band][window][similar], p[band][window][similar]
            dx, dy = x - x.mean(), y - y.mean()
            a = ((dx * dy).sum() + PRIOR) / ((dx * dx).sum() + PRIOR)
            b = y.mean() - a * x.mean()
            transformed[(band, *centre)] = a * f[(band, *centre)] + b
    before, after = (patch_means(values, valid, patch) for values in (c, p))
    for centre, window in windows(valid, WINDOW // 2):
        similar = similar_pixels(f, p - c, alike, valid, window, centre)
        for band in range(len(f)):
            distance = np.abs(before[band][window][similar] - after[(band, *centre)])
            predicted[(band, *centre)] = np.average(
                transformed[band][window][similar], weights=np.exp(-distance / STRENGTH))
    return predicted * unit


def reference(scene, patch, alike):
    fine, coarse, (wanted,) = images_on_fine_grid(scene)
    single = [predict_from_pair(f, c, wanted, patch, alike) for f, c in zip(fine, coarse)]
    if len(single) == 1:
        return single[0]
    valid = np.logical_and.reduce([v for _, v in (*coarse, wanted)])
    result = single[0].copy()
    for centre, window in windows(np.ones_like(valid), WINDOW // 2):
        for band in range(len(result)):
            first, second = (s[(band, *centre)] for s in single)
            change = [np.abs(wanted[0][band] - c[band])[window][valid[window]].sum()
                      for c, _ in coarse]
            share = change[1] / sum(change) if sum(change) > 0 else 0.5
            both = share * first + (1 - share) * second
            result[(band, *centre)] = next(
                (v for v in (both, first, second) if np.isfinite(v)), np.nan)
    return result


@pytest.mark.parametrize(("pairs", "patch", "alike"), [
    (1, 1, 0), (1, 5, 0), (2, 1, 0.3), (2, 3, 0.15)])
def test_equals_the_plain_reference(tmp_path, pairs, patch, alike):
    images = make_images(22, 27, 3, ratio=4, pairs=pairs, noise=0.02)
    images.fine[-1][:, 3:6, 20:24] = np.nan
    images.predictions[0][:, 4, 1] = np.nan
    scene = images.open(tmp_path)
    predicted = fuse(scene, "stnlffm", tmp_path, patch_size=patch, change_similarity=alike,
                     **SETTINGS)
    expected = reference(scene, patch, alike)
    np.testing.assert_array_equal(np.isnan(predicted), np.isnan(expected))
    assert np.isnan(expected).any()
    np.testing.assert_allclose(predicted, expected, atol=1e-4 * np.nanstd(images.truth))


@pytest.mark.parametrize("rows", [3, 9])
def test_strips_of_dates_are_the_whole_to_the_last_bit(tmp_path, monkeypatch, rows):
    images = make_images(22, 27, 2, ratio=4, pairs=2, dates=4, noise=0.02)
    images.fine[-1][:, 9:12, 20:24] = np.nan
    scene = images.open(tmp_path)
    parameters = Stnlffm.Parameters(**SETTINGS, patch_size=3)
    method = Stnlffm()
    state = method.prepare(scene, parameters, Progress())
    block = scene.read(scene.grid.whole(), method.halo(parameters, scene), "cubic")
    whole = method.fuse(block, state)
    monkeypatch.setattr(stnlffm, "_MOST_ROWS", rows * len(whole))
    for strips, together in zip(method.fuse(block, state), whole):
        np.testing.assert_array_equal(strips.valid, together.valid)
        np.testing.assert_array_equal(strips.values, together.values)


def test_no_change_gives_back_fine_1_within_the_similarity(tmp_path):
    images = make_images(noise=0.005)
    images = dataclasses.replace(images, predictions=images.coarse)
    predicted = fuse(images.open(tmp_path), "stnlffm", tmp_path, **SETTINGS)
    bound = SIMILARITY * images.fine[0].std(axis=(1, 2))
    assert (np.abs(predicted - images.fine[0]).max(axis=(1, 2)) < bound).all()


def test_values_far_from_the_prediction_date_stay_finite(tmp_path):
    """A change of many times the filter's strength leaves weights, though tiny ones."""
    images = make_images()
    images = dataclasses.replace(images, predictions=[images.coarse[0] + np.float32(2)])
    predicted = fuse(images.open(tmp_path), "stnlffm", tmp_path, window_size=9,
                     filter_strength=0.05, similarity=0.05)
    np.testing.assert_allclose(predicted, images.fine[0] + 2, atol=0.05)
