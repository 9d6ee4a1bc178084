"""Collects the checksums of the files of all packages that the plugin can install.

    ./dev checksums

They come from the package indexes, and are written into `resources/checksums`. A file that has a
checksum already keeps it: if an index tells another one, this is an error, since files of indexes
never change. What an index that cannot be reached has listed before stays, and so do remarks below
the first line of a list.
"""

from __future__ import annotations

import html.parser
import re
import sys
import urllib.error
import urllib.parse
import urllib.request
from collections import defaultdict

from stfusion_qgis.dependencies import pins
from stfusion_qgis.dependencies.checksums import FOLDER, package_name, pinned_version

USUAL_INDEX = "https://pypi.org/simple/"
TORCH_INDEX = "https://download.pytorch.org/whl/"

_SUITABLE = re.compile(
    r"-(?:py2\.py3|py3|cp39|cp31[0-4])(?:\.\w+)*-(?:none|abi3|cp39|cp31[0-4])-"
    r"(?:any|.*(?:manylinux|linux_)\w*(?:x86_64|aarch64)|win_amd64|macosx_\w+)\.whl$")
_HEAD = """\
# SHA-256 of the files of {name}, as sha256sum writes and checks them. Made by ./dev checksums.
"""


def main() -> None:
    """Collect the checksums."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for value in vars(pins).values():
        if isinstance(value, tuple) and value and isinstance(value[0], pins.Pins):
            for requirement in (each for one in value for each in one.requirements):
                wanted[package_name(requirement)].add(pinned_version(requirement))
    FOLDER.mkdir(exist_ok=True)
    problems = []
    for name, versions in sorted(wanted.items()):
        known = _listed(name)
        for index, of_index in _by_index(versions).items():
            try:
                found = _files(f"{index}{name}/")
            except (urllib.error.URLError, OSError) as error:
                print(f"{name}: {index} cannot be reached ({error})", file=sys.stderr)
                continue
            for file, checksum in found.items():
                if (file.split("-")[1] in of_index and _SUITABLE.search(file)
                        and known.setdefault(file, checksum) != checksum):
                    problems.append(f"{file} has another checksum than before")
        known = {file: checksum for file, checksum in known.items()
                 if file.split("-")[1] in versions}
        for version in versions - {file.split("-")[1] for file in known}:
            problems.append(f"{name} {version}: no file is known")
        (FOLDER / f"{name}.txt").write_text(
            _HEAD.format(name=name) + "".join(f"{remark}\n" for remark in _remarks(name))
            + "".join(f"{checksum}  {file}\n" for file, checksum in sorted(known.items())),
            encoding="utf-8")
    for path in FOLDER.glob("*.txt"):
        if path.stem not in wanted:
            path.unlink()
    sys.exit("\n".join(problems) or 0)


def _by_index(versions: set[str]) -> dict[str, set[str]]:
    """Return the versions that each index has: local ones such as 2.13.0+cpu are PyTorch's."""
    found: dict[str, set[str]] = defaultdict(set)
    for version in versions:
        local = version.partition("+")[2]
        found[f"{TORCH_INDEX}{local}/" if local else USUAL_INDEX].add(version)
    return found


def _lines(name: str) -> list[str]:
    path = FOLDER / f"{name}.txt"
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def _listed(name: str) -> dict[str, str]:
    return {file: checksum for checksum, file in (
        line.split() for line in _lines(name) if not line.startswith("#"))}


def _remarks(name: str) -> list[str]:
    return [line for line in _lines(name)[1:] if line.startswith("#")]


class _Links(html.parser.HTMLParser):
    """The links of a page of an index: files, and their checksums."""

    def __init__(self) -> None:
        super().__init__()
        self.checksums: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        address = urllib.parse.urlsplit(dict(attrs).get("href") or "")
        if tag == "a" and address.fragment.startswith("sha256="):
            file = urllib.parse.unquote(address.path.rpartition("/")[2])
            self.checksums[file] = address.fragment.partition("=")[2]


def _files(address: str) -> dict[str, str]:
    links = _Links()
    with urllib.request.urlopen(address, timeout=60) as page:
        links.feed(page.read().decode())
    return links.checksums


if __name__ == "__main__":
    main()
