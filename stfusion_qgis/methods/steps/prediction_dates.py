"""Prediction of several dates at a time, which share what the reference images alone decide."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace

from ...images.image import Block, Prediction

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
