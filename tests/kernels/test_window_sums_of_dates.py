"""The masked window sums of several dates: those of each date alone, to the last bit."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stfusion_qgis.kernels.window_sums import window_sums
from stfusion_qgis.kernels.window_sums.of_dates import window_sums_of_dates
from tests import properties  # noqa: F401  the same examples in every run


@pytest.fixture(params=["numba", "numpy"], scope="module")
def backend(request):
    if request.param == "numba":
        pytest.importorskip("numba")
    return request.param


def _inputs(seed, dates, rows, columns, radius, gaps=True):
    """Return arguments of whole numbers, many of them equal, and of the sums with limits."""
    rng = np.random.default_rng(seed)
    shape = (rows + 2 * radius, columns + 2 * radius)
    groups, of_dates = 3, (dates, *shape)

    def numbers(*size):
        return rng.integers(0, 9, size).astype(np.float32)

    return {
        "similar": numbers(2, *shape), "thresholds": np.float32([5, 4]),
        "own": numbers(2, *of_dates), "own_thresholds": np.float32([5, 6]),
        "weights": rng.random((2 * radius + 1, 2 * radius + 1)).astype(np.float32),
        "valid": rng.random(shape) > 0.1 if gaps else np.ones(shape, bool),
        "common": rng.standard_normal((groups, 1, *shape)).astype(np.float32),
        "planes": rng.standard_normal((groups, 2, *of_dates)).astype(np.float32),
        "common_unweighted": np.ones((groups, 1, *shape), np.float32),
        "unweighted": rng.standard_normal((groups, 1, *of_dates)).astype(np.float32),
        "limits": numbers(groups, 1, *shape), "own_limits": numbers(groups, 1, *of_dates),
        "bounds": numbers(groups, 2, *of_dates) + 2,
        "common_limits": numbers(groups, 1, *shape),
        "common_bounds": numbers(groups, 1, *shape) + 2}


def _inputs_of_groups(*args, **options):
    """Return arguments with similar planes for each group; the dates have none of their own."""
    inputs = _inputs(*args, **options)
    shape, dates = inputs["valid"].shape, inputs["own"].shape[1]
    similar = np.random.default_rng(args[0]).integers(0, 9, (3, 2, *shape)).astype(np.float32)
    return {**inputs, "similar": similar, "thresholds": np.float32([[4, 5], [3, 6], [9, 2]]),
            "own": np.empty((3, 0, dates, *shape), np.float32),
            "own_thresholds": np.empty((3, 0), np.float32)}


def _with_limits_and_weights_alone(inputs):
    """Return arguments without what keeps dates from being computed in pieces."""
    inputs = {name: array for name, array in inputs.items()
              if name not in ("common_unweighted", "unweighted", "limits")}
    return {**inputs, "bounds": inputs["bounds"][:, :1]}


def _alone(date, backend, inputs):
    def both(common, own, axis=1):
        parts = ([inputs[common]] if common in inputs else []) + (
            [inputs[own][..., date, :, :]] if own in inputs else [])
        return np.concatenate(parts, axis=axis) if parts else None

    limits = [inputs[name] for name in ("common_limits", "limits") if name in inputs]
    limits = np.concatenate([*limits, inputs["own_limits"][:, :, date]], axis=1)
    return window_sums(
        both("similar", "own", -3), np.concatenate(
            [inputs["thresholds"], inputs["own_thresholds"]], axis=-1),
        both("common", "planes"), inputs["weights"], inputs["valid"], limits=limits,
        margins=np.zeros(limits.shape[:2]), limit_centres=both("common_bounds", "bounds"),
        unweighted=both("common_unweighted", "unweighted"), backend=backend)


def test_groups_whose_dates_fill_the_lanes(backend):
    inputs = _inputs_of_groups(4, 16, 40, 30, 4)
    _check(_with_limits_and_weights_alone(inputs), 16, backend)
    inputs["thresholds"] = np.full_like(inputs["thresholds"], 99)  # all pixels are similar
    _check(_with_limits_and_weights_alone(inputs), 16, backend)


def _check(inputs, dates, backend):
    weighted, unweighted = window_sums_of_dates(**inputs, backend=backend)
    for date in range(dates):
        expected = _alone(date, backend, inputs)
        assert np.array_equal(weighted[:, :, date], expected[0])
        assert np.array_equal(unweighted[:, :, date], expected[1])


@given(seed=st.integers(0, 999), dates=st.sampled_from([1, 2, 5, 8, 16, 19]),
       rows=st.integers(1, 11), columns=st.integers(1, 21), radius=st.integers(1, 4),
       gaps=st.booleans())
def test_each_date_is_as_alone(backend, seed, dates, rows, columns, radius, gaps):
    _check(_inputs(seed, dates, rows, columns, radius, gaps), dates, backend)


@given(seed=st.integers(0, 999), dates=st.sampled_from([1, 2, 3, 5, 7, 15, 19]),
       rows=st.integers(1, 11), columns=st.integers(1, 41), radius=st.integers(1, 4),
       gaps=st.booleans(), few=st.booleans())
def test_each_date_is_as_alone_where_groups_have_similar_pixels_of_their_own(
        backend, seed, dates, rows, columns, radius, gaps, few):
    inputs = _inputs_of_groups(seed, dates, rows, columns, radius, gaps)
    _check(_with_limits_and_weights_alone(inputs) if few else inputs, dates, backend)


def test_more_strips_and_calls_than_one(backend):
    _check(_inputs(1, 6, 70, 90, 5), 6, backend)


@given(seed=st.integers(0, 999), dates=st.sampled_from([1, 3, 4, 8, 16, 19]),
       columns=st.integers(1, 21), own_limits=st.booleans(), alike=st.booleans())
def test_the_other_side_of_a_limit_is_what_its_groups_would_be(
        backend, seed, dates, columns, own_limits, alike):
    inputs = _inputs(seed, dates, 7, columns, 2)
    kept = ("similar", "thresholds", "own", "own_thresholds", "weights", "valid")
    both = {name: inputs[name] for name in kept}
    if not alike:
        both["own"], both["own_thresholds"] = both["own"][:0], both["own_thresholds"][:0]
    rng, shape = np.random.default_rng(seed), inputs["valid"].shape
    summed = {"common": rng.standard_normal((6, 1, *shape)).astype(np.float32),
              "planes": rng.standard_normal((6, 1, dates, *shape)).astype(np.float32)}
    name = "own_limits" if own_limits else "limits"
    limits, bounds = inputs[name], inputs["bounds"][:, :1]
    sums, _ = window_sums_of_dates(
        **both, **summed, **{name: limits}, bounds=bounds, both_sides=True, backend=backend)
    for half, (some, below) in enumerate([(limits, bounds), (-limits, 0.5 - bounds)]):
        # Limits are whole numbers, so that -limit < 0.5 - bound says that limit >= bound.
        of_half = {key: planes[3 * half:3 * half + 3] for key, planes in summed.items()}
        expected, _ = window_sums_of_dates(
            **both, **of_half, **{name: some}, bounds=below, backend=backend)
        assert np.array_equal(sums[3 * half:3 * half + 3], expected)


@pytest.mark.parametrize("dates", [3, 7])
def test_dates_without_similar_planes_of_their_own(backend, dates):
    inputs = _inputs(2, dates, 9, 20, 3)
    inputs["own"], inputs["own_thresholds"] = inputs["own"][:0], inputs["own_thresholds"][:0]
    _check(inputs, dates, backend)


def test_nothing_but_unweighted_planes(backend):
    inputs = _inputs(3, 7, 9, 20, 3)
    kept = ("similar", "thresholds", "own", "own_thresholds", "weights", "valid", "unweighted")
    weighted, unweighted = window_sums_of_dates(
        **{name: inputs[name] for name in kept}, backend=backend)
    assert weighted.shape == (3, 0, 7, 9, 20)
    for date in range(7):
        _, expected = window_sums(
            np.concatenate([inputs["similar"], inputs["own"][:, date]]), np.float32([5, 4, 5, 6]),
            np.empty((3, 0, 15, 26)), inputs["weights"], inputs["valid"],
            unweighted=inputs["unweighted"][:, :, date], backend=backend)
        assert np.array_equal(unweighted[:, :, date], expected)
