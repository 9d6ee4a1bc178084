"""The one Processing algorithm of all fusion methods."""

from __future__ import annotations

import datetime
import os
from typing import Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterDateTime,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterNumber,
    QgsProcessingParameterRasterDestination,
    QgsProcessingParameterRasterLayer,
)

from .. import engine
from ..errors import InputError
from ..images.bands import BAND_MATCHING
from ..images.scene import Scene, Source
from ..methods.method import Family, Method
from ..parameters import check
from ..progress import Progress
from ..translation import mark, tr
from .base import StfusionAlgorithm
from .layer_sources import raster_layer, raster_layers, source_of
from .parameter_definitions import definitions, values
from .style import PredictionStyle
from .user_settings import UserSettings

_KEYWORDS = (mark("spatiotemporal fusion"), mark("image fusion"), mark("downscaling"), "MODIS",
             "Landsat", "Sentinel-2", "Sentinel-3", "VIIRS")


class FusionAlgorithm(StfusionAlgorithm):
    """A fusion method in the toolbox, in models and in qgis_process.

    All that differs between methods comes from the method itself: how many pairs it takes, its
    parameters, its help.
    """

    def __init__(self, method: Method):
        super().__init__()
        self.method = method
        self.algorithm_id = method.id
        self.title = method.title
        self.summary = method.summary
        self.help_text = method.help
        self.group_title = method.family.value
        self.group_id = method.family.name.lower()
        self.icon_name = self.group_id.replace("_", "")
        self.keywords = (*_KEYWORDS, method.family.value)
        self._sources: dict[str, Source] = {}
        self._series: list[Source] = []
        self._style: PredictionStyle | None = None
        self._styles: list[PredictionStyle] = []

    def createInstance(self) -> FusionAlgorithm:
        return FusionAlgorithm(self.method)

    def group(self) -> str:
        # QGIS sorts groups by name: the numbers keep the order of the families.
        return f"{list(Family).index(self.method.family) + 1}. {super().group()}"

    def shortHelpString(self) -> str:
        return f"{super().shortHelpString()}<p>{tr('Source:')} {self.method.reference}</p>"

    # Parameters

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        groups = [self._add_images, self._add_own]
        for add in reversed(groups) if self.method.parameters_first else groups:
            add()
        self._add_image_options()
        self._add_outputs()

    def _add_own(self) -> None:
        for parameter, help, advanced in definitions(self.method.Parameters):
            self.add(parameter, help, advanced)

    def _add_images(self) -> None:
        references = self.method.references()
        for role in references.all:
            kind, number = role.split("_")
            optional = role not in references.needed
            if kind == "coarse":
                label, help = tr("Coarse image, pair {number}"), tr(
                    "The image with large pixels, of the same date as the fine image of the pair. "
                    "Any grid and coordinate reference system; need not be resampled or cut.")
            elif f"coarse_{number}" in references.all:
                label, help = tr("Fine image, pair {number}"), tr(
                    "The image with small pixels, of a date for which there is also a coarse image."
                )
            else:
                label, help = tr("Fine image of another date"), tr(
                    "Gives the output its grid and its data type, and its details to methods that "
                    "take a guide.")
            self._add_raster(role.upper(), label.format(number=number), help, optional)
        self._add_raster("COARSE_PREDICTION", tr("Coarse image, prediction date"), tr(
            "The coarse image of the date whose fine image is to be predicted."))
        if "fine_1" not in references.needed:
            self.add(QgsProcessingParameterNumber(
                "UPSCALING", tr("Scale ratio of the output"),
                QgsProcessingParameterNumber.Type.Integer, None, True, 2, 100), tr(
                    "Into how many pixels a side each coarse pixel is divided. Needed without a "
                    "fine image, whose grid counts otherwise."))

    def _add_raster(self, name: str, label: str, help: str, optional: bool = False) -> None:
        self.add(QgsProcessingParameterRasterLayer(name, label, None, optional), help)

    def _add_image_options(self) -> None:
        for name in self._image_names():
            label = self.parameterDefinition(name).description()
            self.add(QgsProcessingParameterRasterLayer(
                f"MASK_{name}", tr("Mask of: {image}").format(image=label), None, True), tr(
                    "Pixels that are 0 or nodata in the first band of the mask are left out, such "
                    "as clouds and their shadows. Any grid."), advanced=True)
        dated = [role.partition("_")[2] for role in self.method.references().all
                 if role.startswith("coarse")]
        for k in (*dated, "PREDICTION"):
            label = tr("Prediction date") if k == "PREDICTION" else tr(
                "Date of pair {number}").format(number=k)
            self.add(QgsProcessingParameterDateTime(
                f"DATE_{k}", label, QgsProcessingParameterDateTime.Type.Date, None, True), tr(
                    "Leave empty to take the date from the layer, the file's metadata or its name."
                ), advanced=True)
        self.add(QgsProcessingParameterEnum(
            "BAND_MATCHING", tr("Match the bands of the images"),
            [tr(label) for label in BAND_MATCHING.values()], False, 0), tr(
                "How to find the band of an image that belongs to a band of the fine image of pair "
                "1: the first to the first and so on, by the bands' names, or by their "
                "wavelengths."), advanced=True)
        self.add(QgsProcessingParameterBoolean(
            "SCALE_COARSE", tr("Scale coarse images to the units of the fine ones"), False), tr(
                "If one image holds reflectance from 0 to 1 and another from 0 to 10000, multiply "
                "the latter images so that all have the units of the fine image of pair 1."
            ), advanced=True)
        self.add(QgsProcessingParameterBoolean(
            "COREGISTER", tr("Correct a shift of the coarse images"), False), tr(
                "Find by how much the coarse image of pair 1 is shifted against the fine one, and "
                "move all coarse images back by it. The log tells the shift in any case."
            ), advanced=True)
        self.add(QgsProcessingParameterNumber(
            "RATIO", tr("Scale ratio of resampled coarse images"),
            QgsProcessingParameterNumber.Type.Double, None, True, 1.0, 1000.0), tr(
                "Only for coarse images that were resampled to the pixel size of the fine ones: "
                "the side of an original coarse pixel in fine pixels, such as 16. Otherwise it is "
                "found from the images."), advanced=True)

    def _add_outputs(self) -> None:
        settings = UserSettings.read()
        self.add(QgsProcessingParameterEnum(
            "OUTPUT_TYPE", tr("Data type of the output"),
            [tr("As the fine image"), tr("Float32")], False, int(settings.float_output)), tr(
                "Integers are rounded; float32 keeps the fractions and has NaN as nodata."
            ), advanced=True)
        self.add(QgsProcessingParameterBoolean("OVERVIEWS", tr("Build overviews"), False), tr(
            "Smaller copies inside of the output, with which large images are drawn faster."
        ), advanced=True)
        self.add(QgsProcessingParameterNumber(
            "THREADS", tr("Threads (0: as in the options of QGIS)"),
            QgsProcessingParameterNumber.Type.Integer, 0, False, 0, 256), tr(
                "How many blocks are computed at a time. The result does not depend on it."
            ), advanced=True)
        self.add(QgsProcessingParameterMultipleLayers(
            "COARSE_SERIES", tr("Coarse images of further prediction dates"),
            QgsProcessing.SourceType.TypeRaster, None, True), tr(
                "Each is predicted as well, into the folder of the series. What all dates share is "
                "computed once."), advanced=True)
        self.add(QgsProcessingParameterRasterDestination("OUTPUT", tr("Predicted fine image")), tr(
            "A GeoTIFF on the grid of the fine image."))
        if self.method.gives_uncertainty:
            self.add(QgsProcessingParameterRasterDestination(
                "OUTPUT_UNCERTAINTY", tr("Uncertainty of the prediction"), None, True, False), tr(
                    "An image of the prediction's standard deviation, in the unit of the image."))
        self.add(QgsProcessingParameterFolderDestination(
            "OUTPUT_SERIES", tr("Folder of the series"), None, True, False), tr(
                "Where the predictions of further dates go."))
        self.add_output(QgsProcessingOutputNumber("PREDICTED", tr("Predicted pixels (percent)")))

    def _image_names(self) -> list[str]:
        return [*(role.upper() for role in self.method.references().all), "COARSE_PREDICTION"]

    def checkParameterValues(self, parameters: dict[str, Any],
                             context: QgsProcessingContext) -> tuple[bool, str]:
        try:  # first, as these messages tell more than those of QGIS
            sources, _ = self._collect_sources(parameters, context)
            self._check_method(sources, values(self.method.Parameters, self, parameters, context))
        except InputError as error:
            return False, str(error)
        return super().checkParameterValues(parameters, context)

    def _check_method(self, sources: dict[str, Source], given: Any) -> None:
        """Raise `InputError` for wrong parameters of the method, or images that it lacks."""
        check(given)
        self.method.check_references(
            {name.lower() for name in sources if name != "COARSE_PREDICTION"}, given)

    # Work

    def prepareAlgorithm(self, parameters: dict[str, Any], context: QgsProcessingContext,
                         feedback: Any) -> bool:
        """Take what is needed of layers, which only this thread may touch."""
        try:
            self._sources, self._series = self._collect_sources(parameters, context)
        except InputError as error:
            feedback.reportError(str(error), True)
            return False
        lead = "FINE_1" if "FINE_1" in self._sources else "COARSE_PREDICTION"
        self._style = PredictionStyle.of(self.parameterAsRasterLayer(parameters, lead, context))
        return True

    def _collect_sources(self, parameters: dict[str, Any], context: QgsProcessingContext,
                         ) -> tuple[dict[str, Source], list[Source]]:
        """Return the images by the names of their parameters, and those of the series.

        Raises:
            InputError: one cannot be opened.
        """
        sources = {}
        for name in self._image_names():
            layer = raster_layer(self, parameters, name, context)
            mask = raster_layer(self, parameters, f"MASK_{name}", context)
            if layer is not None:
                sources[name] = source_of(layer, mask, self._date(parameters, name, context))
        series = raster_layers(self, parameters, "COARSE_SERIES", context)
        return sources, [source_of(layer) for layer in series]

    def _date(self, parameters: dict[str, Any], image: str,
              context: QgsProcessingContext) -> datetime.date | None:
        when = self.parameterAsDateTime(parameters, f"DATE_{image.rpartition('_')[2]}", context)
        return when.date().toPyDate() if when.isValid() else None

    def work(self, parameters: dict[str, Any], context: QgsProcessingContext,
             progress: Progress) -> dict[str, Any]:
        user = UserSettings.read()
        given = user.resolved(values(self.method.Parameters, self, parameters, context))
        scene = self._scene(parameters, given, context, progress)
        outputs = {"OUTPUT": self.parameterAsOutputLayer(parameters, "OUTPUT", context)}
        spread = self.parameterAsOutputLayer(parameters, "OUTPUT_UNCERTAINTY", context) \
            if self.method.gives_uncertainty else ""
        folder = self.parameterAsFileOutput(parameters, "OUTPUT_SERIES", context)
        paths = [outputs["OUTPUT"], *self._series_paths(folder, scene)]
        if spread and self._series:
            raise InputError(tr("An uncertainty can be written for a single prediction date only. "
                                "Leave it out, or predict the dates one by one."))
        summary = engine.run(
            self.method, scene, given, paths,
            uncertainties=[spread] if spread else None,
            settings=engine.Settings(
                threads=user.threads_for(self.parameterAsInt(parameters, "THREADS", context)),
                memory=user.memory_bytes,
                float_output=self.parameterAsEnum(parameters, "OUTPUT_TYPE", context) == 1,
                overviews=self.parameterAsBoolean(parameters, "OVERVIEWS", context)),
            progress=progress)
        self._describe_output(outputs["OUTPUT"], self.method.name(given), scene, context)
        outputs["PREDICTED"] = 100 * summary.predicted[0]
        if spread:
            outputs["OUTPUT_UNCERTAINTY"] = spread
        if self._series:
            outputs["OUTPUT_SERIES"] = folder
        return outputs

    def _scene(self, parameters: dict[str, Any], given: Any, context: QgsProcessingContext,
               progress: Progress) -> Scene:
        self._check_method(self._sources, given)
        taken = self.method.references(given).all
        unused = [self._sources[name].name for name in self._sources
                  if name.lower() not in (*taken, "coarse_prediction")]
        if unused:
            progress.info(tr("Not used with these parameters: {layers}").format(
                layers=", ".join(unused)))

        def sources(kind: str) -> list[Source]:
            return [self._sources[role.upper()] for role in sorted(taken)
                    if role.startswith(kind) and role.upper() in self._sources]

        how = list(BAND_MATCHING)[self.parameterAsEnum(parameters, "BAND_MATCHING", context)]
        ratio = self.parameterAsDouble(parameters, "RATIO", context) \
            if parameters.get("RATIO") is not None else None
        upscaling = self.parameterAsInt(parameters, "UPSCALING", context) \
            if parameters.get("UPSCALING") is not None else None
        return Scene(
            sources("fine"), sources("coarse"), [self._sources["COARSE_PREDICTION"], *self._series],
            band_matching=how,
            scale_coarse=self.parameterAsBoolean(parameters, "SCALE_COARSE", context),
            coregister=self.parameterAsBoolean(parameters, "COREGISTER", context),
            ratio=ratio, upscaling=upscaling, progress=progress)

    def _series_paths(self, folder: str, scene: Scene) -> list[str]:
        if not self._series:
            return []
        if not folder:
            raise InputError(tr("Give the folder of the series: where the predictions of the "
                                "further dates shall go."))
        os.makedirs(folder, exist_ok=True)
        names = [f"{self.method.id}_{raster.date or os.path.splitext(raster.name)[0]}.tif"
                 for raster in scene.predictions[1:]]
        return [os.path.join(folder, name) for name in names]

    def _describe_output(self, path: str, title: str, scene: Scene,
                         context: QgsProcessingContext) -> None:
        if self._style is None or not context.willLoadLayerOnCompletion(path):
            return
        when = scene.predictions[0].date
        details = context.layerToLoadOnCompletionDetails(path)
        style = self._style.dated(when, tr("Predicted by {method} for {date}").format(
            method=title, date=when or "?"))
        self._styles.append(style)  # QGIS keeps no reference to it
        details.setPostProcessor(style)
        if not details.forceName:
            details.name = f"{title} {when}" if when else title
