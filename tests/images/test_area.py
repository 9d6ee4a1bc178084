"""Areas of interest: which pixels of a grid belong to an extent, to polygons, or to both."""

import json
import os
from contextlib import ExitStack

import numpy as np
import pytest
from osgeo import gdal, ogr, osr

from stfusion_qgis import engine
from stfusion_qgis.errors import InputError
from stfusion_qgis.images.area import Area
from stfusion_qgis.images.area_pixels import AreaPixels
from stfusion_qgis.images.grid import Grid
from stfusion_qgis.images.inputs import Inputs
from stfusion_qgis.images.provenance import Provenance, provenance_of
from stfusion_qgis.images.window import Window, tiles
from stfusion_qgis.methods import all_methods
from tests.scene_files import ORIGIN, make_images, read_tif, wkt

GRID = Grid(wkt(), *ORIGIN, 30.0, 30.0, 700, 600)


def place(row, column, grid=GRID):
    """Return x and y of a place that is counted in pixels."""
    return grid.left + column * grid.pixel_width, grid.top - row * grid.pixel_height


def extent(row, column, last_row, last_column, grid=GRID):
    """Return left, bottom, right and top of places in pixels."""
    (left, top), (right, bottom) = place(row, column, grid), place(last_row, last_column, grid)
    return left, bottom, right, top


def polygon(*corners, grid=GRID):
    """Return a polygon of corners (row, column)."""
    points = [place(*corner, grid) for corner in (*corners, corners[0])]
    return "POLYGON((" + ",".join(f"{x:.9f} {y:.9f}" for x, y in points) + "))"


def in_degrees(points):
    """Return points of the grid's CRS as longitudes and latitudes."""
    own, world = (osr.SpatialReference() for _ in range(2))
    own.ImportFromWkt(GRID.wkt)
    world.ImportFromEPSG(4326)
    for reference in (own, world):
        reference.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return np.array(osr.CoordinateTransformation(own, world).TransformPoints(points))[:, :2]


@pytest.mark.parametrize("edges, window", [
    ((10, 20, 30, 50), Window(10, 20, 20, 30)),  # along the pixels: those, and no others
    ((10.004, 19.996, 30.004, 49.996), Window(10, 20, 20, 30)),  # but for rounding
    ((10.6, 20.6, 29.1, 49.1), Window(10, 20, 20, 30)),  # pixels that it touches
    ((-5, -5, 3, 4), Window(0, 0, 3, 4)),  # what lies in the image
    ((12.2, 13.3, 12.3, 13.4), Window(12, 13, 1, 1)),
    ((-1e9, -1e9, 1e9, 1e9), GRID.whole()),
])
def test_extents_snap_to_fine_pixels(edges, window):
    assert AreaPixels.of(Area(extent(*edges)), GRID, "f").window == window


def test_an_extent_in_another_crs():
    """It holds all of what it spans there, as QGIS and GDAL understand it."""
    corners = (100, 50), (100, 200), (300, 50), (300, 200)
    points = in_degrees([place(*corner) for corner in corners])
    (left, bottom), (right, top) = points.min(axis=0), points.max(axis=0)
    found = AreaPixels.of(Area((left, bottom, right, top), "EPSG:4326"), GRID, "f").window
    wanted = Window(100, 50, 200, 150)
    assert found.overlap(wanted) == wanted
    assert abs(np.subtract(found, wanted)).max() <= 4


def test_an_extent_in_longitudes_counted_otherwise():
    grid = Grid(wkt(4326), 240.0, 45.0, 0.1, 0.1, 50, 50)
    for turn in (0, -360):
        area = Area((241.0 + turn, 43.0, 242.0 + turn, 44.0))
        assert AreaPixels.of(area, grid, "f").window == Window(10, 10, 10, 10)
    text = "POLYGON((-119 43, -118 43, -118 44, -119 44, -119 43))"
    assert AreaPixels.of(Area(polygons=text), grid, "f").window == Window(10, 10, 10, 10)


def test_polygons_hold_pixels_by_their_centres():
    """Two of them, with what they share counted once, and without the hole of one."""
    ring = polygon((10, 10), (10, 40), (40, 40), (40, 10))
    hole = ring[:-1] + "," + polygon((20, 20), (30, 20), (30, 30), (20, 30))[len("POLYGON("):]
    other = polygon((35.4, 35.4), (35.4, 50.6), (45.6, 50.6), (45.6, 35.4))
    pixels = AreaPixels.of(Area(polygons=f"GEOMETRYCOLLECTION({hole},{other})"), GRID, "f")
    expected = np.zeros((700, 600), bool)
    expected[10:40, 10:40] = True
    expected[20:30, 20:30] = False
    expected[35:46, 35:51] = True
    assert pixels.window == Window(10, 10, 36, 41)
    np.testing.assert_array_equal(pixels.inside(GRID.whole()), expected)
    assert pixels.count() == expected.sum()
    both = AreaPixels.of(Area(extent(0, 0, 40, 22), polygons=hole), GRID, "f")
    assert both.window == Window(10, 10, 30, 12)
    np.testing.assert_array_equal(both.inside(both.window), expected[10:40, 10:22])


def test_pixels_of_polygons_are_the_same_in_every_window():
    """A spiky one, across the tiles in which it is drawn."""
    rng = np.random.default_rng(1)
    turns = np.sort(rng.uniform(0, 2 * np.pi, 300))
    far = rng.uniform(40, 300, 300)
    text = polygon(*zip(350 + far * np.sin(turns), 290 + far * np.cos(turns)))
    pixels = AreaPixels.of(Area(polygons=text), GRID, "f")
    whole = pixels.inside(GRID.whole())
    assert 0.1 < whole.mean() < 0.6
    again = AreaPixels.of(Area(polygons=text), GRID, "f")
    for window in tiles(700, 600, 97):
        np.testing.assert_array_equal(again.inside(window), whole[window.slices])
    beyond = again.inside(Window(-5, 590, 20, 20))
    assert not beyond[:5].any() and not beyond[:, 10:].any()


def test_polygons_in_another_crs():
    """Their edges are straight where they were drawn."""
    corners = in_degrees([place(*corner) for corner in ((100, 50), (120, 400), (500, 300))])
    text = "POLYGON((" + ",".join(f"{x} {y}" for x, y in (*corners, corners[0])) + "))"
    moved = AreaPixels.of(Area(polygons=text, polygons_crs="EPSG:4326"), GRID, "f")
    straight = AreaPixels.of(
        Area(polygons=polygon((100, 50), (120, 400), (500, 300))), GRID, "f")
    different = moved.inside(GRID.whole()) != straight.inside(GRID.whole())
    assert different.mean() < 0.01


@pytest.mark.parametrize("area, reason", [
    (Area((0.0, 0.0, 10.0, 10.0)), "extent lies outside of fine.tif, which spans 500000 to 518000"),
    (Area((10.0, 10.0, 0.0, 0.0)), "extent is empty"),
    (Area((0.0, 0.0, float("nan"), 10.0)), "extent is empty"),
    (Area((0.0, 0.0, 1.0, 1.0), "EPSG:4326"), "extent lies outside of fine.tif"),
    (Area((0.0, 0.0, 1.0, 1.0), "EPSG:99999999"), "EPSG:99999999 is not known"),
    (Area(polygons="POLYGON((0 0,1 0,1 1,0 0))", name="fields"), "fields lies outside of fine.tif"),
    (Area(polygons=polygon((10.1, 10.1), (10.1, 10.3), (10.3, 10.1)), name="fields"),
     "fields holds the centre of no pixel of fine.tif"),
    (Area(polygons="MULTIPOLYGON EMPTY", name="fields"), "fields holds no polygon"),
    (Area(polygons="LINESTRING(0 0,1 1)", name="fields"), "fields holds no polygon"),
    (Area(polygons="nonsense", name="fields"), "fields: these are no polygons"),
    (Area(extent(0, 0, 9, 9), polygons=polygon((10, 10), (10, 30), (30, 10)), name="fields"),
     "The extent and fields share no pixel"),
    (Area(polygons="POLYGON((0 0,1 0,1 1,0 0))", polygons_crs='LOCAL_CS["here"]', name="fields"),
     "fields cannot be brought into"),
])
@pytest.mark.parametrize("raising", [False, True])
def test_areas_that_hold_nothing(area, reason, raising):
    """In both modes of GDAL, which belong to whoever runs it."""
    with ExitStack() as restored:
        for module in (gdal, ogr, osr):
            was = module.GetUseExceptions()
            restored.callback(module.UseExceptions if was else module.DontUseExceptions)
            (module.UseExceptions if raising else module.DontUseExceptions)()
        with pytest.raises(InputError, match=reason):
            AreaPixels.of(area, GRID, "fine.tif")


def test_areas_are_kept_as_json():
    area = Area((1.0, 2.0, 3.0, 4.0), "EPSG:4326", "POLYGON((0 0,1 0,1 1,0 0))", "", "fields")
    inputs = Inputs.of(["f"], ["c"], ["p"], area=area)
    assert Inputs.from_dict(json.loads(json.dumps(inputs.as_dict()))) == inputs
    plain = Inputs.of(["f"], ["c"], ["p"])
    assert Inputs.from_dict(json.loads(json.dumps(plain.as_dict()))) == plain


def test_a_series_of_a_part(tmp_path):
    """Each date, with its uncertainty, is cut out of that of the whole; the file tells the area."""
    images = make_images(rows=60, columns=70, dates=2)
    grid = images.open(tmp_path).grid
    area = Area(extent(20, 10, 50, 45, grid), polygons=polygon(
        (15, 5), (25, 60), (55, 30), grid=grid), name="fields")
    method = all_methods()["starfm"]
    made = {}
    for name, given in (("whole", None), ("part", area)):
        outputs = [str(tmp_path / f"{name}{i}.tif") for i in range(4)]
        summary = engine.run(method, images.open(tmp_path, area=given), method.Parameters(
            window_size=9), outputs[:2], uncertainties=outputs[2:])
        made[name] = [read_tif(path) for path in outputs]
    for part, whole in zip(made["part"], made["whole"]):
        assert part.shape == (2, 30, 35)
        known = np.isfinite(part[0])
        assert 0.3 < known.mean() < 0.9
        np.testing.assert_array_equal(part, np.where(known, whole[:, 20:50, 10:45], np.nan))
    assert summary.predicted == [1.0, 1.0]
    opened = gdal.Open(outputs[0])
    assert opened.GetGeoTransform()[::3] == place(20, 10, grid)
    assert provenance_of(outputs[0]).inputs.area == area


def test_of_long_polygons_a_file_tells_the_name():
    area = Area(polygons="POLYGON((" + "0 0," * 10000 + "0 0))", name="fields")
    assert area.as_record() == {"name": "fields"}


@pytest.mark.parametrize("area", [3, [], {"extent": [1, 2, 3]}, {"extent": ["a"] * 4},
                                  {"polygons": 4}])
def test_records_of_areas_that_somebody_has_edited(area):
    text = json.dumps({"fine": ["a"], "area": area})
    found = Provenance.from_metadata({"STFUSION_METHOD": "starfm", "STFUSION_INPUTS": text})
    assert found.inputs == Inputs()


def test_nothing_is_written_of_a_part_that_misses_the_image(tmp_path):
    images = make_images()
    with pytest.raises(InputError, match="lies outside"):
        images.open(tmp_path, area=Area((0.0, 0.0, 1.0, 1.0)))
    assert not [name for name in os.listdir(tmp_path) if "predict" in name]
