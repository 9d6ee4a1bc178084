"""Outputs: whole or not at all, on the right grid, with the right nodata."""

import os
import pathlib
import shutil
import subprocess

import numpy as np
import pytest
from osgeo import gdal

from stfusion_qgis.errors import InputError
from stfusion_qgis.images.bands import Band
from stfusion_qgis.images.grid import Grid
from stfusion_qgis.images.raster import Raster
from stfusion_qgis.images.window import Window
from stfusion_qgis.images.writer import Writer, check_outputs
from tests.scene_files import ORIGIN, wkt, write_tif
from tests.strict_python import STRICT_PYTHON

GRID = Grid(wkt(), *ORIGIN, 30, 30, 600, 560)
ALL = np.ones((600, 560), bool)
VALUES = np.random.default_rng(0).uniform(0, 100, (2, 600, 560)).astype(np.float32)


def bands(count=2, **attributes):
    given = {"wavelength": None, "nodata": None, "scale": None, "offset": None, "colour": 0,
             **attributes}
    return [Band(number=i + 1, name=f"b{i + 1}", **given) for i in range(count)]


def write(path, values=VALUES, valid=ALL, overviews=False, **options):
    with Writer(str(path), GRID, bands(len(values)), **options) as writer:
        writer.write(GRID.whole(), values, valid)
        writer.finish(overviews)
    return gdal.Open(str(path))


def test_float(tmp_path):
    """What was written comes back; gaps and what is not finite are nodata."""
    valid, values = ALL.copy(), VALUES.copy()
    valid[5, 6], values[1, 7, 8] = False, np.nan
    dataset = write(tmp_path / "a.tif", values, valid, metadata={"STFUSION_METHOD": "x"})
    read = dataset.ReadAsArray()
    assert np.isnan(dataset.GetRasterBand(1).GetNoDataValue())
    expected = np.where(valid & np.isfinite(values).all(axis=0), values, np.nan)
    np.testing.assert_array_equal(read, expected)
    assert dataset.GetGeoTransform() == GRID.geo_transform
    assert dataset.GetMetadataItem("STFUSION_METHOD") == "x"
    assert dataset.GetMetadataItem("COMPRESSION", "IMAGE_STRUCTURE") == "DEFLATE"
    assert dataset.GetRasterBand(1).GetBlockSize() == [256, 256]
    assert os.listdir(tmp_path) == ["a.tif"]


@pytest.mark.parametrize("data_type, values, expected", [
    (gdal.GDT_Byte, [-5, 0.4, 0.6, 254.6, 300], [0, 0, 1, 254, 254]),
    (gdal.GDT_Int16, [-4e4, -0.6, 1.5, 2.5, 4e4], [-32767, -1, 2, 2, 32767]),
    (gdal.GDT_UInt16, [-1, 0, 7, 65535, 1e9], [0, 0, 7, 65534, 65534]),
    (gdal.GDT_Int32, [-1e10, 0, 1, 2, 1e10], [-2147483647, 0, 1, 2, 2147483647]),
    (gdal.GDT_UInt32, [-1, 0, 1, 2, 1e10], [0, 0, 1, 2, 4294967294]),
])
def test_integers_are_rounded_limited_and_kept_off_nodata(tmp_path, data_type, values, expected):
    image = np.zeros((1, 600, 560), np.float32)
    image[0, 0, :5] = values
    valid = ALL.copy()
    valid[0, 5] = False
    dataset = write(tmp_path / "a.tif", image, valid, data_type=data_type)
    read, nodata = dataset.ReadAsArray(), dataset.GetRasterBand(1).GetNoDataValue()
    np.testing.assert_array_equal(read[0, :5], expected)
    assert read[0, 5] == nodata and (read == nodata).sum() == 1


@pytest.mark.parametrize("tag, near, written", [(0, 0.2, 1), (0, -3, 1), (-9999, -9999, -9998),
                                                (32767, 4e4, 32766), (7, 7, 8)])
def test_values_move_off_the_tag(tmp_path, tag, near, written):
    image = np.full((1, 600, 560), near, np.float32)
    dataset = write(tmp_path / "a.tif", image, data_type=gdal.GDT_Int16, nodata=tag)
    read = dataset.ReadAsArray()
    if near == -3:
        written = -3
    assert dataset.GetRasterBand(1).GetNoDataValue() == tag
    assert (read == written).all()


@pytest.mark.parametrize("tag", [-9999, 0.5, 70000, float("nan")])
def test_tag_that_the_type_cannot_hold(tmp_path, tag):
    """Gaps must not become ordinary values."""
    valid = ALL.copy()
    valid[0, 0] = False
    dataset = write(tmp_path / "a.tif", VALUES, valid, data_type=gdal.GDT_UInt16, nodata=tag)
    assert dataset.GetRasterBand(1).GetNoDataValue() == 65535
    assert (dataset.ReadAsArray()[:, 0, 0] == 65535).all()


def test_bands_keep_what_they_are(tmp_path):
    described = bands(1, wavelength=664.5, scale=0.0001, offset=-0.1, colour=gdal.GCI_RedBand)
    with Writer(str(tmp_path / "a.tif"), GRID, described) as writer:
        writer.finish()
    band = Raster(str(tmp_path / "a.tif")).bands[0]
    assert (band.name, band.wavelength, band.scale, band.offset, band.colour) == (
        "b1", 664.5, 0.0001, -0.1, gdal.GCI_RedBand)
    assert os.listdir(tmp_path) == ["a.tif"]


def test_blocks_in_any_order(tmp_path):
    with Writer(str(tmp_path / "a.tif"), GRID, bands()) as writer:
        windows = [Window(r, c, min(130, 600 - r), min(190, 560 - c))
                   for r in range(0, 600, 130) for c in range(0, 560, 190)]
        for window in reversed(windows):
            part = np.s_[window.row:window.row + window.rows,
                         window.column:window.column + window.columns]
            writer.write(window, VALUES[(slice(None), *part)], ALL[part])
        writer.finish()
    np.testing.assert_array_equal(gdal.Open(str(tmp_path / "a.tif")).ReadAsArray(), VALUES)


def test_overviews_are_inside(tmp_path):
    dataset = write(tmp_path / "a.tif", overviews=True)
    assert dataset.GetRasterBand(1).GetOverviewCount() == 1
    assert os.listdir(tmp_path) == ["a.tif"]


@pytest.mark.parametrize("moment", ["before", "during", "complete"])
def test_nothing_is_left_behind(tmp_path, moment):
    """An exception removes what was written; a file that was there before stays."""
    (tmp_path / "a.tif").write_text("old")
    with pytest.raises(KeyError), Writer(str(tmp_path / "a.tif"), GRID, bands()) as writer:
        if moment != "before":
            writer.write(GRID.whole(), VALUES, ALL)
        if moment == "complete":
            writer.complete()
        raise KeyError
    assert os.listdir(tmp_path) == ["a.tif"]
    assert (tmp_path / "a.tif").read_text() == "old"


def test_an_older_output_is_replaced(tmp_path):
    """With what QGIS may have put beside it."""
    write(tmp_path / "a.tif")
    (tmp_path / "a.tif.aux.xml").write_text("<PAMDataset/>")
    (tmp_path / "a.tif.ovr").write_text("old")
    write(tmp_path / "a.tif", VALUES + 1)
    assert os.listdir(tmp_path) == ["a.tif"]
    np.testing.assert_array_equal(gdal.Open(str(tmp_path / "a.tif")).ReadAsArray(), VALUES + 1)


def test_memory_file():
    dataset = write("/vsimem/writer_test.tif")
    np.testing.assert_array_equal(dataset.ReadAsArray(), VALUES)
    dataset = None
    gdal.Unlink("/vsimem/writer_test.tif")
    assert not [name for name in gdal.ReadDir("/vsimem/") or [] if "writer_test" in name]


_FULL_DISK = """
import os, resource, sys
from osgeo import gdal
from stfusion_qgis.errors import InputError
from tests.images.test_writer import GRID, VALUES, ALL, bands
from stfusion_qgis.images.writer import Writer
if sys.argv[2] == "exceptions":
    gdal.UseExceptions()
for size, overviews in zip(sys.argv[3::2], sys.argv[4::2]):
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(size), -1))
    try:
        with Writer(sys.argv[1], GRID, bands()) as writer:
            writer.write(GRID.whole(), VALUES, ALL)
            writer.finish(overviews == "overviews")
    except InputError as error:
        print(error)
    print("left", os.listdir(os.path.dirname(sys.argv[1])))
"""


@pytest.fixture(scope="module")
def sizes(tmp_path_factory):
    """Return the size of the complete file without and with overviews."""
    path = tmp_path_factory.mktemp("sizes") / "a.tif"
    return [write(path, overviews=wanted) and os.path.getsize(path) for wanted in (False, True)]


@pytest.mark.parametrize("mode", ["exceptions", "codes"])
def test_disk_full(tmp_path, sizes, mode):
    """A clear error; no file under the output's name, no temporary one."""
    assert sizes[0] < int(0.999 * sizes[1])
    tries = [(int(share * sizes[0]), "") for share in (0, 0.01, 0.5, 0.999)]
    tries.append((int(0.999 * sizes[1]), "overviews"))
    result = subprocess.run(
        [*STRICT_PYTHON, "-c", _FULL_DISK, str(tmp_path / "a.tif"), mode,
         *(str(value) for one in tries for value in one)],
        cwd=pathlib.Path(__file__).parents[2], text=True, capture_output=True, timeout=300)
    said = result.stdout.splitlines()
    assert len(said) == 2 * len(tries) and said[1::2] == ["left []"] * len(tries), result
    assert all("a.tif cannot be written" in line and "free space" in line for line in said[::2])
    if mode == "codes":  # with exceptions GDAL's destructor complains; nothing can stop it
        assert "Traceback" not in result.stderr
    assert not os.listdir(tmp_path)


def test_no_overviews_where_they_may_not_fit(tmp_path, monkeypatch):
    """GDAL may crash on a disk that becomes full meanwhile: it is asked before."""
    usage = type("Usage", (), {"free": 10_000})
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: usage)
    with pytest.raises(InputError, match="No space left on device"):
        write(tmp_path / "a.tif", overviews=True)
    assert not os.listdir(tmp_path)
    write(tmp_path / "a.tif")


@pytest.mark.parametrize("name, message", [
    ("a.png", "must be a GeoTIFF"), ("missing/a.tif", "does not exist"), ("in.tif", "is the input"),
    ("link.tif", "is the input")])
def test_refused_outputs(tmp_path, name, message):
    raster = Raster(write_tif(tmp_path / "in.tif", VALUES))
    (tmp_path / "link.tif").symlink_to(tmp_path / "in.tif")
    with pytest.raises(InputError, match=message):
        check_outputs([str(tmp_path / name)], [raster])
    check_outputs([str(tmp_path / "out.tif")], [raster])


def test_unwritable_folder(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "access", lambda path, mode: False)  # root may write everywhere
    with pytest.raises(InputError, match="cannot be written to"):
        check_outputs([str(tmp_path / "a.tif")], [])
    with pytest.raises(InputError, match="cannot be written"):
        write("/proc/a.tif")
