"""The metrics of a preview's predictions, over the area that all of them cover."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ....comparison.compare import common_pixels, compare
from ....comparison.comparison import Comparison, distinct_names
from ....comparison.metrics_table import Table, table_of
from ....errors import InputError
from ....images.repeated import find_cells, means_in_cells
from ....progress import Progress
from ....quality.sources import ArraySource
from ....translation import tr
from ..compared.error_maps import coarse_prediction
from ..compared.preview_image import FINE, PREDICTION, REFERENCE, PreviewImage, with_role

_BLOCK = 256  # smaller than for files: a cancelled assessment ends soon


@dataclass(frozen=True)
class PreviewQuality:
    """The quality of the predictions of a preview.

    comparison: their assessments, in their order. table: the same for people.
    images: from which they were made. predictions: by their names.
    reference: None if the coarse image took its place.
    against: the name of what they were compared with.
    """

    comparison: Comparison
    table: Table
    images: Sequence[PreviewImage]
    predictions: dict[str, ArraySource]
    reference: ArraySource | None
    against: str


def assess_preview(images: Sequence[PreviewImage], ratio: float | None,
                   progress: Progress | None = None) -> PreviewQuality:
    """Return the metrics of all predictions against the reference, or the coarse image.

    Only pixels that are valid in all predictions and in the reference count, so that methods
    are compared on the same ground.

    ratio: coarse pixel size / pixel size of the images, None if unknown.

    Raises:
        InputError: there is nothing to compare with, or no valid pixel.
        Cancelled: through `progress`.
    """
    predictions = with_role(images, PREDICTION)
    reference = next(iter(with_role(images, REFERENCE)), None)
    if not predictions:
        raise InputError(tr("There is no prediction yet."))
    compared = [*predictions, *([reference] if reference else [])]
    first, *others = (np.isfinite(image.values).all(axis=0) for image in compared)
    valid, _ = common_pixels(others, first)
    if not valid.any():
        raise InputError(tr("No pixel in view is valid in all predictions and in the true image. "
                            "Move to another place.") if reference else
                         tr("No pixel in view could be predicted. Move to another place."))

    def source(image: PreviewImage) -> ArraySource:
        return ArraySource(image.values, valid, image.band_names)

    if reference:
        options: dict[str, Any] = {"reference": source(reference)}
        against = reference.title
    else:
        options, against = _without_reference(images, ratio)
    names = distinct_names([image.title for image in predictions])
    sources = dict(zip(names, map(source, predictions)))
    comparison = compare(sources.items(), len(sources), **options, ratio=ratio,
                         block_size=_BLOCK, progress=progress)
    return PreviewQuality(comparison, table_of(comparison), images, sources,
                          options.get("reference"), against)


def _without_reference(images: Sequence[PreviewImage], ratio: float | None
                       ) -> tuple[dict[str, Any], str]:
    """Return the options of `compare` without a reference, and the name of the coarse image."""
    coarse = coarse_prediction(images)
    if coarse is None:
        raise InputError(tr("Choose a true image: without it there is nothing to compare with."))
    if ratio is None:
        raise InputError(tr("Choose a true image, or give the scale ratio, so that predictions "
                            "can be compared with the coarse image."))
    if round(ratio) < 2:
        raise InputError(tr("Zoom in: at this scale a coarse pixel is no larger than a pixel of "
                            "the preview. Or choose a true image."))
    cells = find_cells(coarse.values, ratio)
    fine = with_role(images, FINE)
    return {"coarse": means_in_cells(coarse.values, cells), "cells": cells,
            "fine_1": ArraySource(fine[0].values) if fine else None}, coarse.title
