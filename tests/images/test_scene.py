"""Scenes: images that differ in extent and grid, samples, statistics, what the log says."""

import numpy as np
import pytest

from stfusion_qgis.errors import InputError
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


def test_windows_grow():
    assert Window(3, 4, 10, 20).grow(2) == Window(1, 2, 14, 24)
