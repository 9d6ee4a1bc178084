"""The images of a fusion in words, by their roles."""

from __future__ import annotations

from ..translation import tr
from .roles import COARSE_PREDICTION, GUIDE, REFERENCE, Role


def role_name(role: Role) -> str:
    """Return what an image is, for sentences: "fine image of pair 1"."""
    if role == COARSE_PREDICTION:
        return tr("coarse image of the prediction date")
    if role == REFERENCE:
        return tr("true image of the prediction date")
    if role == GUIDE:
        return tr("guide")
    name = tr("fine image of pair {number}") if role.is_fine else \
        tr("coarse image of pair {number}")
    return name.format(number=role.pair)
