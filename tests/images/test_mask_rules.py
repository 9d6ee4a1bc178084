"""Which pixels of quality layers may be used, and which layers are taken for masks by mistake."""

import numpy as np
import pytest
from osgeo import gdal

from stfusion_qgis.errors import InputError
from stfusion_qgis.images.inputs import Inputs
from stfusion_qgis.images.mask_rule import MaskRule
from stfusion_qgis.images.quality_layers import PRODUCTS, is_quality_layer, product_of
from stfusion_qgis.images.roles import COARSE_PREDICTION, Role
from stfusion_qgis.images.scene_opening import open_source
from stfusion_qgis.images.source import Source
from stfusion_qgis.progress import Progress
from tests.scene_files import write_tif


@pytest.mark.parametrize("rule, values, usable", [
    ("", [0, 1, 2, -1], [0, 1, 1, 0]),
    ("values 4,5,6", [3, 4, 5, 6, 7], [0, 1, 1, 1, 0]),
    ("Value 4", [3, 4], [0, 1]),
    ("values 4-6, 11", [3, 4, 6, 7, 11], [0, 1, 1, 0, 1]),
    ("not values 2,4", [0, 1, 2, 3, 4], [1, 1, 0, 1, 0]),
    ("bits 6", [64, 65, 1, 0], [1, 1, 0, 0]),
    ("not bits 1,3,4", [0, 1, 2, 8, 16, 64], [1, 1, 0, 0, 0, 1]),
    ("not bits 3-4; not values 1", [0, 1, 8, 16, 64], [1, 0, 0, 0, 1]),
    ("QA_PIXEL", [21824, 21952, 22280, 23888, 1], [1, 1, 0, 0, 0]),
    ("scl", [3, 4, 5, 6, 8, 9, 0], [0, 1, 1, 1, 0, 0, 0]),
    ("MODIS state", [0, 1, 2, 4, 8, 1024, 64], [1, 0, 0, 0, 1, 0, 1]),
])
def test_usable(rule, values, usable):
    parsed = MaskRule.parse(rule)
    for dtype in ("int16", "int32", "float32"):
        np.testing.assert_array_equal(parsed.usable(np.array(values, dtype)), usable)


def test_bits_of_large_numbers():
    """Float32 has no room for the lowest of 32 bits."""
    values = np.array([2**31, 2**31 + 1, 2**31 + 2], np.uint32)
    np.testing.assert_array_equal(MaskRule.parse("not bits 0").usable(values), [1, 0, 1])


@pytest.mark.parametrize("rule", ["clouds", "values", "values x", "bits 99", "values 6-4", "4,5",
                                  "not", "values 1-99999999"])
def test_no_rule(rule):
    with pytest.raises(InputError, match="no rule for a mask"):
        MaskRule.parse(rule)


@pytest.mark.parametrize("product", PRODUCTS)
def test_rules_of_products(product):
    assert MaskRule.parse(product.name) == MaskRule.parse(product.rule)


@pytest.mark.parametrize("name, values, product", [
    ("fmask.tif", [0, 2, 4], "Fmask"), ("x", [0, 2, 4], "Fmask"),
    ("HLS.L30.T11SPS.2020331.Fmask.tif", [0, 64, 66], "HLS Fmask"),
    ("T32_20200601_SCL_20m.jp2", [3, 4, 9], "SCL"), ("x", [3, 4, 9], "SCL"),
    ("LC08_QA_PIXEL.TIF", [1, 21824], "QA_PIXEL"), ("x", [1, 21824, 22280], "QA_PIXEL"),
    ("pixel_qa", [322, 352], "pixel_qa"), ("x", [322, 352, 1], "pixel_qa"),
    ("QA60", [0, 1024], "QA60"), ('HDF4_EOS:"x.hdf":MOD:state_1km_1', [8, 76, 72], "MODIS state"),
    ("probability", [0.1, 0.2, 0.7], None), ("x", [100, 200, 255], None)])
def test_product(name, values, product):
    found = product_of(name, np.array(values, np.float32))
    assert (found and found.name) == product


def opened(tmp_path, quality, rule="", nodata=None, name="m.tif", dtype=np.uint16):
    image = write_tif(tmp_path / "a.tif", np.ones((1, 2, 3), np.float32))
    mask = write_tif(tmp_path / name, np.array([quality], dtype), nodata=nodata)
    heard = Progress().collecting()
    raster = open_source(Source(image, mask=Source(mask), mask_rule=rule), heard)
    return raster.read(raster.grid.whole()).valid, heard.warnings


FMASK = [[0, 1, 2], [3, 4, 255]]


def test_rule_of_an_image(tmp_path):
    valid, warnings = opened(tmp_path, FMASK, "values 0,1,3", 255)
    np.testing.assert_array_equal(valid, [[1, 1, 0], [1, 0, 0]])
    assert not warnings


def test_value_that_the_file_has_for_nodata(tmp_path):
    """What the rule names may be used, though a tag says that 0 is nodata."""
    valid, _ = opened(tmp_path, FMASK, "values 0,1", 0)
    np.testing.assert_array_equal(valid, [[1, 1, 0], [0, 0, 0]])
    valid, _ = opened(tmp_path, FMASK, "not values 2,4", 255)
    np.testing.assert_array_equal(valid, [[1, 1, 0], [1, 0, 0]])


def test_mask_of_larger_pixels(tmp_path):
    image = write_tif(tmp_path / "a.tif", np.ones((1, 4, 4), np.float32))
    mask = write_tif(tmp_path / "m.tif", np.array([[[21824, 22280], [1, 21952]]], np.uint16), 60)
    raster = open_source(Source(image, mask=mask, mask_rule="QA_PIXEL"))
    np.testing.assert_array_equal(raster.read(raster.grid.whole()).valid,
                                  np.kron([[1, 0], [0, 1]], np.ones((2, 2))))


@pytest.mark.parametrize("quality, name, word", [
    (FMASK, "Fmask.tif", "Fmask"), ([[3, 4, 9], [4, 4, 8]], "m.tif", "SCL"),
    ([[21824, 22280, 1], [1, 1, 1]], "m.tif", "QA_PIXEL"),
    ([[10, 20, 30], [40, 50, 60]], "m.tif", "more than two values"),
    # of two values, or one: nothing or the wrong part would be left out
    ([[21824, 22280, 21824], [21824, 21824, 21824]], "m.tif", "QA_PIXEL"),
    ([[64, 194, 64], [64, 64, 64]], "HLS.S30.Fmask.tif", "HLS Fmask"),
    ([[4, 9, 4], [4, 4, 4]], "m.tif", "SCL"), ([[9, 9, 9], [9, 9, 9]], "SCL_20m.tif", "SCL"),
    ([[0, 4, 0], [0, 0, 0]], "m.tif", "Fmask"), ([[0, 1, 0], [0, 0, 0]], "LC08_fmask.tif", "Fmask"),
    ([[7, 30, 7], [7, 7, 7]], "m.tif", "leaves nothing out"),
    ([[0, 1, 0], [0, 0, 0]], "cloud_mask.tif", "marks clouds"),
    ([[0, 100, 0], [0, 0, 0]], "云掩膜.tif", "marks clouds"),
    ([[0, 80, 3], [2, 0, 0]], "MSK_CLDPRB_20m.tif", "values 0-20")])
def test_warning(tmp_path, quality, name, word):
    _, warnings = opened(tmp_path, quality, nodata=255, name=name)
    assert len(warnings) == 1 and word in warnings[0] and name in warnings[0]


@pytest.mark.parametrize("quality", [[[0, 1, 1], [0, 0, 1]], [[0, 255, 0], [255, 0, 255]],
                                     [[7, 7, 7], [7, 7, 7]], [[0, 100, 0], [0, 0, 0]]])
@pytest.mark.parametrize("name", ["m.tif", "cloud_free.tif", "clear.tif"])
def test_no_warning_of_a_mask(tmp_path, quality, name):
    valid, warnings = opened(tmp_path, quality, name=name)
    np.testing.assert_array_equal(valid, np.array(quality) > 0)
    assert not warnings


def test_rules_of_the_options():
    """Each sensor has its own; a rule of the mask itself goes first."""
    inputs = Inputs.of(
        [Source("f", mask=Source("m")), Source("g")],
        [Source("c", mask=Source("m"), mask_rule="bits 1"), Source("d", mask=Source("m"))],
        ["p", Source("q", mask=Source("m"))], fine_mask_rule="SCL", coarse_mask_rule="MODIS state")
    rules = [inputs.get(role).mask_rule for role in (
        Role("fine_1"), Role("fine_2"), Role("coarse_1"), Role("coarse_2"), COARSE_PREDICTION)]
    assert rules == ["SCL", "", "bits 1", "MODIS state", ""]
    assert inputs.series[0].mask_rule == "MODIS state"
    assert Inputs.from_dict(inputs.as_dict()) == inputs


def test_signed_quality_layer(tmp_path):
    valid, _ = opened(tmp_path, [[-1, 0, 2], [4, 8, 6]], "not bits 1", dtype=np.int16)
    np.testing.assert_array_equal(valid, [[0, 1, 0], [1, 1, 0]])
    quality = gdal.Open(str(tmp_path / "m.tif"))
    assert gdal.GetDataTypeName(quality.GetRasterBand(1).DataType) == "Int16"


@pytest.mark.parametrize("name", [
    "LC08_L2SP_122044_20230306_20230312_02_T1_QA_PIXEL.TIF", "T49QGF_20230309T025531_SCL_20m.jp2",
    "HLS.L30.T49QGF.2023065T025531.v2.0.Fmask.tif", "LT51210441990001_pixel_qa", "MSK_CLDPRB_20m",
    'HDF4_EOS:EOS_GRID:"MOD09GA.A2023081.h28v06.hdf":MODIS_Grid_1km_2D:state_1km_1', "QC_500m_1",
    "BRDF_Albedo_Band_Mandatory_Quality_Band1", "20230306_025531_3B_udm2.tif", "QA60",
    "LC08_L2SP_122044_20230306_20230312_02_T1_QA_RADSAT.TIF", "SurfReflect_QF1_1"])
def test_quality_layers_are_known_by_their_names(name):
    assert is_quality_layer(name)


@pytest.mark.parametrize("name", [
    "united_states_2004.tif", "L72000306_SZ_B432_30m.tif", "prescl", "Qatar 2020-03-01", "unmasked",
    "S2A_MSIL2A_20230309T025531_N0509_R032_T49QGF_20230309T073112", "landscape 2020-04-01",
    "Damask 2001", "MOD09GA.A2023081.h28v06.061.2023083032101"])
def test_images_are_no_quality_layers(name):
    assert not is_quality_layer(name, may_be_mask=True)


def test_masks_are_known_by_their_names_if_they_may_be_ones():
    for name in ("mask.tif", "fine_2020-03-01_mask.tif", "Mask of LC08", "云掩膜"):
        assert is_quality_layer(name, may_be_mask=True) and not is_quality_layer(name)
