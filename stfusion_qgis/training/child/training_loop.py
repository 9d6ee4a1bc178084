"""The training loop: batches until the time is over, with the best network so far kept."""

from __future__ import annotations

import copy
import math
import queue
import threading
import time
from collections.abc import Iterator

import numpy as np
import torch
from torch import nn

from ...processes.event_stream import Emit
from .architectures.objective import RegressionObjective
from .history import History
from .sample_pictures import SamplePictures
from .sampler import Batch, Sampler
from .validation import Validation

_LEAST_RATE = 0.01  # of the learning rate, at the end
_VALIDATIONS = 20  # in a training, at most
_VALIDATION_SHARE = 0.1  # of the time, at most
_PROGRESS_SECONDS = 0.5
_AHEAD = 4  # batches that are made while the network computes


class Budget:
    """The time or the number of steps that a training may take, and how much of it is used."""

    def __init__(self, steps: int | None, minutes: float):
        self._steps, self._seconds = steps, 60 * minutes
        self._started = time.monotonic()

    def seconds(self) -> float:
        """Return the seconds since the start."""
        return time.monotonic() - self._started

    def between_validations(self, seconds: float) -> float:
        """Return the share of the training that must pass before a validation of `seconds`.

        Counted in steps it must not depend on the clock, so that a training repeats itself.
        """
        share = 0.0 if self._steps else seconds / self._seconds / _VALIDATION_SHARE
        return max(1 / _VALIDATIONS, share)

    def done(self, step: int) -> float:
        """Return the share that is done, 0 to 1."""
        return min(1.0, step / self._steps if self._steps else self.seconds() / self._seconds)


def fit(network: nn.Module, objective: RegressionObjective, sampler: Sampler, batch_size: int,
        validation: Validation, budget: Budget, device: torch.device, emit: Emit,
        stop: threading.Event, keep_best: bool = True, pictures: SamplePictures | None = None
        ) -> History:
    """Fit the weights of `network`, in place, until the budget is used up or `stop` is set.

    keep_best: whether it ends with the weights that were best on what is held out, or with the
    last ones. pictures: of what the best network so far predicts.

    The learning rate falls along half a cosine (Loshchilov & Hutter 2017).
    """
    history = History(validation.baseline)
    keeper = _Keeper(network, validation, device, history, emit, pictures)
    keeper.measure(0)
    recent: list[float] = []
    shown, checked = budget.seconds(), 0.0
    step = 0
    for batch in _ahead(sampler, batch_size, stop):
        done = budget.done(step)
        if stop.is_set() or done >= 1:
            break
        rate = _LEAST_RATE + (1 - _LEAST_RATE) * 0.5 * (1 + math.cos(math.pi * done))
        inputs, target, valid = _tensors(batch, device)
        recent.append(objective.step(inputs, target, valid, rate))
        step += 1
        now = budget.seconds()
        if now - shown >= _PROGRESS_SECONDS:
            loss = float(np.mean(recent))
            history.losses.append((step, loss))
            emit("progress", fraction=budget.done(step), step=step, loss=loss, seconds=now)
            recent, shown = [], now
        if budget.done(step) - checked >= budget.between_validations(keeper.seconds):
            checked = budget.done(step)
            keeper.measure(step)
    if not history.errors or history.errors[-1][0] != step:
        keeper.measure(step)
    if keep_best:
        keeper.restore()
    history.steps, history.seconds = step, budget.seconds()
    return history


class _Keeper:
    """Measures a network now and then, and keeps its best weights.

    seconds: that the latest validation took.
    """

    def __init__(self, network: nn.Module, validation: Validation, device: torch.device,
                 history: History, emit: Emit, pictures: SamplePictures | None):
        self._network, self._validation, self._device = network, validation, device
        self._history, self._emit, self._pictures = history, emit, pictures
        self._best: dict[str, torch.Tensor] = {}
        self.seconds = 0.0

    def measure(self, step: int) -> None:
        started = time.monotonic()
        error, prediction = self._validation.measure(self._network, self._device)
        history = self._history
        best = math.isfinite(error) and error < history.best_error
        if best:
            self._best = copy.deepcopy(self._network.state_dict())
            history.best_step = step
        history.errors.append((step, error))
        self._emit("validation", step=step, error=error, baseline=history.baseline, best=best)
        if best and self._pictures:
            self._pictures.show(step, prediction)
        self.seconds = time.monotonic() - started

    def restore(self) -> None:
        if self._best:  # there is none if no error was ever finite
            self._network.load_state_dict(self._best)


def _tensors(batch: Batch, device: torch.device) -> list[torch.Tensor]:
    tensors = [torch.from_numpy(array).to(device, non_blocking=True)
               for array in (batch.inputs, batch.target, batch.valid)]
    tensors[0] = tensors[0].contiguous(memory_format=torch.channels_last)
    return tensors


def _ahead(sampler: Sampler, size: int, stop: threading.Event) -> Iterator[Batch]:
    """Yield batches made on a thread of its own, in order."""
    waiting: queue.Queue[Batch | Exception] = queue.Queue(_AHEAD)
    over = threading.Event()

    def fill() -> None:
        while not over.is_set():
            try:
                batch: Batch | Exception = sampler.batch(size)
            except Exception as error:
                batch = error
            while not over.is_set():
                try:
                    waiting.put(batch, timeout=0.2)
                    break
                except queue.Full:
                    continue
            if isinstance(batch, Exception):
                return

    thread = threading.Thread(target=fill, daemon=True)
    thread.start()
    try:
        while True:
            batch = waiting.get()
            if isinstance(batch, Exception):
                raise batch
            yield batch
    finally:
        over.set()
        thread.join()
