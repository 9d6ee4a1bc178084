"""What the public plugin site refuses or warns of in a zip, but for what bandit and others find.

Its rules, as its validator and its scanner had them in 2026: size, names, folders, keys of
metadata.txt, addresses, licence, icon, hidden files and programs. Whether addresses answer is not
tried.
"""

from __future__ import annotations

import configparser
import pathlib
import re
import sys
import zipfile
from collections.abc import Iterator
from urllib.parse import urlparse

MOST_BYTES = 25_000_000
_NEEDED_FILES = ("__init__.py", "metadata.txt", "LICENSE")
_NEEDED_KEYS = ("name", "description", "version", "qgisMinimumVersion", "author", "email", "about",
                "tracker", "repository", "homepage", "icon")
_ADDRESSES = ("tracker", "repository", "homepage")
_PROGRAMS = (".exe", ".dll", ".so", ".dylib", ".pyd", ".bat", ".sh", ".ps1", ".cmd")
_FOLDERS = ("__MACOSX", "__pycache__")


def refusals(path: pathlib.Path) -> list[str]:
    """Return what the site would complain of, a line each.

    Raises:
        OSError: the zip cannot be read.
    """
    if not zipfile.is_zipfile(path):
        return ["It is no zip."]
    found = []
    if path.stat().st_size > MOST_BYTES:
        found.append(f"It has {path.stat().st_size} bytes, more than {MOST_BYTES}.")
    with zipfile.ZipFile(path) as archive:
        if damaged := archive.testzip():
            found.append(f"{damaged} is damaged.")
        entries = archive.infolist()
        found += [line for entry in entries for line in _of_entry(entry)]
        tops = {entry.filename.split("/")[0] for entry in entries}
        if len(tops) != 1:
            return [*found, f"It has several folders at its top: {', '.join(sorted(tops))}."]
        return [*found, *_of_plugin(archive, tops.pop())]


def _of_entry(entry: zipfile.ZipInfo) -> Iterator[str]:
    name, parts = entry.filename, entry.filename.rstrip("/").split("/")
    if ".." in name or name.startswith(("/", "\\")):
        yield f"{name} leads out of the plugin's folder."
    if ".pyc" in name or set(parts) & set(_FOLDERS):
        yield f"{name} is compiled, or of another system."
    if any(part.startswith(".") and part != ".." for part in parts):
        yield f"{name} is hidden."
    if name.lower().endswith(_PROGRAMS):
        yield f"{name} is a program."
    if name.endswith(".py") and entry.external_attr >> 16 & 0o111:
        yield f"{name} may be executed."


def _of_plugin(archive: zipfile.ZipFile, name: str) -> Iterator[str]:
    """Yield what is wrong with the plugin in the folder of this name."""
    if not (name.isascii() and name.isidentifier() and not name.startswith("_")):
        yield f"{name} is no name for a plugin."
    files = set(archive.namelist())
    missing = [file for file in _NEEDED_FILES if f"{name}/{file}" not in files]
    yield from (f"{file} is missing." for file in missing)
    if "metadata.txt" in missing:
        return
    parser = configparser.ConfigParser()  # with interpolation: a single % is an error there
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    try:
        parser.read_string(archive.read(f"{name}/metadata.txt").decode("utf-8"))
        metadata = dict(parser["general"])
    except (configparser.Error, KeyError, UnicodeDecodeError) as error:
        yield f"metadata.txt cannot be read ({error})."
        return
    yield from (f"metadata.txt has no {key}." for key in _NEEDED_KEYS if not metadata.get(key))
    if "/" in metadata.get("author", ""):
        yield "The author has a slash."
    for key in _ADDRESSES:
        address = urlparse(metadata.get(key, ""))
        if metadata.get(key) and not (address.scheme and address.netloc):
            yield f"{key} is no address."
    if metadata.get("icon") and f"{name}/{metadata['icon']}" not in files:
        yield "The icon is missing."
    if not re.fullmatch(r"\d+\.\d+", metadata.get("qgisMinimumVersion", "0.0")):
        yield "qgisMinimumVersion is no version."


if __name__ == "__main__":
    sys.exit("\n".join(refusals(pathlib.Path(sys.argv[1]))) or 0)
