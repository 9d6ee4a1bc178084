"""Promises of how a method describes itself.

Each function raises `AssertionError`, or what `check_description` raises, if one is broken.
"""

from __future__ import annotations

from ..methods.description import check_description
from ..methods.method import Method
from ..parameters import descriptions
from .ensuring import ensure


def describes_itself(method: Method) -> None:
    """Everything that dialogs, help and documentation are made of is there."""
    check_description(method)
    ensure(method.title, "the title is empty")
    ensure(method.summary.endswith("."), "the summary is no sentence")
    ensure(len(method.help) > 200 and "\n\n" in method.help,
           "the help is no paragraphs of plain words")
    reference = method.reference
    ensure(reference.authors and reference.title and reference.source,
           "the reference lacks authors, title or source")
    ensure(1970 < reference.year < 2100, "the reference is of no year")
    ensure(reference.doi.startswith("10.") or reference.address.startswith("https://"),
           "the reference has neither a DOI nor an address")


def describes_parameter(method: Method, name: str) -> None:
    """A parameter has a label, a help, bounds, and a default within them."""
    described = descriptions(method.Parameters)[name]
    ensure(described.label[:1].isupper() and not described.label.endswith("."),
           "the label does not begin in upper case, or ends with a full stop")
    ensure(len(described.help) > 20 and described.help.endswith("."), "the help is no sentence")
    if described.kind in ("integer", "number"):
        ensure(described.minimum is not None, "there is no minimum")
    if described.kind == "choice":
        ensure(all(label[:1].isupper() for label in described.choices.values()),
               "the label of a choice does not begin in upper case")
