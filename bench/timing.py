"""Fair timing: everything in one run, in turns, medians."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple


class Contestant(NamedTuple):
    """What is timed: a call, and how many units of work it does."""

    run: Callable[[], object]
    units: float


def compare(title: str, contestants: dict[str, Contestant], unit: str,
            against: Iterable[str], rounds: int = 5) -> None:
    """Time the contestants in turns and print a table.

    unit: what a unit of work is, for the heading.
    against: the contestants that the others' speed is given as a multiple of.
    """
    for contestant in contestants.values():
        contestant.run()
    seconds: dict[str, list[float]] = {name: [] for name in contestants}
    for _ in range(rounds):
        for name, contestant in contestants.items():
            start = time.perf_counter()
            contestant.run()
            seconds[name].append((time.perf_counter() - start) / contestant.units)
    median = {name: statistics.median(times) for name, times in seconds.items()}
    against = list(against)
    print(f"\n### {title}\n")
    headings = [f"ns per {unit}", *(f"times as fast as {name}" for name in against)]
    print(f"| | {' | '.join(headings)} |")
    print("|---|" + "---:|" * (1 + len(against)))
    for name, time_of_unit in median.items():
        ratios = [f"{median[other] / time_of_unit:.1f}" for other in against]
        print(f"| {name} | " + " | ".join([f"{time_of_unit * 1e9:.3f}", *ratios]) + " |")


def on_threads(work: Callable[[int, int], object], rows: int, threads: int, step: int = 16) -> None:
    """Call work(first row, end row) for pieces of `step` rows on so many threads."""
    pieces = [(first, min(first + step, rows)) for first in range(0, rows, step)]
    if threads == 1:
        for piece in pieces:
            work(*piece)
        return
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(lambda piece: work(*piece), pieces))
