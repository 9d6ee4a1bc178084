"""A training from the images to the ONNX file."""

from __future__ import annotations

import os
import threading
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import torch

from ..errors import InputError
from ..images.scene import Scene
from ..translation import tr
from .architectures import architecture_named
from .architectures.architecture import Architecture
from .config import Config, SceneFiles
from .crops import Pool
from .events import Emit, Log
from .export import check_exporter, export
from .holding_out import HeldOut, hold_out, nearest_reference
from .loop import Budget, History, train
from .samples import Sampler
from .series import load, open_series, windows_within
from .showing import Samples
from .validation import Validation
from .weights import start_from

MEMORY = 1536 * 2**20
"""Bytes of images that a training holds, at most."""

_MOST_CASES = 4  # predictions that are measured


@dataclass
class Data:
    """What is trained on, and what is measured.

    measured: the series with the held-out pixels; cases: references and target of each prediction.
    held_out: name of the held-out date, or "spatial".
    """

    pools: list[Pool]
    measured: Pool
    cases: list[tuple[list[int], int]]
    held_out: str
    bands: int
    smallest: int


def run(config: Config, emit: Emit, stop: threading.Event) -> History:
    """Train a network as configured and write it.

    Raises:
        InputError: the images or the configuration cannot be used, or nothing can be written.
        Cancelled: stopped before there was a network.
    """
    config.check()
    check_exporter()
    _check_output(config.output)
    device = _device(config.device)
    _settle(config, device)
    chosen = architecture_named(config.architecture)
    data = gather(config, chosen, Log(emit, stop))
    bands = "any" if config.bands == "any" else data.bands
    network = chosen.network(1 if bands == "any" else data.bands)
    if config.start:
        start_from(config.start, network, chosen.id, bands)
    contract = chosen.contract(network, bands)
    network.to(device, memory_format=torch.channels_last)
    emit("started", device=_name(device), held_out=data.held_out,
         parameters=sum(parameter.numel() for parameter in network.parameters()))
    crop = _crop(chosen, data.smallest)
    validation = Validation(data.measured, data.cases, chosen, bands, config.seed)
    sampler = Sampler(data.pools, chosen, bands, crop, config.seed)
    history = train(network, chosen.objective(network, 1 if bands == "any" else data.bands),
                    sampler, chosen.batch, validation, Budget(config.steps, config.minutes),
                    device, emit, stop, keep_best=config.keep == "best",
                    samples=_samples(config, validation, data, emit))
    export(network, replace(contract, **_texts(config, data, history)), config.output)
    history.held_out = data.held_out
    emit("exported", output=config.output, steps=history.steps, seconds=history.seconds)
    return history


def _samples(config: Config, validation: Validation, data: Data, emit: Emit) -> Samples | None:
    if not config.samples_folder:
        return None
    return Samples(config.samples_folder, validation.cases[0].images,
                   data.measured.series.band_names, emit)


def gather(config: Config, chosen: Architecture, log: Log) -> Data:
    """Open and read all scenes; what is held out comes from the first.

    Raises:
        InputError: the images cannot be used.
        Cancelled: through `log`.
    """
    least = max(chosen.description.dates, chosen.description.references + 1)
    pools: list[Pool] = []
    measured, cases, held_name, smallest = None, [], "", 0
    for number, files in enumerate(config.scenes):
        scene = open_series(files, log)
        _check_dates(scene, least, chosen)
        held = hold_out(scene, config.held_out, least) if number == 0 else HeldOut(
            None, scene.grid.whole(), scene.grid.whole())
        memory = MEMORY // len(config.scenes)
        series = load(scene, windows_within(scene, held.training, config.seed, memory), log)
        _check_bands(config, pools, series.bands, files)
        dates = [date for date in range(len(scene.fine)) if date != held.date]
        sensor = files.simulate or config.simulate
        if files.ratio:
            sensor = replace(sensor, ratio=(files.ratio, files.ratio))
        pool = Pool(series, dates, sensor)
        pools.append(pool)
        smallest = min(smallest or series.smallest, series.smallest)
        if number == 0:
            held_name = "spatial" if held.date is None else series.name_of(held.date)
            measured = pool if held.date is not None else Pool(load(
                scene, windows_within(scene, held.measured, config.seed, memory), log),
                dates, sensor)
            cases = _cases(scene, held, chosen.description.references)
    return Data(pools, measured, cases, held_name, pools[0].series.bands, smallest)


def _cases(scene: Scene, held: HeldOut, references: int) -> list[tuple[list[int], int]]:
    """Return references and target of the predictions that are measured."""
    targets = range(len(scene.fine)) if held.date is None else [held.date]
    found = []
    for target in list(targets)[:_MOST_CASES]:
        if not references:
            found.append(([], target))
            continue
        nearest = nearest_reference(scene, target)
        others = [date for date in range(len(scene.fine)) if date not in (target, nearest)]
        # The second reference lies on the other side of the target where there is one.
        others.sort(key=lambda date: ((date > target) == (nearest > target), abs(date - target)))
        found.append(([nearest, *others][:references], target))
    return found


def _check_dates(scene: Scene, least: int, chosen: Architecture) -> None:
    if len(scene.fine) < least:
        raise InputError(tr("{title} needs the images of {count} dates at least, but {layer} has "
                            "{found}.").format(title=tr(chosen.description.title), count=least,
                                               layer=scene.lead.name, found=len(scene.fine)))


def _check_bands(config: Config, pools: list[Pool], bands: int, files: SceneFiles) -> None:
    if config.bands != "any" and pools and pools[0].series.bands != bands:
        raise InputError(tr(
            "{layer} has {found} band(s), but the first scene has {wanted}. Train a network that "
            "is run band by band ('bands': 'any'), or choose scenes of equal bands.").format(
                layer=files.pairs[0].fine, found=bands, wanted=pools[0].series.bands))


def _crop(chosen: Architecture, smallest: int) -> int:
    """Return the side of crops: as the architecture wishes, or what the smallest region gives."""
    return min(chosen.crop, smallest) // chosen.tile_multiple * chosen.tile_multiple


def _texts(config: Config, data: Data, history: History) -> dict[str, Any]:
    """Return what the contract says of the training."""
    dates = [data.pools[0].series.name_of(date) for date in data.pools[0].dates]
    names = [os.path.basename(scene.pairs[0].fine) for scene in config.scenes]
    simulated = [pool.sensor.ratio if pool.series.simulated else (pool.series.ratio,) * 2
                 for pool in data.pools]
    ratios = [round(ratio, 3) for pair in simulated for ratio in pair if ratio]
    texts: dict[str, Any] = {
        "training_data": ", ".join(names), "dates": ", ".join(dates),
        "ratio": (min(ratios), max(ratios)) if ratios else None,
        "accuracy": {"held_out": data.held_out, "rmse": history.best_error,
                     "rmse_temporal_difference": history.baseline, "steps": history.steps,
                     "best_step": history.best_step, "seed": config.seed}}
    if config.title:
        texts["title"] = config.title
    return texts


def _check_output(path: str) -> None:
    folder = os.path.dirname(os.path.abspath(path))
    if not os.path.isdir(folder) or not os.access(folder, os.W_OK):
        raise InputError(tr("The folder {folder} does not exist or cannot be written to.").format(
            folder=folder))


def _device(wanted: str) -> torch.device:
    if wanted == "cuda" and not torch.cuda.is_available():
        raise InputError(tr("torch finds no CUDA device here. Choose the device 'cpu' or 'auto'."))
    if wanted == "auto":
        wanted = "cuda" if torch.cuda.is_available() else "cpu"
    return torch.device(wanted)


def _name(device: torch.device) -> str:
    return torch.cuda.get_device_name(device) if device.type == "cuda" else "CPU"


def _settle(config: Config, device: torch.device) -> None:
    """Make the same run give the same network."""
    torch.manual_seed(config.seed)
    np.random.seed(config.seed % 2**32)  # noqa: NPY002 (for code that we do not know)
    torch.set_num_threads(config.threads or os.cpu_count() or 1)
    if device.type == "cuda":
        os.environ.setdefault("CUBLAS_WORKSPACE_CONFIG", ":4096:8")
        torch.use_deterministic_algorithms(True, warn_only=True)
        torch.backends.cudnn.benchmark = False
