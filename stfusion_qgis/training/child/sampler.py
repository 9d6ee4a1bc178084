"""Training samples: crops of a scene on two dates, turned, and mixed in time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...images.roles import FINE_1
from ...images.window import Window
from ...networks.contract import Term
from .architectures.architecture import Architecture
from .crops import CropReader, Pool, SceneCrop, network_input
from .series_scale import masked_roles, scaled_target
from .simulated_gaps import cloud_gaps

# Temporal mix-up: the change between the dates times these, drawn evenly; but only in a share of
# the samples, as real change is what is predicted in the end. All samples mixed gave 237.9 on the
# held-out October of a Sentinel-2 series, none 236.0, these 234.6.
MIXED_SHARE = 0.3
MIX = (-0.4, 1.4)
BAND_GAIN = (0.4, 1.8)
COMMON_GAIN = (0.7, 1.3)

_ENOUGH_VALID = 0.25  # of a crop, to be worth a step
_TRIES = 8


@dataclass
class Batch:
    """Samples for a step, scaled: float32 (n, channels, rows, columns) each; valid (n, 1, ...)."""

    inputs: np.ndarray
    target: np.ndarray
    valid: np.ndarray


class Sampler:
    """Draws batches, the same for the same seed."""

    def __init__(self, pools: list[Pool], architecture: Architecture, bands: int | str, crop: int,
                 seed: int):
        """bands: "any" for samples of one band each; crop: side in pixels."""
        self._pools, self._bands, self._crop = pools, bands, crop
        weights = np.array([pool.weight for pool in pools])
        self._shares = weights / weights.sum()
        self._terms = [Term.parse(text) for text in architecture.images]
        self._added = [Term.parse(text) for text in architecture.added_to]
        self._least = architecture.description.least_references
        self._most = architecture.description.references
        self._masked = masked_roles(self._terms)
        self._roles = {role for term in [*self._terms, *self._added] for role in term.roles}
        self._random = np.random.default_rng([seed, 1])

    def batch(self, size: int) -> Batch:
        """Draw `size` samples."""
        parts = [self._sample() for _ in range(size)]
        return Batch(*(np.stack(arrays) for arrays in zip(*parts)))

    def _sample(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        crop = self._crop_of_pool()
        for _ in range(_TRIES - 1):
            if crop.valid.mean() >= _ENOUGH_VALID:
                break
            crop = max(crop, self._crop_of_pool(), key=lambda each: each.valid.mean())
        inputs = network_input(self._terms, crop)
        target = scaled_target(self._added, crop.images, crop.truth, crop.scale)
        valid = crop.valid[None].astype(np.float32)
        return self._turned(np.concatenate([inputs, target, valid]), len(inputs))

    def _turned(self, planes: np.ndarray, inputs: int
                ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return inputs, target and validity of a sample, turned or mirrored at random."""
        flip_rows, flip_columns, transpose = self._random.integers(0, 2, 3)
        if flip_rows:
            planes = planes[:, ::-1]
        if flip_columns:
            planes = planes[:, :, ::-1]
        if transpose:
            planes = planes.transpose(0, 2, 1)
        planes = np.ascontiguousarray(planes)
        return planes[:inputs], planes[inputs:-1], planes[-1:]

    def _crop_of_pool(self) -> SceneCrop:
        rng = self._random
        pool = self._pool()
        areas = np.array([region.rows * region.columns for region in pool.series.regions], float)
        region = pool.series.regions[rng.choice(len(areas), p=areas / areas.sum())]
        row = rng.integers(region.rows - self._crop + 1)
        column = rng.integers(region.columns - self._crop + 1)
        count = self._references(len(pool.dates))
        dates = rng.permutation(pool.dates)[:count + 1]
        band = rng.integers(pool.series.bands)
        bands = slice(band, band + 1) if self._bands == "any" else slice(None)
        # A mixed truth belongs to one reference; what it would be to others nobody knows.
        alone = FINE_1 in self._roles and (self._least == self._most or count == 1)
        mixed = self._mix(pool.series.bands)[bands] if alone else None
        window = Window(int(row), int(column), self._crop, self._crop)
        reader = CropReader(pool, region, bands, window, rng)
        gaps = [cloud_gaps(self._crop, rng) for _ in range(count)] if self._masked else []
        return reader.read([int(date) for date in dates], self._roles, mixed, gaps, self._masked)

    def _pool(self) -> Pool:
        return self._pools[self._random.choice(len(self._pools), p=self._shares)]

    def _references(self, dates: int) -> int:
        """Return of how many references the next sample has."""
        if self._least == self._most:
            return self._most
        return int(self._random.integers(self._least, min(self._most, dates - 1) + 1))

    def _mix(self, bands: int) -> np.ndarray:
        """Return by how much the change between the dates is multiplied, (bands, 1, 1)."""
        rng = self._random
        if rng.random() >= MIXED_SHARE:
            return np.ones((bands, 1, 1), np.float32)
        gains = rng.uniform(*BAND_GAIN, bands) * rng.uniform(*COMMON_GAIN)
        return (rng.uniform(*MIX) * gains).astype(np.float32)[:, None, None]
