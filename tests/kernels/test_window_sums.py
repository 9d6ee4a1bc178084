"""The masked window sums of each backend, against the definition."""

import importlib.util
import pathlib

import numpy as np
import pytest

from stfusion_qgis.kernels.window_sums import window_sums
from tests.kernels.opencl_device import need_device

_path = pathlib.Path(__file__).with_name("window_sums_reference.py")
_spec = importlib.util.spec_from_file_location(_path.stem, _path)
reference = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(reference)


@pytest.fixture(params=["numba", "numpy", "opencl"])
def backend(request):
    if request.param == "opencl":
        need_device()
    elif request.param == "numba":
        pytest.importorskip("numba")
    return request.param


def _inputs(rows, columns, radius, groups=3, shared=None, own=0, limits=2, planes=2,
            unweighted=1, seed=0):
    """Return random arguments for window_sums; whole numbers, so that many values are equal."""
    rng = np.random.default_rng(seed)
    shape = (rows + 2 * radius, columns + 2 * radius)

    def numbers(*size):
        return rng.integers(0, 12, (*size, *shape)).astype(np.float32)

    distance = np.hypot(*np.mgrid[-radius:radius + 1, -radius:radius + 1])
    return {
        "similar": numbers(groups, own) if own else numbers(shared),
        "thresholds": (np.full((groups, own), 4, np.float32) if own
                       else np.full(shared, 5, np.float32)),
        "planes": rng.standard_normal((groups, planes, *shape)).astype(np.float32) + 2,
        "weights": (1 / (1 + distance / radius)).astype(np.float32),
        "valid": rng.random(shape) > 0.1,
        "limits": numbers(groups, limits),
        "margins": rng.integers(0, 3, (groups, limits)).astype(np.float32),
        "unweighted": numbers(groups, unweighted),
    }


CASES = {
    "similar in each band": {"own": 1},
    "similar in all bands": {"shared": 3},
    "two dates, no limits": {"shared": 4, "limits": 0, "unweighted": 4},
    "two own planes": {"own": 2, "limits": 1, "planes": 3, "unweighted": 0},
    "only unweighted": {"shared": 1, "planes": 0, "unweighted": 2, "limits": 0},
    "one group": {"groups": 1, "own": 1, "planes": 1},
    "many planes": {"groups": 2, "shared": 20, "limits": 0, "planes": 90, "unweighted": 80},
    "many planes, limits": {"groups": 6, "shared": 2, "planes": 10, "unweighted": 5},
}
SIZES = [(9, 37, 3), (1, 1, 1), (5, 16, 1), (2, 7, 6), (7, 33, 2)]


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("size", SIZES)
def test_equals_the_definition(backend, case, size):
    inputs = _inputs(*size, **CASES[case])
    expected = reference.window_sums(**inputs)
    for sums, values in zip(window_sums(**inputs, backend=backend), expected):
        assert sums.dtype == np.float32
        np.testing.assert_allclose(sums, values, rtol=1e-5, atol=1e-5)


def test_window_wider_than_a_register(backend):
    inputs = _inputs(2, 9, 40, shared=2, groups=1, limits=0)
    for sums, values in zip(window_sums(**inputs, backend=backend),
                            reference.window_sums(**inputs)):
        np.testing.assert_allclose(sums, values, rtol=1e-5)


def test_limits_compared_with_other_planes(backend):
    inputs = _inputs(5, 18, 3, own=1)
    inputs["limit_centres"] = _inputs(5, 18, 3, own=1, seed=1)["limits"]
    expected = reference.window_sums(**inputs)
    assert not np.allclose(expected[0], reference.window_sums(**_inputs(5, 18, 3, own=1))[0])
    for sums, values in zip(window_sums(**inputs, backend=backend), expected):
        np.testing.assert_allclose(sums, values, rtol=1e-5, atol=1e-5)


def test_optional_arguments(backend):
    inputs = _inputs(4, 5, 2, shared=2, limits=0, unweighted=0)
    for name in ("limits", "margins", "unweighted"):
        del inputs[name]
    sums, plain = window_sums(**inputs, backend=backend)
    np.testing.assert_allclose(sums, reference.window_sums(**inputs)[0], rtol=1e-5)
    assert plain.shape == (3, 0, 4, 5)


def _piece(inputs, row, column, rows, columns):
    """Return the arguments for some of the centres."""
    radius = inputs["weights"].shape[0] // 2
    part = np.s_[..., row:row + rows + 2 * radius, column:column + columns + 2 * radius]
    planes = ("similar", "planes", "valid", "limits", "unweighted")
    return {name: value[part] if name in planes else value for name, value in inputs.items()}


@pytest.mark.parametrize("case", ["similar in each band", "similar in all bands"])
def test_pieces_equal_the_whole_to_the_last_bit(backend, case):
    inputs = _inputs(23, 50, 4, **CASES[case])
    whole = window_sums(**inputs, backend=backend)
    for row, column, rows, columns in [(0, 0, 23, 50), (1, 0, 22, 50), (3, 5, 1, 1), (2, 1, 5, 17),
                                       (10, 20, 13, 30), (22, 49, 1, 1), (7, 33, 2, 15)]:
        piece = window_sums(**_piece(inputs, row, column, rows, columns), backend=backend)
        for sums, all_sums in zip(piece, whole):
            expected = all_sums[..., row:row + rows, column:column + columns]
            assert np.array_equal(sums, expected)


def test_arguments_stay_as_they_are(backend):
    inputs = _inputs(5, 20, 2, own=1)
    before = {name: value.copy() for name, value in inputs.items()}
    window_sums(**inputs, backend=backend)
    for name, value in before.items():
        assert np.array_equal(inputs[name], value)


def test_similar_and_limits_may_be_anything_where_invalid(backend):
    inputs = _inputs(6, 20, 3, shared=2)
    expected = window_sums(**inputs, backend=backend)
    for value in (np.nan, np.inf, -np.inf):
        inputs["similar"] = np.where(inputs["valid"], inputs["similar"], np.float32(value))
        inputs["limits"] = np.where(inputs["valid"], inputs["limits"], np.float32(value))
        for sums, values in zip(window_sums(**inputs, backend=backend), expected):
            assert np.array_equal(sums, values)


def test_nothing_valid(backend):
    inputs = _inputs(3, 18, 2, own=1)
    inputs["valid"][:] = False
    for sums in window_sums(**inputs, backend=backend):
        assert not sums.any()


@pytest.mark.parametrize("step", [-1, 0, 1])
def test_thresholds_and_limits_are_exact(backend, step):
    values = np.array([[0.1, 0.3, 0.7]], np.float32).repeat(3, axis=0)
    difference = values[0, 1] - values[0, 0]
    threshold = np.nextafter(difference, np.float32(difference + step))
    inputs = {"planes": np.ones((1, 1, 3, 3)), "weights": np.ones((3, 3)),
              "valid": np.ones((3, 3), bool)}
    counts, _ = window_sums(values[None], np.array([threshold]), **inputs, backend=backend)
    assert counts.item() == (3 if step < 0 else 6)

    limits = np.ones((1, 1, 3, 3), np.float32)
    limits[..., 0] = np.nextafter(np.float32(1.5), np.float32(1.5 + step))
    counts, _ = window_sums(np.zeros((1, 3, 3)), np.zeros(1), **inputs, limits=limits,
                            margins=np.full((1, 1), 0.5), backend=backend)
    assert counts.item() == (9 if step < 0 else 6)


@pytest.mark.parametrize("offset, outlier", [(0, 0), (0, 1e9), (5000, 0), (1e7, 3e38), (0, 1e-30)])
def test_differences_at_the_brink_of_the_threshold(backend, offset, outlier):
    """Pixels a threshold apart, give or take a rounding, are told apart as float32 tells them."""
    rng = np.random.default_rng(1)
    threshold = np.float32(0.1)
    values = (offset + rng.integers(-3, 4, (40, 70)) * threshold).astype(np.float32)
    for _ in range(3):
        towards = values + rng.choice(np.float32([-np.inf, 0, np.inf]), values.shape)
        values = np.nextafter(values, towards)
    values[rng.random(values.shape) < 0.02] = outlier
    ones = np.ones((1, 1, *values.shape), np.float32)
    _, counts = window_sums(
        values[None], np.array([threshold]), ones, np.ones((9, 9)), np.ones(values.shape, bool),
        unweighted=ones, backend=backend)
    windows = np.lib.stride_tricks.sliding_window_view(values, (9, 9))
    alike = np.abs(windows - windows[..., 4, 4, None, None]) <= threshold
    assert np.array_equal(counts[0, 0], alike.sum(axis=(2, 3)))


def test_the_centre_is_always_kept(backend):
    counts, _ = window_sums(np.zeros((1, 3, 3)), np.zeros(1), np.ones((1, 1, 3, 3)),
                            np.ones((3, 3)), np.ones((3, 3), bool), limits=np.ones((1, 1, 3, 3)),
                            margins=np.zeros((1, 1)), backend=backend)
    assert counts.item() == 1


def test_check_is_called_and_ends_the_computation(backend):
    class CancelledError(Exception):
        pass

    def check():
        raise CancelledError

    with pytest.raises(CancelledError):
        window_sums(**_inputs(4, 4, 1, shared=1), check=check, backend=backend)
