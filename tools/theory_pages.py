"""Writes one page of theory a method, in Markdown, from its docstring and described parameters."""

from __future__ import annotations

import dataclasses
import inspect
import pathlib
import sys

REPOSITORY = pathlib.Path(__file__).resolve().parent.parent
FOLDER = REPOSITORY / ".cache" / "docs" / "theory"


def pages() -> dict[str, str]:
    """Return the text of each page by the name of its file: one a method, and index.md."""
    sys.path.insert(0, str(REPOSITORY))
    from stfusion_qgis.methods import shipped_methods

    methods = list(shipped_methods().values())
    index = "# Theory of the methods\n\n" + "".join(
        f"- [{method.title}]({method.id}.md): {method.summary}\n" for method in methods)
    return {"index.md": index, **{f"{method.id}.md": _page(method) for method in methods}}


def _page(method) -> str:
    source, (least, most) = method.reference, method.pairs
    pairs = str(least) if least == most else f"{least} to {most}"
    return (f"# {method.title}\n\n{method.summary}\n\n"
            f"- Algorithm: `stfusion:{method.id}`\n- Family: {method.family.value}\n"
            f"- Reference pairs: {pairs}\n"
            f"- Source: {source.authors} {source.year}. [{source.title}]({source.link}). "
            f"{source.source}\n\n"
            f"## What it does\n\n{method.help}\n\n"
            f"## Steps, and where they differ from the paper\n\n{_docstring(method)}\n\n"
            f"## Parameters\n\n{_parameters(method)}")


def _docstring(method) -> str:
    return inspect.cleandoc(type(method).__doc__ or "")


def _parameters(method) -> str:
    from stfusion_qgis.parameters import descriptions

    defaults = {field.name: field.default for field in dataclasses.fields(method.Parameters)}
    rows = [_row(name, defaults[name], description)
            for name, description in descriptions(method.Parameters).items()]
    if not rows:
        return "None.\n"
    return ("| Parameter | Default | Values | Meaning |\n| --- | --- | --- | --- |\n"
            + "".join(rows))


def _row(name: str, default, description) -> str:
    value = description.empty if default is None else f"{default} {description.unit}".strip()
    cells = [f"{description.label}<br>`{name.upper()}`", value, _values(description),
             description.help]
    return "| " + " | ".join(" ".join(cell.replace("|", "\\|").split()) for cell in cells) + " |\n"


def _values(description) -> str:
    if description.choices:
        return ", ".join(f"`{each}`" for each in description.choices)
    bounds = [f"{word} {bound}" for word, bound in
              (("from", description.minimum), ("to", description.maximum)) if bound is not None]
    return " ".join([*bounds, *(["odd"] if description.odd else [])])


def main() -> None:
    """Write the pages into the cache's folder, in place of those of before."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("*.md"):
        old.unlink()
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
    print(f"Wrote {FOLDER}")


if __name__ == "__main__":
    main()
