"""Runs of whole scenes while the user goes on; their results are loaded into the project."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from qgis.core import Qgis, QgsApplication, QgsRasterLayer
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ....errors import InputError
from ....time_left import TimeLeft, duration_text
from ....translation import tr
from .background_run import BackgroundRun, Job
from .season_group import SeasonGroup, follow_each_other

Tell = Callable[[str, Qgis.MessageLevel], None]

_PAUSE = 20  # milliseconds between opening and loading results, so that the window does not stall


class BackgroundRuns(QObject):
    """Batches of runs; the dates of one batch are predicted one after the other.

    tell: shows a message to the user. loaded: the layers of several dates, in a group by now.
    progressed: something has gone on, begun or ended.
    """

    loaded = pyqtSignal(list)
    progressed = pyqtSignal()

    def __init__(self, tell: Tell, parent: QObject | None = None):
        super().__init__(parent)
        self._tell = tell
        self._batches: list[_Batch] = []
        self._closed = False

    def start(self, jobs: Sequence[Job]) -> None:
        """Run jobs; the tasks can be seen and cancelled in QGIS's status bar."""
        batch = _Batch(jobs)
        self._batches.append(batch)
        self._next(batch)

    def count(self) -> int:
        """Return the number of runs that have not ended."""
        return sum(len(batch.waiting) + (batch.run is not None) for batch in self._batches)

    def paths(self) -> list[str]:
        """Return the files that will be written."""
        return [path for batch in self._batches for job in batch.jobs
                for path in (job.output, job.uncertainty) if path]

    def cancel(self) -> None:
        """Cancel all runs, those that wait too."""
        for batch in self._batches:
            batch.waiting.clear()
            if batch.run is not None:
                batch.run.task.cancel()

    def close(self) -> None:
        """Cancel all runs for good; what they still tell is not heard any more."""
        self._closed = True
        self.cancel()

    def fraction(self) -> float:
        """Return how much of all that was begun is done, 0 to 1."""
        whole = sum(len(batch.jobs) for batch in self._batches)
        return sum(batch.done() for batch in self._batches) / whole if whole else 1.0

    def texts(self) -> list[str]:
        """Return what is being predicted, and how long it will take, as far as that is known."""
        running = [batch for batch in self._batches if batch.run is not None]
        if not running:
            return []
        batch = running[0]
        number = len(batch.jobs) - len(batch.waiting)
        label = batch.run.job.label if batch.run is not None else ""
        parts = [label if len(batch.jobs) == 1 else tr("{label} ({number} of {count})").format(
            label=label, number=number, count=len(batch.jobs))]
        lefts = [left for each in running
                 if (left := each.left.seconds(each.done() / len(each.jobs))) is not None]
        if lefts and all(each.done() < len(each.jobs) for each in running):
            parts.append(tr("about {time} left").format(time=duration_text(max(lefts))))
        return parts

    def _next(self, batch: _Batch) -> None:
        """Begin the next run of a batch that can begin, or end the batch."""
        batch.run = None
        while batch.waiting and batch.run is None:
            job = batch.waiting.pop(0)
            try:
                batch.run = self._begun(batch, job)
            except InputError as error:
                batch.failures.append((job, str(error)))
        if batch.run is None:
            self._batches.remove(batch)
            self._conclude(batch)
        self.progressed.emit()

    def _begun(self, batch: _Batch, job: Job) -> BackgroundRun:
        """Return a run that has begun, or raise `InputError`."""
        run = BackgroundRun(job)
        run.task.executed.connect(lambda ok, results: self._ended(batch, run, ok))
        run.feedback.progressChanged.connect(self._go_on)
        run.remember()
        QgsApplication.taskManager().addTask(run.task)
        return run

    def _go_on(self, *percent: float) -> None:
        if not self._closed:
            self.progressed.emit()

    def _ended(self, batch: _Batch, run: BackgroundRun, succeeded: bool) -> None:
        if self._closed:
            return
        if succeeded:
            run.open()
            QTimer.singleShot(_PAUSE, lambda: self._load(batch, run))
            return
        if run.feedback.isCanceled():
            batch.waiting.clear()
        else:
            errors = run.feedback.errors
            batch.failures.append((run.job, errors[-1] if errors else "?"))
        self._next(batch)

    def _load(self, batch: _Batch, run: BackgroundRun) -> None:
        if self._closed:
            return
        run.load()
        if run.layer is not None:
            batch.layers.append(run.layer)
            if len(batch.jobs) > 1:
                batch.group.add(run.layer)
        batch.succeeded += 1
        self._next(batch)

    def _conclude(self, batch: _Batch) -> None:
        """Let several results follow each other, and say what has become of the batch."""
        job, seconds = batch.jobs[0], time.monotonic() - batch.started
        batch.layers = [layer for layer in batch.layers if not sip.isdeleted(layer)]
        if len(batch.layers) > 1:
            follow_each_other(batch.layers)
        if batch.succeeded == 1:
            self._tell(tr("{method} has made its prediction in {time}.").format(
                method=job.title, time=duration_text(seconds)), Qgis.MessageLevel.Success)
        elif batch.succeeded:
            self._tell(tr("{method} has predicted {count} dates in {time}.").format(
                method=job.title, count=batch.succeeded, time=duration_text(seconds)),
                Qgis.MessageLevel.Success)
        for reason, labels in _by_reason(batch.failures).items():
            self._tell(tr("{method} failed: {reason}").format(
                method=", ".join(labels), reason=reason), Qgis.MessageLevel.Critical)
        if len(batch.layers) > 1:
            self.loaded.emit(batch.layers)


class _Batch:
    """Jobs of one start, and what has become of them."""

    def __init__(self, jobs: Sequence[Job]):
        self.jobs, self.waiting = list(jobs), list(jobs)
        self.run: BackgroundRun | None = None
        self.layers: list[QgsRasterLayer] = []
        self.group = SeasonGroup(self.jobs[0].title)
        self.failures: list[tuple[Job, str]] = []
        self.succeeded = 0
        self.started = time.monotonic()
        self.left = TimeLeft()

    def done(self) -> float:
        """Return how many jobs are done, with the part of the one that runs."""
        ended = len(self.jobs) - len(self.waiting)
        return ended if self.run is None else ended - 1 + self.run.feedback.progress() / 100


def _by_reason(failures: Sequence[tuple[Job, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for job, reason in failures:
        found.setdefault(reason, []).append(job.label)
    return found
