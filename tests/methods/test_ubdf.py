"""UBDF against plain unmixing, and known answers."""

import numpy as np
import pytest

from stfusion_qgis.methods.ubdf import Ubdf
from stfusion_qgis.progress import Progress
from tests.methods import fsdaf_reference, unmixing_reference
from tests.methods.super_resolution import open_upscaled, predict, with_gap
from tests.scene_files import block_mean, make_images

METHOD = Ubdf()


@pytest.mark.parametrize("parameters", [
    {"classes": 4}, {"classes": 6, "window_size": 5, "regularisation": 0.01}])
def test_plain_reference(tmp_path, parameters):
    images = make_images(rows=32, columns=40, noise=0.03)
    scene = open_upscaled(images, tmp_path, guided=True)
    chosen = METHOD.Parameters(**parameters)
    classes = METHOD.prepare(scene, chosen, Progress()).classes
    labels = classes.label(scene.read(scene.grid.whole(), 0, "nearest").fine)
    fractions, _ = fsdaf_reference.abundances(images, labels, chosen.classes)
    values = unmixing_reference.unmix(fractions, images.predictions[0].astype(float), chosen)
    expected = unmixing_reference.at_pixels(values, labels, images.ratio)
    result = predict(METHOD, scene, **parameters)
    np.testing.assert_allclose(result.values, expected, atol=1e-4 * np.ptp(images.truth))


def test_values_of_classes_are_recovered(tmp_path):
    """Land of five kinds, each of one value at the prediction date, comes out exactly."""
    images = make_images(rows=96, columns=96, noise=0.0)
    scene = open_upscaled(images, tmp_path, guided=True)
    result = predict(METHOD, scene, classes=5, window_size=25, regularisation=1e-6)
    np.testing.assert_allclose(result.values, images.truth, atol=1e-3)


def test_values_of_classes_that_drift_across_the_scene(tmp_path):
    """The same kind of land may have another value elsewhere."""
    images = make_images(rows=128, columns=128, noise=0.0)
    drift = np.linspace(0, 0.2, 128)[None, :, None]
    images.truth = images.truth + drift
    images.predictions = [block_mean(images.truth, images.ratio)]
    result = predict(METHOD, open_upscaled(images, tmp_path, guided=True), classes=5)
    assert np.abs(result.values - images.truth).mean() < 0.2 * drift.std()


def test_a_cloud_in_the_coarse_image_is_bridged(tmp_path):
    """The class's values around serve beside the cloud; below it nothing is predicted."""
    images = make_images(rows=64, columns=64, noise=0.0)
    images.predictions = [with_gap(images.predictions[0], 3, slice(2, 4))]
    result = predict(METHOD, open_upscaled(images, tmp_path, guided=True), classes=5)
    below = np.zeros((64, 64), bool)
    below[24:32, 16:32] = True
    np.testing.assert_array_equal(result.valid, ~below)
    assert np.abs(result.values - images.truth)[:, ~below].mean() < 0.02
