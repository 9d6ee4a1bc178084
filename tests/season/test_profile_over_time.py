"""Values at a point, along a line, and the mean of an area, in images of several dates."""

import csv
import datetime
import io

import numpy as np
import pytest

from stfusion_qgis.images.raster import Raster
from stfusion_qgis.images.source import Source
from stfusion_qgis.progress import Progress
from stfusion_qgis.season import profiled_place
from stfusion_qgis.season.image_kinds import COARSE, FINE, PREDICTION, ProfiledImage
from stfusion_qgis.season.profile_over_time import Profile
from stfusion_qgis.season.profile_units import ProfileUnits
from stfusion_qgis.season.profiled_place import ProfiledPlace, line_points
from tests.scene_files import write_tif


@pytest.fixture
def ramp(tmp_path):
    """Return an image whose values are 100 * row + column, and twice that; 10 m pixels."""
    rows, columns = np.mgrid[:20, :30]
    first = (100 * rows + columns).astype(np.float32)
    first[3, 4] = -1
    return Raster(str(write_tif(tmp_path / "ramp_2020-01-01.tif", np.stack([first, 2 * first]), 10,
                                nodata=-1)))


def at(raster, row, column):
    """Return the middle of a pixel."""
    grid = raster.grid
    return (grid.left + (column + 0.5) * grid.pixel_width,
            grid.top - (row + 0.5) * grid.pixel_height)


def box(raster, top, left, bottom, right):
    """Return a rectangle in pixels as WKT."""
    x, y = zip(*(at(raster, row - 0.5, column - 0.5) for row, column in (
        (top, left), (top, right), (bottom, right), (bottom, left), (top, left))))
    return "POLYGON((" + ", ".join(f"{a} {b}" for a, b in zip(x, y)) + "))"


def test_a_point(ramp):
    found = ProfiledPlace(ramp.grid.wkt, (at(ramp, 7, 11),)).values(ramp)
    assert found.values.tolist() == [[711], [1422]] and found.pixels == 1
    for outside in ((3, 4), (-1, 0), (0, 30)):  # nodata, and beside the image
        place = ProfiledPlace(ramp.grid.wkt, (at(ramp, *outside),))
        assert np.isnan(place.values(ramp).values).all()


def test_a_point_of_another_crs(ramp):
    """Of the map's CRS, as it is clicked."""
    from osgeo import osr

    from stfusion_qgis.images.grid import Grid
    world = osr.SpatialReference()
    world.ImportFromEPSG(4326)
    degrees = Grid(world.ExportToWkt(), 10.0, 50.0, 1.0, 1.0, 10, 10)
    (point,) = ramp.grid.transform_points(np.array([at(ramp, 7, 11)]), degrees)
    assert ProfiledPlace(degrees.wkt, (tuple(point),)).values(ramp).values[0, 0] == 711


def test_the_mean_of_an_area(ramp):
    """Whole pixels, shares of pixels, an area within one, and one beside all."""
    def mean(*sides):
        return ProfiledPlace(ramp.grid.wkt, area=box(ramp, *sides)).values(ramp)
    assert mean(5, 5, 7, 9).values[:, 0].tolist() == [556.5, 1113.0]
    assert mean(5, 5, 7, 9).pixels == 8
    assert mean(5, 5, 6, 6.5).values[0, 0] == pytest.approx((505 + 0.5 * 506) / 1.5)
    assert mean(8.25, 9.25, 8.5, 9.5).values[0, 0] == 809
    assert mean(3, 3, 4, 6).values[0, 0] == pytest.approx((303 + 305) / 2)  # nodata left out
    assert np.isnan(mean(30, 40, 35, 45).values).all()


def test_a_hole_is_left_out(ramp):
    outer, inner = box(ramp, 5, 5, 8, 8), box(ramp, 6, 6, 7, 7)
    ring = outer[:-1] + ", " + inner[len("POLYGON("):]
    assert ProfiledPlace(ramp.grid.wkt, area=ring).values(ramp).pixels == pytest.approx(8)


def test_a_large_area_is_read_in_parts(ramp, monkeypatch):
    """The same mean, whatever the parts."""
    whole = ProfiledPlace(ramp.grid.wkt, area=box(ramp, 1.5, 2.25, 18, 27)).values(ramp)
    monkeypatch.setattr(profiled_place, "_TILE", 7)
    parts = ProfiledPlace(ramp.grid.wkt, area=box(ramp, 1.5, 2.25, 18, 27)).values(ramp)
    assert parts.values == pytest.approx(whole.values) and parts.pixels == whole.pixels


def test_a_line(ramp):
    points = line_points([at(ramp, 2, 2), at(ramp, 2, 12), at(ramp, 6, 12)], 10)
    found = ProfiledPlace(ramp.grid.wkt, points).values(ramp)
    assert found.values[0].tolist() == [*range(202, 213), 312, 412, 512, 612]
    assert len(line_points([at(ramp, 0, 0), at(ramp, 19, 29)], 0.001)) == 1000


@pytest.fixture
def season(tmp_path):
    """Return images of three dates, one with its uncertainty, and one that is damaged."""
    images = []
    for day, kind, value in ((3, PREDICTION, 30), (1, FINE, 10), (2, COARSE, 20)):
        path = write_tif(tmp_path / f"{kind}.tif", np.full((1, 8, 8), value, np.float32), 10)
        spread = write_tif(tmp_path / "s.tif", np.full((1, 8, 8), 2.5, np.float32), 10)
        images.append(ProfiledImage(
            Source(str(path)), kind, kind.title(), datetime.date(2020, 1, day),
            Source(str(spread)) if kind == PREDICTION else None))
    broken = tmp_path / "broken.tif"
    broken.write_bytes(b"II*\0nothing")
    images.append(ProfiledImage(Source(str(broken)), FINE, "Fine", datetime.date(2020, 1, 4)))
    return images


def test_a_profile(season):
    """In the order of time, with deviations; what cannot be read is told."""
    raster = Raster.of(season[0].source)
    profile = Profile.read(ProfiledPlace(raster.grid.wkt, (at(raster, 2, 2),)), season,
                           ProfileUnits(), Progress())
    assert [(r.image.date.day, r.image.kind, r.values[0, 0]) for r in profile.readings] == [
        (1, FINE, 10), (2, COARSE, 20), (3, PREDICTION, 30)]
    assert profile.readings[2].deviations[0, 0] == 2.5 and len(profile.problems) == 1
    rows = list(csv.DictReader(io.StringIO(profile.to_csv())))
    assert [(row["date"], row["kind"], row["value"], row["deviation"]) for row in rows] == [
        ("2020-01-01", "fine", "10", ""), ("2020-01-02", "coarse", "20", ""),
        ("2020-01-03", "prediction", "30", "2.5")]


def test_a_transect(season):
    raster = Raster.of(season[0].source)
    points = line_points([at(raster, 1, 1), at(raster, 1, 5)], 10)
    profile = Profile.read(ProfiledPlace(raster.grid.wkt, points), season, ProfileUnits(),
                           Progress())
    assert profile.distances() == pytest.approx([0, 10, 20, 30, 40])
    rows = list(csv.DictReader(io.StringIO(profile.to_csv())))
    assert len(rows) == 15 and [row["distance"] for row in rows[:3]] == ["0", "10", "20"]


def test_nothing_there(season):
    raster = Raster.of(season[0].source)
    profile = Profile.read(ProfiledPlace(raster.grid.wkt, ((0.0, 0.0),)), season[:3],
                           ProfileUnits(), Progress())
    assert profile.readings == () and profile.band_names == ()
