"""The ratio of coarse images that come on the fine grid: told by their pixels, or their names."""

import numpy as np
import pytest

from stfusion_qgis.errors import InputError
from stfusion_qgis.images.inputs import Inputs
from stfusion_qgis.images.raster import Raster
from stfusion_qgis.images.resampled_ratio import check_ratio, ratio_of
from tests.scene_files import make_images, spread, write_tif


@pytest.fixture
def images():
    """Return a scene at a ratio of 8."""
    return make_images(rows=96, columns=96, ratio=8)


@pytest.mark.parametrize("ratio", [2, 8, 16])
def test_repeated_pixels_tell_it(tmp_path, ratio):
    values = spread(np.random.default_rng(1).random((2, 20, 20), np.float32), ratio)[:, 3:, 5:]
    raster = Raster(write_tif(tmp_path / "coarse.tif", values))
    assert ratio_of(raster, raster.grid) == ratio


def test_a_ratio_that_is_no_whole_number(tmp_path):
    """250 m on pixels of 30 m."""
    values = np.random.default_rng(1).random((2, 30, 30), np.float32)
    places = (np.arange(240) / 8.33).astype(int)
    raster = Raster(write_tif(tmp_path / "coarse.tif", values[:, places][:, :, places]))
    assert ratio_of(raster, raster.grid) == pytest.approx(8.33, abs=0.1)


def test_smooth_images_tell_it_by_their_names_only(tmp_path, images):
    paths = [write_tif(tmp_path / name, images.fine[0])
             for name in ("MOD09_250m.tif", "smooth.tif")]
    grid = Raster(paths[0]).grid
    assert [ratio_of(Raster(path), grid) for path in paths] == [8.33, None]


def test_what_to_do_is_said(tmp_path, images):
    """With the value if it is known; images at their own resolution need none."""
    fine = write_tif(tmp_path / "fine.tif", images.fine[0])
    repeated = write_tif(tmp_path / "repeated.tif", spread(images.coarse[0], 8))
    smooth = write_tif(tmp_path / "smooth.tif", images.truth)
    own = write_tif(tmp_path / "own.tif", images.coarse[0], 240)
    with pytest.raises(InputError, match=r"repeated[.]tif has pixels as small.* to 8[.]$"):
        check_ratio(Inputs.of([fine], [own], [repeated]))
    with pytest.raises(InputError, match=r"8[.]33 if they are 250 m large, 16[.]7 for 500 m"):
        check_ratio(Inputs.of([fine], [smooth], [own]))
    check_ratio(Inputs.of([fine], [own], [own]))
    check_ratio(Inputs.of([fine], [smooth], [own], ratio=8))
    check_ratio(Inputs.of([fine], [own], [str(tmp_path / "gone.tif")]))


def test_real_images(shared_data):
    """400 m, repeated on pixels of 25 m."""
    folder = shared_data / "gwydir"
    coarse = Raster(str(folder / "coarse_on_fine_grid_2004-11-26.tif"))
    assert ratio_of(coarse, Raster(str(folder / "fine_2004-11-26.tif")).grid) == 16
