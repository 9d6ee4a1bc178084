import numpy as np
import pytest
from scipy.optimize import lsq_linear

from stfusion_qgis.kernels import local_unmixing as module
from stfusion_qgis.kernels.local_unmixing import local_unmixing


@pytest.fixture
def scene():
    rng = np.random.default_rng(0)
    abundances = rng.dirichlet(np.full(4, 0.4), size=(9, 12)).transpose(2, 0, 1)
    class_values = rng.normal(10, 3, size=(4, 2))
    values = np.einsum("krc,kb->brc", abundances, class_values)
    return abundances, values + rng.normal(0, 0.3, size=values.shape), class_values


def reference(abundances, values, valid, radius, prior, regularisation, low, high):
    """Slow and plain: the regularised least squares of each window by SciPy."""
    classes, rows, columns = abundances.shape
    result = np.empty((classes, len(values), rows, columns))
    for row in range(rows):
        for column in range(columns):
            window = np.s_[max(row - radius, 0):row + radius + 1,
                           max(column - radius, 0):column + radius + 1]
            counted = valid[window]
            a = abundances[:, window[0], window[1]][:, counted].T
            weight = np.sqrt(regularisation * len(a) / classes) if len(a) else 1.0
            left = np.vstack([a, weight * np.eye(classes)])
            for band in range(len(values)):
                right = np.append(values[band][window][counted], weight * prior[:, band])
                result[:, band, row, column] = lsq_linear(
                    left, right, (low[:, band], high[:, band]), tol=1e-14).x
    return result


@pytest.mark.parametrize("bounded", [False, True])
def test_against_scipy(scene, bounded):
    abundances, values, class_values = scene
    valid = np.random.default_rng(1).random((9, 12)) < 0.8
    width = 0.3 if bounded else 1e6
    bounds = class_values - width, class_values + width
    prior = class_values + 0.1
    result = local_unmixing(abundances, values, valid, 2, prior, regularisation=0.05,
                            bounds=bounds if bounded else None)
    expected = reference(abundances, values, valid, 2, prior, 0.05, *bounds)
    np.testing.assert_allclose(result, expected, atol=1e-4)


def test_a_pixel_counts_by_its_weight(scene):
    """A pixel of a weight of 1/4 counts as much as one of 4 equal ones, and 0 not at all."""
    abundances, values, class_values = scene
    present = np.random.default_rng(4).integers(0, 2, (9, 3))
    weights = np.repeat(present, 4, axis=1)  # blocks of 4 pixels of a row, alike
    abundances, values = (np.repeat(a[..., ::4], 4, axis=-1) for a in (abundances, values))
    expected = local_unmixing(abundances, values, weights == 1, 12, class_values)
    single = np.zeros((9, 12))
    single[:, ::4] = weights[:, ::4]
    result = local_unmixing(abundances, values, single, 12, class_values)
    np.testing.assert_allclose(result, expected, rtol=1e-4)
    quarter = local_unmixing(abundances, values, weights / 4, 12, class_values)
    np.testing.assert_allclose(quarter, expected, rtol=1e-4)


def test_recovers_pure_classes():
    labels = np.random.default_rng(2).integers(0, 3, size=(15, 15))
    abundances = (labels == np.arange(3)[:, None, None]).astype(np.float32)
    class_values = np.array([[1.0, 2.0], [5.0, -3.0], [0.0, 7.0]])
    values = class_values[labels].transpose(2, 0, 1)
    result = local_unmixing(abundances, values, np.ones((15, 15), bool), 3, np.zeros((3, 2)),
                            regularisation=1e-7)
    np.testing.assert_allclose(
        result, np.broadcast_to(class_values[..., None, None], result.shape), atol=1e-5)


def test_absent_class_and_empty_window_give_the_prior():
    abundances = np.zeros((3, 12, 12), np.float32)
    abundances[0, :, :6], abundances[1, :, 6:] = 1, 1
    values = np.full((1, 12, 12), 4.0, np.float32)
    valid = np.ones((12, 12), bool)
    valid[:6] = False
    prior = np.array([[1.0], [2.0], [3.0]])
    result = local_unmixing(abundances, values, valid, 1, prior)
    np.testing.assert_array_equal(result[2], 3)
    np.testing.assert_array_equal(result[:, 0, :5], np.broadcast_to(prior[..., None], (3, 5, 12)))
    np.testing.assert_array_equal(result[1, 0, 6:, :5], 2)
    np.testing.assert_allclose(result[0, 0, 7:, :5], 4, atol=0.05)


def test_units_do_not_matter(scene):
    abundances, values, class_values = scene
    valid = np.ones((9, 12), bool)
    bounds = class_values - 0.2, class_values + 0.2
    small = local_unmixing(abundances, values, valid, 2, class_values, bounds=bounds)
    large = local_unmixing(abundances, 1e4 * values, valid, 2, 1e4 * class_values,
                           bounds=(1e4 * bounds[0], 1e4 * bounds[1]))
    np.testing.assert_allclose(large, 1e4 * small, rtol=1e-5)


def test_bounds_hold(scene):
    abundances, values, class_values = scene
    low, high = class_values.min(axis=0), class_values.max(axis=0)
    result = local_unmixing(abundances, values, np.ones((9, 12), bool), 1, class_values,
                            regularisation=1e-3, bounds=(low, high))
    assert (result.min((0, 2, 3)) >= low.astype(np.float32)).all()
    assert (result.max((0, 2, 3)) <= high.astype(np.float32)).all()


def test_windows_alone_decide_to_the_last_bit(scene, monkeypatch):
    abundances, values, class_values = scene
    valid = np.random.default_rng(3).random((9, 12)) < 0.9
    options = {"bounds": (class_values - 0.3, class_values + 0.3)}
    whole = local_unmixing(abundances, values, valid, 2, class_values, **options)
    part = np.s_[..., 1:8, 3:11]
    cut = local_unmixing(abundances[part], values[part], valid[part], 2, class_values, **options)
    np.testing.assert_array_equal(cut[..., 2:-2, 2:-2], whole[..., 3:6, 5:9])
    monkeypatch.setattr(module, "STRIP_NUMBERS", 1)
    strips = local_unmixing(abundances, values, valid, 2, class_values, **options)
    np.testing.assert_array_equal(strips, whole)


def test_single_cell():
    result = local_unmixing(np.ones((1, 1, 1)), np.full((2, 1, 1), 3.0), np.ones((1, 1), bool), 5,
                            np.zeros((1, 2)), regularisation=1e-9)
    np.testing.assert_allclose(result.ravel(), [3, 3], rtol=1e-6)
