"""A scheduler of Dask with two workers, as processes of their own."""

import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]

_CLUSTER = """
import sys
from distributed import LocalCluster
if __name__ == "__main__":
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        print(cluster.scheduler_address, flush=True)
        sys.stdin.read()
"""


@contextmanager
def local_cluster(folder):
    """Run a cluster, and give its address; folder: for its script."""
    script = folder / "cluster.py"
    script.write_text(_CLUSTER)
    with subprocess.Popen([sys.executable, str(script)], stdin=subprocess.PIPE, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=folder,
                          env={**os.environ, "PYTHONPATH": str(REPOSITORY)}) as cluster:
        try:
            yield cluster.stdout.readline().strip()
        finally:
            cluster.stdin.close()
            cluster.wait(60)
