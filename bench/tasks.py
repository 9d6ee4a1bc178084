"""All methods on many small tasks: `python -m bench --tasks [METHOD ...]`.

The error of a prediction is its RMSE, the mean over bands, divided by that of the temporal
difference. Of several tasks it is the geometric mean, first of each place, then over places.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np

from stfusion_qgis import engine
from stfusion_qgis.errors import InputError
from stfusion_qgis.images.roles import Role
from stfusion_qgis.methods import all_methods
from stfusion_qgis.methods.method import Family, Method
from stfusion_qgis.testing.small_scenes import read_tif

from .real_images import DATA
from .task_images import Task, all_tasks

_BASELINE = "temporaldifference"
_NEARLY = 1.01  # of the least error: nearly the best


def run(names: list[str]) -> None:
    """Run methods, all by default, on all tasks, and print a table for each number of pairs."""
    if not DATA.is_dir():
        sys.exit("The real test images (../shared/data) are not on this machine.")
    chosen = [key for key, method in all_methods().items() if key != _BASELINE and (
        key in names if names else method.family not in (Family.NETWORK, Family.DICTIONARY))]
    errors: dict[int, dict[tuple[str, str], dict[str, float]]] = defaultdict(dict)
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        tasks = list(all_tasks())
        for task, found in zip(tasks, pool.map(_errors, tasks, [chosen] * len(tasks))):
            errors[len(task.images.fine)][task.name, task.place] = found
            print(f"{task.name:45}", *(f"{key} {error:.3f}" for key, error in found.items()),
                  file=sys.stderr, flush=True)
    for pairs, of_tasks in sorted(errors.items()):
        _print_table(pairs, of_tasks, chosen)


def _errors(task: Task, names: Iterable[str]) -> dict[str, float]:
    """Return the error of each method that takes the task, relative to the baseline's."""
    base = rmse(task, all_methods()[_BASELINE])
    found = {}
    for name in names:
        try:
            found[name] = rmse(task, all_methods()[name]) / base
        except InputError:
            continue  # it takes another number of pairs
    return found


def rmse(task: Task, method: Method, parameters: Any = None) -> float:
    """Return the RMSE of a method with the task's pairs, the mean over bands.

    parameters: by default those of the method.
    """
    images, parameters = task.images, parameters or method.Parameters()
    method.check_references(_roles(task), parameters)
    with tempfile.TemporaryDirectory() as folder:
        output = str(Path(folder) / "prediction.tif")
        engine.run(method, images.open(Path(folder)), parameters, [output],
                   settings=engine.Settings(threads=1, float_output=True))
        difference = read_tif(output) - images.truth
    return float(np.sqrt(np.nanmean(difference ** 2, axis=(1, 2))).mean())


def _roles(task: Task) -> list[Role]:
    return [make(k + 1) for k in range(len(task.images.fine)) for make in (Role.fine, Role.coarse)]


def _print_table(pairs: int, errors: dict[tuple[str, str], dict[str, float]],
                 names: list[str]) -> None:
    """Print the means of methods; errors: of methods, by name and place of the task."""
    places = list(dict.fromkeys(place for _, place in errors))
    rows = []
    for name in names:
        found = {task: of_task[name] for task, of_task in errors.items() if name in of_task}
        if len(found) < len(errors):
            continue
        means = [geometric_mean(error for (_, where), error in found.items() if where == place)
                 for place in places]
        near = sum(error <= _NEARLY * min(errors[task].values())
                   for task, error in found.items())
        rows.append((geometric_mean(means), name, means, near))
    print(f"\n### {len(errors)} tasks with {pairs} pair(s)\n")
    print(f"| Method | {' | '.join(places)} | All | Best or within 1 % |")
    print("| --- |" + " ---: |" * (len(places) + 2))
    for total, name, means, near in sorted(rows):
        print(f"| `{name}` | " + " | ".join(f"{mean:.3f}" for mean in [*means, total])
              + f" | {near} of {len(errors)} |")


def geometric_mean(values: Iterable[float]) -> float:
    """Return the geometric mean."""
    return float(np.exp(np.mean(np.log(list(values)))))
