"""Rectangles of pixels: what they share, and the tiles that cover a grid."""

from __future__ import annotations

from typing import NamedTuple


class Window(NamedTuple):
    """A rectangle of pixels of a grid; row and column count from its upper left corner.

    It may reach beyond the grid: row and column may be negative.
    """

    row: int
    column: int
    rows: int
    columns: int

    @property
    def last_row(self) -> int:
        """Return the row below the last one of the window."""
        return self.row + self.rows

    @property
    def last_column(self) -> int:
        """Return the column right of the last one of the window."""
        return self.column + self.columns

    @property
    def is_empty(self) -> bool:
        """Say whether the window holds no pixel."""
        return self.rows <= 0 or self.columns <= 0

    @property
    def slices(self) -> tuple[slice, slice]:
        """Return the rows and columns of the window in an array that shows the whole grid."""
        return slice(self.row, self.last_row), slice(self.column, self.last_column)

    @classmethod
    def between(cls, row: int, column: int, last_row: int, last_column: int) -> Window:
        """Return the window that begins at one place and ends before another; it may be empty."""
        return cls(row, column, max(0, last_row - row), max(0, last_column - column))

    def grow(self, margin: int) -> Window:
        """Return the window with `margin` more pixels on each side."""
        return Window(self.row - margin, self.column - margin,
                      self.rows + 2 * margin, self.columns + 2 * margin)

    def moved(self, rows: int, columns: int) -> Window:
        """Return the window so many rows further down and columns further right."""
        return Window(self.row + rows, self.column + columns, self.rows, self.columns)

    def overlap(self, other: Window) -> Window:
        """Return the window of the pixels that two windows share; empty if they share none."""
        return Window.between(max(self.row, other.row), max(self.column, other.column),
                              min(self.last_row, other.last_row),
                              min(self.last_column, other.last_column))

    def within(self, outer: Window) -> Window:
        """Return the same pixels as counted from the upper left corner of `outer`."""
        return Window(self.row - outer.row, self.column - outer.column, self.rows, self.columns)

    def slices_in(self, outer: Window) -> tuple[slice, slice]:
        """Return the rows and columns of this window in an array that shows the window `outer`.

        The window has to lie in `outer`: take `overlap` first where it may not.
        """
        return self.within(outer).slices


def tiles(rows: int, columns: int, size: int) -> list[Window]:
    """Return windows of `size` x `size` pixels that cover a grid, smaller at its far edges.

    They come row by row.
    """
    return [Window(row, column, min(size, rows - row), min(size, columns - column))
            for row in range(0, rows, size) for column in range(0, columns, size)]
