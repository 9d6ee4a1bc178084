"""How a prediction was made, in its file."""

import numpy as np
import pytest
from osgeo import gdal

from stfusion_qgis import engine
from stfusion_qgis.images.provenance import Provenance, provenance_of
from stfusion_qgis.images.source import Source
from stfusion_qgis.methods import all_methods
from tests.scene_files import make_images, write_tif


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Fuse two dates with everything that is to be remembered; return scene and files."""
    folder = tmp_path_factory.mktemp("fused")
    images = make_images(rows=40, columns=44, pairs=1, dates=2)
    scene = images.open(folder, coregister=True)
    method = all_methods()["starfm"]
    outputs = [str(folder / f"{name}.tif") for name in ("one", "two", "spread", "spread2")]
    engine.run(method, scene, method.Parameters(window_size=9), outputs[:2],
               uncertainties=outputs[2:])
    return scene, outputs


def test_each_date_names_its_own_coarse_image(made):
    scene, outputs = made
    for i in range(2):
        found = provenance_of(outputs[i])
        assert found.method == "starfm"
        assert found.parameters["window_size"] == 9
        assert [source.path for source in found.inputs.fine] == [scene.fine[0].source]
        coarse, = found.inputs.coarse_predictions
        assert coarse.path == scene.coarse_predictions[i].source
        assert found.inputs.options.ratio == scene.ratio
        assert found.shift == scene.shift
        assert found.inputs.options.band_matching == "number"
        assert not found.inputs.options.scale_coarse


def test_an_uncertainty_is_no_prediction(made):
    assert provenance_of(made[1][2]) is None
    assert gdal.Open(made[1][2]).GetMetadataItem("STFUSION_METHOD") == "starfm"


def test_other_files_are_no_predictions(tmp_path):
    plain = write_tif(tmp_path / "plain.tif", np.zeros((1, 4, 4)))
    assert provenance_of(plain) is None
    assert provenance_of(str(tmp_path / "nowhere.tif")) is None
    (tmp_path / "text.tif").write_text("no image")
    assert provenance_of(str(tmp_path / "text.tif")) is None


@pytest.mark.parametrize("text", [
    "", "{", "[]", '{"fine": 3, "other": 1}', '{"fine": [1]}', '{"shift": 4}', '{"shift": [1]}',
    '{"shift": ["a", 1]}'])
def test_metadata_that_somebody_has_edited(text):
    found = Provenance.from_metadata({"STFUSION_METHOD": "starfm", "STFUSION_INPUTS": text,
                                      "STFUSION_PARAMETERS": text})
    assert found.method == "starfm"


def test_metadata_of_the_first_version():
    found = Provenance.from_metadata({
        "STFUSION_METHOD": "fitfc", "STFUSION_INPUTS":
            '{"fine": ["/a.tif"], "coarse": ["/b.tif"], "coarse_predictions": ["/c.tif"]}'})
    assert found.inputs.fine == [Source("/a.tif")] and found.inputs.options.ratio is None


def test_a_network_is_named():
    found = Provenance.from_metadata({
        "STFUSION_METHOD": "networkfusion", "STFUSION_NETWORK": '{"title": "Mine", "version": 1}'})
    assert found.network == "Mine"
