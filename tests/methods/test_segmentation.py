"""Objects of a fine image against a plain segmentation."""

import itertools

import numpy as np
import pytest

from stfusion_qgis.methods.steps import strips
from stfusion_qgis.methods.steps.region_merging import distinct_pairs, merge_regions
from stfusion_qgis.methods.steps.segmentation import segment
from stfusion_qgis.progress import Progress
from tests.methods.super_resolution import with_gap
from tests.scene_files import make_images


def around(place, shape, reach=1):
    rows, columns = (range(max(p - reach, 0), min(p + reach + 1, size))
                     for p, size in zip(place, shape))
    return itertools.product(rows, columns)


def gradient_at(image, place):
    values = np.array([image[(slice(None), *other)] for other in around(place, image.shape[1:])])
    values = values[np.isfinite(values).all(axis=1)]
    centre = image[(slice(None), *place)]
    high, low = values.max(axis=0), values.min(axis=0)
    return (high - low + np.maximum(high - centre, centre - low)).sum()


def basins(image):
    """Go down from each pixel; return the pixels of each basin."""
    shape = image.shape[1:]
    gradient = {place: gradient_at(image, place) for place in np.ndindex(shape)
                if np.isfinite(image[(slice(None), *place)]).all()}
    found = {}
    for place in gradient:
        bottom = None
        lower = place
        while lower != bottom:
            bottom = lower
            lower = min((p for p in around(bottom, shape) if p in gradient),
                        key=lambda p: (gradient[p], p))
        found.setdefault(bottom, []).append(place)
    return list(found.values())


def segments(image, scale):
    """Merge basins in rounds, comparing all with all; return the pixels of each object."""
    regions = basins(image)
    while True:
        def growth(a, b):
            n, m = len(a), len(b)
            mean_a, mean_b = (np.mean([image[(slice(None), *p)] for p in r], axis=0)
                              for r in (a, b))
            return n * m / (n + m) * ((mean_a - mean_b) ** 2).mean()

        owner = {place: i for i, region in enumerate(regions) for place in region}
        touching = {frozenset((owner[p], owner[q])) for p in owner
                    for q in ((p[0] + 1, p[1]), (p[0], p[1] + 1))
                    if q in owner and owner[p] != owner[q]}
        best = {}
        for pair in touching:
            cost = growth(*(regions[i] for i in pair))
            for i in pair:
                if cost < scale ** 2 and (i not in best or cost < best[i][0]):
                    best[i] = cost, pair
        merging = {pair for i, (_, pair) in best.items() if all(
            best.get(j, (0, None))[1] == pair for j in pair)}
        if not merging:
            return regions
        gone = set().union(*merging)
        regions = [r for i, r in enumerate(regions) if i not in gone] \
            + [regions[i] + regions[j] for i, j in merging]


def partition(labels):
    """Return the objects as sets of pixels."""
    numbers = np.unique(labels[labels >= 0])
    return {frozenset(zip(*np.nonzero(labels == number))) for number in numbers}


def objects_of(images, folder, scale=2.0):
    scene = images.open(folder)
    return segment(scene, scene.fine[0], scale, Progress())


@pytest.mark.parametrize("scale, pierced", [(0.5, False), (2.0, False), (2.0, True)])
def test_against_plain_segmentation(tmp_path, scale, pierced):
    images = make_images(rows=24, columns=32, noise=0.02)
    if pierced:
        images.fine = [with_gap(images.fine[0], slice(8, 17), slice(10, 15))]
    labels = objects_of(images, tmp_path, scale)
    unit = np.nanstd(images.fine[0], axis=(1, 2))[:, None, None]
    expected = {frozenset(region) for region in segments(images.fine[0] / unit, scale)}
    assert partition(labels) == expected
    np.testing.assert_array_equal(labels >= 0, np.isfinite(images.fine[0][0]))
    assert sorted(np.unique(labels[labels >= 0])) == list(range(len(expected)))


@pytest.mark.parametrize("pixels", [7 * 56, 1])
def test_strips_leave_no_seams(tmp_path, monkeypatch, pixels):
    images = make_images(noise=0.02)
    expected = objects_of(images, tmp_path)
    monkeypatch.setattr(strips, "_PIXELS", pixels)
    np.testing.assert_array_equal(objects_of(images, tmp_path), expected)


@pytest.mark.parametrize("turn", [
    lambda a: a[:, ::-1], lambda a: a[:, :, ::-1], lambda a: a.swapaxes(1, 2)])
def test_directions_do_not_matter(tmp_path, turn):
    images = make_images(noise=0.02)
    labels = turn(objects_of(images, tmp_path)[None])[0]
    assert partition(objects_of(images.map(turn), tmp_path)) == partition(labels)


def test_units_do_not_matter(tmp_path):
    images = make_images(noise=0.02)
    labels = objects_of(images, tmp_path)
    np.testing.assert_array_equal(objects_of(images.map(lambda a: a * 10000), tmp_path), labels)


def test_patches_are_found_exactly(tmp_path):
    """A few fields that differ far more than their noise are the objects."""
    fields = np.kron(np.array([[0, 1, 2], [3, 4, 0]]), np.ones((20, 16), int))
    rng = np.random.default_rng(0)
    images = make_images(rows=40, columns=48)
    spectra = np.array([[0.1, 0.3, 0.5, 0.2, 0.4], [0.5, 0.1, 0.2, 0.4, 0.3]])
    images.fine = [(spectra[:, fields] + rng.normal(0, 1e-3, (2, 40, 48))).astype(np.float32)]
    labels = objects_of(images, tmp_path, 1.0)
    fields[20:, 32:] = 5
    assert partition(labels) == partition(fields)


def test_constant_image_is_one_object(tmp_path):
    images = make_images().map(lambda a: np.full_like(a, 0.3))
    assert (objects_of(images, tmp_path) == 0).all()


def test_larger_scales_give_fewer_objects(tmp_path):
    images = make_images(noise=0.02)
    counts = [objects_of(images, tmp_path, scale).max() + 1 for scale in (0.1, 1, 3, 1000)]
    assert counts[0] > counts[1] > counts[2] > counts[3] == 1


def test_many_equal_regions_merge_in_few_rounds():
    """A long row of equal regions is not merged one by one."""
    count, rounds = 3000, []
    first = np.arange(count - 1, dtype=np.int32)
    merged = merge_regions(np.ones(count), np.ones((count, 2)), first, first + 1, 1.0,
                           check=lambda: rounds.append(1))
    assert (merged == 0).all()
    assert len(rounds) < 100


def test_pairs_come_once():
    first, second = distinct_pairs(np.array([3, 1, 1, 2, 5]), np.array([1, 3, 1, 7, 2]))
    assert list(zip(first, second)) == [(1, 3), (2, 5), (2, 7)]
