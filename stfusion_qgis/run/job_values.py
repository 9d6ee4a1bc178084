"""The values of a job: of the kinds that are wanted, under names that are known."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from ..errors import InputError
from ..parameters import Description, check, descriptions
from ..translation import tr

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

P = TypeVar("P", bound="DataclassInstance")


def checked_table(table: Mapping[str, Any], place: str, /, **kinds: type) -> dict[str, Any]:
    """Return a table whose entries have known names and the kinds that belong to them.

    place: of the table in the job, for messages.

    Raises:
        InputError: an entry is unknown or of another kind.
    """
    for name, value in table.items():
        if name not in kinds:
            raise _unknown(name, place, list(kinds))
        if type(value) is not kinds[name]:
            raise InputError(tr("{name} is {value}, but has to be of the kind {kind}.").format(
                name=_path(place, name), value=f"{value!r:.60}", kind=_KINDS[kinds[name]]))
    return dict(table)


def parameters_of(kind: type[P], table: Mapping[str, Any], place: str) -> P:
    """Return described parameters whose values a table gives; texts are read as their kinds.

    Raises:
        InputError: one is unknown, of another kind, or out of its bounds.
    """
    known = descriptions(kind)
    values = {}
    for name, value in table.items():
        if name not in known:
            raise _unknown(name, place, list(known))
        try:
            values[name] = _value(value, known[name])
        except ValueError:
            raise InputError(tr("{name} is {value}, but has to be of the kind {kind}.").format(
                name=_path(place, name), value=f"{value!r:.60}", kind=known[name].kind)) from None
    parameters = kind(**values)
    check(parameters)
    return parameters


_KINDS = {str: "text", int: "integer", bool: "true or false", list: "list", dict: "table",
          float: "number"}


def _value(value: Any, described: Description) -> Any:
    """Return a value of a job as its parameter has it; ValueError if it is of another kind."""
    if described.kind in ("text", "file", "choice"):
        return _only(value, str)
    if described.kind == "switch":
        if isinstance(value, str):
            return {"true": True, "yes": True, "false": False, "no": False}.get(
                value.lower()) if value.lower() in ("true", "yes", "false", "no") else _fail()
        return _only(value, bool)
    if isinstance(value, bool):
        return _fail()
    if described.kind == "integer":
        return int(value) if isinstance(value, str) else _only(value, int)
    return float(value) if isinstance(value, (str, int, float)) else _fail()


def _only(value: Any, kind: type) -> Any:
    return value if isinstance(value, kind) else _fail()


def _fail() -> Any:
    raise ValueError


def _path(place: str, name: str) -> str:
    return f"{place}.{name}" if place else name


def _unknown(name: str, place: str, known: list[str]) -> InputError:
    return InputError(tr("The job knows no '{name}'. There are: {known}").format(
        name=_path(place, name), known=", ".join(each for each in known if each != "folder")))
