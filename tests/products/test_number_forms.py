"""What GDAL makes of stored numbers by the lines of a prepared image, number by number."""

from __future__ import annotations

import numpy as np
import pytest
from osgeo import gdal, gdal_array

from stfusion_qgis.images.grid import Grid
from stfusion_qgis.products.preparation.number_forms import form_of, source_line
from stfusion_qgis.products.preparation.placed_layers import PlacedLayer, seam_of
from stfusion_qgis.products.preparation.preparing_options import FLOATS, INTEGERS
from stfusion_qgis.products.preparation.vrt_text import BandSource, VirtualBand, vrt_text
from stfusion_qgis.products.product import Quantity
from stfusion_qgis.products.stored_layers import Layer
from tests.scene_files import wkt


def prepared_numbers(numbers, form, tmp_path, **of_layer):
    """Return what a virtual raster makes of numbers in one row."""
    grid = Grid(wkt(32633), 0.0, 30.0, 30.0, 30.0, 1, numbers.size)
    path = str(tmp_path / "numbers.tif")
    kind = gdal_array.NumericTypeCodeToGDALTypeCode(numbers.dtype)
    file = gdal.GetDriverByName("GTiff").Create(path, numbers.size, 1, 1, kind)
    file.SetGeoTransform(grid.geo_transform)
    file.WriteArray(numbers[None])
    file = None
    layer = Layer(path, **of_layer)
    placed = PlacedLayer(layer, grid, kind, (numbers.size, 1))
    band = VirtualBand("red", 655, form.data_type, form.nodata, (BandSource(
        placed, seam_of(grid, grid), source_line(layer, kind, form)),))
    return gdal.Open(vrt_text(grid, [band], {})).ReadAsArray()[0]


@pytest.mark.parametrize("reflectance_as", [INTEGERS, FLOATS])
@pytest.mark.parametrize(("dtype", "line", "fill", "valid"), [
    (np.uint16, (2.75e-5, -0.2), (0,), (1, 65535)),       # Landsat
    (np.uint16, (1e-4, -0.1), (0,), None),                # Sentinel-2: some are beyond Int16
    (np.int16, (1e-4, 0.0), (-28672,), (-100, 16000)),    # MODIS
    (np.int16, (1e-4, 0.0), (32767, 1000, 1001), None),   # fill inside of what counts
    (np.int16, (-1e-4, 0.5), (), None),                   # a line that falls
    (np.uint8, (0.004, -0.08), (255, 0), (1, 250)),
    (np.int32, (1e-4, 0.0), (-9999,), (-2000, 10_000)),
    (np.float32, (1.0, 0.0), (np.nan,), None),            # Earth Engine
    (np.float64, (1.0, 0.0), (), (-0.2, 1.6)),
    (np.float32, (1e-4, 0.0), (-9999.0,), None)])
def test_every_number(tmp_path, reflectance_as, dtype, line, fill, valid):
    if np.dtype(dtype).kind == "f":
        numbers = np.linspace(-5, 5, 2001) / (1.0 if line[0] == 1 else 1e-4)
        numbers = np.r_[numbers, fill, np.nan, np.inf].astype(dtype)
    elif np.dtype(dtype).itemsize == 4:
        numbers = np.arange(-40_000, 40_001).astype(dtype)
    else:
        numbers = np.arange(np.iinfo(dtype).min, np.iinfo(dtype).max + 1).astype(dtype)
    form = form_of(Quantity.REFLECTANCE, reflectance_as)
    found = prepared_numbers(numbers, form, tmp_path, gain=line[0], offset=line[1], fill=fill,
                             valid_range=valid)
    exact = (numbers.astype(np.float64) * line[0] + line[1]) * form.factor
    counts = np.isfinite(exact) & ~np.isin(numbers, [f for f in fill if f == f])
    if valid is not None:
        counts &= (numbers >= valid[0]) & (numbers <= valid[1])
    if reflectance_as == INTEGERS:
        edge = np.abs(np.abs(exact) - 32767) < 1  # where rounding decides
        counts &= np.abs(exact) <= 32767
        there = found != -32768
        assert np.array_equal(there[~edge], counts[~edge])
        assert np.abs(found - exact)[counts & there].max() <= 0.5 + 2e-3
    else:
        there = np.isfinite(found)
        assert np.array_equal(there, counts)
        assert np.allclose(found[counts], exact[counts], rtol=1e-6, atol=1e-6)


def test_temperatures_are_kelvin_in_any_case():
    for reflectance_as in (INTEGERS, FLOATS):
        form = form_of(Quantity.TEMPERATURE, reflectance_as)
        assert (form.factor, form.data_type) == (1.0, gdal.GDT_Float32)
