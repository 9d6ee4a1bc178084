"""One-pair dictionary learning against its two layers written out, and on known answers."""

import numpy as np
import pytest

from stfusion_qgis.images.inputs import Inputs
from stfusion_qgis.images.scene_opening import open_scene
from stfusion_qgis.images.source import Source
from stfusion_qgis.images.window import Window
from stfusion_qgis.methods.onepairdictionary import OnePairDictionary
from stfusion_qgis.progress import Progress
from tests.kernels.matching_pursuit_reference import pursue
from tests.scene_files import make_images

METHOD = OnePairDictionary()


def fuse(scene, **parameters):
    """Return the prediction of the whole scene in one block, the block and the state."""
    chosen = METHOD.Parameters(**parameters)
    state = METHOD.prepare(scene, chosen, Progress())
    window = Window(0, 0, scene.grid.rows, scene.grid.columns)
    block = scene.read(window, METHOD.halo(chosen, scene), METHOD.interpolation(chosen))
    return METHOD.fuse(block, state)[0], block, state


def averaged(plane, valid, size):
    """Mean over a square of `size`, by its corners: in tenths of pixels, for even sizes."""
    rows, columns = plane.shape
    result = np.zeros(plane.shape)
    for i in range(rows):
        for j in range(columns):
            total = weight = 0.0
            for k in range(max(i - size, 0), min(i + size + 1, rows)):
                for m in range(max(j - size, 0), min(j + size + 1, columns)):
                    # Overlap of pixel (k, m) with the square around the centre of pixel (i, j).
                    height = max(0, min(k + 0.5, i + size / 2) - max(k - 0.5, i - size / 2))
                    width = max(0, min(m + 0.5, j + size / 2) - max(m - 0.5, j - size / 2))
                    total += height * width * valid[k, m] * plane[k, m]
                    weight += height * width * valid[k, m]
            result[i, j] = total / weight if weight else 0
    return result


def sharpened(plane, valid, pair, parameters, spacing, halo):
    """Super-resolve a plane whose upper left pixel lies `halo` before the scene's."""
    size, step = parameters.patch_size, parameters.patch_size - parameters.overlap
    extent = (size - 1) * spacing + 1
    detail, number = np.zeros(plane.shape), np.zeros(plane.shape)
    for i in range(plane.shape[0] - extent + 1):
        for j in range(plane.shape[1] - extent + 1):
            row, column = i - halo, j - halo
            if row % (step * spacing) >= spacing or column % (step * spacing) >= spacing:
                continue
            place = np.s_[i:i + extent:spacing, j:j + extent:spacing]
            number[place] += 1
            inside = valid[place].ravel()
            if not inside.any():
                continue
            patch = plane[place].ravel()
            patch = np.where(inside, patch - patch[inside].mean(), 0)
            atoms, coefficients = pursue(patch, pair.low, parameters.nonzeros)
            found = sum(c * pair.detail[a] for a, c in zip(atoms, coefficients))
            detail[place] += np.reshape(found * np.ones(size * size), (size, size))
    return plane + detail / np.maximum(number, 1)


def two_layers(block, state, parameters, transition):
    """Predict by super-resolution and high-pass modulation, twice."""
    fine, coarse, now = block.fine[0], block.coarse[0], block.coarse_predictions[0]
    valid = fine.valid & coarse.valid & now.valid
    result = []
    for band in range(len(fine.values)):
        f, c, p = (image.values[band].astype(float) for image in (fine, coarse, now))
        t = averaged(f, fine.valid, transition)
        for low, high, pair, spacing in ((c, t, state.first[band], transition),
                                         (t, f, state.second[band], 1)):
            s, s_p = (sharpened(plane, valid, pair, parameters, spacing, block.halo)
                      for plane in (low, p))
            with np.errstate(divide="ignore", invalid="ignore"):
                ratio = np.where((s > 0) & (s_p > 0), s_p / s, 1)
            ratio = ratio.clip(1 / parameters.largest_ratio, parameters.largest_ratio)
            p = s_p + ratio * (high - s)
        result.append(block.core(p))
    return np.stack(result)


@pytest.mark.parametrize("options, transition", [
    ({}, 3), ({"transition": 4, "overlap": 1, "largest_ratio": 1.05}, 4)])
def test_against_the_layers_written_out(tmp_path, options, transition):
    scene = make_images(rows=24, columns=32).open(tmp_path)
    options = {"patch_size": 5, "overlap": 2, "atoms": 20, "iterations": 5,
               "regularisation": 0.01, **options}
    prediction, block, state = fuse(scene, **options)
    expected = two_layers(block, state, METHOD.Parameters(**options), transition)
    assert prediction.valid.all()
    np.testing.assert_allclose(prediction.values, expected, atol=1e-5)


def test_without_coarse_change_the_fine_image_comes_back(tmp_path):
    images = make_images()
    images.predictions = [images.coarse[0].copy()]
    prediction, _, _ = fuse(images.open(tmp_path))
    np.testing.assert_allclose(prediction.values, images.fine[0], atol=1e-6)


@pytest.mark.parametrize("factor", [0.7, 1.6])
def test_a_coarse_image_that_is_brighter_everywhere_makes_the_fine_one_so(tmp_path, factor):
    """Modulation multiplies, so contrast grows with brightness."""
    images = make_images()
    images.predictions = [images.coarse[0] * np.float32(factor)]
    prediction, _, _ = fuse(images.open(tmp_path))
    np.testing.assert_allclose(prediction.values, images.fine[0] * factor, atol=1e-5)


def test_limit_of_one_adds_the_change(tmp_path):
    images = make_images()
    images.predictions = [images.coarse[0] + np.float32(0.1)]
    prediction, _, _ = fuse(images.open(tmp_path), largest_ratio=1.0)
    np.testing.assert_allclose(prediction.values, images.fine[0] + 0.1, atol=1e-5)


def test_values_about_zero_stay_sound(tmp_path):
    """An index from -0.3 to 0.3: no ratio of tiny numbers spoils it."""
    images = make_images().map(lambda a: a - np.float32(0.3))
    prediction, _, _ = fuse(images.open(tmp_path))
    assert prediction.valid.all()
    assert np.abs(prediction.values - images.truth).max() < 0.5


def test_gwydir(shared_data):
    """At most 10 % above the temporal difference, which has 203.2 there; it has less."""
    def source(name):
        return Source(str(shared_data / "gwydir" / name))

    scene = open_scene(Inputs.of(
        [source("fine_2004-11-26.tif")], [source("coarse_400m_2004-11-26.tif")],
        [source("coarse_400m_2004-12-28.tif")]))
    prediction, _, _ = fuse(scene, iterations=5)
    truth = open_scene(Inputs.of(
        [source("fine_2004-12-28.tif")], [source("coarse_400m_2004-12-28.tif")],
        [source("coarse_400m_2004-11-26.tif")]))
    image = truth.aligned(truth.fine[0], "bilinear").read(Window(0, 0, 480, 480))
    difference = (prediction.values - image.values)[:, prediction.valid & image.valid]
    assert np.sqrt((difference.astype(float) ** 2).mean(axis=1)).mean() < 200
