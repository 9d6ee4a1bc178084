"""What a user sets counts: CRS, nodata values, options; archives and parts of files are opened."""

import datetime
import gzip
import json
import tarfile
import zipfile

import numpy as np
import pytest
from osgeo import gdal

from stfusion_qgis.errors import InputError
from stfusion_qgis.images.raster import Raster
from stfusion_qgis.images.source import NodataSetting, Source, short_name
from tests.scene_files import wkt, write_tif

VALUES = np.arange(24, dtype=np.float32).reshape(2, 3, 4)


def pixels(raster):
    return raster.read(raster.grid.whole())


def test_round_trip():
    source = Source("a", "b", Source("m", crs="W", nodata=(NodataSetting(((0.0, 1.0),)),)),
                    datetime.date(2020, 6, 1), "bits 1", "V",
                    (NodataSetting(((0.0, 0.0), (3.0, 5.0)), False), NodataSetting()), ("X=Y",))
    assert Source.from_dict(json.loads(json.dumps(source.as_dict()))) == source
    assert hash(source) and not source.is_path_only and Source("a", mask="m").is_path_only


def test_crs_that_is_set(tmp_path):
    path = write_tif(tmp_path / "a.tif", VALUES, epsg=None)
    with pytest.raises(InputError, match="no coordinate reference system"):
        Raster(path)
    assert "UTM zone 33N" in Raster.of(Source(path, crs=wkt(32633))).grid.wkt
    path = write_tif(tmp_path / "b.tif", VALUES, epsg=32650)
    assert "UTM zone 33N" in Raster.of(Source(path, crs=wkt(32633))).grid.wkt


@pytest.mark.parametrize("settings, gaps", [
    ((NodataSetting(((5.0, 5.0),)),), [5]),
    ((NodataSetting(((5.0, 7.0), (0.0, 0.0))),), [0, 5, 6, 7]),
    ((NodataSetting(), NodataSetting(((13.0, 13.0),))), [1]),
    ((NodataSetting(((-np.inf, 2.5),)),), [0, 1, 2])])
def test_nodata_that_is_set(tmp_path, settings, gaps):
    path = write_tif(tmp_path / "a.tif", VALUES)
    image = pixels(Raster.of(Source(path, nodata=settings)))
    assert np.flatnonzero(~image.valid).tolist() == gaps


def test_nodata_of_the_file_that_does_not_count(tmp_path):
    path = write_tif(tmp_path / "a.tif", VALUES, nodata=3)
    assert not pixels(Raster(path)).valid[0, 3]
    image = pixels(Raster.of(Source(path, nodata=(NodataSetting(tagged=False),) * 2)))
    assert image.valid.all() and image.values[0, 0, 3] == 3


def test_options_of_the_driver(tmp_path):
    path = write_tif(tmp_path / "a.tif", np.ones((1, 64, 64), np.float32))
    gdal.Open(path, gdal.GA_Update).BuildOverviews("AVERAGE", [2])
    assert Raster.of(Source(path, open_options=("OVERVIEW_LEVEL=0",))).grid.rows == 32


@pytest.fixture
def archives(tmp_path):
    """Return the paths of archives of one image, by their endings."""
    path = write_tif(tmp_path / "june_2020-06-01.tif", VALUES)
    names = {ending: str(tmp_path / f"one{ending}") for ending in (".zip", ".tar", ".tgz", ".gz")}
    with zipfile.ZipFile(names[".zip"], "w") as archive:
        archive.write(path, "folder/june_2020-06-01.tif")
    for ending, mode in ((".tar", "w"), (".tgz", "w:gz")):
        with tarfile.open(names[ending], mode) as archive:
            archive.add(path, "june_2020-06-01.tif")
    with gzip.open(names[".gz"], "wb") as archive, open(path, "rb") as file:
        archive.write(file.read())
    return names


@pytest.mark.parametrize("ending", [".zip", ".tar", ".tgz", ".gz"])
def test_archive_of_one_image(archives, ending):
    np.testing.assert_array_equal(pixels(Raster(archives[ending])).values, VALUES)


@pytest.mark.parametrize("source", ["/vsizip/{.zip}/folder/june_2020-06-01.tif",
                                    "/vsitar/{.tar}/june_2020-06-01.tif", "/vsigzip/{.gz}"])
def test_image_in_an_archive(archives, source):
    for ending, path in archives.items():
        source = source.replace("{" + ending + "}", path)
    np.testing.assert_array_equal(pixels(Raster(source)).values, VALUES)


def test_no_archive(tmp_path):
    (tmp_path / "a.zip").write_text("no")
    with pytest.raises(InputError, match=r"a\.zip cannot be opened"):
        Raster(str(tmp_path / "a.zip"))


def test_archive_of_several_images(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for name in ("one", "two"):
            archive.write(write_tif(tmp_path / f"{name}.tif", VALUES), f"{name}.tif")
        archive.writestr("readme.txt", "text")
    with pytest.raises(InputError, match=r"several images.*/vsizip/.*one\.tif, .*two\.tif"):
        Raster(str(tmp_path / "a.zip"))
    np.testing.assert_array_equal(
        pixels(Raster(f"/vsizip/{tmp_path / 'a.zip'}/two.tif")).values, VALUES)


def test_archive_of_one_image_and_texts(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("readme.txt", "text")
        archive.write(write_tif(tmp_path / "one.tif", VALUES), "x/one.tif")
    np.testing.assert_array_equal(pixels(Raster(str(tmp_path / "a.zip"))).values, VALUES)


@pytest.mark.parametrize("path, name", [
    ('NETCDF:"/a/c1.nc":Band1', "c1.nc:Band1"), ("/a/b.tif", "b.tif"), ("/a/b/", "b"),
    ("/vsicurl/http://h/x.tif", "x.tif"), ("", "")])
def test_short_name(path, name):
    assert short_name(path) == name
