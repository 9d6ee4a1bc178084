"""Opening the images of an assessment: grids, units, bands, coarse cells, and real images."""

import pytest

from stfusion_qgis.errors import InputError
from stfusion_qgis.images.source import Source
from stfusion_qgis.quality.assess import assess
from stfusion_qgis.quality.assessed_images import details_of, open_images


def test_images_of_different_extent_are_compared_where_they_overlap(make_pair, write):
    x, y = make_pair(2, 80, 90)
    images = open_images([write("x.tif", x[:, :70, 5:], 0, 5)],
                         write("y.tif", y[:, 8:, :80], 8, 0), ratio=16)
    got = assess(images.predictions[0], images.reference, ratio=images.ratio)
    assert got.pixels == 62 * 75
    assert got.values["BIAS"].overall == pytest.approx(
        float((x - y)[:, 8:70, 5:80].mean(dtype=float)), rel=1e-6)
    assert got.ratio == 16


def test_coarse_image_on_its_own_grid(make_pair, write):
    x, _ = make_pair(2, 96, 96)
    means = x.reshape(2, 6, 16, 6, 16).mean(axis=(2, 4))
    images = open_images([write("x.tif", x[:, 3:, 5:], 3, 5)],
                         coarse=write("c.tif", means, pixel=480.0))
    assert (images.cells.ratio, images.cells.row_offset, images.cells.column_offset) == (16, 3, 5)
    got = assess(images.predictions[0], coarse=images.coarse, cells=images.cells)
    assert got.cells == 25  # the first row and column of cells are cut
    assert got.values["COARSE_RMSE"].overall < 1e-2
    assert got.ratio == 16


def test_resampled_coarse_image_needs_the_ratio(make_pair, write):
    x, y = make_pair(1, 64, 64)
    prediction, coarse = write("x.tif", x), write("c.tif", y)
    with pytest.raises(InputError, match=r"c\.tif has the same pixel size"):
        open_images([prediction], coarse=coarse)
    assert open_images([prediction], coarse=coarse, ratio=16).cells.rows == 4


def test_other_units_and_the_same_file_are_refused(make_pair, write):
    x, y = make_pair(1, 40, 40)
    prediction = write("x.tif", x)
    with pytest.raises(InputError, match=r"y\.tif seems to be in other units.*0\.0001 times"):
        open_images([prediction], write("y.tif", y / 1e4))
    with pytest.raises(InputError, match="same file"):
        open_images([prediction], prediction)


def test_details_tell_how_a_prediction_was_made(make_pair, write):
    x, y = make_pair(1, 40, 40)
    made = write("x.tif", x, metadata={
        "STFUSION_METHOD": "starfm", "STFUSION_PARAMETERS": '{"window_size": 51}',
        "ACQUISITIONDATETIME": "2004-12-28"})
    images = open_images([made], write("y.tif", y))
    details = details_of(images.rasters[0])
    assert details["Method"] == "starfm" and details["Parameters"] == "window_size = 51"
    assert details["Date"] == "2004-12-28" and details["File"].endswith("x.tif")


def test_no_change_on_real_images(shared_data):
    """The known error of taking the first image for the second (see the data's README)."""
    folder = shared_data / "gwydir"
    images = open_images([Source(str(folder / "fine_2004-11-26.tif"))],
                         Source(str(folder / "fine_2004-12-28.tif")),
                         Source(str(folder / "coarse_400m_2004-12-28.tif")))
    got = assess(images.predictions[0], images.reference, images.coarse, images.cells)
    assert got.values["RMSE"].overall == pytest.approx(460.0, abs=0.05)
    assert (got.pixels, got.cells, got.ratio) == (480 * 480, 900, 16)
