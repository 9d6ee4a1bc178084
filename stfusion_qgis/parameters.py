"""Described parameters, from which the dialogs, the help and the checks of a method are made.

A method's parameters are a frozen dataclass whose fields are made here:

    @dataclass(frozen=True)
    class Parameters:
        window_size: int = integer(51, label=mark("Window size"), unit=mark("fine pixels"), ...)
"""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .errors import InputError
from .translation import mark, tr

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

FINE_PIXELS = mark("fine pixels")
"""Unit of lengths in pixels of the fine images."""


@dataclass(frozen=True)
class Description:
    """The label and help of a parameter, and the values that it may have.

    kind: "integer", "number", "switch", "choice", "text" or "file".
    label, help: for dialogs; English, marked for translation, and so is unit.
    unit: shown behind the label.
    minimum, maximum: the least and the greatest number, None for none. odd: whether it has to be
        odd.
    choices: of a choice, identifier to label; identifiers are what scripts use.
    changing: whether choices come and go between versions and machines: then they are known by
        their identifiers everywhere, never by their place.
    ending: of a file's name, without the dot.
    empty: of a number that may be left out, which is None then: what counts instead, in words.
    advanced: whether dialogs fold it away.
    """

    kind: str
    label: str
    help: str
    unit: str = ""
    minimum: float | None = None
    maximum: float | None = None
    odd: bool = False
    choices: Mapping[str, str] = dataclasses.field(default_factory=dict)
    changing: bool = False
    ending: str = ""
    empty: str = ""
    advanced: bool = False


def _field(default: Any, description: Description) -> Any:
    return dataclasses.field(default=default, metadata={"description": description})


# As `dataclasses.field`, the following return a field, but are typed as the value that it holds.

def integer(default: int, *, label: str, help: str, unit: str = "", minimum: int | None = None,
            maximum: int | None = None, odd: bool = False, advanced: bool = False) -> int:
    """Return a field for a whole number."""
    return _field(default, Description("integer", label, help, unit, minimum, maximum, odd,
                                       advanced=advanced))


def number(default: float, *, label: str, help: str, unit: str = "", minimum: float | None = None,
           maximum: float | None = None, advanced: bool = False) -> float:
    """Return a field for a real number."""
    return _field(default, Description("number", label, help, unit, minimum, maximum,
                                       advanced=advanced))


def optional_integer(*, empty: str, label: str, help: str, minimum: int, maximum: int,
                     advanced: bool = False) -> int | None:
    """Return a field for a whole number that may be left out; empty: what counts then."""
    return _field(None, Description("integer", label, help, "", minimum, maximum, empty=empty,
                                    advanced=advanced))


def optional_number(*, empty: str, label: str, help: str, minimum: float, maximum: float,
                    advanced: bool = False) -> float | None:
    """Return a field for a real number that may be left out; empty: what counts then."""
    return _field(None, Description("number", label, help, "", minimum, maximum, empty=empty,
                                    advanced=advanced))


def switch(default: bool, *, label: str, help: str, advanced: bool = False) -> bool:
    """Return a field for yes or no."""
    return _field(default, Description("switch", label, help, advanced=advanced))


def choice(default: str, choices: Mapping[str, str], *, label: str, help: str,
           changing: bool = False, advanced: bool = False) -> str:
    """Return a field for one of `choices`, identifier to label."""
    return _field(default, Description("choice", label, help, choices=choices, changing=changing,
                                       advanced=advanced))


def text(default: str, *, label: str, help: str, advanced: bool = False) -> str:
    """Return a field for a text."""
    return _field(default, Description("text", label, help, advanced=advanced))


def file(default: str, *, label: str, help: str, ending: str = "", advanced: bool = False) -> str:
    """Return a field for the path of a file, "" for none."""
    return _field(default, Description("file", label, help, ending=ending, advanced=advanced))


def descriptions(parameters: DataclassInstance | type[DataclassInstance],
                 ) -> dict[str, Description]:
    """Return the description of each parameter of a dataclass or an instance by its name."""
    return {f.name: f.metadata["description"] for f in dataclasses.fields(parameters)}


def check(parameters: DataclassInstance) -> None:
    """Check the values of an instance against their descriptions.

    Raises:
        InputError: a parameter is out of its bounds, or none of the choices, or no file.
    """
    for name, description in descriptions(parameters).items():
        _check_value(getattr(parameters, name), description)


def _check_value(value: Any, description: Description) -> None:
    label = tr(description.label)
    if description.kind == "choice":
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
