"""Patches, training of dictionaries, and pairs of dictionaries."""

import numpy as np
import pytest

from stfusion_qgis.errors import InputError
from stfusion_qgis.images.window import Window
from stfusion_qgis.methods.steps.dictionary import DictionaryPair, train_dictionary, train_pairs
from stfusion_qgis.methods.steps.dictionary_parameters import DictionaryParameters
from stfusion_qgis.methods.steps.patches import Lattice, PlanePair, training_patches
from stfusion_qgis.methods.steps.sparse_coding import add_detail
from stfusion_qgis.progress import Progress
from tests.scene_files import make_images

LATTICES = [Lattice(7, 4), Lattice(5, 0), Lattice(4, 3, 3), Lattice(2, 1, 5)]


@pytest.mark.parametrize("lattice", LATTICES)
def test_patches_are_where_they_should_be(lattice):
    """Pixel by pixel, from the definition of the lattice."""
    window = Window(-5, 11, 34, 40)
    plane = np.arange(34 * 40.0).reshape(34, 40)
    expected = []
    period, side = (lattice.size - lattice.overlap) * lattice.spacing, lattice.reach + 1
    for row in range(window.row, window.row + window.rows - side + 1):
        for column in range(window.column, window.column + window.columns - side + 1):
            if row % period < lattice.spacing and column % period < lattice.spacing:
                i, j = row - window.row, column - window.column
                square = plane[i:i + side:lattice.spacing, j:j + side:lattice.spacing]
                expected.append(square.ravel())
    np.testing.assert_array_equal(lattice.cut(plane, window), expected)


@pytest.mark.parametrize("lattice", LATTICES)
def test_adding_undoes_cutting(lattice):
    window = Window(3, -8, 60, 50)
    plane = np.random.default_rng(0).normal(size=(60, 50))
    patches = lattice.cut(plane, window)
    count = lattice.add(np.ones((len(patches), 1)), window)
    inner = np.s_[lattice.reach:-lattice.reach, lattice.reach:-lattice.reach]
    assert (count[inner] > 0).all()
    np.testing.assert_allclose((lattice.add(patches, window) / np.maximum(count, 1))[inner],
                               plane[inner])


def test_windows_smaller_than_a_patch_have_none():
    lattice, window = Lattice(7, 4), Window(0, 0, 6, 20)
    assert lattice.cut(np.ones((6, 20)), window).shape == (0, 49)
    np.testing.assert_array_equal(lattice.add(np.zeros((0, 49)), window), np.zeros((6, 20)))


def test_overlap_as_large_as_the_patch_is_refused():
    with pytest.raises(InputError, match="must be less than their size, 7"):
        Lattice(7, 7)


def test_training_patches_belong_together_and_are_valid(tmp_path):
    scene = make_images(rows=48, columns=40).open(tmp_path)
    lattice = Lattice(5, 2, 2)

    def planes_of(block):
        valid = block.fine[0].valid.copy()
        valid[10:20, 10:20] = False
        values = np.where(valid, block.fine[0].values, 99)
        return PlanePair(values, 2 * values, valid)

    low, high = training_patches(scene, lattice, 300, 0, "cubic", planes_of, Progress())
    assert low.shape == (2, 300, 25) and low.dtype == np.float32
    np.testing.assert_allclose(high, 2 * low, rtol=1e-6)
    assert low.max() < 99
    assert len(np.unique(low[0], axis=0)) > 290
    again, _ = training_patches(scene, lattice, 300, 0, "cubic", planes_of, Progress())
    np.testing.assert_array_equal(again, low)


def planted(n, atoms=20, length=16, nonzeros=2, seed=0):
    """Return a dictionary, and signals that it makes of few atoms."""
    rng = np.random.default_rng(seed)
    dictionary = rng.normal(size=(atoms, length))
    dictionary -= dictionary.mean(axis=1, keepdims=True)
    dictionary /= np.linalg.norm(dictionary, axis=1, keepdims=True)
    codes = np.zeros((n, atoms))
    for code in codes:
        code[rng.choice(atoms, nonzeros, replace=False)] = rng.choice([-1, 1], nonzeros)
    codes *= rng.uniform(0.5, 2, codes.shape)
    return dictionary, codes


def test_training_finds_the_atoms_that_made_the_signals():
    dictionary, codes = planted(2000)
    found = train_dictionary(codes @ dictionary, 20, 2, 60, Progress())
    np.testing.assert_allclose(np.linalg.norm(found, axis=1), 1)
    likeness = np.abs(found @ dictionary.T).max(axis=0)
    assert (likeness > 0.99).mean() >= 0.75  # the rest: two atoms found as one


def test_training_improves_with_iterations():
    dictionary, codes = planted(500)
    signals = codes @ dictionary + np.random.default_rng(1).normal(scale=0.1, size=(500, 16))

    def error(iterations):
        pair = train_dictionary(signals, 20, 2, iterations, Progress())
        rebuilt = DictionaryPair(pair, pair, 2).detail_of(signals, lambda: None)
        return ((rebuilt - signals) ** 2).mean()

    assert error(20) < 0.5 * error(0)


@pytest.mark.parametrize("n, value", [(0, 0.0), (40, 0.0), (40, 0.3)])
def test_without_structure_there_is_no_detail(n, value):
    patches = np.full((1, n, 9), value, np.float32)
    pair, = train_pairs(patches, patches, DictionaryParameters(), Progress())
    np.testing.assert_array_equal(pair.detail_of(np.ones((3, 9)), lambda: None), np.zeros((3, 9)))


def test_fewer_patches_than_atoms():
    patches = np.random.default_rng(0).normal(size=(2, 30, 9)).astype(np.float32)
    for pair in train_pairs(patches, 2 * patches, DictionaryParameters(), Progress()):
        assert pair.low.shape == pair.detail.shape == (3, 9)
        assert np.isfinite(pair.detail).all()


@pytest.mark.parametrize("regularisation, share", [(1e-4, 1.0), (1.0, 0.5)])
def test_detail_that_follows_from_the_coarse_patch_is_learnt(regularisation, share):
    """Each coarse atom has a detail of its own, which is found in patches never seen."""
    codes = planted(22000, atoms=15)[1]
    atoms = np.linalg.qr(np.random.default_rng(2).normal(size=(16, 16)) + 1)[0][:, 1:].T
    atoms -= atoms.mean(axis=1, keepdims=True)
    low = (codes @ atoms + 0.5).astype(np.float32)
    detail = codes @ np.random.default_rng(3).normal(size=(15, 16))
    parameters = DictionaryParameters(atoms=15, nonzeros=2, iterations=60,
                                      regularisation=regularisation)
    pair, = train_pairs(low[None, :20000], (low + detail)[None, :20000].astype(np.float32),
                        parameters, Progress())
    unseen = low[20000:].astype(float)
    predicted = pair.detail_of(unseen - unseen.mean(axis=1, keepdims=True), lambda: None)
    left = share * detail[20000:] - predicted
    assert np.sqrt((left ** 2).mean()) < 0.3 * np.sqrt((detail ** 2).mean())


def test_invalid_pixels_count_as_the_mean_of_their_patch():
    rng = np.random.default_rng(0)
    plane, window, lattice = rng.normal(size=(12, 12)), Window(0, 0, 12, 12), Lattice(4, 2)
    valid = rng.random((12, 12)) < 0.8
    pair = DictionaryPair(np.eye(16), rng.normal(size=(16, 16)), 16)
    expected, count = np.zeros((12, 12)), np.zeros((12, 12))
    for i in range(0, 9, 2):
        for j in range(0, 9, 2):
            place = np.s_[i:i + 4, j:j + 4]
            patch = np.where(valid[place], plane[place] - plane[place][valid[place]].mean(), 0)
            expected[place] += (patch.ravel() @ pair.detail).reshape(4, 4)
            count[place] += 1
    garbage = np.where(valid, plane, 1e6)
    result = add_detail(garbage, valid, window, lattice, pair, lambda: None) - garbage
    np.testing.assert_allclose(result, expected / count, atol=1e-6)
