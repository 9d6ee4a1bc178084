"""A search in a STAC API from QGIS: its network, and what it says where a server refuses."""

import pytest

from tests.products.offered_items import landsat_item, modis_item
from tests.products.stac_server import serving

EXTENT = "113.37,113.39,22.8,22.82 [EPSG:4326]"


@pytest.fixture(scope="module")
def server(shared_data, tmp_path_factory):
    """Give a server of two Landsat scenes and three MODIS tiles."""
    folder = tmp_path_factory.mktemp("server")
    samples = shared_data / "products"
    items = [landsat_item(samples, folder, "2023-03-06"),
             landsat_item(samples, folder, "2023-03-22"),
             modis_item(samples, folder, 65, "2023-03-06"),
             modis_item(samples, folder, 81, "2023-03-22")]
    with serving(folder, items) as server:
        yield server


def test_from_a_server_to_pairs(run, server, tmp_path):
    """The catalogue goes on as one of a folder does."""
    found = run("searchimages", {
        "URL": f"{server.url}/stac", "COLLECTIONS": "landsat-c2-l2, modis-09GA-061",
        "EXTENT": EXTENT, "START": "2023-03-01", "END": "2023-03-31",
        "OUTPUT": str(tmp_path / "found.geojson")})
    assert (found["FINE"], found["COARSE"], found["UNUSABLE"]) == (2, 2, 0)
    assert any('"datetime": "2023-03-01T00:00:00Z/2023-03-31T23:59:59Z"' in line
               for line in server.asked)
    prepared = run("prepareimages", {
        "CATALOGUE": found["OUTPUT"], "PREPARED": str(tmp_path / "prepared"), "EXTENT": EXTENT,
        "OUTPUT": str(tmp_path / "prepared.geojson")})
    assert prepared["NEW"] == 4
    pair = run("choosepairs", {"CATALOGUE": prepared["OUTPUT"], "DATES": "2023-03-22"})
    assert "2023-03-06_LC08" in pair["FINE_1"] and "A2023081" in pair["COARSE_PREDICTION"]


def test_dates_and_clouds(run, server):
    found = run("searchimages", {
        "URL": f"{server.url}/stac/", "EXTENT": EXTENT, "START": "2023-03-01", "CLOUD": 20,
        "COLLECTIONS": "landsat-c2-l2", "OUTPUT": "TEMPORARY_OUTPUT"})
    assert found["IMAGES"] == 1


@pytest.mark.parametrize("path, more, words", [
    ("/stac", {"EXTENT": None}, "Give an extent"),
    ("/stac", {"START": "2023-04-01", "END": "2023-03-01"}, "behind the last"),
    ("/page", {}, "does not answer as a STAC API"), ("/secret", {}, "does not let you in (401)"),
    ("/catalogue", {}, "cannot be searched"), ("/nothing", {}, "could not be asked")])
def test_what_is_wrong_is_said(error_of, server, path, more, words):
    assert words in error_of("searchimages", {
        "URL": f"{server.url}{path}", "EXTENT": EXTENT, "OUTPUT": "TEMPORARY_OUTPUT", **more})


def test_a_server_that_is_not_there(error_of):
    assert "could not be asked" in error_of("searchimages", {
        "URL": "http://127.0.0.1:9", "EXTENT": EXTENT, "OUTPUT": "TEMPORARY_OUTPUT"})
