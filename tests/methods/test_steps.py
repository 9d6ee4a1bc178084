"""The steps that methods share, against plain computations."""

import numpy as np
import pytest

from stfusion_qgis.images.cells import Cells
from stfusion_qgis.images.image import Image
from stfusion_qgis.images.window import Window
from stfusion_qgis.methods.steps.change_detection import changed_cells, otsu_threshold
from stfusion_qgis.methods.steps.class_changes import class_changes
from stfusion_qgis.methods.steps.class_values import class_values_at
from stfusion_qgis.methods.steps.classification import Classes, abundances, find_classes
from stfusion_qgis.methods.steps.coarse_change import coarse_change
from stfusion_qgis.methods.steps.edges import edge_strength, edge_strength_of_cells
from stfusion_qgis.methods.steps.homogeneity import homogeneity_index
from stfusion_qgis.methods.steps.residuals import distribute_residual, whole_cells
from stfusion_qgis.methods.steps.similarity import Similarity
from stfusion_qgis.methods.steps.similarity_features import similarity_features
from stfusion_qgis.progress import Progress
from tests.methods import fsdaf_reference as plain
from tests.methods import unmixing_reference
from tests.methods.super_resolution import with_gap
from tests.scene_files import make_images

RNG = np.random.default_rng


# Classes


def test_label_is_the_nearest_centre():
    rng = RNG(0)
    classes = Classes(rng.normal(size=(5, 3)).astype(np.float32),
                      np.array([2.0, 0.5, 1.0], np.float32))
    valid = rng.random((20, 30)) > 0.1
    image = Image(rng.normal(size=(3, 20, 30)).astype(np.float32) * valid, valid)
    features = image.values * classes.scale[:, None, None]
    distance = ((features[None] - classes.centres[:, :, None, None]) ** 2).sum(axis=1)
    np.testing.assert_array_equal(classes.label([image]),
                                  np.where(valid, distance.argmin(axis=0), -1))


def test_label_of_two_images_counts_the_valid_one():
    rng = RNG(1)
    classes = Classes(rng.normal(size=(4, 4)).astype(np.float32), np.ones(4, np.float32))
    first, second = (Image(rng.normal(size=(2, 9, 9)).astype(np.float32), np.ones((9, 9), bool))
                     for _ in range(2))
    nothing = Image.empty(2, 9, 9)
    alone = Classes(classes.centres[:, :2], classes.scale[:2]).label([first])
    np.testing.assert_array_equal(classes.label([first, nothing]), alone)
    assert (classes.label([nothing, nothing]) == -1).all()
    assert (classes.label([first, second]) != alone).any()


def test_classes_are_the_kinds_of_land(tmp_path):
    images = make_images(rows=60, columns=70, noise=0.005)
    scene = images.open(tmp_path)
    classes = find_classes(scene, scene.fine, 5)
    labels = classes.label(scene.read(scene.grid.whole(), 0, "nearest").fine)
    assert classes.count == 5
    for k in range(5):
        assert images.fine[0][:, labels == k].std(axis=1).max() < 0.01


def test_classes_do_not_depend_on_the_order_of_pixels(tmp_path):
    images = make_images(rows=60, columns=70, noise=0.05)
    turned = images.map(lambda a: a[:, ::-1].swapaxes(1, 2))
    found = [find_classes(scene, scene.fine, 6)
             for scene in (images.open(tmp_path), turned.open(tmp_path))]
    np.testing.assert_array_equal(found[0].centres, found[1].centres)
    np.testing.assert_array_equal(found[0].scale, found[1].scale)


def test_fewer_distinct_pixels_than_classes(tmp_path):
    images = make_images()
    images.fine[0] = np.where(images.fine[0][:1] > 0.3, np.float32(0.5), np.float32(0.1)) \
        * np.ones((2, 1, 1), np.float32)
    scene = images.open(tmp_path)
    assert find_classes(scene, scene.fine, 6).count == 2


def test_abundances_of_cells_that_are_cut_or_pierced(tmp_path):
    images = make_images(rows=45, columns=53, offset=(3, 5))
    images.fine[0] = with_gap(images.fine[0], slice(10, 20), slice(5, 30))
    scene = images.open(tmp_path)
    classes = find_classes(scene, scene.fine, 4)
    labels = classes.label(scene.read(scene.grid.whole(), 0, "nearest").fine)
    fractions, share = abundances(scene, classes, scene.fine)
    expected, counts = plain.abundances(images, labels, 4)
    np.testing.assert_allclose(fractions, expected, atol=1e-6)
    np.testing.assert_array_equal(share, counts / 64)


def test_class_values_between_and_beyond_the_centres_of_cells():
    rng = RNG(2)
    values = rng.normal(size=(3, 2, 4, 5)).astype(np.float32)
    labels = rng.integers(0, 3, (24, 30))
    cells = Cells(6, 0, 0, 4, 5)
    expected = unmixing_reference.at_pixels(values, labels, 6)
    result = class_values_at(values, labels, cells, Window(0, 0, 24, 30))
    np.testing.assert_allclose(result, expected, atol=1e-5)
    moved = class_values_at(values, labels[4:20, 3:9], Cells(6, 2, 1, 4, 5), Window(2, 2, 16, 6))
    np.testing.assert_array_equal(moved, result[:, 4:20, 3:9])
    assert not class_values_at(values, np.full((6, 6), -1), cells, Window(0, 0, 6, 6)).any()


# Changes of classes


def mixtures(rng, classes=3, cells=(12, 15)):
    fractions = rng.dirichlet(np.full(classes, 0.4), cells).transpose(2, 0, 1)
    return fractions.astype(np.float32), np.ones(cells, bool)


def as_change(values):
    return Image(values.astype(np.float32), np.ones(values.shape[1:], bool))


def test_class_changes_are_recovered_in_spite_of_other_changes():
    rng = RNG(3)
    fractions, everywhere = mixtures(rng)
    truth = np.array([[0.1, -0.2, 0.05], [0.0, 0.3, -0.1]])
    change = np.einsum("bk,krc->brc", truth, fractions)
    np.testing.assert_allclose(class_changes(fractions, everywhere, as_change(change), 60, 0.1),
                               truth, atol=1e-5)
    change[:, 3:5, 2:4] = 0.9  # where the land cover has changed
    with_few = class_changes(fractions, everywhere, as_change(change), 60, 0.1)
    with_all = class_changes(fractions, everywhere, as_change(change), 60, 0.0)
    assert np.abs(with_few - truth).max() < 0.5 * np.abs(with_all - truth).max()
    usable = change[0] < 0.9
    np.testing.assert_allclose(class_changes(fractions, usable, as_change(change), 60, 0.1),
                               truth, atol=1e-5)


def test_a_cell_counts_for_the_changes_by_its_share():
    """A cell of a weight of a quarter counts as a quarter of such a cell would; 0 not at all."""
    rng = RNG(14)
    fractions, _ = mixtures(rng)
    change = rng.normal(size=(2, 12, 15))
    repeated = np.concatenate(4 * [fractions], axis=1)
    weights = np.concatenate(3 * [rng.integers(0, 2, (12, 15))] + [np.ones((12, 15), int)])
    expected = class_changes(repeated, weights, as_change(np.concatenate(4 * [change], axis=1)),
                             10 ** 6, 0.0)
    shares = weights.reshape(4, 12, 15).mean(axis=0)
    result = class_changes(fractions, shares, as_change(change), 10 ** 6, 0.0)
    np.testing.assert_allclose(result, expected, atol=1e-2)


def test_class_changes_stay_in_the_range_of_the_coarse_change():
    """A class that is nowhere abundant would otherwise get any value."""
    rng = RNG(4)
    rare = 0.02 + 0.02 * rng.random((10, 10))
    fractions = np.stack([rare, 1 - rare]).astype(np.float32)
    change = rng.normal(0, 0.1, (1, 10, 10))
    result = class_changes(fractions, np.ones((10, 10), bool), as_change(change), 100, 0.1)
    assert change.min() - change.std() - 1e-6 <= result.min()
    assert result.max() <= change.max() + change.std() + 1e-6


def test_class_changes_do_not_depend_on_the_order_of_cells():
    """Many cells may be equally pure."""
    rng = RNG(5)
    labels = rng.integers(0, 3, (12, 15))
    fractions = (labels == np.arange(3)[:, None, None]).astype(np.float32)
    change, everywhere = rng.normal(size=(2, 12, 15)), np.ones((12, 15), bool)
    result = class_changes(fractions, everywhere, as_change(change), 10, 0.1)
    turned = class_changes(fractions[:, ::-1, ::-1], everywhere,
                           as_change(change[:, ::-1, ::-1]), 10, 0.1)
    np.testing.assert_allclose(turned, result, atol=1e-6)


def test_what_the_cells_do_not_determine_is_the_mean_change():
    fractions = np.full((4, 6, 6), 0.25, np.float32)
    everywhere = np.ones((6, 6), bool)
    change = RNG(6).normal(0.3, 0.1, (1, 6, 6))
    result = class_changes(fractions, everywhere, as_change(change), 100, 0.0)
    np.testing.assert_allclose(result, change.mean(), atol=1e-4)
    constant = class_changes(fractions, everywhere, as_change(np.full((1, 6, 6), 0.5)), 9, 0.1)
    np.testing.assert_array_equal(constant, 0.5)
    assert not class_changes(fractions, ~everywhere, as_change(change), 9, 0.1).any()


def test_coarse_change(tmp_path):
    images = make_images()
    images.coarse[0] = with_gap(images.coarse[0], 2, 3)
    images.predictions[0] = with_gap(images.predictions[0], 4, 1)
    scene = images.open(tmp_path)
    change = coarse_change(scene, scene.coarse[0], scene.coarse_predictions[0])
    expected = images.predictions[0] - images.coarse[0]
    np.testing.assert_array_equal(change.valid, np.isfinite(expected[0]))
    np.testing.assert_allclose(change.values[:, change.valid], expected[:, change.valid])


# Homogeneity, edges, change


@pytest.mark.parametrize("radius", [1, 4, 20])
def test_homogeneity_index(radius):
    labels = RNG(7).integers(-1, 3, (17, 23))
    expected = plain.homogeneity(labels, radius)
    np.testing.assert_allclose(homogeneity_index(labels, 3, radius), expected, atol=1e-6)


def test_homogeneity_index_of_a_part_is_that_of_the_whole():
    labels = RNG(8).integers(-1, 4, (40, 50)).astype(np.int16)
    whole = homogeneity_index(labels, 4, 5)
    np.testing.assert_array_equal(homogeneity_index(labels[10:30, 5:45], 4, 5)[5:-5, 5:-5],
                                  whole[15:25, 10:40])


def test_edges_lie_between_fields():
    values = np.zeros((2, 12, 12), np.float32)
    values[:, :, 7:] = [[[0.5]], [[0.2]]]
    valid = np.ones((12, 12), bool)
    valid[2, 6] = False
    strength = edge_strength(Image(values, valid), np.array([2.0, 5.0], np.float32))
    assert np.isnan(strength[1:3, 5:7]).all() and np.isnan(strength).sum() == 4
    np.testing.assert_allclose(strength[3:, 6], 2 * (0.5 * 2 + 0.2 * 5))
    assert not np.delete(strength, [5, 6], axis=1).any()


def test_edges_of_cells_that_are_cut_or_pierced(tmp_path):
    images = make_images(rows=45, columns=53, offset=(3, 5))
    images.fine[0] = with_gap(images.fine[0], slice(10, 20), slice(5, 30))
    scene = images.open(tmp_path)
    scale = np.array([3.0, 4.0], np.float32)
    result = edge_strength_of_cells(scene, scene.fine[0], scale, Progress())
    for row, column, pixels in plain.cells_of(images):
        cell = images.fine[0][(slice(None), *pixels)]
        strength = edge_strength(Image(cell, np.isfinite(cell[0])), scale)
        known = strength[np.isfinite(strength)]
        assert result[row, column] == pytest.approx(known.mean() if known.size else 0, rel=1e-5)


@pytest.mark.parametrize("seed", range(4))
def test_otsu_threshold(seed):
    rng = RNG(seed)
    values = np.round(np.concatenate([rng.normal(0, 1, 50), rng.normal(5, 2, 20 * seed + 2)]), 1)
    threshold = otsu_threshold(values)
    np.testing.assert_array_equal(values > threshold, otsu_groups(values))


def otsu_groups(values):
    within = {t: sum(((g - g.mean()) ** 2).sum() for g in (values[values <= t],
                                                            values[values > t]))
              for t in np.unique(values)[:-1]}
    return values > min(within, key=within.get)


@pytest.mark.parametrize("values", [[], [0.3], [0.3, 0.3, 0.3]])
def test_otsu_threshold_of_equal_values(values):
    assert otsu_threshold(np.array(values)) == np.inf


def test_changed_cells_do_not_depend_on_units():
    residual = RNG(9).normal(0, 0.01, (3, 10, 12))
    residual[:, 4:6, 5:8] += np.array([0.2, -0.1, 0.3])[:, None, None]
    valid, scale = np.ones((10, 12), bool), np.array([5.0, 8.0, 3.0])
    changed = changed_cells(residual, valid, scale)
    assert changed[4:6, 5:8].all() and changed.sum() == 6
    np.testing.assert_array_equal(changed_cells(residual * 1e4, valid, scale / 1e4), changed)


# Residuals


def test_shares_of_a_residual():
    rng = RNG(10)
    ratio, shape = 4, (2, 12, 16)
    residual = rng.normal(size=(2, 3, 4)).repeat(ratio, 1).repeat(ratio, 2)
    residual[:, :4, :4] = 0
    error, index = rng.standard_cauchy(shape), rng.random(shape[1:])
    index[4:8, 4:8] = 1
    error[:, 4:8, 4:8] = -residual[:, 4:8, 4:8]  # nowhere towards the residual
    valid = rng.random(shape[1:]) > 0.2
    result = distribute_residual(*(a.astype(np.float32) for a in (residual, error, index)), valid,
                                 ratio)
    for band, row, column in np.ndindex(2, 3, 4):
        cell = np.s_[row * ratio:(row + 1) * ratio, column * ratio:(column + 1) * ratio]
        known = valid[cell]
        value = residual[band][cell][0, 0]
        expected = plain.shares(value, error[band][cell][known], index[cell][known])
        np.testing.assert_allclose(result[band][cell][known], expected, rtol=1e-4, atol=1e-6)
        assert result[band][cell][known].mean() == pytest.approx(value, abs=1e-5)


@pytest.mark.parametrize("size", [1e-6, 1e4])
def test_shares_do_not_depend_on_units(size):
    rng = RNG(11)
    residual = np.full((1, 6, 6), 0.3, np.float32)
    error, index = (rng.normal(size=s).astype(np.float32) for s in ((1, 6, 6), (6, 6)))
    valid = np.ones((6, 6), bool)
    result = distribute_residual(residual, error, np.abs(index) / 4, valid, 6)
    scaled = distribute_residual(residual * np.float32(size), error * np.float32(size),
                                 np.abs(index) / 4, valid, 6)
    np.testing.assert_allclose(scaled / size, result, rtol=1e-4)


def test_shares_of_a_part_are_those_of_the_whole():
    rng = RNG(12)
    residual = rng.normal(size=(2, 5, 6)).repeat(4, 1).repeat(4, 2).astype(np.float32)
    error, index = (rng.normal(size=s).astype(np.float32) for s in ((2, 20, 24), (20, 24)))
    index, valid = np.abs(index).clip(0, 1), rng.random((20, 24)) > 0.1
    whole = distribute_residual(residual, error, index, valid, 4)
    for part in (np.s_[8:12, 4:8], np.s_[4:16, 12:16], np.s_[4:8, 0:24]):
        np.testing.assert_array_equal(
            distribute_residual(residual[(slice(None), *part)], error[(slice(None), *part)],
                                index[part], valid[part], 4), whole[(slice(None), *part)])


def test_whole_cells():
    cells = Cells(5, 2, 3, 10, 10)
    assert whole_cells(Window(0, 0, 8, 7), cells) == Window(-2, -3, 10, 10)
    assert whole_cells(Window(3, 2, 5, 5), cells) == Window(3, 2, 5, 5)
    assert whole_cells(Window(-3, -4, 5, 5), cells) == Window(-7, -8, 10, 10)


# Similarity


def test_similarity_features():
    """Their squared distances are spectral ones plus those on the ground, in their units."""
    rng = RNG(13)
    image = Image(rng.normal(size=(2, 9, 11)).astype(np.float32), rng.random((9, 11)) > 0.1)
    scale = np.array([2.0, 0.25], np.float32)
    features = similarity_features(Similarity(), image, scale, Window(100, 200, 9, 11), 64.0)
    a, b = (2, 3), (7, 10)
    spectral = (((image.values[:, 2, 3] - image.values[:, 7, 10]) * scale) ** 2).sum()
    ground = (5 ** 2 + 7 ** 2) / 64 ** 2
    distance = ((features.values[(slice(None), *a)] - features.values[(slice(None), *b)]) ** 2)
    assert distance.sum() == pytest.approx(spectral + ground, rel=1e-5)
    np.testing.assert_array_equal(features.valid, image.valid)
    part = similarity_features(
        Similarity(), Image(image.values[:, 4:, 5:], image.valid[4:, 5:]), scale,
        Window(104, 205, 5, 6), 64.0)
    np.testing.assert_array_equal(part.values, features.values[:, 4:, 5:])
