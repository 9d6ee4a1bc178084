"""Masking clouds and shadows by a network, as a Processing algorithm."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingOutputNumber,
    QgsProcessingParameterEnum,
    QgsProcessingParameterRasterDestination,
    QgsProcessingParameterRasterLayer,
)

from ..errors import InputError
from ..images.raster import Raster
from ..images.source import Source
from ..networks.segmentation.cloud_mask import MaskOptions, MaskSummary
from ..networks.segmentation.conditions import CONDITIONS, LEFT_OUT
from ..networks.segmentation.mask_parameters import MaskParameters
from ..networks.segmentation.masking import mask_clouds
from ..networks.segmentation.segmentation_contract import read_segmentation
from ..parameters import check
from ..progress import Progress
from ..translation import mark, tr
from .base import StfusionAlgorithm
from .classes_style import ClassesStyle
from .layer_sources import raster_layer, source_of
from .loaded_looks import look_when_loaded
from .parameter_definitions import definitions, values
from .toolbox_groups import PREPARE
from .user_settings import UserSettings

_CHOICES = tuple(name for name in CONDITIONS if name != "clear")
_NUMBERS = {"CLEAR": mark("Clear pixels (percent)"), "CLOUD": mark("Cloud (percent)"),
            "SHADOW": mark("Shadow (percent)")}


class MaskClouds(StfusionAlgorithm):
    """Makes the mask of an image by a segmentation network."""

    algorithm_id = "maskclouds"
    title = mark("Mask clouds")
    summary = mark("Finds clouds and their shadows with a neural network, where a product brings "
                   "no mask.")
    help_text = mark(
        "Makes the mask that every method takes: 1 where a pixel may be used, 0 under clouds and "
        "their shadows and where there are no data. Masks that a product brings along (QA_PIXEL, "
        "SCL, Fmask) know more, such as the height of the sun; this is for images that bring none, "
        "or a bad one.\n\n"
        "The networks of the package ukis-csmask (German Aerospace Center, Apache-2.0) were "
        "trained on Landsat 8 and Sentinel-2 around the world and are used on Landsat 5 to 9 as "
        "well. They need reflectance in blue, green, red and near infrared, and are better with "
        "both short-wave infrared bands. An image with pixels smaller than 30 m is averaged to "
        "about 30 m for them. They know clouds by their texture, and were made for images of a few "
        "kilometres and more; snow, bright roofs and dark water can mislead them, so look at the "
        "mask.\n\n"
        "Any other network that tells such classes apart runs here, too, once 'Describe "
        "segmentation network' has written into its file what it takes and gives.\n\n"
        "On two cores a whole Landsat scene takes one to two minutes and 0.7 GB; with a graphics "
        "card it is faster. Needs the Python packages onnxruntime and ukis-csmask (Settings - "
        "Options - STFusion).")
    toolbox_group = PREPARE
    icon_name = "mask"
    keywords = (mark("cloud mask"), mark("cloud shadow"), mark("segmentation"), "ukis-csmask",
                "ONNX", "Landsat", "Sentinel-2")

    def __init__(self) -> None:
        super().__init__()
        self._source = Source("")

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        self.add(QgsProcessingParameterRasterLayer("INPUT", tr("Image")), tr(
            "Reflectance in at least four bands, of one date, in any usual unit."))
        parameters = {each.name(): (each, help, advanced)
                      for each, help, advanced in definitions(MaskParameters)}
        for name in ("LEVEL", "NETWORK_FILE"):
            self.add(*parameters.pop(name))
        self.add(QgsProcessingParameterEnum(
            "LEAVE_OUT", tr("Leave out"), [tr(CONDITIONS[name].label) for name in _CHOICES], True,
            [_CHOICES.index(name) for name in LEFT_OUT]), tr(
                "What the mask leaves out. ukis-csmask knows clouds and shadows only; what a "
                "network does not know cannot be left out."))
        for parameter in parameters.values():
            self.add(*parameter)
        self.add(QgsProcessingParameterRasterDestination("OUTPUT", tr("Mask")), tr(
            "A GeoTIFF of one bit a pixel: 1 where the pixel may be used."))
        self.add(QgsProcessingParameterRasterDestination(
            "OUTPUT_CLASSES", tr("Classes"), None, True, False), tr(
                "An image of what the network found, before dilation: {classes}.").format(
                    classes=", ".join(f"{each.number} {tr(each.label)}"
                                      for each in CONDITIONS.values())))
        for name, label in _NUMBERS.items():
            self.add_output(QgsProcessingOutputNumber(name, tr(label)))

    def check_values(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        given = values(MaskParameters, self, parameters, context)
        check(given)
        if given.network_file:
            read_segmentation(given.network_file)
        raster_layer(self, parameters, "INPUT", context)


    def take_layers(self, parameters: dict[str, Any], context: QgsProcessingContext,
                    feedback: Any) -> None:
        layer = raster_layer(self, parameters, "INPUT", context)
        if layer is None:
            raise InputError(tr("Choose the image."))
        self._source = source_of(layer)

    def work(self, parameters: dict[str, Any], context: QgsProcessingContext,
             progress: Progress) -> dict[str, Any]:
        user = UserSettings.read()
        given = user.resolved(values(MaskParameters, self, parameters, context))
        options = MaskOptions(
            tuple(_CHOICES[i] for i in self.parameterAsEnums(parameters, "LEAVE_OUT", context)),
            given.dilation)
        outputs = {name: self.parameterAsOutputLayer(parameters, name, context)
                   for name in ("OUTPUT", "OUTPUT_CLASSES")}
        summary = mask_clouds(Raster.of(self._source), given, options, outputs["OUTPUT"],
                              outputs["OUTPUT_CLASSES"], user.threads_for(), progress)
        self._describe_outputs(outputs, context)
        return {**{name: path for name, path in outputs.items() if path}, **_numbers(summary)}

    def _describe_outputs(self, outputs: dict[str, str], context: QgsProcessingContext) -> None:
        names = {"OUTPUT": tr("Mask of {image}"), "OUTPUT_CLASSES": tr("Classes of {image}")}
        for name, path in outputs.items():
            if not path or not context.willLoadLayerOnCompletion(path):
                continue
            details = context.layerToLoadOnCompletionDetails(path)
            if not details.forceName:
                details.name = names[name].format(image=self._source.name)
            if name == "OUTPUT_CLASSES":
                look_when_loaded(details, ClassesStyle())


def _numbers(summary: MaskSummary) -> dict[str, float]:
    shares = {"CLEAR": summary.clear, "SHADOW": summary.conditions.get("shadow", 0.0),
              "CLOUD": sum(summary.conditions.get(name, 0.0) for name in ("cloud", "cirrus"))}
    return {name: 100 * share for name, share in shares.items()}
