"""The choice of a method: dates whose fine image is known are predicted by all methods."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from tempfile import TemporaryDirectory
from typing import Any

from ...comparison.choice_outcome import Choice
from ...comparison.choice_report import csv_of, write_choice
from ...comparison.choosing import choose_method, left_out_dates
from ...errors import InputError
from ...images.area import Area
from ...images.image_options import PUBLISHED, ImageOptions
from ...images.inputs import Inputs
from ...images.scene import Scene
from ...images.scene_opening import open_scene
from ...images.source import Source
from ...images.writer import check_not_read
from ...methods.given_guide import GivenGuide
from ...methods.steps.guide_parameters import guide_kind, guide_weight
from ...parameters import integer, number
from ...progress import Progress
from ...season.pairing import match
from ...translation import tr
from ...whole_files import write_text
from ..job import DASK, JobEntry, JobKind, RunJob, RunSettings
from ..job_guide import GUIDE_OF_ALL, guide_in
from ..job_images import area_in, needed, placed, sources_in
from ..job_values import parameters_of

_OPENING = 0.05  # of the progress


@dataclass(frozen=True)
class ChoiceOptions:
    """How long methods are tried, and which images belong together."""

    minutes: float = number(
        10.0, label="Time for all methods", unit="minutes", minimum=0.05, maximum=10000.0,
        help="Quick and accurate methods come first; those that have no time left are named.")
    days: int = integer(
        0, label="Days between the images of a pair", minimum=0, maximum=60,
        help="By how many days a coarse image may differ from its fine image.")
    guide_weight: float | None = guide_weight()
    guide_kind: str = guide_kind()


@dataclass(frozen=True)
class ChoiceJob(RunJob):
    """A choice that is asked for; report, table: paths, "" for none."""

    fine: tuple[Source, ...]
    coarse: tuple[Source, ...]
    fine_masks: tuple[Source, ...]
    coarse_masks: tuple[Source, ...]
    options: ChoiceOptions
    images: ImageOptions
    area: Area
    report: str
    table: str
    guide: GivenGuide | None
    settings: RunSettings

    def described(self) -> dict[str, Any]:
        return {"task": ChoiceKind.id, "fine": [source.path for source in self.fine],
                "coarse": [source.path for source in self.coarse],
                **({} if self.guide is None else {"guide": self.guide.as_dict()})}

    def run(self, progress: Progress) -> dict[str, Any]:
        matches, unused = match(self.fine, self.coarse, self.fine_masks, self.coarse_masks,
                                self.options.days)
        sources = [(found.fine, found.coarse) for found in matches if found.coarse]
        fine, coarse = ([images[k] for images in sources] for k in (0, 1))
        for source in unused if not self.images.steady_days else ():
            progress.info(tr("{layer} is left out: there is no fine image of its date.").format(
                layer=source.name or source.path))
        guide = None if self.guide is None else self.guide.source
        # What lasts of the sensors' difference is found for each date without its fine image.
        scene = open_scene(Inputs.of(fine, coarse, [], area=self.area, guide=guide, **vars(replace(
            self.images, sensor_difference=PUBLISHED, steady_days=0))), progress.part(0, _OPENING))
        outputs = [*filter(None, (self.report, self.table))]
        check_not_read(outputs, scene.layers_read)
        with ExitStack() as stack:
            on_cluster = self.settings.executor == DASK
            executor = stack.enter_context(self.settings.made_executor()) if on_cluster else None
            beside = os.path.dirname(os.path.abspath(outputs[0])) if on_cluster else None
            folder = stack.enter_context(TemporaryDirectory(dir=beside, prefix=".work_"))
            choice = choose_method(
                left_out_dates(scene, sources, self.images, folder, progress, unused,
                               self.guide),
                60 * self.options.minutes, threads=self.settings.threads,
                progress=progress.part(_OPENING, 1), executor=executor, folder=folder,
                guide=self.guide)
        progress.info(choice.headline())
        self._write(choice, scene)
        best = choice.best.contestant
        return {"outputs": outputs, "failed": {}, "best": best.method.id, "pairs": best.pairs,
                "guided": best.guided,
                "error": choice.best.error, "verdict": choice.headline(),
                "ties": [one.contestant.method.id for one in choice.ties]}

    def _write(self, choice: Choice, scene: Scene) -> None:
        lead = scene.lead
        if self.report:
            write_choice(
                self.report, choice, bands=lead.band_names,
                wavelengths=[band.wavelength for band in lead.selected_bands],
                details={tr("Fine images"): ", ".join(raster.name for raster in scene.fine),
                         tr("Coarse images"): ", ".join(raster.name for raster in scene.coarse)})
        if self.table:
            write_text(self.table, csv_of(choice))


class ChoiceKind(JobKind):
    """The kind of jobs of the choice of a method."""

    id = "choice"
    title = "Choice of a method"
    summary = "Finds the method that predicts your own dates best."
    help = ("Each date is left out in turn and predicted from the others, by every method that the "
            "time allows; the report ranks the methods by their errors, with how sure the order "
            "is. On a cluster each method and date is a task.")
    entries = (
        JobEntry("fine", "fine images of several dates", True),
        JobEntry("coarse", "coarse images of the same dates", True),
        JobEntry("fine_masks", "masks of the fine images, which find them by their dates", True),
        JobEntry("coarse_masks", "likewise", True),
        JobEntry("guide", GUIDE_OF_ALL),
        JobEntry("report", "ranking, dates, pictures and error maps, .html"),
        JobEntry("table", "the errors of each method on each date, .csv"))
    Parameters = ChoiceOptions

    def job(self, data: Mapping[str, Any], folder: str, settings: RunSettings) -> ChoiceJob:
        needed(data, "fine", "coarse")
        report, table = (placed(data.get(name, ""), folder) for name in ("report", "table"))
        if not (report or table):
            raise InputError(tr("The job lacks '{name}'.").format(name="report"))
        fine, coarse, fine_masks, coarse_masks = (
            tuple(sources_in(data, name, folder))
            for name in ("fine", "coarse", "fine_masks", "coarse_masks"))
        options = parameters_of(ChoiceOptions, data.get("parameters", {}), "parameters")
        return ChoiceJob(
            fine, coarse, fine_masks, coarse_masks, options,
            parameters_of(ImageOptions, data.get("images", {}), "images"), area_in(data), report,
            table, guide_in(data, folder, options.guide_weight, options.guide_kind),
            settings)
