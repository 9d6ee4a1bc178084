"""The cluster of Dask that a user names, before it is started or connected to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Cluster:
    """The cluster that a user names; without anything, the one that Dask's configuration names.

    scheduler: address of one that runs, such as tcp://10.0.0.1:8786. kind: class of a cluster to
    start, such as dask_jobqueue.SLURMCluster, which takes its settings from Dask's configuration.
    workers: how many to start, as local processes if no kind is named; 0 leaves it to the cluster.
    """

    scheduler: str = ""
    kind: str = ""
    workers: int = 0
