#!/usr/bin/env python3
"""Says which Chinese page is older than its English original, or records that a page is not.

A Chinese page carries, in a comment at its end, the fingerprint of the English text that it
translates. The page of theory has no English page beside it: each of its sections carries the name
of a method and the fingerprint of its theory. Called by `./dev translated [PAGE...]`: without pages
it lists those whose original has changed since; with pages, which have to be looked through before,
it records their originals.
"""

from __future__ import annotations

import hashlib
import pathlib
import re
import sys

REPOSITORY = pathlib.Path(__file__).resolve().parent.parent
SUFFIX = ".zh_CN.md"
_RECORD = re.compile(r"<!-- translates (?:(\w+) )?([0-9a-f]{12}) -->")
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


def changed_originals(page: pathlib.Path) -> list[str]:
    """Return what a Chinese page translates and has changed since, or never was recorded.

    Names of an English page or, of sections of the page of theory, of methods.
    """
    recorded = _RECORD.findall(page.read_text(encoding="utf-8")) or [("", "")]
    return [method or original(page).name for method, then in recorded
            if then != text_fingerprint(_original_text(page, method))]


def record_original(page: pathlib.Path) -> None:
    """Write into a Chinese page that it translates its originals as these are now."""
    def record(method: str) -> str:
        now = text_fingerprint(_original_text(page, method))
        return f"<!-- translates {method} {now} -->" if method else f"<!-- translates {now} -->"

    text = page.read_text(encoding="utf-8")
    if _RECORD.search(text):
        text = _RECORD.sub(lambda found: record(found[1] or ""), text)
    else:
        text = text.rstrip("\n") + f"\n\n{record('')}\n"
    page.write_text(text, encoding="utf-8")


def _original_text(page: pathlib.Path, method: str) -> str:
    """Return the English text of a page or, where one is named, of the theory of a method."""
    if not method:
        return original(page).read_text(encoding="utf-8")
    from tools.website.theory_pages import theory_text
    return theory_text(method)


def _is_translation(page: pathlib.Path) -> bool:
    return page.name.endswith(SUFFIX) and page.exists() and (
        original(page).exists() or bool(_RECORD.search(page.read_text(encoding="utf-8"))))


def main() -> int:
    """Record the pages named, or list the older ones; return 1 if there are any."""
    sys.path.insert(0, str(REPOSITORY))
    pages = [pathlib.Path(name) for name in sys.argv[1:]]
    for page in pages:
        if not _is_translation(page):
            print(f"{page} is no Chinese page (*{SUFFIX}) beside an English one.")
            return 2
    for page in pages:
        record_original(page)
        print(f"{page} translates its originals as they are now")
    older = {} if pages else {page: changed_originals(page) for page in translated_pages()}
    for page, changed in older.items():
        for name in changed:
            print(f"{page.relative_to(REPOSITORY)} is older than {name}")
    return 1 if any(older.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
