"""Progress, log and cancellation of a long task, without knowing who listens."""

from __future__ import annotations

from .errors import Cancelled


class Progress:
    """Base class and silent default; QGIS and the command line bring their own.

    A long task calls `report` often: it is the place where a cancelled task ends.
    """

    def report(self, fraction: float, text: str = "") -> None:
        """Say that `fraction` (0 to 1) of the task is done; `text` names the step.

        Raises:
            Cancelled: the user has cancelled the task.
        """
        self.check()
        self.show(fraction, text)

    def check(self) -> None:
        """Raise `Cancelled` if the user has cancelled the task."""
        if self.is_cancelled():
            raise Cancelled()

    def is_cancelled(self) -> bool:
        """Say whether the user has cancelled the task."""
        return False

    def show(self, fraction: float, text: str) -> None:
        """Show the progress."""

    def info(self, text: str) -> None:
        """Write a line into the log."""

    def warn(self, text: str) -> None:
        """Write a warning into the log: the task goes on, but the user should know."""

    def part(self, start: float, stop: float) -> Progress:
        """Return a progress whose 0 to 1 is `start` to `stop` of this one."""
        return _Part(self, start, stop)


class _Part(Progress):
    def __init__(self, whole: Progress, start: float, stop: float):
        self._whole, self._start, self._stop = whole, start, stop

    def is_cancelled(self) -> bool:
        return self._whole.is_cancelled()

    def show(self, fraction: float, text: str) -> None:
        self._whole.show(self._start + fraction * (self._stop - self._start), text)

    def info(self, text: str) -> None:
        self._whole.info(text)

    def warn(self, text: str) -> None:
        self._whole.warn(text)
