"""Pictures of what a network predicts while it is trained."""

from __future__ import annotations

import os

import numpy as np

from ... import pictures
from ...images.roles import COARSE_PREDICTION, FINE_1
from ...processes.event_stream import Emit
from ...quality.html_page import error_limit, error_size
from ...translation import tr
from ...whole_files import written_whole
from .crops import SceneCrop

SIDE = 200
"""Greatest number of rows or columns of each picture."""

_GAP = 4


class SamplePictures:
    """Writes rows of pictures: the given image, the prediction, the truth, and the error.

    The first pictures set the stretch and the colours of errors for all that follow, so that they
    can be compared.
    """

    def __init__(self, folder: str, crop: SceneCrop, band_names: list[str], emit: Emit):
        """folder: of the pictures. crop: images and truth of the prediction."""
        step = -(-max(crop.truth.shape[1:]) // SIDE)
        self._thin = np.s_[:, ::step, ::step]
        self._valid = crop.valid
        given = FINE_1 if FINE_1 in crop.images else COARSE_PREDICTION
        self._given, self._truth = (
            np.where(crop.valid, image, np.nan)[self._thin]
            for image in (crop.images[given], crop.truth))
        self._bands = pictures.choose_bands(band_names)
        self._limits = pictures.stretch([self._truth])
        self._error_limit: float | None = None
        self._folder, self._emit = folder, emit

    def show(self, step: int, prediction: np.ndarray) -> None:
        """Write the pictures of a step and emit an event; prediction: (bands, rows, columns)."""
        predicted = np.where(self._valid, prediction, np.nan)[self._thin]
        error = error_size(predicted, self._truth)
        self._error_limit = self._error_limit or error_limit([error])
        row = [pictures.rgb(image, self._limits, self._bands)
               for image in (self._given, predicted, self._truth)]
        row.append(pictures.coloured(error, 0.0, self._error_limit))
        gap = np.full((row[0].shape[0], _GAP, 3), 255, np.uint8)
        picture = np.concatenate([part for image in row for part in (image, gap)][:-1], axis=1)
        os.makedirs(self._folder, exist_ok=True)
        path = os.path.join(self._folder, f"step_{step:06d}.png")
        with written_whole(path) as temporary, open(temporary, "wb") as file:
            file.write(pictures.png_bytes(picture))
        self._emit("sample", path=path, caption=tr(
            "Step {step:,}: what was given, the prediction, the true image, the error").format(
                step=step))
