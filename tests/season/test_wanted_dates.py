"""Dates as users list them."""

import datetime

import pytest

from stfusion_qgis.errors import InputError
from stfusion_qgis.season.wanted_dates import MOST, every, listed_dates

D = datetime.date


@pytest.mark.parametrize("text, expected", [
    ("", []), ("2020-10-09, 2020-10-01；2020-10-01", [D(2020, 10, 1), D(2020, 10, 9)]),
    ("20201001 2020-275", [D(2020, 10, 1)]),
    ("2020-10-01/2020-10-10/4", [D(2020, 10, 1), D(2020, 10, 5), D(2020, 10, 9)]),
    ("2020-10-01/2020-10-02", [D(2020, 10, 1), D(2020, 10, 2)])])
def test_lists(text, expected):
    assert listed_dates(text) == expected


@pytest.mark.parametrize("text", ["soon", "2020-10-09/2020-10-01", "2020-10-01/2020-10-09/0",
                                  "2020-10-01/2020-10-09/x", "2020-13-01"])
def test_nonsense_is_told(text):
    with pytest.raises(InputError, match="no date"):
        listed_dates(text)


def test_too_many():
    with pytest.raises(InputError, match="too many"):
        every(1, D(2000, 1, 1), D(2000, 1, 1) + datetime.timedelta(MOST))
