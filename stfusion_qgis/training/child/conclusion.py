"""The end of a training: the network is compared with other methods, and the report written."""

from __future__ import annotations

import threading

from ...errors import InputError
from ...processes.event_stream import Emit
from ...translation import tr
from ..config import Config
from .history import History
from .judging import judge
from .training_report import write_training_report


def conclude(config: Config, history: History, emit: Emit, stop: threading.Event) -> None:
    """Judge the network that a training has written, and write the report if one is wanted.

    A network that cannot be compared is kept; a warning says why.

    Raises:
        InputError: the report cannot be written.
    """
    verdict = None
    try:
        verdict = judge(config, config.output, history.held_out, emit, stop)
    except InputError as error:
        emit("message", level="warning", text=tr(
            "The network could not be compared with other methods. {reason}").format(reason=error))
    if config.report:
        write_training_report(config.report, config, history, verdict)
