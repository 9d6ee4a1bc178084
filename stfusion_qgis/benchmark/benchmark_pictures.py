"""A picture of each method: the date that has changed most, and the errors there."""

from __future__ import annotations

import os
from collections.abc import Sequence

import numpy as np

from .. import pictures
from ..comparison.left_out_date import LeftOutDate
from ..errors import InputError
from ..quality import html_page
from ..translation import tr
from .benchmark_record import MethodRecord, PredictedDate
from .measuring_methods import MethodRun

TRUTH, NEAREST, COARSE = "truth", "nearest_fine", "coarse"
"""Names of the pictures of what is known."""

_SIDE = 480  # pixels at most
_GAP = 4  # between prediction and errors


def write_pictures(folder: str, predictions: Sequence[MethodRun],
                   methods: Sequence[MethodRecord], dates: Sequence[LeftOutDate],
                   held_out: Sequence[PredictedDate]) -> None:
    """Write PNG files: of each method its prediction beside its errors, and what is known.

    The date is the one that has changed most. All have the same colours for the same values; the
    errors, root mean squares over the bands, reach to their 99th percentile among all methods.

    Raises:
        InputError: a file cannot be written.
    """
    os.makedirs(folder, exist_ok=True)
    place = int(np.argmax([date.change for date in held_out]))
    date = dates[place]
    truth = _thinned(date.truth().masked())
    limits = pictures.stretch([truth])
    lead = date.scene.lead
    bands = pictures.choose_bands(lead.band_names,
                                  [band.wavelength for band in lead.selected_bands])
    for name, image in ((TRUTH, truth),
                        (NEAREST, _thinned(date.fine(date.references[0]).masked())),
                        (COARSE, _thinned(date.coarse(date.target).masked()))):
        _write(os.path.join(folder, f"{name}.png"), pictures.rgb(image, limits, bands))
    titles = {one.title: picture_name(one, methods) for one in methods}
    shown = {titles[one.title]: _thinned(date.read(one.paths[place]).masked())
             for one in predictions if one.title in titles}
    errors = {name: html_page.error_size(image, truth) for name, image in shown.items()}
    limit = html_page.error_limit(list(errors.values()))
    for name, image in shown.items():
        gap = np.full((image.shape[1], _GAP, 3), 255, np.uint8)
        _write(os.path.join(folder, name), np.concatenate([
            pictures.rgb(image, limits, bands), gap,
            pictures.coloured(errors[name], 0.0, limit)], axis=1))


def picture_name(method: MethodRecord, methods: Sequence[MethodRecord]) -> str:
    """Return the file name of the picture of a method: its id, its pairs and where needed more."""
    alike = [one.key for one in methods if (one.id, one.pairs) == (method.id, method.pairs)]
    number = f"_{alike.index(method.key) + 1}" if len(alike) > 1 else ""
    return f"{method.id}_{method.pairs}{number}.png"


def _thinned(image: np.ndarray) -> np.ndarray:
    step = -(-max(image.shape[1:]) // _SIDE)
    return image[:, ::step, ::step]


def _write(path: str, picture: np.ndarray) -> None:
    try:
        with open(path, "wb") as file:
            file.write(pictures.png_bytes(picture))
    except OSError as error:
        raise InputError(tr("{path} cannot be written ({reason}). Choose another place.").format(
            path=path, reason=error.strerror)) from error
