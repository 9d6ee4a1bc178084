"""`python -m stfusion_qgis.run`: fusion from the command line, without QGIS."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Sequence
from contextlib import ExitStack
from types import FrameType
from typing import Any, TextIO

from ..blas_threads import one_blas_thread
from ..errors import Cancelled, InputError
from ..methods import problems
from ..processes.event_stream import own_stdout, stop_on_request
from ..qm_file import speak
from .job import RunJob
from .job_file import job_of, read_job
from .options import parsed
from .terminal import TerminalProgress

COMPLETE, UNUSABLE, INCOMPLETE, INTERRUPTED = 0, 2, 3, 130


EVENTS = "-"
"""In place of the log's name: it goes to standard output, and "stop" on standard input ends it."""


class _Interruptible(TerminalProgress):
    """A progress that ends the run at SIGINT: at its next step, so that it can tidy up.

    stop: set by who else may end it.
    """

    interrupted = False
    stop: threading.Event | None = None

    def interrupt(self, number: int, frame: FrameType | None) -> None:
        self.interrupted = True

    def is_cancelled(self) -> bool:
        return self.interrupted or (self.stop is not None and self.stop.is_set())


def main(arguments: Sequence[str]) -> int:
    """Run what the command line asks for, and return the exit code."""
    speak(os.environ.get("STFUSION_LANGUAGE", ""))
    given, tables = parsed(arguments)
    with ExitStack() as stack:
        stack.enter_context(one_blas_thread())
        try:
            log = stack.enter_context(_opened(given.log)) if given.log else None
        except OSError as error:
            print(f"{given.log}: {error.strerror}", file=sys.stderr)
            return UNUSABLE
        progress = _Interruptible(sys.stderr, log)
        stack.callback(progress.close)
        if given.log == EVENTS:
            progress.stop = stop_on_request(listen=True)
        else:
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


def _opened(log: str) -> TextIO:
    return own_stdout() if log == EVENTS else open(log, "a", encoding="utf-8")


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
