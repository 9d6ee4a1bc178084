"""A prediction by a method: on threads into whole files, or in tiles on any executor."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ... import engine
from ...errors import InputError
from ...images.image_options import ImageOptions
from ...images.inputs import Inputs
from ...images.roles import COARSE_PREDICTION, GUIDE, Role
from ...images.scene_opening import open_scene
from ...images.source import Source
from ...methods.method import Method
from ...progress import Progress
from ...season.wanted_dates import listed_dates
from ...tiled.fusion_tiles import FusionTiles
from ...tiled.tile_making import make_tiles
from ...translation import tr
from ..job import DASK, JobEntry, JobKind, RunJob, RunSettings
from ..job_images import area_in, needed, paths_of, placed
from ..job_values import parameters_of
from ..output_patterns import output_paths
from .grid_job import GridJob

_OPENED = 0.05  # of the progress


@dataclass(frozen=True)
class FusionJob(RunJob):
    """A prediction that is asked for.

    output: path of each prediction; {date} and {number} in it stand for those of the image. A name
    that ends with .vrt asks for tiles. uncertainty: likewise, "" for none.
    """

    method: Method
    parameters: Any
    inputs: Inputs
    output: str
    uncertainty: str = ""
    settings: RunSettings = field(default_factory=RunSettings)

    @property
    def in_tiles(self) -> bool:
        """Say whether the prediction is written in tiles."""
        return self.output.lower().endswith(".vrt")

    def described(self) -> dict[str, Any]:
        return {"method": self.method.id, "inputs": self.inputs.as_dict()}

    def run(self, progress: Progress) -> dict[str, Any]:
        self.method.check_references(self.inputs.given, self.parameters)
        taken = self.inputs.only(self.method.references(self.parameters).all)
        scene = open_scene(taken, progress)
        outputs = output_paths(self.output, scene)
        uncertainties = output_paths(self.uncertainty, scene) if self.uncertainty else []
        part, settings = progress.part(_OPENED, 1.0), self.settings
        if not self.in_tiles:
            summary = engine.run(
                self.method, scene, self.parameters, outputs, uncertainties=uncertainties,
                settings=engine.Settings(settings.threads, memory=settings.memory,
                                         float_output=settings.float_output,
                                         overviews=settings.overviews, cards=True),
                progress=part)
            return {"outputs": summary.outputs, "uncertainties": summary.uncertainties,
                    "predicted": summary.predicted, "seconds": summary.seconds,
                    "backend": summary.backend, "failed": {}}
        with settings.made_executor() as executor:
            plan = FusionTiles.of(
                self.method, self.parameters, taken, scene, outputs, uncertainties,
                side=settings.tile, memory=settings.memory_of_a_task(executor),
                float_output=settings.float_output)
            done = make_tiles(plan, executor, part)
        return {"outputs": done.outputs, "tiles": done.counts(),
                "predicted": done.predicted[:len(outputs)], "seconds": done.seconds,
                "backend": done.report or "", "failed": done.failed}


class FusionKind(JobKind):
    """The kind of jobs of a method."""

    entries: tuple[JobEntry, ...] = (
        JobEntry("fine", "fine images of the pairs, in their order", True),
        JobEntry("coarse", "coarse images of the pairs", True),
        JobEntry("predict", "coarse images of the dates to predict", True),
        JobEntry("around", "coarse images of other days, to steady those by", True),
        JobEntry("output", "prediction: .tif, or .vrt for tiles; {date} and {number} stand for "
                           "those of each image"),
        JobEntry("uncertainty", "its standard deviation, likewise"),
        JobEntry("polygons", "a layer of polygons, each of which becomes a scene of its own; "
                             "{name} in the names of outputs stands for it"),
        JobEntry("polygon_names", "field of the layer that names them; by default their numbers"),
        JobEntry("catalogue", "that 'Prepare images' writes, in place of images: each polygon and "
                              "date is predicted from the pairs that suit it"),
        JobEntry("wanted", "dates to predict from a catalogue, such as 2020-10-01, or "
                           "2020-10-01/2020-12-31/8; by default those of its coarse images"))
    takes_masks = True

    def __init__(self, method: Method):
        self._method = method
        self.id, self.title, self.summary = method.id, method.title, method.summary
        self.help, self.source = method.help, str(method.reference)
        self.Parameters = method.Parameters
        if method.takes_guide:
            self.entries = (*self.entries, JobEntry(
                "guide", "what tells land apart besides: an image of any bands, or polygons"))

    def job(self, data: Mapping[str, Any], folder: str, settings: RunSettings) -> RunJob:
        catalogue, polygons = (placed(data.get(name, ""), folder)
                               for name in ("catalogue", "polygons"))
        needed(data, *([] if catalogue or data.get("inputs") else ["predict"]), "output")
        parameters: Any = parameters_of(self.Parameters, data.get("parameters", {}), "parameters")
        if catalogue or polygons:
            return GridJob(
                self._method, parameters, inputs_in(data, folder), catalogue,
                tuple(listed_dates(data.get("wanted", ""))), polygons,
                data.get("polygon_names", ""), placed(data["output"], folder),
                placed(data.get("uncertainty", ""), folder), settings)
        job = FusionJob(self._method, parameters, inputs_in(data, folder),
                        placed(data["output"], folder), placed(data.get("uncertainty", ""), folder),
                        settings)
        if settings.executor == DASK and not job.in_tiles:
            raise InputError(tr("A cluster writes tiles under a virtual raster: let the name of "
                                "the output end with .vrt instead of {path}.").format(
                                    path=job.output))
        return job


def inputs_in(data: Mapping[str, Any], folder: str) -> Inputs:
    """Return the images of a fusion as the tables of a job have them.

    Raises:
        InputError: something in it is unknown, or of another kind.
    """
    if data.get("inputs"):
        try:
            return Inputs.from_dict(data["inputs"])
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise InputError(tr("The job's table '{name}' is damaged: {reason}").format(
                name="inputs", reason=error)) from error
    masks, dates = ({_role(name): value for name, value in data.get(key, {}).items()}
                    for key in ("masks", "dates"))
    given = [(Role.fine(k), path) for k, path in enumerate(paths_of(data, "fine"), 1)]
    given += [(Role.coarse(k), path) for k, path in enumerate(paths_of(data, "coarse"), 1)]
    predict = paths_of(data, "predict")
    given += [(COARSE_PREDICTION, path) for path in predict[:1]]
    given += [(GUIDE, data["guide"])] if data.get("guide") else []
    for role in (*masks, *dates):
        if role not in dict(given):
            raise InputError(tr("The job tells a mask or a date of {role}, but no such image."
                                ).format(role=role))

    def source(path: str, role: Role | None = None) -> Source:
        mask, date = (table.get(role) if role else None for table in (masks, dates))
        return Source(placed(path, folder), mask=Source(placed(str(mask), folder)) if mask
                      else None, date=_date(date))

    images = parameters_of(ImageOptions, data.get("images", {}), "images")
    return Inputs(tuple((role, source(path, role)) for role, path in given),
                  tuple(map(source, predict[1:])), tuple(map(source, paths_of(data, "around"))),
                  images, area_in(data))


def _role(name: str) -> Role:
    try:
        return Role(name)
    except ValueError:
        raise InputError(tr("'{name}' names no image: write fine_1, coarse_1, ..., "
                            "coarse_prediction or guide.").format(name=name)) from None


def _date(value: Any) -> datetime.date | None:
    if value is None or isinstance(value, datetime.date):
        return value
    try:
        return datetime.date.fromisoformat(str(value))
    except ValueError:
        raise InputError(tr("'{value}' is no date: write it as 2024-12-31.").format(
            value=value)) from None
