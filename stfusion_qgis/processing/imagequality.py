"""The quality of a prediction, as a Processing algorithm."""

from __future__ import annotations

import math
from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingOutputNumber,
    QgsProcessingParameterRasterLayer,
)

from ..images.area import Area
from ..images.source import Source
from ..progress import Progress
from ..quality.assess import assess
from ..quality.assessed_images import details_of
from ..quality.assessment import Assessment, number_text
from ..quality.registry import METRICS
from ..quality.report import write_report
from ..translation import mark, tr
from ..whole_files import write_text
from . import quality_inputs as inputs
from .area_parameters import area_of
from .base import StfusionAlgorithm
from .layer_sources import raster_layer, source_of
from .toolbox_groups import QUALITY
from .user_settings import UserSettings


class ImageQuality(StfusionAlgorithm):
    """Measures a predicted image against a reference, the coarse image or another fine image."""

    algorithm_id = "imagequality"
    title = mark("Image quality")
    summary = mark("Measures how good a predicted image is, with or without a reference.")
    help_text = mark(
        "Compares a predicted fine image with the true image of the same date: errors of single "
        "pixels (RMSE, MAE, bias, R², correlation, PSNR), structure (SSIM, UIQI), spectra (SAM, "
        "ERGAS, RASE, Q4, Q2n), and edges and texture (the all-round assessment of Zhu et al. "
        "2022).\n\n"
        "Without a true image, the coarse image of the same date tells whether the prediction "
        "agrees with it, and a fine image of another date how much detail the prediction has "
        "kept.\n\n"
        "Each metric is a number output, so that a model can use it; the value is the mean of the "
        "bands, and the report and the table hold those of each band.")
    toolbox_group = QUALITY
    icon_name = "quality"
    keywords = inputs.KEYWORDS

    def __init__(self) -> None:
        super().__init__()
        self._predictions: list[Source] = []
        self._compared: dict[str, Source] = {}
        self._area = Area()

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        self.add(QgsProcessingParameterRasterLayer("PREDICTION", tr("Predicted image")), tr(
            "The fine image to assess."))
        inputs.add_compared_images(self, reference_optional=True)
        inputs.add_options(self)
        inputs.add_reports(self)
        for metric in METRICS.values():
            self.add_output(QgsProcessingOutputNumber(metric.id, tr(metric.label)))

    def take_layers(self, parameters: dict[str, Any], context: QgsProcessingContext,
                    feedback: Any) -> None:
        layer = raster_layer(self, parameters, "PREDICTION", context)
        mask = raster_layer(self, parameters, "MASK", context)
        self._predictions = [source_of(
            layer, mask, mask_rule=inputs.mask_rule(self, parameters, context))]
        self._compared = inputs.compared_sources(self, parameters, context)
        self._area = area_of(self, parameters, context)

    def work(self, parameters: dict[str, Any], context: QgsProcessingContext,
             progress: Progress) -> dict[str, Any]:
        images = inputs.open_compared(self, self._predictions, self._compared, self._area,
                                      parameters, context, progress)
        raster, prediction = images.rasters[0], images.predictions[0]
        inputs.check_reports(self, parameters, context, images)
        assessment = assess(
            prediction, images.reference, images.coarse, images.cells, images.fine_1,
            ratio=images.ratio, name=raster.name,
            details={**details_of(raster), tr("Compared with"): ", ".join(
                other.name for other in images.rasters[1:])},
            data_range=inputs.given_number(self, parameters, "DATA_RANGE", context),
            threads=UserSettings.read().threads or None,
            progress=progress.part(0.0, 0.8))
        for key, value in assessment.values.items():
            progress.info(f"{tr(METRICS[key].label)}: {number_text(value.overall)}")
        outputs = _numbers(assessment)
        outputs["OUTPUT_HTML"] = self.parameterAsFileOutput(parameters, "OUTPUT_HTML", context)
        outputs["OUTPUT_CSV"] = self.parameterAsFileOutput(parameters, "OUTPUT_CSV", context)
        if outputs["OUTPUT_HTML"]:
            write_report(outputs["OUTPUT_HTML"], assessment, prediction, images.reference,
                         wavelengths=images.wavelengths, progress=progress.part(0.8, 1.0))
        if outputs["OUTPUT_CSV"]:
            write_text(outputs["OUTPUT_CSV"], assessment.to_csv())
        return {name: value for name, value in outputs.items() if value != ""}


def _numbers(assessment: Assessment) -> dict[str, Any]:
    return {key: value.overall for key, value in assessment.values.items()
            if not math.isnan(value.overall)}
