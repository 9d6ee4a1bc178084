"""Errors of predictions, pixel by pixel."""

import numpy as np
import pytest

from stfusion_qgis.gui.compare.compared.error_maps import ErrorMaps
from tests.gui.compare.conftest import plain_image, read, replaced


def test_error_of_a_band_is_prediction_minus_reference(shenzhen):
    errors = ErrorMaps(list(shenzhen.values()), 8.33)
    assert errors.against is shenzhen["reference"] and not errors.coarse_scale
    expected = shenzhen["prediction:1"].values[1] - shenzhen["reference"].values[1]
    np.testing.assert_array_equal(errors.plane("prediction:1", 1), expected[None])


def test_error_of_all_bands_is_the_root_mean_square(shenzhen):
    errors = ErrorMaps(list(shenzhen.values()), 8.33)
    difference = shenzhen["prediction:2"].values - shenzhen["reference"].values
    expected = np.sqrt((difference.astype(float) ** 2).mean(axis=0))
    np.testing.assert_allclose(errors.plane("prediction:2", None)[0], expected, rtol=1e-5)


def test_scale_is_common_to_all_predictions(shenzhen):
    errors = ErrorMaps(list(shenzhen.values()), 8.33)
    sizes = [np.abs(errors.plane(f"prediction:{i}", 0)) for i in (1, 2)]
    both = np.concatenate([size[np.isfinite(size)] for size in sizes])
    assert errors.limit(0) == pytest.approx(np.percentile(both, 98), rel=0.01)


def test_without_reference_means_of_coarse_pixels_are_compared(shared_data):
    folder = shared_data / "gwydir"
    coarse = read(folder / "coarse_on_fine_grid_2004-12-28.tif")[2]
    fine = read(folder / "fine_2004-11-26.tif")[2]
    fine[:, :20, :20] = np.nan
    images = [plain_image("coarse_prediction", coarse, "coarse"), plain_image("prediction:1", fine)]
    errors = ErrorMaps(images, 16.0)
    assert errors.coarse_scale and errors.against is images[0]
    plane, = errors.plane("prediction:1", 2)
    means = fine[2].reshape(30, 16, 30, 16).mean(axis=(1, 3)) - coarse[2, ::16, ::16]
    np.testing.assert_allclose(plane[40::16, 40::16], means[2:, 2:], atol=0.02)
    assert np.isnan(plane[:16, :16]).all()


def test_without_reference_and_ratio_there_are_no_errors(shenzhen):
    images = [image for image in shenzhen.values() if image.role != "reference"]
    assert ErrorMaps(images, None).against is None
    assert ErrorMaps(images, 1.2).against is None
    assert ErrorMaps([shenzhen["prediction:1"]], 8.33).against is None


def test_perfect_prediction_has_a_scale(shenzhen):
    reference = shenzhen["reference"]
    perfect = replaced(reference, key="prediction:1", role="prediction")
    assert ErrorMaps([reference, perfect], None).limit(None) == 1.0
