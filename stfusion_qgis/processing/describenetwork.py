"""Writing into an ONNX file what its inputs are, as a Processing algorithm."""

from __future__ import annotations

import math
from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingParameterEnum,
    QgsProcessingParameterNumber,
    QgsProcessingParameterRange,
)

from ..errors import InputError
from ..methods.method import Family
from ..networks.contract import MOST_STEPS, ROLES, Scaling
from ..networks.describing import Knowledge, describe, show
from ..progress import Progress
from ..translation import mark, tr
from .base import StfusionAlgorithm
from .network_description import (
    CITATION,
    LICENCE,
    TITLE,
    TRAINING_DATA,
    add_described,
    add_network,
    add_text,
    check_target,
)
from .toolbox_groups import group_of

_SCALINGS = {
    "scene": mark("Mean and standard deviation of the scene"),
    "range": mark("From a fixed range of values"),
    "scene_range": mark("From 0.1 to 99.9 % of the scene's values"),
}

_ANSWERS = {"yes": mark("Yes"), "no": mark("No")}

_TEXTS = {
    "TITLE": TITLE,
    "ARCHITECTURE": (mark("Architecture"), mark("Such as EDCSTFN.")),
    "LICENCE": LICENCE, "CITATION": CITATION, "TRAINING_DATA": TRAINING_DATA,
    "DATES": (mark("Dates of the training data"), mark("From when to when.")),
    "ACCURACY": (mark("Accuracy"), mark("What was measured, and on which images.")),
}


class DescribeNetwork(StfusionAlgorithm):
    """Writes the contract of a fusion network into a copy of its file."""

    algorithm_id = "describenetwork"
    title = mark("Describe network")
    summary = mark("Makes an ONNX network from elsewhere run here: writes into its file what its "
                   "inputs are.")
    help_text = mark(
        "A fusion network is a file in the ONNX format, to which PyTorch, TensorFlow and others "
        "export. Such a file does not say which images its inputs are and how they are scaled. Say "
        "it here, and a copy of the file is written with which 'Network fusion' can run.\n\n"
        "Inputs are written as their name, = and the images, in the order of the channels, such "
        "as: x = fine_1, coarse_1, coarse_prediction - coarse_1. Several inputs are separated by "
        "semicolons. Coarse images come interpolated to fine pixels; with @ coarse behind the "
        "images they come as they are: y = coarse_prediction @ coarse. The name can be left out "
        "where there is one input only. valid fine_1 is the mask of an image, 1 where it is valid. "
        "An input that is guide gets the bands of a guide.\n\n"
        "Networks that predict in several steps, as diffusion does, have further inputs: noise, "
        "random numbers that are always the same; state, what the step before gave, noise in the "
        "first one; time, which falls from 1 by one part in each step: x = fine_1, coarse_1; y = "
        "state; t = time.\n\n"
        "What is left empty is taken from an earlier description in the file. How far the network "
        "sees, and of what its tiles must be multiples, is found by running it on noise. The log "
        "shows all.\n\n"
        "With everything left empty it only shows what the file contains.")
    toolbox_group = group_of(Family.NETWORK)
    icon_name = toolbox_group.id
    keywords = ("ONNX", mark("deep learning"), mark("neural network"), mark("contract"))

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        add_network(self)
        add_text(self, "INPUTS", tr("Inputs, such as: {example}").format(
            example="x = fine_1, coarse_1, coarse_prediction - coarse_1"), tr(
                "What each input of the network gets, in the order of its channels. The images are "
                "{roles}, differences of two, and masks; or guide, noise, state, time.").format(
                    roles=", ".join(ROLES)))
        add_text(self, "OUTPUT_NAME", tr("Output with the prediction"), tr(
            "Its name. Empty where the network has one output only."))
        add_text(self, "ADDED", tr("Added to the output, such as: {example}").format(
            example="fine_1 + coarse_prediction - coarse_1"), tr(
                "Images and differences with + between, for a network that predicts what lacks to "
                "them."))
        add_text(self, "UNCERTAINTY", tr("Output with the uncertainty"), tr(
            "Name of a second output that is the standard deviation of the prediction, if there is "
            "one."), advanced=True)
        self.add(QgsProcessingParameterNumber(
            "BANDS", tr("Bands"), QgsProcessingParameterNumber.Type.Integer, None, True, 0, 4096),
            tr("How many bands each image has. 0 for a network that sees one band at a time and is "
               "run for each. Empty to find it from the channels of the output."))
        self.add(QgsProcessingParameterEnum(
            "SCALING", tr("Scaling of the images"), [tr(text) for text in _SCALINGS.values()],
            False, None, True), tr(
                "What values the network was trained on. Empty for mean and standard deviation."))
        self.add(QgsProcessingParameterRange(
            "RANGE_FROM", tr("Range of the images"), QgsProcessingParameterNumber.Type.Double,
            "0,10000", True), tr("For a fixed range: the values that become the ends of the "
                                 "network's range, such as 0 and 10000."))
        self.add(QgsProcessingParameterRange(
            "RANGE_TO", tr("Range of the network"), QgsProcessingParameterNumber.Type.Double,
            "0,1", True), tr("The values that the network was trained on, such as 0 to 1 or -1 to "
                             "1."))
        self._add_advanced()
        for name, (label, help) in _TEXTS.items():
            add_text(self, name, tr(label), tr(help), advanced=name not in ("TITLE", "LICENCE"))
        add_described(self, optional=True)

    def _add_advanced(self) -> None:
        self.add(QgsProcessingParameterNumber(
            "STEPS", tr("Steps"), QgsProcessingParameterNumber.Type.Integer, None, True, 1,
            MOST_STEPS), tr(
                "How often the network runs for a prediction, each time on what it gave before. "
                "Needs an input that is state."), advanced=True)
        self.add(QgsProcessingParameterRange(
            "RATIO", tr("Scale ratios"), QgsProcessingParameterNumber.Type.Double, None, True), tr(
                "The least and the largest ratio of coarse to fine pixels that it was trained on. "
                "Empty for any; needed with inputs on the coarse grid."
            ), advanced=True)
        self.add(QgsProcessingParameterEnum(
            "TILE_STATISTICS", tr("It normalises by statistics of the tile"),
            [tr(text) for text in _ANSWERS.values()], False, None, True), tr(
                "As instance normalisation, switchable normalisation and attention do: such tiles "
                "are made to overlap, and are blended. Empty to find it by trying."), advanced=True)

    def work(self, parameters: dict[str, Any], context: QgsProcessingContext,
             progress: Progress) -> dict[str, Any]:
        source = self.parameterAsFile(parameters, "NETWORK", context)
        known = self._knowledge(parameters, context)
        if known.is_empty:
            contract = show(source, progress)
            return {} if contract is None else {"CONTRACT": contract.to_json()}
        target = self.parameterAsFileOutput(parameters, "OUTPUT", context)
        if not target or parameters.get("OUTPUT") is None:
            raise InputError(tr("Give the file of the described network: where the copy shall go."))
        check_target(target)
        contract = describe(source, target, known, progress)
        progress.info(tr("Wrote {path}").format(path=target))
        return {"OUTPUT": target, "CONTRACT": contract.to_json()}

    def _knowledge(self, parameters: dict[str, Any], context: QgsProcessingContext) -> Knowledge:
        def text(name: str) -> str:
            return self.parameterAsString(parameters, name, context).strip()

        def whole(name: str) -> int | None:
            return None if parameters.get(name) is None else self.parameterAsInt(
                parameters, name, context)

        def chosen(name: str, choices: dict[str, str]) -> str | None:
            return None if parameters.get(name) is None else list(choices)[
                self.parameterAsEnum(parameters, name, context)]

        statistics = chosen("TILE_STATISTICS", _ANSWERS)
        # An end of a range that is not set is no number.
        ratio = [end for end in self.parameterAsRange(parameters, "RATIO", context)
                 if math.isfinite(end)]
        return Knowledge(
            text("INPUTS"), text("OUTPUT_NAME"), text("ADDED"), text("UNCERTAINTY"),
            whole("BANDS"), whole("STEPS"),
            self._scaling(parameters, chosen("SCALING", _SCALINGS), context),
            (ratio[0], ratio[-1]) if ratio else None,
            None if statistics is None else statistics == "yes",
            **{name.lower(): text(name) for name in _TEXTS})

    def _scaling(self, parameters: dict[str, Any], kind: str | None,
                 context: QgsProcessingContext) -> Scaling | None:
        if kind in (None, "scene"):
            return None if kind is None else Scaling()
        target = tuple(self.parameterAsRange(parameters, "RANGE_TO", context))
        if kind == "scene_range":
            return Scaling("range", None, target)
        return Scaling("range", tuple(self.parameterAsRange(parameters, "RANGE_FROM", context)),
                       target)
