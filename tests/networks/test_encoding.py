"""Encoders on images: contracts, tiles, components, and what they are good for as guides."""

import dataclasses
import json

import numpy as np
import pytest
from osgeo import gdal

from bench.cut_encoder import cut
from stfusion_qgis.errors import InputError
from stfusion_qgis.images.inputs import Inputs
from stfusion_qgis.images.raster import Raster
from stfusion_qgis.images.scene_opening import open_scene
from stfusion_qgis.images.window import Window
from stfusion_qgis.networks.describing import show
from stfusion_qgis.networks.encoding.components import Components
from stfusion_qgis.networks.encoding.describing_encoder import EncoderKnowledge, describe_encoder
from stfusion_qgis.networks.encoding.encoder_contract import EncoderContract, read_encoder
from stfusion_qgis.networks.encoding.encoder_image import EncoderImage
from stfusion_qgis.networks.encoding.encoding import open_encoder
from stfusion_qgis.networks.encoding.feature_parameters import FeatureParameters
from stfusion_qgis.networks.encoding.image_features import write_features
from stfusion_qgis.networks.segmentation.csmask import csmask_folder
from stfusion_qgis.progress import Progress
from tests.networks.encoders import means_encoder, small_vit
from tests.networks.network_files import identity, save, tensor
from tests.scene_files import make_images, read_tif, write_tif

BANDS = ["red", "nir"]


def described(source, target, **known):
    known = {"bands": "red, nir", "scaling": "image", **known}
    return describe_encoder(source, target, EncoderKnowledge(**known), Progress())


@pytest.fixture
def means(tmp_path):
    """Return the path of an encoder that gives the means of 4 x 4 pixels, with its contract."""
    described(means_encoder(tmp_path / "plain.onnx"), tmp_path / "means.onnx", side=64,
              scaling="reflectance")
    return tmp_path / "means.onnx"


@pytest.fixture
def image(tmp_path):
    """Return the path of reflectance of two bands, 101 x 150 pixels."""
    values = make_images(rows=101, columns=150, bands=2).truth
    return write_tif(tmp_path / "image.tif", values, names=BANDS)


def features(image, network, output, like=None, **parameters):
    progress = Progress().collecting()
    write_features(Raster(image), FeatureParameters(str(network), provider="cpu", **parameters),
                   None if like is None else Raster(like), str(output), 1, progress)
    return read_tif(output), progress


# Contracts


def test_maps_are_described(means):
    contract = read_encoder(means)
    assert (contract.layout, contract.side, contract.stride, contract.features) == (
        "maps", 64, 4, 2)
    assert EncoderContract.from_json(contract.to_json()) == contract


def test_tokens_are_described(tmp_path):
    """The token of the class stands before those of the image; the side is that of the file."""
    contract = described(small_vit(tmp_path / "vit.onnx"), tmp_path / "d.onnx",
                         bands="red, green, blue", side=999)
    assert (contract.layout, contract.prefix, contract.side, contract.stride,
            contract.features) == ("tokens", 1, 32, 8, 16)


def test_what_is_no_encoder(tmp_path):
    pooled = save(tmp_path / "pooled.onnx", [
        _node("GlobalAveragePool", ["x"], ["p"]), _node("Flatten", ["p"], ["y"])],
        [tensor("x", 2)], [_value("y")])
    with pytest.raises(InputError, match="which is neither of maps"):
        described(pooled, tmp_path / "d.onnx")
    with pytest.raises(InputError, match="has 2 bands, but 3 are named"):
        described(means_encoder(tmp_path / "m.onnx"), tmp_path / "d.onnx", bands="red,nir,blue")
    with pytest.raises(InputError, match="'mauve' is none of"):
        described(means_encoder(tmp_path / "m.onnx"), tmp_path / "d.onnx", bands="red, mauve")
    with pytest.raises(InputError, match="Run 'Describe encoder' on it first"):
        read_encoder(identity(tmp_path / "i.onnx"))


def _node(kind, inputs, outputs):
    from onnx import helper
    return helper.make_node(kind, inputs, outputs)


def _value(name):
    from onnx import TensorProto, helper
    return helper.make_tensor_value_info(name, TensorProto.FLOAT, None)


@pytest.mark.parametrize("changes, words", [
    ({"stride": 5}, "must be a multiple of it"), ({"bands": []}, "at least one band"),
    ({"layout": "stars"}, "one of maps, tokens"), ({"colour": 1}, "'colour' is unknown")])
def test_wrong_entries(means, changes, words):
    given = {**json.loads(read_encoder(means).to_json()), **changes}
    if not given["bands"]:
        given["mean"] = given["deviation"] = []
    with pytest.raises(InputError) as error:
        EncoderContract.from_json(json.dumps(given))
    assert words in str(error.value)


# Features


def network_of(image, path, enlarged=1):
    contract, raster = read_encoder(path), Raster(image)
    shown = EncoderImage(raster, [0, 1], raster.calibration, enlarged, contract, Progress())
    return open_encoder(path, contract, shown, "cpu", 1, 2**31, Progress())


def test_tiles_leave_no_seams(image, means):
    """An encoder that sees no neighbours gives the means of the cells, wherever tiles meet."""
    network = network_of(image, means)
    assert network.tiles.rows.count > 1 and (network.rows, network.columns) == (26, 38)
    whole = network.features(Window(0, 0, 26, 38), lambda: None)
    values = read_tif(image)[:, :100, :148]
    expected = values.reshape(2, 25, 4, 37, 4).mean(axis=(2, 4))
    np.testing.assert_allclose(whole[:, :25, :37], expected, atol=1e-5)
    part = network.features(Window(7, 11, 9, 13), lambda: None)
    np.testing.assert_array_equal(part, whole[:, 7:16, 11:24])
    known = network.known(Window(0, 0, 26, 38))
    assert known[:25, :37].all() and not known[25].any() and known[:25, 37].all()


def test_components_keep_what_varies(tmp_path, image, means):
    """Two features, two components: a turn of the means, written in 16 bits."""
    found, progress = features(image, means, tmp_path / "f.tif")
    assert found.shape == (2, 26, 38)
    dataset = gdal.Open(str(tmp_path / "f.tif"))
    assert dataset.GetGeoTransform()[1] == 4 * gdal.Open(image).GetGeoTransform()[1]
    band = dataset.GetRasterBand(1)  # newer versions of GDAL have a type for it
    assert band.GetMetadataItem("NBITS", "IMAGE_STRUCTURE") == "16" \
        or gdal.GetDataTypeName(band.DataType) == "Float16"
    components = Components.from_metadata(dataset.GetMetadata(), "f")
    assert sum(components.share) == pytest.approx(1)
    means_of_cells = read_tif(image)[:, :100, :148].reshape(2, 25, 4, 37, 4).mean(axis=(2, 4))
    back = np.einsum("kf,krc->frc", components.axes, found[:, :25, :37]) \
        + components.mean[:, None, None]
    np.testing.assert_allclose(back, means_of_cells, atol=2e-3)
    assert any("2 features" in line for line in progress.infos)


def test_components_of_another_date(tmp_path, image, means):
    first, _ = features(image, means, tmp_path / "first.tif")
    other = write_tif(tmp_path / "other.tif", read_tif(image).astype(np.float32)[:, ::-1],
                      names=BANDS)
    again, _ = features(image, means, tmp_path / "again.tif", like=str(tmp_path / "first.tif"))
    np.testing.assert_array_equal(again, first)
    features(other, means, tmp_path / "other_features.tif", like=str(tmp_path / "first.tif"))
    with pytest.raises(InputError, match="is no image of features"):
        features(image, means, tmp_path / "x.tif", like=image)


def test_gaps_stay_gaps(tmp_path, means, image):
    values = read_tif(image).astype(np.float32)
    values[:, 20:60, 40:80] = np.nan
    path = write_tif(tmp_path / "gap.tif", values, names=BANDS)
    found, _ = features(path, means, tmp_path / "f.tif")
    assert np.isnan(found[:, 5:15, 10:20]).all() and np.isfinite(found[:, :5, :37]).all()


def test_enlarged_images_have_smaller_cells(tmp_path, image, means):
    found, _ = features(image, means, tmp_path / "f.tif", enlarged=2)
    assert found.shape == (2, 51, 75)


def test_bands_are_found_or_listed(tmp_path, means):
    values = make_images(rows=40, columns=40, bands=3).truth
    named = write_tif(tmp_path / "n.tif", values, names=["nir", "green", "red"])
    plain = write_tif(tmp_path / "p.tif", values)
    found, _ = features(named, means, tmp_path / "1.tif")
    listed, _ = features(plain, means, tmp_path / "2.tif", bands="3,1")
    np.testing.assert_array_equal(listed, found)
    with pytest.raises(InputError, match="List their numbers"):
        features(plain, means, tmp_path / "3.tif")
    with pytest.raises(InputError, match="'3' does not list bands"):
        features(plain, means, tmp_path / "4.tif", bands="3")


def test_the_features_of_an_even_image_are_an_error(tmp_path, means):
    even = write_tif(tmp_path / "e.tif", np.full((2, 40, 40), 0.3, np.float32), names=BANDS)
    with pytest.raises(InputError, match="the same everywhere"):
        features(even, means, tmp_path / "f.tif")
    assert not (tmp_path / "f.tif").exists()


def test_a_transformer_gives_a_guide(tmp_path, image):
    """From tokens to a guide on the fine grid: in one unit, and similar where the land is."""
    network = tmp_path / "vit.onnx"
    described(small_vit(tmp_path / "plain.onnx", bands=2), network)
    found, _ = features(image, network, tmp_path / "f.tif", components=4, enlarged=2)
    assert found.shape == (4, 26, 38)
    images = make_images(rows=101, columns=150, bands=2)
    coarse = [write_tif(tmp_path / f"c{i}.tif", each, 240) for i, each in enumerate(
        (images.coarse[0], images.predictions[0]))]
    scene = open_scene(Inputs.of([image], coarse[:1], coarse[1:], guide=str(tmp_path / "f.tif")))
    assert scene.guide.in_one_unit and scene.guide.bands == 4
    assert scene.guide.values(Window(0, 0, 101, 150)).valid[:96, :148].all()


def test_an_encoder_of_a_package(tmp_path):
    """EfficientNet, trained on Landsat 8 and Sentinel-2, cut from a network for clouds."""
    if csmask_folder() is None:
        pytest.skip("ukis-csmask is not installed")
    network = cut(csmask_folder() / "model_4b_l2a.onnx", tmp_path / "cut.onnx",
                  "/model/encoder/_blocks.5/Add_output_0")
    contract = described(network, tmp_path / "d.onnx", bands="blue, green, red, nir",
                         scaling="image")
    assert (contract.side, contract.stride, contract.features) == (256, 4, 32)
    values = make_images(rows=90, columns=120, bands=4).truth
    path = write_tif(tmp_path / "i.tif", values, names=["blue", "green", "red", "nir"])
    found, _ = features(path, tmp_path / "d.onnx", tmp_path / "f.tif", components=3)
    assert found.shape == (3, 23, 30) and np.isfinite(found[:, :22]).all()


def test_spoilt_components(tmp_path, image, means):
    features(image, means, tmp_path / "f.tif")
    dataset = gdal.Open(str(tmp_path / "f.tif"))
    items = dataset.GetMetadata()
    good = json.loads(items["STFUSION_COMPONENTS"])
    for spoilt in ("nonsense", "[]", json.dumps({**good, "mean": "AAAA"}),
                   json.dumps({**good, "share": 3}), json.dumps({**good, "features": 9})):
        with pytest.raises(InputError, match="no image of features"):
            Components.from_metadata({"STFUSION_COMPONENTS": spoilt}, "f")
    assert dataclasses.asdict(Components.from_metadata(items, "f"))["share"]


def test_describe_network_tells_of_encoders(tmp_path, means):
    """It says what an encoder gives, and to whom it belongs that has no contract yet."""
    progress = Progress().collecting()
    assert show(means, progress) is None
    assert any("An encoder for 'Image features': plain, 2 features for 4 x 4" in line
               for line in progress.infos)
    show(means_encoder(tmp_path / "m.onnx"), progress)
    assert "run 'Describe encoder'" in progress.infos[-1]
