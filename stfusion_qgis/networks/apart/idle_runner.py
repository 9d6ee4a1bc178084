"""The process that waits for the next network, as to start one takes a fifth of a second."""

from __future__ import annotations

import threading
import time

from .runner import Runner

_SECONDS = 45  # after which it is about to end by itself

_idle: list[tuple[Runner, float]] = []  # and since when
_lock = threading.RLock()  # as Python tidies up at any time, and what it tidies up comes here


def taken(memory: int | None = None) -> Runner:
    """Return a process for a network that may take so much memory: one that waits, or a new one.

    Raises:
        InputError: there is no Python program.
    """
    with _lock:
        while _idle:
            runner, since = _idle.pop()
            # onnxruntime before 1.23 keeps its first limit.
            suits = memory is None or runner.memory in (None, memory)
            if suits and runner.is_alive and time.monotonic() - since < _SECONDS:
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
        if runner.is_alive and not any(other.is_alive for other, _ in _idle):
            runner.forget()
            _idle.append((runner, time.monotonic()))
            return
    runner.close()


def let_go() -> None:
    """End the process that waits, if there is one."""
    with _lock:
        while _idle:
            _idle.pop()[0].close()
