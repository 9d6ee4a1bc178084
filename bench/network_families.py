"""Architectures of networks at equal times of training: `python -m bench --families`.

Each learns from nothing for the same time on one core, on simulated scenes and on the real images
of all sets but two. It is measured on these two; then it learns for a short time from their other
dates, and is measured again. Times are those of the processor, so that a busy machine is as good as
an idle one: how many steps they are is found by a short training.
"""

from __future__ import annotations

import resource
import sys
from collections.abc import Sequence
from pathlib import Path

from stfusion_qgis.methods import all_methods
from tools.train_shipped import SENSOR, real_scenes, simulated_scenes

from .networks import CACHE, Row, network_rmse, number, rmse, rows, train, tuning_of, write_table
from .real_images import DATA

ARCHITECTURES = ("residualfusion", "residualfusion3", "transformer", "autoencoder")
"""That take a pair, the one that ships first."""

UNSEEN = "itoiz", "salton sea"
"""Sets of images that none of them learns from."""

TUNED = "itoiz, October", "salton sea, 27 October"
"""Cases for which they learn from the other dates of the set in the end."""

MINUTES, TUNING_MINUTES = 3.0, 1.0
"""Of a processor's core."""

_TRIED = 20, 80  # steps by which the time of one is found
_SCENES_TRIED = 2


def run(names: Sequence[str]) -> None:
    """Train, measure, print and write the table; names: of architectures, none for all."""
    if not DATA.is_dir():
        sys.exit("The real test images (../shared/data) are not on this machine.")
    CACHE.mkdir(parents=True, exist_ok=True)
    chosen = list(names or ARCHITECTURES)
    scenes = simulated_scenes() + real_scenes(UNSEEN)
    paths = {name: _trained(name, scenes) for name in chosen}
    cases = [row for row in rows() if row.place in UNSEEN]
    lines = [f"| {' | '.join(['Images', 'Temporal difference', *chosen])} |",
             "| --- |" + " ---: |" * (len(chosen) + 1)]
    for row in cases:
        errors = [network_rmse(row.case, path) for path in paths.values()]
        lines.append(_line(row.name, row, errors))
        if row.name in TUNED:
            tuned = [network_rmse(row.case, _tuned(row, path)) for path in paths.values()]
            lines.append(_line(f"{row.name}, fine-tuned", row, tuned))
    write_table("families", lines)


def _line(title: str, row: Row, errors: Sequence[float]) -> str:
    baseline = rmse(row.case, all_methods()["temporaldifference"])
    line = f"| {' | '.join([title, *map(number, [baseline, *errors])])} |"
    print(line, flush=True)
    return line


def _trained(name: str, scenes: list[dict]) -> Path:
    output = CACHE / f"family_{name}.onnx"
    if not output.exists():
        config = {"scenes": scenes, "architecture": name, "bands": "any", "simulate": SENSOR,
                  "seed": 1, "threads": 1, "keep": "last", "output": str(output)}
        _train_for(MINUTES, config)
    return output


def _tuned(row: Row, start: Path) -> Path:
    output = CACHE / f"{start.stem}_{row.name.replace(' ', '_')}.onnx"
    if not output.exists():
        _train_for(TUNING_MINUTES, tuning_of(row, start, output, threads=1))
    return output


def _train_for(minutes: float, config: dict) -> None:
    """Train for some minutes of a core, in steps of which the time is found first."""
    output = str(config["output"])
    seconds = []
    for steps in _TRIED:
        before = _processor_seconds()
        train({**config, "steps": steps, "scenes": config["scenes"][:_SCENES_TRIED],
               "output": f"{output}.tried"})
        seconds.append(_processor_seconds() - before)
    each = (seconds[1] - seconds[0]) / (_TRIED[1] - _TRIED[0])
    steps = round(60 * minutes / each)
    before = _processor_seconds()
    train({**config, "steps": steps})
    print(f"{output}: {steps} steps of {each:.3f} s, {(_processor_seconds() - before) / 60:.1f} "
          "minutes with all else", flush=True)


def _processor_seconds() -> float:
    """Return the time that processes which have ended spent on a processor."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
