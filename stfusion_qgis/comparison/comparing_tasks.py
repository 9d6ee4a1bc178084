"""The measuring of several predictions as tasks: one each, on threads or on other machines."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass

from ..executors.executor import Executor
from ..images.sampling import Statistics
from ..progress import Progress
from ..quality.assess import assess, statistics_of
from ..quality.assessed_images import AssessedImages
from ..quality.assessment import Assessment
from ..threads import Relay, completed
from .comparison import Comparison


@dataclass(frozen=True)
class _Measured:
    images: AssessedImages
    names: Sequence[str]
    data_range: float | None
    statistics: Statistics | None = None


def compare_on(executor: Executor, images: AssessedImages, names: Sequence[str],
               data_range: float | None, progress: Progress) -> Comparison:
    """Return the assessments of the predictions of `images`, as `compare` does; names: of each.

    Raises:
        InputError: a prediction shares no valid pixel with what it is compared with.
        Cancelled: through `progress`.
    """
    executor.begin(_with_statistics, _Measured(images, names, data_range))
    waiting: dict[Future[Assessment], int] = {
        executor.ask(_assessed, number): number for number in range(len(names))}
    found: dict[int, Assessment] = {}
    relay = Relay(progress)
    while waiting:
        future = next(completed(set(waiting), relay))
        found[waiting.pop(future)] = future.result()
        progress.report(len(found) / len(names))
    return Comparison([found[number] for number in range(len(names))])


def _with_statistics(given: _Measured, progress: Progress) -> _Measured:
    lead = given.images.reference or given.images.fine_1
    statistics = None if lead is None else statistics_of(lead, 512, 1, progress)
    return _Measured(given.images, given.names, given.data_range, statistics)


def _assessed(shared: _Measured, number: int, progress: Progress) -> Assessment:
    images = shared.images
    return assess(images.predictions[number], images.reference, images.coarse, images.cells,
                  images.fine_1, ratio=images.ratio, data_range=shared.data_range,
                  statistics=shared.statistics, name=shared.names[number], threads=1,
                  progress=progress)
