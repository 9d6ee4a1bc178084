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
