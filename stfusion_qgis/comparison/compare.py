"""Measuring several predictions of the same image in the same way."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from ..images.cells import Cells
from ..images.image import Image
from ..progress import Progress
from ..quality.assess import assess, statistics_of
from ..quality.sources import ImageSource
from .comparison import Comparison

_STATISTICS = 0.1  # of the progress


def compare(predictions: Iterable[tuple[str, ImageSource]], count: int,
            reference: ImageSource | None = None, coarse: Image | None = None,
            cells: Cells | None = None, fine_1: ImageSource | None = None, *,
            ratio: float | None = None, data_range: float | None = None, block_size: int = 512,
            threads: int | None = None, progress: Progress | None = None) -> Comparison:
    """Return the assessments of several predictions.

    predictions: names, all different, and images, one after another: they need not be in memory
        together. count: their number.
    The others as in `assess`.

    Raises:
        InputError: the images do not fit each other, or a prediction shares no valid pixel.
        Cancelled: through `progress`.
    """
    progress = progress or Progress()
    lead = reference or fine_1
    statistics = None if lead is None else statistics_of(
        lead, block_size, threads, progress.part(0.0, _STATISTICS))
    step = (1 - _STATISTICS) / count
    return Comparison([
        assess(prediction, reference, coarse, cells, fine_1, ratio=ratio, data_range=data_range,
               statistics=statistics, name=name, block_size=block_size, threads=threads,
               progress=progress.part(_STATISTICS + i * step, _STATISTICS + (i + 1) * step))
        for i, (name, prediction) in enumerate(predictions)])


def common_pixels(valid: Iterable[np.ndarray], wanted: np.ndarray, least_share: float = 0.0
                  ) -> tuple[np.ndarray, list[bool]]:
    """Return the wanted pixels that all predictions have, and which predictions are kept.

    valid: of each prediction, bool (rows, columns). wanted: likewise.
    least_share: of the wanted pixels; a prediction that has fewer is not kept and does not count.
    """
    common, kept, least = wanted, [], least_share * wanted.sum()
    for one in valid:
        both = common & one
        kept.append(bool(both.sum() >= least))
        if kept[-1]:
            common = both
    return common, kept
