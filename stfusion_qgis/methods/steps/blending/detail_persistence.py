"""How much of the finest detail lasts, by the fine images of several pairs."""

from __future__ import annotations

import numpy as np

from .cell_factors import interpolated
from .date_model import DateModel
from .detail_shrinkage import BORDER, shrink_finest
from .land import Land
from .pair_observations import compared_cells

_PIXELS = 640  # a side of the part in which the images are compared
_CELLS = 160
_LEAST = 0.1  # correlation of the other detail: where less is alike, dates tell nothing
_OTHER_DATE = 0.9  # of what lasts between pairs; found on the development images


def lasting_finest(model: DateModel, land: Land) -> float | None:
    """Return the part of the finest detail that lasts, beside that of the other detail.

    Detail that is alike in the pairs, with the correlation c, is in their mixture as the part
    c / (s + (1 - s) c) of its own, s being the sum of the squares of the pairs' parts. The rest
    of it is of the dates: their change, their noise, and how they lie on each other.

    Returns:
        0 to 0.9; None where hardly any detail is alike.
    """
    pairs = model.pairs
    cells = compared_cells(model.share > 0, land.cells.ratio, _CELLS, _PIXELS)
    window = land.cells.fine_window(cells)
    images = land.read(window.grow(BORDER))
    valid = np.logical_and.reduce([image.cropped(BORDER).valid for image in images])
    finest, other = [], []
    for image, seen in zip(images, pairs.fine):
        smooth = shrink_finest(image, 0.0).values
        finest.append((image.cropped(BORDER).values - smooth)[:, valid])
        smooth -= interpolated(seen.astype(np.float32), window, land.cells)
        other.append(smooth[:, valid])
    alike = [_likeness(np.stack(details)) for details in (finest, other)]
    if alike[1] < _LEAST:
        return None
    squares = float((model.parts ** 2).sum(axis=0).mean())
    parts = [c / (squares + (1 - squares) * c) for c in (max(alike[0], 0.0), alike[1])]
    return _OTHER_DATE * min(parts[0] / parts[1], 1.0)


def _likeness(details: np.ndarray) -> float:
    """Return the mean correlation of the details of two dates, 0 where they do not vary.

    details: (pairs, bands, pixels).
    """
    details = details.astype(np.float64)
    products = np.einsum("kbn,lbn->bkl", details, details)
    sizes = np.sqrt(np.einsum("bkk->bk", products))
    varying = (sizes > 0).all(axis=1)
    if not varying.any():
        return 0.0
    sizes, count = sizes[varying], len(details)
    correlations = products[varying] / (sizes[:, :, None] * sizes[:, None])
    return float((correlations.sum(axis=(1, 2)) - count).mean() / (count * (count - 1)))
