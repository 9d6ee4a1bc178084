"""Segmentation networks on images: contracts, bands, units, tiles, and the masks they make."""

import dataclasses
import json
import time
import warnings

import numpy as np
import pytest
from osgeo import gdal
from scipy import ndimage

from stfusion_qgis.errors import Cancelled, InputError
from stfusion_qgis.images.calibration import Calibration
from stfusion_qgis.images.raster import Raster
from stfusion_qgis.images.window import Window
from stfusion_qgis.networks.segmentation import csmask, masking
from stfusion_qgis.networks.segmentation.cloud_mask import MaskOptions
from stfusion_qgis.networks.segmentation.describing_segmentation import (
    SegmentationKnowledge,
    describe_segmentation,
)
from stfusion_qgis.networks.segmentation.mask_parameters import MaskParameters
from stfusion_qgis.networks.segmentation.masking import mask_clouds
from stfusion_qgis.networks.segmentation.reflectance_cells import ReflectanceCells
from stfusion_qgis.networks.segmentation.segmentation_contract import (
    SegmentationContract,
    read_segmentation,
)
from stfusion_qgis.networks.segmentation.segmenting import open_segmentation
from stfusion_qgis.progress import Progress
from tests.networks.network_files import identity, small_network
from tests.networks.segmentation_networks import (
    BANDS,
    classes_of,
    contract_of,
    landscape,
    threshold_network,
)
from tests.scene_files import write_tif


@pytest.fixture
def mask_of(tmp_path):
    """Return a function that masks an image and returns mask, classes, summary and the log."""
    def make(path, network, options=None, progress=None, **parameters):
        log = (progress or Progress()).collecting()
        outputs = [str(tmp_path / f"{name}.tif") for name in ("mask", "classes")]
        summary = mask_clouds(
            Raster(path), MaskParameters(network_file=str(network), provider="cpu", **parameters),
            options or MaskOptions(), *outputs, 2, log)
        return *(gdal.Open(output).ReadAsArray() for output in outputs), summary, log
    return make


@pytest.fixture
def network(tmp_path):
    """Return the path of a small network with its contract."""
    return threshold_network(tmp_path / "thresholds.onnx")


def written(folder, image, **tags):
    return write_tif(folder / "image.tif", image, **{"names": BANDS, **tags})


# The contract


def test_what_is_written_is_read(tmp_path):
    contract = contract_of(pixel=30.0, level="surface", licence="MIT", scores="probabilities")
    assert SegmentationContract.from_json(contract.to_json()) == contract
    path = threshold_network(tmp_path / "n.onnx", licence="MIT")
    assert read_segmentation(path) == contract_of(licence="MIT")


@pytest.mark.parametrize("changes, words", [
    ({"bands": ["blue", "blue", "red", "nir"]}, "'bands' is wrong: it must name each band once"),
    ({"bands": ["blue", "puce", "red", "nir"]}, "'puce' is none of coastal, blue"),
    ({"classes": ["cloud", "shadow"]}, "'classes' is wrong: it must name 'clear'"),
    ({"classes": ["clear", "sky"]}, "'sky' is none of clear, cloud"),
    ({"mean": [0, 0, 0]}, "'mean' is [0, 0, 0], but it must be a list of 4 numbers"),
    ({"deviation": [1, 1, 1, 0]}, "list of 4 numbers, 1e-09 or more"),
    ({"scores": "votes"}, "one of logits, probabilities"), ({"tile": 8}, "16 or more"),
    ({"pixel": -1}, "a length in metres"), ({"level": "moon"}, "one of surface, toa, any"),
    ({"version": 2}, "Update the plugin"), ({"colour": 1}, "'colour' is unknown"),
    ({"title": ""}, "it must be a text")])
def test_wrong_entries(changes, words):
    """Each is named, with what it must be."""
    given = {**json.loads(contract_of().to_json()), **changes}
    with pytest.raises(InputError) as error:
        SegmentationContract.from_json(json.dumps(given))
    assert words in str(error.value)


def test_files_without_a_contract(tmp_path):
    for path in (identity(tmp_path / "n.onnx"), small_network(tmp_path / "m.onnx", 1)):
        with pytest.raises(InputError, match="Run 'Describe segmentation network' on it first"):
            read_segmentation(path)


# Describing


def test_a_described_network_runs(tmp_path, mask_of):
    source = threshold_network(tmp_path / "plain.onnx", described=False)
    contract = describe_segmentation(source, tmp_path / "n.onnx", SegmentationKnowledge(
        "blue, green; red nir".replace(" nir", ", nir"), "clear, cloud, shadow", deviation="1"),
        Progress())
    assert contract == contract_of(title="plain")
    image = landscape()
    _, classes, _, _ = mask_of(written(tmp_path, image), tmp_path / "n.onnx")
    np.testing.assert_array_equal(classes, classes_of(image))


@pytest.mark.parametrize("known, words", [
    ({"bands": "blue, green"}, "has 4 channels, but its contract says 2"),
    ({"classes": "clear, cloud"}, "has 3 channels, but its contract says 2"),
    ({"mean": "1, 2"}, "Means of the bands: '1, 2' is neither one number nor a list of 4"),
    ({"deviation": "a"}, "is neither one number"), ({"output": "z"}, "its contract names 'z'"),
    ({"tile": 128}, "a fixed size of 64 x 64"), ({"classes": "clear, fog"}, "'fog' is none of")])
def test_what_contradicts_the_file(tmp_path, known, words):
    """Nothing is written then."""
    source = threshold_network(tmp_path / "plain.onnx", described=False)
    entries = {"bands": ",".join(BANDS), "classes": "clear,cloud,shadow", **known}
    with pytest.raises(InputError) as error:
        describe_segmentation(source, tmp_path / "n.onnx", SegmentationKnowledge(**entries),
                              Progress())
    assert words in str(error.value)
    assert [path.name for path in tmp_path.iterdir()] == ["plain.onnx"]


# Masks


@pytest.mark.parametrize("side, dilation", [(32, 5), (64, 0), (64, 1), (256, 5)])
def test_a_plain_reference(tmp_path, mask_of, side, dilation):
    """Whatever the tiles, around gaps, and over the borders of blocks."""
    image = landscape()
    image[:, 40:60, 50:90] = np.nan
    image[:, 3, 4] = np.nan
    mask, classes, summary, log = mask_of(
        written(tmp_path, image), threshold_network(tmp_path / "n.onnx", side, tile=side),
        MaskOptions(dilation=dilation))
    valid = np.isfinite(image[0])
    expected = np.where(valid, classes_of(image), 0)
    np.testing.assert_array_equal(classes, expected)
    # What lies in a gap is unknown, and is filled for the network: it is nowhere near here.
    bad = np.isin(expected, (2, 4))
    y, x = np.indices((11, 11)) - 5
    near = ndimage.binary_dilation(bad, y ** 2 + x ** 2 <= dilation ** 2)
    far = ~ndimage.binary_dilation(~valid, iterations=7) if dilation else valid
    np.testing.assert_array_equal(mask[far], (valid & ~near)[far])
    assert not mask[~valid].any()
    assert summary.clear == pytest.approx(mask.mean())
    assert summary.conditions["cloud"] == pytest.approx((expected == 2).mean())
    assert summary.no_data == pytest.approx((~valid).mean())
    assert sum(summary.conditions.values()) + summary.no_data == pytest.approx(1)
    assert any("cloud" in line and "no data" in line for line in log.infos)


def test_probabilities_add_up(tmp_path, network):
    """Blended tiles weigh 1 everywhere."""
    raster = Raster(written(tmp_path, landscape(210, 190)))
    cells = ReflectanceCells(raster, [0, 1, 2, 3], Calibration.none(4), 1)
    opened = open_segmentation(network, contract_of(), cells, "cpu", 1, 2**30, Progress())
    assert opened.tiles.blended
    whole = opened.probabilities(Window(0, 0, 210, 190), lambda: None)
    np.testing.assert_allclose(whole.sum(axis=0), 1, atol=1e-5)
    part = opened.probabilities(Window(37, 50, 60, 71), lambda: None)
    np.testing.assert_array_equal(part, whole[:, 37:97, 50:121])


@pytest.mark.parametrize("pixel, factor", [(10.0, 3), (15.0, 2), (29.0, 1), (60.0, 1)])
def test_small_pixels_are_averaged(tmp_path, mask_of, pixel, factor):
    """To the size that the network wants; the mask has the pixels of the image."""
    image = landscape(100, 121)
    image[:, 20:31, 40:61] = np.nan
    path = written(tmp_path, image, pixel=pixel)
    network = threshold_network(tmp_path / "n.onnx", pixel=30.0)
    mask, classes, _, log = mask_of(path, network)
    rows, columns = (-(-size // factor) for size in image.shape[1:])
    padded = np.full((4, rows * factor, columns * factor), np.nan)
    padded[:, :100, :121] = image
    blocks = padded.reshape(4, rows, factor, columns, factor)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # of blocks without data
        means = np.nanmean(blocks, axis=(2, 4))
    expected = classes_of(means).repeat(factor, 0).repeat(factor, 1)[:100, :121]
    expected[np.isnan(image[0])] = 0
    np.testing.assert_array_equal(classes, expected)
    assert any("Averaged over" in line for line in log.infos) == (factor > 1)
    assert mask.shape == (100, 121)


def test_pixels_that_are_too_large_are_told(tmp_path, mask_of):
    _, _, _, log = mask_of(written(tmp_path, landscape(), pixel=500),
                           threshold_network(tmp_path / "n.onnx", pixel=30.0))
    assert "was made for pixels of 30 m; those of image.tif have 500 m" in log.warnings[0]


UNITS = {
    "one": lambda image: (image, {}),
    "ten_thousand": lambda image: (np.rint(image * 1e4).astype(np.int16), {}),
    "percent": lambda image: (image * 100, {}),
    "collection_2": lambda image: (np.rint((image + 0.2) / 2.75e-5).astype(np.uint16), {}),
    "tagged": lambda image: (np.rint(image * 1e4).astype(np.uint16), {"scale": 1e-4}),
    "tagged_offset": lambda image: (np.rint(image * 1e4 + 1000).astype(np.uint16),
                                    {"scale": 1e-4, "offset": -0.1}),
}


@pytest.mark.parametrize("units", UNITS)
def test_any_usual_unit(tmp_path, mask_of, network, units):
    """The same classes; fill of 0 that no tag tells of is no data, and the log says the unit."""
    image = landscape()
    numbers, tags = UNITS[units](image)
    numbers[:, :30, :20] = 0
    _, classes, _, log = mask_of(written(tmp_path, numbers, **tags), network)
    expected = classes_of(image)
    expected[:30, :20] = 0
    assert (classes == expected).mean() > 0.9995
    assert (classes[:30, :20] == 0).all() and any("is read as" in line for line in log.infos)


def test_what_a_network_does_not_know(tmp_path, mask_of, network):
    path = written(tmp_path, landscape())
    _, _, _, log = mask_of(path, network, MaskOptions(("cloud", "snow")))
    assert log.warnings == ["Thresholds does not know snow, so this is not left out."]
    with pytest.raises(InputError, match="tells apart: clear, cloud, shadow"):
        mask_of(path, network, MaskOptions(("snow",)))


def test_one_channel(tmp_path, mask_of):
    """Of two classes the second alone."""
    image = landscape()
    _, classes, _, _ = mask_of(
        written(tmp_path, image), threshold_network(tmp_path / "n.onnx", "rows", channels=1))
    np.testing.assert_array_equal(classes, np.where(image[0] > 0.3, 2, 1))


def test_no_data_at_all(tmp_path, mask_of, network):
    mask, classes, summary, log = mask_of(
        written(tmp_path, np.full((4, 30, 40), np.nan, np.float32)), network)
    assert not mask.any() and not classes.any() and summary.clear == 0
    assert "holds no data" in log.warnings[0]


@pytest.mark.parametrize("tags, parameters, words", [
    ({"names": ("a", "b", "c", "d")}, {}, "its bands are: 1 (a), 2 (b)"),
    ({}, {"bands": "1,2,3"}, "'1,2,3' does not list bands of image.tif"),
    ({}, {"bands": "1,2,3,9"}, "it has 4 bands"), ({}, {"bands": "1,1,2,3"}, "does not list")])
def test_bands_that_are_not_found(tmp_path, mask_of, network, tags, parameters, words):
    with pytest.raises(InputError) as error:
        mask_of(written(tmp_path, landscape(), **tags), network, **parameters)
    assert words in str(error.value)
    assert not list(tmp_path.glob("*mask*"))


def test_listed_bands(tmp_path, mask_of, network):
    image = landscape()
    path = written(tmp_path, image[[3, 2, 1, 0]], names=())
    _, classes, _, _ = mask_of(path, network, bands="4, 3, 2, 1")
    np.testing.assert_array_equal(classes, classes_of(image))


def test_numbers_that_are_no_reflectance(tmp_path, mask_of, network):
    grey = np.rint(landscape() * 255).astype(np.uint8)
    with pytest.raises(InputError, match="are no reflectance that is known here"):
        mask_of(written(tmp_path, grey, options=["ALPHA=NO"]), network)
    with pytest.raises(InputError, match="are no reflectance that is known here"):
        mask_of(written(tmp_path, landscape() * 3e7), network)


class Stopping(Progress):
    """Is cancelled when a part of the work is done."""

    def __init__(self, fraction):
        self._fraction, self._stopped, self.when = fraction, False, 0.0

    def is_cancelled(self):
        return self._stopped

    def show(self, fraction, text):
        if fraction >= self._fraction and not self._stopped:
            self._stopped, self.when = True, time.process_time()


@pytest.mark.parametrize("fraction", [0.1, 0.6])
def test_cancelled(tmp_path, mask_of, network, fraction):
    """At once, and nothing is left."""
    path = written(tmp_path, landscape(400, 500))
    stopping = Stopping(fraction)
    with pytest.raises(Cancelled):
        mask_of(path, network, progress=stopping)
    assert time.process_time() - stopping.when < 1  # whatever other processes do meanwhile
    assert {entry.name for entry in tmp_path.iterdir()} == {"image.tif", "thresholds.onnx"}


def test_outputs_that_cannot_be_written(tmp_path, mask_of, network):
    (tmp_path / "classes.tif").mkdir()
    with pytest.raises(InputError, match=r"classes.tif cannot be written"):
        mask_of(written(tmp_path, landscape()), network)
    assert not (tmp_path / "mask.tif").exists()
    raster = Raster(written(tmp_path, landscape()))
    for outputs, words in [(["a.tif", "a.tif"], "Two outputs have the same name"),
                           (["image.tif", ""], "is the input image.tif"),
                           (["a.png", ""], "must be a GeoTIFF")]:
        with pytest.raises(InputError, match=words):
            mask_clouds(raster, MaskParameters(network_file=network), MaskOptions(), *(
                str(tmp_path / name) if name else "" for name in outputs), 1, Progress())


# The networks of ukis-csmask


def test_the_package_is_missing(tmp_path, mask_of, monkeypatch):
    monkeypatch.setattr(csmask, "csmask_folder", lambda: None)
    with pytest.raises(InputError, match="needs the Python package ukis-csmask"):
        mask_of(written(tmp_path, landscape()), "")


def test_a_package_that_is_not_as_it_should_be(tmp_path, monkeypatch):
    monkeypatch.setattr(csmask, "csmask_folder", lambda: tmp_path)
    for text in (None, "no JSON", "{}", '{"data": {"dataset_statistics": {"img": 1}}}'):
        if text is not None:
            (tmp_path / "model_4b_l2a.json").write_text(text)
        with pytest.raises(InputError, match="ukis-csmask is not as it should be"):
            csmask.csmask_network(csmask.FOUR_BANDS, "surface")


def test_which_of_the_networks(tmp_path, mask_of, monkeypatch):
    """By the bands that there are, and by names that tell of the atmosphere."""
    asked = []

    def network(bands, level):
        asked.append((len(bands), level))
        contract = dataclasses.replace(contract_of(), bands=tuple(bands))
        return threshold_network(tmp_path / "n.onnx"), contract

    monkeypatch.setattr(masking, "csmask_network", network)
    image = landscape()
    six = np.concatenate([image, image[:2]])
    for name, values, names, parameters in [
            ("a.tif", image, BANDS, {}), ("S2A_MSIL1C_2023.tif", image, BANDS, {}),
            ("b.tif", six, (*BANDS, "swir16", "swir22"), {"level": "toa"}),
            ("c.tif", six, (), {"bands": "1,2,3,4,5,6"}), ("d.tif", six, (), {"bands": "1 2 3 4"})]:
        path = write_tif(tmp_path / name, values, names=names)
        try:
            mask_of(path, "", **parameters)
        except InputError as error:
            assert "4 channels, but its contract says 6" in str(error)
    assert asked == [(4, "surface"), (4, "toa"), (6, "toa"), (6, "surface"), (4, "surface")]


@pytest.mark.parametrize("scene, place", [
    ("LC08_L2SP_122044_20230322_20230328_02_T1", "{folder}/{scene}"),
    ("LC08_L2SP_122044_20230407_20230413_02_T1", "/vsitar/{folder}/{scene}.tar")])
def test_agrees_with_the_bits_of_the_product(tmp_path, mask_of, shared_data, scene, place):
    """On imitated scenes, whose clouds have a texture, it finds most of them and little else."""
    if csmask.csmask_folder() is None:
        pytest.skip("ukis-csmask is not installed")
    inside = place.format(folder=shared_data / "products" / "landsat", scene=scene)
    path = str(tmp_path / "stack.vrt")
    gdal.BuildVRT(path, [f"{inside}/{scene}_SR_B{number}.TIF" for number in range(2, 8)],
                  separate=True).FlushCache()
    bits = gdal.Open(f"{inside}/{scene}_QA_PIXEL.TIF").ReadAsArray()
    mask, classes, _, log = mask_of(path, "", bands="1,2,3,4,5,6", dilation=0)
    assert any("Landsat Collection 2 numbers" in line for line in log.infos)
    data, cloud, land = bits & 1 == 0, bits & 8 > 0, bits & 0b11110 == 0
    np.testing.assert_array_equal(classes > 0, data)
    assert (classes == 2)[data & cloud].mean() > 0.85
    assert (classes == 2)[data & land].mean() < 0.05
    assert mask[land & data].mean() > 0.85
