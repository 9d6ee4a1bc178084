"""The metrics beside a preview: those of full-resolution pixels, at any zoom."""

import numpy as np
import pytest

from stfusion_qgis import engine
from stfusion_qgis.errors import Cancelled
from stfusion_qgis.images.scene_opening import open_scene
from stfusion_qgis.images.source import Source
from stfusion_qgis.images.window import Window
from stfusion_qgis.preview.child import previewer as previewing
from stfusion_qgis.preview.child.measuring.tile_measuring import Effort
from stfusion_qgis.preview.child.measuring.tile_order import tiles_in_order
from stfusion_qgis.preview.child.previewer import Previewer
from stfusion_qgis.preview.request import Request
from stfusion_qgis.preview.service import PreviewService
from stfusion_qgis.progress import Progress
from stfusion_qgis.quality.assess import assess
from stfusion_qgis.quality.assessed_images import open_images
from stfusion_qgis.quality.measured_share import SCENE, VIEW
from stfusion_qgis.quality.sources import ArraySource
from tests.preview.conftest import COLUMNS, ROWS, entry, view
from tests.scene_files import read_tif, spread, write_tif

DIFFERENCE = entry("temporaldifference")
FOUR_TILES = Effort(preparing=20.0, seconds=0.0)


def measured(previewer, request):
    """Return the last result that comes with a preview."""
    found = []
    previewer.preview(request, lambda preview: None, Progress(), found.append)
    assert [each.complete for each in found] == [False] * (len(found) - 1) + [True]
    return found[-1]


def without(inputs, *roles):
    return type(inputs)(tuple(item for item in inputs.images if item[0] not in roles))


@pytest.fixture(scope="module")
def run(inputs, tmp_path_factory):
    """Return the file that a run writes of a prediction."""
    path = str(tmp_path_factory.mktemp("run") / "run.tif")
    engine.run(DIFFERENCE.method, open_scene(inputs.taken(DIFFERENCE.method.references())),
               DIFFERENCE.parameters, [path], settings=engine.Settings(float_output=True))
    return path


def same(found, expected):
    assert found.pixels == expected.pixels and found.cells == expected.cells
    assert found.values.keys() == expected.values.keys()
    for key, value in expected.values.items():
        both = zip([value.overall, *value.bands], [found.values[key].overall,
                                                   *found.values[key].bands])
        for one, other in both:
            assert other == pytest.approx(one, rel=1e-9, abs=1e-12, nan_ok=True), key


@pytest.mark.parametrize("scale", [1.0, 2.0, 4.0])
def test_the_whole_scene_in_view_is_measured_as_the_toolbox_does(previewer, inputs, run, scale):
    """All metrics, at any zoom; before, those of averaged pixels were told."""
    images = open_images([Source(run)], inputs.get("reference"), ratio=8)
    expected = assess(images.predictions[0], images.reference, ratio=images.ratio)
    found = measured(previewer, Request(inputs, (DIFFERENCE,), view(scale=scale)))
    same(found.assessments["p"], expected)
    assert found.assessments["p"].data_range == expected.data_range
    assert (found.share.area, found.share.is_all) == (VIEW, True)
    assert found.share.of == ROWS * COLUMNS
    assert found.against == "reference" and not found.omitted


@pytest.mark.parametrize("scale", [1.0, 4.0])
def test_without_a_true_image_the_coarse_one_counts_as_in_the_toolbox(previewer, inputs, run,
                                                                      scale):
    images = open_images([Source(run)], None, inputs.get("coarse_prediction"),
                         inputs.get("fine_1"))
    expected = assess(images.predictions[0], None, images.coarse, images.cells, images.fine_1,
                      ratio=images.ratio)
    found = measured(previewer, Request(
        without(inputs, "reference"), (DIFFERENCE,), view(scale=scale)))
    same(found.assessments["p"], expected)
    assert found.against == "coarse_prediction" and not found.plotted


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_a_part_in_view_is_measured_as_that_part(previewer, inputs, run, images, scale):
    found = measured(previewer, Request(inputs, (DIFFERENCE,), view(64, 96, 160, 200, scale)))
    part = np.s_[:, 64:224, 96:296]
    expected = assess(ArraySource(read_tif(run)[part]), ArraySource(
        images.truth.astype(np.float32)[part]), ratio=8)
    for key in ("RMSE", "BIAS", "CORRELATION", "SAM", "ERGAS"):
        assert found.assessments["p"].values[key].overall == pytest.approx(
            expected.values[key].overall, rel=1e-6), key
    assert found.assessments["p"].pixels == expected.pixels


def test_a_sample_says_how_much_it_is_and_is_near_the_whole(previewer, inputs, monkeypatch):
    """Where all would take too long; the same pixels whatever was seen before."""
    whole = measured(previewer, Request(inputs, (DIFFERENCE,), view(scale=4)))
    monkeypatch.setattr(previewing, "EFFORT", FOUR_TILES)
    request = Request(inputs, (DIFFERENCE,), view(scale=2))
    after = measured(previewer, request)
    fresh = Previewer(2)
    first = measured(fresh, request)
    fresh.close()
    assert not first.share.is_all and first.share.of == ROWS * COLUMNS
    share = f"{100 * first.share.pixels / first.share.of:.1f} %"
    assert first.share.text() == f"{share} of the pixels in view, in tiles spread over it"
    for key in ("RMSE", "ERGAS"):
        one, other, all_of_it = (each.assessments["p"].values[key].overall
                                 for each in (first, after, whole))
        assert one == other == pytest.approx(all_of_it, rel=0.5)
    assert first.assessments["p"].data_range == whole.assessments["p"].data_range


def test_results_refine_and_all_methods_are_on_the_same_pixels(previewer, inputs, monkeypatch):
    found = []
    request = Request(inputs, (DIFFERENCE, entry("starfm", "q", window_size=9)), view(scale=2))
    previewer.preview(request, lambda preview: None, Progress(), found.append)
    assert [each.share.pixels for each in found] == sorted({each.share.pixels for each in found})
    assert len(found) == 2 and found[-1].share.is_all  # 4, and all 9 tiles
    for each in found:
        first, second = each.assessments["p"], each.assessments["q"]
        assert first.pixels == second.pixels
        assert set(each.plotted) == {"reference", "p", "q"}
        assert len({pixels.shape for pixels in each.plotted.values()}) == 1


def test_the_preview_comes_first(previewer, inputs):
    told = []
    previewer.preview(Request(inputs, (DIFFERENCE,), view(scale=4)),
                      lambda preview: told.append(preview.complete), Progress(),
                      lambda found: told.append("measured"))
    assert told.index(True) < told.index("measured")


class Impatient:
    """An effort that waits long for the first method, and hardly for the second."""

    seconds = 60.0

    def __init__(self):
        self._limits = iter((60.0, 0.2))

    @property
    def preparing(self):
        return next(self._limits)


def test_what_takes_too_long_is_left_out_and_said(previewer, inputs, monkeypatch):
    """The others are measured."""
    slow = entry("interpolation", "slow")
    fuse = type(slow.method).fuse

    def endless(self, block, state):
        while block.window.rows > 100:  # not in the preview, which is averaged
            block.check()
        return fuse(self, block, state)
    monkeypatch.setattr(type(slow.method), "fuse", endless)
    monkeypatch.setattr(previewing, "EFFORT", Impatient())
    shown = Request(inputs, (DIFFERENCE, slow), view(128, 128, 128, 128, 4.0))
    found = measured(previewer, shown)
    assert list(found.assessments) == ["p"]
    assert "takes long" in found.omitted["slow"]


def test_nothing_to_compare_with_is_said(previewer, inputs, images, tmp_path):
    """Coarse images on the fine grid, whose ratio nobody knows, and no true image."""
    fine = {"coarse_1": images.coarse[0], "coarse_prediction": images.predictions[0]}
    paths = {role: write_tif(tmp_path / f"{role}.tif", spread(values, 8)[:, :ROWS, :COLUMNS])
             for role, values in fine.items()}
    changed = dict(without(inputs, "reference", "fine_2", "coarse_2").images) | {
        role: Source(path) for role, path in paths.items()}
    found = measured(previewer, Request(type(inputs)(tuple(changed.items())), (DIFFERENCE,),
                                        view()))
    assert "give the scale ratio" in found.problem and not found.assessments


def test_the_whole_scene(previewer, inputs, run):
    """On request, wherever the view is; with progress to the end."""
    images = open_images([Source(run)], inputs.get("reference"), ratio=8)
    expected = assess(images.predictions[0], images.reference, ratio=images.ratio)
    found, told = [], Progress().collecting()
    previewer.measure_scene(Request(inputs, (DIFFERENCE,), view(5000)), found.append, told)
    result, = found
    same(result.assessments["p"], expected)
    assert (result.share.area, result.share.is_all, result.complete) == (SCENE, True, True)
    fractions = [fraction for fraction, _ in told.shown]
    assert fractions == sorted(fractions) and fractions[-1] == pytest.approx(1.0)


def test_the_whole_scene_can_be_cancelled(previewer, inputs, endless):
    slow = Request(inputs, (endless.begin(),), view())
    with pytest.raises(Cancelled):
        previewer.measure_scene(slow, lambda found: None, Progress().until(endless.has_begun))


def test_the_same_through_a_process(previewer, inputs):
    remote = PreviewService()
    request = Request(inputs, (DIFFERENCE, entry("interpolation", "q")), view(scale=4))
    there, here = measured(remote, request), measured(previewer, request)
    whole = []
    remote.measure_scene(request, whole.append, Progress())
    remote.close()
    assert {key: each.to_dict() for key, each in there.assessments.items()} == {
        key: each.to_dict() for key, each in here.assessments.items()}
    assert (there.share, there.against, there.omitted) == (here.share, here.against, here.omitted)
    for name, pixels in here.plotted.items():
        np.testing.assert_array_equal(there.plotted[name], pixels)
    assert whole[-1].share.area == SCENE


def test_tiles_are_spread_and_the_same_for_overlapping_areas():
    area = Window(0, 0, 16 * 128, 16 * 128)
    order = tiles_in_order(area)
    assert len(set(order)) == 256
    assert sorted(order[:4]) == [(row * 1024, column * 1024, 128, 128)
                                 for row in (0, 1) for column in (0, 1)]
    assert len({(tile.row // 512, tile.column // 512) for tile in order[:16]}) == 16
    part = tiles_in_order(Window(300, 0, 1000, 2048))
    assert [tile for tile in part if tile in order] == [tile for tile in order if tile in part]
    assert sum(tile.rows * tile.columns for tile in part) == 1000 * 2048
