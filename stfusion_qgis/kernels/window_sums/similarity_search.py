"""Search of the windows of a tile for pixels that are similar to its centres, compiled.

With one similar plane ranges are searched, else codes, which are bytes.
"""

from __future__ import annotations

from typing import Union

import numpy as np
from numba.extending import overload

from .code_search import CodeSearch, empty_code_search, fill_code_search, search_codes
from .range_search import RangeSearch, empty_range_search, fill_range_search, search_ranges
from .sum_inputs import WindowSumInputs
from .tile_windows import Found, Windows

Search = Union[CodeSearch, RangeSearch]


def empty_search(inputs: WindowSumInputs, rows: int) -> Search:
    """Return memory for the search of the windows of so many rows of centres.

    inputs: the similar planes and, only with one similar plane, limits that all groups share, as
    those of the first one.
    """
    if len(inputs.similar) == 1:
        return empty_range_search(inputs, rows)
    return empty_code_search(inputs, rows)


def fill_search(inputs: WindowSumInputs, first: int, last: int, top: int, search: Search) -> None:
    """Fill in the pixels of the rows from `first` to before `last`, and the centres from `top`."""
    if isinstance(search, RangeSearch):
        fill_range_search(inputs, first, last, search)
    else:
        fill_code_search(inputs, first, last, top, search)


def search_similar(search: Search, row_of_strip: int, row: int, column: int, centres: np.ndarray,
                   windows: Windows, found: Found) -> int:
    """Find the pixels that centres of a tile take; return how many they are.

    row, column: where the windows begin; row_of_strip: that row, from the first one of which the
    centres were filled in. centres: where the centres are among the pixels kept.
    """
    raise NotImplementedError("only in compiled functions")


@overload(search_similar)
def _search_similar(search, row_of_strip, row, column, centres, windows, found):
    if search.instance_class is RangeSearch:
        return lambda search, row_of_strip, row, column, centres, windows, found: search_ranges(
            search, row, column, windows, found)
    return lambda search, row_of_strip, row, column, centres, windows, found: search_codes(
        search, row_of_strip, row, column, centres, windows, found)
