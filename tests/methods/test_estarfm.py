"""ESTARFM against a plain reference written from Zhu et al. 2010, and known answers."""

import dataclasses

import numpy as np
import pytest
from scipy.stats import linregress

from tests.methods.whole_scene import distances, fuse, images_on_fine_grid, windows
from tests.scene_files import block_mean, make_images

WINDOW, CLASSES, SCALE, LEAST_CHANGE = 9, 3, 4.0, 0.3
SETTINGS = {"window_size": WINDOW, "classes": CLASSES, "distance_scale": SCALE,
            "least_change": LEAST_CHANGE}


def correlation(f, c):
    """Equation 10, of one pixel; with one band the relative difference of the program."""
    if len(f) == 2:
        return 1 - np.mean(np.abs(f - c) / (np.abs(f) + np.abs(c)))
    return np.corrcoef(f, c)[0, 1]


def conversion(c, f):
    """The slope of fine over coarse values, where the regression can be trusted."""
    if len(c) < 2 * 6:
        return 1.0
    line = linregress(c, f)  # its p-value is that of the F test
    trusted = line.pvalue < 0.05 and 0 < line.slope <= 5
    return line.slope if trusted else 1.0


def reference(scene):
    (fine_1, fine_2), (coarse_1, coarse_2), (coarse_p,) = images_on_fine_grid(scene)
    valid = np.logical_and.reduce([v for _, v in (fine_1, fine_2, coarse_1, coarse_2, coarse_p)])
    f1, f2, c1, c2, cp = (v for v, _ in (fine_1, fine_2, coarse_1, coarse_2, coarse_p))
    thresholds = [2 * values[:, own].std(axis=1) / CLASSES
                  for values, own in (fine_1, fine_2)]
    deviation = [np.mean([values[band, own].std() for values, own in (fine_1, fine_2)])
                 for band in range(len(f1))]
    predicted = np.full(f1.shape, np.nan)
    for (y, x), window in windows(valid, WINDOW // 2):
        inside = (slice(None), *window)
        similar = valid[window].copy()
        for f, threshold in zip((f1, f2), thresholds):
            difference = np.abs(f[inside] - f[:, y, x, None, None])
            similar &= (difference <= threshold[:, None, None]).all(axis=0)
        spectra_f = np.concatenate([f1[inside][:, similar], f2[inside][:, similar]])
        spectra_c = np.concatenate([c1[inside][:, similar], c2[inside][:, similar]])
        r = np.array([correlation(*pair) for pair in zip(spectra_f.T, spectra_c.T)])
        distance = 1 + distances(window, (y, x))[similar] / SCALE  # equation 11
        weight = 1 / ((1 - r + 1e-4) * distance)  # equation 12
        weight /= weight.sum()  # equation 13
        for band in range(len(f1)):
            now, before, after = (c[band][window] for c in (cp, c1, c2))
            v = conversion(np.concatenate([before[similar], after[similar]]),
                           np.concatenate([f[band][window][similar] for f in (f1, f2)]))
            if abs(np.sum(weight * (after - before)[similar])) < LEAST_CHANGE * deviation[band]:
                v = 1.0
            single = [f[band, y, x] + v * np.sum(weight * (now - then)[similar])
                      for f, then in ((f1, before), (f2, after))]
            change = [np.abs(now - then)[valid[window]].sum() for then in (before, after)]
            share = change[1] / (change[0] + change[1]) if sum(change) > 0 else 0.5
            predicted[band, y, x] = share * single[0] + (1 - share) * single[1]
    return predicted


@pytest.mark.parametrize("bands", [1, 3])
def test_equals_the_plain_reference(tmp_path, bands):
    images = make_images(26, 31, bands, ratio=4, pairs=2, noise=0.02)
    images.fine[1][:, 3:6, 20:24] = np.nan
    images.predictions[0][:, 4, 1] = np.nan
    scene = images.open(tmp_path)
    predicted, expected = fuse(scene, "estarfm", tmp_path, **SETTINGS), reference(scene)
    np.testing.assert_array_equal(np.isnan(predicted), np.isnan(expected))
    differences = np.abs(predicted - expected)[np.isfinite(expected)]
    # A regression at the brink of significance may fall to either side.
    assert np.quantile(differences, 0.995) < 1e-4 * np.nanstd(images.truth)
    assert np.isnan(predicted).any()


def test_prediction_date_of_a_pair_gives_its_fine_image(tmp_path):
    """The coarse change to that pair is nothing, so that it has all the weight."""
    images = make_images(pairs=2)
    images = dataclasses.replace(images, predictions=[images.coarse[1]])
    predicted = fuse(images.open(tmp_path), "estarfm", tmp_path, **SETTINGS)
    np.testing.assert_allclose(predicted, images.fine[1], atol=1e-5)


def test_conversion_coefficient_recovers_the_change_of_fine_pixels(tmp_path):
    """Fine pixels that go on changing twice as much as coarse ones are predicted exactly."""
    images = make_images(pairs=2, noise=0)
    smooth = np.linspace(0.1, 0.3, images.truth.shape[2], dtype=np.float32)
    course = [np.broadcast_to(smooth * step, images.truth.shape) for step in (1, 2, 3)]
    first, truth, second = (np.array(2 * values, np.float32) for values in course)
    coarse = [block_mean(values, images.ratio).astype(np.float32) for values in course]
    images = dataclasses.replace(images, fine=[first, second], truth=truth,
                                 coarse=[coarse[0], coarse[2]], predictions=[coarse[1]])
    predicted = fuse(images.open(tmp_path), "estarfm", tmp_path, **SETTINGS)
    error = np.abs(predicted - truth)[:, 8:-8, 12:-12]
    assert error.max() < 0.02 * (second - first).mean()
