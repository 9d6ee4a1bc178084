"""Previews: the same values as the engine writes, of what a view shows, cancelled at once."""

import os
import threading

import numpy as np
import pytest

from stfusion_qgis import engine
from stfusion_qgis.errors import Cancelled, InputError
from stfusion_qgis.images.image_options import ImageOptions
from stfusion_qgis.images.roles import COARSE_PREDICTION
from stfusion_qgis.images.scene_opening import open_scene
from stfusion_qgis.images.source import Source
from stfusion_qgis.preview.child.previewer import Previewer
from stfusion_qgis.preview.child.reductions import reduced_parameters, reduction_factor
from stfusion_qgis.preview.request import Request
from stfusion_qgis.preview.result import NothingToShow
from stfusion_qgis.progress import Progress
from tests.preview.conftest import COLUMNS, ROWS, entry, view
from tests.scene_files import ORIGIN, PIXEL, read_tif, write_tif


def preview(previewer, request):
    """Return the finished preview."""
    delivered = []
    previewer.preview(request, delivered.append, Progress())
    assert [shown.complete for shown in delivered] == [False] * (len(delivered) - 1) + [True]
    return delivered[-1]


@pytest.mark.parametrize("prediction", [
    entry("starfm", window_size=9), entry("fitfc", window_size=9, similar_pixels=5),
    entry("estarfm", window_size=9), entry("interpolation"), entry("fsdaf", window_size=9)],
    ids=lambda prediction: prediction.method.id)
def test_shows_what_a_run_writes(previewer, inputs, tmp_path, prediction):
    """Every pixel of the view has the value that the engine gives it."""
    taken = inputs.taken(prediction.method.references(prediction.parameters))
    path = str(tmp_path / "run.tif")
    engine.run(prediction.method, open_scene(taken),
               prediction.parameters, [path])
    shown = preview(previewer, Request(inputs, (prediction,), view(70, 90, 150, 200)))
    assert (shown.factor, shown.grid.rows, shown.grid.columns) == (1, 150, 200)
    np.testing.assert_array_equal(
        shown.images["p"], read_tif(path)[:, 70:220, 90:290].astype(np.float32))


def test_shows_the_images_themselves(previewer, inputs, images):
    """Fine and true image as they are, gaps as NaN; the coarse one pixel by pixel."""
    shown = preview(previewer, Request(inputs, (entry("estarfm", window_size=5),), view()))
    np.testing.assert_array_equal(shown.images["fine_1"], images.fine[0])
    np.testing.assert_array_equal(shown.images["fine_2"], images.fine[1])
    np.testing.assert_array_equal(shown.images["reference"], images.truth)
    coarse = images.predictions[0].repeat(8, 1).repeat(8, 2)[:, :ROWS, :COLUMNS]
    np.testing.assert_array_equal(shown.images["coarse_prediction"], coarse.astype(np.float32))
    assert shown.ratio == 8


def test_only_new_tiles_are_predicted(previewer, inputs, monkeypatch):
    """What was predicted is used again when the view moves."""
    prediction = entry("temporaldifference")
    predicted = []
    fuse = type(prediction.method).fuse

    def counting(self, block, state):
        predicted.append(block.window)
        return fuse(self, block, state)
    monkeypatch.setattr(type(prediction.method), "fuse", counting)
    first = preview(previewer, Request(inputs, (prediction,), view(0, 0, 128, 128)))
    assert len(predicted) == 1
    again = preview(previewer, Request(inputs, (prediction,), view(0, 0, 128, 240)))
    assert len(predicted) == 2
    assert predicted[1].columns == 112  # no more than is seen
    np.testing.assert_array_equal(again.images["p"][:, :, :128], first.images["p"])
    same = preview(previewer, Request(inputs, (prediction,), view(0, 0, 128, 240)))
    assert len(predicted) == 2
    np.testing.assert_array_equal(again.images["p"], same.images["p"])


@pytest.mark.parametrize("place", [(-50, -60, 100, 120), (250, 300, 100, 100)])
def test_view_over_the_edge(previewer, inputs, images, place):
    """Only the part with images is shown."""
    shown = preview(previewer, Request(inputs, (entry("temporaldifference"),), view(*place)))
    row, column, rows, columns = place
    part = np.s_[:, max(0, row):row + rows, max(0, column):column + columns]
    np.testing.assert_array_equal(shown.images["fine_1"], images.fine[0][part])


def test_view_elsewhere(previewer, inputs):
    with pytest.raises(NothingToShow):
        preview(previewer, Request(inputs, (entry("starfm"),), view(1000, 0, 100, 100)))


def test_zoomed_out(previewer, inputs, images):
    """The images are averaged, and the prediction resembles the average of the full one."""
    prediction = entry("starfm", window_size=17)
    full = preview(previewer, Request(inputs, (prediction,), view()))
    shown = preview(previewer, Request(inputs, (prediction,), view(scale=4)))
    assert (shown.factor, shown.ratio) == (4, 2)
    assert shown.grid.pixel_width == 4 * PIXEL
    assert (shown.grid.rows, shown.grid.columns) == (75, 85)

    def averaged(values):
        return values.reshape(2, 75, 4, 85, 4).mean(axis=(2, 4))
    whole = np.isfinite(averaged(images.fine[0]))
    np.testing.assert_allclose(shown.images["fine_1"][whole], averaged(images.fine[0])[whole],
                               atol=1e-6)
    np.testing.assert_allclose(shown.images["reference"], averaged(images.truth), atol=1e-6)
    both = np.isfinite(shown.images["p"]) & np.isfinite(averaged(full.images["p"]))
    error = (shown.images["p"] - averaged(full.images["p"]))[both]
    assert error.std() < 0.3 * averaged(images.truth)[both].std()


def test_reduction_of_pairs_that_differ_in_extent(previewer, inputs, images, tmp_path):
    """Squares of pixels lie on the same ground in all images, wherever a file begins."""
    cut = write_tif(tmp_path / "cut.tif", images.truth[:, 3:, 5:], PIXEL,
                    ORIGIN[0] + 5 * PIXEL, ORIGIN[1] - 3 * PIXEL)
    changed = dict(inputs.images) | {"reference": Source(cut, "cut")}
    moved = type(inputs)(tuple(changed.items()))
    prediction = entry("temporaldifference")
    whole = preview(previewer, Request(inputs, (prediction,), view(scale=4)))
    part = preview(previewer, Request(moved, (prediction,), view(scale=4)))
    np.testing.assert_allclose(part.images["reference"][:, 1:, 2:],
                               whole.images["reference"][:, 1:, 2:], atol=1e-6)


def test_one_prediction_fails_and_the_others_are_shown(previewer, inputs):
    pairs = {role: source for role, source in inputs.images if not role.endswith("_2")}
    one_pair = type(inputs)(tuple(pairs.items()))
    request = Request(one_pair, (entry("estarfm", "a"), entry("temporaldifference", "b")), view())
    shown = preview(previewer, request)
    assert "b" in shown.images and "a" not in shown.images
    assert shown.problems == {"a": "Choose the fine image of pair 2."}


def test_files_that_change_are_read_anew(previewer, inputs, images, tmp_path):
    path = write_tif(tmp_path / "fine.tif", images.fine[1].astype(np.float32))
    one_pair = {role: source for role, source in inputs.images if not role.endswith("_2")}
    changing = type(inputs)(tuple((one_pair | {"fine_1": Source(path)}).items()))
    request = Request(changing, (entry("temporaldifference"),), view())
    before = preview(previewer, request).images["p"]
    write_tif(tmp_path / "fine.tif", (images.fine[1] + 0.1).astype(np.float32))
    os.utime(path, (0, 0))
    after = preview(previewer, request).images["p"]
    np.testing.assert_allclose(after - before, 0.1, atol=1e-5)


def test_cancelled_at_once_and_usable_again(previewer, inputs, endless):
    """A preview that takes long ends when it is cancelled; the next one is complete."""
    request = Request(inputs, (endless.begin(),), view())
    delivered = []
    with pytest.raises(Cancelled):
        previewer.preview(request, delivered.append, Progress().until(endless.has_begun))
    assert not any(shown.complete for shown in delivered)
    quick = Request(inputs, (entry("temporaldifference"),), view())
    assert np.isfinite(preview(previewer, quick).images["p"]).any()


def test_nothing_stays_behind(inputs):
    """Closing ends all threads and removes the averaged images."""
    before = set(threading.enumerate())
    previewer = Previewer(2)
    preview(previewer, Request(inputs, (entry("temporaldifference"),), view(scale=4)))
    folder = previewer.preparations.scenes._reductions._folder
    assert os.listdir(folder)
    previewer.close()
    assert not os.path.exists(folder)
    assert set(threading.enumerate()) == before


def test_no_image_at_all(previewer, inputs):
    with pytest.raises(InputError, match="coarse image of the prediction date"):
        preview(previewer, Request(type(inputs)(), (entry("starfm"),), view()))


def test_ratio_bounds_the_reduction():
    """Coarse pixels stay at least two fine ones large; the screen decides below that."""
    lead = view()
    for scale, factor in [(0.5, 1), (1, 1), (1.7, 1), (1.9, 2), (3.5, 2), (3.9, 4), (20, 4)]:
        assert reduction_factor(view(scale=scale), lead, 8.33) == factor


def test_lengths_follow_the_resolution():
    parameters = entry("starfm", window_size=51, distance_scale=25.0).parameters
    reduced = reduced_parameters(parameters, 4)
    assert (reduced.window_size, reduced.distance_scale) == (13, 6.25)
    assert reduced_parameters(parameters, 64).window_size == 3  # as small as may be
    assert reduced.classes == parameters.classes
    assert reduced_parameters(parameters, 1) == parameters


def test_scene_without_fine_image(previewer, inputs):
    """Super-resolution makes its own grid, of whole pixels in each coarse one at any zoom."""
    alone = type(inputs)(((COARSE_PREDICTION, inputs.get("coarse_prediction")),),
                         options=ImageOptions(upscaling=6))
    request = Request(alone, (entry("interpolation"),), view())
    shown = preview(previewer, request)
    assert (shown.factor, shown.grid.pixel_width) == (1, 8 * PIXEL / 6)
    zoomed = preview(previewer, Request(alone, (entry("interpolation"),), view(scale=10)))
    assert (zoomed.factor, zoomed.grid.pixel_width) == (2, 2 * 8 * PIXEL / 6)
    assert np.isfinite(zoomed.images["p"]).all()


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_images_with_scale_and_offset(previewer, inputs, images, tmp_path, scale):
    """The view shows physical values, also where it averages the images for the screen."""
    def tagged(role, source):
        values = read_tif(source.path)
        if role.is_coarse:
            numbers = np.rint(values * 1e4).astype(np.int16)
            path = write_tif(tmp_path / f"{role}.tif", numbers, PIXEL * 8, scale=1e-4)
        else:
            numbers = np.nan_to_num(np.rint((values + 0.2) / 2.75e-5)).astype(np.uint16)
            path = write_tif(tmp_path / f"{role}.tif", numbers, nodata=0, scale=2.75e-5,
                             offset=-0.2)
        return role, Source(path, source.name)

    both = [inputs, type(inputs)(tuple(tagged(*image) for image in inputs.images))]
    plain, shown = (preview(previewer, Request(
        taken, (entry("temporaldifference"),), view(scale=scale))) for taken in both)
    assert not shown.warnings and shown.factor == scale
    for name in ("fine_1", "coarse_prediction", "reference", "p"):
        errors = np.abs(shown.images[name] - plain.images[name])
        assert np.nanquantile(errors, 0.99) < 3e-4  # the weights of two pairs are sensitive


@pytest.mark.parametrize("scale", [1.0, 2.0, 4.0])
def test_a_shift_is_told_in_pixels_of_the_fine_image(previewer, inputs, images, tmp_path, scale):
    """At any zoom: before, it was told in pixels of the screen."""
    moved = {role: write_tif(tmp_path / f"{role}.tif", values.astype(np.float32), PIXEL * 8,
                             ORIGIN[0], ORIGIN[1] - 6 * PIXEL)
             for role, values in (("coarse_1", images.coarse[0]),
                                  ("coarse_prediction", images.predictions[0]))}
    changed = dict(inputs.images) | {role: Source(path) for role, path in moved.items()}
    one_pair = type(inputs)(tuple((role, source) for role, source in changed.items()
                                  if not role.endswith("_2")))
    shown = preview(previewer, Request(one_pair, (entry("temporaldifference"),),
                                       view(scale=scale)))
    text, = (warning for warning in shown.warnings if "too far down" in warning)
    number = float(text.partition(" fine pixels too far down")[0].rpartition(" ")[2])
    assert number == pytest.approx(6, abs=0.81)  # found to a tenth of a coarse pixel
