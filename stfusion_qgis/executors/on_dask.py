"""Tasks on a cluster of Dask: local processes, a scheduler's address, or any class of clusters.

Dask itself schedules, moves what is prepared to the workers that need it, prepares it again if all
that had it have died, and repeats the tasks of workers that have died. Only the command line
imports this module, where it is asked for; QGIS never does.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from typing import Any

from ..errors import InputError
from ..progress import Progress
from ..translation import tr
from .cluster import Cluster
from .executor import Executor, I, R

try:
    import distributed

    from .carrying import brought, carried
except ImportError:
    distributed = None

_RETRIES = 2  # of tasks that fail for no fault of the images: a disk that did not answer, say


class OnDask(Executor):
    """An executor with the workers of a cluster."""

    def __init__(self, named: Cluster):
        """Connect to the cluster, or start it.

        Raises:
            InputError: Dask is not installed, or the cluster cannot be reached or started.
        """
        if distributed is None:
            raise InputError(tr("A cluster needs the Python package distributed (Dask). Install it "
                                "with: pip install distributed"))
        self._cluster = _started(named)
        try:
            self._client = distributed.Client(
                self._cluster or named.scheduler or None, set_as_default=False)
        except (OSError, ValueError, TimeoutError) as error:
            raise InputError(tr("The Dask scheduler {address} cannot be reached ({reason}). Check "
                                "its address, and that it runs.").format(
                                    address=named.scheduler, reason=error)) from error
        self._tasks = self._client.get_executor(pure=False, retries=_RETRIES)
        self._shared: Any = None

    @property
    def workers(self) -> int:
        return max(1, sum(self._client.nthreads().values()))

    def begin(self, prepare: Callable[[Any, Progress], Any], given: Any) -> None:
        # A task like others, and nothing scattered from here: so it outlives any worker.
        self._shared = self._client.submit(_prepared, carried((prepare, given)), pure=False)

    def ask(self, task: Callable[[Any, I, Progress], R], item: I) -> Future[R]:
        return self._tasks.submit(_asked, task, self._shared, item)

    def close(self) -> None:
        with suppress(Exception):
            self._tasks.shutdown(wait=False)
        self._client.close()
        if self._cluster is not None:
            self._cluster.close()


class _Carried:
    """What is prepared, on its way between workers.

    It is carried as a whole: arrays that Dask moves by itself arrive read-only.
    """

    def __init__(self, value: Any):
        self.value = value

    def __reduce__(self) -> tuple[Any, ...]:
        return _arrived, (carried(self.value),)


def _arrived(data: bytes) -> _Carried:
    return _Carried(brought(data))


def _prepared(data: bytes) -> _Carried:
    prepare, given = brought(data)
    return _Carried(prepare(given, Progress()))


def _asked(task: Callable[[Any, I, Progress], R], shared: _Carried, item: I) -> R:
    return task(shared.value, item, Progress())


def _started(named: Cluster) -> Any:
    """Return the cluster that has to be started, None where one runs."""
    if not named.kind:
        if named.scheduler or not named.workers:
            return None
        return distributed.LocalCluster(n_workers=named.workers, threads_per_worker=1,
                                        dashboard_address=None)
    module, _, name = named.kind.rpartition(".")
    try:
        cluster = getattr(importlib.import_module(module), name)()
    except (ImportError, AttributeError, ValueError) as error:
        raise InputError(tr("The cluster {kind} cannot be started: {reason}").format(
            kind=named.kind, reason=error)) from error
    if named.workers:
        cluster.scale(named.workers)
    return cluster
