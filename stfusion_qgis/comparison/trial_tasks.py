"""The trials of methods on dates that are left out as tasks, on threads or on other machines."""

from __future__ import annotations

import time
from collections.abc import Sequence
from concurrent.futures import Future
from typing import Any, NamedTuple

from ..errors import InputError
from ..executors.executor import Executor
from ..methods import all_methods
from ..methods.method import Family
from ..progress import Progress
from ..threads import Relay, completed
from ..translation import tr
from .contest import Contest, Run
from .contestants import Contestant
from .left_out_date import LeftOutDate


class MethodTrial(NamedTuple):
    """A method that predicts a date.

    method: id. pairs, parameters, guided: as of `Contestant`. date: number. folder: for the
    prediction. until: when it has to be done, in seconds of the clock, which machines of a cluster
    share.
    """

    method: str
    pairs: int
    parameters: Any
    guided: bool
    date: int
    folder: str
    until: float


def try_all(executor: Executor, contestants: Sequence[Contestant], dates: Sequence[LeftOutDate],
            folders: Sequence[str], seconds: float, progress: Progress,
            ) -> list[list[Run] | str]:
    """Return what each method has predicted, a run a date; or why it has not predicted them all.

    folders: of the predictions of each date. seconds: for all; baselines are awaited.

    Raises:
        Cancelled: through `progress`.
    """
    until = time.time() + seconds
    executor.begin(_the_dates, list(dates))
    waiting: dict[Future[Run | str], tuple[int, int]] = {}
    for number, contestant in enumerate(contestants):
        for date, folder in enumerate(folders):
            trial = MethodTrial(contestant.method.id, contestant.pairs, contestant.parameters,
                                contestant.guided, date, folder, until)
            waiting[executor.ask(_tried, trial)] = number, date
    count, runs, reasons = len(waiting), {}, {}
    relay = Relay(progress)
    while waiting:
        future = next(completed(set(waiting), relay))
        number, date = waiting.pop(future)
        found = future.result()
        if isinstance(found, str):
            reasons[number] = found
        else:
            runs[number, date] = found
        progress.report(1 - len(waiting) / count)
    return [reasons[number] if number in reasons else
            [runs[number, date] for date in range(len(dates))]
            for number in range(len(contestants))]


def _the_dates(dates: list[LeftOutDate], progress: Progress) -> list[LeftOutDate]:
    return dates


def _tried(dates: list[LeftOutDate], trial: MethodTrial, progress: Progress) -> Run | str:
    """Return the run of a trial, or why there is none."""
    contestant = Contestant(all_methods()[trial.method], trial.pairs, trial.parameters,
                            trial.guided)
    seconds = trial.until - time.time()
    if seconds <= 0 and contestant.method.family is not Family.BASELINE:
        return tr("takes longer than there was time")
    contest = Contest(dates[trial.date], trial.folder, threads=1, seconds=max(seconds, 0.0),
                      stop=progress.is_cancelled)
    try:
        return contest.compete(contestant)
    except InputError as error:
        return str(error)
