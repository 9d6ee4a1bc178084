"""The options of the command line, made from the descriptions of methods and of other jobs."""

from __future__ import annotations

import argparse
import dataclasses
import textwrap
from collections.abc import Sequence
from typing import Any

from ..images.image_options import ImageOptions
from ..parameters import Description, descriptions
from .job import DASK, THREADS, JobKind, RunSettings
from .job_kinds import OF_MANY, job_kinds

PROGRAM = "python -m stfusion_qgis.run"

EXIT_CODES = """exit codes:
  0    complete
  2    an option, the job or an image cannot be used; the message says why
  3    some tiles could not be made; the others are done, and kept for the next run
  130  interrupted; finished tiles are kept for the next run"""

_INTRODUCTION = """Predicts fine images without QGIS: {program} METHOD --fine F --coarse C
--predict P --output O, or {program} JOB.toml. '{program} METHOD --help' shows the parameters of a
method, '{program} season --help' and the like those of work on many dates or predictions. Outputs
that end with .vrt are written in tiles, which a further run does not compute again."""

_RUN_HELP = {
    "executor": "where it is computed: threads, or dask",
    "threads": "threads of this computer; 0: one a processor core",
    "workers": "dask: how many workers to start",
    "scheduler": "dask: address of a scheduler, such as tcp://10.0.0.1:8786",
    "cluster": "dask: class of a cluster to start, such as dask_jobqueue.SLURMCluster",
    "tile": "side of a tile in fine pixels",
    "memory_mb": "megabytes that blocks may take; 0: any",
    "work": "folder that all workers see, for files that a season in an object store needs "
            "meanwhile",
    "float_output": "write float32 instead of the fine image's data type",
    "overviews": "smaller copies inside of the output",
}


def parsed(arguments: Sequence[str]) -> tuple[argparse.Namespace, dict[str, Any]]:
    """Return the options, and the tables of a job that they make; a job file is named by `job`.

    Raises:
        SystemExit: they are wrong, or help was asked for.
    """
    kinds = job_kinds()
    kind = next((kinds[word] for word in arguments[:1] if word in kinds), None)
    given = _parser(kind).parse_args(arguments)
    tables: dict[str, Any] = {
        "run": {each.name: value for each in dataclasses.fields(RunSettings)
                if (value := getattr(given, f"run.{each.name}")) is not None}}
    names = [entry.name for entry in kind.entries] if kind else ["output", "uncertainty"]
    for name in names:
        if getattr(given, name):
            tables[name] = getattr(given, name)
    if kind is None:
        return given, tables
    tables["task"] = kind.id
    for table in ("parameters", "images"):
        tables[table] = {name.partition(".")[2]: value for name, value in vars(given).items()
                         if name.startswith(f"{table}.") and value is not None}
    return given, tables


def _parser(kind: JobKind | None) -> argparse.ArgumentParser:
    source = f"source: {kind.source}\n\n" if kind and kind.source else ""
    parser = argparse.ArgumentParser(
        prog=f"{PROGRAM} {kind.id}" if kind else PROGRAM, allow_abbrev=False,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description=_paragraphs(f"{kind.title}. {kind.summary}\n\n{kind.help}" if kind
                                else _INTRODUCTION.format(program=PROGRAM)),
        epilog=(source if kind else _lists()) + EXIT_CODES)
    if kind is None:
        parser.add_argument("job", metavar="METHOD | JOB", help="a method, or a job file that ends "
                                                                "with .toml or .json")
    else:
        parser.add_argument("task", help=argparse.SUPPRESS)
        _add_entries(parser, kind)
        _add_described(parser, f"parameters of {kind.title}", "parameters", kind.Parameters)
        _add_described(parser, "how images are brought together", "images", ImageOptions)
    _add_run(parser, with_outputs=kind is None)
    return parser


def _add_entries(parser: argparse.ArgumentParser, kind: JobKind) -> None:
    group = parser.add_argument_group("images and outputs")
    for entry in kind.entries:
        name, help = f"--{entry.name.replace('_', '-')}", entry.help.replace("%", "%%")
        if entry.many:
            group.add_argument(name, metavar="IMAGE", nargs="+", default=[], help=help)
        else:
            group.add_argument(name, metavar="PATH", help=help)


def _add_described(parser: argparse.ArgumentParser, title: str, table: str, kind: type) -> None:
    group = parser.add_argument_group(title)
    defaults = kind()
    for name, described in descriptions(kind).items():
        group.add_argument(f"--{name.replace('_', '-')}", dest=f"{table}.{name}",
                           metavar=_wanted(described), help=_help(described, getattr(
                               defaults, name)))


def _wanted(described: Description) -> str:
    if described.kind == "choice" and not described.changing:
        return "|".join(described.choices) or "CHOICE"
    return {"switch": "yes|no", "integer": "N", "number": "X"}.get(described.kind,
                                                                 described.kind.upper())


def _help(described: Description, default: Any) -> str:
    bounds = [f"{word} {bound:g}" for word, bound in (
        ("at least", described.minimum), ("at most", described.maximum)) if bound is not None]
    notes = [described.unit, *bounds, "odd" if described.odd else "",
             f"default: {_shown(default, described)}"]
    text = f"{described.label}. {described.help} [{'; '.join(filter(None, notes))}]"
    return text.replace("%", "%%")


def _shown(default: Any, described: Description) -> str:
    if default in (None, ""):
        return described.empty or "none"
    return {True: "yes", False: "no"}[default] if described.kind == "switch" else str(default)


def _add_run(parser: argparse.ArgumentParser, with_outputs: bool) -> None:
    group = parser.add_argument_group("run")
    if with_outputs:
        for name in ("output", "uncertainty"):
            group.add_argument(f"--{name}", metavar="PATH", help="in place of the job file's")
    for each in dataclasses.fields(RunSettings):
        name, kind = f"--{each.name.replace('_', '-')}", type(each.default)
        options: dict[str, Any] = {"action": argparse.BooleanOptionalAction} if kind is bool else {
            "type": kind, "metavar": "N" if kind is int else "TEXT"}
        if each.name == "executor":
            options = {"choices": (THREADS, DASK)}
        group.add_argument(name, dest=f"run.{each.name}", default=None,
                           help=_RUN_HELP[each.name], **options)
    group.add_argument("--log", metavar="FILE", help="write a log, one JSON object a line; "
                       "- for standard output")


def _lists() -> str:
    kinds = job_kinds()
    width = max(map(len, kinds))
    many = [kind.id for kind in OF_MANY]
    lines = [f"  {kind.id:{width}}  {kind.summary}\n" for kind in kinds.values()]
    split = len(lines) - len(many)
    return "methods:\n" + "".join(lines[:split]) + "\nmany dates or predictions:\n" + "".join(
        lines[split:]) + "\n"


def _paragraphs(text: str) -> str:
    return "\n\n".join(textwrap.fill(" ".join(part.split()), 96) for part in text.split("\n\n"))
