"""How far fine images of two dates lie beside each other: where the shift is known."""

import numpy as np
import pytest

from stfusion_qgis.images.fine_shift import MOST_PIXELS, fine_shift
from stfusion_qgis.images.image import Image
from stfusion_qgis.methods.steps.blending.moved_image import moved_image, moving_reach
from tests.methods.test_blend import textured, valid

SIDE, MARGIN = 200, 8


def two_dates(shift, share=0.6, bands=2):
    """Return images of which the second shows at a place what lies `shift` behind it in the first.

    share: of the detail that both have in common.
    """
    side = SIDE + 2 * MARGIN
    land, first, second = textured(side, side, 3 * bands).reshape(3, bands, side, side)
    second = share * land + (1 - share) * second
    moved = moved_image(valid(second), shift)
    return (Image(one.values, one.valid) for one in (
        valid(share * land + (1 - share) * first).cropped(MARGIN),
        moved.cropped(MARGIN - moving_reach(shift))))


@pytest.mark.parametrize("shift", [(0.4, -0.7), (-3.0, 2.5), (0.0, 5.6)])
def test_a_shift_is_found(shift):
    first, second = two_dates(shift)
    np.testing.assert_allclose(fine_shift(first, second), shift, atol=0.12)
    np.testing.assert_allclose(fine_shift(second, first), -np.array(shift), atol=0.12)


def test_a_change_of_sign_in_one_of_several_bands_hides_nothing():
    first, second = two_dates((2.0, -1.0), bands=4)
    second.values[0] *= -1
    np.testing.assert_allclose(fine_shift(first, second), [2, -1], atol=0.12)


def test_of_many_bands_some_are_compared():
    first, second = two_dates((2.0, -1.0), bands=4)
    many = [Image(np.repeat(one.values, 30, axis=0), one.valid) for one in (first, second)]
    np.testing.assert_allclose(fine_shift(*many), fine_shift(first, second), atol=1e-6)


def test_units_do_not_matter():
    first, second = two_dates((1.3, 0.6))
    other = Image(10000 * second.values + 500, second.valid)
    np.testing.assert_allclose(fine_shift(first, other), fine_shift(first, second), atol=1e-3)


def test_gaps_do_not_lead_astray():
    """Gaps lie at the same place in both, as those of a sensor do, and the land elsewhere."""
    first, second = two_dates((1.5, -2.0))
    for image in (first, second):
        image.valid[:, ::13] = False
        image.valid[60:90, 40:100] = False
        image.values[:, ~image.valid] = -9999
    np.testing.assert_allclose(fine_shift(first, second), [1.5, -2], atol=0.15)


@pytest.mark.parametrize("shift", [(0.0, 0.0), (0.1, -0.1)])
def test_less_than_a_quarter_of_a_pixel_is_none(shift):
    np.testing.assert_array_equal(fine_shift(*two_dates(shift)), 0)


@pytest.mark.parametrize("seed", range(8))
def test_other_land_lies_nowhere_else(seed):
    first, second = (valid(textured(SIDE, SIDE, 2, seed=20 + 2 * seed + k)) for k in (0, 1))
    np.testing.assert_array_equal(fine_shift(first, second), 0)


def test_images_without_detail_or_pixels():
    first, second = two_dates((2.0, 0.0))
    flat = valid(np.ones_like(first.values))
    empty = Image(first.values, np.zeros_like(first.valid))
    for image in (flat, empty):
        np.testing.assert_array_equal(fine_shift(image, second), 0)
    np.testing.assert_array_equal(fine_shift(empty, empty), 0)


def test_few_pixels():
    first, second = (Image(one.values[:, :20, :20], one.valid[:20, :20])
                     for one in two_dates((1.0, 0.0), share=0.9))
    assert np.hypot(*fine_shift(first, second)) <= 2 ** 0.5 * (MOST_PIXELS + 0.5)
