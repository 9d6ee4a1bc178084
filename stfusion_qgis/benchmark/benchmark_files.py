"""The files of a benchmark in its folder: record, table, report, and a comparison."""

from __future__ import annotations

import os

from ..whole_files import write_text
from .benchmark_comparison import BenchmarkComparison, compare_benchmarks
from .benchmark_record import BenchmarkRecord
from .benchmark_report import write_benchmark
from .benchmark_table import csv_of_benchmark
from .benchmarking import PICTURES

RECORD, TABLE, REPORT = "benchmark.json", "benchmark.csv", "benchmark.html"
COMPARISON = "comparison.md"


def write_benchmark_files(folder: str, record: BenchmarkRecord) -> list[str]:
    """Write the record, the table and the report, and return their paths.

    Raises:
        InputError: a file cannot be written.
    """
    paths = [os.path.join(folder, name) for name in (RECORD, TABLE, REPORT)]
    record.write(paths[0])
    write_text(paths[1], csv_of_benchmark(record))
    write_benchmark(paths[2], record, os.path.join(folder, PICTURES))
    return paths


def compared_files(first: str, second: str) -> BenchmarkComparison:
    """Return two benchmarks side by side, by their folders or their records.

    Raises:
        InputError: one of them cannot be read.
    """
    return compare_benchmarks(*(BenchmarkRecord.read(
        os.path.join(path, RECORD) if os.path.isdir(path) else path) for path in (first, second)))
