"""Scenes: images that differ in extent and grid, samples, statistics, what the log says."""

import numpy as np
import pytest

from stfusion_qgis.errors import Cancelled, InputError
from stfusion_qgis.images.inputs import Inputs
from stfusion_qgis.images.sampling import TILE, TILES, Statistics, sample_windows
from stfusion_qgis.images.scene_opening import open_scene
from stfusion_qgis.images.source import Source
from stfusion_qgis.images.window import Window
from stfusion_qgis.progress import Progress
from tests.scene_files import ORIGIN, make_images, write_tif

IMAGES = make_images(pairs=2, rows=64, columns=64)


def open_pairs(folder, second, progress=None, **place):
    """Open two pairs; the second fine image is `second`, at another place."""
    fine = [write_tif(folder / "f1.tif", IMAGES.fine[0]),
            write_tif(folder / "f2.tif", second, **place)]
    coarse = [write_tif(folder / f"c{i}.tif", values, 240)
              for i, values in enumerate([*IMAGES.coarse, *IMAGES.predictions])]
    sources = [Source(path) for path in fine + coarse]
    return open_scene(Inputs.of(sources[:2], sources[2:4], sources[4:]), progress)


def test_fine_images_of_different_extent(tmp_path):
    """The common part is used, on the grid of the first image."""
    log = Progress().collecting()
    part = IMAGES.fine[1][:, 5:60, 9:]
    scene = open_pairs(tmp_path, part, log, left=ORIGIN[0] + 9 * 30, top=ORIGIN[1] - 5 * 30)
    assert (scene.grid.rows, scene.grid.columns) == (55, 55)
    block = scene.read(scene.grid.whole(), 3, "cubic")
    np.testing.assert_array_equal(block.core(block.fine[0].values), IMAGES.fine[0][:, 5:60, 9:])
    np.testing.assert_array_equal(block.core(block.fine[1].values), part)
    assert not block.fine[0].valid[:3].any()  # of the halo nothing is known outside of the scene
    assert any("differ in extent" in text for text in log.infos)
    assert (scene.cells.row_offset, scene.cells.column_offset) == (5, 1)


def test_fine_image_on_another_lattice(tmp_path):
    """It is resampled to the first one's grid, and the user is told."""
    log = Progress().collecting()
    scene = open_pairs(tmp_path, IMAGES.fine[1], log, left=ORIGIN[0] + 15)
    assert any("f2.tif lies on another grid than f1.tif" in text for text in log.warnings)
    block = scene.read(scene.grid.whole(), 0, "cubic")
    expected = (IMAGES.fine[1][:, :, :-1] + IMAGES.fine[1][:, :, 1:]) / 2
    np.testing.assert_allclose(block.fine[1].values[:, :, 1:], expected, rtol=1e-5)


def test_ratio(tmp_path):
    """Found from native coarse images; given, or unknown, for resampled ones."""
    assert make_images(ratio=7).open(tmp_path).ratio == pytest.approx(7)
    assert make_images(ratio=7).open(tmp_path, resampled=True).ratio == 7
    scene = make_images(ratio=7).open(tmp_path, resampled=True, ratio=None)
    assert scene.ratio is None
    with pytest.raises(InputError, match="scale ratio"):
        _ = scene.cells


def test_without_fine_images(tmp_path):
    """The grid of the output is made from the coarse image."""
    images = make_images(rows=48, columns=56)
    images.fine, images.coarse = [], []
    scene = images.open(tmp_path, upscaling=4)
    assert (scene.grid.rows, scene.grid.columns, scene.ratio) == (24, 28, 4)
    assert scene.grid.pixel_width == 60
    with pytest.raises(InputError, match="scale ratio of the output"):
        images.open(tmp_path)


def test_sample_windows():
    """All tiles of a small grid; of a large one as many as allowed, always the same."""
    small = sample_windows(300, 500)
    assert sum(w.rows * w.columns for w in small) == 300 * 500
    large = sample_windows(10000, 9000)
    assert len(set(large)) == TILES and large == sample_windows(10000, 9000)
    assert large != sample_windows(10000, 9000, seed=1)
    assert all(w.row + w.rows <= 10000 and w.rows <= TILE for w in large)


def test_statistics(tmp_path):
    images = make_images()
    images.fine[0][:, :10] = np.nan
    scene = images.open(tmp_path)
    found = scene.statistics(scene.fine[0])
    values = images.fine[0][:, 10:].reshape(2, -1).astype(float)
    np.testing.assert_allclose(found.mean, values.mean(axis=1))
    np.testing.assert_allclose(found.deviation, values.std(axis=1))
    np.testing.assert_allclose(found.minimum, values.min(axis=1))
    np.testing.assert_allclose(found.maximum, values.max(axis=1))
    assert (Statistics.of(np.empty((3, 0), np.float32)).deviation == 0).all()


def test_sample_has_the_pixels_valid_in_all(tmp_path):
    images = make_images()
    images.fine[0][0, 3, 4] = np.nan
    images.predictions[0][1, 0, 0] = np.nan
    scene = images.open(tmp_path)
    fine, later = scene.sample([scene.fine[0], scene.coarse_predictions[0]])
    assert fine.shape == later.shape == (2, 48 * 56 - 64)  # the gap of fine 1 lies in the other


def spot_scene(folder, rows, columns, spots):
    """Open a scene that is nodata but for the windows `spots`; the coarse images show all."""
    shape = 2, rows, columns
    fine = np.full(shape, -9999, np.int16)
    whole = np.random.default_rng(0).integers(200, 3000, shape).astype(np.int16)
    for spot in spots:
        place = (slice(None), *spot.slices)
        fine[place] = whole[place]
    coarse = whole.reshape(2, rows // 16, 16, columns // 16, 16).mean((2, 4)).astype(np.float32)
    options = ["COMPRESS=DEFLATE", "TILED=YES"]
    return fine, open_scene(Inputs.of(
        [Source(write_tif(folder / "f.tif", fine, nodata=-9999, options=options))],
        [Source(write_tif(folder / "c.tif", coarse, 480))],
        [Source(write_tif(folder / "p.tif", coarse + 50, 480))]))


@pytest.mark.parametrize("spots", [
    [Window(80, 592, 96, 96)], [Window(80, 80, 96, 96)], [Window(1791, 2047, 1, 1)],
    [Window(0, 0, 5, 3), Window(1000, 1020, 2, 700)], [Window(0, 1024, 1792, 2)]])
def test_sample_where_there_is_data(tmp_path, spots):
    """However little of a scene is valid, all of it is in the sample; and always the same."""
    fine, scene = spot_scene(tmp_path, 1792, 2048, spots)
    pixels = scene.sample([scene.fine[0]])[0]
    np.testing.assert_array_equal(np.sort(pixels, axis=1), np.sort(fine[:, fine[0] > 0], axis=1))
    other = scene.used_by(1)
    np.testing.assert_array_equal(other.sample([scene.fine[0]])[0], pixels)
    seen = np.zeros(fine.shape[1:], bool)
    for window in scene.sample_windows(scene.fine):
        assert (fine[0][window.slices] > 0).any()
        seen[window.slices] = True
    assert seen[fine[0] > 0].all()


def test_sample_of_a_full_scene_is_that_of_fixed_windows(tmp_path):
    fine, scene = spot_scene(tmp_path, 1792, 2048, [Window(0, 0, 1792, 2048)])
    windows = sample_windows(1792, 2048)
    expected = np.concatenate([fine[(slice(None), *w.slices)].reshape(2, -1) for w in windows], 1)
    np.testing.assert_array_equal(scene.sample([scene.fine[0]])[0], expected)
    assert scene.sample_windows(scene.fine) == windows


def test_the_search_for_data_ends_when_there_is_enough(tmp_path):
    """A stripe of every 20 columns: no more windows than needed are read."""
    fine, scene = spot_scene(tmp_path, 4096, 2048, [Window(0, c, 4096, 1)
                                                    for c in range(0, 2048, 20)])
    pixels = scene.sample([scene.fine[0]])[0]
    assert pixels.shape[1] < 0.99 * (fine[0] > 0).sum()


def test_the_search_for_data_can_be_cancelled(tmp_path):
    class Cancelling(Progress):
        def __init__(self):
            self.asked = 0

        def is_cancelled(self):
            self.asked += 1
            return self.asked > TILES + 3

    _, scene = spot_scene(tmp_path, 1792, 2048, [Window(80, 592, 96, 96)])
    with pytest.raises(Cancelled):
        scene.sample([scene.fine[0]], progress=Cancelling())


def test_windows_grow():
    assert Window(3, 4, 10, 20).grow(2) == Window(1, 2, 14, 24)
