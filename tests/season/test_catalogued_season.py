"""A season from a catalogue: a folder of downloads becomes images of all dates."""

import datetime
from dataclasses import replace

import numpy as np
import pytest
from osgeo import gdal

from stfusion_qgis.errors import InputError
from stfusion_qgis.products.cataloguing.folder_catalogue import catalogue_of_folder
from stfusion_qgis.products.cataloguing.image_catalogue import ImageCatalogue
from stfusion_qgis.products.opened_downloads import open_downloads
from stfusion_qgis.products.preparation.preparing_options import PreparingOptions
from stfusion_qgis.progress import Progress
from stfusion_qgis.run.job_file import job_of
from stfusion_qgis.season.catalogued_season import sources_of
from stfusion_qgis.season.season_request import SeasonRequest
from stfusion_qgis.season.season_run import predict_season
from tools.season_downloads import make_downloads


@pytest.fixture(scope="module")
def downloads(tmp_path_factory):
    """Return a folder of simulated downloads: HLS of four dates, MODIS of nine."""
    folder = tmp_path_factory.mktemp("downloads")
    make_downloads(folder)
    return folder


@pytest.fixture(scope="module")
def catalogue(downloads, tmp_path_factory):
    cache = str(tmp_path_factory.mktemp("cache"))
    found = open_downloads([str(downloads)], PreparingOptions(), cache, cache, Progress())
    return ImageCatalogue(found.images)


def test_all_dates_without_clouds(catalogue, tmp_path):
    fine, coarse = sources_of(catalogue, Progress())
    assert (len(fine), len(coarse)) == (4, 9)
    dates = tuple(source.date for source in coarse)
    result = predict_season(SeasonRequest(tuple(fine), tuple(coarse), dates, str(tmp_path)),
                            progress=Progress())
    assert [each.date for each in result.files] == list(dates) and not result.left_out
    cloudy = next(each for each in result.files if each.date == datetime.date(2024, 6, 14))
    image = gdal.Open(cloudy.values)
    values = image.ReadAsArray()
    assert (values != image.GetRasterBand(1).GetNoDataValue()).all()
    assert np.percentile(values, 99) < 6000  # clouds have 6500


def test_from_the_command_line(catalogue, tmp_path):
    """A job names the file of the catalogue; relative paths are beside the job."""
    catalogue.write(str(tmp_path / "images.geojson"))
    job = job_of({"task": "season", "catalogue": "images.geojson", "output": "season",
                  "folder": str(tmp_path), "parameters": {"dates": "2024-06-14"}})
    done = job.run(Progress())
    assert done["dates"] == 1 and not done["failed"] and not done["left_out"]
    assert (tmp_path / "season" / "season_2024-06-14.tif").exists()


def test_other_series_are_left_out_and_named(catalogue, tmp_path):
    """Fewer dates of another grid, and coarse images that lack bands."""
    first = catalogue.items[0]
    other = replace(first, id="moved", grid=replace(first.grid, left=first.grid.left + 7))
    poor = replace(catalogue.items[1], id="poor", bands=("red",))
    progress = Progress().collecting()
    fine, coarse = sources_of(ImageCatalogue([*catalogue.items, other, poor]), progress)
    assert (len(fine), len(coarse)) == (4, 9)
    assert any("moved" in line for line in progress.infos)
    assert any("poor" in line and "lack bands" in line for line in progress.infos)


def test_images_must_be_prepared(downloads, tmp_path):
    found = catalogue_of_folder(str(downloads / "hls"), PreparingOptions().area, str(tmp_path),
                                Progress())
    with pytest.raises(InputError, match="not prepared"):
        sources_of(found, Progress())
    with pytest.raises(InputError, match="no fine images"):
        sources_of(ImageCatalogue(), Progress())


def test_sensors_of_a_catalogue(catalogue):
    """HLS of both sensors lie on one grid; coarse sensors are mixed for a season alone."""
    items = [replace(item, title=f"{item.title} {i % 2}", product=f"{item.product}-{i % 2}")
             for i, item in enumerate(catalogue.items)]
    mixed = ImageCatalogue(tuple(items))
    fine, coarse = sources_of(mixed, Progress(), several=True)
    assert (len(fine), len(coarse)) == (4, 9)
    assert {each.sensor for each in fine} == {"HLS L30 0", "HLS L30 1"}
    assert len({each.sensor for each in coarse}) == 2
    assert len({each.sensor for each in sources_of(mixed, Progress())[1]}) == 1
