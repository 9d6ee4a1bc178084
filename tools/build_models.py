#!/usr/bin/env python3
"""Writes the models that the provider ships: resources/models/*.model3.

To be called again when a method comes or goes: `./dev models`.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from qgis.core import (  # noqa: E402
    QgsApplication,
    QgsProcessing,
    QgsProcessingAlgorithm,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildParameterSource,
    QgsProcessingModelOutput,
    QgsProcessingModelParameter,
    QgsProcessingParameterExtent,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFile,
    QgsProcessingParameterMapLayer,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterRasterLayer,
    QgsProcessingParameterString,
)
from qgis.PyQt.QtCore import QPointF  # noqa: E402

from stfusion_qgis.methods import shipped_methods  # noqa: E402
from stfusion_qgis.methods.method import Family, Method  # noqa: E402
from stfusion_qgis.processing.provider import StfusionProvider  # noqa: E402
from stfusion_qgis.translation import mark  # noqa: E402

FOLDER = ROOT / "resources" / "models"
GROUP = mark("Models")

FINE_1 = ("FINE_1", mark("Fine image, pair 1"))
COARSE_1 = ("COARSE_1", mark("Coarse image, pair 1"))
COARSE_PREDICTION = ("COARSE_PREDICTION", mark("Coarse image, prediction date"))
EXTENT = ("EXTENT", mark("Extent"))
AREA = ("AREA", mark("Area"))
GUIDE = ("GUIDE", mark("Guide"))
REFERENCE = ("REFERENCE", mark("True fine image, prediction date"))


class Builder:
    """A model under construction: its inputs from top to bottom, its steps to the right."""

    def __init__(self, name: str, help: str):
        self.model = QgsProcessingModelAlgorithm(name, GROUP)
        self.model.setHelpContent({"ALG_DESC": help, "ALG_CREATOR": "STFusion developers"})
        self._inputs = 0
        self._steps = 0

    def add_image(self, name: str, label: str, optional: bool = False) -> None:
        """Add a raster layer as input."""
        self._add_input(QgsProcessingParameterRasterLayer(name, label, None, optional))

    def add_folder(self, name: str, label: str) -> None:
        """Add a folder as input."""
        self._add_input(QgsProcessingParameterFile(
            name, label, QgsProcessingParameterFile.Behavior.Folder))

    def add_text(self, name: str, label: str, optional: bool = False, default: str = "") -> None:
        """Add a text as input."""
        self._add_input(QgsProcessingParameterString(name, label, default, False, optional))

    def add_guide(self) -> None:
        """Add a guide, which may be left empty: an image or polygons."""
        kinds = QgsProcessing.SourceType
        self._add_input(QgsProcessingParameterMapLayer(
            *GUIDE, None, True, [kinds.TypeRaster, kinds.TypeVectorPolygon]))

    def add_images(self, name: str, label: str) -> None:
        """Add a list of raster layers as input."""
        self._add_input(QgsProcessingParameterMultipleLayers(
            name, label, QgsProcessing.SourceType.TypeRaster))

    def add_area(self) -> None:
        """Add the extent and the polygons to be predicted as inputs that may be left empty."""
        self._add_input(QgsProcessingParameterExtent(*EXTENT, None, True))
        self._add_input(QgsProcessingParameterFeatureSource(
            *AREA, [QgsProcessing.SourceType.TypeVectorPolygon], None, True))

    def _add_input(self, definition) -> None:
        place = QgsProcessingModelParameter(definition.name())
        place.setDescription(definition.description())
        place.setPosition(QPointF(160, 80 + 90 * self._inputs))
        self.model.addModelParameter(definition, place)
        self._inputs += 1

    def add_step(self, child_id: str, algorithm: str, sources: dict, outputs: dict) -> None:
        """Add an algorithm.

        sources: what its parameters get: (input,) or (step, output), a list of these, or a value.
        outputs: the model's outputs: the step's output to the label.
        """
        child = QgsProcessingModelChildAlgorithm(algorithm)
        child.setChildId(child_id)
        child.setDescription(child.algorithm().displayName())
        child.setPosition(QPointF(480 + 30 * (self._steps % 2), 80 + 90 * self._steps))
        for name, source in {**_defaults(child.algorithm()), **sources}.items():
            listed = source if isinstance(source, list) else [source]
            child.addParameterSources(name, [_source(item) for item in listed])
        child.setModelOutputs({
            name: _output(child_id, name, label, 80 + 90 * self._steps)
            for name, label in outputs.items()})
        self.model.addChildAlgorithm(child)
        self._steps += 1

    def write(self, file: str) -> None:
        """Write the model, once it is known to be complete."""
        valid, errors = self.model.validate()
        if not valid:
            raise ValueError(errors)
        self.model.updateDestinationParameters()
        FOLDER.mkdir(parents=True, exist_ok=True)
        if not self.model.toFile(str(FOLDER / file)):
            raise OSError(f"{file} could not be written")


def _defaults(algorithm: QgsProcessingAlgorithm) -> dict:
    """Return the defaults of the parameters: a model does not take them by itself."""
    return {definition.name(): definition.defaultValue()
            for definition in algorithm.parameterDefinitions()
            if definition.defaultValue() is not None and not definition.isDestination()}


def _source(source) -> QgsProcessingModelChildParameterSource:
    kind = QgsProcessingModelChildParameterSource
    if not isinstance(source, tuple):
        return kind.fromStaticValue(source)
    return kind.fromModelParameter(*source) if len(source) == 1 else kind.fromChildOutput(*source)


def _output(child_id: str, name: str, label: str, height: float) -> QgsProcessingModelOutput:
    output = QgsProcessingModelOutput(label, label)
    output.setChildId(child_id)
    output.setChildOutputName(name)
    output.setPosition(QPointF(800, height))
    return output


def fuse_and_assess() -> None:
    """One method, and its quality."""
    builder = Builder(mark("Fuse and assess"), mark(
        "Predicts a fine image with Fit-FC and measures it against the true image of the date: a "
        "start for models of your own. Replace the method by another one in the model designer."))
    for image in (FINE_1, COARSE_1, COARSE_PREDICTION, REFERENCE):
        builder.add_image(*image)
    builder.add_guide()
    builder.add_area()
    builder.add_step("fusion", "stfusion:fitfc", {
        name: (name,) for name in ("FINE_1", "COARSE_1", "COARSE_PREDICTION", "GUIDE", "EXTENT",
                                   "AREA")},
        {"OUTPUT": mark("Predicted image")})
    builder.add_step("quality", "stfusion:imagequality", {
        "PREDICTION": ("fusion", "OUTPUT"), "REFERENCE": ("REFERENCE",), "FINE_1": ("FINE_1",),
        "COARSE_PREDICTION": ("COARSE_PREDICTION",)}, {"OUTPUT_HTML": mark("Quality report")})
    builder.write("fuseandassess.model3")


def one_pair_methods() -> list[Method]:
    """Return the fusion methods that can do with one pair and need no optional package."""
    return [method for method in shipped_methods().values()
            if method.pairs[0] <= 1 and method.family not in (Family.SUPER_RESOLUTION,
                                                              Family.NETWORK)]


def has_guide_weight(method: Method) -> bool:
    """Say whether a method can use any guide; OBSUM, which cannot, needs labels of objects."""
    return method.takes_guide and hasattr(method.Parameters(), "guide_weight")


def compare_one_pair_methods() -> None:
    """All methods for one pair, compared on a date whose fine image is known."""
    builder = Builder(mark("Compare all one-pair methods"), mark(
        "Predicts a date whose fine image is known with every method that needs one pair, and "
        "compares the predictions with it: to find the method for your area and sensors. A guide "
        "is used by the methods that compare pixels or find classes; the report tells which."))
    for image in (FINE_1, COARSE_1, COARSE_PREDICTION, REFERENCE):
        builder.add_image(*image)
    builder.add_guide()
    builder.add_area()
    methods = one_pair_methods()
    for method in methods:
        names = ["FINE_1", *(["COARSE_1"] if method.paired else []), "COARSE_PREDICTION",
                 *(["GUIDE"] if has_guide_weight(method) else []), "EXTENT", "AREA"]
        builder.add_step(method.id, f"stfusion:{method.id}", {name: (name,) for name in names}, {})
    builder.add_step("comparison", "stfusion:comparemethods", {
        "PREDICTIONS": [(method.id, "OUTPUT") for method in methods],
        "REFERENCE": ("REFERENCE",), "FINE_1": ("FINE_1",),
        "COARSE_PREDICTION": ("COARSE_PREDICTION",)}, {"OUTPUT_HTML": mark("Comparison report")})
    builder.write("compareonepairmethods.model3")


def predict_season() -> None:
    """A season from lists of images, with its proof."""
    builder = Builder(mark("Season with its proof"), mark(
        "Predicts the fine images of many dates from all images of a season, without gaps, and "
        "proves on your own images how good they are: a start for models of your own, such as one "
        "that goes on with an index. The dates of the images are taken from their metadata or "
        "names; left empty, those of the coarse images are predicted. With a method in place of "
        "the smoother that takes a guide, a guide is used."))
    builder.add_images("FINE", mark("Fine images of the season"))
    builder.add_images("COARSE", mark("Coarse images of the season"))
    builder.add_text("DATES", mark("Dates"), optional=True)
    builder.add_text("METHOD", mark("Method"), default="smoother")
    builder.add_guide()
    builder.add_area()
    builder.add_step("season", "stfusion:predictdates", {
        name: (name,) for name in ("FINE", "COARSE", "DATES", "METHOD", "GUIDE", "EXTENT", "AREA")},
        {"OUTPUT": mark("Folder of the season"), "OUTPUT_HTML": mark("Proof")})
    builder.write("predictseason.model3")


def folder_to_fusion() -> None:
    """From downloads to a measured image."""
    builder = Builder(mark("From downloads to a fused image"), mark(
        "Prepares all downloads of a folder, chooses the pair that suits a date best, predicts the "
        "fine image of that date with STARFM and measures it. Called again with the same folder of "
        "prepared images, only new downloads are prepared. Without a true image the prediction is "
        "measured against the coarse image."))
    builder.add_folder("FOLDER", mark("Folder of downloads"))
    builder.add_text("DATES", mark("Date to predict"))
    builder.add_image(*REFERENCE, optional=True)
    builder.add_area()
    builder.add_step("preparation", "stfusion:prepareimages", {
        name: (name,) for name in ("FOLDER", "EXTENT", "AREA")},
        {"PREPARED": mark("Folder of the prepared images"),
         "OUTPUT": mark("Catalogue of the prepared images")})
    builder.add_step("choice", "stfusion:choosepairs", {
        "CATALOGUE": ("preparation", "OUTPUT"), "DATES": ("DATES",)},
        {"OUTPUT": mark("Table of pairs")})
    builder.add_step("fusion", "stfusion:starfm", {
        name: ("choice", name) for name in ("FINE_1", "COARSE_1", "COARSE_PREDICTION")},
        {"OUTPUT": mark("Predicted image")})
    builder.add_step("quality", "stfusion:imagequality", {
        "PREDICTION": ("fusion", "OUTPUT"), "REFERENCE": ("REFERENCE",),
        "FINE_1": ("choice", "FINE_1"), "COARSE_PREDICTION": ("choice", "COARSE_PREDICTION")},
        {"OUTPUT_HTML": mark("Quality report")})
    builder.write("downloadstofusion.model3")


if __name__ == "__main__":
    application = QgsApplication([], False)
    application.initQgis()
    provider = StfusionProvider()
    if not QgsApplication.processingRegistry().addProvider(provider):
        sys.exit("QGIS already has a provider named stfusion")
    fuse_and_assess()
    compare_one_pair_methods()
    predict_season()
    folder_to_fusion()
    application.exitQgis()
