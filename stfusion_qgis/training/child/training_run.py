"""A training from the images to the ONNX file."""

from __future__ import annotations

import math
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
from .guide_proof import GuideProof
from .history import History
from .sample_pictures import SamplePictures
from .sampler import Sampler
from .training_data import TrainingData, gather_data
from .training_events import EventLog, part_of
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
    attempts = [data] if data.guide is None else [data.without_guide(), data]
    trainings = [_Training(config, chosen, each, device) for each in attempts]
    emit("started", device=_name(device), held_out=data.held_out,
         parameters=trainings[-1].parameters)
    best = trainings[0]
    if data.guide is not None:
        emit("message", level="info", text=tr(
            "Half of the training is without the guide, to see what it is worth."))
    for number, training in enumerate(trainings):
        if number and stop.is_set():  # what there is so far is kept
            break
        training.run(len(trainings), part_of(emit, number, len(trainings)), stop)
        best = training
    if data.guide is not None:
        best = _proved(trainings, emit)
    history = best.history
    export(best.network, replace(best.contract, **_texts(config, data, history)), config.output)
    history.held_out = data.held_out
    emit("exported", output=config.output, steps=history.steps, seconds=history.seconds)
    return history


class _Training:
    """A network, and its training on some data.

    history: of the training, once it has run.
    """

    def __init__(self, config: Config, chosen: Architecture, data: TrainingData,
                 device: torch.device):
        self._config, self._chosen, self._data, self._device = config, chosen, data, device
        self._bands: int | str = "any" if config.bands == "any" else data.bands
        self._number = 1 if self._bands == "any" else data.bands
        torch.manual_seed(config.seed)  # networks with and without a guide start alike
        if data.guide is None:
            self.network = chosen.network(self._number)
        else:
            self.network = chosen.guided_network(self._number, len(data.guide.mixing))
        if config.start:
            start_from(config.start, self.network, chosen.id, self._bands, chosen.guide_weights)
        self.contract = chosen.contract(self.network, self._bands, data.guide)
        self.network.to(device, memory_format=torch.channels_last)  # type: ignore[call-overload]
        self.history = History(math.inf)

    @property
    def parameters(self) -> int:
        """Return the number of weights."""
        return sum(parameter.numel() for parameter in self.network.parameters())

    @property
    def error(self) -> float:
        """Return the error of the weights that are kept, on what is held out."""
        history = self.history
        return history.best_error if self._config.keep == "best" else history.errors[-1][1]

    def run(self, shared: int, emit: Emit, stop: threading.Event) -> None:
        """Fit the weights; shared: among how many trainings the time or the steps are shared."""
        config, chosen, data = self._config, self._chosen, self._data
        validation = Validation(data.measured, data.cases, chosen, self._bands, config.seed)
        sampler = Sampler(data.pools, chosen, self._bands, _crop_side(chosen, data.shortest_side),
                          config.seed)
        steps = config.steps and -(-config.steps // shared)
        self.history = fit(
            self.network, chosen.objective(self.network, self._number), sampler, chosen.batch,
            validation, Budget(steps, config.minutes / shared), self._device, emit, stop,
            keep_best=config.keep == "best", pictures=_pictures(config, validation, data, emit))


def _proved(trainings: list[_Training], emit: Emit) -> _Training:
    """Return the training without a guide, or that with one if it was better by enough."""
    plain, guided = trainings
    if not guided.history.errors:  # it was stopped before
        return plain
    proof = GuideProof(guided.error, plain.error, guided.history.seconds)
    emit("message", level="info" if proof.helps else "warning", text=proof.text())
    best = guided if proof.helps else plain
    best.history.guide = proof
    return best


def _pictures(config: Config, validation: Validation, data: TrainingData, emit: Emit
              ) -> SamplePictures | None:
    if not config.samples_folder:
        return None
    folder = config.samples_folder if data.guide is None else os.path.join(
        config.samples_folder, "guided")
    return SamplePictures(folder, validation.cases[0].crop,
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
                     "best_step": history.best_step, "seed": config.seed,
                     **({"guide": history.guide.as_dict()} if history.guide else {})}}
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
