"""Described parameters: the dialogs, the help and the checks of a method come from them.

A method's parameters are a frozen dataclass whose fields are made here:

    @dataclass(frozen=True)
    class Parameters:
        window_size: int = integer(51, label=mark("Window size"), unit=mark("fine pixels"), ...)
"""

from __future__ import annotations

import dataclasses
import os
from dataclasses import dataclass
from typing import Any

from .errors import InputError
from .translation import mark, tr

FINE_PIXELS = mark("fine pixels")
"""Unit of lengths in pixels of the fine images."""


@dataclass(frozen=True)
class Description:
    """What a user is told of a parameter, and what it may be.

    kind: "integer", "number", "switch", "choice", "text" or "file".
    choices: of a choice, identifier to label; identifiers are what scripts use.
    changing: whether choices come and go between versions and machines: then they are known by
        their identifiers everywhere, never by their place.
    ending: of a file's name.
    unit: shown behind the label.
    empty: of a number that may be left out, which is None then: what counts instead, in words.
    advanced: folded away in dialogs.
    """

    kind: str
    label: str
    help: str
    unit: str = ""
    minimum: float | None = None
    maximum: float | None = None
    odd: bool = False
    choices: dict[str, str] | None = None
    changing: bool = False
    ending: str = ""
    empty: str = ""
    advanced: bool = False


def _described(default: Any, kind: str, label: str, help: str, **options: Any) -> Any:
    return dataclasses.field(
        default=default, metadata={"description": Description(kind, label, help, **options)})


def integer(default: int | None, *, label: str, help: str, **options: Any) -> Any:
    """Return a field for a whole number; options: unit, minimum, maximum, odd, empty, advanced."""
    return _described(default, "integer", label, help, **options)


def number(default: float | None, *, label: str, help: str, **options: Any) -> Any:
    """Return a field for a real number; options: unit, minimum, maximum, empty, advanced."""
    return _described(default, "number", label, help, **options)


def switch(default: bool, *, label: str, help: str, **options: Any) -> Any:
    """Return a field for yes or no; option: advanced."""
    return _described(default, "switch", label, help, **options)


def choice(default: str, choices: dict[str, str], *, label: str, help: str, **options: Any) -> Any:
    """Return a field for one of `choices` (identifier to label); options: changing, advanced."""
    return _described(default, "choice", label, help, choices=choices, **options)


def text(default: str, *, label: str, help: str, **options: Any) -> Any:
    """Return a field for a text; option: advanced."""
    return _described(default, "text", label, help, **options)


def file(default: str, *, label: str, help: str, **options: Any) -> Any:
    """Return a field for the path of a file, "" for none; options: ending, advanced."""
    return _described(default, "file", label, help, **options)


def descriptions(parameters: Any) -> dict[str, Description]:
    """Return the name and description of each parameter of a dataclass or instance, in order."""
    return {f.name: f.metadata["description"] for f in dataclasses.fields(parameters)}


def check(parameters: Any) -> None:
    """Raise `InputError` for the first parameter that is out of its bounds."""
    for name, description in descriptions(parameters).items():
        _check_value(getattr(parameters, name), description)


def _check_value(value: Any, description: Description) -> None:
    label = tr(description.label)
    if description.choices is not None:
        if value not in description.choices:
            raise InputError(tr("{label}: '{value}' is none of {choices}.").format(
                label=label, value=value, choices=", ".join(description.choices)))
        return
    if description.kind == "file" and value and not os.path.isfile(value):
        raise InputError(tr("{label}: there is no file {value}.").format(label=label, value=value))
    if description.kind in ("switch", "text", "file") or (description.empty and value is None):
        return
    if not value == value:
        raise InputError(tr("{label} is not a number.").format(label=label))
    if description.minimum is not None and value < description.minimum:
        raise InputError(tr("{label} is {value}, but must be at least {bound}.").format(
            label=label, value=value, bound=description.minimum))
    if description.maximum is not None and value > description.maximum:
        raise InputError(tr("{label} is {value}, but must be at most {bound}.").format(
            label=label, value=value, bound=description.maximum))
    if description.odd and value % 2 == 0:
        raise InputError(tr("{label} is {value}, but must be odd, to have a centre pixel.").format(
            label=label, value=value))
