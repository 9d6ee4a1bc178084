"""The parameters and outputs of the training algorithm."""

from __future__ import annotations

import dataclasses

from qgis.core import (
    QgsProcessingOutputBoolean,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterDateTime,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterNumber,
    QgsProcessingParameterRange,
    QgsProcessingParameterString,
)

from ..networks.shipped import shipped_networks
from ..training.architecture_catalogue import CATALOGUE
from ..training.config import OPTIONS, Sensor
from ..translation import mark, tr
from .area_parameters import add_area
from .base import StfusionAlgorithm
from .dated_inputs import add_bringing_together, add_layers
from .titled_choices import titled_choice, titles_in_help

DEVICES = {"auto": mark("Graphics card if there is one"), "cpu": mark("CPU"),
           "cuda": mark("Graphics card (CUDA)")}

NOTHING = "nothing"
"""Choice of START."""

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


def add_all(algorithm: StfusionAlgorithm) -> None:
    """Add all parameters and outputs to the algorithm, in the order of its dialog."""
    for add in (_add_images, _add_network, _add_training, _add_image_options, _add_simulation,
                _add_outputs):
        add(algorithm)


def _add_images(algorithm: StfusionAlgorithm) -> None:
    add_layers(algorithm, "FINE", tr("Fine images of several dates"), tr(
        "Images with small pixels. Their dates are taken from the layers, the files' metadata "
        "or their names."), optional=False)
    add_layers(algorithm, "COARSE", tr("Coarse images of the same dates"), tr(
        "Images with large pixels. Each fine image needs the coarse image of its date; further "
        "coarse images are left out. Without any, they are simulated."))
    add_layers(algorithm, "GUIDE", tr("Guide"), tr(
        "What tells land apart besides, of any bands and grid: one image for all dates, of other "
        "dates than these, or one for each date that 'Image features' makes of its fine image, "
        "all in the same components. Half of the training is without it: the network takes the "
        "guide only if it is better with it on what is held out. For residual fusion."),
        advanced=True)
    add_area(algorithm, tr(
        "Learn from this part alone, and measure on it. Left empty, it is the whole of the "
        "images."), tr(
            "Learn inside of these polygons alone: pixels whose centre lies in one of them. What "
            "lies around them is seen, but not learnt."), advanced=True)


def _add_network(algorithm: StfusionAlgorithm) -> None:
    architectures = {known.id: tr(known.title) for known in CATALOGUE.values()}
    algorithm.add(titled_choice(
        "ARCHITECTURE", tr("Architecture"), architectures, next(iter(architectures))), tr(
            "How the network is built; the help tells what each is good at."))
    starts = {NOTHING: tr("Nothing: learn from the beginning"), **shipped_networks()}
    help = tr("A network that comes with STFusion and is trained further (fine-tuning). Its "
              "architecture counts then, and whether it runs band by band.")
    algorithm.add(titled_choice("START", tr("Start from"), starts, NOTHING),
                  f"{help} ({titles_in_help(starts)}).")
    algorithm.add(QgsProcessingParameterFile(
        "START_FILE", tr("Or start from a file"), QgsProcessingParameterFile.Behavior.File,
        "onnx", None, True), tr("A network that was trained before; it goes first."))
    algorithm.add(QgsProcessingParameterEnum(
        "BANDS", tr("Bands"), [tr("All together"), tr("One by one, any number of them")],
        False, 0), tr(
            "All together: the network learns how bands depend on each other, and is for "
            "images with these bands. One by one: it is for any bands."))


def _add_training(algorithm: StfusionAlgorithm) -> None:
    kinds = QgsProcessingParameterNumber.Type
    minutes = QgsProcessingParameterNumber(
        "MINUTES", tr("Time for training [minutes]"), kinds.Double, 10.0, False, 0.05, 10000.0)
    minutes.setMetadata({"widget_wrapper": {"decimals": 2}})
    algorithm.add(minutes, tr("The comparison with other methods afterwards takes some minutes "
                              "more at most."))
    algorithm.add(QgsProcessingParameterEnum(
        "DEVICE", tr("Train on"), [tr(label) for label in DEVICES.values()], False, 0), tr(
            "A graphics card is some ten times as fast."))
    algorithm.add(QgsProcessingParameterDateTime(
        "HELD_OUT", tr("Held-out date"), QgsProcessingParameterDateTime.Type.Date, None, True),
        tr("The date that the network is measured on and never learns from. Left empty, it is "
           "one in the middle if there are three or more, otherwise a part of the area."))
    algorithm.add(QgsProcessingParameterBoolean(
        "HELD_OUT_AREA", tr("Hold out a part of the area instead of a date"), False), tr(
            "Learns from all dates; a fifth of the area remains to be measured on."),
        advanced=True)
    algorithm.add(QgsProcessingParameterNumber(
        "STEPS", tr("Number of steps"), kinds.Integer, None, True, 1), tr(
            "Instead of a time. The same steps and seed give the same network again."),
        advanced=True)
    algorithm.add(QgsProcessingParameterNumber(
        "SEED", tr("Seed"), kinds.Integer, 1, False, 0, 2**31 - 1), tr(
            "Of everything that is drawn at random."), advanced=True)
    algorithm.add(QgsProcessingParameterNumber(
        "THREADS", tr("Threads (0: one a processor core)"), kinds.Integer, 0, False, 0, 256),
        tr("How many cores the training uses."), advanced=True)
    algorithm.add(QgsProcessingParameterFile(
        "PYTHON", tr("Python"), QgsProcessingParameterFile.Behavior.File, "", None, True,
        tr("All files (*)")), tr(
            "The program python or python.exe of an environment with PyTorch, ONNX, "
            "onnxruntime, NumPy, SciPy and GDAL. Left empty, it is that of QGIS."),
        advanced=True)


def _add_image_options(algorithm: StfusionAlgorithm) -> None:
    add_bringing_together(algorithm, OPTIONS)


def _add_simulation(algorithm: StfusionAlgorithm) -> None:
    for name, usual in dataclasses.asdict(Sensor()).items():
        label, help = _SENSOR[name]
        algorithm.add(QgsProcessingParameterRange(
            f"SIMULATED_{name.upper()}", tr(label),
            QgsProcessingParameterNumber.Type.Double, ",".join(map(str, usual)), True),
            tr(help), advanced=True)


def _add_outputs(algorithm: StfusionAlgorithm) -> None:
    algorithm.add(QgsProcessingParameterString(
        "TITLE", tr("Name of the network"), None, False, True), tr("Shown to its users."),
        advanced=True)
    algorithm.add(QgsProcessingParameterFileDestination(
        "OUTPUT", tr("Trained network"), tr("ONNX files (*.onnx)")), tr(
            "An ONNX file that says of itself what it needs and how accurate it is."))
    algorithm.add(QgsProcessingParameterFileDestination(
        "OUTPUT_HTML", tr("Report"), tr("HTML files (*.html)"), None, True), tr(
            "The comparison with other methods, pictures, and the course of the training."))
    algorithm.add_output(QgsProcessingOutputNumber("RMSE", tr("RMSE of the network")))
    algorithm.add_output(QgsProcessingOutputNumber("RMSE_BASELINE", tr(
        "RMSE of the baseline (temporal difference, or no change)")))
    algorithm.add_output(QgsProcessingOutputNumber("RMSE_BEST_CLASSICAL", tr(
        "RMSE of the best other method")))
    algorithm.add_output(QgsProcessingOutputString("BEST_CLASSICAL", tr("Best other method")))
    algorithm.add_output(QgsProcessingOutputBoolean("BEATS_BASELINE", tr(
        "Whether the network is better than the baseline")))
    algorithm.add_output(QgsProcessingOutputString("VERDICT", tr("Verdict")))
