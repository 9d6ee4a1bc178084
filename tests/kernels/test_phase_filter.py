import numpy as np
import pytest

from stfusion_qgis.images.window import Window
from stfusion_qgis.kernels.phase_filter import TILE, PhaseFilter, mirrored, separable


def plain(cells, weights, ratio, row_offset, column_offset, window):
    """Return the fine pixels of a window, each summed by itself."""
    n = round(weights.shape[-2] ** 0.5)
    rows, columns = (size - (n - 1) for size in cells.shape[1:])
    result = np.zeros((len(cells), window.rows, window.columns))
    for i, j in np.ndindex(window.rows, window.columns):
        row, p = divmod(window.row + i + row_offset, ratio)
        column, q = divmod(window.column + j + column_offset, ratio)
        if 0 <= row < rows and 0 <= column < columns:
            around = cells[:, row:row + n, column:column + n].reshape(len(cells), -1)
            result[:, i, j] = (around * weights[..., p * ratio + q]).sum(axis=1)
    return result


@pytest.mark.parametrize("ratio, n, per_band", [(2, 3, False), (3, 5, True), (7, 1, True)])
def test_sums_of_cells(ratio, n, per_band):
    rng = np.random.default_rng(ratio)
    cells = rng.normal(size=(2, 2 * TILE + n, TILE + 3 + n))
    weights = rng.normal(size=((2,) if per_band else ()) + (n * n, ratio * ratio))
    tested = PhaseFilter(cells, weights, ratio - 1, 1)
    for window in (Window(-3, -2, 9, 30), Window(7 * ratio, 2, 3 * ratio, 5 * ratio),
                   Window(2 * TILE * ratio - 4, 5, 40, 6), Window(5000, 0, 3, 3)):
        expected = plain(cells, weights, ratio, ratio - 1, 1, window)
        np.testing.assert_allclose(tested.at(window), expected, atol=1e-5)


def test_separable_weights_act_on_rows_and_on_columns():
    rng = np.random.default_rng(0)
    along, cells = rng.normal(size=(4, 3)), rng.normal(size=(1, 8, 9))
    fine = PhaseFilter(mirrored(cells, 1), separable(along)).at(Window(0, 0, 32, 36))

    def filtered(values):  # along the last axis
        wide = np.concatenate([values[..., :1], values, values[..., -1:]], axis=-1)
        around = np.lib.stride_tricks.sliding_window_view(wide, 3, axis=-1)
        return (around @ along.T).reshape(*values.shape[:-1], -1)

    expected = filtered(filtered(cells).swapaxes(1, 2)).swapaxes(1, 2)
    np.testing.assert_allclose(fine, expected, atol=1e-5)
