"""Architectures of networks at equal times of training: `python -m bench --families`.

Each learns from nothing for the same time on one core, on simulated scenes and on the real images
of all sets but two. It is measured on these two; then it learns for a short time from their other
dates, and is measured again. Times are those of an idle core: a step of each architecture is timed
first, and each trains for as many steps as the time allows, so that a busy machine does as well.
"""

from __future__ import annotations

import math
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import torch
from osgeo import gdal

from stfusion_qgis.methods import all_methods
from stfusion_qgis.training.architecture_catalogue import CATALOGUE
from stfusion_qgis.training.child.architectures import architecture_named
from stfusion_qgis.training.child.export import export
from tools.train_shipped import SENSOR, all_scenes

from .networks import CACHE, Row, network_rmse, number, rmse, rows, train, tuning_of, write_table
from .real_images import DATA

ARCHITECTURES = ("residualfusion", "residualfusion3", "transformer", "autoencoder")
"""That take a pair, the one that ships first."""

UNSEEN = "itoiz", "salton sea"
"""Sets of images that none of them learns from."""

TUNED = "itoiz, October", "salton sea, 27 October"
"""The cases for which they learn from the other dates of the set in the end."""

MINUTES, TUNING_MINUTES = 1.5, 0.5
"""Of a processor's core."""

BASELINE = "Temporal difference"

_CORNER = 128  # pixels a side
_TIMED = 6  # steps of each architecture, of which the quickest counts


def run(names: Sequence[str]) -> None:
    """Train, measure, print and write the table; names: of architectures, none for all."""
    if not DATA.is_dir():
        sys.exit("The real test images (../shared/data) are not on this machine.")
    CACHE.mkdir(parents=True, exist_ok=True)
    chosen = list(names or ARCHITECTURES)
    scenes = all_scenes(UNSEEN)
    seconds = _seconds_a_step(chosen)
    paths = {name: _trained(name, scenes, seconds[name]) for name in chosen}
    paths.update({f"{name}, untrained": _untrained(name) for name in chosen
                  if architecture_named(name).corrects_coarse})
    columns = [(name, pairs) for name in paths for pairs in _pairs(name.partition(",")[0])]
    titles = [name if pairs == 1 else f"{name}, {pairs} pairs"
              for name, pairs in [(BASELINE, 1), (BASELINE, 2), *columns]]
    lines = [f"| {' | '.join(['Images', *titles])} |", "| --- |" + " ---: |" * len(titles)]
    cases = [row for row in rows() if row.place in UNSEEN]
    lines += [_line(row.name, row, paths, columns) for row in cases]
    for row in (row for row in cases if row.name in TUNED):
        tuned = {name: _tuned(row, path, seconds[name]) if name in seconds else path
                 for name, path in paths.items()}
        lines.append(_line(f"{row.name}, fine-tuned", row, tuned, columns))
    write_table("families", lines)


def _line(title: str, row: Row, paths: dict[str, Path], columns: Sequence[tuple[str, int]]) -> str:
    """Return a line of the table: of a case, with the errors of all networks."""
    available = len(row.case.pairs)
    cells = [rmse(row.case, all_methods()["temporaldifference"], None, pairs)
             if pairs <= available else math.nan for pairs in (1, 2)]
    cells += [network_rmse(row.case, paths[name], pairs) if pairs <= available else math.nan
              for name, pairs in columns]
    texts = ["" if math.isnan(cell) else number(cell) for cell in cells]
    line = f"| {' | '.join([title, *texts])} |"
    print(line, flush=True)
    return line


def _pairs(name: str) -> range:
    """Return with how many pairs an architecture is measured: with one, and with two."""
    return range(CATALOGUE[name].least_references, min(2, CATALOGUE[name].references) + 1)


def _untrained(name: str) -> Path:
    """Return a network that adds nothing to what it starts from."""
    output, chosen = CACHE / f"untrained_{name}.onnx", architecture_named(name)
    network = chosen.network(1)
    export(network, chosen.contract(network, "any"), str(output))
    return output


def _trained(name: str, scenes: list[dict], seconds: float) -> Path:
    output = CACHE / f"family_{name}.onnx"
    if not output.exists():
        # What is held out for the course of the error is small: nothing is decided by it.
        measured = {**scenes[0], "area": {"extent": _corner(scenes[0]["pairs"][0]["fine"])}}
        _train({"scenes": [measured, *scenes], "architecture": name, "bands": "any",
                "simulate": SENSOR, "steps": round(60 * MINUTES / seconds), "output": str(output)})
    return output


def _tuned(row: Row, start: Path, seconds: float) -> Path:
    output = CACHE / f"{start.stem}_{row.name.replace(' ', '_')}.onnx"
    if not output.exists():
        _train(tuning_of(row, start, output, steps=round(60 * TUNING_MINUTES / seconds)))
    return output


def _train(config: dict) -> None:
    started = time.monotonic()
    train({"seed": 1, "threads": 1, "keep": "last", **config})
    print(f"{config['output']}: {config['steps']} steps, {time.monotonic() - started:.0f} s",
          flush=True)


def _corner(path: str) -> list[float]:
    """Return left, bottom, right and top of the corner of an image that is as large as a crop."""
    left, pixel, _, top, _, _ = gdal.Open(path).GetGeoTransform()
    return [left, top - _CORNER * pixel, left + _CORNER * pixel, top]


def _seconds_a_step(names: Sequence[str]) -> dict[str, float]:
    """Return the seconds of a core that a step takes, without making its samples.

    The architectures take turns, so that all of them are timed on the same, more or less busy,
    machine.
    """
    torch.set_num_threads(1)
    steps = {name: _step(name) for name in names}
    found = dict.fromkeys(names, math.inf)
    for _ in range(_TIMED):
        for name, step in steps.items():
            before = time.process_time()
            step()
            found[name] = min(found[name], time.process_time() - before)
    for name, seconds in found.items():
        print(f"{name}: {seconds:.3f} s a step", flush=True)
    return found


def _step(name: str) -> Callable[[], float]:
    """Return a step of the training of an architecture, on numbers drawn at random."""
    chosen = architecture_named(name)
    network = chosen.network(1).to(memory_format=torch.channels_last)
    objective = chosen.objective(network, 1)
    target = torch.randn(chosen.batch, 1, chosen.crop, chosen.crop)
    inputs = torch.rand(chosen.batch, len(chosen.images), chosen.crop, chosen.crop)
    inputs = inputs.contiguous(memory_format=torch.channels_last)
    return lambda: objective.step(inputs, target, torch.ones_like(target), 1.0)
