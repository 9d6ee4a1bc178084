"""The local difference between the sensors of a pair, and which share of it lasts to other dates.

The coarse image of a pair, C_k, is never quite the mean A F_k of the fine one over its pixels:
b_k = C_k - A F_k holds other view angles, haze, bands, and how the sensor blurs. Methods that add
the coarse change C_p - C_k to the fine image take all of b_k for lasting; where it does not return
at the prediction date, their change falls where b_k is high. This is how its share is found.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..progress import Progress
from ..remedies import Remedy
from ..translation import tr
from .alignment import Aligned
from .cell_field import CellField
from .cells import aggregate, mostly_seen
from .image import Image
from .image_options import ESTIMATED, GIVEN, PUBLISHED, ImageOptions
from .lasting_share import ONE_PAIR, SEVERAL_PAIRS, lasting_share
from .raster import Raster
from .scene import Scene
from .window import Window

# Where images differ by less than this part of the deviation, one was made from the other.
_NO_DIFFERENCE = 0.01

_CELLS_A_COEFFICIENT = 5  # that a regression needs
_WINDOWS, _FEWEST_CELLS = 16, 20  # in which a pair's difference is looked for
_OTHER_SHAPE = 0.1  # by which the sides of coarse pixels may differ from those of cells


def with_lasting_difference(scene: Scene, progress: Progress) -> Scene:
    """Return the scene whose coarse images of pairs hold only what lasts of b_k.

    C_k becomes C_k - (1 - rho) a_k, a_k being b_k less its mean over the scene: the mean difference
    of a band cannot be told from the mean change, and is kept. rho, the share that lasts, is 0 to
    1, one for each band and pair.

    Reads the fine images once.

    Raises:
        InputError: the ratio of the images is unknown.
        Cancelled: through `progress`.
    """
    if not (scene.fine and scene.coarse):
        return scene
    differences = local_differences(scene, progress)
    coarse = []
    for pair, raster in enumerate(scene.coarse):
        shares = _shares(scene, differences, pair)
        progress.info(_in_words(raster, shares, scene))
        coarse.append(without_difference(scene, pair, differences[pair], 1 - shares))
    return scene.with_corrected(coarse)


def local_differences(scene: Scene, progress: Progress) -> list[Image]:
    """Return a_k of each pair, (bands, cell rows, cell columns), valid where it is known."""
    return [_local_difference(scene, pair, progress.part(
        pair / len(scene.coarse), (pair + 1) / len(scene.coarse)))
        for pair in range(len(scene.coarse))]


def without_difference(scene: Scene, pair: int, difference: Image, shares: np.ndarray) -> Raster:
    """Return the coarse image of a pair less a share of a_k; shares: of each band, (bands,)."""
    lost = difference.filled() * shares[:, None, None].astype(np.float32)
    grid = scene.cells.grid(scene.coarse_grid)
    field = CellField(grid, Image(lost, np.ones(lost.shape[1:], bool)))
    raster = scene.coarse[pair]
    return raster.less(Aligned(field, raster.grid, "bilinear"))


def _shares(scene: Scene, differences: Sequence[Image], pair: int) -> np.ndarray:
    options = scene.options
    if options.sensor_difference == ESTIMATED:
        others = [other for number, other in enumerate(differences) if number != pair]
        return estimated_share(
            differences[pair], others, scene.fine_cells(scene.fine[pair]).values,
            [scene.coarse_cells(raster) for raster in scene.coarse_predictions])
    share = options.lasting_share if options.sensor_difference == GIVEN else 0.0
    return np.full(scene.bands, share)


def _local_difference(scene: Scene, pair: int, progress: Progress) -> Image:
    """Return a_k of each cell (bands, rows, columns), valid where it is known."""
    means = scene.fine_cells(scene.fine[pair], progress)
    coarse = scene.coarse_cells(scene.coarse[pair])
    valid = mostly_seen(means.share * coarse.valid)
    values = np.where(valid, coarse.values - means.values, 0)
    if valid.any():
        values = np.where(valid, values - values[:, valid].mean(axis=1)[:, None, None], 0)
    size = means.values[:, valid].std(axis=1) if valid.any() else 0
    none = np.sqrt((values ** 2).sum(axis=(1, 2)) / max(valid.sum(), 1)) < _NO_DIFFERENCE * size
    values[none] = 0
    return Image(values.astype(np.float32), valid)


def estimated_share(difference: Image, others: Sequence[Image], means: np.ndarray,
                    after: Sequence[Image]) -> np.ndarray:
    """Return which share of a pair's local difference lasts, as `lasting_share` tells.

    What is expected beforehand is the slope of the other pairs' differences on this one, where
    there are others; each prediction date then tells of the same sensors, so shares are averaged.

    difference: a_k. others: of the other pairs. means: A F_k (bands, rows, columns). after: C_p of
    each prediction date.

    Returns:
        (bands,), 0 to 1; 1 where there is no difference.
    """
    shares = np.ones(len(means))
    for band, own in enumerate(difference.values):
        if own.any():
            prior, deviation = _expected(band, difference, others)
            shares[band] = np.mean([_share_at(band, difference, means, image, prior, deviation)
                                    for image in after]) if after else prior
    return shares


def _expected(band: int, difference: Image, others: Sequence[Image]) -> tuple[float, float]:
    """Return the share that is expected beforehand, and the deviation of that belief."""
    slopes = []
    for other in others:
        valid = difference.valid & other.valid
        own, beside = (image.values[band, valid].astype(np.float64)
                       for image in (difference, other))
        if valid.sum() >= _CELLS_A_COEFFICIENT and own.std() > 0:
            slopes.append(np.polyfit(own, beside, 1)[0])
    return (float(np.clip(np.mean(slopes), 0, 1)), SEVERAL_PAIRS) if slopes else ONE_PAIR


def _share_at(band: int, difference: Image, means: np.ndarray, after: Image, prior: float,
              deviation: float) -> float:
    """Return the share of a band that is there at a prediction date."""
    weight = (difference.valid & after.valid).astype(np.float64)
    factors, _ = lasting_share(means, band, difference.values[band:band + 1],
                               after.values[band] - means[band], weight, prior, deviation)
    return float(factors[0])


def _in_words(raster: Raster, shares: np.ndarray, scene: Scene) -> str:
    bands = ", ".join(tr("{share:.0%} ({band})").format(share=share, band=name)
                          for share, name in zip(shares, scene.lead.band_names))
    return tr("{coarse}: of its local difference from the fine image of its date, this lasts to "
              "other dates: {bands}").format(coarse=raster.name, bands=bands)


def is_asked_for(options: ImageOptions) -> bool:
    """Say whether the coarse images of pairs are to be changed."""
    return options.sensor_difference != PUBLISHED


def warn_of_difference(scene: Scene, progress: Progress) -> None:
    """Warn if the images of pair 1 differ by more than the coarse images have changed.

    Both are deviations over squares of two coarse pixels a side, in deviations of the fine image's
    squares, averaged over the bands; in some windows of the scene.
    """
    if not (scene.fine and scene.coarse and scene.coarse_predictions) \
            or round(scene.ratio or 1) < 2 or _are_of_other_shape(scene):
        return
    images = scene.fine[0], scene.coarse[0], scene.coarse_predictions[0]
    # Pairs of coarse pixels, as cells that cut the pixels of another grid blur the coarse image.
    for side in (2, 1):
        fine, before, after = _sample_cells(scene, images, side, progress)
        if fine.shape[1] >= _FEWEST_CELLS:
            break
    else:
        return
    if np.array_equal(before, after):
        progress.warn(tr(
            "{coarse} and {later} hold the same values, so no change can be predicted. Check that "
            "the second one is the image of the prediction date.").format(
                coarse=scene.coarse[0].name, later=scene.coarse_predictions[0].name))
        return
    unit = fine.std(axis=1)
    unit[unit == 0] = 1
    difference, change = ((values.std(axis=1) / unit).mean()
                          for values in (before - fine, after - before))
    if difference > change:
        progress.warn(tr(
            "{coarse} differs from {fine} by {difference:.0%} of the land's own variation from "
            "coarse pixel to coarse pixel, but from {later} by {change:.0%}: the sensors disagree "
            "about more than the land has changed, which methods that add the coarse change take "
            "for change. Estimate how much of the 'Difference between the sensors' lasts, give a "
            "second pair, or take a method that does without {coarse}: ATPRK, UBDF, or OBSUM that "
            "unmixes the coarse image of the prediction date.").format(
                coarse=images[1].name, fine=images[0].name, later=images[2].name,
                difference=float(difference), change=float(change)),
            Remedy(tr("Estimate it"), {"sensor_difference": ESTIMATED}))


def _are_of_other_shape(scene: Scene) -> bool:
    """Say whether coarse pixels are no squares of fine ones: then cells blur the coarse image."""
    fine, coarse, ratio = scene.grid, scene.coarse[0].grid, scene.cells.ratio
    if not fine.same_crs(coarse) or fine.same_lattice(coarse):
        return False
    sides = coarse.pixel_width / fine.pixel_width, coarse.pixel_height / fine.pixel_height
    return any(abs(side - ratio) > _OTHER_SHAPE * ratio for side in sides)


def _sample_cells(scene: Scene, rasters: Sequence[Raster], side: int, progress: Progress,
                  ) -> list[np.ndarray]:
    """Return the means (bands, squares) of rasters where all of a square is valid in all of them.

    side: of the squares, in cells.
    """
    cells, ratio = scene.cells, scene.cells.ratio
    pixels = side * ratio
    parts: list[list[np.ndarray]] = [[np.empty((scene.bands, 0))] for _ in rasters]
    for window in scene.sample_windows(rasters, progress)[:_WINDOWS]:
        progress.check()
        first_row, rows = _whole_cells(window.row + cells.row_offset, window.rows, ratio, side)
        first_column, columns = _whole_cells(
            window.column + cells.column_offset, window.columns, ratio, side)
        whole = Window(first_row, first_column, rows, columns)
        if whole.is_empty:
            continue
        seen = cells.fine_window(whole)
        images = [scene.aligned(raster, "nearest").read(seen) for raster in rasters]
        valid = np.logical_and.reduce([image.valid for image in images])
        means = [aggregate(Image(image.values, valid), pixels) for image in images]
        for part, (values, count) in zip(parts, means):
            part.append(values[:, count == pixels ** 2])
    return [np.concatenate(part, axis=1) for part in parts]


def _whole_cells(start: int, count: int, ratio: int, side: int) -> tuple[int, int]:
    """Return the first of the cells that lie in some pixels, and how many; a multiple of `side`."""
    first = -(-start // ratio)
    return first, max((start + count) // ratio - first, 0) // side * side
