"""Dates in names and metadata; images in other units."""

import datetime

import numpy as np
import pytest

from stfusion_qgis.images.dates import date_in, date_of
from stfusion_qgis.images.units import unit_factor


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


RED = np.random.default_rng(0).uniform(0.02, 0.6, (3, 500))


@pytest.mark.parametrize("scale, factor", [
    (1, 1), (10000, 1e-4), (1e-4, 1e4), (100, 0.01), (1000, 1e-3), (5, 1), (0.2, 1), (8000, 1e-4)])
def test_unit_factor(scale, factor):
    assert unit_factor(RED, RED * scale * 1.3) == pytest.approx(factor)


def test_unit_factor_without_evidence():
    assert unit_factor(RED, RED[:, :0]) == 1
    assert unit_factor(RED, np.zeros_like(RED)) == 1
    dark = RED * np.array([[0], [1e4], [1e4]])  # one band is all 0
    assert unit_factor(RED, dark) == 1e-4
