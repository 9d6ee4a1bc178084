"""The sums of all blocks of an assessment, from which its metrics follow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

import numpy as np

from ..images.image import Image
from .metrics.block_sums import BlockSums, ImagePair, Setting
from .metrics.metric import Metric, Need
from .metrics.moments import Moments
from .registry import METRICS

S = TypeVar("S", bound=BlockSums)


@dataclass
class Measurements:
    """Sums over pixels, by the image that the prediction is compared with and by their class.

    Without a reference the prediction is compared with itself, for its grey values.
    """

    setting: Setting
    sums: dict[Need, dict[type[BlockSums], BlockSums]] = field(default_factory=dict)

    @classmethod
    def of_block(cls, prediction: Image, others: Mapping[Need, Image],
                 setting: Setting) -> Measurements:
        """Return the sums of one block.

        others: the reference and fine image 1, as far as there are any. All images have
            `HALO` pixels more on each side than the block.
        """
        measured = cls(setting)
        if Need.REFERENCE not in others:
            others = {Need.NOTHING: prediction, **others}
        for need, other in others.items():
            pair = ImagePair.of(prediction, other, setting)
            measured.sums[need] = {kind: kind.of(pair) for kind in _KINDS[need]}
        return measured

    def add(self, other: Measurements) -> None:
        """Add the sums of another block to these."""
        if not self.sums:
            self.sums = other.sums
            return
        for need, kinds in self.sums.items():
            for kind, sums in kinds.items():
                sums.add(other.sums[need][kind])

    def of(self, need: Need, kind: type[S]) -> S:
        """Return the sums of a class."""
        if need is Need.NOTHING and Need.REFERENCE in self.sums:
            need = Need.REFERENCE
        found = self.sums[need][kind]
        if not isinstance(found, kind):
            raise TypeError(f"{found} are no {kind.__name__}")
        return found

    def allows(self, metric: Metric[Any]) -> bool:
        """Say whether the images that a metric needs are there."""
        return metric.need is Need.NOTHING or metric.need in self.sums

    def value(self, metric: Metric[Any]) -> np.ndarray:
        """Return the value of a metric: float64 (bands,), or () for all bands together."""
        return np.asarray(metric.formula(self.of(metric.need, metric.sums), self.setting),
                          np.float64)

    @property
    def pixels(self) -> int:
        """Return the number of pixels compared."""
        return int(self.of(Need.NOTHING, Moments).count)

    @property
    def cells(self) -> int | None:
        """Return the number of coarse pixels compared; None without a coarse image."""
        return int(self.of(Need.COARSE, Moments).count) if Need.COARSE in self.sums else None


_KINDS = {need: list(dict.fromkeys(
    metric.sums for metric in METRICS.values()
    if metric.need is need or (need is Need.REFERENCE and metric.need is Need.NOTHING)))
    for need in Need}
"""The classes of the sums that the metrics need of a pair of images."""
