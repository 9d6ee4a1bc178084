"""`python -m stfusion_qgis.run`: fusion from the command line, without QGIS."""

from __future__ import annotations

import signal
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from types import FrameType
from typing import Any

from ..blas_threads import one_blas_thread
from ..errors import Cancelled, InputError
from ..methods import problems
from .job import RunJob
from .job_file import job_of, read_job
from .options import parsed
from .terminal import TerminalProgress

COMPLETE, UNUSABLE, INCOMPLETE, INTERRUPTED = 0, 2, 3, 130


class _Interruptible(TerminalProgress):
    """A progress that ends the run at SIGINT: at its next step, so that it can tidy up."""

    interrupted = False

    def interrupt(self, number: int, frame: FrameType | None) -> None:
        self.interrupted = True

    def is_cancelled(self) -> bool:
        return self.interrupted


def main(arguments: Sequence[str]) -> int:
    """Run what the command line asks for, and return the exit code."""
    given, tables = parsed(arguments)
    with ExitStack() as stack:
        stack.enter_context(one_blas_thread())
        try:
            log = stack.enter_context(open(given.log, "a", encoding="utf-8")) if given.log \
                else None
        except OSError as error:
            print(f"{given.log}: {error.strerror}", file=sys.stderr)
            return UNUSABLE
        progress = _Interruptible(sys.stderr, log)
        stack.callback(progress.close)
        signal.signal(signal.SIGINT, progress.interrupt)
        try:
            results = _run(_job(given, tables), progress)
        except InputError as error:
            progress.fail(str(error))
            return UNUSABLE
        except Cancelled:
            progress.fail("Interrupted.")
            return INTERRUPTED
        progress.log("done", **results)
    for path in results["outputs"]:
        print(path)
    return INCOMPLETE if results["failed"] else COMPLETE


def _job(given: Any, tables: dict[str, Any]) -> RunJob:
    """Return the job of the options, or of a file with options above it."""
    if "task" in tables:
        return job_of(tables)
    read = read_job(given.job)
    return job_of({**read, **tables, "run": {**read.get("run", {}), **tables["run"]}})


def _run(job: RunJob, progress: TerminalProgress) -> dict[str, Any]:
    for problem in problems():
        progress.warn(problem)
    progress.log("start", **job.described())
    return job.run(progress)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
