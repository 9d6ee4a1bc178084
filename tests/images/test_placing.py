"""Where pixels lie: south-up files, rounding errors, local systems, longitudes, poles."""

import numpy as np
import pytest
from osgeo import gdal, osr

from stfusion_qgis.errors import InputError
from stfusion_qgis.images.alignment import Aligned
from stfusion_qgis.images.checks import check_overlap, check_resolution, check_transformable
from stfusion_qgis.images.grid import Grid
from stfusion_qgis.images.inputs import Inputs
from stfusion_qgis.images.longitudes import near
from stfusion_qgis.images.raster import Raster
from stfusion_qgis.images.scene_opening import open_scene, open_source
from stfusion_qgis.images.source import Source
from stfusion_qgis.images.window import Window
from tests.scene_files import wkt, write_tif

VALUES = np.arange(24, dtype=np.float32).reshape(2, 3, 4) + 1
LOCAL = ('LOCAL_CS["RGF93 / Lambert-93",UNIT["metre",1],AXIS["X",EAST],AXIS["Y",NORTH]]',
         'ENGCRS["site",EDATUM["site"],CS[Cartesian,2],AXIS["x",east],AXIS["y",north],'
         'LENGTHUNIT["metre",1]]')


def test_south_up(tmp_path):
    """The rows are reversed, with their nodata, windows and masks."""
    values = VALUES.copy()
    values[0, 0, 1] = -1
    up = Raster(write_tif(tmp_path / "n.tif", values, nodata=-1, transform=(9, 30, 0, 90, 0, -30)))
    down = Raster(write_tif(tmp_path / "s.tif", values[:, ::-1], nodata=-1,
                            transform=(9, 30, 0, 0, 0, 30)))
    assert down.grid == up.grid
    for window in (up.grid.whole(), Window(1, 1, 2, 2), Window(-1, -1, 3, 9), Window(2, 0, 1, 4)):
        a, b = up.read(window), down.read(window)
        np.testing.assert_array_equal(a.values, b.values)
        np.testing.assert_array_equal(a.valid, b.valid)
    assert down.in_file(Window(0, 1, 1, 2)) == Window(2, 1, 1, 2)


def test_south_up_mask(tmp_path):
    image = write_tif(tmp_path / "a.tif", VALUES)
    mask = np.array([[[0, 1, 1, 1], [1, 1, 1, 1], [1, 1, 1, 0]]], np.uint8)
    _, width, _, top, _, _ = Raster(image).grid.geo_transform
    south_up = write_tif(tmp_path / "m.tif", mask[:, ::-1],
                         transform=(Raster(image).grid.left, width, 0, top - 90, 0, 30))
    raster = open_source(Source(image, mask=south_up))
    np.testing.assert_array_equal(raster.read(raster.grid.whole()).valid, mask[0] > 0)


@pytest.mark.parametrize("rotation", [1e-12, -5e-19, 1e-6])
def test_rotation_of_a_rounding_error(tmp_path, rotation):
    path = write_tif(tmp_path / "a.tif", VALUES, transform=(9, 30, rotation, 90, -rotation, -30))
    assert Raster(path).grid.geo_transform == (9, 30, 0, 90, 0, -30)


@pytest.mark.parametrize("transform", [(np.nan, 30, 0, 90, 0, -30), (9, np.inf, 0, 90, 0, -30),
                                       (9, 0, 0, 90, 0, -30), (9, 30, 0, 90, 0, 0)])
def test_no_position(tmp_path, transform):
    path = write_tif(tmp_path / "a.tif", VALUES, transform=transform)
    with pytest.raises(InputError, match=r"a\.tif is not georeferenced"):
        Raster(path)


def test_ground_control_points_only(tmp_path):
    """QGIS draws such a file at its place; its pixels have to be brought onto a grid first."""
    path = write_tif(tmp_path / "a.tif", VALUES)
    corners = [gdal.GCP(x, y, 0, column, row) for x, y, column, row in (
        (0, 90, 0, 0), (90, 90, 3, 0), (0, 0, 0, 3), (95, 5, 3, 3))]
    gdal.Translate(str(tmp_path / "g.tif"), str(path), GCPs=corners, outputSRS="EPSG:32633")
    with pytest.raises(InputError, match=r"g\.tif tells.*ground control points.*Warp it"):
        Raster(str(tmp_path / "g.tif"))


@pytest.mark.parametrize("crs", ['PROJCS["x"', "nonsense", 'GEOCCS["c",DATUM["d",SPHEROID["s",'
                                 '6378137,298.257]],PRIMEM["G",0],UNIT["metre",1]]'])
def test_unusable_crs(tmp_path, crs):
    path = write_tif(tmp_path / "a.tif", VALUES)
    with pytest.raises(InputError, match=r"a\.tif cannot be used"):
        Raster.of(Source(path, crs=crs))


@pytest.mark.parametrize("crs", LOCAL)
@pytest.mark.parametrize("mode", [gdal.UseExceptions, gdal.DontUseExceptions])
def test_local_crs(tmp_path, crs, mode):
    fine = Raster(write_tif(tmp_path / "f.tif", VALUES))
    path = write_tif(tmp_path / "c.tif", VALUES, pixel=90)
    later = write_tif(tmp_path / "p.tif", VALUES, pixel=90)
    coarse = Raster.of(Source(path, crs=crs))
    before = gdal.GetUseExceptions()
    mode()
    try:
        for check in (lambda: check_transformable(fine.grid, coarse, "f.tif"),
                      lambda: check_resolution(fine.grid, [coarse], None, "f.tif"),
                      lambda: check_overlap(fine.grid, [coarse], "f.tif"),
                      lambda: open_source(Source(fine.source, mask=Source(path, crs=crs))),
                      lambda: open_scene(Inputs.of([fine.source], [Source(path, crs=crs)],
                                                   [later]))):
            with pytest.raises(InputError, match=r"c\.tif cannot be .*(Lambert-93|site)"):
                check()
    finally:
        (gdal.UseExceptions if before else gdal.DontUseExceptions)()


def test_local_crs_of_all_images(tmp_path):
    """On a building site all images have it, and nothing need be transformed."""
    grids = [Raster.of(Source(write_tif(tmp_path / f"{n}.tif", VALUES, pixel=size), crs=LOCAL[0])
                       ).grid for n, size in (("a", 30), ("b", 90))]
    assert grids[0].same_crs(grids[1]) and grids[0].pixel_side_in(grids[1]) == pytest.approx(1 / 3)


def world(tmp_path, left, name="w", size=1.0, columns=None, west=None):
    """Write an image of degrees whose values are their longitudes from -180 to 180."""
    columns = columns or round(360 / size)
    longitudes = (left if west is None else west) + (np.arange(columns) + 0.5) * size
    values = np.broadcast_to((longitudes + 180) % 360 - 180, (1, 20, columns)).astype(np.float32)
    return Raster(write_tif(tmp_path / f"{name}.tif", values, epsg=4326,
                            transform=(left, size, 0, 10, 0, -size)))


def degrees(west, columns=8, rows=4):
    return Grid(wkt(4326), west, 2.0, 0.5, 0.5, rows, columns)


@pytest.mark.parametrize("west", [-100.0, 260.0, -2.0, 0.0, 178.0, -182.0, 356.0, 20.0, -179.0])
@pytest.mark.parametrize("left", [0.0, -180.0])
def test_the_whole_world_under_any_longitudes(tmp_path, west, left):
    """Also across the seam of the file, at Greenwich or at the date line."""
    grid = degrees(west)
    raster = near(world(tmp_path, left), grid)
    image = Aligned(raster, grid, "nearest").read(grid.whole())
    assert image.valid.all()
    at = west + (np.arange(8) + 0.5) * 0.5
    expected = np.floor(at) + 0.5
    np.testing.assert_array_equal(image.values[0, 0], (expected + 180) % 360 - 180)


@pytest.mark.parametrize("left, west", [(250.0, -105.0), (-110.0, 255.0), (175.0, -184.0)])
def test_a_region_under_other_longitudes(tmp_path, left, west):
    grid = degrees(west)
    raster = near(world(tmp_path, left, columns=20), grid)
    image = Aligned(raster, grid, "nearest").read(grid.whole())
    assert image.valid.all()
    check_overlap(grid, [raster], "fine")


@pytest.mark.parametrize("epsg, zone", [(32613, -105), (32631, 3), (32601, -177), (32660, 177)])
@pytest.mark.parametrize("left", [0.0, -180.0])
def test_projected_fine_images(tmp_path, epsg, zone, left):
    grid = Grid(wkt(epsg), 400000, 300000, 10000, 10000, 10, 20)
    raster = near(world(tmp_path, left), grid)
    image = Aligned(raster, grid, "nearest").read(grid.whole())
    assert image.valid.all()
    assert np.abs((image.values - zone + 180) % 360 - 180).max() < 3
    assert grid.pixel_side_in(raster.grid) == pytest.approx(0.09, rel=0.05)


def test_what_fits_stays_as_it_is(tmp_path):
    raster = world(tmp_path, -180.0)
    assert near(raster, degrees(20.0)) is raster
    projected = Raster(write_tif(tmp_path / "p.tif", VALUES))
    assert near(projected, degrees(20.0)) is projected


def test_masked_world_that_is_turned(tmp_path):
    raster = world(tmp_path, 0.0)
    mask = np.ones((1, 20, 360), np.uint8)
    mask[0, :, 359] = 0
    path = write_tif(tmp_path / "m.tif", mask, epsg=4326, transform=(0, 1, 0, 10, 0, -1))
    grid = degrees(-2.0)
    turned = near(open_source(Source(raster.source, mask=path)), grid)
    image = Aligned(turned, grid, "nearest").read(grid.whole())
    np.testing.assert_array_equal(image.valid[0], [1, 1, 0, 0, 1, 1, 1, 1])


@pytest.mark.parametrize("epsg, north", [(3413, 1), (3031, -1)])
def test_the_pole(tmp_path, capfd, epsg, north):
    """Pixels of the fine image that holds the pole all have values, and nothing is printed."""
    top = 90.0 if north > 0 else -84.0
    latitudes = top - (np.arange(12) + 0.5) * 0.5
    values = np.broadcast_to(latitudes[:, None], (1, 12, 720)).astype(np.float32)
    coarse = Raster(write_tif(tmp_path / "c.tif", values, epsg=4326,
                              transform=(-180, 0.5, 0, top, 0, -0.5)))
    grid = Grid(wkt(epsg), -60000, 60000, 2000, 2000, 60, 60)
    assert check_resolution(grid, [coarse], None, "f") > 1.2
    check_overlap(grid, [coarse], "f")
    image = Aligned(near(coarse, grid), grid, "bilinear").read(grid.whole())
    assert image.valid.all() and (north * image.values > 88.5).all()
    assert "PROJ" not in capfd.readouterr().err


def test_points_without_coordinates(capfd):
    """A satellite sees no more than half of the earth."""
    disk = osr.SpatialReference()
    disk.ImportFromProj4("+proj=geos +h=35785831 +lon_0=0 +sweep=y +a=6378169 +b=6356583.8")
    seen = Grid(disk.ExportToWkt(), -5.5e6, 5.5e6, 1e5, 1e5, 110, 110)
    far = Grid(wkt(32660), 400000, 300000, 10000, 10000, 10, 20)
    assert far.footprint_in(seen) is None and far.pixel_side_in(seen) is None
    assert "ERROR" not in capfd.readouterr().err
