"""What each part of blend is worth: `python -m bench --ablation`.

Blend on the tasks of `--tasks` with one pair, every second of them, without a part at a time.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from unittest.mock import patch

import numpy as np

from stfusion_qgis.methods import blend
from stfusion_qgis.methods.steps.blending import date_model, finishing, member_weights
from stfusion_qgis.methods.steps.blending.observation import Observation
from stfusion_qgis.methods.temporaldifference import TemporalDifference

from .task_images import Task, all_tasks
from .tasks import geometric_mean, rmse


def _process_alone(noise: np.ndarray) -> np.ndarray:
    return np.array([0, 0, 0, 0.5, 0.5])


def _prior(model: date_model.DateModel, *_: object) -> np.ndarray:
    return member_weights.prior_weights(model.noise)


_PARAMETERS = {
    "the difference between the sensors lasts": {"lasting_difference": "lasts"},
    "the difference between the sensors does not last": {"lasting_difference": "passes"},
    "no smoothing": {"smoothing": 0},
}

_PATCHES: dict[str, list[tuple[object, str, object]]] = {
    "dates as they lie": [
        (blend, "coregistration", lambda *_: None)],
    "a sharp sensor without shift": [
        (blend, "observe_pairs", lambda *args, **options: _observe_pairs(
            *args, observation=Observation(), **options))],
    "the process alone": [
        (blend, "weights_one_scale_up", lambda model, *_: _process_alone(model.noise))],
    "weights by the noise alone": [(blend, "weights_one_scale_up", _prior)],
    "the finest detail kept": [(finishing, "shrunk_finest", lambda noise: 1.0)],
    "all detail kept": [(finishing, "shrunk_detail", lambda noise, pairs: 1.0),
                        (finishing, "shrunk_finest", lambda noise: 1.0)],
    "the coarse image not honoured": [
        (finishing.Finished, "_missing", lambda self, base, wanted: np.zeros_like(base))],
}

_observe_pairs = blend.observe_pairs


def run() -> None:
    """Print the errors of all variants, and how much higher they are than that of all parts."""
    tasks = [task for task in all_tasks() if len(task.images.fine) == 1][::2]
    names = ["all parts", *_PARAMETERS, *_PATCHES]
    errors: dict[str, dict[str, list[float]]] = {name: defaultdict(list) for name in names}
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        for task, found in zip(tasks, pool.map(_errors, tasks)):
            for name, error in found.items():
                errors[name][task.place].append(error)
    totals = {name: geometric_mean(geometric_mean(found) for found in places.values())
              for name, places in errors.items()}
    print("| Without a part | Error | More |\n| --- | ---: | ---: |")
    for name, total in totals.items():
        print(f"| {name} | {total:.3f} | {total / totals['all parts'] - 1:+.1%} |")


def _errors(task: Task) -> dict[str, float]:
    base = rmse(task, TemporalDifference())
    return {name: error / base for name, error in _variants(task)}


def _variants(task: Task) -> Iterator[tuple[str, float]]:
    yield "all parts", rmse(task, blend.Blend())
    for name, parameters in _PARAMETERS.items():
        yield name, rmse(task, blend.Blend(), blend.Blend.Parameters(**parameters))
    for name, patches in _PATCHES.items():
        with ExitStack() as stack:
            for owner, attribute, value in patches:
                stack.enter_context(patch.object(owner, attribute, value))
            yield name, rmse(task, blend.Blend())
