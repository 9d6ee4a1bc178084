"""Fine and coarse images find each other by their dates."""

import datetime

import numpy as np
import pytest
from osgeo import gdal

from stfusion_qgis.errors import InputError
from stfusion_qgis.images.scene_opening import open_source
from stfusion_qgis.images.source import Source
from stfusion_qgis.season import pairing
from stfusion_qgis.season.pairing import match
from tests.scene_files import write_tif


@pytest.fixture
def image(tmp_path):
    """Return a function that writes an image of a name and returns its source."""
    def image(name, date=None):
        path = write_tif(tmp_path / f"{name}.tif", np.ones((1, 4, 4), np.float32))
        return Source(path, name, date=date and datetime.date.fromisoformat(date))
    return image


def names(matches):
    return [(m.date.isoformat(), m.fine.name, m.coarse and m.coarse.name) for m in matches]


def test_by_names_and_given_dates_in_order_of_time(image):
    """A date that is given counts more than one in the name."""
    found, free = match([image("S2_2019-02-13"), image("S2_20180901"), image("b", "2018-12-10")],
                        [image("MOD09_A2018244"), image("coarse_2019-02-13"),
                         image("c_2000-01-01", "2018-12-10"), image("c_2019-03-05")])
    assert names(found) == [("2018-09-01", "S2_20180901", "MOD09_A2018244"),
                            ("2018-12-10", "b", "c_2000-01-01"),
                            ("2019-02-13", "S2_2019-02-13", "coarse_2019-02-13")]
    assert [source.name for source in free] == ["c_2019-03-05"]


def test_without_coarse_images(image):
    found, free = match([image("a_2020-05-01"), image("a_2020-04-01")], [])
    assert names(found) == [("2020-04-01", "a_2020-04-01", None),
                            ("2020-05-01", "a_2020-05-01", None)] and not free


def test_masks(image):
    found, _ = match([image("f_2020-04-01"), image("f_2020-05-01")],
                     [image("c_2020-04-01"), image("c_2020-05-01")],
                     [image("cloud_2020-05-01")], [image("cm_2020-04-01")])
    entries = [m.as_dict() for m in found]
    assert [bool(e["fine_mask"]) for e in entries] == [False, True]
    assert [bool(e["coarse_mask"]) for e in entries] == [True, False]
    assert entries[1]["fine_mask"].endswith("cloud_2020-05-01.tif")


def test_dates_are_read_once_until_a_file_changes(tmp_path, monkeypatch):
    def write(name, date):
        source = Source(write_tif(tmp_path / name, np.ones((1, 4, 4))))
        dataset = gdal.OpenEx(source.path, gdal.OF_UPDATE)
        dataset.SetMetadataItem("ACQUISITION_DATE", date)
        dataset = None
        return source

    opened = []
    monkeypatch.setattr(pairing, "open_source", lambda source: opened.append(
        source.path) or open_source(source))
    sources = [write("one.tif", "2020-03-01"), write("two.tif", "2020-04-01")]
    for _ in range(2):  # as the check before a run does, and the run
        assert [found.date.month for found in match(sources, [])[0]] == [3, 4]
    assert sorted(opened) == [source.path for source in sources]
    write("two.tif", "2020-05-01")
    assert [found.date.month for found in match(sources, [])[0]] == [3, 5]


def test_some_days_between(image):
    """The very same day goes first, then the nearest that is left."""
    fine = [image("f_2019-02-18"), image("f_2019-02-17"), image("f_2018-12-30")]
    coarse = [image("c_2019-02-17"), image("c_2019-02-19"), image("c_2018-12-31")]
    found, free = match(fine, coarse, most_days=1)
    assert [m.coarse.name for m in found] == ["c_2018-12-31", "c_2019-02-17", "c_2019-02-19"]
    assert not free


@pytest.mark.parametrize("fine, coarse, masks, words", [
    (["f_2020-04-01", "summer"], ["c_2020-04-01"], [], ["summer", "YYYY-MM-DD"]),
    (["f_2020-04-01", "g_2020-04-01"], [], [], ["f_2020-04-01", "g_2020-04-01", "same date"]),
    (["f_2020-04-01", "f_2020-05-01"], ["c_2020-04-01", "c_2020-05-02"], [],
     ["f_2020-05-01", "c_2020-05-02", "to 1"]),
    (["f_2020-04-01", "f_2020-06-01"], ["c_2020-04-01"], [],
     ["f_2020-06-01", "c_2020-04-01", "leave the fine image out"]),
    (["f_2020-04-01", "f_2020-05-01"], [], ["m_2020-06-01"], ["m_2020-06-01", "no image has"]),
    (["f_2020-04-01"], ["c_2020-04-01"], [], ["two dates"])])
def test_what_does_not_fit(image, fine, coarse, masks, words):
    with pytest.raises(InputError) as caught:
        match(*([image(name) for name in kind] for kind in (fine, coarse, masks)))
    assert all(word in str(caught.value) for word in words), str(caught.value)
