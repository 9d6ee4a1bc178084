"""The verdict on a network beside methods that need no training: in numbers and in words."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from enum import Enum
from typing import Any

import numpy as np

from ...quality.assessment import number_text
from ...translation import tr

VERDICT_METRICS = ("RMSE", "SSIM", "SAM", "ERGAS")
"""The metrics by which predictions are compared; the first decides."""

NETWORK, COPY, BASELINE, CLASSICAL = "network", "copy", "baseline", "classical"


class Grade(Enum):
    """The grade of a network."""

    BEST = "better than all methods"
    BETTER = "better than the baseline"
    WORSE = "not better than the baseline"


@dataclass(frozen=True)
class RankedPrediction:
    """A prediction and its quality.

    kind: "network", "copy" (fine image 1 as it is), "baseline" (the temporal difference) or
    "classical". pairs: number of references. values: metrics over all bands, None where not
    defined. bands: RMSE of each band. seconds: that the prediction took.
    """

    kind: str
    id: str
    title: str
    pairs: int
    seconds: float
    values: dict[str, float | None] = field(default_factory=dict)
    bands: Sequence[float] = ()

    @property
    def rmse(self) -> float:
        """Return the value that decides, NaN if it is not defined."""
        value = self.values["RMSE"]
        return math.nan if value is None else value


@dataclass(frozen=True)
class Pictures:
    """The measured part of the images, float32 (bands, rows, columns), NaN where not known.

    rival: by the best of the other methods that takes no more pairs; rival_title: its name.
    """

    fine_1: np.ndarray
    coarse_prediction: np.ndarray
    prediction: np.ndarray
    rival: np.ndarray
    truth: np.ndarray
    rival_title: str


@dataclass(frozen=True)
class Verdict:
    """The verdict on a network, measured on images that training has not seen.

    rows: the network first, then the others, the best first. target: the date that was predicted;
    references: the other dates, the nearest first. spatial: whether only a part of the area is
    new to the network. pixels: how many were compared. pairs: how many the network takes.
    band_names, wavelengths: of the images, the latter in nm or None.
    skipped: titles of methods that did not take part, and why. simulated: whether the coarse
    images are.
    """

    rows: Sequence[RankedPrediction]
    target: str
    references: Sequence[str]
    spatial: bool
    simulated: bool
    pixels: int
    pairs: int
    band_names: Sequence[str]
    wavelengths: Sequence[float | None] = ()
    skipped: Sequence[tuple[str, str]] = ()
    pictures: Pictures | None = None

    @property
    def network(self) -> RankedPrediction:
        """Return the row of the network."""
        return self.rows[0]

    @property
    def baseline(self) -> RankedPrediction:
        """Return the better one of copying fine image 1 and the temporal difference."""
        return min(self._of(COPY, BASELINE), key=lambda row: row.rmse)

    @property
    def best_classical(self) -> RankedPrediction | None:
        """Return the best of the other methods that take no more pairs than the network."""
        return min(self._of(CLASSICAL), key=lambda row: row.rmse, default=None)

    @property
    def better_with_more(self) -> RankedPrediction | None:
        """Return the best method with more pairs, if it is better than the network."""
        more = [row for row in self.rows if row not in self.equals
                and row.rmse < self.network.rmse]
        return min(more, key=lambda row: row.rmse, default=None)

    @property
    def grade(self) -> Grade:
        """Return the grade among the methods that know no more than the network."""
        if not self.network.rmse < self.baseline.rmse:
            return Grade.WORSE
        best = self.best_classical
        return Grade.BEST if best is None or self.network.rmse < best.rmse else Grade.BETTER

    @property
    def equals(self) -> list[RankedPrediction]:
        """Return the network and all that take no more pairs than it, or one."""
        return [row for row in self.rows if row.pairs <= max(self.pairs, 1)]

    def _of(self, *kinds: str) -> list[RankedPrediction]:
        return [row for row in self.equals if row.kind in kinds]

    def headline(self) -> str:
        """Return the verdict in a sentence or two."""
        best = self.best_classical
        if self.grade is Grade.WORSE:
            return tr("This network is not better than {method}. Do not use it as it is."
                      ).format(method=self.baseline.title)
        if best is not None and self.grade is Grade.BETTER:
            return tr("This network is better than the temporal difference, but {method} is better "
                      "and needs no training.").format(method=best.title)
        if best is None:
            text = tr("This network is better than the temporal difference.")
        else:
            text = tr("This network is better than all methods that it was compared with.")
        if self.better_with_more is not None:
            text += " " + tr("With more images, {method} is better.").format(
                method=self.better_with_more.title)
        return text

    def explanation(self) -> str:
        """Return the numbers behind the verdict, in sentences."""
        rivals = [self.baseline, *filter(None, [self.best_classical, self.better_with_more])]
        others = "; ".join(f"{row.title} {number_text(row.rmse)}" for row in rivals)
        where = tr("a part of the area that it had not seen, on {date}") if self.spatial \
            else tr("the date {date}, which it had not seen")
        return tr("Root mean square error on {where}: network {error}; {others}.").format(
            where=where.format(date=self.target), error=number_text(self.network.rmse),
            others=others)

    def as_dict(self) -> dict[str, Any]:
        """Return the verdict as JSON can hold it, without pictures."""
        best = self.best_classical
        return {
            "grade": self.grade.value, "headline": self.headline(),
            "explanation": self.explanation(), "target": self.target,
            "references": list(self.references), "spatial": self.spatial,
            "simulated": self.simulated, "pixels": self.pixels, "pairs": self.pairs,
            "rmse": self.network.rmse, "rmse_baseline": self.baseline.rmse,
            "rmse_best_classical": None if best is None else best.rmse,
            "best_classical": None if best is None else best.title,
            "beats_baseline": self.grade is not Grade.WORSE,
            "beats_classical": self.grade is Grade.BEST,
            "rows": [asdict(row) for row in self.rows],
            "skipped": [list(entry) for entry in self.skipped]}

    def accuracy(self) -> dict[str, Any]:
        """Return the entry of the network's contract on its accuracy."""
        best = self.best_classical
        return {"verdict": self.grade.value, "measured_on": self.target,
                "held_out": "spatial" if self.spatial else "date",
                "simulated_coarse_images": self.simulated, "pixels": self.pixels,
                **{key.lower(): value for key, value in self.network.values.items()
                   if value is not None},
                **{f"rmse_{row.id}": row.rmse for row in self._of(COPY, BASELINE)},
                **({} if best is None else {f"rmse_{best.id}": best.rmse})}
