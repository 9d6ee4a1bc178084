"""A season of fine images, as a Processing algorithm."""

from __future__ import annotations

import datetime
import os
from dataclasses import fields, replace
from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
    QgsRasterLayer,
    QgsRasterRenderer,
)

from ..engine import Settings
from ..errors import InputError
from ..images.image_options import ImageOptions
from ..methods import all_methods
from ..progress import Progress
from ..season.proof_report import SeasonProof, csv_of_proof, write_proof
from ..season.season_request import IN_TIME, SMOOTHER, SeasonRequest
from ..season.season_run import SeasonResult, predict_season
from ..season.time_cube import FORMATS, write_cube
from ..season.time_mosaics import write_mosaics
from ..season.wanted_dates import dates_wanted, listed_dates
from ..translation import mark, tr
from ..whole_files import write_text
from .area_parameters import add_area_to_predict, area_of
from .base import StfusionAlgorithm
from .feedback import FeedbackProgress
from .guide_parameter import add_guide_of_all, check_guide_opens, given_guide
from .layer_sources import raster_layers
from .natural_colours import show_natural_colours
from .parameter_definitions import definitions, values
from .report_files import check_report_files
from .season_inputs import add_season_images, add_season_masks, check_season_images, season_images
from .season_layers import load_season
from .style import PredictionStyle
from .titled_choices import titled_choice, titles_in_help
from .toolbox_groups import SEASON
from .user_settings import UserSettings

_OPTIONS = [entry.name for entry in fields(ImageOptions)
            if entry.name not in ("upscaling", "steady_days", "sensor_difference", "lasting_share")]
_REPORTED = 0.95  # of the progress, from which on files are put together


class PredictDates(StfusionAlgorithm):
    """Predicts the fine images of all wanted dates of a season."""

    algorithm_id = "predictdates"
    title = mark("Predict a season")
    summary = mark("Makes a gap-free fine image of every wanted date, and says how sure it is.")
    help_text = mark(
        "Takes all fine images of a season, with their clouds, and all coarse ones, and makes a "
        "fine image without gaps of every wanted date. Each pixel is smoothed in time: what it "
        "differs from the curve of the coarse images changes slowly, and every clear image, before "
        "and after the date, tells of it, the more the nearer it is. Beneath clouds and in missing "
        "lines, similar pixels near by tell, too.\n\n"
        "Beside each image lie its standard deviation and an image of states: whether a pixel was "
        "observed, fused from fine images on both sides or on one side, fused where the coarse "
        "images have a gap, or interpolated in time; its second band tells the days to the nearest "
        "observation.\n\n"
        "The proof is made on your own images: each fine image is held out and predicted from the "
        "others. The report compares with interpolation in time, which fusion does not always "
        "beat, and says so at its top.\n\n"
        "Run it again after a cancellation, or with more dates: dates that are there already, made "
        "of the same images and parameters, are kept. An image that cannot be read is left out and "
        "named.")
    toolbox_group = SEASON
    icon_name = "stfusion"
    keywords = (mark("time series"), mark("gap filling"), mark("Kalman smoother"), "MODIS",
                "Landsat", "Sentinel-2", mark("spatiotemporal fusion"))

    def __init__(self) -> None:
        super().__init__()
        self._request: SeasonRequest | None = None
        self._renderer: QgsRasterRenderer | None = None
        self._result: SeasonResult | None = None

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        add_season_images(self)
        self.add(QgsProcessingParameterString("DATES", tr("Dates"), "", False, True), tr(
            "Such as 2020-10-01, 2020-10-09, or a range with its step in days: "
            "2020-10-01/2020-12-31/8. Left empty, the dates of the coarse images, or every so many "
            "days."))
        self.add(QgsProcessingParameterNumber(
            "EVERY", tr("Every so many days (0: the dates of the coarse images)"),
            QgsProcessingParameterNumber.Type.Integer, 0, False, 0, 366), tr(
                "From the first image to the last one. Counts where no dates are listed."))
        names = {SMOOTHER: tr("smoother"), IN_TIME: tr("interpolation of the fine images in time"),
                 **{id: tr(method.title) for id, method in all_methods().items()}}
        self.add(titled_choice("METHOD", tr("Method"), names, SMOOTHER), tr(
                "The smoother, interpolation in time, or any method with its defaults as the step "
                "between the observations: each date gets the clear pairs on both sides of it, "
                "pixels where these are not clear get other pairs, and the smoother fills what "
                "remains. The deviation is always that of the smoother."
            ) + f" ({titles_in_help(names)}).")
        add_guide_of_all(self, tr(
            "Only with a method that takes one, such as Fit-FC: what tells one kind of land from "
            "another beside the images, as a raster or as polygons. Each date finds out by itself "
            "how much it helps; the log and the report tell."))
        self.add(QgsProcessingParameterBoolean(
            "KEEP_FINE", tr("Keep fine images on their own dates"), True), tr(
                "On the date of a fine image only its gaps are filled, such as clouds and missing "
                "lines. Otherwise it is predicted from the others."))
        add_area_to_predict(self)
        self._add_product()
        self._add_images()
        self._add_outputs()

    def _add_product(self) -> None:
        self.add(QgsProcessingParameterString("INDEX", tr("Index"), "", False, True), tr(
            "A spectral index in place of the bands: NDVI, EVI2, NDWI, or an expression such as "
            "(nir - red) / (nir + red), of blue, green, red, nir, swir1, swir2, names of bands, or "
            "b1, b2, ..."), advanced=True)
        self.add(QgsProcessingParameterEnum(
            "INDEX_OF", tr("The index is"), [
                tr("fused itself"), tr("computed of the fused bands")], False, 0), tr(
                    "To fuse the index itself is quicker and mostly more accurate, as errors of "
                    "the bands do not add up; computed of the fused bands, it agrees with them."),
            advanced=True)
        self.add(QgsProcessingParameterNumber(
            "SMOOTHING", tr("Smooth in time over days (0: not at all)"),
            QgsProcessingParameterNumber.Type.Double, 0.0, False, 0.0, 400.0), tr(
                "Whittaker's smoother over the predicted dates: waves of so many days lose half of "
                "their height, shorter ones nearly all. What is surer counts more."), advanced=True)

    def _add_images(self) -> None:
        add_season_masks(self)
        for parameter, help, advanced in definitions(ImageOptions):
            if parameter.name().lower() in _OPTIONS:
                self.add(parameter, help, advanced)

    def _add_outputs(self) -> None:
        self.add(QgsProcessingParameterEnum(
            "OUTPUT_TYPE", tr("Data type of the output"),
            [tr("As the fine image"), tr("Float32")], False,
            int(UserSettings.read().float_output)), tr(
                "Integers are rounded; float32 keeps the fractions and has NaN as nodata."
            ), advanced=True)
        self.add(QgsProcessingParameterBoolean(
            "LOAD", tr("Load the dates as a group of layers"), True), tr(
                "Each lasts until the next one, for QGIS's temporal controller."), advanced=True)
        self.add(QgsProcessingParameterFolderDestination("OUTPUT", tr("Folder of the season")), tr(
            "A GeoTIFF for each date, its deviation and states, and virtual rasters whose bands "
            "are the dates: one for each band, and one of the states."))
        self.add(QgsProcessingParameterFileDestination(
            "OUTPUT_CUBE", tr("Season in one file"),
            tr("netCDF files (*.nc);;Zarr stores (*.zarr)"), None, True, False), tr(
                "The whole season with a time axis, as CF describes it, for xarray and others."))
        self.add(QgsProcessingParameterFileDestination(
            "OUTPUT_HTML", tr("Proof"), tr("HTML files (*.html)"), None, True), tr(
                "Errors of fine images that were held out, by gap, class and band."))
        self.add(QgsProcessingParameterFileDestination(
            "OUTPUT_CSV", tr("Table"), tr("CSV files (*.csv)"), None, True, False), tr(
                "The errors of each date that was held out."))
        self.add_output(QgsProcessingOutputNumber("PREDICTED_DATES", tr("Dates")))
        self.add_output(QgsProcessingOutputNumber("GAIN", tr(
            "Gain on interpolation in time (percent)")))
        self.add_output(QgsProcessingOutputString("VERDICT", tr("Verdict")))
        self.add_output(QgsProcessingOutputString("LEFT_OUT", tr("Images left out")))

    def check_values(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        check_season_images(self, parameters, context)
        check_guide_opens(self, parameters, context)
        listed_dates(self.parameterAsString(parameters, "DATES", context))
        cube = self.parameterAsFileOutput(parameters, "OUTPUT_CUBE", context)
        if cube and os.path.splitext(cube)[1].lower() not in FORMATS:
            raise InputError(tr("End the name of the season's file {path} with .nc or .zarr."
                                ).format(path=cube))

    def take_layers(self, parameters: dict[str, Any], context: QgsProcessingContext,
                    feedback: Any) -> None:
        self.check_values(parameters, context)
        self._request = self._requested(parameters, context, FeedbackProgress(feedback))
        layers = raster_layers(self, parameters, "FINE", context)
        layer = layers[0] if layers else QgsRasterLayer(self._request.fine[0].path)
        if not layers:
            show_natural_colours(layer)
        self._renderer = PredictionStyle.of(layer).renderer()

    def _requested(self, parameters: dict[str, Any], context: QgsProcessingContext,
                   progress: Progress) -> SeasonRequest:
        options = values(ImageOptions, self, parameters, context)
        return SeasonRequest(
            *season_images(self, parameters, context, options, progress), (), "",
            method=self._method(parameters, context),
            keep_fine=self.parameterAsBoolean(parameters, "KEEP_FINE", context),
            index=self.parameterAsString(parameters, "INDEX", context).strip(),
            index_first=self.parameterAsEnum(parameters, "INDEX_OF", context) == 0,
            smoothing=self.parameterAsDouble(parameters, "SMOOTHING", context),
            guide=given_guide(self, parameters, context),
            options=options, area=area_of(self, parameters, context),
            float_output=self.parameterAsEnum(parameters, "OUTPUT_TYPE", context) == 1)

    def _method(self, parameters: dict[str, Any], context: QgsProcessingContext) -> str:
        given = parameters.get("METHOD")
        name = given if isinstance(given, str) else self.parameterAsEnumString(
            parameters, "METHOD", context)
        if name not in (SMOOTHER, IN_TIME, *all_methods()):
            raise InputError(tr("There is no method {name}. There are: {names}.").format(
                name=name, names=", ".join((SMOOTHER, IN_TIME, *all_methods()))))
        return name

    def _dates(self, request: SeasonRequest, parameters: dict[str, Any],
               context: QgsProcessingContext) -> tuple[datetime.date, ...]:
        return tuple(dates_wanted(
            self.parameterAsString(parameters, "DATES", context),
            self.parameterAsInt(parameters, "EVERY", context), request.fine, request.coarse))

    def work(self, parameters: dict[str, Any], context: QgsProcessingContext,
             progress: Progress) -> dict[str, Any]:
        if self._request is None:
            raise ValueError("work before take_layers")
        user = UserSettings.read()
        outputs = {name: path for name in ("OUTPUT_CUBE", "OUTPUT_HTML", "OUTPUT_CSV")
                   if (path := self.parameterAsFileOutput(parameters, name, context))}
        check_report_files(outputs)
        folder = self.parameterAsString(parameters, "OUTPUT", context)
        request = replace(self._request, folder=folder, dates=self._dates(
            self._request, parameters, context))
        result = predict_season(
            request,
            Settings(threads=user.threads_for(), memory=user.memory_bytes, cards=user.cards),
            progress.part(0, _REPORTED))
        write_mosaics(result.files, result.bands)
        if "OUTPUT_CUBE" in outputs:
            write_cube(outputs["OUTPUT_CUBE"], result.files, result.bands,
                       progress.part(_REPORTED, 1))
        proof = SeasonProof.of(result.proof, result.bands)
        self._report(outputs, proof, request, result)
        (progress.info if proof.is_good() else progress.warn)(proof.verdict())
        if self.parameterAsBoolean(parameters, "LOAD", context):
            self._result = result
        return {**outputs, "OUTPUT": folder, "PREDICTED_DATES": len(result.files),
                "GAIN": 100 * proof.gain() if proof.dates else 0.0, "VERDICT": proof.verdict(),
                "LEFT_OUT": ", ".join(result.left_out)}

    def _report(self, outputs: dict[str, str], proof: SeasonProof, request: SeasonRequest,
                result: SeasonResult) -> None:
        if "OUTPUT_HTML" in outputs:
            details = {tr("Fine images"): str(len(request.fine)),
                       tr("Coarse images"): str(len(request.coarse)),
                       tr("Dates"): f"{result.files[0].date} – {result.files[-1].date} "
                                    f"({len(result.files)})",
                       tr("Method"): request.method}
            if result.left_out:
                details[tr("Images left out")] = ", ".join(result.left_out)
            if result.guide:
                details[tr("Guide")] = result.guide
            write_proof(outputs["OUTPUT_HTML"], proof, details)
        if "OUTPUT_CSV" in outputs:
            write_text(outputs["OUTPUT_CSV"], csv_of_proof(proof))

    def postProcessAlgorithm(self, context: QgsProcessingContext,
                             feedback: Any) -> dict[str, Any]:
        """Ask QGIS to load the dates, each with its range of time."""
        if self._result is not None and context.project() is not None:
            renderer = None if self._request and self._request.index else self._renderer
            load_season(context, self._result.files, renderer)
        return {}
