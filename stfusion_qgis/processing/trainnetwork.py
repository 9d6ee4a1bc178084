"""Training of a fusion network on the user's own images, as a Processing algorithm."""

from __future__ import annotations

import dataclasses
import os
from typing import Any

import numpy as np
from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingOutputBoolean,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterDateTime,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterNumber,
    QgsProcessingParameterRange,
    QgsProcessingParameterString,
    QgsProcessingUtils,
)

from .. import translation
from ..errors import InputError
from ..images.bands import BAND_MATCHING
from ..images.scene import Source
from ..methods.method import Family
from ..networks.catalogue import CATALOGUE
from ..networks.contract import read_contract
from ..networks.shipped import shipped_network, shipped_networks
from ..networks.training.config import Config, Sensor
from ..networks.training.interpreter import Interpreter
from ..networks.training.pairing import Match, match
from ..networks.training.process import train
from ..progress import Progress
from ..translation import mark, tr
from .base import StfusionAlgorithm
from .layers import raster_layers, source_of
from .quality_inputs import optional_number
from .training_log import TrainingLog

DEVICES = {"auto": mark("Graphics card if there is one"), "cpu": mark("CPU"),
           "cuda": mark("Graphics card (CUDA)")}

NOTHING = "nothing"
"""Choice of START."""

_IMAGES = ("FINE", "COARSE", "FINE_MASKS", "COARSE_MASKS")

_SENSOR = {
    "ratio": (mark("Simulated scale ratio"), mark(
        "Side of a coarse pixel in fine pixels. Without coarse images, these are simulated from "
        "the fine ones; each time with another sensor, whose properties lie in these ranges.")),
    "psf": (mark("Simulated blur [coarse pixels]"), mark(
        "Full width at half maximum of the point spread function.")),
    "shift": (mark("Simulated shift [coarse pixels]"), mark(
        "Standard deviation of the error with which coarse images are positioned.")),
    "noise": (mark("Simulated noise [deviations of a band]"), mark(
        "Standard deviation of the noise of a coarse pixel.")),
    "gain": (mark("Simulated gain differences"), mark(
        "Standard deviation of the factor between the bands of the two sensors.")),
    "offset": (mark("Simulated offset differences [deviations of a band]"), mark(
        "Standard deviation of the offset between the bands of the two sensors.")),
}


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
    group_title = Family.NETWORK.value
    group_id = "network"
    icon_name = "network"
    keywords = (mark("deep learning"), mark("neural network"), mark("fine-tuning"),
                mark("spatiotemporal fusion"), "PyTorch", "ONNX")

    def __init__(self) -> None:
        super().__init__()
        self._config: dict[str, Any] = {}
        self._matches: list[Match] = []
        self._unused: list[Source] = []

    def group(self) -> str:
        return f"{list(Family).index(Family.NETWORK) + 1}. {super().group()}"

    def shortHelpString(self) -> str:
        lines = "".join(f"<li><b>{key}</b>: {tr(known.title)}. {tr(known.summary)}</li>"
                        for key, known in CATALOGUE.items())
        return f"{super().shortHelpString()}<p>{tr('Architectures:')}</p><ul>{lines}</ul>"

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        self._add_images()
        self._add_network()
        self._add_training()
        self._add_image_options()
        self._add_simulation()
        self._add_outputs()

    # Parameters

    def _add_images(self) -> None:
        self._add_layers("FINE", tr("Fine images of several dates"), tr(
            "Images with small pixels. Their dates are taken from the layers, the files' metadata "
            "or their names."), optional=False)
        self._add_layers("COARSE", tr("Coarse images of the same dates"), tr(
            "Images with large pixels. Each fine image needs the coarse image of its date; further "
            "coarse images are left out. Without any, they are simulated."))

    def _add_layers(self, name: str, label: str, help: str, optional: bool = True,
                    advanced: bool = False) -> None:
        self.add(QgsProcessingParameterMultipleLayers(
            name, label, QgsProcessing.SourceType.TypeRaster, None, optional), help, advanced)

    def _add_network(self) -> None:
        # By identifier, as architectures and networks come and go.
        self.add(QgsProcessingParameterEnum(
            "ARCHITECTURE", tr("Architecture"), list(CATALOGUE), False, next(iter(CATALOGUE)),
            False, True), tr("How the network is built; the help tells what each is good at."))
        self.add(QgsProcessingParameterEnum(
            "START", tr("Start from"), [NOTHING, *shipped_networks()], False, NOTHING, False, True),
            tr("A network that comes with STFusion and is trained further (fine-tuning). Its "
               "architecture counts then, and whether it runs band by band."))
        self.add(QgsProcessingParameterFile(
            "START_FILE", tr("Or start from a file"), QgsProcessingParameterFile.Behavior.File,
            "onnx", None, True), tr("A network that was trained before; it goes first."))
        self.add(QgsProcessingParameterEnum(
            "BANDS", tr("Bands"), [tr("All together"), tr("One by one, any number of them")],
            False, 0), tr(
                "All together: the network learns how bands depend on each other, and is for "
                "images with these bands. One by one: it is for any bands."))

    def _add_training(self) -> None:
        kinds = QgsProcessingParameterNumber.Type
        minutes = QgsProcessingParameterNumber(
            "MINUTES", tr("Time for training [minutes]"), kinds.Double, 10.0, False, 0.05, 10000.0)
        minutes.setMetadata({"widget_wrapper": {"decimals": 2}})
        self.add(minutes, tr("The comparison with other methods afterwards takes some minutes more "
                             "at most."))
        self.add(QgsProcessingParameterEnum(
            "DEVICE", tr("Train on"), [tr(label) for label in DEVICES.values()], False, 0), tr(
                "A graphics card is some ten times as fast."))
        self.add(QgsProcessingParameterDateTime(
            "HELD_OUT", tr("Held-out date"), QgsProcessingParameterDateTime.Type.Date, None, True),
            tr("The date that the network is measured on and never learns from. Left empty, it is "
               "one in the middle if there are three or more, otherwise a part of the area."))
        self.add(QgsProcessingParameterBoolean(
            "HELD_OUT_AREA", tr("Hold out a part of the area instead of a date"), False), tr(
                "Learns from all dates; a fifth of the area remains to be measured on."),
            advanced=True)
        self.add(QgsProcessingParameterNumber(
            "STEPS", tr("Number of steps"), kinds.Integer, None, True, 1), tr(
                "Instead of a time. The same steps and seed give the same network again."),
            advanced=True)
        self.add(QgsProcessingParameterNumber(
            "SEED", tr("Seed"), kinds.Integer, 1, False, 0, 2**31 - 1), tr(
                "Of everything that is drawn at random."), advanced=True)
        self.add(QgsProcessingParameterNumber(
            "THREADS", tr("Threads (0: one a processor core)"), kinds.Integer, 0, False, 0, 256),
            tr("How many cores the training uses."), advanced=True)
        self.add(QgsProcessingParameterFile(
            "PYTHON", tr("Python"), QgsProcessingParameterFile.Behavior.File, "", None, True,
            tr("All files (*)")), tr(
                "The program python or python.exe of an environment with PyTorch, ONNX, "
                "onnxruntime, NumPy, SciPy and GDAL. Left empty, it is that of QGIS."),
            advanced=True)

    def _add_image_options(self) -> None:
        self._add_layers("FINE_MASKS", tr("Masks of the fine images"), tr(
            "Pixels that are 0 or nodata in the first band of a mask are left out, such as clouds "
            "and their shadows. Masks find their images by their dates, too."), advanced=True)
        self._add_layers("COARSE_MASKS", tr("Masks of the coarse images"), tr(
            "Likewise."), advanced=True)
        self.add(QgsProcessingParameterNumber(
            "DAYS", tr("Days between the images of a pair"),
            QgsProcessingParameterNumber.Type.Integer, 0, False, 0, 60), tr(
                "By how many days a coarse image may differ from its fine image, if there is none "
                "of the very same day."), advanced=True)
        self.add(QgsProcessingParameterEnum(
            "BAND_MATCHING", tr("Match the bands of the images"),
            [tr(label) for label in BAND_MATCHING.values()], False, 0), tr(
                "How to find the band of an image that belongs to a band of the first fine image: "
                "the first to the first and so on, by the bands' names, or by their wavelengths."),
            advanced=True)
        self.add(QgsProcessingParameterBoolean(
            "SCALE_COARSE", tr("Scale coarse images to the units of the fine ones"), False), tr(
                "If one image holds reflectance from 0 to 1 and another from 0 to 10000."),
            advanced=True)
        self.add(QgsProcessingParameterBoolean(
            "COREGISTER", tr("Correct a shift of the coarse images"), False), tr(
                "Find by how much the first coarse image is shifted against its fine image, and "
                "move all coarse images back by it."), advanced=True)
        self.add(QgsProcessingParameterNumber(
            "RATIO", tr("Scale ratio of resampled coarse images"),
            QgsProcessingParameterNumber.Type.Double, None, True, 1.0, 1000.0), tr(
                "Only for coarse images that were resampled to the pixel size of the fine ones: "
                "the side of an original coarse pixel in fine pixels, such as 16."), advanced=True)

    def _add_simulation(self) -> None:
        for entry in dataclasses.fields(Sensor):
            label, help = _SENSOR[entry.name]
            self.add(QgsProcessingParameterRange(
                f"SIMULATED_{entry.name.upper()}", tr(label),
                QgsProcessingParameterNumber.Type.Double, ",".join(map(str, entry.default)), True),
                tr(help), advanced=True)

    def _add_outputs(self) -> None:
        self.add(QgsProcessingParameterString("TITLE", tr("Name of the network"), None, False, True
                                              ), tr("Shown to its users."), advanced=True)
        self.add(QgsProcessingParameterFileDestination(
            "OUTPUT", tr("Trained network"), tr("ONNX files (*.onnx)")), tr(
                "An ONNX file that says of itself what it needs and how accurate it is."))
        self.add(QgsProcessingParameterFileDestination(
            "OUTPUT_HTML", tr("Report"), tr("HTML files (*.html)"), None, True), tr(
                "The comparison with other methods, pictures, and the course of the training."))
        self.add_output(QgsProcessingOutputNumber("RMSE", tr("RMSE of the network")))
        self.add_output(QgsProcessingOutputNumber("RMSE_BASELINE", tr(
            "RMSE of the baseline (temporal difference, or no change)")))
        self.add_output(QgsProcessingOutputNumber("RMSE_BEST_CLASSICAL", tr(
            "RMSE of the best other method")))
        self.add_output(QgsProcessingOutputString("BEST_CLASSICAL", tr("Best other method")))
        self.add_output(QgsProcessingOutputBoolean("BEATS_BASELINE", tr(
            "Whether the network is better than the baseline")))
        self.add_output(QgsProcessingOutputString("VERDICT", tr("Verdict")))

    # Work

    def checkParameterValues(self, parameters: dict[str, Any],
                             context: QgsProcessingContext) -> tuple[bool, str]:
        try:  # first, as these messages tell more than those of QGIS
            self._collect(parameters, context)
        except InputError as error:
            return False, str(error)
        return super().checkParameterValues(parameters, context)

    def prepareAlgorithm(self, parameters: dict[str, Any], context: QgsProcessingContext,
                         feedback: Any) -> bool:
        """Take what is needed of layers, which only this thread may touch."""
        try:
            self._collect(parameters, context)
        except InputError as error:
            feedback.reportError(str(error), True)
            return False
        show = getattr(feedback, "pushFormattedMessage", None)  # since QGIS 3.36
        self._show_html = show
        return True

    def _collect(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        """Find the pairs, and write the configuration of the training.

        Raises:
            InputError: an image or a parameter cannot be used.
        """
        images = [[source_of(layer) for layer in raster_layers(self, parameters, name, context)]
                  for name in _IMAGES]
        self._matches, self._unused = match(
            *images, self.parameterAsInt(parameters, "DAYS", context))
        self._config = self._configuration(parameters, context)
        Config.of({**self._config, "output": "network.onnx"})

    def _configuration(self, parameters: dict[str, Any],
                       context: QgsProcessingContext) -> dict[str, Any]:
        def number(name: str) -> int:
            return self.parameterAsInt(parameters, name, context)

        simulated = not self._matches[0].coarse
        start = self._start(parameters, context)
        architecture = self._choice(parameters, "ARCHITECTURE", context)
        one_by_one = self.parameterAsEnum(parameters, "BANDS", context) == 1
        if start:
            contract = read_contract(start)
            architecture, one_by_one = contract.architecture, contract.bands == "any"
            if architecture not in CATALOGUE:
                raise InputError(tr(
                    "{file} cannot be trained further: its architecture, '{architecture}', is none "
                    "of {choices}.").format(file=os.path.basename(start), architecture=architecture,
                                            choices=", ".join(CATALOGUE)))
        scene = {
            "pairs": [found.as_dict() for found in self._matches],
            "band_matching": list(BAND_MATCHING)[
                self.parameterAsEnum(parameters, "BAND_MATCHING", context)],
            "scale_coarse": self.parameterAsBoolean(parameters, "SCALE_COARSE", context),
            "coregister": self.parameterAsBoolean(parameters, "COREGISTER", context),
            "ratio": optional_number(self, parameters, "RATIO", context)}
        return {
            "scenes": [scene], "architecture": architecture,
            "bands": "any" if one_by_one else None, "start": start,
            "minutes": self.parameterAsDouble(parameters, "MINUTES", context),
            "steps": number("STEPS") if parameters.get("STEPS") is not None else None,
            "device": list(DEVICES)[self.parameterAsEnum(parameters, "DEVICE", context)],
            "threads": number("THREADS"), "seed": number("SEED"),
            "held_out": self._held_out(parameters, context),
            "simulate": self._simulation(parameters, context) if simulated else None,
            "title": self.parameterAsString(parameters, "TITLE", context) or None,
            "compare": True}

    def _choice(self, parameters: dict[str, Any], name: str, context: QgsProcessingContext) -> str:
        # QGIS would take the default for one that is not there.
        value = parameters.get(name)
        if not isinstance(value, str):
            return self.parameterAsEnumString(parameters, name, context)
        definition = self.parameterDefinition(name)
        if value not in definition.options():
            raise InputError(tr("{label}: '{value}' is none of {choices}.").format(
                label=definition.description(), value=value,
                choices=", ".join(definition.options())))
        return value

    def _start(self, parameters: dict[str, Any], context: QgsProcessingContext) -> str | None:
        file = self.parameterAsFile(parameters, "START_FILE", context)
        if file:
            if not os.path.isfile(file):
                raise InputError(tr("{label}: there is no file {value}.").format(
                    label=self.parameterDefinition("START_FILE").description(), value=file))
            return os.path.abspath(file)
        name = self._choice(parameters, "START", context)
        return None if name == NOTHING else str(shipped_network(name))

    def _held_out(self, parameters: dict[str, Any], context: QgsProcessingContext) -> str:
        if self.parameterAsBoolean(parameters, "HELD_OUT_AREA", context):
            return "spatial"
        when = self.parameterAsDateTime(parameters, "HELD_OUT", context)
        if not when.isValid():
            return "auto"
        date = when.date().toPyDate()
        if date not in [found.date for found in self._matches]:
            raise InputError(tr("No image has the date {date} to be held out. There are: {dates}."
                                ).format(date=date, dates=", ".join(
                                    str(found.date) for found in self._matches)))
        return date.isoformat()

    def _simulation(self, parameters: dict[str, Any],
                    context: QgsProcessingContext) -> dict[str, list[float]]:
        ranges = {entry.name: self.parameterAsRange(
            parameters, f"SIMULATED_{entry.name.upper()}", context)
            for entry in dataclasses.fields(Sensor)}
        # QGIS makes NaN of what was left empty: the default holds then.
        return {name: ends for name, ends in ranges.items() if not np.isnan(ends).any()}

    def work(self, parameters: dict[str, Any], context: QgsProcessingContext,
             progress: Progress) -> dict[str, Any]:
        python = self.parameterAsFile(parameters, "PYTHON", context)
        interpreter = Interpreter.find(python, translation.language())
        progress.show(0.0, tr("Looking for PyTorch"))
        versions = interpreter.check()
        progress.check()
        progress.info(tr("PyTorch {version} in {python}").format(
            version=versions["torch"], python=interpreter.path))
        self._tell_pairs(progress)
        outputs = {name: path for name, path in (
            (name, self.parameterAsFileOutput(parameters, name, context))
            for name in ("OUTPUT", "OUTPUT_HTML")) if path}
        config = {**self._config, "output": outputs["OUTPUT"], "report": outputs.get("OUTPUT_HTML"),
                  "samples_folder": self._samples_folder()}
        log = TrainingLog(progress, self._show_html)
        if not train(config, interpreter, log.hear, progress):
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


def _numbers(verdict: dict[str, Any]) -> dict[str, Any]:
    names = {"RMSE": "rmse", "RMSE_BASELINE": "rmse_baseline",
             "RMSE_BEST_CLASSICAL": "rmse_best_classical", "BEST_CLASSICAL": "best_classical",
             "BEATS_BASELINE": "beats_baseline", "VERDICT": "headline"}
    return {name: verdict[key] for name, key in names.items() if verdict.get(key) is not None}
