"""The process that waits for the next network, as to start one takes a fifth of a second.

Python tidies up sessions on any thread at any time, even in the midst of starting another thread,
and gives their processes back here: so nobody may wait for the lock while giving back, and nothing
that waits for a thread is done while holding it.
"""

from __future__ import annotations

import queue
import threading
import time

from .runner import Runner

_SECONDS = 45  # after which it is about to end by itself

_returned: queue.SimpleQueue[Runner] = queue.SimpleQueue()  # to which tidying up may write
_idle: list[tuple[Runner, float]] = []  # and since when
_lock = threading.Lock()  # of `_idle`


def taken(memory: int | None = None) -> Runner:
    """Return a process for a network that may take so much memory: one that waits, or a new one.

    Raises:
        InputError: there is no Python program.
    """
    runner = None
    for one, since in _all_waiting():
        # onnxruntime before 1.23 keeps its first limit.
        suits = memory is None or one.memory in (None, memory)
        if runner is None and suits and one.is_alive and time.monotonic() - since < _SECONDS:
            runner = one
        else:
            one.close()
    runner = runner or Runner()
    if memory is not None:
        runner.memory = memory
    return runner


def _all_waiting() -> list[tuple[Runner, float]]:
    """Return all that wait, of which none does so any more."""
    _keep_returned()
    with _lock:
        waiting, _idle[:] = list(_idle), []
    _keep_returned()  # what was given back meanwhile
    return waiting


def given_back(runner: Runner) -> None:
    """Keep a process for the next network, if none waits yet; otherwise it ends."""
    _returned.put(runner)
    _keep_returned()


def _keep_returned() -> None:
    """Deal with the processes that were given back, unless another thread is at it."""
    while not _returned.empty() and _lock.acquire(blocking=False):
        unwanted = []
        try:
            for runner in _emptied():
                if runner.is_alive and not any(other.is_alive for other, _ in _idle):
                    runner.forget()
                    _idle.append((runner, time.monotonic()))
                else:
                    unwanted.append(runner)
        finally:
            _lock.release()
        for runner in unwanted:
            runner.close()


def _emptied() -> list[Runner]:
    runners = []
    try:
        while True:
            runners.append(_returned.get_nowait())
    except queue.Empty:
        return runners


def let_go() -> None:
    """End the process that waits, if there is one."""
    while waiting := _all_waiting():
        for runner, _ in waiting:
            runner.close()
