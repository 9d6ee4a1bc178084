"""Running this Python until it ends, such as for pip."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Mapping, Sequence

from ..progress import Progress
from .candidates import search_path_variables
from .child import Child
from .interpreter import Interpreter

_POLL_SECONDS = 0.1


def run_python(arguments: Sequence[str], show_line: Callable[[str], None],
               progress: Progress | None = None,
               variables: Mapping[str, str] | None = None) -> int:
    """Run this Python in a process of its own until it ends, and return its exit code.

    To be called on a thread that may wait. The child searches for packages where this process
    does, but not in the current folder.

    arguments: of the Python program, such as ["-m", "pip", "--version"].
    show_line: called with each line of its output and its errors, as they come.
    progress: asked for cancellation; the child is ended then.
    variables: of the environment, besides those of this process.

    Returns:
        The exit code, -1 after a crash.

    Raises:
        InputError: there is no Python program, or it does not start.
        Cancelled: through `progress`.
    """
    progress = progress or Progress()
    environment = {**os.environ, **search_path_variables(), "PYTHONIOENCODING": "utf-8",
                   "PYTHONUNBUFFERED": "1", **(variables or {})}
    with tempfile.TemporaryDirectory(prefix="stfusion-") as folder, \
            Child([Interpreter.find().path, *arguments], environment, folder,
                  errors_apart=False) as child:
        child.close_input()
        while True:
            progress.check()
            try:
                line = child.read_line(_POLL_SECONDS)
            except EOFError:
                break
            if line is not None:
                show_line(line)
        code = child.end()
        return code if code >= 0 else -1
