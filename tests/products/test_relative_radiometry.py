"""Digital numbers become comparable to another image, by the places that have not changed."""

from __future__ import annotations

import numpy as np
import pytest
from osgeo import gdal

from stfusion_qgis.errors import InputError
from stfusion_qgis.products.preparation.preparing_options import PreparingOptions
from stfusion_qgis.products.preparation.relative_radiometry import comparable_to, normalizing_line
from stfusion_qgis.products.preparing import prepare
from stfusion_qgis.products.product import Quantity
from stfusion_qgis.progress import Progress
from tests.products.decoding import images_of, in_memory, onto
from tests.products.test_rational_polynomials import MEAN_HEIGHT, TRUTH, level_1a  # noqa: F401

GAIN, OFFSET = 8e-4, -0.08  # of the numbers that `level_1a` makes


def test_a_line_is_found_among_changes_and_noise():
    random = np.random.default_rng(1)
    numbers = random.uniform(50, 500, 5000)
    known = 4e-4 * numbers - 0.02 + random.normal(0, 0.004, 5000)
    known[:1500] += random.uniform(0.05, 0.4, 1500)  # clouds, harvest
    known[4000:4100] = np.nan
    gain, offset = normalizing_line(numbers, known)
    assert gain == pytest.approx(4e-4, rel=0.02) and offset == pytest.approx(-0.02, abs=0.003)


@pytest.mark.parametrize("known", [np.full(5000, np.nan), np.full(5000, 0.3)])
def test_nothing_in_common_is_no_line(known):
    assert normalizing_line(np.arange(5000.0), known) is None


def test_noise_is_no_line():
    random = np.random.default_rng(2)
    assert normalizing_line(random.normal(0, 1, 5000), random.normal(0, 1, 5000)) is None


def landsat(shared_data, folder):
    """Return the prepared image of Landsat of the day, with its mask."""
    images = images_of(shared_data / "products" / "landsat"
                       / "LC08_L2SP_122044_20230306_20230312_02_T1", folder)
    return prepare(images, str(folder / "landsat.vrt"), PreparingOptions(), str(folder), Progress())


def test_gaofen_becomes_comparable_to_landsat(level_1a, shared_data, tmp_path):  # noqa: F811
    image = level_1a(MEAN_HEIGHT)
    reference = landsat(shared_data, tmp_path)
    lines = {layer.name: (layer.gain, layer.offset)
             for layer in comparable_to(reference.path, image, str(tmp_path)).layers}
    for gain, offset in lines.values():
        assert gain == pytest.approx(GAIN, rel=0.06) and offset == pytest.approx(OFFSET, abs=0.012)


def test_it_is_prepared_and_said_to_be_no_reflectance(level_1a, shared_data, tmp_path):  # noqa: F811
    image = level_1a(MEAN_HEIGHT)
    reference = landsat(shared_data, tmp_path)
    messages = []
    progress = Progress()
    progress.info = messages.append
    prepared = prepare([image], str(tmp_path / "gaofen.vrt"),
                       PreparingOptions(reference=reference.path), str(tmp_path), progress)
    assert any("no surface reflectance" in message for message in messages)
    assert any("made comparable to landsat" in message for message in messages)
    made = gdal.Open(prepared.path)
    numbers = made.GetRasterBand(4).ReadAsArray().astype(float)
    numbers[numbers == made.GetRasterBand(4).GetNoDataValue()] = np.nan
    grid = in_memory(numbers / 10000, made.GetGeoTransform(), made.GetProjection())
    truth = gdal.Open(str(shared_data / "products" / "truth" / TRUTH))
    known = truth.GetRasterBand(4).ReadAsArray() / 10000
    shown = onto(grid, truth, gdal.GRA_Average)
    assert np.nanmedian(np.abs(shown - known)) < 0.02
    assert np.nanmedian(shown - known) == pytest.approx(0, abs=0.006)


def test_without_a_reference_they_stay_digital_numbers(level_1a, tmp_path):  # noqa: F811
    image = level_1a(MEAN_HEIGHT)
    prepared = prepare([image], str(tmp_path / "gaofen.vrt"), PreparingOptions(), str(tmp_path),
                       Progress())
    assert image.product.quantity is Quantity.RELATIVE
    made = gdal.Open(prepared.path)
    values = made.GetRasterBand(1).ReadAsArray()
    assert 100 < np.nanmedian(values[values > 0]) < 300


def test_a_reference_of_another_place_is_told(level_1a, shared_data, tmp_path):  # noqa: F811
    image = level_1a(MEAN_HEIGHT)
    reference = landsat(shared_data, tmp_path)
    away = str(tmp_path / "away.tif")
    gdal.Translate(away, reference.path, outputBounds=[600000, 2600000, 604000, 2596000])
    with pytest.raises(InputError, match="lies elsewhere"):
        comparable_to(away, image, str(tmp_path))
