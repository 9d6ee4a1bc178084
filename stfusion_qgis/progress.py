"""Progress, log and cancellation of a long task, without knowing who listens."""

from __future__ import annotations

from collections.abc import Callable

from .errors import Cancelled
from .remedies import Remedy


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

    def warn(self, text: str, remedy: Remedy | None = None) -> None:
        """Write a warning into the log: the task goes on, but the user should know.

        remedy: what mends it, where that is known.
        """

    def part(self, start: float, stop: float) -> Progress:
        """Return a progress whose 0 to 1 is `start` to `stop` of this one."""
        return _Part(self, start, stop)

    def until(self, cancelled: Callable[[], bool]) -> Progress:
        """Return this progress, cancelled also as soon as `cancelled` says so."""
        return _Until(self, cancelled)

    def collecting(self) -> CollectedProgress:
        """Return this progress, which also keeps what it is told."""
        return CollectedProgress(self)


class PassedOnProgress(Progress):
    """A progress that passes on all that it is told to `listener`."""

    def __init__(self, listener: Progress):
        self.listener = listener

    def is_cancelled(self) -> bool:
        return self.listener.is_cancelled()

    def show(self, fraction: float, text: str) -> None:
        self.listener.show(fraction, text)

    def info(self, text: str) -> None:
        self.listener.info(text)

    def warn(self, text: str, remedy: Remedy | None = None) -> None:
        self.listener.warn(text, remedy)


class _Part(PassedOnProgress):
    def __init__(self, whole: Progress, start: float, stop: float):
        super().__init__(whole)
        self._start, self._stop = start, stop

    def show(self, fraction: float, text: str) -> None:
        super().show(self._start + fraction * (self._stop - self._start), text)


class _Until(PassedOnProgress):
    def __init__(self, listener: Progress, cancelled: Callable[[], bool]):
        super().__init__(listener)
        self._cancelled = cancelled

    def is_cancelled(self) -> bool:
        return self._cancelled() or super().is_cancelled()


class CollectedProgress(PassedOnProgress):
    """A progress that keeps what it is told, and passes it on.

    shown: fractions and texts. infos, warnings: lines of the log. All in the order in which they
    came. remedies: of warnings, by their texts.
    """

    def __init__(self, listener: Progress):
        super().__init__(listener)
        self.shown: list[tuple[float, str]] = []
        self.infos: list[str] = []
        self.warnings: list[str] = []
        self.remedies: dict[str, Remedy] = {}

    def show(self, fraction: float, text: str) -> None:
        self.shown.append((fraction, text))
        super().show(fraction, text)

    def info(self, text: str) -> None:
        self.infos.append(text)
        super().info(text)

    def warn(self, text: str, remedy: Remedy | None = None) -> None:
        self.warnings.append(text)
        if remedy is not None:
            self.remedies[text] = remedy
        super().warn(text, remedy)
