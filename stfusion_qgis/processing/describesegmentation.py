"""Writing into an ONNX file what classes it tells apart, as a Processing algorithm."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingParameterEnum,
    QgsProcessingParameterNumber,
)

from ..images.common_names import COMMON_NAMES
from ..methods.method import Family
from ..networks.segmentation.conditions import CONDITIONS
from ..networks.segmentation.describing_segmentation import (
    SegmentationKnowledge,
    describe_segmentation,
)
from ..progress import Progress
from ..translation import mark, tr
from .base import StfusionAlgorithm
from .network_description import (
    TEXTS_OF_IMAGE_NETWORKS,
    add_described,
    add_network,
    add_scaling,
    add_text,
    add_texts,
    check_target,
)
from .toolbox_groups import group_of

_SCORES = {"logits": mark("Any numbers, the largest wins (logits)"),
           "probabilities": mark("Probabilities from 0 to 1")}

_LEVELS = {"any": mark("Any"), "surface": mark("Surface reflectance (Level 2)"),
           "toa": mark("Top-of-atmosphere reflectance (Level 1)")}


class DescribeSegmentation(StfusionAlgorithm):
    """Writes the contract of a segmentation network into a copy of its file."""

    algorithm_id = "describesegmentation"
    title = mark("Describe segmentation network")
    summary = mark("Makes an ONNX network that finds clouds run in 'Mask clouds': writes into its "
                   "file which bands it takes and which classes it gives.")
    help_text = mark(
        "A network that tells clouds, shadows or snow from clear land is a file in the ONNX "
        "format, which does not say which bands it takes and what its classes mean. Say it here, "
        "and a copy of the file is written that 'Mask clouds' takes as a network of your own.\n\n"
        "Its input has to be one tensor of images, bands, rows, columns, and its output one of "
        "images, classes, rows, columns, both in float32. It is run once, on noise.")
    toolbox_group = group_of(Family.NETWORK)
    icon_name = toolbox_group.id
    keywords = ("ONNX", mark("cloud mask"), mark("segmentation"), mark("contract"))

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        add_network(self)
        add_text(self, "BANDS", tr("Bands, such as: {example}").format(
            example="blue, green, red, nir"), tr(
                "Common names of the bands, in the order of the channels of its input: {names}."
                ).format(names=", ".join(COMMON_NAMES)), optional=False)
        add_text(self, "CLASSES", tr("Classes, such as: {example}").format(
            example="clear, cloud, shadow"), tr(
                "What each channel of its output stands for: {names}. A name may come several "
                "times. For a network with one channel, the probability of cloud: clear, cloud."
                ).format(names=", ".join(CONDITIONS)), optional=False)
        add_scaling(self)
        self._add_choice("SCORES", tr("What it gives"), _SCORES, tr(
            "For each class and pixel."))
        self._add_choice("LEVEL", tr("Reflectance"), _LEVELS, tr(
            "Which it was trained on, for people."))
        self.add(QgsProcessingParameterNumber(
            "PIXEL_SIZE", tr("Pixel size in metres"), QgsProcessingParameterNumber.Type.Double,
            None, True, 0.01, 100_000), tr(
                "That it was made for: images with smaller pixels are averaged. Empty for any."))
        add_text(self, "OUTPUT_NAME", tr("Output with the classes"), tr(
            "Its name. Empty where the network has one output only."), advanced=True)
        self.add(QgsProcessingParameterNumber(
            "TILE_SIZE", tr("Tile size"), QgsProcessingParameterNumber.Type.Integer, 0, False, 0,
            4096), tr("Side of what it gets at a time, in pixels. 0 for that of the file, or 256."
                      ), advanced=True)
        add_texts(self)
        add_described(self, optional=False)

    def _add_choice(self, name: str, label: str, choices: dict[str, str], help: str) -> None:
        self.add(QgsProcessingParameterEnum(
            name, label, [tr(text) for text in choices.values()], False, 0), help)

    def work(self, parameters: dict[str, Any], context: QgsProcessingContext,
             progress: Progress) -> dict[str, Any]:
        def text(name: str) -> str:
            return self.parameterAsString(parameters, name, context).strip()

        def chosen(name: str, choices: dict[str, str]) -> str:
            return list(choices)[self.parameterAsEnum(parameters, name, context)]

        target = self.parameterAsFileOutput(parameters, "OUTPUT", context)
        check_target(target)
        known = SegmentationKnowledge(
            text("BANDS"), text("CLASSES"), text("MEAN"), text("DEVIATION"),
            chosen("SCORES", _SCORES), text("OUTPUT_NAME"),
            self.parameterAsInt(parameters, "TILE_SIZE", context), chosen("LEVEL", _LEVELS),
            None if parameters.get("PIXEL_SIZE") is None else self.parameterAsDouble(
                parameters, "PIXEL_SIZE", context),
            **{name.lower(): text(name) for name in TEXTS_OF_IMAGE_NETWORKS})
        contract = describe_segmentation(
            self.parameterAsFile(parameters, "NETWORK", context), target, known, progress)
        progress.info(tr("Wrote {path}").format(path=target))
        return {"OUTPUT": target, "CONTRACT": contract.to_json()}
