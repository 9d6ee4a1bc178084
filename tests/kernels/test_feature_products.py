"""Features times factors between centres of cells against plain loops, with both backends."""

import numpy as np
import pytest

from stfusion_qgis.kernels.feature_products import BetweenCentres, feature_products


def between(pixels, ratio, cells, first=0):
    place = (np.arange(pixels) + first + 0.5) / ratio - 0.5
    before = np.floor(place).astype(int).clip(0, cells - 1)
    return BetweenCentres(before, (before + 1).clip(0, cells - 1),
                          (place - before).clip(0, 1).astype(np.float32))


def images(constant, rows, columns, cells=6):
    rng = np.random.default_rng(0)
    return (rng.normal(size=(2, 4 + constant, cells, cells)).astype(np.float32),
            rng.normal(size=(4, rows, columns)).astype(np.float32))


def plainly(factors, features, down, right):
    rows, columns = features.shape[1:]
    constant = factors.shape[1] - len(features)
    features = np.concatenate([np.ones((constant, rows, columns)), features])
    result = np.empty((len(factors), rows, columns))
    for row in range(rows):
        for column in range(columns):
            above, below, beside, beyond = (
                factors[:, :, y[row], x[column]].astype(float)
                for y in down[:2] for x in right[:2])
            part = right.part[column]
            upper, lower = above + part * (below - above), beside + part * (beyond - beside)
            between = upper + down.part[row] * (lower - upper)
            result[:, row, column] = between @ features[:, row, column]
    return result


@pytest.mark.parametrize("constant", [0, 1])
@pytest.mark.parametrize("ratio", [2, 3, 8])
def test_against_plain_loops(backend, ratio, constant):
    rows, columns = 6 * ratio - 1, 6 * ratio  # to beyond the outer centres
    factors, features = images(constant, rows, columns)
    down, right = between(rows, ratio, 6), between(columns, ratio, 6)
    found = feature_products(factors, features, down, right, backend=backend)
    np.testing.assert_allclose(found, plainly(factors, features, down, right), atol=1e-5)


def test_a_pixel_is_the_same_in_any_block(backend):
    rows, columns, ratio = 30, 45, 8
    factors, features = images(1, rows, columns)
    whole = feature_products(factors, features, between(rows, ratio, 6),
                             between(columns, ratio, 6), backend=backend)
    for row, column, height, width in ((0, 0, 30, 7), (5, 11, 9, 1), (17, 3, 13, 42)):
        part = np.s_[:, row:row + height, column:column + width]
        np.testing.assert_array_equal(
            feature_products(factors, features[part], between(height, ratio, 6, row),
                             between(width, ratio, 6, column), backend=backend), whole[part])


def test_one_cell(backend):
    factors, features = images(1, 3, 4, cells=1)
    found = feature_products(factors, features, between(3, 4, 1), between(4, 4, 1),
                             backend=backend)
    expected = np.einsum("bk,kyx->byx", factors[:, 1:, 0, 0], features) \
        + factors[:, 0, 0, 0][:, None, None]
    np.testing.assert_allclose(found, expected, atol=2e-6)
