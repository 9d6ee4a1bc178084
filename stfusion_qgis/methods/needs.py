"""Which images a method takes, in words, and which of them are missing."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from ..images.role_names import role_name
from ..images.roles import COARSE_PREDICTION, Role, pairs_of
from ..translation import tr
from .method import Method


def needs(method: Method) -> str:
    """Return in a few words which images of reference dates a method takes."""
    references = method.references()
    needed, most = (len(pairs_of(roles)) for roles in (references.needed, references.all))
    if method.parameters_first:
        return tr("as its parameters say")
    if not any(role.is_coarse for role in references.all):
        return tr("a fine image of any date") if needed else tr("no pair")
    if needed == most:
        return tr("1 pair") if needed == 1 else tr("{count} pairs").format(count=needed)
    return tr("{least} to {most} pairs").format(least=needed, most=most)


def missing(method: Method, parameters: Any, given: Collection[Role]) -> list[Role]:
    """Return the roles of the images that a method needs with parameters, but that are not given.

    That of the prediction date counts, too.
    """
    wanted = (*method.references(parameters).needed, COARSE_PREDICTION)
    return [role for role in wanted if role not in given]


def reason_against(method: Method, parameters: Any, given: Collection[Role]) -> str:
    """Return why a method cannot run with these images on this machine, "" if it can."""
    lacking = missing(method, parameters, given)
    if lacking:
        return missing_text(lacking)
    return method.hindrance()


def missing_text(roles: Collection[Role]) -> str:
    """Return a sentence that says which images are missing."""
    names = []
    for role in roles:
        pair = role.pair is not None and role.partner in roles
        name = tr("pair {number}").format(number=role.pair) if pair else role_name(role)
        names += [name] if name not in names else []
    return tr("Missing: {images}.").format(images=", ".join(names))
