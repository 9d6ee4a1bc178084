"""FSDAF against a plain reference made from the paper, known answers, and its accuracy."""

import numpy as np
import pytest

from stfusion_qgis.images.inputs import Inputs
from stfusion_qgis.images.scene_opening import open_scene
from stfusion_qgis.images.source import Source
from stfusion_qgis.methods.fsdaf import Fsdaf
from stfusion_qgis.progress import Progress
from tests.methods import fsdaf_reference as plain
from tests.methods.super_resolution import predict, with_gap
from tests.methods.whole_scene import fuse
from tests.scene_files import block_mean, make_images, read_tif

METHOD = Fsdaf()
SMALL = {"classes": 3, "window_size": 7, "similar_pixels": 6, "pure_pixels": 12}


def labels_of(scene, classes):
    found = METHOD.prepare(scene, METHOD.Parameters(classes=classes), Progress()).classes
    return found.label(scene.read(scene.grid.whole(), 0, "nearest").fine)


@pytest.mark.parametrize("offset", [(0, 0), (3, 5)])
def test_plain_reference(tmp_path, offset):
    # with this seed the bounds of the classes' changes do not matter
    images = make_images(rows=38, columns=43, ratio=6, offset=offset, noise=0.02, seed=1)
    images.fine[0] = with_gap(images.fine[0], slice(10, 14), slice(20, 29))
    scene, parameters = images.open(tmp_path), METHOD.Parameters(**SMALL)
    labels = labels_of(scene, 3)
    fractions, counts = plain.abundances(images, labels, 3)
    change = (images.predictions[0] - images.coarse[0]).astype(float)
    changes = plain.changes_of_classes(fractions, counts / 36, change, 12, 0.1)
    residual = change - np.einsum("bk,krc->brc", changes, fractions)
    expected = plain.predict(images, labels, changes, residual, np.zeros(counts.shape, bool),
                             parameters)
    result = predict(METHOD, scene, **SMALL)
    np.testing.assert_array_equal(result.valid, np.isfinite(expected[0]))
    differences = np.abs(result.values - expected)[:, result.valid] / np.ptp(images.truth)
    assert np.quantile(differences, 0.99) < 1e-4  # the rest: rounding swaps similar pixels
    assert differences.max() < 0.1


def test_changes_of_classes_are_recovered(tmp_path):
    """Land of five kinds, each of which changes in its own way, comes out exactly."""
    images = make_images(rows=96, columns=96, noise=0.0)
    result = predict(METHOD, images.open(tmp_path), classes=5, similar_pixels=1)
    assert np.abs(result.values - images.truth).max() < 1e-4


def test_abrupt_change_larger_than_coarse_pixels(tmp_path):
    """Water that was not there is found by the spatial prediction, in its middle exactly."""
    images = make_images(rows=120, columns=120, noise=0.005)
    images.truth[:, 32:88, 40:96] = 0.05
    images.predictions = [block_mean(images.truth, images.ratio)]
    scene = images.open(tmp_path)
    result = predict(METHOD, scene, classes=5, window_size=9)
    error = np.abs(result.values - images.truth)[:, 44:76, 52:84].mean()
    change = np.abs(images.fine[0] - images.truth)[:, 44:76, 52:84].mean()
    assert error < 0.2 * change


def test_coarse_means_are_kept(tmp_path):
    """Before similar pixels are averaged, the change of each coarse pixel is the coarse image's."""
    images = make_images(rows=48, columns=48, noise=0.02)
    result = predict(METHOD, images.open(tmp_path), similar_pixels=1)
    change = block_mean(result.values - images.fine[0], images.ratio)
    np.testing.assert_allclose(change, images.predictions[0] - images.coarse[0], atol=1e-5)


@pytest.mark.parametrize("kind", ["coarse", "predictions"])
def test_nothing_is_predicted_below_a_cloud(tmp_path, kind):
    images = make_images(rows=64, columns=64)
    getattr(images, kind)[0] = with_gap(getattr(images, kind)[0], 3, slice(2, 4))
    result = predict(METHOD, images.open(tmp_path), window_size=11)
    below = np.zeros((64, 64), bool)
    below[24:32, 16:32] = True
    np.testing.assert_array_equal(result.valid, ~below)


def rmse(values, truth):
    return np.sqrt(np.nanmean((values - truth) ** 2, axis=(1, 2))).mean()


def test_accuracy_on_a_flood(shared_data, tmp_path):
    """At least as good as the authors' program (201.1), and FSDAF 2.0 better."""
    folder = shared_data / "gwydir"
    scene = open_scene(Inputs.of(*([Source(str(folder / name))] for name in (
        "fine_2004-11-26.tif", "coarse_400m_2004-11-26.tif", "coarse_400m_2004-12-28.tif"))))
    truth = read_tif(folder / "fine_2004-12-28.tif")
    first, second = (rmse(fuse(scene, name, tmp_path), truth) for name in ("fsdaf", "fsdaf2"))
    assert first < 201
    assert second < first - 2
