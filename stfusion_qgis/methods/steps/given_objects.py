"""Objects that a guide gives: fields, or the segments of another program."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy import ndimage

from ...errors import InputError
from ...images.guide import Guide
from ...images.scene import Scene
from ...images.window import Window
from ...progress import Progress
from ...translation import tr
from .strips import flat_parts, scene_strips

_KINDS = 256
"""With so many different labels at most they may be kinds of land: patches of these are objects."""


def given_objects(scene: Scene, guide: Guide, segments: Callable[[], np.ndarray],
                  progress: Progress) -> np.ndarray:
    """Return the object of each fine pixel, int32 (rows, columns), from 0; -1 where invalid.

    The labels of the guide are the objects. Of few different ones, such as kinds of land cover,
    each patch that hangs together is one. Where the guide has gaps, objects are those of
    `segments`, cut by those of the guide.

    segments: returns the objects of the fine image; it is called only where there are gaps.

    Raises:
        InputError: the guide holds no labels.
    """
    check_objects(guide)
    known, names = _drawn(scene, guide, progress)
    if len(names) <= _KINDS:
        _divide(known, len(names), progress)
    gaps = any((part == -2).any() for part in np.array_split(known, 1 + known.size // 2**24))
    if gaps:
        found = segments()
        first = np.int32(max(int(known.max()), -1) + 1)
        for rows in _rows(known):
            part = known[rows]
            np.copyto(part, found[rows] + first, where=(part == -2) & (found[rows] >= 0))
    known[known < 0] = -1
    return _numbered(known)


def check_objects(guide: Guide) -> None:
    """Raise `InputError` if a guide cannot hold objects."""
    if guide.bands > 1:
        raise InputError(tr(
            "The guide {layer} has {count} bands, but objects are given by one band of labels or "
            "by polygons.").format(layer=guide.name, count=guide.bands), guide.name)


def _drawn(scene: Scene, guide: Guide, progress: Progress) -> tuple[np.ndarray, np.ndarray]:
    """Return the guide as numbers from 0 in the order of the labels, and the labels.

    -1 is where fine 1 is invalid, -2 where the guide alone has a gap.
    """
    rows, columns = scene.grid.rows, scene.grid.columns
    fine = scene.aligned(scene.fine[0], "bilinear")
    values = np.empty((rows, columns), np.float32)
    valid = np.empty((rows, columns), bool)
    names: list[np.ndarray] = []
    numbers = np.full((rows, columns), -1, np.int32)
    for strip in scene_strips(rows, columns):
        progress.report(strip.row / rows)
        image = guide.labels(strip)
        if (image.values != np.rint(image.values)).any():
            raise InputError(tr(
                "The guide {layer} holds other numbers than whole ones: these are no labels of "
                "objects.").format(layer=guide.name), guide.name)
        values[strip.slices], valid[strip.slices] = image.values[0], image.valid
        names.append(np.unique(image.values[0][image.valid]))
        numbers[strip.slices] = np.where(fine.read(strip).valid, -2, -1)
    labels = np.unique(np.concatenate(names))
    for strip in scene_strips(rows, columns):
        place = strip.slices
        wanted = valid[place] & (numbers[place] == -2)
        numbers[place] = np.where(wanted, np.searchsorted(labels, values[place]), numbers[place])
    return numbers, labels


def _divide(numbers: np.ndarray, count: int, progress: Progress) -> None:
    """Give each patch of equal numbers that hangs together by sides a number of its own."""
    next_number = count
    for number, place in enumerate(ndimage.find_objects(np.maximum(numbers, -1) + 1, count)):
        progress.check()
        if place is None:
            continue
        inside = numbers[place]
        patches, found = ndimage.label(inside == number)
        if found > 1:
            np.copyto(inside, patches.astype(np.int32) + (next_number - 2), where=patches > 1)
            next_number += found - 1


def _numbered(labels: np.ndarray) -> np.ndarray:
    """Return labels without numbers that no pixel has."""
    used = np.zeros(int(labels.max()) + 2, bool)
    flat = labels.reshape(-1)
    for part in flat_parts(flat.size):
        used[flat[part]] = True
    used[-1] = False  # of the label -1
    new = np.append(np.cumsum(used[:-1]) - 1, -1).astype(np.int32)
    for part in flat_parts(flat.size):
        flat[part] = new[flat[part]]
    return labels


def _rows(labels: np.ndarray) -> list[slice]:
    return [_slice(strip) for strip in scene_strips(*labels.shape)]


def _slice(strip: Window) -> slice:
    return slice(strip.row, strip.row + strip.rows)
