"""A training's events as the log and the progress bar of a Processing algorithm."""

from __future__ import annotations

import html
import math
import pathlib
from collections.abc import Callable
from typing import Any

from ..progress import Progress
from ..quality.assessment import number_text
from ..translation import tr

_SILENT_SECONDS = 20.0  # between two lines on the loss
_TRAINED = 0.85  # of the progress; the rest is the comparison with other methods


class TrainingLog:
    """Hears the events of a training; keeps what they say in the end.

    verdict: the event of that kind, {} until it comes.
    """

    def __init__(self, progress: Progress,
                 show_html: Callable[[str, str], None] | None = None):
        """show_html: takes a text with HTML, and one without; None where no HTML is shown."""
        self._progress, self._show_html = progress, show_html
        self.verdict: dict[str, Any] = {}
        self._told = -_SILENT_SECONDS  # when the loss was, in seconds of training
        self._doing = ""

    def hear(self, event: dict[str, Any]) -> None:
        """Show an event; what is unknown, or lacks something, is passed over."""
        known = getattr(self, f"_hear_{event.get('event')}", None)
        if known is not None:
            known(event)

    def _hear_started(self, event: dict[str, Any]) -> None:
        held_out = event.get("held_out", "")
        self._progress.info(tr(
            "Training {count:,} weights on {device}; held out: {held_out}").format(
                count=event.get("parameters", 0), device=event.get("device", "?"),
                held_out=tr("a part of the area") if held_out == "spatial" else held_out))

    def _hear_progress(self, event: dict[str, Any]) -> None:
        self._progress.show(_TRAINED * event.get("fraction", 0.0), "")
        seconds = event.get("seconds", 0.0)
        if seconds - self._told >= _SILENT_SECONDS:
            self._told = seconds
            self._progress.info(tr("Step {step:,}, {seconds:.0f} s: loss {loss}").format(
                step=event.get("step", 0), seconds=seconds, loss=_number(event, "loss")))

    def _hear_validation(self, event: dict[str, Any]) -> None:
        text = tr("Step {step:,}: error on the held-out images {error}, of the temporal difference "
                  "{baseline}")
        if event.get("best"):
            text = tr("Step {step:,}: error on the held-out images {error}, of the temporal "
                      "difference {baseline}; the best so far")
        self._progress.info(text.format(step=event.get("step", 0), error=_number(event, "error"),
                                        baseline=_number(event, "baseline")))

    def _hear_sample(self, event: dict[str, Any]) -> None:
        path, caption = event.get("path", ""), event.get("caption", "")
        text = f"{caption}: {path}"
        if self._show_html is None:
            self._progress.info(text)
        else:
            address = html.escape(pathlib.Path(path).as_uri())
            self._show_html(f'{html.escape(caption)}<br><img src="{address}">', text)

    def _hear_message(self, event: dict[str, Any]) -> None:
        tell = self._progress.warn if event.get("level") == "warning" else self._progress.info
        tell(event.get("text", ""))

    def _hear_exported(self, event: dict[str, Any]) -> None:
        self._progress.info(tr("{steps:,} steps in {seconds:.0f} s").format(
            steps=event.get("steps", 0), seconds=event.get("seconds", 0.0)))

    def _hear_judging(self, event: dict[str, Any]) -> None:
        doing = event.get("text", "")
        self._progress.show(_TRAINED + (1 - _TRAINED) * event.get("fraction", 0.0),
                            "" if doing == self._doing else doing)
        self._doing = doing

    def _hear_verdict(self, event: dict[str, Any]) -> None:
        self.verdict = event
        for row in event.get("rows", []):
            self._progress.info(tr("{name}: RMSE {error}").format(
                name=row.get("title", "?"), error=_number(row.get("values", {}), "RMSE")))


def _number(values: dict[str, Any], name: str) -> str:
    value = values.get(name)
    return number_text(value if isinstance(value, (int, float)) else math.nan)
