"""`./dev rooms`: draws the rooms and who imports whom into CONTRIBUTING.md, or counts lines."""

from __future__ import annotations

import argparse
import pathlib
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable

REPOSITORY = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(REPOSITORY))

from tools.rooms import CHECKS, LAYERS, room_of  # noqa: E402
from tools.source_tree import Module, modules_of  # noqa: E402

PACKAGE = REPOSITORY / "stfusion_qgis"
CONTRIBUTING = REPOSITORY / "CONTRIBUTING.md"
PLACE = re.compile(r"(?<=<!-- rooms -->\n).*?(?=<!-- end of rooms -->)", re.DOTALL)


def drawing(modules: dict[str, Module], layers=LAYERS) -> str:
    """Return the rooms with their purposes, and a table of who imports whom, in Markdown."""
    rooms = [room for layer in layers for room in layer]
    imported = {(room_of(name, layers), room_of(target, layers))
                for name, module in modules.items() for target in module.imports}
    width = max(len(room.name) for room in rooms) + 1
    lines = ["```"]
    for layer in layers:
        for room in layer:
            mark = f"{room.purpose}{' (QGIS)' if room.uses_qgis else ''}"
            is_folder = room.name in modules and modules[room.name].path.stem == "__init__"
            lines.append(f"{room.name + '/' * is_folder:<{width}} {mark}")
    lines += ["```", "", "A row imports the columns with a ●, and may import those with a dot.",
              "", "```"]
    for number, room in enumerate(rooms):
        bars = "".join(f"{'│':<3}" for _ in rooms[:number])
        lines.append(f"{'':<{width}} {bars}{room.name}")
    level = {room: number for number, layer in enumerate(layers) for room in layer}
    for row in rooms:
        cells = ["■" if row == column else "●" if (row, column) in imported
                 else "·" if level[column] > level[row] else " " for column in rooms]
        lines.append(f"{row.name:<{width}} {'  '.join(cells)}".rstrip())
    return "\n".join([*lines, "```", ""])


def lines_of_code(modules: dict[str, Module], layers=LAYERS) -> dict[str, tuple[int, int]]:
    """Return the files and lines of code of each room, and of what has none, by its folder."""
    counted = {room.name: (0, 0) for layer in layers for room in layer}
    for name, module in modules.items():
        room = room_of(name, layers)
        key = room.name if room else name.split(".")[0]
        files, lines = counted.get(key, (0, 0))
        counted[key] = files + 1, lines + module.code_lines
    return counted


def table_of_lines(commits: Iterable[str]) -> str:
    """Return a table in Markdown: files and lines of code of each room, at commits and now."""
    columns = {commit: lines_of_code(_modules_at(commit)) for commit in commits}
    columns["now"] = lines_of_code(modules_of(PACKAGE))
    rooms = dict.fromkeys(room for counted in columns.values() for room in counted)
    rows = [["room", *(f"{commit}: {what}" for commit in columns for what in ("files", "lines"))],
            ["---"] + ["---:"] * 2 * len(columns)]
    for room in rooms:
        rows.append([room, *(str(n) for counted in columns.values()
                             for n in counted.get(room, (0, 0)))])
    rows.append(["all", *(str(sum(n[i] for n in counted.values()))
                          for counted in columns.values() for i in (0, 1))])
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _modules_at(commit: str) -> dict[str, Module]:
    with tempfile.TemporaryDirectory() as folder:
        archive = subprocess.run(["git", "archive", commit, PACKAGE.name], cwd=REPOSITORY,
                                 check=True, capture_output=True).stdout
        subprocess.run(["tar", "-x", "-C", folder], input=archive, check=True)
        return modules_of(pathlib.Path(folder) / PACKAGE.name)


def main() -> None:
    """Draw, or count, and say what does not hold in the house."""
    parser = argparse.ArgumentParser(prog="./dev rooms", description=__doc__)
    parser.add_argument("--lines", nargs="*", metavar="COMMIT",
                        help="print files and lines of code of each room, at commits and now")
    asked = parser.parse_args()
    if asked.lines is not None:
        print(table_of_lines(asked.lines), end="")
        return
    modules = modules_of(PACKAGE)
    CONTRIBUTING.write_text(PLACE.sub(lambda _: drawing(modules),
                                      CONTRIBUTING.read_text(encoding="utf-8")), encoding="utf-8")
    wrong = {name: found for name, check in CHECKS.items() if (found := check(modules))}
    for name, found in wrong.items():
        print(f"{name.replace('_', ' ')}: {len(found)}", *found, sep="\n  ")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
