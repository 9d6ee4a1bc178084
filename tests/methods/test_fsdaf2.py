"""FSDAF 2.0 against a plain reference, and what it is better at than FSDAF."""

import numpy as np
import pytest

from stfusion_qgis.methods.fsdaf import Fsdaf
from stfusion_qgis.methods.fsdaf2 import Fsdaf2
from stfusion_qgis.progress import Progress
from tests.methods import fsdaf_reference as plain
from tests.methods.super_resolution import predict
from tests.scene_files import block_mean, make_images

METHOD = Fsdaf2()
SMALL = {"classes": 3, "window_size": 7, "similar_pixels": 6, "pure_pixels": 12, "edges": 0.2}
FLOOD = np.s_[:, 32:72, 24:64]


def flooded(noise=0.002, seed=0):
    """Return a scene in which water covers whole coarse pixels at the prediction date."""
    images = make_images(rows=96, columns=96, noise=noise, seed=seed)
    images.truth[FLOOD] = 0.02
    images.predictions = [block_mean(images.truth, images.ratio)]
    return images


def edge_strength(images, deviation):
    """Return the mean of Roberts' cross over the corners inside of each cell."""
    fine = images.fine[0] / deviation[:, None, None]
    result = np.zeros(images.coarse[0].shape[1:])
    for row, column, pixels in plain.cells_of(images):
        cell = fine[(slice(None), *pixels)]
        strength = [sum(abs(cell[b, y, x] - cell[b, y + 1, x + 1])
                        + abs(cell[b, y + 1, x] - cell[b, y, x + 1]) for b in range(len(cell)))
                    for y in range(cell.shape[1] - 1) for x in range(cell.shape[2] - 1)]
        result[row, column] = np.mean(strength)
    return result


def above_otsu(size):
    """Return which values are in the upper one of the two groups that vary least."""
    within = {t: sum(((g - g.mean()) ** 2).sum() for g in (size[size <= t], size[size > t]))
              for t in np.unique(size)[:-1]}
    return size > min(within, key=within.get)


@pytest.mark.parametrize("seed", [0, 2])
def test_plain_reference(tmp_path, seed):
    images = flooded(noise=0.02, seed=seed)
    scene, parameters = images.open(tmp_path), METHOD.Parameters(**SMALL)
    classes = METHOD.prepare(scene, parameters, Progress()).classes
    labels = classes.label(scene.read(scene.grid.whole(), 0, "nearest").fine)
    deviation = images.fine[0].std(axis=(1, 2))
    fractions, _ = plain.abundances(images, labels, 3)
    change = (images.predictions[0] - images.coarse[0]).astype(float)
    everywhere = np.ones(change.shape[1:], bool)

    def residual_of(changes):
        return change - np.einsum("bk,krc->brc", changes, fractions)

    first = residual_of(plain.changes_of_classes(fractions, everywhere, change, 12, 0.1))
    replaced = above_otsu(np.sqrt(((first / deviation[:, None, None]) ** 2).mean(axis=0)))
    edges = edge_strength(images, deviation)
    usable = ~replaced & (edges <= np.quantile(edges, 0.8))
    changes = plain.changes_of_classes(fractions, usable, change, 12, 0.1)
    expected = plain.predict(images, labels, changes, residual_of(changes), replaced, parameters)
    result = predict(METHOD, scene, **SMALL)
    differences = np.abs(result.values - expected) / np.ptp(images.truth)
    assert np.quantile(differences, 0.99) < 1e-4  # the rest: rounding swaps similar pixels
    assert differences.max() < 0.1


def test_a_flood_does_not_spoil_the_changes_of_the_classes(tmp_path):
    """The flooded coarse pixels are found, and the land around changes as if without them."""
    images = flooded(noise=0.0)
    scene = images.open(tmp_path)
    date = METHOD.prepare(scene, METHOD.Parameters(classes=5), Progress()).dates[0]
    expected = np.zeros(date.replaced.shape, bool)
    expected[4:9, 3:8] = True
    np.testing.assert_array_equal(date.replaced, expected)
    assert np.abs(date.residual[:, ~expected]).max() < 1e-4


def test_better_than_fsdaf_where_the_land_cover_has_changed(tmp_path):
    images = flooded()
    scene = images.open(tmp_path)
    first, second = (np.abs(predict(method, scene, classes=5, window_size=11).values
                            - images.truth) for method in (Fsdaf(), METHOD))
    assert second[FLOOD].mean() < 0.9 * first[FLOOD].mean()
    assert second.mean() < first.mean()


def test_without_change_of_land_cover_it_is_as_good_as_fsdaf(tmp_path):
    images = make_images(rows=96, columns=96)
    scene = images.open(tmp_path)
    first, second = (np.abs(predict(method, scene, classes=5, window_size=11).values
                            - images.truth).mean() for method in (Fsdaf(), METHOD))
    assert second < 1.05 * first
