"""Collects the strings to translate from the source into the .ts files beside this one.

    python i18n/update.py     writes i18n/*.ts: new strings in, obsolete ones out, the rest kept

The strings are the literals in `tr(...)` and `mark(...)` calls of the plugin and of the tool that
builds the shipped models. Bandit warns of XML from strangers; here are only the project's own
files.
"""

from __future__ import annotations

import ast
import pathlib
import xml.etree.ElementTree as ElementTree  # nosec B405

FOLDER = pathlib.Path(__file__).resolve().parent
PLUGIN = FOLDER.parent / "stfusion_qgis"
MODELS = FOLDER.parent / "tools" / "build_models.py"
CONTEXT = "STFusion"
LOCALES = ("zh_CN",)


def strings_of(source: str, path: str = "<source>") -> list[str]:
    """Return the literals in the calls of tr and mark, in order of appearance.

    Raises:
        ValueError: what is marked is not a literal, so a translator would never see it.
    """
    strings = []
    for node in ast.walk(ast.parse(source, path)):
        if not (isinstance(node, ast.Call) and _name(node.func) in ("tr", "mark")):
            continue
        argument = node.args[0]
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
            strings.append((node.lineno, argument.value))
        elif isinstance(argument, (ast.JoinedStr, ast.BinOp)) or _name(node.func) == "mark":
            raise ValueError(f"{path}:{node.lineno}: mark and translate plain literals only")
    return [string for _, string in sorted(strings)]


def all_strings() -> list[str]:
    """Return every string to translate, once, by file and line."""
    strings = {}
    for path in [*sorted(PLUGIN.rglob("*.py")), MODELS]:
        strings.update(dict.fromkeys(strings_of(path.read_text(encoding="utf-8"), str(path))))
    return [string for string in strings if string]


def read(path: pathlib.Path) -> dict[str, str]:
    """Return the translation of each string of a .ts file; "" where there is none yet."""
    if not path.exists():
        return {}
    tree = ElementTree.parse(path)  # nosec B314
    return {message.findtext("source"): message.findtext("translation") or ""
            for message in tree.iter("message")}


def write(path: pathlib.Path, translations: dict[str, str]) -> None:
    """Write a .ts file; strings without translation are marked as unfinished."""
    root = ElementTree.Element("TS", version="2.1", language=path.stem, sourcelanguage="en")
    context = ElementTree.SubElement(root, "context")
    ElementTree.SubElement(context, "name").text = CONTEXT
    for source, translation in translations.items():
        message = ElementTree.SubElement(context, "message")
        ElementTree.SubElement(message, "source").text = source
        element = ElementTree.SubElement(message, "translation")
        element.text = translation
        if not translation:
            element.set("type", "unfinished")
    ElementTree.indent(root)
    text = ElementTree.tostring(root, encoding="unicode")
    path.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{text}\n',
                    encoding="utf-8")


def _name(function: ast.expr) -> str:
    return getattr(function, "id", getattr(function, "attr", ""))


def main() -> None:
    """Update every .ts file and say what is left to translate."""
    strings = all_strings()
    for locale in LOCALES:
        path = FOLDER / f"{locale}.ts"
        known = read(path)
        write(path, {string: known.get(string, "") for string in strings})
        missing = sum(not known.get(string) for string in strings)
        print(f"{path.name}: {len(strings)} strings, {missing} to translate")


if __name__ == "__main__":
    main()
