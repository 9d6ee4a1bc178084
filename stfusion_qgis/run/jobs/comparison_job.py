"""A comparison: several predictions of the same image, measured and ranked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from ...comparison.compare import compare
from ...comparison.comparing_tasks import compare_on
from ...comparison.comparison import Comparison, distinct_names
from ...comparison.comparison_report import write_comparison
from ...errors import InputError
from ...images.area import Area
from ...images.image_options import ImageOptions
from ...images.source import Source
from ...images.writer import check_not_read
from ...parameters import optional_number
from ...progress import Progress
from ...quality.assessed_images import AssessedImages, details_of, guides_of, open_images
from ...translation import tr
from ...whole_files import write_text
from ..job import DASK, JobEntry, JobKind, RunJob, RunSettings
from ..job_images import area_in, needed, placed, source_in, sources_in
from ..job_values import parameters_of

_OPENED, _MEASURED = 0.1, 0.8  # of the progress


@dataclass(frozen=True)
class ComparisonOptions:
    """How predictions are measured."""

    data_range: float | None = optional_number(
        empty="that of each band of the reference", label="Data range", minimum=1e-12,
        maximum=1e12, help="Greatest minus least value the data can take, such as 10000, for PSNR "
                           "and SSIM.")


@dataclass(frozen=True)
class ComparisonJob(RunJob):
    """A comparison that is asked for; report, table: paths, "" for none."""

    predictions: tuple[Source, ...]
    reference: Source
    coarse: Source | None
    fine_1: Source | None
    options: ImageOptions
    data_range: float | None
    area: Area
    report: str
    table: str
    settings: RunSettings

    def described(self) -> dict[str, Any]:
        return {"task": ComparisonKind.id, "reference": self.reference.path,
                "predictions": [source.path for source in self.predictions]}

    def run(self, progress: Progress) -> dict[str, Any]:
        images = open_images(
            list(self.predictions), self.reference, self.coarse, self.fine_1, area=self.area,
            band_matching=self.options.band_matching, fine_bands=self.options.fine_bands,
            coarse_bands=self.options.coarse_bands, ratio=self.options.ratio,
            progress=progress.part(0, _OPENED))
        check_not_read(filter(None, (self.report, self.table)), images.rasters)
        comparison = self._measured(images, progress.part(_OPENED, _MEASURED))
        means = comparison.mean_ranks()
        for name, rank in zip(comparison.names, means):
            progress.info(tr("{name}: mean rank {rank:.2f}").format(name=name, rank=rank))
        if self.report:
            true = images.rasters[len(images.predictions)]
            write_comparison(
                self.report, comparison, dict(zip(comparison.names, images.predictions)),
                images.reference, wavelengths=images.wavelengths,
                details={tr("Reference"): true.name, **details_of(true),
                         **guides_of(images.rasters[:len(images.predictions)])},
                progress=progress.part(_MEASURED, 1))
        if self.table:
            write_text(self.table, comparison.to_csv())
        progress.report(1)
        best = int(np.argmin(means))
        return {"outputs": [*filter(None, (self.report, self.table))], "failed": {},
                "best": comparison.names[best],
                "mean_ranks": dict(zip(comparison.names, map(float, means)))}

    def _measured(self, images: AssessedImages, progress: Progress) -> Comparison:
        names = distinct_names([raster.name for raster in images.rasters[:len(images.predictions)]])
        if self.settings.executor == DASK:
            with self.settings.made_executor() as executor:
                return compare_on(executor, images, names, self.data_range, progress)
        return compare(zip(names, images.predictions), len(names), images.reference,
                       images.coarse, images.cells, images.fine_1, ratio=images.ratio,
                       data_range=self.data_range, threads=self.settings.threads or None,
                       progress=progress)


class ComparisonKind(JobKind):
    """The kind of jobs of a comparison."""

    id = "comparison"
    title = "Comparison"
    summary = "Ranks several predictions of the same image by all quality metrics."
    help = ("Assesses several predictions of the same date against the true image, and ranks them "
            "by each metric. On a cluster each prediction is a task.")
    entries = (
        JobEntry("predictions", "predictions of the same date", True),
        JobEntry("reference", "the true fine image of that date"),
        JobEntry("coarse_prediction", "the coarse image of that date"),
        JobEntry("fine_1", "a fine image of another date"),
        JobEntry("mask", "where its first band is 0 or nodata, pixels are left out"),
        JobEntry("report", "tables, pictures and plots, .html"),
        JobEntry("table", "all values, .csv"))
    Parameters = ComparisonOptions

    def job(self, data: Mapping[str, Any], folder: str, settings: RunSettings) -> ComparisonJob:
        needed(data, "predictions", "reference")
        images = parameters_of(ImageOptions, data.get("images", {}), "images")
        mask = source_in(data, "mask", folder)
        predictions = tuple(replace(source, mask=mask, mask_rule=images.fine_mask_rule)
                            for source in sources_in(data, "predictions", folder))
        reference, coarse, fine_1 = (source_in(data, name, folder) for name in (
            "reference", "coarse_prediction", "fine_1"))
        report, table = (placed(data.get(name, ""), folder) for name in ("report", "table"))
        if len(predictions) < 2:
            raise InputError(tr("A comparison needs two predictions at least."))
        if not (report or table):
            raise InputError(tr("The job lacks '{name}'.").format(name="report"))
        options = parameters_of(ComparisonOptions, data.get("parameters", {}), "parameters")
        return ComparisonJob(predictions, reference or Source(""), coarse, fine_1, images,
                             options.data_range, area_in(data), report, table, settings)
