"""The reference pairs as the coarse sensor sees them: what all prediction dates share."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ....images.cells import Cells
from ....images.image import Image
from ....images.weighted_cells import weighted_mean
from ....images.window import Window
from ....progress import Progress
from ..classification import classes_of
from .land import Land, stacked
from .observation import Observation, Seen, estimate_observation, observe
from .spectral_features import SpectralFeatures

_LANDMARKS = 32
_COMPARED = 64  # cells a side by which the observation is estimated, at most
_PIXELS = 1024  # fine pixels a side, likewise


@dataclass(frozen=True)
class PairObservations:
    """Pairs: their coarse images, and what the sensor sees of their fine ones.

    coarse: of each pair on the cells. fine: A F of each pair (pairs, bands, rows, columns).
    seen: of the features' `at`, of the bands of all pairs.
    """

    cells: Cells
    observation: Observation
    features: SpectralFeatures
    coarse: list[Image]
    fine: np.ndarray
    seen: Seen

    @property
    def fine_mean(self) -> np.ndarray:
        """Return a value of each band that is typical of the fine images (bands,)."""
        return self.features.mean.reshape(len(self.coarse), -1).mean(axis=0)

    @property
    def linear(self) -> np.ndarray:
        """Return all bands in deviations as the coarse images have them, but for their offsets.

        Where a coarse image is unknown they are those of the fine one. (bands, rows, columns)
        """
        planes = []
        for image, fine in zip(self.coarse, self.fine):
            offset = weighted_mean(image.values - fine, self.seen.share * image.valid)
            planes.append(np.where(image.valid, image.values - offset[:, None, None], fine))
        bands = np.concatenate(planes) - self.features.mean[:, None, None]
        return np.where(self.seen.share > 0, bands / self.features.deviation[:, None, None], 0)


def observe_pairs(land: Land, coarse: list[Image], pixels: np.ndarray, progress: Progress,
                  observation: Observation | None = None, threads: int = 1) -> PairObservations:
    """Return the pairs as the sensor sees them.

    coarse: of each pair on the cells. pixels: sample of the stacked fine images (bands, n).
    observation: None to estimate it.
    """
    classes = classes_of(pixels, _LANDMARKS)
    features = SpectralFeatures.of(classes, pixels.mean(axis=1, dtype=np.float64))
    if observation is None:
        known = np.logical_and.reduce([image.valid for image in coarse])
        window = compared_cells(known, land.cells.ratio)
        observation = estimate_observation(land, coarse, window, progress.part(0, 0.3))

    def bands_and_features(window: Window) -> Image:
        image = stacked(land.read(window))
        return Image(np.concatenate([image.values, features.at(image.values)]), image.valid)

    bands, spectral, share = observe(land.cells, observation, bands_and_features,
                                     progress.part(0.3, 1), threads).split(features.bands)
    fine = bands.reshape(len(coarse), -1, *bands.shape[1:])
    return PairObservations(land.cells, observation, features, coarse, fine,
                            Seen(spectral, share))


def compared_cells(known: np.ndarray, ratio: int, most: int = _COMPARED,
                   pixels: int = _PIXELS) -> Window:
    """Return the window in the middle of the known cells, not larger than some cells and pixels.

    known: bool (rows, columns).
    """
    rows, columns = (np.flatnonzero(known.any(axis=axis)) for axis in (1, 0))
    if not len(rows):
        return Window(0, 0, *known.shape)
    side = max(1, min(most, pixels // ratio))
    sizes = [min(side, int(found[-1] - found[0]) + 1) for found in (rows, columns)]
    starts = [int(found[0]) + (int(found[-1] - found[0]) + 1 - size) // 2
              for found, size in zip((rows, columns), sizes)]
    return Window(*starts, *sizes)
