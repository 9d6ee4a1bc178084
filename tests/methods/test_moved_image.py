"""Images moved by a part of a pixel, against functions of the place."""

import numpy as np
import pytest

from stfusion_qgis.images.image import Image
from stfusion_qgis.images.window import Window
from stfusion_qgis.methods.steps.blending.land import ArrayLand, MovedLand
from stfusion_qgis.methods.steps.blending.moved_image import (
    farthest_reach,
    moved_cells,
    moved_image,
    moved_images,
    moving_reach,
)
from tests.methods.test_blend import textured, valid


def land(rows, columns):
    return (rows ** 2 / 50 + rows * columns / 40 - columns)[None]


@pytest.mark.parametrize("shift", [(0.4, -1.3), (0.0, 2.5), (-3.0, 0.0)])
def test_an_image_is_moved_by_a_part_of_a_pixel(shift):
    rows, columns = np.mgrid[:30, :40].astype(float)
    reach = moving_reach(shift)
    found = moved_image(valid(land(rows, columns)), shift)
    inner = (..., slice(reach, -reach), slice(reach, -reach))
    expected = land(rows + shift[0], columns + shift[1])[inner]
    np.testing.assert_allclose(found.values, expected, atol=1e-4)


def test_each_image_is_moved_by_its_own_shift():
    shifts = ((0.0, 0.0), (2.5, 0.0), (0.5, -1.0))
    rows, columns = np.mgrid[:30, :40].astype(float)
    reach = farthest_reach(shifts)
    found = moved_images([valid(land(rows, columns))] * 3, shifts)
    for (down, right), image in zip(shifts, found):
        expected = land(rows + down, columns + right)[:, reach:-reach, reach:-reach]
        np.testing.assert_allclose(image.values, expected, atol=1e-4)


def test_a_moved_land_is_the_same_whatever_the_window():
    images = [valid(textured(64, 64, 2, seed=k)) for k in (0, 1)]
    moved = MovedLand(ArrayLand(images, 8), ((1.5, -0.5), (-3.0, 2.2)))
    whole = moved.read(Window(0, 0, 64, 64))
    part = moved.read(Window(10, 23, 17, 9))
    for one, other in zip(whole, part):
        np.testing.assert_array_equal(one.values[:, 10:27, 23:32], other.values)
        assert other.valid.all()
    outside = moved.read(Window(-4, 60, 8, 8))
    assert not outside[0].valid[:4].any() and not outside[0].valid[:, 4:].any()


def test_an_image_stays_where_it_is_beside_a_gap():
    known = np.ones((30, 30), bool)
    known[:, 20:] = False
    image = Image(np.where(known, textured(30, 30, 2), 0), known)
    found = moved_image(image, (0.0, 0.5))
    plain = image.cropped(moving_reach((0.0, 0.5)))
    np.testing.assert_array_equal(found.valid, plain.valid)
    edge = 20 - moving_reach((0.0, 0.5))
    np.testing.assert_array_equal(found.values[:, :, edge - 2:edge],
                                  plain.values[:, :, edge - 2:edge])
    assert (found.values[:, :, :edge - 2] != plain.values[:, :, :edge - 2]).mean() > 0.9


def test_a_coarse_image_is_moved():
    down, right = np.mgrid[:20, :20].astype(float)
    known = np.ones((20, 20), bool)
    known[8:10, 8:10] = False
    image = Image(((3 * down - right)[None] * known).astype(np.float32), known)
    found = moved_cells(image, (-0.3, 0.2))
    expected = 3 * (down - 0.3) - (right + 0.2)
    far = np.ones((20, 20), bool)
    far[:6] = far[-6:] = far[:, :6] = far[:, -6:] = False
    far[4:14, 4:14] = False  # a spline swings beside what fills the gap
    np.testing.assert_allclose(found.values[0][far], expected[far], atol=1e-2)
    assert not found.valid[8:10, 8:10].any() and found.valid[:6].all()
    assert not found.values[:, ~found.valid].any()
    assert moved_cells(image, (0.0, 0.0)) is image
