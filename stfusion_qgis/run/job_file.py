"""Job files, and the job that their tables or the options of the command line make."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from ..errors import InputError
from ..translation import tr
from .job import DASK, THREADS, RunJob, RunSettings
from .job_kinds import job_kinds
from .job_values import checked_table


def read_job(path: str) -> dict[str, Any]:
    """Return the tables of a job file, TOML or JSON; its paths are relative to its folder.

    Raises:
        InputError: it cannot be read.
    """
    if not path.lower().endswith((".toml", ".json")):
        raise InputError(tr("'{name}' is neither a method nor a job file, whose name ends with "
                            ".toml or .json. There are the methods: {methods}").format(
                                name=path, methods=", ".join(job_kinds())))
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


def job_of(tables: Mapping[str, Any]) -> RunJob:
    """Return the job that tables describe, as a job file has them.

    Raises:
        InputError: something in it is missing, unknown, or of another kind.
    """
    kinds = job_kinds()
    kind = kinds.get(tables.get("task") or tables.get("method", ""))
    if kind is None:
        raise InputError(tr("There is no method '{method}'. There are: {methods}").format(
            method=tables.get("task") or tables.get("method", ""), methods=", ".join(kinds)))
    known: dict[str, type] = {"task": str, "method": str, "parameters": dict, "images": dict,
                              "area": dict, "run": dict, "folder": str}
    known.update({entry.name: list if entry.many else str for entry in kind.entries})
    if kind.takes_masks:
        known.update(masks=dict, dates=dict, inputs=dict)
    data = checked_table(tables, "", **known)
    return kind.job(data, data.get("folder", ""), _settings(data.get("run", {})))


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
