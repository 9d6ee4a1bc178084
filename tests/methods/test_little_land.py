"""Scenes of which little is known: the right values of methods that compare coarse cells."""

import dataclasses

import numpy as np
import pytest

from stfusion_qgis.errors import InputError
from stfusion_qgis.methods.atprk import Atprk
from stfusion_qgis.methods.fsdaf import Fsdaf
from stfusion_qgis.methods.fsdaf2 import Fsdaf2
from stfusion_qgis.methods.obsum import Obsum
from stfusion_qgis.methods.spstfm import Spstfm
from stfusion_qgis.methods.stdfa import Stdfa
from stfusion_qgis.methods.steps.change_detection import changed_cells
from stfusion_qgis.methods.ubdf import Ubdf
from stfusion_qgis.progress import Progress
from tests.methods.super_resolution import predict
from tests.scene_files import block_mean, make_images

BY_CELLS = [Stdfa(), Obsum(), Fsdaf(), Fsdaf2()]


def farm(seed=0):
    """Return a field across four coarse pixels, of which it covers a fifth each."""
    return make_images(rows=14, columns=14, ratio=16, offset=(9, 9), noise=0.01, seed=seed)


def stripes():
    """Return a scene of which three rows of eight are known."""
    return known_at(make_images(), lambda rows, columns: np.isin(rows % 8, (0, 3, 4)))


def spot():
    """Return a scene of which one pixel is known."""
    return known_at(make_images(), lambda rows, columns: (rows == 17) & (columns == 30))


def known_at(images, known):
    where = known(*np.indices(images.truth.shape[1:]))
    return dataclasses.replace(images, fine=[
        np.where(where, fine, np.float32(np.nan)) for fine in images.fine])


@pytest.mark.parametrize("make", [farm, stripes, spot])
@pytest.mark.parametrize("method", BY_CELLS, ids=lambda method: method.id)
def test_change_of_all_coarse_pixels_is_added(tmp_path, method, make):
    """And not none, as long as a cell needed half of its area."""
    images = make()
    images.predictions = [images.coarse[0] + np.float32(0.07)]
    result = predict(method, images.open(tmp_path))
    expected = images.fine[0] + 0.07
    np.testing.assert_array_equal(result.valid, np.isfinite(expected[0]))
    np.testing.assert_allclose(result.values[:, result.valid], expected[:, result.valid], atol=1e-4)


@pytest.mark.parametrize("make", [farm, stripes])
def test_regression_on_cells_that_are_known_in_part(tmp_path, make):
    """The coarse image is a linear function of the known pixels: so is the fine one."""
    images = make()
    images.predictions = [2 * block_mean(images.fine[0], images.ratio, images.offset) + 0.1]
    result = predict(Atprk(), images.open(tmp_path), covariates="same")
    np.testing.assert_allclose(result.values[:, result.valid],
                               (2 * images.fine[0] + 0.1)[:, result.valid], atol=1e-3)


@pytest.mark.parametrize("method", [Atprk(), Ubdf()], ids=lambda method: method.id)
def test_a_single_pixel_has_the_value_of_its_coarse_pixel(tmp_path, method):
    images = spot()
    images.fine[0] = np.where(np.isfinite(images.fine[0]), np.float32(0.3), np.float32(np.nan))
    result = predict(method, images.open(tmp_path))
    assert result.valid.sum() == 1
    np.testing.assert_allclose(result.values[:, 17, 30], images.predictions[0][:, 2, 3], atol=1e-3)


@pytest.mark.parametrize("make", [farm, stripes])
def test_unmixing_of_cells_that_are_known_in_part(tmp_path, make):
    """Two classes that mix in the coarse pixels as they do in the known parts."""
    images = make()
    first = images.fine[0][0]
    kinds = first > np.nanmedian(first)
    known = np.isfinite(first)
    images.fine[0] = np.where(known, np.where(kinds, 0.5, 0.1), np.nan).astype(np.float32)[None]
    images.truth = np.where(kinds, 0.2, 0.4)[None]
    after = np.where(known, images.truth, np.nan)
    images.predictions = [block_mean(after, images.ratio, images.offset).astype(np.float32)]
    images.coarse = images.coarse[:1]
    images.coarse[0] = images.coarse[0][:1]
    result = predict(Ubdf(), images.open(tmp_path), classes=2, regularisation=1e-6)
    errors = np.abs(result.values - images.truth)[:, result.valid]
    assert errors.mean() < 0.02


def test_fine_images_that_share_no_pixel_are_refused(tmp_path):
    images = make_images(pairs=2)
    images.fine[0][..., 28:] = np.nan
    images.fine[1][..., :24] = np.nan
    predict(Stdfa(), images.open(tmp_path))
    with pytest.raises(InputError, match="no valid pixel where"):
        known_at(images, lambda rows, columns: (columns < 24) | (columns >= 28)).open(tmp_path)


def test_what_cannot_be_learnt_is_said(tmp_path):
    """Patches of 7 x 7 pixels do not fit between stripes: the coarse change alone is added."""
    images, log = make_images(pairs=2), Progress().collecting()
    images = known_at(images, lambda rows, columns: rows % 8 < 3)
    scene = images.open(tmp_path)
    state = Spstfm().prepare(scene, Spstfm.Parameters(), log)
    assert all(not len(pair.low) for pair in state.pairs)
    assert any("No patch of 7 x 7" in text for text in log.warnings)


def test_of_a_few_cells_none_counts_as_changed():
    """Otsu's threshold divides any two numbers."""
    residual = np.zeros((1, 4, 4))
    residual[0, 1, 2] = 1
    everywhere = np.ones((4, 4), bool)
    assert changed_cells(residual, everywhere, np.ones(1)).sum() == 1
    assert not changed_cells(residual[:, :3], everywhere[:3], np.ones(1)).any()
