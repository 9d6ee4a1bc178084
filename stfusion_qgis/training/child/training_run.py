"""A training from the images to the ONNX file."""

from __future__ import annotations

import os
import threading
from dataclasses import replace
from typing import Any

import numpy as np
import torch

from ...errors import InputError
from ...networks.contract import read_contract
from ...networks.contract_entries import MOST_ENTRIES
from ...networks.places import Box
from ...processes.event_stream import Emit
from ...translation import tr
from ..config import Config
from .architectures import architecture_named
from .architectures.architecture import Architecture
from .export import check_exporter, export
from .history import History
from .sample_pictures import SamplePictures
from .sampler import Sampler
from .training_data import TrainingData, gather_data
from .training_events import EventLog
from .training_loop import Budget, fit
from .validation import Validation
from .weights import start_from


def run_training(config: Config, emit: Emit, stop: threading.Event) -> History:
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
    data = gather_data(config, chosen, EventLog(emit).until(stop.is_set))
    bands: int | str = "any" if config.bands == "any" else data.bands
    number = 1 if bands == "any" else data.bands
    network = chosen.network(number)
    if config.start:
        start_from(config.start, network, chosen.id, bands)
    contract = chosen.contract(network, bands)
    network.to(device, memory_format=torch.channels_last)  # type: ignore[call-overload]
    emit("started", device=_name(device), held_out=data.held_out,
         parameters=sum(parameter.numel() for parameter in network.parameters()))
    crop = _crop_side(chosen, data.shortest_side)
    validation = Validation(data.measured, data.cases, chosen, bands, config.seed)
    sampler = Sampler(data.pools, chosen, bands, crop, config.seed)
    history = fit(network, chosen.objective(network, number), sampler, chosen.batch, validation,
                  Budget(config.steps, config.minutes), device, emit, stop,
                  keep_best=config.keep == "best",
                  pictures=_pictures(config, validation, data, emit))
    export(network, replace(contract, **_texts(config, data, history)), config.output)
    history.held_out = data.held_out
    emit("exported", output=config.output, steps=history.steps, seconds=history.seconds)
    return history


def _pictures(config: Config, validation: Validation, data: TrainingData, emit: Emit
              ) -> SamplePictures | None:
    if not config.samples_folder:
        return None
    return SamplePictures(config.samples_folder, validation.cases[0].crop,
                          data.measured.series.band_names, emit)


def _crop_side(chosen: Architecture, shortest: int) -> int:
    """Return the side of crops in pixels: as the architecture wishes, at most `shortest`."""
    return min(chosen.crop, shortest) // chosen.tile_multiple * chosen.tile_multiple


def _texts(config: Config, data: TrainingData, history: History) -> dict[str, Any]:
    """Return the entries of the contract on the training."""
    dates = [data.pools[0].series.name_of(date) for date in data.pools[0].dates]
    names = [os.path.basename(scene.pairs[0].fine_source().path) for scene in config.scenes]
    simulated = [pool.sensor.ratio if pool.series.simulated else (pool.series.ratio,) * 2
                 for pool in data.pools]
    ratios = [round(ratio, 3) for pair in simulated for ratio in pair if ratio]
    texts: dict[str, Any] = {
        "training_data": ", ".join(names), "dates": ", ".join(dates),
        "places": _places(config, data),
        "ratio": (min(ratios), max(ratios)) if ratios else None,
        "accuracy": {"held_out": data.held_out, "rmse": history.best_error,
                     "rmse_temporal_difference": history.baseline, "steps": history.steps,
                     "best_step": history.best_step, "seed": config.seed}}
    if config.title:
        texts["title"] = config.title
    return texts


def _places(config: Config, data: TrainingData) -> tuple[Box, ...] | None:
    """Return where the network was trained, from the first on; None where that is unknown."""
    earlier = read_contract(config.start).places if config.start else ()
    if data.places is None or earlier is None:
        return None
    together = tuple(dict.fromkeys((*earlier, *data.places)))
    return together if len(together) <= MOST_ENTRIES else None


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
