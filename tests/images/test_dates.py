"""Dates in names and metadata."""

import datetime

import pytest

from stfusion_qgis.images.dates import date_in, date_of


@pytest.mark.parametrize("text, date", [
    ("fine_2004-11-26.tif", (2004, 11, 26)),
    ("2020_10_07_fine", (2020, 10, 7)),
    ("LC08_L2SP_123044_20200115_20200824_02_T1", (2020, 1, 15)),
    ("S2A_MSIL2A_20190305T110001_N0211", (2019, 3, 5)),
    ("MOD09GA.A2004331.h30v12.006.hdf", (2004, 11, 26)),
    ("MOD09_2002311_SZ", (2002, 11, 7)),
    ("HLS.L30.T11SPS.2020331T182233", (2020, 11, 26)),
    ("x_2004-331", (2004, 11, 26)),
    ("fine_L72000306_30m", (2000, 11, 1)),
    ("LE71210442000306SGS00", (2000, 11, 1)),
    ("2004:11:26 00:00:00", (2004, 11, 26)),
    ("2004366", (2004, 12, 31)),
    ("2005366", None), ("2005-02-30", None), ("2005400", None), ("2005000", None),
    ("ndvi_2020_250m", None), ("landsat_2020_030m", None), ("lst_2015_100m", None),
    ("ndvi-2020-250m", None), ("ndvi_2020_250", None), ("s3_2020_300 m", None),
    ("lst_2020_153", (2020, 6, 1)), ("lst_2020_250m_20200601", (2020, 6, 1)),
    ("ECO2LSTE.001_SDS_LST_doy2018200010203_aid0001", (2018, 7, 19)),
    ("MOD13Q1.061__250m_doy2023081000000_aid0001", (2023, 3, 22)),
    ("MCD43A4.006_Nadir_doy2023081_aid0001", (2023, 3, 22)),
    ("2020年6月1日", (2020, 6, 1)), ("哨兵 2020 年 06 月 01 日", (2020, 6, 1)),
    ("2020.6.1.tif", (2020, 6, 1)), ("2020-6-1", (2020, 6, 1)), ("v2020.6.1.5", None),
    ("S2_13-06-2020", (2020, 6, 13)), ("S2_06-13-2020", (2020, 6, 13)),
    ("S2_01-06-2020", None), ("S2_06-06-2020", (2020, 6, 6)), ("01.06.2020", (2020, 6, 1)),
    ("PlanetScope_20200601103021", (2020, 6, 1)), ("H08_202006010250", (2020, 6, 1)),
    ("MOD09GA.A2020153.h30v12.006.2020155030224", (2020, 6, 1)),
    ("MOD13A2.A2020153_made_20210101", (2020, 6, 1)), ("20200601999999", None),
    ("scene 42", None), ("120041126", None), ("band_1234567", None), ("", None),
])
def test_date_in(text, date):
    assert date_in(text) == (date and datetime.date(*date))


def test_date_of():
    """Acquisition before the name, the name before the time of processing."""
    day = datetime.date
    metadata = {"TIFFTAG_DATETIME": "2022:01:01 10:00:00"}
    assert date_of(metadata, "a.tif") == day(2022, 1, 1)
    assert date_of(metadata, "a_2004-11-26.tif") == day(2004, 11, 26)
    metadata["AcquisitionDateTime"] = "2004-12-28T00:00:00"
    assert date_of(metadata, "a_2004-11-26.tif") == day(2004, 12, 28)
    assert date_of({}, "a.tif") is None


@pytest.mark.parametrize("metadata, name, path", [
    ({"acquisition time": "2020-06-01T02:55:51Z"}, "a", ""),
    ({"acquisition_time": "2020-06-01T02:55:51Z"}, "a_2019-01-01", ""),
    ({"NC_GLOBAL#time_coverage_start": "2020-06-01T00:00:00Z"}, "a", ""),
    ({"PRODUCT_START_TIME": "2020-06-01T02:55:51.024Z"}, "a", ""),
    # The name of MCD43A4 is of the day in the middle of its range.
    ({"RANGEBEGINNINGDATE": "2020-05-24"}, "MCD43A4.A2020153.h30v12.006", ""),
    ({"RANGEBEGINNINGDATE": "2020-05-24"}, "albedo", "/a/MCD43A4.A2020153.h30v12.006.hdf"),
    ({"RANGEBEGINNINGDATE": "2020-05-24", "LOCALGRANULEID": "MCD43A4.A2020153.h30v12.006.hdf"},
     "albedo", ""),
    ({"RANGEBEGINNINGDATE": "2020-06-01"}, "albedo", ""),
    ({}, "red", "/a/S2A_MSIL2A_20200601T030541_N0214.SAFE/GRANULE/IMG_DATA/B04.jp2"),
    ({}, "red", "SENTINEL2_L2A:/vsizip//a/S2A_MSIL2A_20200601T030541.SAFE.zip/MTD.xml:10m:1"),
    ({}, "Oa08", "/a/S3A_OL_2_WFR____20200601T021500_20200601T021800.SEN3/Oa08.nc"),
    ({}, "B1", 'NETCDF:"/a/lst_2020-06-01.nc":Band1'),
])
def test_where_the_date_is_told(metadata, name, path):
    assert date_of(metadata, name, path) == datetime.date(2020, 6, 1)
