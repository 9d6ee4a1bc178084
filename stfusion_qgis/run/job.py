"""A job: what a job file or the options of the command line ask for, checked."""

from __future__ import annotations

import datetime
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from ..errors import InputError
from ..executors.cluster import Cluster
from ..images.area import Area
from ..images.image_options import ImageOptions
from ..images.inputs import Inputs
from ..images.roles import COARSE_PREDICTION, GUIDE, Role
from ..images.source import Source
from ..methods import all_methods
from ..methods.method import Method
from ..translation import tr
from .job_values import checked_table, parameters_of

THREADS, DASK = "threads", "dask"


@dataclass(frozen=True)
class RunSettings:
    """How a job is computed; none of it changes the values of the result.

    executor: "threads" or "dask". threads: 0 for one a processor core. workers, scheduler,
    cluster: of Dask, see `Cluster`. tile: side of a tile in fine pixels. memory_mb: that the
    blocks may take, of each worker on a cluster; 0 for any. float_output: float32 instead of the
    fine image's data type. overviews: smaller copies inside of a GeoTIFF; tiles have them always.
    """

    executor: str = THREADS
    threads: int = 0
    workers: int = 0
    scheduler: str = ""
    cluster: str = ""
    tile: int = 2048
    memory_mb: int = 0
    float_output: bool = False
    overviews: bool = False

    @property
    def named_cluster(self) -> Cluster:
        """Return the cluster of Dask that is named."""
        return Cluster(self.scheduler, self.cluster, self.workers)


@dataclass(frozen=True)
class FusionJob:
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


def read_job(path: str) -> dict[str, Any]:
    """Return the tables of a job file, TOML or JSON; its paths are relative to its folder.

    Raises:
        InputError: it cannot be read.
    """
    if not path.lower().endswith((".toml", ".json")):
        raise InputError(tr("'{name}' is neither a method nor a job file, whose name ends with "
                            ".toml or .json. There are the methods: {methods}").format(
                                name=path, methods=", ".join(all_methods())))
    try:
        with open(path, "rb") as file:
            data = file.read().decode("utf-8")
        tables = json.loads(data) if path.lower().endswith(".json") else _toml(data)
    except OSError as error:
        raise InputError(tr("The job file {path} cannot be read ({reason}).").format(
            path=path, reason=error.strerror)) from error
    except ValueError as error:
        raise InputError(tr("The job file {path} is damaged: {reason}").format(
            path=path, reason=error)) from error
    if not isinstance(tables, dict):
        raise InputError(tr("The job file {path} is damaged: {reason}").format(
            path=path, reason="no tables"))
    return {**tables, "folder": os.path.dirname(os.path.abspath(path))}


def _toml(text: str) -> dict[str, Any]:
    try:
        import tomllib  # type: ignore[import-not-found,unused-ignore]
    except ImportError:  # before Python 3.11
        try:
            import tomli as tomllib  # type: ignore[import-not-found,no-redef,unused-ignore]
        except ImportError:
            raise InputError(tr("Job files in TOML need Python 3.11 or the Python package tomli. "
                                "Install it with pip install tomli, or write the job file as JSON, "
                                "with a name that ends with .json.")) from None
    return tomllib.loads(text)


def job_of(tables: Mapping[str, Any]) -> FusionJob:
    """Return the job that tables describe, as a job file has them.

    Raises:
        InputError: something in it is missing, unknown, or of another kind.
    """
    data = checked_table(tables, "", method=str, fine=list, coarse=list, predict=list, around=list,
                         guide=str, output=str, uncertainty=str, parameters=dict, images=dict,
                         masks=dict, dates=dict, area=dict, run=dict, folder=str)
    methods = all_methods()
    if data.get("method") not in methods:
        raise InputError(tr("There is no method '{method}'. There are: {methods}").format(
            method=data.get("method", ""), methods=", ".join(methods)))
    method = methods[data["method"]]
    for name in ("predict", "output"):
        if not data.get(name):
            raise InputError(tr("The job lacks '{name}'.").format(name=name))
    folder = data.get("folder", "")
    settings = _settings(data.get("run", {}))
    parameters = parameters_of(method.Parameters, data.get("parameters", {}), "parameters")
    job = FusionJob(method, parameters, _inputs(data, folder), _placed(data["output"], folder),
                    _placed(data.get("uncertainty", ""), folder), settings)
    if settings.executor == DASK and not job.in_tiles:
        raise InputError(tr("A cluster writes tiles under a virtual raster: let the name of the "
                            "output end with .vrt instead of {path}.").format(path=job.output))
    return job


def _settings(table: Mapping[str, Any]) -> RunSettings:
    kinds = {each.name: type(each.default) for each in fields(RunSettings)}
    settings = RunSettings(**checked_table(table, "run", **kinds))
    if settings.executor not in (THREADS, DASK):
        raise InputError(tr("{label}: '{value}' is none of {choices}.").format(
            label="run.executor", value=settings.executor, choices=f"{THREADS}, {DASK}"))
    for name, least in (("threads", 0), ("workers", 0), ("tile", 256), ("memory_mb", 0)):
        if getattr(settings, name) < least:
            raise InputError(tr("{label} is {value}, but must be at least {bound}.").format(
                label=f"run.{name}", value=getattr(settings, name), bound=least))
    return settings


def _inputs(data: Mapping[str, Any], folder: str) -> Inputs:
    masks, dates = ({_role(name): value for name, value in data.get(key, {}).items()}
                    for key in ("masks", "dates"))
    given = [(Role.fine(k), path) for k, path in enumerate(_paths(data, "fine"), 1)]
    given += [(Role.coarse(k), path) for k, path in enumerate(_paths(data, "coarse"), 1)]
    predict = _paths(data, "predict")
    given.append((COARSE_PREDICTION, predict[0]))
    given += [(GUIDE, data["guide"])] if data.get("guide") else []
    for role in (*masks, *dates):
        if role not in dict(given):
            raise InputError(tr("The job tells a mask or a date of {role}, but no such image."
                                ).format(role=role))

    def source(path: str, role: Role | None = None) -> Source:
        mask, date = (table.get(role) if role else None for table in (masks, dates))
        return Source(_placed(path, folder), mask=Source(_placed(str(mask), folder)) if mask
                      else None, date=_date(date))

    images = parameters_of(ImageOptions, data.get("images", {}), "images")
    return Inputs(tuple((role, source(path, role)) for role, path in given),
                  tuple(map(source, predict[1:])), tuple(map(source, _paths(data, "around"))),
                  images, _area(data.get("area", {})))


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


def _area(table: Mapping[str, Any]) -> Area:
    data = checked_table(table, "area", extent=list, extent_crs=str, polygons=str,
                         polygons_crs=str, name=str)
    extent = data.get("extent")
    if extent is not None and not (len(extent) == 4 and all(
            isinstance(part, (int, float)) for part in extent)):
        raise InputError(tr("An extent is four numbers: left, bottom, right, top."))
    return Area.from_dict(data)


def _paths(data: Mapping[str, Any], name: str) -> Sequence[str]:
    paths = data.get(name, [])
    if not all(isinstance(path, str) and path for path in paths):
        raise InputError(tr("'{name}' has to be a list of paths.").format(name=name))
    return paths


def _placed(path: str, folder: str) -> str:
    """Return a path relative to a folder; one that GDAL alone understands stays as it is."""
    placed = os.path.join(folder, path)
    is_path = os.path.exists(placed) or os.path.isdir(os.path.dirname(placed) or ".")
    return placed if path and is_path and not path.startswith("/vsi") else path
