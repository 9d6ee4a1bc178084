"""Similar pixels by the means of their surroundings, too: in Fit-FC, VIPSTF and FSDAF."""

import numpy as np
import pytest

from bench.task_images import all_tasks
from bench.tasks import rmse
from stfusion_qgis.images.image import Image
from stfusion_qgis.images.window import Window
from stfusion_qgis.methods import shipped_methods
from stfusion_qgis.methods.steps.patch_means import MARGIN, surrounding_means
from stfusion_qgis.methods.steps.similarity import Similarity
from stfusion_qgis.testing import checks

METHODS = [shipped_methods()[name] for name in ("fitfc", "vipstf", "fsdaf")]
PROMISES = ("blocks, cut cells", "mirrored", "gap in fine 1", "single pixel")


def image_with_gap():
    rng = np.random.default_rng(3)
    image = Image(rng.normal(size=(2, 12, 14)).astype(np.float32), rng.random((12, 14)) > 0.2)
    image.values[:, ~image.valid] = 0
    return image


def test_means_are_those_of_the_valid_pixels():
    image = image_with_gap()
    found = surrounding_means(image)
    for k, radius in enumerate((1, 3)):
        for y, x in np.ndindex(12, 14):
            window = np.s_[max(y - radius, 0):y + radius + 1, max(x - radius, 0):x + radius + 1]
            inside = image.values[(slice(None), *window)][:, image.valid[window]]
            mean = inside.mean(axis=1) if inside.size else 0
            np.testing.assert_allclose(found[2 * k:2 * k + 2, y, x], mean, rtol=1e-5, atol=1e-6)


def test_features_of_a_part_are_those_of_the_whole():
    image, similarity = image_with_gap(), Similarity(surroundings=True)
    whole = similarity.features(image, Window(0, 0, 6, 8))
    part = similarity.features(
        Image(image.values[:, 2:, 3:], image.valid[2:, 3:]), Window(2, 3, 4, 5))
    assert whole.values.shape == (6, 12 - 2 * MARGIN, 14 - 2 * MARGIN)
    np.testing.assert_array_equal(part.values, whole.values[:, 2:, 3:])
    np.testing.assert_array_equal(part.valid, whole.valid[2:, 3:])


@pytest.mark.parametrize("check", [
    check for method in METHODS
    for check in checks(method, parameters=lambda pairs, method=method: method.Parameters(
        surroundings=True))
    if check.name in PROMISES and check.pairs == 1], ids=str)
def test_methods_keep_their_promises(check):
    check()


@pytest.mark.parametrize("name, error, with_surroundings", [
    ("fitfc", 198, 194), ("vipstf", 199.5, 196.5)])
def test_gains_on_real_images(shared_data, name, error, with_surroundings):
    method, task = shipped_methods()[name], next(all_tasks())
    assert task.name.startswith("gwydir")
    assert rmse(task, method, method.Parameters(surroundings=True)) < with_surroundings
    assert with_surroundings < rmse(task, method) < error
