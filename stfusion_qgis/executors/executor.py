"""The contract of an executor: one preparation that all tasks share, and many tasks."""

from __future__ import annotations

import copy
from abc import ABC, abstractmethod
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

from ..progress import Progress

I = TypeVar("I")  # noqa: E741
R = TypeVar("R")


class Executor(ABC):
    """Something that computes tasks, on threads or on other machines. Use it in a `with` statement.

    workers: how many tasks it computes at a time; on a cluster that grows, those of now.
    """

    @property
    @abstractmethod
    def workers(self) -> int:
        """Return how many tasks are computed at a time."""

    @abstractmethod
    def begin(self, prepare: Callable[[Any, Progress], Any], given: Any) -> None:
        """Prepare what all tasks share: `prepare(given, progress)`, once, wherever it is wanted."""

    @abstractmethod
    def ask(self, task: Callable[[Any, I, Progress], R], item: I) -> Future[R]:
        """Return the future of `task(shared, item, progress)`, a function of a module.

        It raises what the preparation raised, if that failed.
        """

    def apart(self) -> Executor:
        """Return an executor with the same workers that prepares something of its own.

        It lives as long as this one, which alone is closed.
        """
        return copy.copy(self)

    @abstractmethod
    def close(self) -> None:
        """Give up what is not done, and let go of threads and connections."""

    def __enter__(self) -> Executor:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()
