"""Means over similar places against plain loops, with both backends."""

import numpy as np

from stfusion_qgis.kernels.similar_means import similar_means

PLACES = [(-2, 1), (0, -2), (1, 1), (2, 2)]
RADIUS, WIDTH = 2, 0.5


def images(rows=9, columns=37, seed=0):
    rng = np.random.default_rng(seed)
    shape = rows + 2 * RADIUS, columns + 2 * RADIUS
    guide = rng.normal(scale=0.7, size=(3, *shape)).astype(np.float32)
    valid = rng.random(shape) > 0.2
    values = np.where(valid, rng.normal(size=(2, *shape)), 0).astype(np.float32)
    return guide, values, valid


def plainly(guide, values, valid):
    rows, columns = (size - 2 * RADIUS for size in valid.shape)
    result = np.empty((len(values), rows, columns))
    for row in range(rows):
        for column in range(columns):
            y, x = row + RADIUS, column + RADIUS
            total, count = values[:, y, x].astype(float), 1.0
            for down, right in PLACES:
                there = y + down, x + right
                distance = np.mean((guide[:, y, x] - guide[(slice(None), *there)]) ** 2)
                weight = valid[there] * np.exp(-distance / 2 / WIDTH ** 2)
                total, count = total + weight * values[(slice(None), *there)], count + weight
            result[:, row, column] = total / count
    return result


def test_against_plain_loops(backend):
    given = images()
    found = similar_means(*given, PLACES, RADIUS, WIDTH, backend=backend)
    np.testing.assert_allclose(found, plainly(*given), atol=2e-6)


def test_a_pixel_is_the_same_in_any_block(backend):
    guide, values, valid = images(20, 70)
    whole = similar_means(guide, values, valid, PLACES, RADIUS, WIDTH, backend=backend)
    for row, column, rows, columns in ((0, 0, 20, 33), (3, 7, 5, 1), (11, 40, 9, 30)):
        part = np.s_[..., row:row + rows + 2 * RADIUS, column:column + columns + 2 * RADIUS]
        np.testing.assert_array_equal(
            similar_means(guide[part], values[part], valid[part], PLACES, RADIUS, WIDTH,
                          backend=backend), whole[:, row:row + rows, column:column + columns])


def test_without_places_values_stay(backend):
    guide, values, valid = images()
    found = similar_means(guide, values, valid, [], RADIUS, WIDTH, backend=backend)
    np.testing.assert_array_equal(found, values[:, 2:-2, 2:-2])


def test_places_that_look_quite_different_do_not_count(backend):
    guide, values, valid = images()
    guide *= 1e6
    found = similar_means(guide, values, valid, PLACES, RADIUS, WIDTH, backend=backend)
    np.testing.assert_allclose(found, values[:, 2:-2, 2:-2], atol=1e-6)
