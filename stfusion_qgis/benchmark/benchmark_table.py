"""The table of a benchmark as CSV: a row for each method, date and band."""

from __future__ import annotations

import csv
import io
import math

from ..quality.assessment import Value, csv_number
from ..quality.metrics.metric import Direction, Need
from ..quality.registry import METRICS
from .benchmark_record import BenchmarkRecord, MethodRecord

ALL = "all"


def metrics_of(record: BenchmarkRecord) -> list[str]:
    """Return the ids of the measures that compare with the true image, in their order."""
    there = {key for method in record.methods for one in method.assessments for key in one.values}
    return [key for key, metric in METRICS.items() if key in there
            and metric.need is Need.REFERENCE and metric.direction is not Direction.NONE]


def csv_of_benchmark(record: BenchmarkRecord) -> str:
    """Return the table: of each method all dates together, each date, and each band of it."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    metrics = metrics_of(record)
    writer.writerow(["method", "pairs", "date", "band", "pixels", "error", "low", "high",
                     "tied", "predicted", "seconds", *metrics])
    for method in record.methods:
        start = [method.id, method.pairs]
        writer.writerow([*start, ALL, ALL, sum(date.pixels for date in record.dates),
                         *map(csv_number, (method.error, method.low, method.high)),
                         int(method.tied), csv_number(method.predicted),
                         f"{method.seconds:.2f}",
                         *(csv_number(method.mean(metric)) for metric in metrics)])
        for number, date in enumerate(record.dates):
            for band, name in enumerate((ALL, *record.bands), -1):
                writer.writerow([*start, date.date, name, date.pixels, *[""] * 6, *(
                    csv_number(_value(method, number, metric, band)) for metric in metrics)])
    return text.getvalue()


def _value(method: MethodRecord, date: int, metric: str, band: int) -> float:
    """Return a measure of a method on a date; band: -1 for all together."""
    value = method.assessments[date].values.get(metric, Value(math.nan))
    if band < 0:
        return value.overall
    return value.bands[band] if band < len(value.bands) else math.nan
