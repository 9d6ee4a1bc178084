"""What to try to run a network on, and what it may take: as the user and the machine allow."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import TypeVar

from ..errors import InputError
from ..progress import Progress
from ..translation import tr
from .apart.providers import tried_providers
from .memory import free_memory
from .runtime import AUTOMATIC, PROVIDERS
from .session import ProviderFailed, Session

FOR_NETWORK = 0.75
"""Share of the memory that a network may take; the rest is for tiles."""

_OF_FREE = 0.8

Opened = TypeVar("Opened")


def usable_memory(limit: int) -> int:
    """Return the bytes that a network and its tiles may take: less than a limit if less is free."""
    free = free_memory()
    return limit if free is None else min(limit, int(free * _OF_FREE))


def providers_to_try(chosen: str, progress: Progress) -> Iterator[str]:
    """Yield what to try, the CPU last; warn if what the user chose does not work here."""
    working = tried_providers(progress.check)
    if chosen == "auto":
        yield from (provider for provider in AUTOMATIC if not working[provider])
    elif chosen != "cpu" and not working[chosen]:
        yield chosen
    elif chosen != "cpu":
        others = [tr(PROVIDERS[provider]) for provider, reason in working.items() if not reason]
        progress.warn(tr("{provider} does not work on this machine: {reason}. What works: "
                         "{others}. The CPU is used.").format(
                             provider=tr(PROVIDERS[chosen]), reason=working[chosen],
                             others=", ".join(others)))
    yield "cpu"


def opened_where_it_runs(name: str, chosen: str, open_on: Callable[[str], tuple[Session, Opened]],
                         progress: Progress) -> tuple[Session, Opened]:
    """Return a session on the first provider that runs a network, and what was opened with it.

    name: of the file. chosen: one of `runtime.PROVIDERS`.
    open_on: loads the network on a provider and runs it once.

    Raises:
        InputError: the network cannot be used, or no provider runs it.
        Cancelled: through `progress`.
    """
    reason = ""
    for provider in providers_to_try(chosen, progress):
        try:
            session, opened = open_on(provider)
        except ProviderFailed as error:
            reason = str(error)  # the error itself would keep the session
            progress.warn(tr("{file} does not run on {provider} ({reason}); the next is tried."
                             ).format(file=name, provider=tr(PROVIDERS[provider]), reason=error))
            continue
        report_provider(session, progress)
        return session, opened
    raise InputError(tr("{file} does not run on this machine ({reason}).").format(
        file=name, reason=reason))


def report_provider(session: Session, progress: Progress) -> None:
    """Say after the first run what a provider has left to the CPU, if anything."""
    operations = session.operations
    on_cpu, all_of_them = operations.get("cpu", 0), sum(operations.values())
    provider = tr(PROVIDERS[session.provider])
    if session.provider != "cpu" and on_cpu == all_of_them:
        progress.warn(tr("{provider} left all of {file} to the CPU.").format(
            provider=provider, file=os.path.basename(session.path)))
    elif session.provider != "cpu" and on_cpu:
        progress.info(tr("{provider} left {count} of {all} operations to the CPU.").format(
            provider=provider, count=on_cpu, all=all_of_them))
