"""The parameters that algorithms share which write into a network's file what it takes."""

from __future__ import annotations

from qgis.core import (
    QgsProcessingOutputString,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterString,
)

from ..errors import InputError
from ..translation import mark, tr
from .base import StfusionAlgorithm

TITLE = (mark("Title"), mark("By which people know the network. Empty for the file's name."))
LICENCE = (mark("Licence"), mark("Under which the weights may be used."))
CITATION = (mark("Citation"), mark("The paper, with its DOI."))
TRAINING_DATA = (mark("Training data"), mark("Sensors, places, number of images."))
"""Label and help of texts about a network."""


TEXTS_OF_IMAGE_NETWORKS = {"TITLE": TITLE, "LICENCE": LICENCE, "CITATION": CITATION,
                           "TRAINING_DATA": TRAINING_DATA}
"""Likewise, of networks that take one image, by their parameters."""


def add_network(algorithm: StfusionAlgorithm) -> None:
    """Add the parameter of the file to describe."""
    algorithm.add(QgsProcessingParameterFile(
        "NETWORK", tr("Network"), QgsProcessingParameterFile.Behavior.File, "", None, False,
        _onnx_files()), tr("The file to describe; it stays as it is."))


def add_text(algorithm: StfusionAlgorithm, name: str, label: str, help: str,
             advanced: bool = False, optional: bool = True) -> None:
    """Add a parameter for a text."""
    algorithm.add(QgsProcessingParameterString(name, label, None, False, optional), help, advanced)


def add_scaling(algorithm: StfusionAlgorithm) -> None:
    """Add the parameters of how the reflectance of bands is scaled."""
    add_text(algorithm, "MEAN", tr("Means of the bands"), tr(
        "Of the reflectance from 0 to 1 that it was trained on: it is subtracted. A number a "
        "band, or one for all; empty for 0."))
    add_text(algorithm, "DEVIATION", tr("Deviations of the bands"), tr(
        "By which reflectance is then divided. A number a band, or one for all; empty for 1; "
        "0.0001 for a network that was trained on reflectance x 10000."))


def add_texts(algorithm: StfusionAlgorithm) -> None:
    """Add the texts about a network that takes one image."""
    for name, (label, help) in TEXTS_OF_IMAGE_NETWORKS.items():
        add_text(algorithm, name, tr(label), tr(help), advanced=name not in ("TITLE", "LICENCE"))


def add_described(algorithm: StfusionAlgorithm, optional: bool) -> None:
    """Add the outputs: the described network, and its contract."""
    algorithm.add(QgsProcessingParameterFileDestination(
        "OUTPUT", tr("Described network"), _onnx_files(), None, optional, True), tr(
            "A copy of the network with its description."))
    algorithm.add_output(QgsProcessingOutputString("CONTRACT", tr("The description, as JSON")))


def check_target(path: str) -> None:
    """Raise `InputError` if a network cannot be written to a path by its name."""
    if not path.lower().endswith(".onnx"):
        raise InputError(tr("The file {path} must end with .onnx.").format(path=path))


def _onnx_files() -> str:
    return tr("{kind} files").format(kind="ONNX") + " (*.onnx)"
