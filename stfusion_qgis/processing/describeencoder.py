"""Writing into an ONNX file what features it gives of an image, as a Processing algorithm."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingParameterEnum,
    QgsProcessingParameterNumber,
)

from ..images.common_names import COMMON_NAMES
from ..methods.method import Family
from ..networks.encoding.describing_encoder import EncoderKnowledge, describe_encoder
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

_SCALINGS = {"reflectance": mark("Reflectance, by the means and deviations below"),
             "image": mark("Each image by its own mean and deviation")}


class DescribeEncoder(StfusionAlgorithm):
    """Writes the contract of an encoder into a copy of its file."""

    algorithm_id = "describeencoder"
    title = mark("Describe encoder")
    summary = mark("Makes an ONNX encoder run in 'Image features': writes into its file which "
                   "bands it takes, and finds out how its features lie.")
    help_text = mark(
        "An encoder turns an image into features: hundreds of numbers that tell what is there. "
        "Large models of remote sensing, such as DINOv3, Prithvi, Clay and TerraMind, are "
        "encoders, and so is the first part of any network that classifies images. As a file in "
        "the ONNX format it does not say which bands it takes. Say it here, and a copy of the file "
        "is written that 'Image features' takes.\n\n"
        "Its input has to be one tensor of images, bands, rows, columns in float32; its output "
        "maps of features, or tokens, as transformers give them. It is run once, on noise, to find "
        "out which, and for how many pixels there is one vector of features. The documentation "
        "tells how to export such models.")
    toolbox_group = group_of(Family.NETWORK)
    icon_name = toolbox_group.id
    keywords = ("ONNX", mark("encoder"), mark("embedding"), mark("contract"), "DINOv3", "Prithvi",
                "Clay", "TerraMind")

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        add_network(self)
        add_text(self, "BANDS", tr("Bands, such as: {example}").format(
            example="red, green, blue"), tr(
                "Common names of the bands, in the order of the channels of its input: {names}. A "
                "name may come several times.").format(names=", ".join(COMMON_NAMES)),
            optional=False)
        self.add(QgsProcessingParameterEnum(
            "SCALING", tr("What it was trained on"), [tr(text) for text in _SCALINGS.values()],
            False, 0), tr("How the numbers of images become those that it gets."))
        add_scaling(self)
        add_text(self, "OUTPUT_NAME", tr("Output with the features"), tr(
            "Its name. Empty where the network has one output only."), advanced=True)
        self.add(QgsProcessingParameterNumber(
            "TILE_SIZE", tr("Tile size"), QgsProcessingParameterNumber.Type.Integer, 0, False, 0,
            2048), tr("Side of what it gets at a time, in pixels. 0 for that of the file, or 224."
                      ), advanced=True)
        add_texts(self)
        add_described(self, optional=False)

    def work(self, parameters: dict[str, Any], context: QgsProcessingContext,
             progress: Progress) -> dict[str, Any]:
        def text(name: str) -> str:
            return self.parameterAsString(parameters, name, context).strip()

        target = self.parameterAsFileOutput(parameters, "OUTPUT", context)
        check_target(target)
        known = EncoderKnowledge(
            text("BANDS"), text("MEAN"), text("DEVIATION"),
            list(_SCALINGS)[self.parameterAsEnum(parameters, "SCALING", context)],
            text("OUTPUT_NAME"), self.parameterAsInt(parameters, "TILE_SIZE", context),
            **{name.lower(): text(name) for name in TEXTS_OF_IMAGE_NETWORKS})
        contract = describe_encoder(
            self.parameterAsFile(parameters, "NETWORK", context), target, known, progress)
        progress.info(tr("Wrote {path}").format(path=target))
        return {"OUTPUT": target, "CONTRACT": contract.to_json()}
