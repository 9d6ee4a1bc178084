"""The table of metrics that people see, on the screen, in pictures and in spreadsheets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..quality.assessment import number_text
from ..quality.html_page import direction_text, metric_label
from ..quality.metrics.metric import Metric
from ..translation import tr
from .comparison import Comparison, leaders

MEAN_RANK = "MEAN_RANK"


@dataclass(frozen=True)
class Row:
    """A line of the table.

    metric: id, or `MEAN_RANK`. label, direction, help: for people.
    values: one a column, None where there is none; texts: likewise.
    best: columns of the best methods. bands: a row for each band, where there are several methods.
    """

    metric: str
    label: str
    direction: str
    help: str
    values: Sequence[float | None]
    best: Sequence[int] = ()
    bands: Sequence[Row] = ()

    @property
    def texts(self) -> list[str]:
        """Return the values as people read them."""
        return ["" if value is None else number_text(value) for value in self.values]


@dataclass(frozen=True)
class Table:
    """Columns are methods; or, of a single method, the value of all bands and of each band."""

    columns: Sequence[str]
    rows: Sequence[Row]


def table_of(comparison: Comparison) -> Table:
    """Return the table of a comparison."""
    bands = comparison.assessments[0].bands
    if len(comparison.names) == 1:
        values = comparison.assessments[0].values
        missing = [None] * len(bands)
        shown = len(bands) + 1 if len(bands) > 1 else 1
        rows = [_row(metric, [values[metric.id].overall,
                              *(values[metric.id].bands or missing)][:shown])
                for metric in comparison.metrics]
        return Table([tr("Overall"), *bands][:shown], rows)
    rows = [_row(metric, comparison.values(metric), leaders(comparison.ranks(metric)),
                 _band_rows(comparison, metric)) for metric in comparison.metrics]
    if not comparison.complete:
        return Table(comparison.names, rows)
    ranks = comparison.mean_ranks()
    rows.append(Row(MEAN_RANK, tr("Mean rank"), "↓ 1", tr(
        "The mean of the ranks of a method over all metrics; 1 is the best in all."),
        ranks.tolist(), leaders(ranks)))
    return Table(comparison.names, rows)


def _row(metric: Metric, values: Sequence[float | None], best: Sequence[int] = (),
         bands: Sequence[Row] = ()) -> Row:
    direction = direction_text(metric)
    text = f"{tr(metric.help)}\n{direction[:1]} {tr(metric.direction.value)}"
    return Row(metric.id, metric_label(metric), direction, text, values, best, bands)


def _band_rows(comparison: Comparison, metric: Metric) -> list[Row]:
    names = comparison.assessments[0].bands
    if not metric.per_band or len(names) == 1:
        return []
    return [Row(metric.id, name, "", tr(metric.help), comparison.values(metric, band),
                leaders(comparison.ranks(metric, band))) for band, name in enumerate(names)]
