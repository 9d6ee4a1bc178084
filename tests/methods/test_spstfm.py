"""SPSTFM against the paper's sums written out, on known answers and on real images."""

import dataclasses

import numpy as np
import pytest

from stfusion_qgis.errors import InputError
from stfusion_qgis.images.window import Window
from stfusion_qgis.methods.spstfm import Spstfm
from stfusion_qgis.methods.temporaldifference import TemporalDifference
from stfusion_qgis.progress import Progress
from tests.kernels.matching_pursuit_reference import pursue
from tests.scene_files import make_images

METHOD = Spstfm()


def fuse(scene, method=METHOD, window=None, **parameters):
    """Return the prediction of a window, or the whole scene, the block read and the state."""
    chosen = method.Parameters(**parameters)
    state = method.prepare(scene, chosen, Progress())
    window = window or Window(0, 0, scene.grid.rows, scene.grid.columns)
    block = scene.read(window, method.halo(chosen, scene), method.interpolation(chosen))
    return method.fuse(block, state)[0], block, state


def rmse(values, truth):
    return np.sqrt(((values - truth) ** 2).mean())


def fine_change(change, pair, nonzeros):
    """Return the fine change of one coarse patch."""
    centred = change - change.mean()
    atoms, coefficients = pursue(centred, pair.low, nonzeros)
    return change + sum(c * pair.detail[a] for a, c in zip(atoms, coefficients))


def spstfm(block, pairs, parameters, largest):
    """Predict a block whose coarse images are valid everywhere in the scene, patch by patch."""
    size, step, spacing = (parameters.patch_size, parameters.patch_size - parameters.overlap,
                           parameters.patch_spacing)
    coarse = block.coarse_predictions[0]
    bands, rows, columns = coarse.values.shape
    sums, number = np.zeros((bands, rows, columns)), np.zeros((rows, columns))
    extent = (size - 1) * spacing + 1
    for i in range(rows - extent + 1):
        for j in range(columns - extent + 1):
            row, column = i - block.halo, j - block.halo  # in the scene
            if row % (step * spacing) >= spacing or column % (step * spacing) >= spacing:
                continue
            place = np.s_[i:i + extent:spacing, j:j + extent:spacing]
            inside = coarse.valid[place]
            if not inside.any():
                continue
            number[place] += inside
            for band in range(bands):
                changes, predictions = [], []
                for fine_k, coarse_k in zip(block.fine, block.coarse):
                    y = (coarse.values[band] - coarse_k.values[band])[place].astype(float)
                    y = np.where(inside, y, y[inside].mean()).ravel()
                    changes.append(np.abs(y.reshape(size, size)[inside]).mean())
                    x = fine_change(y, pairs[band], parameters.nonzeros).reshape(size, size)
                    predictions.append(fine_k.values[band][place] + x)
                v_1, v_2 = changes
                w_1 = (1 / v_1) / (1 / v_1 + 1 / v_2)
                if abs(v_1 - v_2) > parameters.weight_threshold * largest[band]:
                    w_1 = 1.0 if v_1 < v_2 else 0.0
                sums[band][place] += inside * (w_1 * predictions[0] + (1 - w_1) * predictions[1])
    return block.core(sums / np.maximum(number, 1))


@pytest.mark.parametrize("options", [
    {}, {"patch_size": 5, "overlap": 0, "nonzeros": 2, "weight_threshold": 1.0},
    {"patch_size": 4, "overlap": 3, "patch_spacing": 3, "weight_threshold": 0.02}])
def test_against_sums_patch_by_patch(tmp_path, options):
    scene = make_images(rows=32, columns=40, pairs=2).open(tmp_path)
    options = {"atoms": 30, "iterations": 5, "regularisation": 0.01, **options}
    prediction, block, state = fuse(scene, **options)
    first, second, now = scene.sample([*scene.coarse, *scene.coarse_predictions], "cubic")
    largest = np.maximum(np.abs(now - first).max(axis=1), np.abs(now - second).max(axis=1))
    expected = spstfm(block, state.pairs, METHOD.Parameters(**options), largest)
    assert prediction.valid.all()
    np.testing.assert_allclose(prediction.values, expected, atol=1e-5)
    change = block.coarse_predictions[0].values - block.coarse[0].values
    plain = block.core(block.fine[0].values + change)
    assert np.abs(prediction.values - plain).max() > 0.01  # there is something to compare


@pytest.mark.parametrize("known", [0, 1])
def test_without_coarse_change_the_fine_image_comes_back(tmp_path, known):
    images = make_images(pairs=2)
    images.predictions = [images.coarse[known].copy()]
    prediction, _, _ = fuse(images.open(tmp_path))
    np.testing.assert_allclose(prediction.values, images.fine[known], atol=2e-6)


def test_a_change_everywhere_alike_shifts_the_image(tmp_path):
    images = make_images(pairs=2)
    images.fine[1], images.coarse[1] = images.fine[0] + 0.2, images.coarse[0] + 0.2
    images.predictions = [images.coarse[0] + 0.08]
    prediction, _, _ = fuse(images.open(tmp_path))
    np.testing.assert_allclose(prediction.values, images.fine[0] + 0.08, atol=1e-6)


def test_learns_detail_from_the_pairs(tmp_path):
    """Bumps that change between the pairs look alike; their sharp shape is predicted again."""
    rng = np.random.default_rng(0)
    y, x = np.mgrid[:160, :160]
    bumps = np.zeros((160, 160))
    for _ in range(120):
        row, column, height = *rng.integers(0, 160, 2), rng.uniform(0.2, 1)
        bumps += height * ((np.abs(y - row) <= 2) & (np.abs(x - column) <= 2))
    later = np.zeros((160, 160))
    for _ in range(30):
        row, column, height = *rng.integers(0, 160, 2), rng.uniform(0.2, 1)
        later += height * ((np.abs(y - row) <= 2) & (np.abs(x - column) <= 2))
    images = make_images(rows=160, columns=160, bands=1, ratio=4, pairs=2)
    fine = [np.full((1, 160, 160), 0.3), 0.3 + bumps[None], 0.3 + later[None]]
    coarse = [a.reshape(1, 40, 4, 40, 4).mean(axis=(2, 4)) for a in fine]
    images = dataclasses.replace(images, fine=fine[:2], coarse=coarse[:2], predictions=coarse[2:],
                                 truth=fine[2])
    scene = images.open(tmp_path)
    errors = [rmse(fuse(scene, method, **parameters)[0].values, images.truth)
              for method, parameters in ((METHOD, {"regularisation": 0.1}), (METHOD, {}),
                                         (TemporalDifference(), {}))]
    assert errors[0] < errors[1] < errors[2]
    assert errors[0] < 0.9 * errors[2]


def test_one_valid_pair_counts_alone(tmp_path):
    images = make_images(pairs=2)
    whole, _, _ = fuse(images.open(tmp_path))
    images.fine[0][:, 10:30, 10:30] = np.nan
    prediction, block, _ = fuse(images.open(tmp_path))
    assert prediction.valid.all()
    gap = np.s_[:, 14:26, 14:26]
    change = block.core(block.coarse_predictions[0].values - block.coarse[1].values)
    second = images.fine[1] + change
    assert rmse(prediction.values[gap], second[gap]) < 0.5 * rmse(whole.values[gap], second[gap])


def test_overlap_must_be_less_than_the_patch(tmp_path):
    with pytest.raises(InputError, match="overlap"):
        fuse(make_images(pairs=2).open(tmp_path), patch_size=4, overlap=4)
