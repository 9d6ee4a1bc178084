"""Methods that are no part of this package: entry points of installed packages, files of a folder.

An entry point of the group `stfusion.methods` names a module or a class; the folder is that of the
environment variable STFUSION_METHODS, and each of its files `NAME.py` is a module. A module may
define several methods. One that cannot be used is reported, and changes nothing for the others.
"""

from __future__ import annotations

import importlib.util
import inspect
import os
import pathlib
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from importlib import metadata
from types import ModuleType

from ..translation import tr
from .description import check_description
from .method import Method

ENTRY_POINTS = "stfusion.methods"
FOLDER_VARIABLE = "STFUSION_METHODS"


def find_methods(known: Mapping[str, Method]) -> tuple[list[Method], list[str]]:
    """Return the methods from elsewhere, and why others cannot be used, a sentence each.

    known: methods by their ids, which none from elsewhere replaces.
    """
    found: dict[str, Method] = {}
    problems = []
    for place, load in [*_entry_points(), *_files()]:
        try:
            for method in _methods(load()):
                if method.id in known or method.id in found:
                    problems.append(tr(
                        "The method {id} of {place} is left out: there is another one with this id."
                    ).format(id=method.id, place=place))
                else:
                    found[method.id] = method
        except (Exception, SystemExit) as error:
            problems.append(tr("The method in {place} cannot be used: {reason}").format(
                place=place, reason=_reason(error, place)))
    return list(found.values()), problems


def methods_of(module: ModuleType) -> list[type[Method]]:
    """Return the classes of methods that a module itself defines; those without an id are parts."""
    return [value for value in vars(module).values()
            if isinstance(value, type) and issubclass(value, Method)
            and value.__module__ == module.__name__ and hasattr(value, "id")]


def _methods(loaded: ModuleType | type[Method]) -> list[Method]:
    """Return the methods of a module, or of a class, ready to use.

    Raises:
        TypeError: there is none, or one that is not described as `Method` asks.
    """
    classes = methods_of(loaded) if inspect.ismodule(loaded) else [loaded]
    if not classes:
        raise TypeError("it defines no subclass of stfusion_qgis.methods.method.Method with an id")
    methods = [method() for method in classes]
    for method in methods:
        check_description(method)
    return methods


def _entry_points() -> Iterator[tuple[str, Callable[[], ModuleType | type[Method]]]]:
    """Yield what each entry point is called by, and the function that loads it."""
    if sys.version_info >= (3, 10):
        entries = metadata.entry_points(group=ENTRY_POINTS)
    else:
        entries = metadata.entry_points().get(ENTRY_POINTS, ())
    for entry in sorted(set(entries), key=lambda entry: (entry.name, entry.value)):
        yield f"{entry.name} ({entry.value})", entry.load


def _files() -> Iterator[tuple[str, Callable[[], ModuleType]]]:
    """Yield the path of each file of the folder, and the function that loads it."""
    folder = os.environ.get(FOLDER_VARIABLE)
    for path in sorted(pathlib.Path(folder).glob("[!_.]*.py")) if folder else ():
        yield str(path), partial(_load_file, path)


def _load_file(path: pathlib.Path) -> ModuleType:
    name = f"stfusion_methods_{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise ImportError("Python cannot load it")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # dataclasses look their module up while it is being loaded
    try:
        spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[name]
        raise
    return module


def _reason(error: BaseException, file: str) -> str:
    """Return an error in one line, with the last line of `file` that was run."""
    text = traceback.format_exception_only(type(error), error)[-1].strip()
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__)
             if frame.filename == file]
    return f"{text} (line {lines[-1]})" if lines else text
