"""What to try to run a network on, and what it may take: as the user and the machine allow."""

from __future__ import annotations

import os
from collections.abc import Iterator

from ..progress import Progress
from ..translation import tr
from .apart.providers import tried_providers
from .memory import free_memory
from .runtime import AUTOMATIC, PROVIDERS
from .session import Session

_OF_FREE = 0.8


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
