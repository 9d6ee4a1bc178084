"""Methods that are no part of this package: entry points of installed packages, files of a folder.

An entry point of the group `stfusion.methods` names a module or a class; the folder is that of the
environment variable STFUSION_METHODS, and each of its files `NAME.py` is a module. A module may
define several methods. One that cannot be used is reported, and changes nothing for the others.
"""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from types import ModuleType

from ..extensions import find_extensions, what_went_wrong
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
    for place, load in find_extensions(ENTRY_POINTS, FOLDER_VARIABLE):
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
                place=place, reason=what_went_wrong(error, place)))
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
