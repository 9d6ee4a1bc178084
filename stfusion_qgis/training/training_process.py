"""Training in a process beside QGIS, whose events are heard and whose failures are explained.

The process works in a folder of its own, so that nothing half-written remains whatever happens to
it, and its files go to their places when it has finished.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

from ..claimed_outputs import Claim
from ..errors import Cancelled, InputError
from ..processes.child import Child
from ..processes.interpreter import Interpreter
from ..progress import Progress
from ..translation import tr
from ..whole_files import written_whole

MODULE = "stfusion_qgis.training"

_POLL_SECONDS = 0.1
_MOST_LINES = 100  # of what is no event, into the log


@dataclass(frozen=True)
class Patience:
    """The seconds to wait for a process.

    stop: for the next sign of life of a training that was asked to stop; its export takes longest.
    end: for a process that was told to end at once.
    """

    stop: float = 120.0
    end: float = 5.0


def train_in_process(config: dict[str, Any], interpreter: Interpreter, hear: Callable[[dict], None],
                     progress: Progress, patience: Patience | None = None) -> bool:
    """Train a network and put it, and its report, where `config` says.

    config: entries of `config.Config`; paths of images must be absolute.
    hear: called with each event, on the calling thread.
    progress: says whether the user has cancelled; gets what the process prints besides events.

    Returns:
        Whether training ran to its end; otherwise the user stopped it, and the network is the
        best until then.

    Raises:
        InputError: training failed; the message says why.
        Cancelled: the user cancelled, and there was nothing to keep yet.
    """
    targets = {key: os.path.abspath(config[key]) for key in ("output", "report")
               if config.get(key)}
    with ExitStack() as stack:
        for path in targets.values():
            _check_target(path)
            _check_not_read(path, config)
            stack.callback(_claimed(path).release)
        return _train(config, targets, interpreter, hear, progress, patience or Patience())


def _train(config: dict[str, Any], targets: dict[str, str], interpreter: Interpreter,
           hear: Callable[[dict], None], progress: Progress, patience: Patience) -> bool:
    folder = tempfile.mkdtemp(prefix="stfusion_training_")
    try:
        made = {}
        for key, path in targets.items():
            os.mkdir(os.path.join(folder, key))
            made[key] = os.path.join(folder, key, os.path.basename(path))
        file = os.path.join(folder, "training.json")
        with open(file, "w", encoding="utf-8") as stream:
            json.dump({**config, **made}, stream)
        exported = False

        def listen(event: dict) -> None:
            nonlocal exported
            exported |= event["event"] == "exported"
            hear(event)

        command = [interpreter.path, "-m", MODULE, "--config", file, "--events"]
        try:
            complete = run_program(command, interpreter.environment(), folder, listen, progress,
                                   patience)
        except (InputError, Cancelled) as error:
            if not exported:
                raise
            # It ended at the comparison: the network is worth keeping.
            progress.warn(str(error) or tr("The network was not compared with other methods."))
            complete = False
        for key, path in made.items():
            if os.path.exists(path):
                _publish(path, targets[key])
            else:
                progress.warn(tr("{file} was not written.").format(file=targets[key]))
        return complete
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def run_program(command: list[str], environment: dict[str, str], folder: str,
                hear: Callable[[dict], None], progress: Progress, patience: Patience) -> bool:
    """Run a program that reports in events, in a folder; see `train_in_process`."""
    stopped = None
    last: dict[str, Any] = {}
    strangers = 0
    with Child(command, environment, folder, patience.end) as child:
        while True:
            try:
                said = child.read(_POLL_SECONDS)
            except EOFError:
                break
            if isinstance(said, dict):
                last[said["event"]] = said
                hear(said)
            elif said and strangers < _MOST_LINES:
                strangers += 1
                progress.info(said)
            now = time.monotonic()
            if stopped is None and progress.is_cancelled():
                stopped = now
                child.ask_to_stop()
            elif stopped is not None and said is not None:
                stopped = now
            elif stopped is not None and now - stopped > patience.stop:
                raise Cancelled()
        child.end()
        if "finished" in last and "error" not in last:
            return stopped is None
        problem = last["error"].get("text", "") if "error" in last \
            else child.failure(tr("Training"))
    if stopped is not None:
        progress.warn(problem)
        raise Cancelled()
    raise InputError(problem)


def _check_target(path: str) -> None:
    folder = os.path.dirname(path)
    if not os.path.isdir(folder):
        raise InputError(tr("The folder of the output {path} does not exist.").format(path=path))
    if not os.access(folder, os.W_OK) or os.path.isdir(path):
        raise InputError(tr("The folder of the output {path} cannot be written to.").format(
            path=path))


def _check_not_read(path: str, given: Any) -> None:
    """Raise `InputError` if a file to write is among the images of a configuration."""
    if isinstance(given, dict):
        given = [value for key, value in given.items() if key not in ("output", "report")]
    if isinstance(given, (list, tuple)):
        for part in given:
            _check_not_read(path, part)
    elif isinstance(given, str) and os.path.isfile(given) and os.path.exists(path) \
            and os.path.samefile(path, given):
        raise InputError(tr("The output {path} is the input {layer}. Choose another name.").format(
            path=path, layer=os.path.basename(given)))


def _claimed(path: str) -> Claim:
    try:
        return Claim(path)
    except OSError as error:
        raise InputError(tr("The folder of the output {path} cannot be written to.").format(
            path=path)) from error


def _publish(made: str, target: str) -> None:
    """Bring a finished file to its place, where it appears complete."""
    try:
        with written_whole(target) as part:
            shutil.copyfile(made, part)
    except OSError as error:
        kept = shutil.move(made, tempfile.mkdtemp(prefix="stfusion_"))
        raise InputError(tr(
            "The output {path} cannot be written ({reason}). What was made is kept as {kept}."
        ).format(path=target, reason=error.strerror or error, kept=kept)) from error
