"""mypy over the package: nothing may be found, but for what `types_baseline.txt` still allows.

The baseline counts, by kind of error, what is found in the rooms that use QGIS, which has no types.
A count may only become smaller: `./dev check --lower` writes the smaller ones.
"""

from __future__ import annotations

import argparse
import pathlib
import re
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import NamedTuple

REPOSITORY = pathlib.Path(__file__).resolve().parent.parent
BASELINE = pathlib.Path(__file__).with_name("types_baseline.txt")
LENIENT = ("gui", "processing")
_ERROR = re.compile(r"stfusion_qgis/(?P<room>\w+).*: error: .*\[(?P<code>[\w-]+)\]$")


class Kind(NamedTuple):
    """Errors of one code of mypy in one room."""

    room: str
    code: str


def kinds_of(lines: Iterable[str]) -> dict[Kind, list[str]]:
    """Return the lines of mypy's output that tell errors, by their kinds."""
    found = defaultdict(list)
    for line in lines:
        if match := _ERROR.match(line):
            found[Kind(match["room"], match["code"])].append(line)
    return dict(found)


def read_baseline(text: str) -> Counter[Kind]:
    """Return how many errors of each kind are allowed: lines of room, code and count."""
    rows = (line.split() for line in text.splitlines() if line)
    return Counter({Kind(room, code): int(count) for room, code, count in rows})


def written_baseline(allowed: Counter[Kind]) -> str:
    """Return the text of a baseline, without kinds of which there are none."""
    return "".join(f"{kind.room} {kind.code} {count}\n"
                   for kind, count in sorted(allowed.items()) if count)


def complaints(found: dict[Kind, list[str]], allowed: Counter[Kind]) -> list[str]:
    """Return what to mend, and what to lower; nothing where all is as the baseline says."""
    told = []
    for kind, lines in sorted(found.items()):
        most = allowed[kind] if kind.room in LENIENT else 0
        if len(lines) > most:
            told += [*lines, f"{kind.room}: {len(lines)} [{kind.code}], but at most {most}."]
    fewer = [f"{kind.room}: {len(found.get(kind, []))} [{kind.code}], not {most} any more."
             for kind, most in sorted(allowed.items()) if len(found.get(kind, [])) < most]
    return told + (["Fewer than in the baseline, call ./dev check --lower:", *fewer]
                   if fewer else [])


def lowered(found: dict[Kind, list[str]], allowed: Counter[Kind]) -> Counter[Kind]:
    """Return the baseline with counts that are not larger than what is found."""
    return Counter({kind: min(most, len(found.get(kind, []))) for kind, most in allowed.items()})


def main() -> None:
    """Run mypy and exit with 1 if anything is to be done."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lower", action="store_true", help="lower the baseline to what is found")
    lower = parser.parse_args().lower
    mypy = subprocess.run([sys.executable, "-m", "mypy", "--no-error-summary"], cwd=REPOSITORY,
                          text=True, capture_output=True)
    found = kinds_of(mypy.stdout.splitlines())
    if mypy.returncode != bool(found):  # it did not run, or wrote what is not understood
        sys.exit(mypy.stdout + mypy.stderr)
    allowed = read_baseline(BASELINE.read_text(encoding="utf-8"))
    if lower:
        allowed = lowered(found, allowed)
        BASELINE.write_text(written_baseline(allowed), encoding="utf-8")
    told = complaints(found, allowed)
    print(*told, sep="\n", end="\n" if told else "")
    sys.exit(bool(told))


if __name__ == "__main__":
    main()
