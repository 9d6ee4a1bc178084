"""Copying the files beside a network that hold its weights, all or none."""

from __future__ import annotations

import contextlib
import filecmp
import os
from collections.abc import Iterator
from pathlib import Path

from ..errors import InputError
from ..progress import Progress
from ..translation import tr
from ..whole_files import written_whole
from .inspection.graph_parts import Network
from .inspection.weights_elsewhere import is_beside, weight_files


@contextlib.contextmanager
def weights_copied(source: str | Path, network: Network, target: str | Path,
                   progress: Progress) -> Iterator[None]:
    """Copy the weights that lie beside `source` to where `target` will look for them.

    If the block fails, what was copied is removed again.

    Raises:
        InputError: there are other files of these names, or they cannot be written.
        Cancelled: through `progress`.
    """
    made: list[str] = []
    try:
        try:
            for path, copy in _copies(source, network, target):
                made += _folders_made(os.path.dirname(copy))
                _copy(path, copy, progress)
                made.append(copy)
                progress.info(tr("Wrote {path}").format(path=copy))
        except OSError as error:
            raise InputError(tr("The weights of {file} cannot be copied ({reason}).").format(
                file=os.path.basename(source), reason=error.strerror or error)) from error
        yield
    except BaseException:
        for path in reversed(made):
            with contextlib.suppress(OSError):
                (os.rmdir if os.path.isdir(path) else os.remove)(path)
        raise


def _copies(source: str | Path, network: Network, target: str | Path
            ) -> Iterator[tuple[str, str]]:
    """Yield each file with weights, and where its copy is missing."""
    here, there = (os.path.dirname(os.path.abspath(path)) for path in (source, target))
    for path in weight_files(source, network):
        location = os.path.relpath(path, here)
        copy = os.path.join(there, location)
        if os.path.exists(copy) and os.path.samefile(path, copy):
            continue
        taken = os.path.exists(copy) and not (
            os.path.isfile(copy) and filecmp.cmp(path, copy, shallow=False))
        if taken or not is_beside(location.replace(os.sep, "/"), there):
            raise InputError(tr(
                "The weights of {file} lie in '{location}', but there is another file of this name "
                "where {target} shall be written. Choose an empty folder.").format(
                    file=os.path.basename(source), location=location,
                    target=os.path.basename(target)))
        if not os.path.exists(copy):
            yield path, copy


def _folders_made(folder: str) -> list[str]:
    """Make a folder and those it lies in, and return those that were made, the outer ones first."""
    if os.path.isdir(folder):
        return []
    outer = _folders_made(os.path.dirname(folder))
    os.mkdir(folder)
    return [*outer, folder]


def _copy(path: str, copy: str, progress: Progress) -> None:
    with written_whole(copy) as temporary, open(path, "rb") as file, open(temporary, "wb") as new:
        for part in iter(lambda: file.read(2**22), b""):
            progress.check()
            new.write(part)
