"""Calls into GDAL."""

import os

import numpy as np
import pytest
from osgeo import gdal

from stfusion_qgis.images.gdal_tools import (
    GdalError,
    bounded_cache,
    check_all_there,
    metadata_of,
    unlink,
)


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


@pytest.mark.parametrize("overviews", [False, True])
def test_a_file_without_its_last_bytes_is_noticed(tmp_path, overviews):
    path = str(tmp_path / "a.tif")
    values = np.random.default_rng(0).integers(0, 10000, (600, 500)).astype(np.int16)
    dataset = gdal.GetDriverByName("GTiff").Create(
        path, 500, 600, 1, gdal.GDT_Int16, ["TILED=YES", "COMPRESS=DEFLATE"])
    dataset.WriteArray(values)
    if overviews:
        dataset.BuildOverviews("AVERAGE", [2, 4])
    dataset = None
    check_all_there(path)
    os.truncate(path, os.path.getsize(path) - 2)
    with pytest.raises(GdalError):
        check_all_there(path)


def test_metadata_that_is_no_text():
    """Of damaged files GDAL gives the bytes."""
    class Damaged:
        def GetMetadata(self, domain):  # noqa: N802 (the name is given by GDAL)
            return {b"DATE\xff": b"2020\xff", "AREA": "Point"} if not domain else None

    assert metadata_of(Damaged()) == {"DATE\ufffd": "2020\ufffd", "AREA": "Point"}


@pytest.mark.parametrize("mode", [gdal.UseExceptions, gdal.DontUseExceptions])
def test_what_is_not_there_need_not_be_removed(mode):
    before = gdal.GetUseExceptions()
    mode()
    try:
        gdal.FileFromMemBuffer("/vsimem/stfusion_unlink", b"x")
        for _ in range(2):
            unlink("/vsimem/stfusion_unlink")
            assert gdal.VSIStatL("/vsimem/stfusion_unlink") is None
    finally:
        (gdal.UseExceptions if before else gdal.DontUseExceptions)()
