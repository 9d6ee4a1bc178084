"""Every product is prepared to the values and the mask that its layers say, read one by one."""

from __future__ import annotations

import numpy as np
import pytest
from osgeo import gdal

from stfusion_qgis.products.pixel_conditions import PixelCondition
from stfusion_qgis.products.preparation.preparing_options import FLOATS, PreparingOptions
from stfusion_qgis.products.preparing import prepare
from stfusion_qgis.progress import Progress
from tests.products.decoding import conditions, decoded, images_of, in_memory, onto
from tests.products.test_swaths import SWATH

PLACES = [
    "hls/HLS.L30.T49QGF.2023097T025531.v2.0",
    "modis/MOD09GA.A2023081.h28v06.061.2023083032101.hdf",
    "modis/MCD43A4.A2023081.h28v06.061.2023090035512.hdf",
    "modis/MOD13Q1.A2023081.h28v06.061.2023099061244.hdf",
    "modis/MOD09A1.A2017193.h18v04.006.2017202035302.hdf.zip",
    "viirs/VNP09GA.A2023081.h28v06.001.2023082083025.h5",
    f"sentinel3/{SWATH}",
    "gaofen/GF1_PMS1_E113.4_N22.8_20230306_L1A0007143218",
    "gaofen/GF1_WFV1_E113.4_N22.8_20230322_L1A0007143218.tar.gz",
    "planet/20230322_023456_78_2402_3B_AnalyticMS_SR_8b.tif",
    "planet",
    "earthengine/LC08_122044_20230322.tif",
    "earthengine",
    "appeears",
]


@pytest.mark.parametrize("place", PLACES)
def test_prepared_as_its_layers_say(shared_data, tmp_path, place):
    image = images_of(shared_data / "products" / place, tmp_path)[-1]
    prepared = prepare([image], str(tmp_path / "prepared.vrt"),
                       PreparingOptions(reflectance_as=FLOATS), str(tmp_path), Progress())
    assert prepared.bands == image.bands and prepared.date == image.date
    found, mask_file = gdal.Open(prepared.path), gdal.Open(prepared.mask_path)
    mask = mask_file.ReadAsArray()
    valid = np.ones(mask.shape, bool)
    for number, (name, (values, grid)) in enumerate(decoded(image, tmp_path).items(), 1):
        band = found.GetRasterBand(number)
        assert band.GetDescription() == name
        shown = onto(in_memory(values, grid.GetGeoTransform(), grid.GetProjection()), found)
        clear = (mask == 1) & ~np.isnan(shown)
        assert clear.sum() > 100
        np.testing.assert_allclose(band.ReadAsArray()[clear], shown[clear], rtol=1e-5, atol=1e-6)
        valid &= ~np.isnan(shown)
    # What no quality layer leaves out and every band has is clear, and nothing else.
    out = conditions(image, found, tmp_path, (PixelCondition.FILL, *image.product.left_out))
    np.testing.assert_array_equal((mask == 1) & valid, valid & ~out)
    assert prepared.clear == pytest.approx((mask == 1).mean(), abs=1e-9)
