"""Fusion methods: one file each, named as the literature names them."""

from __future__ import annotations

import importlib
import os
import pkgutil
from functools import cache

from . import elsewhere
from .method import Family, Method


@cache
def shipped_methods() -> dict[str, Method]:
    """Return the methods of this package by their ids, in the order of families and years.

    A module that defines a subclass of `Method` with an id adds it: there is no list.
    """
    modules = [importlib.import_module(f"{__name__}.{module.name}")
               for module in pkgutil.iter_modules(__path__)]
    return _ordered([found() for module in modules for found in elsewhere.methods_of(module)])


@cache
def _all() -> tuple[dict[str, Method], list[str]]:
    found, problems = elsewhere.find_methods(shipped_methods())
    return _ordered([*shipped_methods().values(), *found]), problems


def all_methods() -> dict[str, Method]:
    """Return the methods of this package and those from elsewhere, as `shipped_methods` does.

    Those from elsewhere are the entry points of installed packages and the files of a folder (see
    `elsewhere.py`). They are looked for once.
    """
    return _all()[0]


def problems() -> list[str]:
    """Return why methods from elsewhere cannot be used: a sentence for people each."""
    return _all()[1]


def use_folder(folder: str | os.PathLike[str] | None) -> None:
    """Look for methods in a folder, and anew; None for no folder.

    The processes that this one starts look there, too.
    """
    os.environ.pop(elsewhere.FOLDER_VARIABLE, None)
    if folder is not None:
        os.environ[elsewhere.FOLDER_VARIABLE] = os.fspath(folder)
    _all.cache_clear()


def _ordered(methods: list[Method]) -> dict[str, Method]:
    families = list(Family)
    methods.sort(key=lambda m: (families.index(m.family), m.reference.year, m.id))
    return {method.id: method for method in methods}
