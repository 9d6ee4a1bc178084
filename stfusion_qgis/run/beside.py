"""Running a job in a process beside this one: how QGIS sends work to a cluster without Dask."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping
from typing import Any

from ..errors import Cancelled, InputError
from ..processes.child import Child
from ..processes.interpreter import Interpreter
from ..progress import Progress
from ..translation import tr

_MODULE = "stfusion_qgis.run"
_POLL_SECONDS = 0.1
_PATIENCE = 20.0  # seconds that it has to give tasks up and to tidy, when it is asked to stop


def run_beside(tables: Mapping[str, Any], language: str, progress: Progress) -> dict[str, Any]:
    """Run the job of some tables with the Python of QGIS, and return its results.

    language: of its messages, such as "zh_CN". progress: gets what it tells.

    Raises:
        InputError: the job cannot be carried out, some of it failed, or the process has ended.
        Cancelled: through `progress`.
    """
    interpreter = Interpreter.find(language=language)
    with tempfile.TemporaryDirectory(prefix="stfusion-run-") as folder:
        file = os.path.join(folder, "job.json")
        with open(file, "w", encoding="utf-8") as stream:
            json.dump(tables, stream)
        with Child([interpreter.path, "-m", _MODULE, file, "--log", "-"],
                   interpreter.environment(), folder, _PATIENCE) as child:
            return _heard(child, progress)


def _heard(child: Child, progress: Progress) -> dict[str, Any]:
    """Listen until a run has ended, and return its results."""
    results: dict[str, Any] = {}
    error, stopping = "", False
    while True:
        if progress.is_cancelled() and not stopping:
            child.ask_to_stop()
            child.close_input()
            stopping = True
        try:
            event = child.read(_POLL_SECONDS)
        except EOFError:
            break
        if not isinstance(event, dict):
            continue
        kind, text = event["event"], str(event.get("text", ""))
        if kind == "progress":
            progress.show(float(event.get("fraction", 0.0)), text)
        elif kind == "info":
            progress.info(text)
        elif kind == "warning":
            progress.warn(text)
        elif kind == "error":
            error = text
        elif kind == "done":
            results = event
    child.end()
    if stopping:
        raise Cancelled()
    failed = results.get("failed", {})
    if error or failed:
        raise InputError(error or tr("Some tiles could not be made: {reasons}").format(
            reasons="; ".join(f"{name}: {reason}" for name, reason in failed.items())))
    if not results:
        raise InputError(child.failure(tr("The run")))
    return results
