"""The process that waits for the next network, as to start one takes a fifth of a second."""

from __future__ import annotations

import threading

from .runner import Runner

_idle: list[Runner] = []
_lock = threading.RLock()  # as Python tidies up at any time, and what it tidies up comes here


def taken(memory: int | None = None) -> Runner:
    """Return a process for a network that may take so much memory: one that waits, or a new one.

    Raises:
        InputError: there is no Python program.
    """
    with _lock:
        while _idle:
            runner = _idle.pop()
            # onnxruntime before 1.23 keeps its first limit.
            if runner.is_alive and (memory is None or runner.memory in (None, memory)):
                break
            runner.close()
        else:
            runner = Runner()
    if memory is not None:
        runner.memory = memory
    return runner


def given_back(runner: Runner) -> None:
    """Keep a process for the next network, if none waits yet; otherwise it ends."""
    with _lock:
        if runner.is_alive and not _idle:
            runner.forget()
            _idle.append(runner)
            return
    runner.close()
