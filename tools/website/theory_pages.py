"""Writes one page of theory a method, in Markdown, from its docstring and described parameters."""

from __future__ import annotations

import dataclasses
import inspect

from stfusion_qgis.methods import shipped_methods
from stfusion_qgis.parameters import descriptions
from tools.website.docstring_markdown import as_markdown
from tools.website.method_equations import METHOD_EQUATIONS, SYMBOLS


def theory_pages() -> dict[str, str]:
    """Return the text of each page by the name of its file: one a method, and index.md."""
    methods = list(shipped_methods().values())
    return {"index.md": _index(methods), **{f"{method.id}.md": _page(method) for method in methods}}


def _index(methods) -> str:
    return ("# Theory of the methods\n\n[中文](../theory.zh_CN.md)\n\n"
            + "".join(f"- [{method.title}]({method.id}.md): {method.summary}\n"
                      for method in methods)
            + f"\n## Symbols of the equations\n\n{SYMBOLS}\n"
            + "\n```{toctree}\n:hidden:\n:titlesonly:\n\n"
            + "".join(f"{method.id}\n" for method in methods) + "```\n")


def theory_text(name: str) -> str:
    """Return the page of a method, without its parameters: what a translation follows.

    Raises:
        KeyError: no method has this id.
    """
    return _theory(shipped_methods()[name])


def _page(method) -> str:
    return f"{_theory(method)}## Parameters\n\n{_parameters(method)}"


def _theory(method) -> str:
    source, (least, most) = method.reference, method.pairs
    pairs = str(least) if least == most else f"{least} to {most}"
    return (f"# {method.title}\n\n{method.summary}\n\n"
            f"- Algorithm: `stfusion:{method.id}`\n- Family: {method.family.value}\n"
            f"- Reference pairs: {pairs}\n"
            f"- Source: {source.authors} {source.year}. [{source.title}]({source.link}). "
            f"{source.source}\n\n"
            f"## What it does\n\n{method.help}\n\n"
            f"{_equations(method.id)}"
            f"## Steps, and where they differ from the paper\n\n{_docstring(method)}\n\n")


def _docstring(method) -> str:
    return as_markdown(inspect.cleandoc(type(method).__doc__ or ""))


def _equations(name: str) -> str:
    steps = METHOD_EQUATIONS.get(name, ())
    if not steps:
        return ""
    return ("## In equations\n\n" + "".join(f"{step.words}\n\n$$\n{step.latex}\n$$\n\n"
                                            for step in steps)
            + "[What the symbols mean](index.md#symbols-of-the-equations).\n\n")


def _parameters(method) -> str:
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

