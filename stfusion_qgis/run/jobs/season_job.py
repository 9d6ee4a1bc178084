"""A season: all wanted dates of it, whole files on threads, tiles on a cluster."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from ...engine import Settings
from ...errors import InputError
from ...images.image_options import ImageOptions
from ...images.object_stores import absolute, file_is_there, is_stored
from ...images.source import Source
from ...methods import all_methods
from ...methods.steps.guide_parameters import guide_kind, guide_weight
from ...parameters import choice, integer, number, switch, text
from ...products.cataloguing.image_catalogue import ImageCatalogue
from ...progress import Progress
from ...season.catalogued_season import sources_of
from ...season.image_sensors import named_sensors
from ...season.masked_images import with_masks
from ...season.proof_report import SeasonProof, csv_of_proof, write_proof
from ...season.season_request import IN_TIME, SMOOTHER, SeasonRequest
from ...season.season_run import SeasonResult, predict_season
from ...season.season_tiles import predict_season_in_tiles
from ...season.time_cube import FORMATS, write_cube
from ...season.time_mosaics import write_mosaics
from ...season.wanted_dates import dates_wanted, listed_dates
from ...translation import tr
from ...whole_files import write_text
from ..job import DASK, JobEntry, JobKind, RunJob, RunSettings
from ..job_guide import GUIDE_OF_ALL, guide_in
from ..job_images import area_in, needed, placed, sources_in
from ..job_values import parameters_of

_PUT_TOGETHER = 0.95  # of the progress, from which on files are put together


@dataclass(frozen=True)
class SeasonOptions:
    """What is wanted of a season, as the toolbox asks for it."""

    dates: str = text("", label="Dates", help=(
        "Such as 2020-10-01, 2020-10-09, or a range with its step in days: "
        "2020-10-01/2020-12-31/8. Left empty, the dates of the coarse images, or every so many "
        "days."))
    every: int = integer(
        0, label="Every so many days", minimum=0, maximum=366,
        help="From the first image to the last one, where no dates are listed.")
    method: str = choice(
        SMOOTHER, {SMOOTHER: "smoother", IN_TIME: "interpolation of the fine images in time",
                   **{id: method.title for id, method in all_methods().items()}},
        label="Method", help=(
            "The smoother, interpolation in time, or any method with its defaults as the step "
            "between the observations."))
    keep_fine: bool = switch(True, label="Keep fine images on their own dates", help=(
        "On the date of a fine image only its gaps are filled. Otherwise it is predicted from the "
        "others."))
    index: str = text("", label="Index", help=(
        "A spectral index in place of the bands: NDVI, EVI2, NDWI, or an expression such as "
        "(nir - red) / (nir + red)."))
    index_of: str = choice(
        "images", {"images": "fused itself", "bands": "computed of the fused bands"},
        label="The index is", help="Fused itself, or computed of the fused bands.")
    smoothing: float = number(
        0.0, label="Smooth in time over days", minimum=0.0, maximum=400.0,
        help="Waves of so many days lose half of their height; 0: not at all.")
    sensors: str = text("", label="Sensors", help=(
        "Words in the names of images by which sensors are told apart, such as L8, S2. Of prepared "
        "images, and of files with a product's name, the sensor is known. What each adds to the "
        "values all season long is found and taken from them."))
    reference_sensor: str = text("", label="Predict as the sensor", help=(
        "One of the sensors of the fine images, to whose scale the others are brought. Left empty, "
        "that of most dates."))
    guide_weight: float | None = guide_weight()
    guide_kind: str = guide_kind()


@dataclass(frozen=True)
class SeasonJob(RunJob):
    """A season that is asked for.

    request: without images of the catalogue, and without dates. catalogue, cube, report, table:
    paths, "" for none. fine_masks, coarse_masks: found by their dates.
    """

    request: SeasonRequest
    options: SeasonOptions
    catalogue: str
    fine_masks: tuple[Source, ...]
    coarse_masks: tuple[Source, ...]
    cube: str
    report: str
    table: str
    settings: RunSettings

    def described(self) -> dict[str, Any]:
        request = self.request
        return {"task": SeasonKind.id, "catalogue": self.catalogue, **request.described(),
                "fine": [source.path for source in request.fine],
                "coarse": [source.path for source in request.coarse]}

    def run(self, progress: Progress) -> dict[str, Any]:
        request = self._with_images(progress)
        settings, part = self.settings, progress.part(0, _PUT_TOGETHER)
        tiles: dict[str, Any] = {}
        failed: dict[str, str] = {}
        if settings.executor == DASK or is_stored(request.folder):
            with settings.made_executor() as executor:
                result, made = predict_season_in_tiles(
                    request, executor, part, side=settings.tile, work=settings.work,
                    memory=settings.memory_of_a_task(executor))
            tiles, failed = {"tiles": made.counts()}, made.failed
        else:
            result = predict_season(request, Settings(settings.threads, memory=settings.memory),
                                    part)
        outputs = [path for each in result.files for path in each[1:] if file_is_there(path)]
        if not failed:
            outputs += write_mosaics(result.files, result.bands)
            if self.cube:
                write_cube(self.cube, result.files, result.bands,
                           progress.part(_PUT_TOGETHER, 1))
        proof = SeasonProof.of(result.proof, result.bands)
        outputs += self._reported(proof, result, bool(self.cube) and not failed)
        (progress.info if proof.is_good() else progress.warn)(proof.verdict())
        progress.report(1)
        return {"outputs": outputs, "dates": len(result.files), "kept": result.kept,
                "left_out": list(result.left_out), "verdict": proof.verdict(),
                "gain": proof.gain() if proof.dates else 0.0, "seconds": result.seconds,
                "guide": result.guide, **tiles, "failed": failed}

    def _with_images(self, progress: Progress) -> SeasonRequest:
        """Return the request with all images, their masks, and the wanted dates."""
        request, options = self.request, self.request.options
        fine, coarse = list(request.fine), list(request.coarse)
        if self.catalogue:
            fine, catalogued = sources_of(ImageCatalogue.read(self.catalogue), progress,
                                          several=True)
            coarse = [*catalogued, *coarse]
        words = self.options.sensors
        request = replace(
            request,
            fine=named_sensors(with_masks(fine, self.fine_masks, options.fine_mask_rule), words),
            coarse=named_sensors(with_masks(coarse, self.coarse_masks, options.coarse_mask_rule),
                                 words))
        return replace(request, dates=tuple(dates_wanted(
            self.options.dates, self.options.every, request.fine, request.coarse)))

    def _reported(self, proof: SeasonProof, result: SeasonResult, cube: bool) -> list[str]:
        """Write the reports, and return the paths of what was written besides the images."""
        if self.report:
            details = {tr("Fine images"): str(len(self.request.fine)),
                       tr("Coarse images"): str(len(self.request.coarse)),
                       tr("Dates"): f"{result.files[0].date} – {result.files[-1].date} "
                                    f"({len(result.files)})",
                       tr("Method"): self.request.method}
            details.update({tr("Guide"): result.guide} if result.guide else {})
            write_proof(self.report, proof, details)
        if self.table:
            write_text(self.table, csv_of_proof(proof))
        return [*filter(None, (self.cube if cube else "", self.report, self.table))]


class SeasonKind(JobKind):
    """The kind of jobs of a season."""

    id = "season"
    title = "Season"
    summary = "Makes a gap-free fine image of every wanted date, and says how sure it is."
    help = ("Takes all fine images of a season, with their clouds, and all coarse ones, and makes "
            "a fine image without gaps of every wanted date, its standard deviation, and an image "
            "of states. Each fine image is held out once and predicted from the others: the proof. "
            "Run it again after an interruption, or with more dates: what is there is kept. On a "
            "cluster, and in an object store, each date is a virtual raster above tiles.")
    entries = (
        JobEntry("catalogue", "that 'Prepare images' writes, in place of lists of images"),
        JobEntry("fine", "fine images of the season", True),
        JobEntry("coarse", "coarse images of the season", True),
        JobEntry("fine_masks", "their masks, which find them by their dates", True),
        JobEntry("coarse_masks", "likewise", True),
        JobEntry("guide", GUIDE_OF_ALL),
        JobEntry("output", "folder of the season; also in an object store: /vsis3/bucket/season"),
        JobEntry("cube", "the season in one file, .nc or .zarr"),
        JobEntry("report", "the proof, .html"),
        JobEntry("table", "the proof as a table, .csv"))
    Parameters = SeasonOptions

    def job(self, data: Mapping[str, Any], folder: str, settings: RunSettings) -> SeasonJob:
        needed(data, "output")
        options = parameters_of(SeasonOptions, data.get("parameters", {}), "parameters")
        images = parameters_of(ImageOptions, data.get("images", {}), "images")
        fine, coarse, fine_masks, coarse_masks = (
            tuple(sources_in(data, name, folder))
            for name in ("fine", "coarse", "fine_masks", "coarse_masks"))
        catalogue, cube, report, table, output = (
            placed(data.get(name, ""), folder)
            for name in ("catalogue", "cube", "report", "table", "output"))
        if bool(fine) == bool(catalogue):
            raise InputError(tr("Choose either a catalogue or the fine images of the season.")
                             if fine else
                             tr("Choose the fine images of the season, or a catalogue."))
        if cube and os.path.splitext(cube)[1].lower() not in FORMATS:
            raise InputError(tr("End the name of the season's file {path} with .nc or .zarr."
                                ).format(path=cube))
        for path in filter(is_stored, (cube, report, table)):
            raise InputError(tr("{path} has to be on a disk: only the images of a season go into "
                                "an object store.").format(path=path))
        listed_dates(options.dates)
        request = SeasonRequest(
            fine, coarse, (), absolute(output), options.method, None, options.keep_fine,
            options.index.strip(), options.index_of == "images", options.smoothing,
            guide_in(data, folder, options.guide_weight, options.guide_kind), images,
            area_in(data), settings.float_output, options.reference_sensor.strip())
        return SeasonJob(request, options, catalogue, fine_masks, coarse_masks, cube, report,
                         table, settings)
