"""The shared parameters of the algorithms of image quality: images to compare with, reports."""

from __future__ import annotations

import math
from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterNumber,
    QgsProcessingParameterRasterLayer,
    QgsProcessingParameterString,
)

from ..errors import InputError
from ..images.area import Area
from ..images.image_options import BAND_MATCHING, ImageOptions
from ..images.mask_rule import MaskRule
from ..images.source import Source
from ..images.writer import check_not_read
from ..parameters import descriptions
from ..progress import Progress
from ..quality.assessed_images import AssessedImages, open_images
from ..translation import mark, tr
from .area_parameters import add_area
from .base import StfusionAlgorithm
from .layer_sources import raster_layer, source_of
from .parameter_definitions import definitions
from .report_files import check_report_files

KEYWORDS = (mark("accuracy"), mark("assessment"), mark("validation"), mark("metrics"), "RMSE",
            "SSIM", "SAM", "ERGAS", "PSNR")

COMPARED = ("REFERENCE", "COARSE_PREDICTION", "FINE_1")


def add_compared_images(algorithm: StfusionAlgorithm, reference_optional: bool) -> None:
    """Add the parameters of the images that predictions are compared with."""
    algorithm.add(QgsProcessingParameterRasterLayer(
        "REFERENCE", tr("Reference image"), None, reference_optional), tr(
            "The true fine image of the same date."))
    algorithm.add(QgsProcessingParameterRasterLayer(
        "COARSE_PREDICTION", tr("Coarse image of the same date"), None, True), tr(
            "The prediction averaged to its pixels is compared with it; needs no reference."))
    algorithm.add(QgsProcessingParameterRasterLayer(
        "FINE_1", tr("Fine image of another date"), None, True), tr(
            "Tells how much of its fine detail the prediction has; needs no reference."))


def add_options(algorithm: StfusionAlgorithm) -> None:
    """Add the advanced parameters."""
    algorithm.add(QgsProcessingParameterRasterLayer("MASK", tr("Mask"), None, True), tr(
        "Pixels that are 0 or nodata in its first band are left out. Any grid."), advanced=True)
    add_area(algorithm, tr("Measure this part alone."), tr(
        "Measure inside of these polygons alone: pixels whose centre lies in one of them."),
        advanced=True)
    described = descriptions(ImageOptions)["fine_mask_rule"]
    algorithm.add(QgsProcessingParameterString(
        "MASK_RULE", tr("Mask rule"), None, False, True), tr(described.help), advanced=True)
    algorithm.add(QgsProcessingParameterEnum(
        "BAND_MATCHING", tr("Match the bands of the images"),
        [tr(label) for label in BAND_MATCHING.values()], False, 0), tr(
            "How to find the band of an image that belongs to a band of the prediction: the first "
            "to the first and so on, by the bands' names, or by their wavelengths."), advanced=True)
    for parameter, help, advanced in definitions(ImageOptions):
        if parameter.name() in ("FINE_BANDS", "COARSE_BANDS"):
            algorithm.add(parameter, help, advanced)
    kind = QgsProcessingParameterNumber.Type.Double
    algorithm.add(QgsProcessingParameterNumber(
        "RATIO", tr("Scale ratio"), kind, None, True, 1.0, 1000.0), tr(
            "Side of a coarse pixel in fine pixels. It is found from the coarse image; needed for "
            "ERGAS without one, or if the coarse image was resampled to fine pixels."),
        advanced=True)
    algorithm.add(QgsProcessingParameterNumber(
        "DATA_RANGE", tr("Data range"), kind, None, True, 0.0), tr(
            "Greatest minus least value the data can take, such as 10000, for PSNR and SSIM; 1 "
            "where the files state the scale of reflectance. Left empty, it is the range of each "
            "band of the reference."), advanced=True)


def add_reports(algorithm: StfusionAlgorithm) -> None:
    """Add the files that are written."""
    algorithm.add(QgsProcessingParameterFileDestination(
        "OUTPUT_HTML", tr("Report"), tr("HTML files (*.html)"), None, True), tr(
            "Tables, pictures and plots in one file that needs no other."))
    algorithm.add(QgsProcessingParameterFileDestination(
        "OUTPUT_CSV", tr("Table"), tr("CSV files (*.csv)"), None, True, False), tr(
            "All values, of each band too."))


def mask_rule(algorithm: StfusionAlgorithm, parameters: dict[str, Any],
              context: QgsProcessingContext) -> str:
    """Return which values of the mask mean that a pixel may be used.

    Raises:
        InputError: it is no rule.
    """
    rule = algorithm.parameterAsString(parameters, "MASK_RULE", context)
    MaskRule.parse(rule)
    return rule


def compared_sources(algorithm: StfusionAlgorithm, parameters: dict[str, Any],
                     context: QgsProcessingContext) -> dict[str, Source]:
    """Return the images to compare with, by parameter; on the thread that owns the layers.

    Raises:
        InputError: a layer cannot be used.
    """
    layers = {name: raster_layer(algorithm, parameters, name, context) for name in COMPARED}
    return {name: source_of(layer) for name, layer in layers.items() if layer is not None}


def open_compared(algorithm: StfusionAlgorithm, predictions: list[Source],
                  compared: dict[str, Source], area: Area, parameters: dict[str, Any],
                  context: QgsProcessingContext, progress: Progress) -> AssessedImages:
    """Return the opened images; area: that is measured.

    Raises:
        InputError: they do not fit together, or there is nothing to compare with.
    """
    if not compared:
        raise InputError(tr("Give something to compare the prediction with: a reference image, the "
                            "coarse image of the same date, or a fine image of another date."))
    how = list(BAND_MATCHING)[algorithm.parameterAsEnum(parameters, "BAND_MATCHING", context)]
    return open_images(predictions, *(compared.get(name) for name in COMPARED), area=area,
                       band_matching=how,
                       fine_bands=algorithm.parameterAsString(parameters, "FINE_BANDS", context),
                       coarse_bands=algorithm.parameterAsString(
                           parameters, "COARSE_BANDS", context),
                       ratio=given_number(algorithm, parameters, "RATIO", context),
                       progress=progress)


def check_reports(algorithm: StfusionAlgorithm, parameters: dict[str, Any],
                  context: QgsProcessingContext, images: AssessedImages) -> None:
    """Raise `InputError` if a report would take the place of an image or another report."""
    paths = {name: algorithm.parameterAsFileOutput(parameters, name, context)
             for name in ("OUTPUT_HTML", "OUTPUT_CSV")}
    check_not_read(filter(None, paths.values()), images.rasters)
    check_report_files(paths)


def given_number(algorithm: StfusionAlgorithm, parameters: dict[str, Any], name: str,
                    context: QgsProcessingContext) -> float | None:
    """Return a number, or None where it was left empty.

    Raises:
        InputError: it is none.
    """
    if parameters.get(name) is None:
        return None
    value = algorithm.parameterAsDouble(parameters, name, context)
    if not math.isfinite(value):
        raise InputError(tr("{label} is not a number.").format(
            label=algorithm.parameterDefinition(name).description()))
    return value
