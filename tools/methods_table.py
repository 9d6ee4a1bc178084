"""Writes the table of methods into docs/methods.md, from the methods' own descriptions."""

from __future__ import annotations

import pathlib
import re
import sys

REPOSITORY = pathlib.Path(__file__).resolve().parent.parent
PAGE = REPOSITORY / "docs" / "methods.md"
HEAD = """| Algorithm | Family | Pairs | Speed | Idea | Source |
| --- | --- | --- | --- | --- | --- |
"""
PLACE = re.compile(r"(?<=<!-- methods -->\n).*?(?=<!-- end of methods -->)", re.DOTALL)


def table() -> str:
    """Return the table in Markdown, one row a method."""
    sys.path.insert(0, str(REPOSITORY))
    from stfusion_qgis.methods import shipped_methods

    return HEAD + "".join(_row(method) for method in shipped_methods().values())


def _row(method) -> str:
    from stfusion_qgis.methods.speed import speed_of

    speed = speed_of(method)
    least, most = method.pairs
    pairs = str(least) if least == most else f"{least}–{most}"
    names = method.reference.authors.split(", ")[::2]  # without the initials
    authors = " & ".join(names) if len(names) < 3 else f"{names[0]} et al."
    return (f"| `stfusion:{method.id}` | {method.family.value} | {pairs} "
            f"| {speed.value if speed else ''} | {method.summary} "
            f"| [{authors} {method.reference.year}]({method.reference.link}) |\n")


if __name__ == "__main__":
    PAGE.write_text(PLACE.sub(lambda _: table(), PAGE.read_text(encoding="utf-8")),
                    encoding="utf-8")
