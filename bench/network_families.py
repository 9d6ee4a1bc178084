"""Architectures of networks at equal times of training: `python -m bench --families`.

Each learns from nothing for the same time on one core, on simulated scenes and on the real images
of all sets but two, where it is measured. Then each learns from nothing, for a shorter time, from
the other dates of a set alone; and so does a network that knows other places already. Times are
those of an idle core: a step of each architecture is timed first, and each trains for as many steps
as the time allows, so that a busy machine does as well.
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
from tools.train_shipped import RECIPES, SENSOR, all_scenes

from .networks import (
    CACHE,
    Row,
    going_on_from,
    network_rmse,
    number,
    on_other_dates,
    rmse,
    rows,
    train,
    trained_without,
    write_table,
)
from .real_images import DATA

ARCHITECTURES = ("residualfusion", "residualfusion3", "transformer", "autoencoder")
"""That take a pair, the one that ships first."""

UNSEEN = "itoiz", "salton sea"
"""Sets of images that none of them learns from."""

KNOWN_SETS = "itoiz, October", "salton sea, 27 October"
"""The cases that they predict after they have learnt from the other dates of the set."""

MINUTES, SET_MINUTES = 1.5, 0.5
"""Of a processor's core: for a network of all places, and for one of a set."""

BASELINE = "Temporal difference"

_CORNER = 128  # pixels a side
_TIMED = 6  # steps of each architecture, of which the quickest counts


def run(names: Sequence[str]) -> None:
    """Train, measure, print and write both tables; names: of architectures, none for all."""
    if not DATA.is_dir():
        sys.exit("The real test images (../shared/data) are not on this machine.")
    CACHE.mkdir(parents=True, exist_ok=True)
    chosen = list(names or ARCHITECTURES)
    seconds = _seconds_a_step(chosen)
    cases = [row for row in rows() if row.place in UNSEEN]
    new_places(chosen, seconds, cases)
    known_sets(chosen, seconds, [row for row in cases if row.name in KNOWN_SETS])


def new_places(chosen: Sequence[str], seconds: dict[str, float], cases: Sequence[Row]) -> None:
    """Write the table of networks that have not seen the place."""
    scenes = all_scenes(UNSEEN)
    paths = {name: _trained(name, scenes, seconds[name]) for name in chosen}
    paths.update({f"{name}, untrained": _untrained(name) for name in chosen
                  if architecture_named(name).corrects_coarse})
    columns = [(name, pairs) for name in paths for pairs in _pairs(name.partition(",")[0])]
    titles = [name if pairs == 1 else f"{name}, {pairs} pairs"
              for name, pairs in [(BASELINE, 1), (BASELINE, 2), *columns]]
    write_table("families", [*_head(titles), *(_line(row, paths, columns) for row in cases)])


def known_sets(chosen: Sequence[str], seconds: dict[str, float], cases: Sequence[Row]) -> None:
    """Write the table of networks that have learnt from other dates of the set."""
    lines = []
    for row in cases:
        paths = {name: _of_set(row, name, seconds[name], {"architecture": name})
                 for name in chosen}
        for name in (name for name in chosen if name in RECIPES):
            title = f"{name}, fine-tuned"
            start = trained_without(name, row.place)
            paths[title] = _of_set(row, title, seconds[name], going_on_from(start))
        lines.append(_line(row, paths, [(name, 1) for name in paths]))
    write_table("families of a set", [*_head([BASELINE, f"{BASELINE}, 2 pairs", *paths]), *lines])


def _head(titles: Sequence[str]) -> list[str]:
    return [f"| {' | '.join(['Images', *titles])} |", "| --- |" + " ---: |" * len(titles)]


def _line(row: Row, paths: dict[str, Path], columns: Sequence[tuple[str, int]]) -> str:
    """Return a line of the table: of a case, with the errors of all networks."""
    available = len(row.case.pairs)
    cells = [rmse(row.case, all_methods()["temporaldifference"], None, pairs)
             if pairs <= available else math.nan for pairs in (1, 2)]
    cells += [network_rmse(row.case, paths[name], pairs) if pairs <= available else math.nan
              for name, pairs in columns]
    texts = ["" if math.isnan(cell) else number(cell) for cell in cells]
    line = f"| {' | '.join([row.name, *texts])} |"
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


def _of_set(row: Row, title: str, seconds: float, entries: dict[str, object]) -> Path:
    """Return a network of the other dates of a case's set; entries: of its training."""
    output = CACHE / f"{title}_{row.name}.onnx".replace(",", "").replace(" ", "_")
    if not output.exists():
        _train({**on_other_dates(row, output), **entries,
                "steps": round(60 * SET_MINUTES / seconds)})
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
