"""Parts of the plugin that others write: entry points of installed packages, files of a folder.

The folder is that of an environment variable, so that processes which are started look there, too;
each of its files `NAME.py` is a module.
"""

from __future__ import annotations

import importlib.util
import os
import pathlib
import sys
import traceback
from collections.abc import Callable, Iterator
from functools import partial
from importlib import metadata
from types import ModuleType
from typing import Any, NamedTuple


class Extension(NamedTuple):
    """A part from elsewhere, not loaded yet.

    place: what it is called by. load: returns the module or the object of the entry point; it may
    raise anything.
    """

    place: str
    load: Callable[[], Any]


def find_extensions(group: str, folder_variable: str) -> Iterator[Extension]:
    """Yield what the entry points of a group and the files of a folder offer."""
    yield from _entry_points(group)
    yield from _files(folder_variable)


def what_went_wrong(error: BaseException, file: str) -> str:
    """Return an error in one line, with the last line of `file` that was run."""
    text = traceback.format_exception_only(type(error), error)[-1].strip()
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__)
             if frame.filename == file]
    return f"{text} (line {lines[-1]})" if lines else text


def _entry_points(group: str) -> Iterator[Extension]:
    if sys.version_info >= (3, 10):
        entries = metadata.entry_points(group=group)
    else:
        entries = metadata.entry_points().get(group, ())
    for entry in sorted(set(entries), key=lambda entry: (entry.name, entry.value)):
        yield Extension(f"{entry.name} ({entry.value})", entry.load)


def _files(folder_variable: str) -> Iterator[Extension]:
    folder = os.environ.get(folder_variable)
    for path in sorted(pathlib.Path(folder).glob("[!_.]*.py")) if folder else ():
        yield Extension(str(path), partial(_load_file, path, folder_variable.lower()))


def _load_file(path: pathlib.Path, prefix: str) -> ModuleType:
    name = f"{prefix}_{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise ImportError("Python cannot load it")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # dataclasses look their module up while it is being loaded
    try:
        spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[name]
        raise
    return module
