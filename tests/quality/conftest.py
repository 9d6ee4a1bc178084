"""Images for the tests of the metrics."""

import numpy as np
import pytest
from osgeo import gdal, osr
from scipy import ndimage

from stfusion_qgis.images.source import Source
from stfusion_qgis.quality.assess import assess
from stfusion_qgis.quality.sources import ArraySource


@pytest.fixture(scope="session")
def make_pair():
    """Return a function (bands, rows, columns, seed) -> prediction, reference as float32."""
    def make(bands=4, rows=96, columns=128, seed=0):
        rng = np.random.default_rng(seed)
        base = ndimage.gaussian_filter(rng.normal(size=(rows, columns)), 3)
        y = np.array([3000 + 20000 * (0.3 + 0.1 * b) * base
                      + 4000 * ndimage.gaussian_filter(rng.normal(size=(rows, columns)), 1)
                      for b in range(bands)])
        x = 0.9 * y + 300 + rng.normal(0, 150, y.shape)
        return np.rint(x).astype(np.float32), np.rint(y).astype(np.float32)
    return make


@pytest.fixture(scope="session")
def values():
    """Return a function that assesses arrays and returns the values by metric."""
    def measured(x, y=None, valid=None, fine_1=None, **options):
        sources = [None if a is None else ArraySource(a, valid) for a in (x, y, fine_1)]
        return assess(sources[0], sources[1], fine_1=sources[2], **options).values
    return measured


@pytest.fixture
def write(tmp_path):
    """Return a function that writes a GeoTIFF at a position in pixels and returns its source."""
    def written(name, values, row=0, column=0, pixel=30.0, metadata=None):
        path = str(tmp_path / name)
        bands, rows, columns = values.shape
        file = gdal.GetDriverByName("GTiff").Create(path, columns, rows, bands, gdal.GDT_Float32)
        file.SetGeoTransform((500000 + 30 * column, pixel, 0, 4e6 - 30 * row, 0, -pixel))
        reference = osr.SpatialReference()
        reference.ImportFromEPSG(32633)
        file.SetProjection(reference.ExportToWkt())
        file.SetMetadata(metadata or {})
        file.WriteArray(values.astype(np.float32))
        return Source(path, name)
    return written
