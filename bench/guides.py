"""What guides are worth: `python -m bench --guides [METHOD ...]`.

Each method predicts every second task of one pair without a guide, with the means of surroundings,
and with guides: noise, features of an encoder that has learnt nothing, those of one that was
trained on satellite images, and the fine images of other dates of the place, in the way of an
embedding of a year (neither that of the pair nor that to predict). The weight is found by the
method's own test. Errors are relative to the method without a guide.
"""

from __future__ import annotations

import dataclasses
import os
import resource
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np

from stfusion_qgis.images.guide import ONE_UNIT_ITEM
from stfusion_qgis.images.raster import Raster
from stfusion_qgis.methods import all_methods
from stfusion_qgis.methods.steps.guide_test import WEIGHTS
from stfusion_qgis.networks.encoding.feature_parameters import FeatureParameters
from stfusion_qgis.networks.encoding.image_features import write_features
from stfusion_qgis.networks.segmentation.csmask import csmask_folder
from stfusion_qgis.progress import Progress
from stfusion_qgis.testing.small_scenes import read_tif, write_tif

from .cut_encoder import csmask_encoder
from .task_images import Task, all_tasks
from .tasks import geometric_mean, rmse

_CHANNELS = {"gwydir": "1,1,2,3", "shenzhen": "3,3,2,1", "itoiz": "1,1,1,2"}
_ENLARGED = 2
_BEST = "best weight, known afterwards"


def run(names: list[str]) -> None:
    """Print a table a method; all methods that find a weight by default Fit-FC alone."""
    if csmask_folder() is None:
        sys.exit("The Python package ukis-csmask is not installed.")
    tasks = [task for task in all_tasks() if len(task.images.fine) == 1][::2]
    for name in names or ["fitfc"]:
        errors: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
        worse: dict[str, list[float]] = defaultdict(list)
        with ProcessPoolExecutor(os.cpu_count()) as pool:
            for task, found in zip(tasks, pool.map(_errors, tasks, [name] * len(tasks))):
                print(f"{task.name:45}", *(f"{key} {error:.3f}" for key, error in found.items()),
                      file=sys.stderr, flush=True)
                for key, error in found.items():
                    errors[key][task.place].append(error)
                    worse[key].append(error)
        _print(name, errors, worse)


def _errors(task: Task, name: str) -> dict[str, float]:
    """Return the error of each variant, relative to the method without a guide."""
    method, found = all_methods()[name], {}
    base = rmse(task, method)
    if hasattr(method.Parameters(), "surroundings"):
        found["means of surroundings"] = rmse(task, method, method.Parameters(
            surroundings=True)) / base
    for title, guide in _guides(task):
        items = {ONE_UNIT_ITEM: "yes"} if "encoder" in title else {}
        guided = dataclasses.replace(task, images=dataclasses.replace(
            task.images, guide=guide, guide_items=items))
        found[title] = rmse(guided, method) / base
        if title != "noise":
            found[f"{title}, {_BEST}"] = min(
                [1.0, *(rmse(guided, method, method.Parameters(guide_weight=weight)) / base
                        for weight in WEIGHTS[1:])])
    return found


def _guides(task: Task) -> Iterator[tuple[str, np.ndarray]]:
    shape = task.images.truth.shape[1:]
    yield "noise", np.random.default_rng(0).normal(size=(4, *shape)).astype(np.float32)
    for title, shuffled in (("encoder with random weights", True), ("encoder, trained", False)):
        started = time.monotonic()
        features = _features(task, shuffled)
        print(f"{task.name}, {title}: {time.monotonic() - started:.1f} s, "
              f"{resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:.0f} MB",
              file=sys.stderr)
        yield title, features
    if task.others:
        yield "other dates, as an embedding", np.concatenate(task.others)


def _features(task: Task, shuffled: bool) -> np.ndarray:
    """Return the features of fine 1, brought to its pixels as they lie."""
    fine = task.images.fine[0]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        image = write_tif(folder / "fine.tif", fine)
        write_features(Raster(image), FeatureParameters(
            csmask_encoder(folder, shuffled), enlarged=_ENLARGED, provider="cpu",
            bands=_CHANNELS.get(task.place, "1,1,1,1")), None, str(folder / "features.tif"), 1,
            Progress())
        side = 4 // _ENLARGED
        features = read_tif(folder / "features.tif").repeat(side, 1).repeat(side, 2)
    return features[:, :fine.shape[1], :fine.shape[2]].astype(np.float32)


def _print(name: str, errors: dict[str, dict[str, list[float]]], worse: dict[str, list[float]],
           ) -> None:
    places = list(dict.fromkeys(place for found in errors.values() for place in found))
    print(f"\n### `{name}`\n\n| Guide | {' | '.join(places)} | All | Worst |")
    print("| --- |" + " ---: |" * (len(places) + 2))
    for title, found in errors.items():
        means = {place: geometric_mean(found[place]) for place in places if place in found}
        print(f"| {title} | " + " | ".join(
            f"{means[place]:.3f}" if place in means else "" for place in places)
            + f" | {geometric_mean(means.values()):.3f} | {max(worse[title]):.3f} |")
