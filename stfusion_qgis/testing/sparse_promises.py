"""Promises for scenes of which little is known: what nobody knows is nodata, never a number.

Each takes a `Trial` and raises `AssertionError` if its method breaks the promise. A method may
refuse such a scene with an `InputError` that says why.
"""

from __future__ import annotations

import dataclasses
import tempfile
from pathlib import Path

import numpy as np

from ..engine import Settings
from ..errors import InputError
from .ensuring import ensure, ensure_equal
from .small_scenes import SmallImages, make_images
from .trial import Trial

_CHANGE = 0.1


def _predicted(trial: Trial, images: SmallImages, block_size: int = 512) -> np.ndarray | None:
    """Return the prediction of the first date, or None if the method refuses the scene."""
    try:
        return trial.predict(images, settings=Settings(block_size=block_size))
    except InputError as error:
        ensure(str(error), "it refuses a scene and does not say why")
        return None


def _changed_alike(trial: Trial, **options: int | tuple[int, int]) -> SmallImages:
    """Return a scene of which every pixel changes alike from date to date."""
    images = make_images(noise=0.0, pairs=max(trial.pairs, 1), **options)
    first, coarse = images.fine[0], images.coarse[0]
    images.fine = [first + np.float32(2 * _CHANGE * i) for i in range(len(images.fine))]
    images.coarse = [coarse + np.float32(2 * _CHANGE * i) for i in range(len(images.coarse))]
    images.predictions = [coarse + np.float32(_CHANGE)]
    images.truth = first + np.float32(_CHANGE)
    return trial.suited(images)


def _only(images: SmallImages, known: np.ndarray) -> SmallImages:
    """Return the images whose fine ones are known at some pixels (rows, columns) only."""
    return dataclasses.replace(images, fine=[
        np.where(known, values, np.float32(np.nan)) for values in images.fine])


def _ensure_sound(values: np.ndarray, truth: np.ndarray, where: str) -> None:
    """Raise `AssertionError` if the mean of a prediction is that of no change, or of nothing."""
    known = np.isfinite(values[0])
    if known.any():
        errors = (values - truth)[:, known].mean(axis=1)
        ensure((np.abs(errors) < 0.6 * _CHANGE).all(),
               f"{where} it writes numbers that no image tells (mean errors {errors})")


def small_areas_are_no_trouble(trial: Trial) -> None:
    """A farm that covers no coarse pixel by half gets what the coarse pixels tell, or nothing."""
    images = _changed_alike(trial, rows=14, columns=14, ratio=16, offset=(9, 9))
    result = _predicted(trial, images)
    if result is not None:
        _ensure_sound(result[:, :14, :14], images.truth, "of a farm across four coarse pixels")


def single_pixels_are_no_trouble(trial: Trial) -> None:
    """Of one valid pixel there is a sound prediction, or none; elsewhere there is none."""
    images = _changed_alike(trial).map(lambda a: np.full_like(a, 0.3))
    images.predictions = [np.full_like(a, 0.3 + _CHANGE) for a in images.predictions]
    images.truth = np.full_like(images.truth, 0.3 + _CHANGE)
    known = np.zeros(images.truth.shape[1:], bool)
    known[17, 30] = True
    result = _predicted(trial, _only(images, known))
    if result is None:
        return
    if trial.pairs and trial.method.needs_fine(trial.parameters):
        ensure(np.isnan(result[:, ~known]).all(), "it writes numbers where no fine image is known")
    _ensure_sound(result, images.truth, "of a single valid pixel")


def stripes_are_no_trouble(trial: Trial) -> None:
    """A scene of which no coarse pixel is known by half, as for stripes, is predicted soundly."""
    images = _changed_alike(trial)
    known = np.zeros(images.truth.shape[1:], bool)
    known[::8] = known[3::8] = known[4::8] = True
    result = _predicted(trial, _only(images, known))
    if result is not None:
        _ensure_sound(result, images.truth, "between stripes")


def unknown_is_nodata(trial: Trial) -> None:
    """No number is written where the coarse image is known of one of the dates only."""
    images = trial.make_images().map(np.copy)
    half = images.predictions[0].shape[-1] // 2
    images.predictions[0][..., :half] = np.nan
    for coarse in images.coarse:
        coarse[..., half:] = np.nan
    try:
        with tempfile.TemporaryDirectory(prefix="stfusion-check-") as folder:
            _, (alone,) = trial.fuse_alone(images, Path(folder))
    except InputError:
        return
    ensure(not alone.valid[:, :half * images.ratio].any(),
           "it writes numbers where the coarse image of the prediction date is unknown")


def empty_blocks_do_not_matter(trial: Trial) -> None:
    """A scene that is nodata but for a spot is the same to the last bit whatever the blocks."""
    images = trial.make_images(rows=64, columns=72)
    known = np.zeros(images.truth.shape[1:], bool)
    known[20:45, 31:50] = known[60, 3] = True
    known[30:33, 40:44] = False
    images = _only(images, known)
    whole = _predicted(trial, images)
    for block_size in (16, 23):
        parts = _predicted(trial, images, block_size)
        ensure((whole is None) == (parts is None), "whether it refuses depends on the blocks")
        if whole is not None and parts is not None:
            ensure_equal(parts, whole, "the result depends on the blocks where little is known")
