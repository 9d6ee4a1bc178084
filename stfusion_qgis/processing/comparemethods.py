"""The ranking of several predictions, as a Processing algorithm."""

from __future__ import annotations

from typing import Any

import numpy as np
from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterMultipleLayers,
)

from ..comparison.compare import compare
from ..comparison.comparison import Comparison, distinct_names
from ..comparison.comparison_report import write_comparison
from ..images.area import Area
from ..images.source import Source
from ..progress import Progress
from ..quality.assessed_images import AssessedImages, details_of, guides_of
from ..translation import mark, tr
from ..whole_files import write_text
from . import quality_inputs as inputs
from .area_parameters import area_of
from .base import StfusionAlgorithm
from .layer_sources import raster_layer, raster_layers, source_of
from .toolbox_groups import QUALITY
from .user_settings import UserSettings


class CompareMethods(StfusionAlgorithm):
    """Ranks several predictions of the same image."""

    algorithm_id = "comparemethods"
    title = mark("Compare methods")
    summary = mark("Ranks several predictions of the same image by all quality metrics.")
    help_text = mark(
        "Assesses several predictions of the same date against the true image, as the algorithm "
        "Image quality does, and ranks them by each metric.\n\n"
        "The report shows the table with ranks, the metrics of each band, pictures, error maps on "
        "a common scale and scatter plots. Pixels that one prediction lacks are left out for that "
        "prediction only: compare predictions that cover the same area.")
    toolbox_group = QUALITY
    icon_name = "compare"
    keywords = inputs.KEYWORDS

    def __init__(self) -> None:
        super().__init__()
        self._predictions: list[Source] = []
        self._compared: dict[str, Source] = {}
        self._area = Area()

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        predictions = QgsProcessingParameterMultipleLayers(
            "PREDICTIONS", tr("Predicted images"), QgsProcessing.SourceType.TypeRaster)
        predictions.setMinimumNumberInputs(2)
        self.add(predictions, tr("Predictions of the same date by different methods. The names of "
                                 "the layers are those in the report."))
        inputs.add_compared_images(self, reference_optional=False)
        inputs.add_options(self)
        inputs.add_reports(self)
        self.add_output(QgsProcessingOutputString("BEST", tr("Best prediction")))
        self.add_output(QgsProcessingOutputNumber("BEST_MEAN_RANK", tr("Mean rank of the best")))

    def take_layers(self, parameters: dict[str, Any], context: QgsProcessingContext,
                    feedback: Any) -> None:
        mask = raster_layer(self, parameters, "MASK", context)
        rule = inputs.mask_rule(self, parameters, context)
        self._predictions = [source_of(layer, mask, mask_rule=rule) for layer in raster_layers(
            self, parameters, "PREDICTIONS", context)]
        self._compared = inputs.compared_sources(self, parameters, context)
        self._area = area_of(self, parameters, context)

    def work(self, parameters: dict[str, Any], context: QgsProcessingContext,
             progress: Progress) -> dict[str, Any]:
        images = inputs.open_compared(self, self._predictions, self._compared, self._area,
                                      parameters, context, progress)
        inputs.check_reports(self, parameters, context, images)
        comparison = self._compare(images, parameters, context, progress.part(0.0, 0.8))
        means = comparison.mean_ranks()
        best = int(np.argmin(means))
        for name, rank in zip(comparison.names, means):
            progress.info(tr("{name}: mean rank {rank:.2f}").format(name=name, rank=rank))
        html = self.parameterAsFileOutput(parameters, "OUTPUT_HTML", context)
        table = self.parameterAsFileOutput(parameters, "OUTPUT_CSV", context)
        if html:
            true = images.rasters[len(images.predictions)]
            write_comparison(html, comparison, dict(zip(comparison.names, images.predictions)),
                             images.reference, wavelengths=images.wavelengths,
                             details={tr("Reference"): true.name, **details_of(true),
                                      **guides_of(images.rasters[:len(images.predictions)])},
                             progress=progress.part(0.8, 1.0))
        if table:
            write_text(table, comparison.to_csv())
        outputs = {"BEST": comparison.names[best], "BEST_MEAN_RANK": float(means[best]),
                   "OUTPUT_HTML": html, "OUTPUT_CSV": table}
        return {name: value for name, value in outputs.items() if value != ""}

    def _compare(self, images: AssessedImages, parameters: dict[str, Any],
                 context: QgsProcessingContext, progress: Progress) -> Comparison:
        names = distinct_names([raster.name for raster in images.rasters[:len(images.predictions)]])
        return compare(
            zip(names, images.predictions), len(names), images.reference, images.coarse,
            images.cells, images.fine_1, ratio=images.ratio,
            data_range=inputs.given_number(self, parameters, "DATA_RANGE", context),
            threads=UserSettings.read().threads or None, progress=progress)
