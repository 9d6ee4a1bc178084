"""Predicting several dates at a time: what depends on the reference images alone is shared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from ...images.image import Block, Prediction

# Bounds the memory that a block of a long series takes.
_DATES_AT_ONCE = 5


def predict_together(block: Block, predict: Callable[[Block], list[Prediction]],
                     most: int = _DATES_AT_ONCE) -> list[Prediction]:
    """Predict all dates of a block, those together that are valid at the same pixels.

    predict: returns a prediction for each date of a block with at most `most` dates, whose coarse
        images have the same mask.
    """
    alike = defaultdict(list)
    for date, image in enumerate(block.coarse_predictions):
        alike[image.valid.tobytes()].append(date)
    predictions = {}
    for dates in alike.values():
        for first in range(0, len(dates), most):
            together = dates[first:first + most]
            images = [block.coarse_predictions[date] for date in together]
            predictions.update(zip(together, predict(replace(block, coarse_predictions=images))))
    return [predictions[date] for date in range(len(predictions))]


def in_groups(planes: list[np.ndarray], groups: int) -> np.ndarray:
    """Return planes in groups of equal size, as window sums take them; zeros fill the last ones.

    planes: arrays (any number, rows, columns), whose planes follow each other in the result.

    Returns:
        float32 (groups, planes of a group, rows, columns).
    """
    count = sum(map(len, planes))
    shape = planes[0].shape[1:]
    result = np.zeros((groups, -(-count // groups), *shape), np.float32)
    np.concatenate(planes, out=result.reshape(-1, *shape)[:count])
    return result


def ungroup(sums: np.ndarray, shape: tuple[int, int]) -> tuple[np.ndarray, np.ndarray]:
    """Return the sums of the first plane of `in_groups`, and those of the next in `shape`.

    Returns:
        float64 (rows, columns) and (*shape, rows, columns).
    """
    rows, columns = sums.shape[2:]
    planes = sums.reshape(-1, rows, columns)[:1 + shape[0] * shape[1]].astype(np.float64)
    return planes[0], planes[1:].reshape(*shape, rows, columns)
