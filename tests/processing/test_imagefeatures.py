"""Describing an encoder and making features, in the toolbox; the features guide a fusion."""

import numpy as np
import pytest

from tests.networks.encoders import means_encoder, small_vit
from tests.scene_files import read_tif


def test_from_a_file_to_a_guide(run, one_pair, tmp_path):
    outputs = run("describeencoder", {
        "NETWORK": small_vit(tmp_path / "vit.onnx"), "BANDS": "green, red, nir", "SCALING": 1,
        "TITLE": "A small transformer", "OUTPUT": str(tmp_path / "described.onnx")})
    assert '"stride": 8' in outputs["CONTRACT"]
    assert any("16 features for 8 x 8 pixels" in line for line in run.feedback.lines)
    made = run("imagefeatures", {
        "INPUT": one_pair["FINE_1"], "ENCODER": outputs["OUTPUT"], "COMPONENTS": 5, "ENLARGED": 4,
        "OUTPUT": str(tmp_path / "features.tif")})
    assert read_tif(made["OUTPUT"]).shape == (5, 24, 28)
    assert 30 < made["EXPLAINED"] <= 100
    assert "A small transformer" in run.feedback.lines
    assert run.feedback.percents == sorted(run.feedback.percents)
    guided = run("fitfc", {**one_pair, "GUIDE": made["OUTPUT"], "GUIDE_WEIGHT": 0.5})
    assert guided["PREDICTED"] == 100
    again = run("imagefeatures", {
        "INPUT": one_pair["FINE_1"], "ENCODER": outputs["OUTPUT"], "ENLARGED": 4,
        "COMPONENTS_OF": made["OUTPUT"],
        "OUTPUT": str(tmp_path / "again.tif")})
    np.testing.assert_array_equal(read_tif(again["OUTPUT"]), read_tif(made["OUTPUT"]))


@pytest.mark.parametrize("changes, words", [
    ({"ENCODER": ""}, "Choose the encoder"),
    ({"ENCODER": "plain"}, "Run 'Describe encoder' on it first"),
    ({"INPUT": "missing.tif"}, "missing.tif")])
def test_what_is_wrong(error_of, one_pair, tmp_path, changes, words):
    plain = means_encoder(tmp_path / "plain.onnx")
    given = {"INPUT": one_pair["FINE_1"], "ENCODER": plain, "OUTPUT": str(tmp_path / "f.tif"),
             **{name: plain if value == "plain" else value for name, value in changes.items()}}
    assert words in error_of("imagefeatures", given)
