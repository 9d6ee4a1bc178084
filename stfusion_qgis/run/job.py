"""What a job is, and what kinds of jobs tell of themselves for the help of the command line."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from ..executors.cluster import Cluster
from ..executors.executor import Executor
from ..executors.on_threads import OnThreads
from ..progress import Progress

THREADS, DASK = "threads", "dask"


@dataclass(frozen=True)
class RunSettings:
    """How a job is computed; none of it changes the values of the result.

    executor: "threads" or "dask". threads: 0 for one a processor core. workers, scheduler,
    cluster: of Dask, see `Cluster`. tile: side of a tile in fine pixels. memory_mb: that the
    blocks may take, of each worker on a cluster; 0 for any. work: folder that all workers see, for
    files that a season needs meanwhile; "" for that of the results. float_output: float32 instead
    of the fine image's data type. overviews: smaller copies inside of a GeoTIFF; tiles have them
    always.
    """

    executor: str = THREADS
    threads: int = 0
    workers: int = 0
    scheduler: str = ""
    cluster: str = ""
    tile: int = 2048
    memory_mb: int = 0
    work: str = ""
    float_output: bool = False
    overviews: bool = False

    @property
    def memory(self) -> int:
        """Return the bytes that blocks may take, 0 for any."""
        return self.memory_mb * 2**20

    def memory_of_a_task(self, executor: Executor) -> int:
        """Return the bytes that a task may take: on threads, all of them share the memory."""
        return self.memory if self.executor == DASK else self.memory // executor.workers

    def made_executor(self) -> Executor:
        """Return what computes tasks; use it in a `with` statement.

        Raises:
            InputError: there is no such cluster.
        """
        if self.executor == DASK:
            from ..executors.on_dask import OnDask  # takes a second, and may not be there

            return OnDask(Cluster(self.scheduler, self.cluster, self.workers))
        return OnThreads(self.threads)


class JobEntry(NamedTuple):
    """An entry of a job: the path of a file or a folder, or a list of images.

    name: in a job file and, with dashes, of the option. many: whether it is a list.
    """

    name: str
    help: str
    many: bool = False


class RunJob(ABC):
    """Something that is asked for, checked as far as nothing has to be opened for it."""

    @abstractmethod
    def described(self) -> dict[str, Any]:
        """Return what is asked for, as JSON can hold it, for the log."""

    @abstractmethod
    def run(self, progress: Progress) -> dict[str, Any]:
        """Do it, and return its results as JSON can hold them.

        "outputs" are the paths of what was written, "failed" reasons by what could not be made.

        Raises:
            InputError: it cannot be carried out.
            Cancelled: the user cancelled.
        """


class JobKind(ABC):
    """A kind of jobs: one for each method, and those of many dates or methods.

    id: what stands first on the command line. title, summary, help, source: for people.
    entries: of the job besides the tables. Parameters: a described dataclass.
    takes_masks: whether the tables `masks` and `dates` tell of single images by their roles; or
    `inputs` of all images at once, as `Inputs.as_dict` writes them.
    """

    id: str
    title: str
    summary: str
    help: str
    source: str = ""
    entries: tuple[JobEntry, ...]
    Parameters: type
    takes_masks: bool = False

    @abstractmethod
    def job(self, data: Mapping[str, Any], folder: str, settings: RunSettings) -> RunJob:
        """Return the job of some tables; folder: to which paths are relative, "" for the current.

        Raises:
            InputError: something in it is missing, unknown, or of another kind.
        """
