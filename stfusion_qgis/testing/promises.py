"""Promises of what a method predicts, whatever it computes: a function each.

Each takes a `Trial` and raises `AssertionError` if its method breaks the promise.
"""

from __future__ import annotations

import dataclasses
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np

from ..engine import Settings
from ..images.area import Area
from ..images.window import Window
from ..progress import Progress
from .ensuring import ensure, ensure_close, ensure_equal
from .small_scenes import PIXEL, SmallImages
from .trial import Trial

_MANY_DATES = 7  # as many as kernels take together


def makes_predictions(trial: Trial) -> None:
    """`fuse` returns a sound `Prediction` for each date, and leaves the block as it was."""
    images = trial.make_images(dates=2)
    with tempfile.TemporaryDirectory(prefix="stfusion-check-") as folder:
        scene = trial.open(images, Path(folder))
        method, parameters = trial.method, trial.parameters
        state = method.prepare(scene, parameters, Progress())
        block = scene.read(scene.grid.whole(), method.halo(parameters, scene),
                           method.interpolation(parameters))
        block.uncertainty_wanted = trial.offers_uncertainty
        read = [*block.fine, *block.coarse, *block.coarse_predictions]
        before = [image.masked() for image in read]
        predictions = method.fuse(block, state)
        for image, kept in zip(read, before):
            ensure_equal(image.masked(), kept, "fuse changes the images of its block")
    ensure(len(predictions) == 2, f"fuse returns {len(predictions)} predictions of 2 dates")
    shape = scene.bands, scene.grid.rows, scene.grid.columns
    for prediction in predictions:
        arrays = [prediction.values]
        if prediction.uncertainty is not None:
            arrays.append(prediction.uncertainty)
        ensure(len(arrays) == 2 or not trial.offers_uncertainty, "there is no uncertainty")
        for array in arrays:
            ensure(array.shape == shape,
                   f"values have the shape {array.shape} instead of {shape}")
            ensure(array.dtype == np.float32, f"values are {array.dtype} instead of float32")
        ensure(prediction.valid.dtype == bool and prediction.valid.shape == shape[1:],
               f"`valid` is {prediction.valid.dtype} {prediction.valid.shape} instead of bool "
               f"{shape[1:]}")
        ensure(np.isfinite(np.concatenate(arrays)[:, prediction.valid]).all(),
               "a value is not finite where `valid` says that it is known")


def blocks_do_not_matter(trial: Trial, offset: tuple[int, int]) -> None:
    """The result is the same to the last bit, whatever the size of blocks and number of threads.

    offset: fine pixels (rows, columns) by which the coarse pixels are cut by the fine image.
    """
    images = trial.make_images(rows=45, columns=53, dates=2, offset=offset)
    whole = trial.fuse(images, Settings(threads=1, block_size=512))
    ensure(np.isfinite(whole).all(), "pixels are missing though all images are complete")
    for settings in (Settings(threads=3, block_size=16), Settings(threads=2, block_size=37)):
        ensure_equal(trial.fuse(images, settings), whole,
                     "the result depends on the blocks or on the threads, or on chance")


def parts_are_those_of_the_whole(trial: Trial) -> None:
    """What a polygon and an extent share is that of the whole scene, to the last bit."""
    images = trial.make_images(rows=45, columns=53, offset=(3, 5))
    with tempfile.TemporaryDirectory(prefix="stfusion-check-") as folder:
        grid = trial.open(images, Path(folder)).grid
    window = Window(13, 7, 25, 33)
    part = grid.subgrid(window)
    right, bottom = part.left + part.columns * PIXEL, part.top - part.rows * PIXEL
    # A triangle, of which the extent cuts off what lies left of it.
    corners = [(grid.left + PIXEL * x, grid.top - PIXEL * y)
               for x, y in ((-9.0, 13.2), (39.9, 20.0), (2.3, 37.9), (-9.0, 13.2))]
    area = Area((part.left, bottom, right, part.top),
                polygons=f"POLYGON(({','.join(f'{x} {y}' for x, y in corners)}))")
    whole = trial.fuse(images, Settings(threads=1))[(..., *window.slices)]
    result = trial.fuse(images, Settings(threads=2, block_size=16), area=area)
    ensure(result.shape == whole.shape, "the image of a part is not as large as the part")
    known = np.isfinite(result).any(axis=(0, 1))
    ensure(0.2 < known.mean() < 0.8, "not what lies inside of a polygon is predicted")
    ensure_equal(result, np.where(known, whole, np.nan), "a part is not that of the whole scene")


def dates_do_not_matter(trial: Trial) -> None:
    """Each of many dates is as if predicted alone, also where one has a gap, to the last bit.

    In whatever order they are given, and whatever the blocks and threads.
    """
    images, _ = with_gap(trial.make_images(dates=_MANY_DATES), "predictions", 1)
    together = trial.fuse(images)
    for date in (0, 1, _MANY_DATES - 1):
        alone = trial.fuse(dataclasses.replace(images, predictions=[images.predictions[date]]))
        ensure_equal(alone[0], together[date], "a date depends on the other dates of the run")
    backwards = dataclasses.replace(images, predictions=images.predictions[::-1])
    pieces = Settings(threads=2, block_size=24)
    ensure_equal(trial.fuse(backwards, pieces)[::-1], together,
                 "dates depend on their order, or on the blocks in which they are predicted")


def beats_a_constant(trial: Trial) -> None:
    """The prediction is nearer to the truth than a constant image, and has its values' size."""
    images, prediction = trial.usual
    errors = prediction - images.truth
    error, deviation = np.sqrt((errors ** 2).mean()), images.truth.std(axis=(1, 2)).mean()
    ensure(error < deviation, f"the error, {error:.3f}, is that of a constant image "
                              f"({deviation:.3f}) or worse")


def units_do_not_matter(trial: Trial) -> None:
    """Reflectance of 0 to 1 and of 0 to 10000 give the same image.

    The power of two next to 10000 keeps rounding out, which may move a pixel to another class.
    """
    images, prediction = trial.usual
    ensure_close(trial.predict(images.map(lambda a: a * 8192)) / 8192, prediction,
                 "the result depends on the unit of the images")


def half_turn(array: np.ndarray) -> np.ndarray:
    """Return an image (bands, rows, columns) turned by 180 degrees."""
    return array[:, ::-1, ::-1]


def transposition(array: np.ndarray) -> np.ndarray:
    """Return an image (bands, rows, columns) with rows for columns."""
    return array.swapaxes(1, 2)


def directions_do_not_matter(trial: Trial, turn: Callable[[np.ndarray], np.ndarray]) -> None:
    """A turned scene gives the turned image."""
    images, prediction = trial.usual
    ensure_close(trial.predict(images.map(turn)), turn(prediction),
                 "the result depends on the direction of the image")


def with_gap(images: SmallImages, kind: str, index: int) -> tuple[SmallImages, np.ndarray]:
    """Return the images with some pixels of one of them missing, and these as a fine mask."""
    images = images.map(np.copy)
    array = {"fine": images.fine, "coarse": images.coarse,
             "predictions": images.predictions}[kind][index]
    gap = np.zeros(images.truth.shape[1:], bool)
    if kind == "fine":
        gap[17:25, 20:31] = gap[0, 0] = True
        array[0, gap] = np.nan
    else:
        array[-1, 2:4, 3] = np.nan
        gap[16:32, 24:32] = True
    return images, gap


def gaps_stay_gaps(trial: Trial, kind: str, index: int) -> None:
    """Gaps of an image give nodata or a sound value, and do not spoil the pixels beside them.

    kind: "fine", "coarse" or "predictions". index: which of these images has the gap.
    """
    images, whole = trial.usual
    pierced, gap = with_gap(images, kind, index)
    result = trial.predict(pierced)
    predicted = np.isfinite(result[0])
    ensure(predicted[~gap].all(), "pixels outside of the gap are not predicted")
    needed = kind == "fine" and trial.pairs == 1 and trial.method.needs_fine(trial.parameters)
    if kind == "predictions" or needed:
        with tempfile.TemporaryDirectory(prefix="stfusion-check-") as folder:
            _, (alone,) = trial.fuse_alone(pierced, Path(folder))
        ensure(not alone.valid[gap].any(), "it writes numbers where nothing is known")

    def error(values: np.ndarray) -> float:
        return np.sqrt(((values - images.truth)[:, predicted] ** 2).mean())

    ensure(error(result) < 1.2 * error(whole) + 0.02, "the gap spoils the pixels beside it")
    worst = np.abs(result - images.truth)[:, predicted].max()
    ensure(worst < np.abs(whole - images.truth).max() + 0.15, "the gap spoils single pixels")


def uncertainty_is_sound(trial: Trial) -> None:
    """The uncertainty is known where the values are, and not negative."""
    if not trial.offers_uncertainty:
        return
    images, _ = with_gap(trial.make_images(), "predictions", 0)
    values, spread = np.split(trial.fuse(images)[0], 2)
    ensure((np.isnan(values) == np.isnan(spread)).all(),
           "values and uncertainty are known at different pixels")
    ensure((spread[np.isfinite(spread)] >= 0).all(), "the uncertainty is negative")


def scenes_may_be_small(trial: Trial) -> None:
    """A scene smaller than the windows of the parameters as given is predicted."""
    images = trial.make_images(rows=18, columns=21, ratio=4)
    result = trial.predict(images, parameters=trial.given_parameters)
    result = result[:, :18, :21]  # without a fine image whole coarse pixels are predicted
    ensure(np.isfinite(result).all(), "pixels of a small scene are not predicted")
    ensure(np.abs(result - images.truth).mean() < 0.1, "a small scene is predicted badly")


def bands_may_be_any(trial: Trial, bands: int) -> None:
    """Any number of bands is predicted."""
    result = trial.predict(trial.make_images(rows=32, columns=32, bands=bands))
    ensure(result.shape == (bands, 32, 32) and np.isfinite(result).all(),
           f"images of {bands} band(s) are not predicted")


def constant_images_are_no_trouble(trial: Trial, change: float) -> None:
    """A scene without any structure is predicted."""
    images = trial.make_images().map(lambda a: np.full_like(a, 0.3))
    images.predictions = [np.full_like(a, 0.3 + change) for a in images.predictions]
    errors = np.abs(trial.predict(images) - (0.3 + change))
    ensure((errors < 2e-3).all(), "images without any structure are not predicted")


def the_same_change_is_added(trial: Trial, change: float) -> None:
    """Change that coarse images show everywhere is added to fine 1; without any it comes back."""
    images = trial.make_images(noise=0.0)
    images.predictions = [images.coarse[0] + np.float32(change)]
    if trial.pairs == 2:  # the land changes alike between the pairs
        images.fine[1] = images.fine[0] + np.float32(2 * change)
        images.coarse[1] = images.coarse[0] + np.float32(2 * change)
    errors = np.abs(trial.predict(images) - images.fine[0] - change)
    ensure(errors.mean() < 0.015 and np.quantile(errors, 0.99) < 0.06,
           f"a change of {change} everywhere is not that of the result (mean error "
           f"{errors.mean():.3f})")


def coarse_images_may_be_resampled(trial: Trial) -> None:
    """Coarse images that come on the fine grid give nearly the same as the original ones."""
    images, prediction = trial.usual
    error, usual = (np.sqrt(((values - images.truth) ** 2).mean())
                    for values in (trial.predict(images, resampled=True), prediction))
    ensure(error < 1.5 * usual + 0.005, f"coarse images on the fine grid give an error of "
                                        f"{error:.3f} instead of {usual:.3f}")


class _Recorder(Progress):
    """Keeps the fractions that it is told."""

    def __init__(self) -> None:
        self.fractions: list[float] = []

    def show(self, fraction: float, text: str) -> None:
        self.fractions.append(fraction)


def progress_only_rises(trial: Trial) -> None:
    """The progress that is told never falls."""
    progress = _Recorder()
    images = trial.make_images(rows=272, columns=24, dates=2)  # more than one tile of samples
    trial.fuse(images, Settings(block_size=64), progress)
    ensure(progress.fractions == sorted(progress.fractions), "the progress falls")
    ensure(abs(progress.fractions[-1] - 1) < 1e-6, "the progress does not end at 1")
