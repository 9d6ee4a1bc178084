"""Prediction of several dates at a time, which share what the reference images alone decide."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from ...images.image import Block, Image, Prediction
from ...images.window import Window

# Bounds the memory that a block of a long series takes.
_DATES_AT_ONCE = 5


def predict_together(block: Block, predict: Callable[[Block], list[Prediction]],
                     most: int = _DATES_AT_ONCE, fewest: int = 1) -> list[Prediction]:
    """Predict all dates of a block, those together that are valid at the same pixels.

    predict: returns a prediction for each date of a block with at most `most` dates, whose coarse
        images have the same mask. fewest: dates below which each is predicted alone.
    """
    alike: defaultdict[bytes, list[int]] = defaultdict(list)
    for date, image in enumerate(block.coarse_predictions):
        alike[image.valid.tobytes()].append(date)
    predictions: dict[int, Prediction] = {}
    for dates in alike.values():
        size = 1 if len(dates) < fewest else most
        for first in range(0, len(dates), size):
            together = dates[first:first + size]
            images = [block.coarse_predictions[date] for date in together]
            predictions.update(zip(together, predict(replace(block, coarse_predictions=images))))
    return [predictions[date] for date in range(len(predictions))]


def predict_in_strips(block: Block, rows: int, predict: Callable[[Block], list[Prediction]],
                      ) -> list[Prediction]:
    """Predict a block in strips of at most `rows` rows, which bounds the memory of many dates.

    predict: returns a prediction for each date of a block.
    """
    window, halo = block.window, block.halo
    if window.rows <= rows:
        return predict(block)
    strips = []
    for first in range(0, window.rows, rows):
        count = min(rows, window.rows - first)
        seen = slice(first, first + count + 2 * halo)
        fine, coarse, predictions = (
            [Image(image.values[:, seen], image.valid[seen]) for image in images]
            for images in (block.fine, block.coarse, block.coarse_predictions))
        strips.append(predict(replace(
            block, window=Window(window.row + first, window.column, count, window.columns),
            fine=fine, coarse=coarse, coarse_predictions=predictions)))
    return [_joined(parts) for parts in zip(*strips)]


def _joined(parts: Sequence[Prediction]) -> Prediction:
    """Return strips of a prediction, one below the other, as one."""
    uncertainties = [part.uncertainty for part in parts if part.uncertainty is not None]
    return Prediction(np.concatenate([part.values for part in parts], axis=1),
                      np.concatenate([part.valid for part in parts]),
                      np.concatenate(uncertainties, axis=1) if uncertainties else None)
