"""The end of a training: the network is compared with other methods, and the report written."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from ..errors import InputError
from ..translation import tr
from .config import Config
from .events import Emit
from .judging import judge
from .training_report import write_training_report

if TYPE_CHECKING:
    from .loop import History


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
