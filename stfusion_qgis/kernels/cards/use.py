"""Whether kernels use a card, which one, and what a run is told of it.

A run that allows it opens `on_cards` on each of its threads. Its kernels then run on the best
graphics card of this machine wherever that is faster (see `payoff`). Without that, and where
STFUSION_BACKEND is "numba" or "numpy", nothing runs on a card; where it is "opencl", all does that
can, on any device of OpenCL.

A card that fails once is left alone from then on: the processor computes what it did not.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from contextvars import ContextVar
from typing import TYPE_CHECKING

from ...progress import Progress
from ...translation import tr
from .card_error import CardError

if TYPE_CHECKING:
    from .card import Card


class CardUse:
    """What a run does on a card.

    allowed: whether it may. cards: names of those that have computed something.
    """

    def __init__(self, allowed: bool = True):
        self.allowed = allowed
        self.cards: list[str] = []
        self._problems: list[str] = []
        self._told: set[str] = set()

    def used(self, card: Card) -> None:
        """Note that a card has computed something."""
        if card.name not in self.cards:
            self.cards.append(card.name)

    def failed(self, error: CardError) -> None:
        """Note that the card failed."""
        self._problems.append(str(error))

    def tell(self, progress: Progress) -> None:
        """Tell what is new: on which card kernels run, and what went wrong with one."""
        for name in self.cards:
            if name not in self._told:
                progress.info(tr("The graphics card {card} computes, too (OpenCL).").format(
                    card=name))
        for problem in self._problems:
            if problem not in self._told:
                progress.warn(tr(
                    "The graphics card failed ({reason}). The processor computes what is missing, "
                    "and everything from now on. No pixel is lost; those from the card may differ "
                    "by a hundred thousandth of their deviation.").format(reason=problem))
        self._told.update(self.cards, self._problems)

    def described(self, backend: str) -> str:
        """Return what computed, for the log; backend: what was known before."""
        cards = [f"{name} (OpenCL)" for name in self.cards if name not in backend]
        return ", ".join([*cards, backend])


_current: ContextVar[CardUse | None] = ContextVar("card_use", default=None)


@contextlib.contextmanager
def on_cards(use: CardUse) -> Iterator[None]:
    """Let the kernels that this thread calls run on a card, as `use` allows, and tell it."""
    token = _current.set(use)
    try:
        yield
    finally:
        _current.reset(token)


def current_use() -> CardUse:
    """Return the use of the run that this thread works for; that of nobody allows nothing."""
    return _current.get() or CardUse(allowed=False)


class _Found:
    """The cards of this process, looked for once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.forget()

    def forget(self) -> None:
        self._cards: list[Card] | None = None
        self._broken = False

    def best(self, processors: bool) -> Card | None:
        with self._lock:
            if self._broken:
                return None
            if self._cards is None:
                self._cards = _looked_for()
            return next((card for card in self._cards if processors or not card.is_processor), None)

    def leave_alone(self) -> bool:
        """Use no card any more; return whether nobody has said so before."""
        with self._lock:
            before, self._broken = self._broken, True
            return not before


_found = _Found()


def best_card(processors: bool = False) -> Card | None:
    """Return the card to use, None where there is none, or it has failed.

    processors: whether a processor will do, where there is nothing better.
    """
    return _found.best(processors)


def leave_cards_alone(error: CardError) -> None:
    """Use no card any more in this process, and have the run told."""
    if _found.leave_alone():
        current_use().failed(error)


def look_for_cards_again() -> None:
    """Look for cards when one is needed next: pyopencl may have been installed."""
    _found.forget()


def _looked_for() -> list[Card]:
    try:
        from .card import all_cards
        return all_cards()
    except Exception as error:  # drivers and packages that do not fit each other raise all kinds
        if not isinstance(error, ModuleNotFoundError):
            current_use().failed(CardError(str(error)))
        return []
