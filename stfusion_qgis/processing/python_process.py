"""A Python process of its own, beside QGIS: for pip, and for training networks."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Callable

from qgis.PyQt.QtCore import QProcess, QProcessEnvironment

from ..errors import InputError
from ..processes.candidates import IDENTITY, candidates, identity, search_path_variables
from ..progress import Progress
from ..translation import tr

_POLL_MILLISECONDS = 100
_START_MILLISECONDS = 20_000


def run_python(arguments: Sequence[str], show_line: Callable[[str], None],
               progress: Progress | None = None,
               variables: Mapping[str, str] | None = None) -> int:
    """Run this Python in a process of its own until it ends, and return its exit code.

    To be called on a thread that may wait; it needs no event loop. The child searches for
    packages where this process does.

    arguments: of the Python program, such as ["-m", "pip", "--version"].
    show_line: called with each line of its output and its errors, as they come.
    progress: asked for cancellation; the child is ended then.
    variables: of the environment, besides those of this process.

    Raises:
        InputError: there is no Python program, or it does not start.
        Cancelled: through `progress`.
    """
    process = _process(python_program(), arguments, {**search_path_variables(),
                                                     **(variables or {})})
    rest = b""
    try:
        while process.state() != QProcess.ProcessState.NotRunning:
            if progress is not None:
                progress.check()
            process.waitForReadyRead(_POLL_MILLISECONDS)
            *lines, rest = (rest + bytes(process.readAll())).split(b"\n")
            for line in lines:
                show_line(_text(line))
        for line in (rest + bytes(process.readAll())).splitlines():
            show_line(_text(line))
        crashed = process.exitStatus() != QProcess.ExitStatus.NormalExit
        return -1 if crashed else process.exitCode()
    finally:
        end(process)


def end(process: QProcess) -> None:
    """End a process that may still run: kindly, then by force."""
    if process.state() != QProcess.ProcessState.NotRunning:
        process.terminate()
        if not process.waitForFinished(2000):
            process.kill()
            process.waitForFinished(-1)


@cache
def python_program() -> str:
    """Return the path of the program that runs this very Python, with the same NumPy.

    Raises:
        InputError: there is none.
    """
    for program in candidates():
        if _output(program, ["-c", IDENTITY]) == json.dumps(identity()):
            return program
    version = "{}.{}".format(*sys.version_info)
    raise InputError(tr(
        "No Python program that fits QGIS was found: Python {version}, with the NumPy of QGIS, in "
        "{place} for example. Install Python {version} and start QGIS again.").format(
            version=version, place=sys.exec_prefix))


def _output(program: str, arguments: Sequence[str]) -> str:
    """Return what a program writes, "" if it does not start or fails."""
    try:
        process = _process(program, arguments, search_path_variables())
    except InputError:
        return ""
    process.waitForFinished(_START_MILLISECONDS)
    end(process)
    lines = _text(bytes(process.readAll())).splitlines()
    return lines[-1] if lines else ""


def _process(program: str, arguments: Sequence[str], variables: Mapping[str, str]) -> QProcess:
    environment = QProcessEnvironment.systemEnvironment()
    fixed = {"PYTHONIOENCODING": "utf-8", "PYTHONUNBUFFERED": "1"}
    for name, value in {**fixed, **variables}.items():
        environment.insert(name, value)
    process = QProcess()
    process.setProcessEnvironment(environment)
    process.setProcessChannelMode(QProcess.ProcessChannelMode.MergedChannels)
    process.setStandardInputFile(QProcess.nullDevice())
    process.start(program, list(arguments))
    if not process.waitForStarted(_START_MILLISECONDS):
        raise InputError(tr("{program} does not start: {reason}.").format(
            program=program, reason=process.errorString()))
    return process


def _text(line: bytes) -> str:
    return line.decode("utf-8", "replace").rstrip("\r\n")
