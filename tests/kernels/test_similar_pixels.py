import numpy as np
import pytest

from stfusion_qgis.images.image import Image
from stfusion_qgis.kernels import backends
from stfusion_qgis.kernels.similar_pixels import inverse_distance_weights, most_similar_means
from tests.kernels.opencl_device import need_device


@pytest.fixture(params=[*backends.BACKENDS, "opencl"])
def backend(request):
    if request.param == "opencl":
        need_device()
    elif request.param == "numba":
        pytest.importorskip("numba")
    return request.param


def reference(image, averaged, weights, count):
    """Slow and plain: sort all neighbours of each centre, average the first ones."""
    radius = weights.shape[0] // 2
    rows, columns = (size - 2 * radius for size in image.valid.shape)
    results = [Image.empty(len(one.values), rows, columns) for one in averaged]
    values = image.values.astype(np.float64)
    for row in range(rows):
        for column in range(columns):
            y, x = row + radius, column + radius
            if not image.valid[y, x]:
                continue
            neighbours = []
            for dy in range(-radius, radius + 1):
                for dx in range(-radius, radius + 1):
                    if weights[dy + radius, dx + radius] > 0 and image.valid[y + dy, x + dx]:
                        distance = ((values[:, y + dy, x + dx] - values[:, y, x]) ** 2).sum()
                        neighbours.append((distance, dy, dx))
            chosen = sorted(neighbours)[:count]
            for one, result in zip(averaged, results):
                summed = [(weights[dy + radius, dx + radius], one.values[:, y + dy, x + dx])
                          for _, dy, dx in chosen if one.valid[y + dy, x + dx]]
                if summed:
                    result.valid[row, column] = True
                    result.values[:, row, column] = (sum(w * v.astype(np.float64)
                                                         for w, v in summed)
                                                     / sum(float(w) for w, _ in summed))
    return results


def random_image(rng, bands, rows, columns, *, gaps=0.0, levels=None):
    values = rng.normal(size=(bands, rows, columns))
    if levels:
        values = rng.integers(0, levels, size=values.shape)
    valid = rng.random((rows, columns)) >= gaps
    return Image(np.where(valid, values, 0).astype(np.float32), valid)


def assert_same(results, expected, tolerance=1e-5):
    for result, true in zip(results, expected):
        assert result.values.dtype == np.float32
        np.testing.assert_array_equal(result.valid, true.valid)
        np.testing.assert_allclose(result.values, true.values, atol=tolerance)


@pytest.mark.parametrize(("bands", "radius", "count", "gaps", "levels"), [
    (3, 4, 12, 0.0, None),
    (1, 3, 9, 0.2, None),
    (20, 3, 7, 0.1, None),
    (6, 5, 20, 0.6, None),
    (2, 4, 20, 0.1, 3),       # most neighbours equally similar
    (1, 3, 5, 0.0, 1),        # a constant image
    (3, 1, 20, 0.1, None),    # more wanted than the window has
    (2, 6, 1, 0.0, None),     # the centre alone
    (1, 9, 20, 0.97, None),   # hardly anything valid
])
def test_against_plain_reference(backend, bands, radius, count, gaps, levels):
    rng = np.random.default_rng(bands + radius)
    shape = 7 + 2 * radius, 37 + 2 * radius
    image = random_image(rng, bands, *shape, gaps=gaps, levels=levels)
    averaged = [random_image(rng, 2, *shape, gaps=0.3), random_image(rng, 1, *shape)]
    weights = inverse_distance_weights(radius)
    results = most_similar_means(image, averaged, weights, count, backend=backend)
    assert_same(results, reference(image, averaged, weights, count))


def test_window_of_another_shape(backend):
    rng = np.random.default_rng(5)
    image, other = random_image(rng, 2, 14, 30), random_image(rng, 1, 14, 30)
    weights = inverse_distance_weights(4) * (np.hypot(*np.mgrid[-4:5, -4:5]) <= 3.5)
    weights[4, 6:] = 0
    results = most_similar_means(image, [other], weights, 6, backend=backend)
    assert_same(results, reference(image, [other], weights, 6))


@pytest.mark.parametrize("scale", [1e-4, 1e4])
def test_unit_of_the_image_does_not_matter(backend, scale):
    rng = np.random.default_rng(6)
    image, other = random_image(rng, 3, 16, 30), random_image(rng, 2, 16, 30)
    scaled = Image(image.values * np.float32(scale), image.valid)
    weights = inverse_distance_weights(5)
    assert_same(most_similar_means(scaled, [other], weights, 10, backend=backend),
                most_similar_means(image, [other], weights, 10, backend=backend))


def test_single_pixel_without_neighbours(backend):
    image = Image.empty(2, 7, 7)
    image.values[:, 3, 3], image.valid[3, 3] = 4.0, True
    weights = inverse_distance_weights(3)
    [result] = most_similar_means(image, [image], weights, 5, backend=backend)
    np.testing.assert_array_equal(result.values[:, 0, 0], [4.0, 4.0])
    [result] = most_similar_means(Image.empty(2, 7, 7), [image], weights, 5, backend=backend)
    assert not result.valid.any() and not result.values.any()


def test_constant_planes_stay_constant(backend):
    rng = np.random.default_rng(7)
    image = random_image(rng, 4, 20, 40, gaps=0.2)
    valid = rng.random((20, 40)) < 0.9
    constant = Image(np.broadcast_to(np.where(valid, np.float32(2.5), 0), (3, 20, 40)), valid)
    [result] = most_similar_means(image, [constant], inverse_distance_weights(5), 15,
                                  backend=backend)
    np.testing.assert_allclose(result.values[:, result.valid], 2.5, rtol=1e-6)


def test_windows_alone_decide_to_the_last_bit(backend):
    rng = np.random.default_rng(8)
    radius, count = 6, 9
    image = random_image(rng, 3, 33, 65, gaps=0.1, levels=20)
    other = random_image(rng, 2, 33, 65, gaps=0.1)
    weights = inverse_distance_weights(radius)
    [whole] = most_similar_means(image, [other], weights, count, backend=backend)
    for row, column, rows, columns in (
            (0, 0, 5, 16), (3, 7, 4, 19), (20, 50, 1, 3), (2, 1, 19, 40)):
        part = np.s_[..., row:row + rows + 2 * radius, column:column + columns + 2 * radius]
        [cut] = most_similar_means(Image(image.values[part], image.valid[part]),
                                   [Image(other.values[part], other.valid[part])],
                                   weights, count, backend=backend)
        inner = np.s_[..., row:row + rows, column:column + columns]
        np.testing.assert_array_equal(cut.values, whole.values[inner])
        np.testing.assert_array_equal(cut.valid, whole.valid[inner])


def test_dates_do_not_influence_each_other(backend):
    rng = np.random.default_rng(9)
    image = random_image(rng, 3, 18, 40)
    dates = [random_image(rng, 3, 18, 40, gaps=0.4) for _ in range(3)]
    weights = inverse_distance_weights(4)
    together = most_similar_means(image, dates, weights, 8, backend=backend)
    for date, result in zip(dates, together):
        [alone] = most_similar_means(image, [date], weights, 8, backend=backend)
        np.testing.assert_array_equal(alone.values, result.values)


def test_backends_agree_on_a_wide_window():
    pytest.importorskip("numba")
    rng = np.random.default_rng(10)
    image = random_image(rng, 6, 58, 90, gaps=0.05)
    smooth = Image(np.cumsum(image.values, axis=2, dtype=np.float32), image.valid)
    other = random_image(rng, 3, 58, 90)
    weights = inverse_distance_weights(25)
    assert_same(most_similar_means(smooth, [other], weights, 20, backend="numba"),
                most_similar_means(smooth, [other], weights, 20, backend="numpy"))


def test_labels_keep_to_the_own_class(backend):
    rng = np.random.default_rng(11)
    image = random_image(rng, 2, 16, 30)
    labels = rng.integers(0, 2, size=image.valid.shape).astype(np.float32)
    labelled = Image(np.concatenate([image.values, 1e3 * labels[None]]), image.valid)
    [result] = most_similar_means(labelled, [Image(labels[None], image.valid)],
                                  inverse_distance_weights(5), 10, backend=backend)
    np.testing.assert_array_equal(result.values[0], labels[5:-5, 5:-5])


def test_can_be_cancelled(backend):
    def cancel():
        raise KeyboardInterrupt

    rng = np.random.default_rng(12)
    image = random_image(rng, 1, 9, 20)
    with pytest.raises(KeyboardInterrupt):
        most_similar_means(image, [image], inverse_distance_weights(2), 3, check=cancel,
                           backend=backend)


def test_weights_as_published():
    weights = inverse_distance_weights(10)
    assert weights.shape == (21, 21)
    assert weights[10, 10] == 1
    assert weights[10, 0] == pytest.approx(1 / (1 + 10 / 10.5))
    assert weights[7, 14] == pytest.approx(1 / (1 + 5 / 10.5))
