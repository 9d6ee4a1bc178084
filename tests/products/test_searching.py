"""Images of a STAC API: found by pages, known by their collections, read where they lie."""

from __future__ import annotations

import datetime
import json
import urllib.request

import numpy as np
import pytest

from stfusion_qgis.errors import InputError
from stfusion_qgis.images.area import Area
from stfusion_qgis.products.cataloguing.folder_catalogue import catalogue_of_folder
from stfusion_qgis.products.cataloguing.image_catalogue import ImageCatalogue
from stfusion_qgis.products.cataloguing.prepared_catalogue import prepare_catalogue
from stfusion_qgis.products.definitions.sentinel2 import SENTINEL_2_L2A
from stfusion_qgis.products.preparation.preparing_options import PreparingOptions
from stfusion_qgis.products.searching.remote_layers import layers_of, opened
from stfusion_qgis.products.searching.searching import box_of, search_images
from stfusion_qgis.products.searching.sentinel2_offsets import offset_of
from stfusion_qgis.products.searching.stac_api import StacSearch
from stfusion_qgis.progress import Progress
from tests.products.offered_items import (
    BOX,
    hls_item,
    landsat_item,
    modis_item,
    sentinel_item,
)
from tests.products.stac_server import serving
from tests.scene_files import read_tif


@pytest.fixture(scope="module")
def samples(shared_data):
    return shared_data / "products"


@pytest.fixture(scope="module")
def server(samples, tmp_path_factory):
    """Give a server of Landsat, MODIS and HLS."""
    folder = tmp_path_factory.mktemp("server")
    items = [landsat_item(samples, folder, "2023-03-06"),
             landsat_item(samples, folder, "2023-03-22", "?sig=a%2Bb&se=<1>"),
             hls_item(samples, folder),
             modis_item(samples, folder, 65, "2023-03-06"),
             modis_item(samples, folder, 81, "2023-03-22")]
    with serving(folder, items) as server:
        yield server


def fetch(url, body=None, headers=None):
    request = urllib.request.Request(url, headers=headers or {}, data=None if body is None
                                     else json.dumps(body).encode())
    with urllib.request.urlopen(request, timeout=20) as reply:
        return json.loads(reply.read())


def found(server, *collections, path="stac", fetch=fetch, **more):
    search = StacSearch(f"{server.url}/{path}", collections, tuple(BOX), **more)
    return search_images(search, fetch, "", Progress())


def test_pages_are_followed(server):
    """By POST where the server can, whose pages are of two items; every item comes once."""
    server.asked.clear()
    items = found(server).items
    assert sorted(item.product for item in items) == [
        "hls-l30", "landsat-8-9-c2-l2", "landsat-8-9-c2-l2", "mod09ga", "mod09ga"]
    assert len([line for line in server.asked if line.startswith("POST")]) == 3
    by_get = found(server, "landsat-c2-l2", "modis-09GA-061", path="old").items
    assert len(by_get) == 4 and "GET /old/search?" in server.asked[-2]


def test_what_is_asked_for(server):
    """Collections, dates, clouds and a limit; servers that do not filter by clouds are helped."""
    day = datetime.date(2023, 3, 10)
    assert {item.date.day for item in found(server, start=day).items} == {22}
    assert {item.date.day for item in found(server, end=day).items} == {6}
    for path in ("stac", "old"):
        assert [item.date.day for item in found(server, "landsat-c2-l2", path=path,
                                                cloud=20).items] == [6]
    assert len(found(server, most=3).items) == 3


def test_nothing_is_read_but_descriptions(server):
    server.asked.clear()
    assert found(server, "landsat-c2-l2").items
    assert not [line for line in server.asked if "/files/" in line]


def test_read_where_they_lie(server, samples, tmp_path):
    """Prepared from the server, an image is that of the download, pixel by pixel.

    Addresses that are signed stay as they are.
    """
    catalogue = found(server, "landsat-c2-l2", "HLSL30_2.0", "modis-09GA-061")
    catalogue.write(str(tmp_path / "found.geojson"))
    catalogue = ImageCatalogue.read(str(tmp_path / "found.geojson"))
    assert all("/vsicurl/" in layer.path for item in catalogue.items
               for layer in item.image.layers)
    made, count = prepare_catalogue(catalogue, str(tmp_path / "far"), PreparingOptions(),
                                    str(tmp_path / "cache"), Progress())
    assert (count.new, count.failed) == (5, 0)
    assert any("sig=a%2Bb&se=" in line for line in server.asked)
    near = {}
    for folder in ("landsat", "hls", "modis"):
        near.update({(item.product, item.date): item for item in prepare_catalogue(
            catalogue_of_folder(str(samples / folder), Area(), str(tmp_path / "cache"),
                                Progress()), str(tmp_path / "near"), PreparingOptions(),
            str(tmp_path / "cache"), Progress())[0].items})
    for item in made.items:
        other = near[item.product, item.date]
        assert np.array_equal(read_tif(item.path), read_tif(other.path), equal_nan=True)
        assert np.array_equal(read_tif(item.mask), read_tif(other.mask))
        assert (item.platform, item.tile) == (other.platform, other.tile) or \
            item.product == "mod09ga"


def test_only_what_is_needed_is_read(server, tmp_path):
    server.asked.clear()
    area = Area((113.375, 22.8, 113.385, 22.81), "EPSG:4326")
    made, _ = prepare_catalogue(found(server, "landsat-c2-l2", cloud=20), str(tmp_path / "p"),
                                PreparingOptions(("red",), area=area), "", Progress())
    read = {line.split("?")[0].rsplit("_", 1)[-1] for line in server.asked if "/files/LC" in line}
    assert not read & {"B2.TIF", "B3.TIF", "B5.TIF", "B6.TIF", "B7.TIF"}
    assert read_tif(made.items[0].path).shape[0] == 1


def test_a_file_that_is_gone(samples, tmp_path):
    """The reason is no incomplete download."""
    with serving(tmp_path, [landsat_item(samples, tmp_path, "2023-03-06")]) as server:
        catalogue = found(server)
        next(tmp_path.glob("*/*_SR_B4.TIF")).unlink()
        made, count = prepare_catalogue(catalogue, str(tmp_path / "p"), PreparingOptions(), "",
                                        Progress())
    assert count.failed == 1
    assert "SR_B4.TIF cannot be read from its server" in made.unusable[0].reason


@pytest.mark.parametrize("subtracted, properties, offset, words", [
    (False, {"s2:processing_baseline": "05.09"}, -0.1, "Baseline 05.09"),
    (True, {"s2:processing_baseline": "03.01"}, 0.0, "nothing was added"),
    (True, {"earthsearch:boa_offset_applied": True, "s2:processing_baseline": "05.09"}, 0.0,
     "says that 1000 was subtracted"),
    (False, {"earthsearch:boa_offset_applied": False, "s2:processing_baseline": "05.09"}, -0.1,
     "only"),
    (True, {"earthsearch:boa_offset_applied": False, "s2:processing_baseline": "05.09"}, 0.0,
     "whatever the server says"),
    (True, {}, 0.0, "whatever the server says"), (False, {}, -0.1, "only")])
def test_offsets_of_sentinel_2(samples, tmp_path, subtracted, properties, offset, words):
    """The flag is wrong for many images of a server: the pixels tell."""
    item = sentinel_item(samples, tmp_path, subtracted=subtracted, **properties)
    with serving(tmp_path, [item]) as server:
        (image,) = [each.image for each in found(server).items]
    assert {layer.offset for layer in image.layers} == {offset}
    assert words in image.notes[0] and image.tile == "49QGF"
    assert image.platform == "Sentinel-2A" and image.quality
    assert not any("missing" in layer.path for layer in image.layers)


def test_an_offset_that_cannot_be_checked(samples, tmp_path):
    item = sentinel_item(samples, tmp_path, subtracted=False,
                         **{"earthsearch:boa_offset_applied": False})
    item = json.loads(json.dumps(item).replace("{files}", str(tmp_path / "nowhere")))
    offset, note = offset_of(item, layers_of(item, SENTINEL_2_L2A))
    assert offset == -0.1 and "could not be checked" in note


def test_the_names_of_other_servers(server):
    """Signed addresses are kept; object stores and the Planetary Computer have their own ways."""
    asset = {"href": "https://a.b/c.tif?sig=x%2By"}
    assert opened(asset, {}) == "/vsicurl/https://a.b/c.tif?sig=x%2By"
    assert opened({"href": "s3://bucket/c.tif"}, {}) == "/vsis3/bucket/c.tif"
    self = {"links": [{"rel": "self", "href": "https://a.b/items/x.json"}]}
    assert opened({"href": "./c.tif"}, self) == "/vsicurl/https://a.b/items/c.tif"
    computer = {"collection": "landsat-c2-l2", "links": [{
        "rel": "self", "href": "https://planetarycomputer.microsoft.com/api/x"}]}
    assert opened({"href": "https://a.b/c.tif"}, computer).startswith(
        "/vsicurl?pc_url_signing=yes&pc_collection=landsat-c2-l2&url=https%3A%2F%2Fa.b")


def test_what_servers_get_wrong(samples, tmp_path):
    """An unknown product, a missing band, no date: listed with the reason, and no end."""
    good = landsat_item(samples, tmp_path, "2023-03-06")

    def changed(name, **more):
        return {**json.loads(json.dumps(good)), "id": name, **more}
    bandless = changed("LC08_L2SP_122044_20230401_20230405_02_T1")
    del bandless["assets"]["red"]
    unknown = changed("radar", collection="sentinel-1-grd")
    strange = changed("LC08_L2SP_122044_20230402_20230405_02_T1", assets={"red": "what"})
    other = changed("LC08_L2SP_122044_20230403_20230405_02_T1")
    other["assets"]["red"]["raster:bands"][0]["scale"] = 1e-4
    with serving(tmp_path, [good, bandless, unknown, strange, other]) as server:
        catalogue = found(server)
    assert len(catalogue.items) == 2
    assert "product's own 2.75e-05" in catalogue.items[1].image.notes[0]
    reasons = " ".join(each.reason for each in catalogue.unusable)
    assert "no asset for the band red" in reasons and "No known product" in reasons
    assert len(catalogue.unusable) == 3


def test_a_server_that_goes_round_in_a_circle():
    item = {"type": "Feature", "id": "x", "collection": "c", "properties": {}}
    root = {"links": [{"rel": "search", "href": "https://a.b/search"}]}

    def circle(url, body=None, headers=None):
        return root if url == "https://a.b" else {
            "features": [item], "links": [{"rel": "next", "href": "https://a.b/search?page=1"}]}
    items = StacSearch("https://a.b/", (), None).items(circle, Progress())
    assert items == [item]


@pytest.mark.parametrize("page", [
    "text", [1], {}, {"features": 3}, {"features": ["text"]}, {"features": [{"properties": 3}]},
    {"features": [{"properties": {}}]}, {"features": [], "links": 3}, {"features": [], "links": [
        {"rel": "next", "href": "https://a.b/2", "method": "POST", "body": 3, "merge": True}]}])
def test_a_server_that_answers_with_something_else(page):
    root = {"links": [{"rel": "search", "href": "https://a.b/search"}]}
    with pytest.raises(InputError, match="does not answer as a STAC API"):
        StacSearch("https://a.b", (), None).items(
            lambda url, body=None, headers=None: root if url == "https://a.b" else page,
            Progress())


@pytest.mark.parametrize("url, words", [
    ("ftp://x", "no address"), ("", "no address"), ("{server}/page", "."),
    ("{server}/catalogue", "cannot be searched")])
def test_what_is_no_api(server, url, words):
    def asks(url, body=None, headers=None):
        try:
            return fetch(url, body, headers)
        except ValueError:
            return "a page"
    search = StacSearch(url.format(server=server.url), (), None)
    with pytest.raises(InputError, match=words):
        search.items(asks, Progress())


def test_boxes():
    assert box_of(Area()) is None
    assert box_of(Area((10, 50, 12, 51), "EPSG:4326")) == pytest.approx((10, 50, 12, 51))
    west, south, east, north = box_of(Area((300000, 5500000, 400000, 5600000), "EPSG:32632"))
    assert 6 < west < east < 8 and 49 < south < north < 51
    both = Area((10, 50, 12, 52), "EPSG:4326", "POLYGON ((11 51,13 51,13 53,11 51))", "EPSG:4326")
    assert box_of(both) == pytest.approx((11, 51, 12, 52))
