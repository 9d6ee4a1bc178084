"""Dates of images that are equal, reversed, or far apart."""

import datetime

import pytest

from stfusion_qgis.images.date_checks import warn_of_dates
from stfusion_qgis.progress import Progress


class Dated:
    """Stands for an image."""

    def __init__(self, name, date):
        self.name, self.date = name, date and datetime.date.fromisoformat(date)


@pytest.mark.parametrize("fine, coarse, predictions, words", [
    (["2020-03-01"], ["2020-03-01"], ["2020-04-01"], []),
    (["2020-03-01", "2020-05-01"], ["2020-03-02", "2020-05-01"], ["2020-04-01", "2020-04-02"], []),
    (["2020-03-01"], ["2020-03-09"], ["2020-04-01"], []),
    (["2020-03-01"], ["2020-04-01"], ["2020-05-01"], ["31 days"]),
    (["2020-03-01"], ["2020-03-01"], ["2020-03-01"], ["same date"]),
    (["2020-03-01", "2020-03-01"], ["2020-03-01", "2020-03-02"], ["2020-04-01"], ["same date"]),
    (["2020-05-01", "2020-03-01"], ["2020-05-01", "2020-03-01"], ["2020-04-01"], ["order"]),
    (["2020-03-01"], ["2020-03-01"], ["2022-04-01"], ["761 days"]),
    (["2020-03-01"], [], ["2020-03-01"], ["same date"]),
    ([None], [None], [None], []), ([None], ["2020-03-01"], [None], []),
    ([], [], ["2020-03-01"], [])])
def test_warnings(fine, coarse, predictions, words):
    heard = Progress().collecting()
    warn_of_dates(*([Dated(f"{kind}{i}", date) for i, date in enumerate(dates)] for kind, dates in
                    (("f", fine), ("c", coarse), ("p", predictions))), heard)
    assert len(heard.warnings) == len(words)
    assert all(word in text for word, text in zip(words, heard.warnings)), heard.warnings
