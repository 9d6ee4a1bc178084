"""The images of a fusion, guessed from the layers of the project: for the dock and the toolbox."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from qgis.core import QgsRasterLayer

from ..images.guessing import guess_ratio, guess_roles
from ..images.roles import COARSE_PREDICTION, FINE_1, References, Role, pairs_of
from .project_layers import candidate_of, is_prediction, layer_of, project_rasters

# Shows an empty field of what is needed: QGIS would take the active layer, or any.
_NONE = " "


def guess_layers(chosen: Mapping[Role, str], pairs: int,
                 layers: Sequence[QgsRasterLayer] | None = None) -> dict[Role, str]:
    """Return the ids of the layers of the roles; roles without an image are left out.

    chosen: ids of layers that stay. pairs: how many pairs there may be. layers: that may be
    taken; None for all rasters of the project that are no predictions themselves.
    """
    if layers is None:
        layers = [layer for layer in project_rasters() if not is_prediction(layer)]
    return guess_roles(map(candidate_of, layers), dict(chosen), pairs)


def guess_ratio_of(fine: QgsRasterLayer | None, coarse: QgsRasterLayer | None) -> float | None:
    """Return the scale ratio of a coarse image that was resampled to fine pixels, or None.

    Only its name can tell; see `images.guessing`.
    """
    if fine is None or coarse is None:
        return None
    return guess_ratio(candidate_of(fine), candidate_of(coarse))


def guess_parameters(references: References) -> dict[str, Any]:
    """Return what a dialog of the toolbox begins with: layers by their ids, and the ratio.

    Images that are not found among the layers of the project are left empty.
    """
    found = guess_layers({}, max(pairs_of(references.all), default=0))
    values: dict[str, Any] = {role.upper(): found.get(role, _NONE)
                              for role in (*references.needed, COARSE_PREDICTION)}
    values.update((role.upper(), found.get(role)) for role in references.optional)
    values["RATIO"] = guess_ratio_of(
        layer_of(found.get(FINE_1)), layer_of(found.get(COARSE_PREDICTION)))
    return values


def without_guesses(references: References, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return parameters of an algorithm with None for what a dialog would guess besides them."""
    names = (*(role.upper() for role in references.all), "RATIO")
    return {**dict.fromkeys(names), **values}
