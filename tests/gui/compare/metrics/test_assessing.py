"""The metrics of a preview are those of `quality.assess`."""

import numpy as np
import pytest

from stfusion_qgis.errors import Cancelled, InputError
from stfusion_qgis.gui.compare.metrics.assessing import assess_preview
from stfusion_qgis.images.source import Source
from stfusion_qgis.progress import Progress
from stfusion_qgis.quality.assess import assess
from stfusion_qgis.quality.assessed_images import open_images
from stfusion_qgis.quality.sources import ArraySource
from tests.gui.compare.conftest import plain_image, read, replaced


def same(first, second):
    assert first.keys() == second.keys()
    for key, value in first.items():
        for one, other in ((value.overall, second[key].overall), *zip(value.bands,
                                                                      second[key].bands)):
            assert one == pytest.approx(other, rel=1e-6, abs=1e-9, nan_ok=True), key


def test_against_the_reference(shenzhen):
    quality = assess_preview(list(shenzhen.values()), 8.33)
    assert quality.against == "Reference"
    assert quality.comparison.names == ["Temporal difference", "No change"]
    for assessment, key in zip(quality.comparison.assessments, ("prediction:1", "prediction:2")):
        alone = assess(ArraySource(shenzhen[key].values),
                       ArraySource(shenzhen["reference"].values), ratio=8.33)
        same(assessment.values, alone.values)
        assert assessment.pixels == alone.pixels


def test_against_the_coarse_image_as_files_are(shared_data):
    folder = shared_data / "gwydir"
    prediction, reference = folder / "fine_2004-11-26.tif", folder / "coarse_400m_2004-12-28.tif"
    files = open_images([Source(str(prediction))], None, Source(str(reference)),
                        Source(str(folder / "fine_2004-12-28.tif")))
    from_files = assess(files.predictions[0], None, files.coarse, files.cells, files.fine_1)
    quality = assess_preview([
        plain_image("prediction:1", read(prediction)[2]),
        plain_image("coarse_prediction",
                    read(folder / "coarse_on_fine_grid_2004-12-28.tif")[2], "coarse", "Coarse"),
        plain_image("fine_1", read(folder / "fine_2004-12-28.tif")[2], "fine")], 16.0)
    assert quality.against == "Coarse" and quality.reference is None
    same(quality.comparison.assessments[0].values, from_files.values)
    assert "COARSE_RMSE" in from_files.values and "DETAIL" in from_files.values


def test_methods_are_compared_on_the_pixels_that_all_have(shenzhen):
    hole = shenzhen["prediction:1"].values.copy()
    hole[:, :80] = np.nan
    images = [shenzhen["reference"], shenzhen["prediction:2"],
              replaced(shenzhen["prediction:1"], values=hole)]
    first, second = assess_preview(images, None).comparison.assessments
    assert first.pixels == second.pixels == np.isfinite(hole[0]).sum()
    part = assess(ArraySource(shenzhen["prediction:2"].values),
                  ArraySource(shenzhen["reference"].values, np.isfinite(hole).all(axis=0)))
    assert first.values["RMSE"] == part.values["RMSE"]


def test_equal_titles_are_told_apart(shenzhen):
    images = [shenzhen["reference"], shenzhen["prediction:1"],
              replaced(shenzhen["prediction:2"], title="Temporal difference")]
    assert assess_preview(images, None).comparison.names == [
        "Temporal difference (1)", "Temporal difference (2)"]


@pytest.mark.parametrize(("without", "ratio", "message"), [
    ({"prediction:1", "prediction:2"}, 8.33, "no prediction"),
    ({"reference", "coarse_prediction"}, 8.33, "Choose a true image"),
    ({"reference"}, None, "scale ratio"),
    ({"reference"}, 1.1, "Zoom in"),
])
def test_what_is_missing_is_said(shenzhen, without, ratio, message):
    images = [image for key, image in shenzhen.items() if key not in without]
    with pytest.raises(InputError, match=message):
        assess_preview(images, ratio)


def test_no_common_pixel_is_said(shenzhen):
    empty = np.full_like(shenzhen["prediction:1"].values, np.nan)
    with pytest.raises(InputError, match="No pixel in view"):
        assess_preview([shenzhen["reference"],
                        replaced(shenzhen["prediction:1"], values=empty)], None)


def test_it_can_be_cancelled(shenzhen):
    with pytest.raises(Cancelled):
        assess_preview(list(shenzhen.values()), None, Progress().until(lambda: True))
