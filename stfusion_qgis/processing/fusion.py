"""The one Processing algorithm of all fusion methods."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable
from dataclasses import asdict
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
    QgsProcessingParameterString,
)

from .. import engine
from ..errors import InputError
from ..file_names import distinct_file_names
from ..images.image_options import ImageOptions
from ..images.inputs import Inputs
from ..images.raster import Raster
from ..images.resampled_ratio import check_ratio
from ..images.roles import COARSE_PREDICTION, FINE_1, GUIDE, Role
from ..images.scene import Scene
from ..images.scene_opening import open_scene
from ..methods.method import Method
from ..parameters import check
from ..progress import Progress
from ..run.beside import run_beside
from ..translation import language, mark, tr
from .area_parameters import add_area_to_predict, area_of
from .base import StfusionAlgorithm
from .guessed_inputs import guess_parameters
from .guide_parameter import add_guide, guide_source
from .layer_sources import raster_layer, raster_layers, source_of
from .loaded_looks import look_when_loaded
from .parameter_definitions import definitions, values
from .style import PredictionStyle
from .toolbox_groups import group_of
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
        self.toolbox_group = group_of(method.family)
        self.icon_name = self.toolbox_group.id.replace("_", "")
        self.keywords = (*_KEYWORDS, method.family.value)
        self._inputs = Inputs()
        self._style: PredictionStyle | None = None

    make_dialog: Callable[[FusionAlgorithm, Any], Any] | None = None
    """Makes the dialog of an algorithm, with its parent; None for that of QGIS alone."""

    def createInstance(self) -> FusionAlgorithm:
        return FusionAlgorithm(self.method)

    def further_help(self) -> list[str]:
        return [f"{tr('Source:')} {self.method.reference}"]

    # Parameters

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        groups = [self._add_images, self._add_own]
        for add in reversed(groups) if self.method.parameters_first else groups:
            add()
        add_area_to_predict(self)
        self._add_image_options()
        self._add_outputs()

    def createCustomParametersWidget(self, parent: Any = None) -> Any:
        # Called for each dialog that is about to open, and for nothing else: scripts, models and
        # qgis_process must not get images that nobody gave.
        for name, value in guess_parameters(self.method.references()).items():
            definition = self.parameterDefinition(name)
            if definition is not None:
                definition.setGuiDefaultValueOverride(value)
        make_dialog = type(self).make_dialog
        return None if make_dialog is None else make_dialog(self, parent)

    def _add_own(self) -> None:
        for parameter, help, advanced in definitions(self.method.Parameters):
            self.add(parameter, help, advanced)

    def _add_images(self) -> None:
        references = self.method.references()
        for role in (role for role in references.all if role != GUIDE):
            optional = role not in references.needed
            if role.is_coarse:
                label, help = tr("Coarse image, pair {number}"), tr(
                    "The image with large pixels, of the same date as the fine image of the pair. "
                    "Any grid and coordinate reference system; need not be resampled or cut.")
            elif role.partner in references.all:
                label, help = tr("Fine image, pair {number}"), tr(
                    "The image with small pixels, of a date for which there is also a coarse image."
                )
            else:
                label, help = tr("Fine image of another date"), tr(
                    "Gives the output its grid and its data type, and its details to methods that "
                    "take a guide.")
            self._add_raster(role.upper(), label.format(number=role.pair), help, optional)
        self._add_raster("COARSE_PREDICTION", tr("Coarse image, prediction date"), tr(
            "The coarse image of the date whose fine image is to be predicted."))
        if GUIDE in references.all:
            add_guide(self, tr(self.method.guide_help))
        if FINE_1 not in references.needed:
            self._add_options("upscaling")

    def _add_options(self, *names: str) -> None:
        """Add options of how the images are brought together."""
        for parameter, help, advanced in definitions(ImageOptions):
            if parameter.name().lower() in names:
                self.add(parameter, help, advanced)

    def _add_raster(self, name: str, label: str, help: str, optional: bool = False) -> None:
        self.add(QgsProcessingParameterRasterLayer(name, label, None, optional), help)

    def _add_image_options(self) -> None:
        for role in self._roles():
            name = role.upper()
            label = self.parameterDefinition(name).description()
            self.add(QgsProcessingParameterRasterLayer(
                f"MASK_{name}", tr("Mask of: {image}").format(image=label), None, True), tr(
                    "Pixels that are 0 or nodata in the first band of the mask are left out, such "
                    "as clouds and their shadows. Any grid."), advanced=True)
        coarse = [role for role in self.method.references().all if role.is_coarse]
        for role in (*coarse, COARSE_PREDICTION):
            label = tr("Prediction date") if role == COARSE_PREDICTION else tr(
                "Date of pair {number}").format(number=role.pair)
            self.add(QgsProcessingParameterDateTime(
                _date_name(role), label, QgsProcessingParameterDateTime.Type.Date, None, True), tr(
                    "Leave empty to take the date from the layer, the file's metadata or its name."
                ), advanced=True)
        self._add_options("band_matching", "fine_bands", "coarse_bands", "scale_coarse",
                          "coregister", "steady_days", "sensor_difference", "lasting_share",
                          "ratio", "fine_mask_rule", "coarse_mask_rule")
        self.add(QgsProcessingParameterMultipleLayers(
            "COARSE_AROUND", tr("Coarse images of the days around"),
            QgsProcessing.SourceType.TypeRaster, None, True), tr(
                "Only to steady the coarse images by; they are not predicted. Those of the pairs "
                "and of the prediction dates count in any case."), advanced=True)

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
        self.add(QgsProcessingParameterString(
            "SCHEDULER", tr("Dask scheduler (empty: this computer)"), "", False, True), tr(
                "Address of a scheduler such as tcp://10.0.0.1:8786, whose workers compute the "
                "prediction in tiles: let its name end with .vrt then. They have to see the images "
                "and the output by the same paths."), advanced=True)
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

    def _roles(self) -> list[Role]:
        return [*self.method.references().all, COARSE_PREDICTION]

    def check_values(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        inputs = self._collect_inputs(parameters, context)
        given = values(self.method.Parameters, self, parameters, context)
        self._check_method(inputs, given)
        if self.method.needs_ratio(given):
            check_ratio(inputs)

    def _check_method(self, inputs: Inputs, given: Any) -> None:
        """Raise `InputError` for wrong parameters of the method, or images that it lacks."""
        check(given)
        check(inputs.options)
        self.method.check_references(inputs.given, given)
        if COARSE_PREDICTION not in inputs.roles:
            raise InputError(tr("Choose the coarse image of the prediction date."))

    # Work

    def take_layers(self, parameters: dict[str, Any], context: QgsProcessingContext,
                    feedback: Any) -> None:
        self._inputs = self._collect_inputs(parameters, context)
        lead = FINE_1 if FINE_1 in self._inputs.roles else COARSE_PREDICTION
        layer = raster_layer(self, parameters, lead.upper(), context)
        self._style = PredictionStyle.of(layer) if layer is not None else None

    def _collect_inputs(self, parameters: dict[str, Any],
                        context: QgsProcessingContext) -> Inputs:
        """Return the images that are given, and how they are to be brought together.

        Raises:
            InputError: an image cannot be opened.
        """
        images = []
        for role in self._roles():
            mask = raster_layer(self, parameters, f"MASK_{role.upper()}", context)
            if role == GUIDE:
                guide = guide_source(self, parameters, context, mask)
                images += [] if guide is None else [(role, guide)]
                continue
            layer = raster_layer(self, parameters, role.upper(), context)
            if layer is not None:
                images.append((role, source_of(layer, mask, self._date(parameters, role, context))))
        series, around = (raster_layers(self, parameters, name, context)
                          for name in ("COARSE_SERIES", "COARSE_AROUND"))
        return Inputs(tuple(images), tuple(map(source_of, series)), tuple(map(source_of, around)),
                      values(ImageOptions, self, parameters, context),
                      area_of(self, parameters, context))

    def _date(self, parameters: dict[str, Any], role: Role,
              context: QgsProcessingContext) -> datetime.date | None:
        when = self.parameterAsDateTime(parameters, _date_name(role), context)
        return when.date().toPyDate() if when.isValid() else None

    def work(self, parameters: dict[str, Any], context: QgsProcessingContext,
             progress: Progress) -> dict[str, Any]:
        user = UserSettings.read()
        given = user.resolved(values(self.method.Parameters, self, parameters, context))
        if self.parameterAsString(parameters, "SCHEDULER", context).strip():
            return self._on_cluster(given, parameters, context, progress)
        scene = self._scene(given, progress)
        outputs = {"OUTPUT": self.parameterAsOutputLayer(parameters, "OUTPUT", context)}
        spread = self.parameterAsOutputLayer(parameters, "OUTPUT_UNCERTAINTY", context) \
            if self.method.gives_uncertainty else ""
        folder = self.parameterAsFileOutput(parameters, "OUTPUT_SERIES", context)
        paths = [outputs["OUTPUT"], *self._series_paths(folder, scene)]
        if spread and self._inputs.series:
            raise InputError(tr("An uncertainty can be written for a single prediction date only. "
                                "Leave it out, or predict the dates one by one."))
        summary = engine.run(
            self.method, scene, given, paths,
            uncertainties=[spread] if spread else None,
            settings=engine.Settings(
                threads=user.threads_for(self.parameterAsInt(parameters, "THREADS", context)),
                memory=user.memory_bytes, cards=user.cards,
                float_output=self.parameterAsEnum(parameters, "OUTPUT_TYPE", context) == 1,
                overviews=self.parameterAsBoolean(parameters, "OVERVIEWS", context)),
            progress=progress)
        self._describe_output(outputs["OUTPUT"], self.method.name(given),
                              scene.coarse_predictions[0].date, context)
        outputs["PREDICTED"] = 100 * summary.predicted[0]
        if spread:
            outputs["OUTPUT_UNCERTAINTY"] = spread
        if self._inputs.series:
            outputs["OUTPUT_SERIES"] = folder
        return outputs

    def _on_cluster(self, given: Any, parameters: dict[str, Any], context: QgsProcessingContext,
                    progress: Progress) -> dict[str, Any]:
        """Let the workers of a cluster predict, by a process beside QGIS; return the outputs."""
        self._check_method(self._inputs, given)
        if self._inputs.series:
            raise InputError(tr("On a cluster the dates are predicted one by one."))
        outputs = {name: path for name in ("OUTPUT", "OUTPUT_UNCERTAINTY")
                   if self.parameterDefinition(name) is not None
                   and (path := self.parameterAsOutputLayer(parameters, name, context))}
        done = run_beside({
            "task": self.method.id, "inputs": self._inputs.as_dict(),
            "parameters": {name: value for name, value in asdict(given).items()
                           if value is not None},
            "output": outputs["OUTPUT"], "uncertainty": outputs.get("OUTPUT_UNCERTAINTY", ""),
            "run": {"executor": "dask", "float_output": self.parameterAsEnum(
                        parameters, "OUTPUT_TYPE", context) == 1,
                    "scheduler": self.parameterAsString(
                        parameters, "SCHEDULER", context).strip()}}, language(), progress)
        self._describe_output(outputs["OUTPUT"], self.method.name(given),
                              Raster(outputs["OUTPUT"]).date, context)
        return {**outputs, "PREDICTED": 100 * done["predicted"][0]}

    def _scene(self, given: Any, progress: Progress) -> Scene:
        self._check_method(self._inputs, given)
        taken = self._inputs.only(self.method.references(given).all)
        unused = [source.name for role, source in self._inputs.images if role not in taken.roles]
        if unused:
            progress.info(tr("Not used with these parameters: {layers}").format(
                layers=", ".join(unused)))
        return open_scene(taken, progress)

    def _series_paths(self, folder: str, scene: Scene) -> list[str]:
        if not self._inputs.series:
            return []
        if not folder:
            raise InputError(tr("Give the folder of the series: where the predictions of the "
                                "further dates shall go."))
        os.makedirs(folder, exist_ok=True)
        further = scene.coarse_predictions[1:]
        dates = [str(raster.date) for raster in further if raster.date]
        names = []
        for raster in further:
            title = os.path.splitext(raster.name)[0]
            if raster.date:  # Terra and Aqua are of one day
                title = str(raster.date) if dates.count(str(raster.date)) == 1 \
                    else f"{raster.date}_{title}"
            names.append(f"{self.method.id}_{title}")
        return [os.path.join(folder, f"{name}.tif") for name in distinct_file_names(names)]

    def _describe_output(self, path: str, title: str, when: datetime.date | None,
                         context: QgsProcessingContext) -> None:
        if self._style is None or not context.willLoadLayerOnCompletion(path):
            return
        details = context.layerToLoadOnCompletionDetails(path)
        look_when_loaded(details, self._style.dated(when, tr(
            "Predicted by {method} for {date}").format(method=title, date=when or "?")))
        if not details.forceName:
            details.name = f"{title} {when}" if when else title


def _date_name(role: Role) -> str:
    """Return the parameter of an image's date; both images of a pair share it."""
    return "DATE_PREDICTION" if role.pair is None else f"DATE_{role.pair}"
