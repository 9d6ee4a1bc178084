"""Turns docstrings into Markdown that shows what their authors meant."""

from __future__ import annotations

import re
from collections.abc import Iterator

_SECTION = re.compile(r"(Args|Returns|Raises|Yields):")
_CODE = re.compile(r"(`[^`]*`)")


def as_markdown(text: str) -> str:
    """Return a docstring, without its indentation, as Markdown.

    Lines of a paragraph are joined, so that a line that begins with "+" or "1." starts no list;
    sections such as "Raises:" become lists; letters that mean something in Markdown or HTML stay
    letters. Code between backticks, lists and what is indented after a blank line stay as they are.
    """
    return "\n\n".join(_block(block) for block in re.split(r"\n\s*\n", text.strip("\n")))


def _block(block: str) -> str:
    lines = block.split("\n")
    section = _SECTION.fullmatch(lines[0])
    if section and len(lines) > 1:
        items = "\n".join(f"- {item}" for item in _items(lines[1:]))
        return f"*{section[1]}*\n\n{items}"
    if lines[0].startswith("    "):
        return block
    return "\n".join(_paragraphs(lines))


def _items(lines: list[str]) -> Iterator[str]:
    """Yield the items of a section, whose further lines are indented more than its first one."""
    indent = len(lines[0]) - len(lines[0].lstrip())
    item = ""
    for line in lines:
        if item and len(line) - len(line.lstrip()) <= indent:
            yield _escaped(item)
            item = ""
        item = f"{item} {line.strip()}".strip()
    yield _escaped(item)


def _paragraphs(lines: list[str]) -> Iterator[str]:
    """Yield the block's text and its items ("- ..." or "1. ...") in a line each."""
    text = ""
    for line in lines:
        if text and re.match(r"\s*(- |\d\. )", line):
            if not re.match(r"\s*(- |\d\. )", text):
                text += "\n"  # a list follows a paragraph
            yield _escaped(text)
            text = ""
        text = f"{text} {line.strip()}" if text else line.rstrip()
    yield _escaped(text)


def _escaped(text: str) -> str:
    parts = _CODE.split(text)
    parts[::2] = [re.sub(r"([<$*]|\](?=\())", r"\\\1", part) for part in parts[::2]]
    return "".join(parts)
