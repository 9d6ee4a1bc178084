"""Coding of the patches of a plane in a pair of dictionaries."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ...images.window import Window
from .dictionary import DictionaryPair
from .patches import Lattice


def detail_patches(plane: np.ndarray, valid: np.ndarray, window: Window, lattice: Lattice,
                   pair: DictionaryPair, check: Callable[[], None]) -> np.ndarray:
    """Return the detail of the fine patches of `window`: less those of the coarse `plane`.

    A patch is coded without its mean. Where the plane is invalid it counts as that mean.

    plane: (rows, columns) of `window`. valid: bool, of the same shape.
    check: called every few tenths of a second.

    Returns:
        float64 (patches, length), in the unit of the plane.
    """
    patches = lattice.cut(plane, window)
    known = lattice.cut(valid, window)
    means = (patches * known).sum(axis=1) / np.maximum(known.sum(axis=1), 1)
    return pair.detail_of((patches - means[:, None]) * known, check)


def add_detail(plane: np.ndarray, valid: np.ndarray, window: Window, lattice: Lattice,
               pair: DictionaryPair, check: Callable[[], None]) -> np.ndarray:
    """Return `plane` with the detail that is predicted for it, averaged where patches overlap.

    Pixels that are in no patch inside of `window` stay as they are.
    """
    detail = detail_patches(plane, valid, window, lattice, pair, check)
    count = lattice.add(np.ones((len(detail), 1)), window)
    return plane + lattice.add(detail, window) / np.maximum(count, 1)
