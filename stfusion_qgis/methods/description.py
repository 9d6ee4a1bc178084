"""Check of the description of a method, of which dialogs, help and documentation are made."""

from __future__ import annotations

import dataclasses

from ..parameters import Description, check, descriptions
from .method import Citation, Family, Method


def check_description(method: Method) -> None:
    """Check that a method has the attributes that `Method` lists, and described parameters.

    Raises:
        TypeError: it says which attribute is missing or wrong.
        InputError: the default of a parameter is out of its bounds.
    """
    for name, kind in (("id", str), ("title", str), ("family", Family), ("summary", str),
                       ("help", str), ("reference", Citation), ("pairs", tuple),
                       ("Parameters", type)):
        if not isinstance(getattr(method, name, None), kind):
            raise TypeError(f"{type(method).__name__}.{name} must be of the type {kind.__name__}")
    if not (method.id.isascii() and method.id.isalnum() and method.id == method.id.lower()):
        raise TypeError(f"the id {method.id!r} must consist of lower-case letters and digits")
    least, most = method.pairs
    if not 0 <= least <= max(most, 1):
        raise TypeError(f"pairs must be (least, most), but are {method.pairs}")
    _check_parameters(method)
    for parameters in (None, method.Parameters()):
        method.references(parameters)


def _check_parameters(method: Method) -> None:
    if not dataclasses.is_dataclass(method.Parameters):
        raise TypeError(f"{type(method).__name__}.Parameters must be a dataclass")
    for field in dataclasses.fields(method.Parameters):
        if not isinstance(field.metadata.get("description"), Description):
            raise TypeError(f"the parameter {field.name} must be made by a function of "
                            "stfusion_qgis.parameters, such as integer() or choice()")
    for name, described in descriptions(method.Parameters).items():
        if described.kind == "choice" and not described.choices:
            raise TypeError(f"the parameter {name} must have choices")
    check(method.Parameters())
