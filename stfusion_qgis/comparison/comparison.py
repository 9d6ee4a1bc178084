"""Several predictions of one image: their values, ranks and order, and the table as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.stats import rankdata

from ..quality.assessment import Assessment, csv_number
from ..quality.measured_share import MeasuredShare
from ..quality.metrics.metric import Direction, Metric
from ..quality.registry import METRICS


@dataclass(frozen=True)
class Comparison:
    """Assessments of several predictions of the same image.

    assessments: of the same images but for the prediction; their names differ.
    share: how much of an area was measured; None where the images were measured as a whole.
    complete: whether all predictions that there are were measured, so that they can be ranked.
    """

    assessments: Sequence[Assessment]
    share: MeasuredShare | None = None
    complete: bool = True

    @property
    def names(self) -> list[str]:
        """Return the names of the predictions."""
        return [assessment.name for assessment in self.assessments]

    @property
    def metrics(self) -> list[Metric[Any]]:
        """Return the metrics by which predictions can be better or worse."""
        return [METRICS[key] for key in self.assessments[0].values
                if METRICS[key].direction is not Direction.NONE]

    def values(self, metric: Metric[Any], band: int | None = None) -> list[float]:
        """Return the value of each prediction, of the band with an index or overall."""
        values = [assessment.values[metric.id] for assessment in self.assessments]
        return [value.overall if band is None else value.bands[band] for value in values]

    def ranks(self, metric: Metric[Any], band: int | None = None) -> np.ndarray:
        """Return the rank of each prediction, 1 the best; equals share the mean of their ranks.

        Float64; NaN where the metric is not defined, and everywhere if the comparison is not
        complete.
        """
        if not self.complete:
            return np.full(len(self.assessments), np.nan)
        costs = metric.direction.cost(self.values(metric, band))
        known = ~np.isnan(costs)
        ranks = np.full(len(costs), np.nan)
        ranks[known] = rankdata(costs[known])
        return ranks

    def order(self, metric: Metric[Any]) -> list[int]:
        """Return the indices of the predictions, the best first; undefined ones come last."""
        return np.argsort(metric.direction.cost(self.values(metric)), kind="stable").tolist()

    def mean_ranks(self) -> np.ndarray:
        """Return the mean of the ranks of each prediction over all metrics that are defined."""
        ranks = np.array([self.ranks(metric) for metric in self.metrics])
        ranks = ranks[~np.isnan(ranks).any(axis=1)]
        return ranks.mean(axis=0) if len(ranks) else np.full(len(self.assessments), np.nan)

    def to_csv(self) -> str:
        """Return a table as CSV: a row for each metric, band and prediction."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(["prediction", "metric", "unit", "direction", "band", "value", "rank"])
        for metric in self.metrics:
            for assessment, rank in zip(self.assessments, self.ranks(metric)):
                value = assessment.values[metric.id]
                start = [assessment.name, metric.id, metric.unit.value, metric.direction.value]
                writer.writerow([*start, "overall", csv_number(value.overall), csv_number(rank)])
                for band, number in zip(assessment.bands, value.bands):
                    writer.writerow([*start, band, csv_number(number), ""])
        for name, rank in zip(self.names, self.mean_ranks() if self.complete else ()):
            writer.writerow([name, "MEAN_RANK", "", Direction.LOWER.value, "overall",
                             csv_number(rank), ""])
        if self.share is not None:
            share = csv_number(self.share.percent)
            for one in self.assessments:
                writer.writerow([one.name, "PIXELS", "", "", "overall", one.pixels, ""])
                writer.writerow([one.name, f"SHARE_OF_{self.share.area.upper()}", "%", "",
                                 "overall", share, ""])
        return text.getvalue()


def leaders(ranks: np.ndarray) -> list[int]:
    """Return the places of the best ranks; none where all are equal or none is defined."""
    known = ranks[~np.isnan(ranks)]
    if not known.size or known.min() == known.max():
        return []
    return np.flatnonzero(ranks == known.min()).tolist()


def distinct_names(names: Sequence[str]) -> list[str]:
    """Return the names, numbered where they are the same."""
    return [f"{name} ({names[:i].count(name) + 1})" if names.count(name) > 1 else name
            for i, name in enumerate(names)]
