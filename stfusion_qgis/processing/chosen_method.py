"""The method that was best on the user's own dates, as the project remembers it."""

from __future__ import annotations

from collections.abc import Collection

from qgis.core import QgsProject

from ..images.roles import COARSE_PREDICTION, Role, roles_of_pairs
from ..methods import all_methods

_SCOPE, _KEY = "stfusion", "chosenMethod"


def remember_chosen(project: QgsProject, method: str, pairs: int) -> None:
    """Remember the id of the best method, and how many pairs it had. On the main thread."""
    project.writeEntry(_SCOPE, _KEY, f"{method} {pairs}")


def chosen_method(given: Collection[Role]) -> str:
    """Return the id of the method that was best on the dates of the current project.

    given: roles for which there are images; "" where these are fewer than the method had then.
    """
    text, _ = QgsProject.instance().readEntry(_SCOPE, _KEY, "")
    method, _, pairs = text.partition(" ")
    if method not in all_methods() or not pairs.isdecimal() or len(pairs) > 1:
        return ""
    needed = {COARSE_PREDICTION, *roles_of_pairs(1, int(pairs))}
    return method if needed <= set(given) else ""
