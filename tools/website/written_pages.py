"""Brings the pages that are written by hand to the site, with links that lead there."""

from __future__ import annotations

import configparser
import os
import pathlib
import re

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
_LINK = re.compile(r"(?<=\]\()([^)\s#]+)")
_CHINESE = "[\u3000-\u9fff\uff00-\uffef]"
_BROKEN_CHINESE = re.compile(f"(?<={_CHINESE})\\n *(?={_CHINESE})")
_CODE_OR_EQUATION = re.compile(r"(^```.*?^```$|`[^`\n]+`|^\$\$$.*?^\$\$$)",
                               re.DOTALL | re.MULTILINE)


def sources(root: pathlib.Path = REPOSITORY) -> dict[pathlib.PurePosixPath, pathlib.Path]:
    """Return the file that each page and each picture of the site is made of, by its place."""
    found = {pathlib.PurePosixPath(name.replace("README", "index")): root / name
             for name in ("README.md", "README.zh_CN.md", "CONTRIBUTING.md", "CHANGELOG.md")}
    docs = root / "docs"
    for path in sorted(docs.rglob("*")):
        if path.suffix in (".md", ".png", ".svg", ".gif"):
            found[pathlib.PurePosixPath(path.relative_to(docs).as_posix())] = path
    return found


def page_text(place: pathlib.PurePosixPath,
              files: dict[pathlib.PurePosixPath, pathlib.Path]) -> str:
    """Return the text of a page, its links changed to places on the site.

    What is not on the site, such as the source, is linked to where the repository is shown. Lines
    that end and begin in Chinese are joined, as browsers would show a space between them.
    """
    places = {path.resolve(): each for each, path in files.items()}
    here, address = files[place], _repository_address()

    def link(match: re.Match) -> str:
        target = match[1]
        if re.match(r"[a-z]+:", target):
            return target
        path = (here.parent / target).resolve()
        if path in places:
            return pathlib.PurePath(os.path.relpath(places[path], place.parent)).as_posix()
        return f"{address}/blob/main/{path.relative_to(REPOSITORY).as_posix()}"

    parts = _CODE_OR_EQUATION.split(here.read_text(encoding="utf-8"))
    parts[::2] = [_BROKEN_CHINESE.sub("", _LINK.sub(link, part)) for part in parts[::2]]
    return "".join(parts)


def _repository_address() -> str:
    parser = configparser.ConfigParser(interpolation=None)
    parser.read(REPOSITORY / "metadata.txt", encoding="utf-8")
    return parser["general"]["repository"].rstrip("/")
