"""How much a fuzz test tries: the same few inputs in each run, or others for a time."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Iterator

SECONDS = "STFUSION_FUZZ_SECONDS"
"""Environment variable: each fuzz test goes on for so long, from a seed of its own."""


def tries(count: int) -> Iterator[random.Random]:
    """Yield a source of chance for each try; who fails can name its seed."""
    seconds = float(os.environ.get(SECONDS, 0))
    first = random.SystemRandom().randrange(2**32) if seconds else 0
    end = time.monotonic() + seconds
    number = 0
    while time.monotonic() < end if seconds else number < count:
        chance = random.Random(first + number)
        try:
            yield chance
        except GeneratorExit:
            print(f"seed {first + number}")
            raise
        number += 1
