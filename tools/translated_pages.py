#!/usr/bin/env python3
"""Says which Chinese page is older than its English original, or records that a page is not.

A Chinese page carries, in a comment at its end, the fingerprint of the English text that it
translates. Called by `./dev translated [PAGE...]`: without pages it lists those whose original has
changed since; with pages, which have to be looked through before, it records their originals.
"""

from __future__ import annotations

import hashlib
import pathlib
import re
import sys

REPOSITORY = pathlib.Path(__file__).resolve().parent.parent
SUFFIX = ".zh_CN.md"
_RECORD = re.compile(r"\n*<!-- translates ([0-9a-f]{12}) -->\n*\Z")
_GENERATED = re.compile(r"<!-- ([\w ]+) -->\n.*?<!-- end of \1 -->", re.DOTALL)


def translated_pages(root: pathlib.Path = REPOSITORY) -> list[pathlib.Path]:
    """Return all Chinese pages: those beside README.md, and those in docs."""
    return sorted(root.glob("*" + SUFFIX)) + sorted((root / "docs").glob("*" + SUFFIX))


def original(page: pathlib.Path) -> pathlib.Path:
    """Return the English page that a Chinese one translates."""
    return page.with_name(page.name[:-len(SUFFIX)] + ".md")


def text_fingerprint(text: str) -> str:
    """Return 12 hexadecimal digits of what a translation has to follow.

    Line breaks and what tools write between `<!-- x -->` and `<!-- end of x -->` do not count: the
    same tools write it into the translation.
    """
    words = " ".join(_GENERATED.sub("", text).split())
    return hashlib.sha256(words.encode("utf-8")).hexdigest()[:12]


def is_older(page: pathlib.Path) -> bool:
    """Return whether the original has changed since it was recorded, or never was recorded."""
    record = _RECORD.search(page.read_text(encoding="utf-8"))
    now = text_fingerprint(original(page).read_text(encoding="utf-8"))
    return record is None or record[1] != now


def record_original(page: pathlib.Path) -> None:
    """Write into a Chinese page that it translates its original as that is now."""
    now = text_fingerprint(original(page).read_text(encoding="utf-8"))
    text = _RECORD.sub("", page.read_text(encoding="utf-8")).rstrip("\n")
    page.write_text(f"{text}\n\n<!-- translates {now} -->\n", encoding="utf-8")


def main() -> int:
    """Record the pages named, or list the older ones; return 1 if there are any."""
    pages = [pathlib.Path(name) for name in sys.argv[1:]]
    for page in pages:
        if not page.name.endswith(SUFFIX) or not page.exists() or not original(page).exists():
            print(f"{page} is no Chinese page (*{SUFFIX}) beside an English one.")
            return 2
    for page in pages:
        record_original(page)
        print(f"{page} translates {original(page).name} as it is now")
    older = [] if pages else [page for page in translated_pages() if is_older(page)]
    for page in older:
        print(f"{page.relative_to(REPOSITORY)} is older than {original(page).name}")
    return 1 if older else 0


if __name__ == "__main__":
    sys.exit(main())
