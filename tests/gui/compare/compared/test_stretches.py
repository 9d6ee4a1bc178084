"""Stretches of images: of the map, and of matched histograms."""

import numpy as np
import pytest

from stfusion_qgis.gui.compare.compared.compared_images import ComparedImages
from stfusion_qgis.gui.compare.compared.look import Look
from stfusion_qgis.gui.compare.compared.stretches import (
    MATCHED,
    ON_MAP,
    MapLook,
    with_histogram_of,
)
from tests.gui.compare.conftest import plain_image


def test_a_matched_image_has_the_histogram_of_the_other(shenzhen):
    """Of real images of two dates: quantiles as those of the target, ranks as before."""
    target, values = shenzhen["reference"].values, shenzhen["fine_1"].values
    matched = with_histogram_of(target, values)
    both = np.isfinite(target).all(axis=0) & np.isfinite(values).all(axis=0)
    for band in range(3):
        quantiles = [np.quantile(image[band][both], np.linspace(0.02, 0.98, 49))
                     for image in (target, matched, values)]
        wanted, got, before = quantiles
        spread = wanted[-1] - wanted[0]
        assert np.abs(got - wanted).max() < 0.02 * spread < np.abs(before - wanted).max()
        order = np.argsort(values[band][both], kind="stable")
        assert (np.diff(matched[band][both][order]) >= -1e-3).all()
    np.testing.assert_array_equal(np.isnan(matched), np.isnan(values))


def test_a_half_finished_prediction_is_matched_where_it_is(shenzhen):
    """Its tiles have the colours that they have when all are there."""
    target = shenzhen["reference"].values
    half = target.copy()
    half[:, 100:] = np.nan
    np.testing.assert_allclose(with_histogram_of(target, 2 * half + 50)[:, :100],
                               target[:, :100], rtol=0.05, atol=20)


@pytest.mark.parametrize("values, target", [
    (np.full((1, 4, 4), 3.0), np.arange(16.0).reshape(1, 4, 4)),
    (np.arange(16.0).reshape(1, 4, 4), np.full((1, 4, 4), 3.0)),
    (np.full((1, 4, 4), np.nan), np.full((1, 4, 4), 3.0)),
    (np.full((1, 4, 4), 3.0), np.full((1, 4, 4), np.nan))])
def test_images_without_a_histogram(values, target):
    matched = with_histogram_of(target.astype(np.float32), values.astype(np.float32))
    np.testing.assert_array_equal(np.isnan(matched), np.isnan(values))
    assert np.nanmin(matched, initial=3) >= 0 and np.nanmax(matched, initial=3) <= 15


def test_the_true_image_is_matched_with(shenzhen):
    """Without one, the fine image; itself it stays as it is."""
    compared = ComparedImages(list(shenzhen.values()), 8.33)
    look = Look(compared, (0, 1, 2), None, MATCHED)
    assert look.values("reference") is shenzhen["reference"].values
    assert not np.array_equal(look.values("fine_1"), shenzhen["fine_1"].values)
    assert look.values("prediction:1") is look.values("prediction:1")
    without = ComparedImages([image for key, image in shenzhen.items() if key != "reference"], 8.33)
    assert without.known is shenzhen["fine_1"]


def test_limits_of_the_map_and_the_usual_ones_for_other_bands():
    image = plain_image("fine_1", np.random.default_rng(1).uniform(0, 1, (4, 20, 20)))
    compared = ComparedImages([image], None, MapLook((3, 1, 0), {3: (0.2, 0.4), 1: (5, 6),
                                                                  9: (0, 1)}))
    limits = Look(compared, (0, 1, 2), None, ON_MAP).limits()
    np.testing.assert_array_equal(limits[[3, 1]], [(0.2, 0.4), (5, 6)])
    np.testing.assert_array_equal(limits[[0, 2]], compared.limits[[0, 2]])
