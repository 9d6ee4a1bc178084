"""The images and the area of a job: paths as tables have them, as what is opened."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Any

from ..errors import InputError
from ..images.area import Area
from ..images.source import Source
from ..translation import tr
from .job_values import checked_table


def needed(data: Mapping[str, Any], *names: str) -> None:
    """Raise `InputError` if one of some entries is missing."""
    for name in names:
        if not data.get(name):
            raise InputError(tr("The job lacks '{name}'.").format(name=name))


def paths_of(data: Mapping[str, Any], name: str) -> Sequence[str]:
    """Return the paths of a list, as they are written.

    Raises:
        InputError: it holds something else.
    """
    paths = data.get(name, [])
    if not all(isinstance(path, str) and path for path in paths):
        raise InputError(tr("'{name}' has to be a list of paths.").format(name=name))
    return paths


def sources_in(data: Mapping[str, Any], name: str, folder: str) -> list[Source]:
    """Return the images of a list; folder: to which paths are relative.

    Raises:
        InputError: it holds something else.
    """
    return [Source(placed(path, folder)) for path in paths_of(data, name)]


def source_in(data: Mapping[str, Any], name: str, folder: str) -> Source | None:
    """Return an image, None where there is no such entry."""
    return Source(placed(data[name], folder)) if data.get(name) else None


def placed(path: str, folder: str) -> str:
    """Return a path relative to a folder as an absolute one, which means the same to all workers.

    One that GDAL alone understands stays as it is.
    """
    beside = os.path.abspath(os.path.join(folder, path))
    is_path = os.path.exists(beside) or os.path.isdir(os.path.dirname(beside))
    return beside if path and is_path and not path.startswith("/vsi") else path


def area_in(data: Mapping[str, Any]) -> Area:
    """Return the area of a job.

    Raises:
        InputError: its table is wrong.
    """
    table = checked_table(data.get("area", {}), "area", extent=list, extent_crs=str, polygons=str,
                          polygons_crs=str, name=str)
    extent = table.get("extent")
    if extent is not None and not (len(extent) == 4 and all(
            isinstance(part, (int, float)) for part in extent)):
        raise InputError(tr("An extent is four numbers: left, bottom, right, top."))
    return Area.from_dict(table)
