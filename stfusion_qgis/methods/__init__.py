"""Fusion methods: one file each, named as the literature names them."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from .method import Family, Method


@cache
def all_methods() -> dict[str, Method]:
    """Return every method of this package by its id, in the order of families and years.

    A module that defines a subclass of `Method` with an id adds it: there is no list.
    """
    for module in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{module.name}")
    found = [subclass() for subclass in _subclasses(Method) if hasattr(subclass, "id")]
    families = list(Family)
    found.sort(key=lambda m: (families.index(m.family), m.reference.year, m.id))
    return {method.id: method for method in found}


def _subclasses(parent: type) -> set[type]:
    children = set(parent.__subclasses__())
    return children.union(*(_subclasses(child) for child in children))
