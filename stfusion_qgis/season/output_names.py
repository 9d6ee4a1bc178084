"""Names of the files of predictions: of another date, or with other parameters, another name."""

from __future__ import annotations

import datetime
import os
import string
import zlib
from collections.abc import Collection
from typing import Any

from ..errors import InputError
from ..file_names import safe_file_name
from ..methods.method import Method
from ..parameters import descriptions
from ..translation import tr

PATTERN = "{method}_{date}.tif"
"""The usual pattern of names."""

FIELDS = ("method", "date")

_LONGEST = 60  # characters of the parameters in a name


def output_name(pattern: str, method: Method, parameters: Any,
                date: datetime.date | None) -> str:
    """Return the name of the file of a prediction.

    pattern: with {method} and {date}. The method stands there with the parameters that are not
    the defaults.

    Raises:
        InputError: the pattern has other fields, or is empty.
    """
    check_pattern(pattern)
    stem = pattern[:-4] if pattern.lower().endswith(".tif") else pattern
    values = {"method": method_label(method, parameters),
              "date": date.isoformat() if date else tr("undated")}
    return f"{safe_file_name(stem.format(**values))}.tif"


def check_pattern(pattern: str) -> None:
    """Raise `InputError` if a pattern of names cannot be used."""
    try:
        fields = [name for _, name, form, change in string.Formatter().parse(pattern)
                  if name is not None and (form or change or name not in FIELDS)]
    except ValueError:
        fields = [pattern]
    if fields or not pattern.strip() or "/" in pattern or "\\" in pattern:
        raise InputError(tr(
            "{pattern} is no pattern for names of files: write letters, {fields} and .tif, as in "
            "{usual}.").format(pattern=pattern or '""', usual=PATTERN,
                               fields=", ".join(f"{{{field}}}" for field in FIELDS)))


def method_label(method: Method, parameters: Any) -> str:
    """Return the id of a method, with what differs from the defaults: starfm_window_size-31."""
    defaults, changed = method.Parameters(), []
    for name, described in descriptions(parameters).items():
        value = getattr(parameters, name)
        if value == getattr(defaults, name):
            continue
        if described.ending and isinstance(value, str):
            value = os.path.splitext(os.path.basename(str(value)))[0]
        changed.append(f"{name}-{value:g}" if isinstance(value, float) else f"{name}-{value}")
    text = "_".join(changed)
    if len(text) > _LONGEST:
        text = f"{zlib.crc32(repr(parameters).encode()):08x}"
    return f"{method.id}_{text}" if text else method.id


def free_path(folder: str, name: str, taken: Collection[str] = ()) -> str:
    """Return the path of a file that is not there yet: with a number where the name is taken.

    taken: further paths that will be written.
    """
    stem, ending = os.path.splitext(name)
    others = {os.path.normcase(path) for path in taken}
    number = 1
    while True:
        path = os.path.join(folder, f"{stem}_{number}{ending}" if number > 1 else name)
        if not os.path.exists(path) and os.path.normcase(path) not in others:
            return path
        number += 1


def uncertainty_path(path: str) -> str:
    """Return the path of the uncertainty that belongs to a prediction."""
    stem, ending = os.path.splitext(path)
    return f"{stem}_uncertainty{ending}"
