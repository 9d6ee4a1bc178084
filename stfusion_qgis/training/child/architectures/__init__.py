"""Architectures of fusion networks in torch: one file each, named as in the catalogue.

Nothing here is imported by QGIS: `training.architecture_catalogue` says what there is.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from ....errors import InputError
from ....translation import tr
from ...architecture_catalogue import CATALOGUE

if TYPE_CHECKING:
    from .architecture import Architecture


def architecture_named(name: str) -> Architecture:
    """Return an architecture by its id.

    Raises:
        InputError: there is none of that name.
    """
    if name not in CATALOGUE:
        raise InputError(tr("There is no architecture '{name}'. Choose one of: {names}.").format(
            name=name, names=", ".join(CATALOGUE)))
    module = importlib.import_module(f"{__name__}.{name}")
    return next(kind() for kind in vars(module).values() if getattr(kind, "id", None) == name)
