"""Weights of thin plate splines through the points of a grid, by its symmetry.

Mirrored at its middle row or column, a grid is itself. So what is even or odd across each of these
can be solved by itself: four systems of a quarter of the points, which together take a sixteenth
of the work of the whole one.
"""

from __future__ import annotations

from itertools import product

import numpy as np

_SIGNS = tuple(product((1, -1), (1, -1)))  # across the rows and across the columns


def grid_spline_weights(rows: int, columns: int, places: np.ndarray) -> np.ndarray:
    """Return the weight of each point's value in the value of the spline at each place.

    The spline is a sum of r^2 log r, r being the distance to a point, one for each point, and of a
    plane; the weights solve the equations which say that it passes through the points.

    rows, columns: of the grid, whose points are one apart; the first is at (0, 0).
    places: (number, 2).

    Returns:
        float64 (rows, columns, places).
    """
    middle = (rows - 1) / 2, (columns - 1) / 2
    places = places - middle
    # A quarter of the points stands for all, and each for its mirrors.
    quarter = _grid(np.arange(-(-rows // 2)) - middle[0], np.arange(-(-columns // 2)) - middle[1])
    between = [_phi(quarter, quarter * signs) for signs in _SIGNS]
    to_places = [_phi(quarter, places * signs) for signs in _SIGNS]
    weights = np.zeros((rows, columns, len(places)))
    for parity in _SIGNS:
        bases = _basis(rows, parity[0]), _basis(columns, parity[1])
        # Points in the middle have nothing odd.
        seen = ((quarter != 0) | (np.array(parity) > 0)).all(axis=1)
        if not seen.any():
            continue
        part = _part(quarter[seen], _with_parity(between, parity)[seen][:, seen],
                     _with_parity(to_places, parity)[seen], places, bases, parity)
        weights += np.einsum("ri,cj,ijp->rcp", *bases, part, optimize=True)
    return weights


def _basis(count: int, parity: int) -> np.ndarray:
    """Return all that is even or odd along so many points, as orthonormal columns."""
    halves = np.eye(count)[:, :(count + (parity > 0)) // 2]
    both = halves + parity * halves[::-1]
    return both / np.linalg.norm(both, axis=0)


def _with_parity(mirrored: list[np.ndarray], parity: tuple[int, int]) -> np.ndarray:
    """Return the sum over the mirrors, each with the sign that what is even or odd has there."""
    total = np.zeros_like(mirrored[0])
    for signs, values in zip(_SIGNS, mirrored):
        total += values * np.prod([sign if p < 0 else 1 for sign, p in zip(signs, parity)])
    return total


def _part(points: np.ndarray, between: np.ndarray, to_places: np.ndarray, places: np.ndarray,
          bases: tuple[np.ndarray, np.ndarray], parity: tuple[int, int]) -> np.ndarray:
    """Return the weights of one parity, in the terms of its bases: (basis, basis, places).

    between, to_places: the functions between these points and mirrored points, and places.
    """
    # Mirrors that are the same point count once.
    share = np.multiply.outer(*(0.5 / np.diag(basis) for basis in bases)).ravel()
    equations = 4 * between * np.multiply.outer(share, share)
    right = to_places * share[:, None]
    if parity != (-1, -1):  # which no part of a plane has
        border = (4 * _of_plane(points, parity) * share)[:, None]
        equations = np.block([[equations, border], [border.T, np.zeros((1, 1))]])
        right = np.vstack([right, _of_plane(places, parity)])
    solved = np.linalg.solve(equations, right)[:len(points)]
    return solved.reshape(*(basis.shape[1] for basis in bases), len(places))


def _of_plane(places: np.ndarray, parity: tuple[int, int]) -> np.ndarray:
    """Return the part of a plane that has a parity: level, or its slope down or right."""
    return {(1, 1): np.ones(len(places)), (-1, 1): places[:, 0], (1, -1): places[:, 1]}[parity]


def _grid(rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
    return np.stack(np.meshgrid(rows, columns, indexing="ij"), axis=-1).reshape(-1, 2)


def _phi(p: np.ndarray, q: np.ndarray) -> np.ndarray:
    """Return r^2 log r of the distances r of points `p` to points `q`."""
    squared = ((p[:, None] - q[None]) ** 2).sum(axis=-1)
    return 0.5 * squared * np.log(np.where(squared > 0, squared, 1.0))
