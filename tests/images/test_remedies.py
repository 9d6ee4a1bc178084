"""What mends a problem of the images does: with it, the problem is gone."""

import dataclasses

import numpy as np
import pytest

from stfusion_qgis.errors import InputError
from stfusion_qgis.images.image_options import ImageOptions
from stfusion_qgis.images.inputs import Inputs
from stfusion_qgis.images.scene_opening import open_scene
from stfusion_qgis.images.source import Source
from stfusion_qgis.preview.examine import examine
from stfusion_qgis.progress import Progress
from tests.scene_files import make_images, spread, write_tif


@pytest.fixture
def images():
    """Return a scene of three bands, reflectance times 10000."""
    return make_images(rows=240, columns=240, bands=3, ratio=8).map(
        lambda a: np.rint(a * 10000).astype(np.int16))


@pytest.fixture
def inputs(images, tmp_path):
    """Return a function that writes the images and returns them as inputs.

    Of each image, its values and further arguments of `write_tif` may be given.
    """
    usual = {"fine_1": (images.fine[0], 30), "coarse_1": (images.coarse[0], 240),
             "coarse_prediction": (images.predictions[0], 240)}

    def made(mask=None, **given):
        paths = {}
        for role, (values, pixel) in usual.items():
            values, arguments = given.get(role, (values, {}))
            paths[role] = write_tif(tmp_path / f"{role}.tif", values, **{"pixel": pixel,
                                                                         **arguments})
        fine = Source(paths["fine_1"], mask=mask and Source(mask))
        return Inputs.of([fine], [paths["coarse_1"]], [paths["coarse_prediction"]])
    return made


def opened(inputs):
    """Return the remedies of the warnings and the error that come up when a scene is opened."""
    heard = Progress().collecting()
    try:
        open_scene(inputs, heard)
    except InputError as error:
        return {str(error): error.remedy}
    return {text: heard.remedies.get(text) for text in heard.warnings}


def mended(inputs, remedy):
    """Return the inputs with the options that a remedy changes."""
    return dataclasses.replace(
        inputs, options=dataclasses.replace(ImageOptions(), **remedy.options))


def one(found, words):
    """Return the only remedy, of a problem that says `words`."""
    (text, remedy), = found.items()
    assert words in text and remedy is not None, text
    return remedy


def test_nothing_to_mend(inputs):
    assert opened(inputs()) == {}


def test_a_shift(inputs, images):
    left = 500000 + 4 * 30
    given = inputs(coarse_1=(images.coarse[0], {"left": left}),
                   coarse_prediction=(images.predictions[0], {"left": left}))
    remedy = one(opened(given), "too far right")
    assert remedy.label == "Correct it" and opened(mended(given, remedy)) == {}


def test_other_units(inputs, images):
    given = inputs(coarse_1=((images.coarse[0] / 10000).astype(np.float32), {}),
                   coarse_prediction=((images.predictions[0] / 10000).astype(np.float32), {}))
    remedy = one(opened(given), "other units")
    assert opened(mended(given, remedy)) == {}


@pytest.mark.parametrize("names, options", [
    (["nir", "red", "green"], {"band_matching": "name"}),
    (["Near infrared", "Red (665)", "Green (560)"], {"coarse_bands": "3,2,1"})])
def test_the_order_of_the_bands(inputs, images, names, options):
    """By name where the names are the same, otherwise by a list."""
    given = inputs(fine_1=(images.fine[0], {"names": ["green", "red", "nir"]}),
                   coarse_1=(images.coarse[0][::-1], {"names": names}),
                   coarse_prediction=(images.predictions[0][::-1], {"names": names}))
    found = {text: remedy for text, remedy in opened(given).items() if "order" in text}
    assert {tuple(remedy.options.items()) for remedy in found.values()} == {
        tuple(options.items())}
    remedy = next(iter(found.values()))
    assert opened(mended(given, remedy)) == {}
    findings = examine(given)
    assert list(findings["coarse_1"].remedies.values()) == [remedy]
    assert not any(finding.remarks for finding in examine(mended(given, remedy)).values())


def test_a_quality_layer_for_a_mask(inputs, images, tmp_path):
    """Its usual rule is offered, for the kind of the image."""
    layer = np.full((1, 240, 240), 4, np.uint8)
    layer[0, :40], layer[0, 40:60], layer[0, 60:80] = 8, 3, 5
    given = inputs(mask=write_tif(tmp_path / "S2_SCL.tif", layer))
    remedy = one(opened(given), "looks like SCL")
    assert remedy.options == {"fine_mask_rule": "values 4,5,6,7,11"}
    assert opened(mended(given, remedy)) == {}
    assert list(examine(given)["fine_1"].remedies.values()) == [remedy]


def test_a_ratio_that_is_missing(inputs, images):
    """It is remarked where the images are looked at, before any method asks for it."""
    given = inputs(coarse_1=(spread(images.coarse[0], 8), {"pixel": 30}),
                   coarse_prediction=(spread(images.predictions[0], 8), {"pixel": 30}))
    findings = examine(given)
    for role in ("coarse_1", "coarse_prediction"):
        remedy = one(findings[role].remedies, "was resampled")
        assert remedy.options == {"ratio": 8}
    assert not any(finding.remarks for finding in examine(mended(given, remedy)).values())
