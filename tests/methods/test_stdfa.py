"""STDFA against plain unmixing of the change, and known answers."""

import numpy as np
import pytest

from stfusion_qgis.methods.stdfa import Stdfa
from stfusion_qgis.methods.ubdf import Ubdf
from stfusion_qgis.progress import Progress
from tests.methods import fsdaf_reference, unmixing_reference
from tests.methods.super_resolution import open_upscaled, predict, with_gap
from tests.scene_files import make_images

METHOD = Stdfa()


@pytest.mark.parametrize("pairs", [1, 2])
def test_plain_reference(tmp_path, pairs):
    images = make_images(rows=32, columns=40, noise=0.03, pairs=pairs)
    scene, chosen = images.open(tmp_path), METHOD.Parameters(classes=4)
    classes = METHOD.prepare(scene, chosen, Progress()).classes
    labels = classes.label(scene.read(scene.grid.whole(), 0, "nearest").fine)
    fractions, _ = fsdaf_reference.abundances(images, labels, 4)
    changes = [unmixing_reference.at_pixels(
        unmixing_reference.unmix(fractions, (images.predictions[0] - coarse).astype(float), chosen),
        labels, images.ratio) for coarse in images.coarse]
    size = [np.abs(change).mean(axis=0) for change in changes]
    weights = [np.ones(labels.shape)] if pairs == 1 else [
        size[1] / (size[0] + size[1]), size[0] / (size[0] + size[1])]
    expected = sum(w * (fine + change)
                   for w, fine, change in zip(weights, images.fine, changes))
    result = predict(METHOD, scene, classes=4)
    np.testing.assert_allclose(result.values, expected, atol=1e-4 * np.ptp(images.truth))


@pytest.mark.parametrize("pairs", [1, 2])
def test_changes_of_classes_are_recovered(tmp_path, pairs):
    """Land of five kinds, each of which changes in its own way, comes out exactly."""
    images = make_images(rows=96, columns=96, noise=0.0, pairs=pairs)
    result = predict(METHOD, images.open(tmp_path), classes=5, window_size=25,
                     regularisation=1e-6)
    np.testing.assert_allclose(result.values, images.truth, atol=1e-3)


def test_detail_within_classes_stays(tmp_path):
    """Unlike with UBDF, whose pixels of a class are all alike."""
    images = make_images(rows=96, columns=96, noise=0.0)
    detail = np.random.default_rng(1).normal(0, 0.03, images.truth.shape).astype(np.float32)
    images.fine[0] = images.fine[0] + detail
    images.truth = images.truth + detail
    scene = images.open(tmp_path)
    errors = np.abs(predict(METHOD, scene).values - images.truth).mean()
    alike = np.abs(predict(Ubdf(), open_upscaled(images, tmp_path, guided=True)).values
                   - images.truth).mean()
    assert errors < 0.7 * alike


def test_a_cloud_in_one_of_two_pairs(tmp_path):
    """The other pair serves alone; and the classes below the cloud come from its fine image."""
    images = make_images(rows=64, columns=64, pairs=2)
    cloud = np.s_[20:30, 24:40]
    images.fine[1] = with_gap(images.fine[1], *cloud)
    result = predict(METHOD, images.open(tmp_path), classes=5)
    assert result.valid.all()
    errors = np.abs(result.values - images.truth)
    assert errors[(slice(None), *cloud)].mean() < 2 * errors.mean() + 0.01
