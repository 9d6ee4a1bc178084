"""Networks with an input for a guide: what they get of it, and what is said where it lacks."""

import dataclasses
import json

import numpy as np
import pytest
from onnx import helper, numpy_helper

from stfusion_qgis.errors import InputError
from stfusion_qgis.images.roles import GUIDE
from stfusion_qgis.images.source import Source
from stfusion_qgis.methods.networkfusion import NetworkFusion
from stfusion_qgis.networks.contract import (
    Contract,
    Input,
    Output,
    Scaling,
    read_contract,
    write_contract,
)
from stfusion_qgis.networks.contract_guide import ContractGuide
from stfusion_qgis.networks.describing import Knowledge, describe
from stfusion_qgis.networks.summary import summary, technical_summary
from stfusion_qgis.progress import Progress
from tests.methods.test_guide_of_objects import polygons
from tests.networks.network_files import save, tensor, terms
from tests.networks.test_tiled import fuse
from tests.scene_files import make_images, spread, write_tif

METHOD = NetworkFusion()
MIXED = ContractGuide(True, True, (1.0, 2.0, 3.0), ((1.0, 0.0, 0.5), (0.0, -1.0, 0.25)))


def guided(path, channels, guide=None, blur=1):
    """Write a network that adds the mean of a guide's features, blurred, to the coarse image."""
    weights = np.full((1, channels, blur, blur), 1 / (channels * blur ** 2), np.float32)
    save(path, [helper.make_node("Conv", ["guide", "w"], ["told"], pads=[blur // 2] * 4),
                helper.make_node("Add", ["x", "told"], ["y"])],
         [tensor("x", 1), tensor("guide", channels)], [tensor("y", 1)],
         [numpy_helper.from_array(weights, "w")])
    contract = Contract(
        "Guided", (Input("x", terms("coarse_prediction")),
                   Input("guide", kind="guide", guide=channels)), Output("y"),
        scaling=Scaling("range", (0.0, 1.0)), halo=blur // 2, guide=guide or ContractGuide())
    write_contract(path, contract, path)
    return path


def told(folder, scene, path, **parameters):
    """Return what a network adds to the coarse image on the fine grid."""
    coarse = scene.aligned(scene.coarse_predictions[0], "cubic").read(scene.grid.whole())
    return fuse(folder, scene, path, **parameters) - coarse.values


def guided_images(**options):
    return make_images(rows=150, columns=130, bands=1, seed=1, guided=True, **options)


def test_bands_come_in_deviations(tmp_path):
    """Whatever their unit, and the same in tiles of any size; beyond the edge as at the edge."""
    images = guided_images()
    images.guide *= np.array([1, 1000, 1e-4], np.float32)[:, None, None]
    scene = images.open(tmp_path)
    expected = images.guide.astype(float)
    expected -= expected.mean(axis=(1, 2), keepdims=True)
    expected = (expected / expected.std(axis=(1, 2), keepdims=True)).mean(axis=0)
    path = guided(tmp_path / "g.onnx", 3)
    np.testing.assert_allclose(told(tmp_path, scene, path)[0], expected, atol=0.03)
    blurred = guided(tmp_path / "b.onnx", 3, blur=5)
    small, large = (told(tmp_path, scene, blurred, tile_size=size)[0] for size in (64, 256))
    np.testing.assert_allclose(small, large, atol=1e-5)
    edge = np.pad(expected, 2, "edge")[:5, :5].mean()
    assert abs(large[0, 0] - edge) < 0.05


def test_gaps_are_zero(tmp_path):
    images = guided_images()
    images.guide[:, 30:70, 40:90] = np.nan
    found = told(tmp_path, images.open(tmp_path), guided(tmp_path / "g.onnx", 3))[0]
    assert np.abs(found[30:70, 40:90]).max() < 1e-6 < np.abs(found).mean()


def test_components_are_those_of_the_training(tmp_path):
    """Whatever the guide shows now; any grid is brought to the fine one."""
    images = guided_images()
    images.guide = spread(images.guide[:, ::2, ::2], 2)
    coarser = write_tif(tmp_path / "coarser.tif", images.guide[:, ::2, ::2], 60)
    scene = dataclasses.replace(images, guide=None).open(tmp_path, guide=Source(coarser))
    path = guided(tmp_path / "g.onnx", 2, MIXED)
    mixing, mean = np.array(MIXED.mixing), np.array(MIXED.mean)
    expected = np.tensordot(mixing, images.guide - mean[:, None, None], 1).mean(axis=0)
    found = told(tmp_path, scene, path)[0]
    assert np.corrcoef(found.ravel(), expected.ravel())[0, 1] > 0.95  # it is interpolated
    assert abs(found.mean() - expected.mean()) < 0.05


def test_without_a_guide(tmp_path):
    """It is refused, or told; a network that takes none leaves it alone."""
    images = dataclasses.replace(guided_images(), guide=None)
    scene = images.open(tmp_path)
    for guide, words in ((ContractGuide(), "Guided needs a guide: .* 3 bands"),
                         (dataclasses.replace(MIXED), "features of fine image 1, 3 bands")):
        path = guided(tmp_path / "needs.onnx", len(guide.mixing) or 3, guide)
        with pytest.raises(InputError, match=words):
            fuse(tmp_path, scene, path)
        parameters = METHOD.Parameters(network_file=str(path))
        assert GUIDE in METHOD.references(parameters).needed
        with pytest.raises(InputError, match=words):
            METHOD.check_references([], parameters)
    path = guided(tmp_path / "can.onnx", 3, ContractGuide(needed=False))
    assert GUIDE in METHOD.references(METHOD.Parameters(network_file=str(path))).optional
    assert np.abs(told(tmp_path, scene, path)).max() < 1e-6


def test_a_guide_that_does_not_fit(tmp_path):
    scene = guided_images().open(tmp_path)
    with pytest.raises(InputError, match=r"takes a guide of 4 bands.* has 3"):
        fuse(tmp_path, scene, guided(tmp_path / "four.onnx", 4))
    fields = dataclasses.replace(guided_images(), guide=None).open(
        tmp_path, guide=polygons(tmp_path / "fields.gpkg", [(0, 0, 50, 50)]))
    with pytest.raises(InputError, match="holds labels"):
        fuse(tmp_path, fields, guided(tmp_path / "one.onnx", 1))


def test_it_can_be_described(tmp_path):
    """Its channels are those of the file; how far it sees of the guide is found."""
    path = guided(tmp_path / "g.onnx", 3, blur=7)
    contract = describe(path, tmp_path / "described.onnx",
                        Knowledge("x = coarse_prediction; guide = guide"), Progress())
    assert contract.inputs[1] == Input("guide", kind="guide", guide=3) and contract.halo == 3
    assert "Guide: 3 bands, needed" in summary(contract)
    assert "Input: guide = guide" in technical_summary(contract)
    dated = read_contract(guided(tmp_path / "d.onnx", 2, MIXED))
    assert "Guide: 3 bands of fine image 1's date, needed" in summary(dated)
    redescribed = describe(tmp_path / "d.onnx", tmp_path / "again.onnx",
                           Knowledge("x = coarse_prediction; guide = guide"), Progress())
    assert redescribed.guide == MIXED


@pytest.mark.parametrize("inputs, guide, words", [
    ([{"name": "g", "kind": "guide", "guide": 2}, {"name": "h", "kind": "guide"}], {},
     "one input for a guide"),
    ([], {"needed": False}, "no input is for a guide"),
    ([{"name": "g", "kind": "guide", "guide": 3}], MIXED.as_dict(), "'guide.mixing'.*2 features"),
    ([{"name": "g", "kind": "guide", "guide": 0}], {}, "'inputs.1..guide' is 0"),
    ([{"name": "g", "kind": "guide", "images": ["fine_1"]}], {}, "'inputs.1..kind'"),
    ([{"name": "g", "kind": "guide"}], {"mean": [1.0]}, "'guide.mean'.*no mixing"),
    ([{"name": "g", "kind": "guide"}], {"mean": [1.0], "mixing": [[1.0, 2.0]]}, "'guide.mixing'"),
    ([{"name": "g", "kind": "guide"}], {"mean": [], "mixing": [[1.0]]}, "'guide.mean'"),
    ([{"name": "g", "kind": "guide"}], {"mean": [1.0], "mixing": 3}, "'guide.mixing' is 3"),
    ([{"name": "g", "kind": "guide"}], {"needs": True}, "'guide.needs' is unknown"),
])
def test_wrong_entries_are_named(tmp_path, inputs, guide, words):
    contract = Contract("Plain", (Input("x", terms("coarse_prediction")),), Output("y"))
    given = {**json.loads(contract.to_json()), "guide": guide or None}
    given["inputs"] += inputs
    with pytest.raises(InputError, match=words):
        Contract.from_json(json.dumps(given))


def test_the_contract_keeps_all(tmp_path):
    contract = read_contract(guided(tmp_path / "g.onnx", 2, MIXED))
    assert contract.guide == MIXED and contract.guide_channels == 2
    assert "guide" not in json.loads(Contract(
        "Plain", (Input("x", terms("coarse_prediction")),), Output("y")).to_json())
