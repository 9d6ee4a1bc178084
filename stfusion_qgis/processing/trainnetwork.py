"""Training of a fusion network on the user's own images, as a Processing algorithm."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from qgis.core import QgsProcessingContext, QgsProcessingUtils

from .. import translation
from ..errors import InputError
from ..images.source import Source
from ..methods.method import Family
from ..processes.interpreter import Interpreter
from ..progress import Progress
from ..season.pairing import Match, source_entry, with_guides
from ..training.architecture_catalogue import CATALOGUE
from ..training.config import Config
from ..training.packages import check_packages
from ..training.training_process import train_in_process
from ..translation import mark, tr
from . import training_parameters
from .base import StfusionAlgorithm
from .dated_inputs import matches
from .layer_sources import raster_layers, source_of
from .report_files import check_report_files
from .toolbox_groups import group_of
from .training_log import TrainingLog
from .training_values import Values


class TrainNetwork(StfusionAlgorithm):
    """Trains a fusion network in a process of its own, and compares it with other methods."""

    algorithm_id = "trainnetwork"
    title = mark("Train network")
    summary = mark("Trains or fine-tunes a fusion network on your own images.")
    help_text = mark(
        "Learns from the fine and coarse images of several dates how the fine image of another "
        "date follows from its coarse image, and writes a network for 'Network fusion'. Ten "
        "minutes are often enough on a computer without a graphics card.\n\n"
        "Needs the images of two dates at least, better of four or more that show the season's "
        "course; they find each other by their dates. Without coarse images these are simulated, "
        "which is good for pre-training and for trying out. Start from a network that comes with "
        "STFusion to need less time and fewer images.\n\n"
        "With three dates or more one of them is held out, otherwise a part of the area. On it "
        "the network is compared with other methods, from the unchanged fine image to STARFM and "
        "FSDAF. The report and the log say plainly whether it is better than they are: if it is "
        "not, use one of them, or train longer, with more dates or fewer clouds.\n\n"
        "Cancel whenever you like: the best network so far is kept, compared and written.\n\n"
        "Needs the Python package PyTorch (Settings > Options > STFusion), or a Python of your "
        "own that has it. Training runs in a process of its own.\n\n"
        "To use the network, choose its file in 'Network fusion'. In a model, connect the output "
        "with that parameter.")
    toolbox_group = group_of(Family.NETWORK)
    icon_name = "network"
    keywords = (mark("deep learning"), mark("neural network"), mark("fine-tuning"),
                mark("spatiotemporal fusion"), "PyTorch", "ONNX")

    def __init__(self) -> None:
        super().__init__()
        self._config: dict[str, Any] = {}
        self._matches: list[Match] = []
        self._unused: list[Source] = []
        self._show_html: Callable[[str, str], None] | None = None

    def further_help(self) -> list[str]:
        lines = "".join(f"<li><b>{key}</b>: {tr(known.title)}. {tr(known.summary)}</li>"
                        for key, known in CATALOGUE.items())
        return [tr("Architectures:"), f"<ul>{lines}</ul>"]

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        training_parameters.add_all(self)

    def check_values(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        self._collect(parameters, context)

    def take_layers(self, parameters: dict[str, Any], context: QgsProcessingContext,
                    feedback: Any) -> None:
        self._collect(parameters, context)
        self._show_html = getattr(feedback, "pushFormattedMessage", None)  # since QGIS 3.36

    def _collect(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        """Find the pairs, and write the configuration of the training.

        Raises:
            InputError: an image or a parameter cannot be used.
        """
        values = Values(self, parameters, context)
        self._matches, self._unused = matches(self, parameters, context)
        guides = [source_of(layer) for layer in raster_layers(self, parameters, "GUIDE", context)]
        if len(guides) > 1:
            self._matches = with_guides(self._matches, guides)
        self._config = values.configuration(self._matches)
        if len(guides) == 1:
            self._config["scenes"][0]["guide"] = source_entry(guides[0])
        Config.of({**self._config, "output": "network.onnx"})

    def work(self, parameters: dict[str, Any], context: QgsProcessingContext,
             progress: Progress) -> dict[str, Any]:
        python = self.parameterAsFile(parameters, "PYTHON", context)
        interpreter = _find_python(python)
        progress.show(0.0, tr("Looking for PyTorch"))
        versions = check_packages(interpreter)
        progress.check()
        progress.info(tr("PyTorch {version} in {python}").format(
            version=versions["torch"], python=interpreter.path))
        self._tell_pairs(progress)
        outputs = {name: path for name, path in (
            (name, self.parameterAsFileOutput(parameters, name, context))
            for name in ("OUTPUT", "OUTPUT_HTML")) if path}
        check_report_files(outputs)
        config = {**self._config, "output": outputs["OUTPUT"], "report": outputs.get("OUTPUT_HTML"),
                  "samples_folder": self._samples_folder()}
        log = TrainingLog(progress, self._show_html)
        if not train_in_process(config, interpreter, log.hear, progress):
            progress.warn(tr("Training was stopped early. What was written is the best network "
                             "until then, even if QGIS says that the execution has failed."))
        return {**{name: path for name, path in outputs.items() if os.path.exists(path)},
                **_numbers(log.verdict)}

    def _samples_folder(self) -> str:
        # In the folder that QGIS empties at its end: the log shows the pictures until then.
        folder = QgsProcessingUtils.generateTempFilename("samples")
        os.makedirs(folder, exist_ok=True)
        return folder

    def _tell_pairs(self, progress: Progress) -> None:
        for found in self._matches:
            progress.info(str(found))
        if self._unused:
            progress.info(tr("Left out, as there is no fine image of their dates: {layers}").format(
                layers=", ".join(source.name for source in self._unused)))
        if not self._matches[0].coarse:
            progress.info(tr("There are no coarse images: they are simulated."))


def _find_python(given: str) -> Interpreter:
    try:
        return Interpreter.find(given, translation.language())
    except InputError as error:
        raise InputError(tr("{reason} You can also give a Python of your own that has PyTorch "
                            "(advanced parameter 'Python').").format(reason=error)) from error


def _numbers(verdict: dict[str, Any]) -> dict[str, Any]:
    names = {"RMSE": "rmse", "RMSE_BASELINE": "rmse_baseline",
             "RMSE_BEST_CLASSICAL": "rmse_best_classical", "BEST_CLASSICAL": "best_classical",
             "BEATS_BASELINE": "beats_baseline", "VERDICT": "headline"}
    return {name: verdict[key] for name, key in names.items() if verdict.get(key) is not None}
