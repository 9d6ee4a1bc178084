"""Giving several complete files their names: all of them or none."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Sequence

from ..whole_files import path_beside
from .writer import Writer


def publish_all(writers: Sequence[Writer]) -> None:
    """Give complete files their names; what was there before stays if one of them cannot have it.

    Raises:
        InputError: another program holds a file of such a name.
    """
    kept: dict[str, str] = {}
    published: list[str] = []
    try:
        for writer in writers:
            if len(writers) > 1 and os.path.isfile(writer.path):
                kept[writer.path] = path_beside(writer.path)
                # The same file under a second name, so that its own is never without one.
                with contextlib.suppress(OSError):
                    os.link(writer.path, kept[writer.path])
            writer.publish()
            published.append(writer.path)
    except BaseException:
        for path in published:
            with contextlib.suppress(OSError):
                if os.path.exists(kept.get(path, "")):
                    os.replace(kept[path], path)
                else:
                    os.remove(path)
        raise
    finally:
        for copy in kept.values():
            with contextlib.suppress(OSError):
                os.remove(copy)
