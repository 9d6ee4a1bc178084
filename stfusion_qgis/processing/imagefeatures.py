"""Features of an image by an encoder, as a Processing algorithm."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingOutputNumber,
    QgsProcessingParameterRasterDestination,
    QgsProcessingParameterRasterLayer,
)

from ..errors import InputError
from ..images.raster import Raster
from ..images.source import Source
from ..methods.method import Family
from ..networks.encoding.encoder_contract import read_encoder
from ..networks.encoding.feature_parameters import FeatureParameters
from ..networks.encoding.image_features import write_features
from ..parameters import check
from ..progress import Progress
from ..translation import mark, tr
from .base import StfusionAlgorithm
from .layer_sources import raster_layer, source_of
from .parameter_definitions import definitions, values
from .toolbox_groups import group_of
from .user_settings import UserSettings


class ImageFeatures(StfusionAlgorithm):
    """Makes an image of features, which is a guide, by an encoder."""

    algorithm_id = "imagefeatures"
    title = mark("Image features")
    summary = mark("Turns an image into features of a large model, which guide fusion: by any ONNX "
                   "encoder.")
    help_text = mark(
        "Runs an encoder over the image, in tiles that overlap, and writes the principal "
        "components of its features, in float16. The result is a guide for the methods that take "
        "one: they tell kinds of land apart by it, as far as a test on the scene proves that it "
        "helps.\n\n"
        "One pixel of the output stands for the pixels of the image for which the encoder gives "
        "one vector, such as 16 x 16; methods interpolate. The components are stored in the file: "
        "give it as 'Components of' to bring features of another date or place into the same "
        "ones.\n\n"
        "Most of what features tell of fine images is told by the plain means of surroundings, "
        "too: try this option of the methods first. Needs the Python package onnxruntime (Settings "
        "- Options - STFusion).")
    toolbox_group = group_of(Family.NETWORK)
    icon_name = toolbox_group.id
    keywords = ("ONNX", mark("encoder"), mark("embedding"), mark("features"), "DINOv3", "Prithvi",
                "Clay", "TerraMind")

    def __init__(self) -> None:
        super().__init__()
        self._source = Source("")
        self._like: Source | None = None

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        self.add(QgsProcessingParameterRasterLayer("INPUT", tr("Image")), tr(
            "With the bands that the encoder takes; mostly the fine image of a pair."))
        for parameter, help, advanced in definitions(FeatureParameters):
            self.add(parameter, help, advanced)
        self.add(QgsProcessingParameterRasterLayer(
            "COMPONENTS_OF", tr("Components of"), None, True), tr(
                "An image of features of another date or place, by the same encoder, whose "
                "components are used. Empty to find those of this image."), advanced=True)
        self.add(QgsProcessingParameterRasterDestination("OUTPUT", tr("Features")), tr(
            "A GeoTIFF of the components."))
        self.add_output(QgsProcessingOutputNumber("EXPLAINED", tr(
            "Variance of the features that the components have (percent)")))

    def check_values(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        given = values(FeatureParameters, self, parameters, context)
        check(given)
        for name in ("INPUT", "COMPONENTS_OF"):
            raster_layer(self, parameters, name, context)
        if not given.encoder:
            raise InputError(tr("Choose the encoder."))
        read_encoder(given.encoder)

    def take_layers(self, parameters: dict[str, Any], context: QgsProcessingContext,
                    feedback: Any) -> None:
        layer = raster_layer(self, parameters, "INPUT", context)
        if layer is None:
            raise InputError(tr("Choose the image."))
        self._source = source_of(layer)
        like = raster_layer(self, parameters, "COMPONENTS_OF", context)
        self._like = None if like is None else source_of(like)

    def work(self, parameters: dict[str, Any], context: QgsProcessingContext,
             progress: Progress) -> dict[str, Any]:
        user = UserSettings.read()
        given = user.resolved(values(FeatureParameters, self, parameters, context))
        output = self.parameterAsOutputLayer(parameters, "OUTPUT", context)
        components = write_features(
            Raster.of(self._source), given, None if self._like is None else Raster.of(self._like),
            output, user.threads_for(), progress)
        if context.willLoadLayerOnCompletion(output):
            details = context.layerToLoadOnCompletionDetails(output)
            if not details.forceName:
                details.name = tr("Features of {image}").format(image=self._source.name)
        return {"OUTPUT": output, "EXPLAINED": 100 * sum(components.share)}
