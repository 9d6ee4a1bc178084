"""Calls into GDAL."""

import pytest
from osgeo import gdal

from stfusion_qgis.images.gdal_tools import bounded_cache


@pytest.fixture
def before():
    """Return the size of the cache that the application has chosen."""
    chosen = gdal.GetCacheMax()
    gdal.SetCacheMax(64 * 2**20)
    yield 64 * 2**20
    gdal.SetCacheMax(chosen)


def test_cache_is_bounded_meanwhile(before):
    with bounded_cache(2**20):
        assert gdal.GetCacheMax() == 2**20
        with bounded_cache(2**21):
            assert gdal.GetCacheMax() == 2**20
    assert gdal.GetCacheMax() == before
    with bounded_cache(2**30):
        assert gdal.GetCacheMax() == before


def test_cache_is_as_before_whoever_ends_first(before):
    """Two runs on threads: the one that began first ends first."""
    first, second = bounded_cache(2**20), bounded_cache(2**21)
    first.__enter__()
    second.__enter__()
    first.__exit__(None, None, None)
    assert gdal.GetCacheMax() == 2**21
    second.__exit__(None, None, None)
    assert gdal.GetCacheMax() == before
