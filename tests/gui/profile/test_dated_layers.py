"""The dates of a season in a profile: each with its own deviation, and no states among them."""

import os
from dataclasses import replace

import pytest
from qgis.core import QgsProject, QgsRasterLayer

from stfusion_qgis.gui.profile.dated_layers import profiled_images
from stfusion_qgis.images.provenance import provenance_of
from stfusion_qgis.season.profile_over_time import FINE, PREDICTION
from stfusion_qgis.season.season_request import SeasonRequest
from stfusion_qgis.season.season_run import predict_season
from tests.small_season import date, write_season


@pytest.fixture
def season(tmp_path):
    fine, coarse = write_season(tmp_path)
    request = SeasonRequest(fine, coarse, (date(12), date(24)), str(tmp_path / "season"))
    return replace(request, coarse=coarse[:4]), predict_season(request)


@pytest.mark.parametrize("loaded", ["all", "values"])
def test_dates_with_their_deviations(qgis_iface, season, loaded):
    request, result = season
    paths = [path for each in result.files for path in (each[1:] if loaded == "all" else each[1:2])]
    layers = [QgsRasterLayer(path, os.path.basename(path)[:-4])
              for path in (*paths, request.fine[0].path)]
    QgsProject.instance().addMapLayers(layers)
    try:
        images = profiled_images()
    finally:
        QgsProject.instance().clear()
    predicted = [image for image in images if image.kind == PREDICTION]
    assert [image.date for image in images if image.kind == FINE] == [date(0)]
    assert sorted((image.date, image.source.path, image.uncertainty.path) for image in predicted) \
        == [(each.date, each.values, each.deviation) for each in result.files]
    assert {image.title for image in predicted} == {"season"}


def test_states_are_no_predictions(season):
    files = season[1].files[0]
    assert provenance_of(files.values).method == "season"
    assert provenance_of(files.state) is None and provenance_of(files.deviation) is None
