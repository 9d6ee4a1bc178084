"""A folder becomes a catalogue that STAC tools read, and that tells the same when read again."""

from __future__ import annotations

import datetime
import json
import shutil
import tarfile
from dataclasses import replace

import numpy as np
import pytest

from stfusion_qgis.errors import InputError
from stfusion_qgis.images.area import Area
from stfusion_qgis.images.grid import Grid
from stfusion_qgis.images.polygons import crs_wkt
from stfusion_qgis.products.cataloguing.folder_catalogue import catalogue_of_folder, catalogued
from stfusion_qgis.products.cataloguing.footprints import Footprint
from stfusion_qgis.products.cataloguing.image_catalogue import ImageCatalogue
from stfusion_qgis.products.product import SensorRole
from stfusion_qgis.products.stored_layers import Layer
from stfusion_qgis.progress import Progress
from tests.scene_files import write_tif

LANDSAT = "LC08_L2SP_122044_20230306_20230312_02_T1"


@pytest.fixture(scope="module")
def samples(shared_data):
    return shared_data / "products"


@pytest.fixture(scope="module")
def mixed(samples, tmp_path_factory):
    """Return a folder of Landsat, Sentinel-2 and MODIS as downloaded, with a half download."""
    folder = tmp_path_factory.mktemp("mixed") / "downloads"
    shutil.copytree(samples / "landsat", folder / "landsat")
    shutil.copytree(samples / "sentinel2", folder / "sentinel2")
    folder.joinpath("modis").mkdir()
    for file in samples.glob("modis/MOD09GA*.hdf"):
        shutil.copy(file, folder / "modis")
    half = folder / LANDSAT.replace("20230306", "20230423")
    half.mkdir()
    shutil.copy(folder / "landsat" / LANDSAT / f"{LANDSAT}_MTL.json",
                half / f"{half.name}_MTL.json")
    return folder


@pytest.fixture(scope="module")
def catalogue(mixed, tmp_path_factory):
    return made(mixed, tmp_path_factory.mktemp("cache"))


def made(folder, cache, area=None):
    return catalogue_of_folder(str(folder), area or Area(), str(cache), Progress())


def test_what_is_there(catalogue, mixed):
    found = [(item.product, item.role, item.date) for item in catalogue.items]
    day = datetime.date
    fine, coarse = SensorRole.FINE, SensorRole.COARSE
    assert found == [
        ("sentinel-2-l2a", fine, day(2021, 3, 9)),
        ("landsat-8-9-c2-l2", fine, day(2023, 3, 6)), ("mod09ga", coarse, day(2023, 3, 6)),
        ("sentinel-2-l2a", fine, day(2023, 3, 9)),
        ("landsat-8-9-c2-l2", fine, day(2023, 3, 22)), ("mod09ga", coarse, day(2023, 3, 22)),
        ("landsat-8-9-c2-l2", fine, day(2023, 4, 7)), ("mod09ga", coarse, day(2023, 4, 7))]
    (problem,) = catalogue.unusable
    assert problem.path.startswith(str(mixed)) and "is missing" in problem.reason


def test_clear_shares(catalogue):
    """Those of the README: 2, 78 and 50 % of Landsat are not clear."""
    clear = [item.clear for item in catalogue.items if item.product.startswith("landsat")]
    assert clear == pytest.approx([0.98, 0.22, 0.50], abs=0.01)


def test_clear_shares_without_quality_layers(samples, tmp_path):
    """Exports have NaN where it was cloudy; of Gaofen, the producer counts the clouds."""
    exports = {item.date.day: item.clear for item in made(
        samples / "earthengine", tmp_path).items if item.role is SensorRole.FINE}
    assert exports[6] > 0.95 and exports[22] == pytest.approx(0.32, abs=0.01)
    gaofen = made(samples / "gaofen" / "GF1_WFV1_E113.4_N22.8_20230306_L1A0007143218", tmp_path)
    assert 0.7 < gaofen.items[0].clear <= 0.97 and gaofen.items[0].cloud_share == 0.03


def test_the_clear_share_is_that_of_the_area(mixed, tmp_path, catalogue):
    """Of an extent, and of a polygon that is half of it."""
    full = [item for item in catalogue.items if item.product.startswith("landsat")][1]
    west, south, east, north = full.footprint.bbox
    middle = (west + east) / 2
    shares = [next(item.clear for item in made(mixed, tmp_path, area).items if item.id == full.id)
              for area in (
                  Area((west, south, middle, north), "EPSG:4326"),
                  Area((middle, south, east, north), "EPSG:4326"),
                  Area(polygons=f"POLYGON (({west} {south},{middle} {south},{middle} {north},"
                                f"{west} {north},{west} {south}))", polygons_crs="EPSG:4326"))]
    assert np.mean(shares[:2]) == pytest.approx(full.clear, abs=0.01)
    assert abs(shares[0] - shares[1]) > 0.05
    assert shares[2] == pytest.approx(shares[0], abs=0.01)


def test_images_outside_of_the_area_are_left_out(mixed, tmp_path):
    """MODIS shows more than Landsat; a place that nothing shows is told."""
    found = made(mixed, tmp_path, Area((113.41, 22.8, 113.43, 22.82), "EPSG:4326"))
    assert {item.product for item in found.items} == {"mod09ga"}
    with pytest.raises(InputError, match="lies outside"):
        made(mixed, tmp_path, Area((10, 50, 11, 51), "EPSG:4326"))
    with pytest.raises(InputError, match="no folder"):
        made(mixed / "nowhere", tmp_path)


def test_read_again(catalogue, mixed):
    """With all layers, wherever the folder is moved with its catalogue."""
    path = mixed / "catalogue.geojson"
    catalogue.write(str(path))
    assert str(mixed) not in path.read_text("utf-8").replace(catalogue.unusable[0].path, "")
    again = ImageCatalogue.read(str(path))
    assert again.unusable == catalogue.unusable
    for item, other in zip(catalogue.items, again.items):
        assert (item.id, item.date, item.clear, item.cloud_share, item.footprint) == (
            other.id, other.date, other.clear, other.cloud_share, other.footprint)
        assert item.grid.is_same(other.grid)
        assert replace(item.image, view=None) == other.image
    moved = mixed.parent / "moved"
    mixed.rename(moved)
    try:
        first = ImageCatalogue.read(str(moved / path.name)).items[1]
        assert first.path == str(moved / "landsat" / LANDSAT)
        assert first.image.layers[0].path == str(
            moved / "landsat" / LANDSAT / f"{LANDSAT}_SR_B2.TIF")
    finally:
        moved.rename(mixed)


def test_stac(catalogue, tmp_path):
    """Valid by the reference implementation, which finds bands, scales and clouds in it."""
    pystac = pytest.importorskip("pystac")
    from pystac.extensions.eo import EOExtension
    from pystac.extensions.raster import RasterExtension
    path = tmp_path / "catalogue.geojson"
    catalogue.write(str(path))
    data = json.loads(path.read_text("utf-8"))
    for feature in data["features"]:
        # The schemas of extensions would be fetched from the internet.
        assert pystac.validation.validate_dict({**feature, "stac_extensions": []})
    items = pystac.ItemCollection.from_dict(data).items
    assert len(items) == len(catalogue.items)
    landsat = items[1]
    assert landsat.datetime == datetime.datetime(2023, 3, 6, tzinfo=datetime.timezone.utc)
    assert EOExtension.ext(landsat).cloud_cover == pytest.approx(8)
    assert [EOExtension.ext(landsat.assets[name]).bands[0].common_name
            for name in ("red", "nir08")] == ["red", "nir08"]
    raster, = RasterExtension.ext(landsat.assets["red"]).bands
    assert (raster.scale, raster.offset, raster.nodata) == (2.75e-5, -0.2, 0)
    assert {name.split("/")[3] for name in items[2].stac_extensions} == {
        "eo", "projection", "raster", "view"}
    assert items[2].properties["view:off_nadir"] == 31.5


def test_copies_are_listed_once(samples, tmp_path):
    """A folder and its archive; an earlier processing."""
    folder = tmp_path / "downloads"
    shutil.copytree(samples / "landsat" / LANDSAT, folder / LANDSAT)
    with tarfile.open(folder / f"{LANDSAT}.tar", "w") as tar:
        for file in (folder / LANDSAT).iterdir():
            tar.add(file, file.name)
    name = next(samples.glob("modis/MOD09GA.A2023065*.hdf")).name
    shutil.copy(samples / "modis" / name, folder)
    shutil.copy(samples / "modis" / name, folder / name.replace(".061.", ".006."))
    found = made(folder, tmp_path / "cache").items
    assert [item.path for item in found] == [str(folder / LANDSAT), str(folder / name)]


def test_views(catalogue, tmp_path):
    """The mean of the layer of angles, fill left out; its pixels may be larger."""
    modis = next(item for item in catalogue.items if item.product == "mod09ga")
    assert modis.view_angle == 31.5
    angles = np.full((modis.grid.rows // 2, modis.grid.columns // 2), 3000, np.int16)
    angles[: len(angles) // 2] = 5000
    angles[:, 0] = -32767
    path = write_tif(tmp_path / "SensorZenith_1.tif", angles, 1000)
    image = replace(modis.image, view=Layer(path, name="SensorZenith_1", gain=0.01))
    found = catalogued(image, Area(), str(tmp_path))
    assert found.view_angle == pytest.approx(40, abs=1)
    ImageCatalogue([found]).write(str(tmp_path / "c.geojson"))
    again, = ImageCatalogue.read(str(tmp_path / "c.geojson")).items
    assert again.view_angle == found.view_angle


def test_a_damaged_file_is_no_end(samples, tmp_path):
    folder = tmp_path / "downloads"
    shutil.copytree(samples / "landsat" / LANDSAT, folder / LANDSAT)
    broken = folder / LANDSAT.replace("20230306", "20230407")
    broken.mkdir()
    for file in (folder / LANDSAT).iterdir():
        shutil.copy(file, broken / file.name.replace(LANDSAT, broken.name))
    (broken / f"{broken.name}_QA_PIXEL.TIF").write_bytes(b"half a download")
    found = made(folder, tmp_path / "cache")
    assert [item.id for item in found.items] == [LANDSAT]
    assert "QA_PIXEL" in found.unusable[0].reason


def grid(left, width, crs="EPSG:4326", top=10.0):
    return Grid(crs_wkt(crs), left, top, width / 10, width / 10, 10, 10)


@pytest.mark.parametrize("left, bbox, parts", [
    (10, (10, 6, 14, 10), 1), (178, (178, 6, -178, 10), 2), (-182, (178, 6, -178, 10), 2),
    (358, (-2, 6, 2, 10), 1), (176, (176, 6, 180, 10), 1)])
def test_footprints_at_the_date_line(left, bbox, parts):
    found = Footprint.of(grid(left, 4.0), "x")
    assert found.bbox == bbox
    assert found.geometry["type"] == ("Polygon" if parts == 1 else "MultiPolygon")
    rings = [found.geometry["coordinates"]] if parts == 1 else found.geometry["coordinates"]
    assert len(rings) == parts
    assert all(-180 <= x <= 180 for (ring,) in rings for x, _ in ring)
    west, _, east, _ = found.extent
    assert east - west == 4


def test_the_footprint_of_utm_at_the_date_line():
    """Zone 1 begins there; Fiji lies on both sides of it."""
    found = Footprint.of(Grid(crs_wkt("EPSG:32701"), 100_000, 8_200_000, 1000, 1000, 300, 300), "x")
    west, _, east, _ = found.bbox
    assert west > 170 and east < -170 and found.geometry["type"] == "MultiPolygon"


def test_the_footprint_of_nowhere():
    with pytest.raises(InputError, match="no place on the globe"):
        Footprint.of(Grid('LOCAL_CS["site",UNIT["metre",1]]', 0, 0, 1, 1, 5, 5), "x")


@pytest.mark.parametrize("text", [
    "", "{}", "[1]", '{"features": 3}', '{"features": [{"id": 3}]}', "[" * 100_000])
def test_what_is_no_catalogue(tmp_path, text):
    path = tmp_path / "x.geojson"
    path.write_text(text)
    with pytest.raises(InputError, match="no catalogue"):
        ImageCatalogue.read(str(path))


@pytest.mark.parametrize("name, value", [
    ("proj:epsg", 10**30), ("proj:epsg", 0), ("proj:transform", [0, 0, 1, 0, -30, 2]),
    ("proj:shape", [0, 5]), ("datetime", "some day"), ("role", "finer"), ("clear", 7)])
def test_a_catalogue_that_somebody_has_changed(catalogue, tmp_path, name, value):
    path = tmp_path / "catalogue.geojson"
    catalogue.write(str(path))
    data = json.loads(path.read_text("utf-8"))
    data["features"][1]["properties"][name] = value
    path.write_text(json.dumps(data), "utf-8")
    with pytest.raises(InputError, match="changed by another program"):
        ImageCatalogue.read(str(path))


def test_where_nothing_can_be_written(catalogue, tmp_path):
    with pytest.raises(InputError, match="must end with"):
        catalogue.write(str(tmp_path / "x.gpkg"))
    with pytest.raises(InputError, match="cannot be read"):
        ImageCatalogue.read(str(tmp_path / "missing.geojson"))
