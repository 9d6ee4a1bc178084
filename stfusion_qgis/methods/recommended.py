"""The method to try first, by the images that there are; docs/choosing-a-method.md says why."""

from __future__ import annotations

from collections.abc import Collection

from ..images.roles import COARSE_PREDICTION, Role, roles_of_pairs

BY_IMAGES = (
    (roles_of_pairs(1, 1), "blend"),
    ((Role.fine(1),), "atprk"),
    ((), "interpolation"),
)
"""Images of reference dates, and the method for those who have them; the first that fits counts."""


def recommended(given: Collection[Role]) -> str:
    """Return the id of the method to try first, "" without an image of the prediction date.

    given: the roles for which there are images.
    """
    if COARSE_PREDICTION not in given:
        return ""
    return next(method for roles, method in BY_IMAGES if set(roles) <= set(given))
