"""A file of a few bytes that claims more pixels than there are is refused at once."""

import numpy as np
import pytest

from stfusion_qgis.errors import InputError
from stfusion_qgis.images.inputs import Inputs
from stfusion_qgis.images.scene_opening import open_scene
from stfusion_qgis.images.source import Source
from stfusion_qgis.quality.assessed_images import open_images
from tests.own_time import at_most
from tests.scene_files import wkt, write_tif

VRT = """<VRTDataset rasterXSize="{columns}" rasterYSize="{rows}"><SRS>{srs}</SRS>
<GeoTransform>500000, 1e-3, 0, 5600000, 0, -1e-3</GeoTransform>
<VRTRasterBand dataType="Byte" band="1"/></VRTDataset>"""


@pytest.fixture
def coarse(tmp_path):
    return write_tif(tmp_path / "c.tif", np.ones((1, 40, 40), np.uint8), pixel=480.0)


def huge(folder, name="huge.vrt", rows=2 * 10**9, columns=2 * 10**9):
    path = folder / name
    path.write_text(VRT.format(srs=wkt(), rows=rows, columns=columns))
    return str(path)


@pytest.mark.parametrize("rows, columns", [(2 * 10**9, 2 * 10**9), (2 * 10**9, 100), (300000,) * 2])
def test_refused_at_once(tmp_path, coarse, rows, columns):
    path = huge(tmp_path, rows=rows, columns=columns)
    other = write_tif(tmp_path / "d.tif", np.ones((1, 40, 40), np.uint8), pixel=480.0)
    inputs = [Inputs.of([path], [coarse], [other]), Inputs.of([], [], [path], upscaling=16)]
    with at_most(seconds=5):
        for given in inputs:
            with pytest.raises(InputError, match=r"huge\.vrt gives \d+ x \d+ pixels"):
                open_scene(given)
        with pytest.raises(InputError, match=r"gives \d+ x \d+ pixels"):
            open_images([Source(path)], Source(huge(tmp_path, "other.vrt", rows, columns)))
