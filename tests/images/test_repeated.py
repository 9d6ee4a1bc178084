"""Coarse pixels that were repeated onto the fine grid."""

import numpy as np
import pytest

from stfusion_qgis.images.repeated import find_cells, means_in_cells


@pytest.mark.parametrize("ratio", [2, 7, 16])
@pytest.mark.parametrize(("row", "column"), [(0, 0), (1, 0), (1, 1)])
def test_coarse_pixels_are_found_again(ratio, row, column):
    coarse = np.random.default_rng(ratio).normal(size=(2, 6, 5)).astype(np.float32)
    row, column = row * (ratio - 1), column * (ratio - 1)
    fine = coarse.repeat(ratio, 1).repeat(ratio, 2)[:, row:, column:]
    fine[:, -ratio:] = np.nan
    cells = find_cells(fine, ratio)
    assert (cells.row_offset, cells.column_offset) == (row, column)
    assert (cells.rows, cells.columns) == (6, 5)
    found = means_in_cells(fine, cells)
    pixels = np.full((6, 5), ratio ** 2)  # valid ones in each cell
    pixels[0] = (ratio - row) * ratio
    pixels[:, 0] = pixels[:, 0] // ratio * (ratio - column)
    pixels[-1] = 0
    expected = 2 * pixels >= ratio ** 2
    assert (found.valid == expected).all()
    np.testing.assert_allclose(found.values[:, expected], coarse[:, expected], rtol=1e-6)
    assert (found.values[:, ~expected] == 0).all()


def test_constant_image_has_cells_too():
    cells = find_cells(np.full((1, 20, 30), 3.0), 8.33)
    assert (cells.ratio, cells.row_offset, cells.column_offset) == (8, 0, 0)


def test_cells_of_one_pixel_are_refused():
    with pytest.raises(ValueError, match="two pixels"):
        find_cells(np.zeros((1, 4, 4)), 1.4)
