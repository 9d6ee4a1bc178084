"""Predicting a window of a scene: only what images tell is computed, and nothing else is given."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from ..blas_threads import one_blas_thread
from ..images.image import Block, Image, Prediction
from ..images.scene import Scene
from ..images.window import Window
from .method import Method


@one_blas_thread()
def predict_window(method: Method, scene: Scene, parameters: Any, state: Any, window: Window, *,
                   wanted: np.ndarray | None = None, check: Callable[[], None] = lambda: None,
                   uncertainty: bool = False) -> list[Prediction]:
    """Return the prediction of each date in a window of the fine grid.

    `method.fuse` gets only the smallest part of the window that holds all pixels which can be
    predicted; without such a pixel it is not called, and most images are not read. As a result
    does not depend on blocks, it is the same as that of the whole window. No pixel is valid where
    the coarse image of the prediction date is not, where no fine image is although the method
    needs one (`Method.needs_fine`), or where a value is not finite. Matrices are multiplied on the
    calling thread alone, so that the number of processors changes no bit, either.

    state: that the method prepared for the scene.
    wanted: which pixels (rows, columns) of the window are asked for, None for all.
    check: raises `Cancelled` if the user cancelled. uncertainty: whether anybody reads it.
    """
    halo, interpolation = method.halo(parameters, scene), method.interpolation(parameters)
    wide = window.grow(halo)

    def core(image: Image) -> np.ndarray:
        return image.valid[window.slices_in(wide)]

    known = np.ones((window.rows, window.columns), bool) if wanted is None else wanted
    if not known.any():
        return _nothing(scene, window, uncertainty)
    fine = scene.read_images(scene.fine, wide, interpolation)
    if fine and method.needs_fine(parameters):
        known = known & np.logical_or.reduce([core(image) for image in fine])
        if not known.any():
            return _nothing(scene, window, uncertainty)
    after = scene.read_images(scene.coarse_predictions, wide, interpolation)
    allowed = [known & core(image) for image in after]
    part = _extent(np.logical_or.reduce(allowed), window)
    if part.is_empty:
        return _nothing(scene, window, uncertainty)
    before = scene.read_images(scene.coarse, wide, interpolation)
    check()
    inside = part.grow(halo).slices_in(wide)
    block = Block(part, halo, _cut(fine, inside), _cut(before, inside), _cut(after, inside),
                  uncertainty_wanted=uncertainty, check=check)
    place = part.slices_in(window)
    return [_whole(_where(prediction, valid[place]), part, window)
            for prediction, valid in zip(method.fuse(block, state), allowed)]


def _extent(known: np.ndarray, window: Window) -> Window:
    """Return the smallest window that holds the known pixels of a window."""
    rows, columns = (np.flatnonzero(known.any(axis=axis)) for axis in (1, 0))
    if not len(rows):
        return Window(window.row, window.column, 0, 0)
    return Window.between(window.row + int(rows[0]), window.column + int(columns[0]),
                          window.row + int(rows[-1]) + 1, window.column + int(columns[-1]) + 1)


def _cut(images: Sequence[Image], place: tuple[slice, slice]) -> list[Image]:
    return [Image(image.values[(slice(None), *place)], image.valid[place]) for image in images]


def _where(prediction: Prediction, allowed: np.ndarray) -> Prediction:
    """Return the prediction, valid only where that is allowed and all values are finite."""
    valid = prediction.valid & allowed & np.isfinite(prediction.values).all(axis=0)
    return Prediction(prediction.values, valid, prediction.uncertainty)


def _whole(prediction: Prediction, part: Window, window: Window) -> Prediction:
    """Return the prediction of a part of a window as one of the window, unknown elsewhere."""
    if part == window:
        return prediction
    place = part.slices_in(window)

    def spread(array: np.ndarray) -> np.ndarray:
        whole = np.zeros((*array.shape[:-2], window.rows, window.columns), array.dtype)
        whole[(..., *place)] = array
        return whole

    return Prediction(spread(prediction.values), spread(prediction.valid),
                      None if prediction.uncertainty is None else spread(prediction.uncertainty))


def _nothing(scene: Scene, window: Window, uncertainty: bool) -> list[Prediction]:
    """Return a prediction of each date without any valid pixel."""
    empty = Image.empty(scene.bands, window.rows, window.columns)
    return [Prediction(empty.values, empty.valid, empty.values if uncertainty else None)
            for _ in scene.coarse_predictions]
