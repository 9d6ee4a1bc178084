"""Translations of Qt, read without Qt: for processes that run beside QGIS."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

from .translation import use_translator

FOLDER = Path(__file__).resolve().parents[1] / "i18n"

_MAGIC = bytes.fromhex("3cb86418caef9c95cd211cbf60a1bddd")
_MESSAGES = 0x69  # the section with the texts; others help to find them quickly
_END, _TRANSLATION, _SOURCE = 1, 3, 6  # parts of a message


def translations(language: str, folder: Path = FOLDER) -> dict[str, str]:
    """Return the translation of each English string; {} where there is no such language.

    language: such as "zh_CN"; without its own file, that of "zh" would do.
    """
    for name in (language, language.partition("_")[0]):
        path = folder / f"{name}.qm"
        if name and path.is_file():
            return read(path)
    return {}


def speak(language: str, folder: Path = FOLDER) -> None:
    """Tell people what happens in a language, such as "zh_CN", if it is known."""
    known = translations(language, folder)
    if known:
        use_translator(lambda text: known.get(text, text), language)


def read(path: Path) -> dict[str, str]:
    """Return the strings of a .qm file with their translations.

    Raises:
        ValueError: it is no such file.
    """
    data = path.read_bytes()
    if not data.startswith(_MAGIC):
        raise ValueError(f"{path} is no file of translations")
    place = len(_MAGIC)
    while place < len(data):
        kind, size = struct.unpack_from(">BI", data, place)
        place += 5
        if kind == _MESSAGES:
            return dict(_messages(data[place:place + size]))
        place += size
    return {}


def _messages(data: bytes) -> Iterator[tuple[str, str]]:
    place, parts = 0, dict[int, bytes]()
    while place < len(data):
        kind = data[place]
        place += 1
        if kind == _END:
            if _SOURCE in parts and _TRANSLATION in parts:
                yield (parts[_SOURCE].decode("utf-8"),
                       parts[_TRANSLATION].decode("utf-16-be"))
            parts = {}
            continue
        size = struct.unpack_from(">I", data, place)[0]
        parts[kind] = data[place + 4:place + 4 + size]
        place += 4 + size
