"""The tool that collects strings, and the translations themselves."""

import re
import xml.etree.ElementTree as ElementTree
from collections import Counter

import pytest

from i18n.update import FOLDER, LOCALES, all_strings, read, strings_of, write


def test_collects_literals():
    """Literals of tr and mark are found, over lines too; variables are no strings."""
    source = 'x = mark("one")\ny = q.tr("two "\n  "and {n}").format(n=3)\nz = tr(x)\n'
    assert strings_of(source) == ["one", "two and {n}"]


@pytest.mark.parametrize("source", ['tr(f"{x} bands")', 'tr("a" + b)', "mark(name)"])
def test_refuses_what_no_translator_would_see(source):
    """Computed strings cannot be translated."""
    with pytest.raises(ValueError, match="plain literals"):
        strings_of(source)


def test_writes_what_it_reads(tmp_path):
    """Special characters, empty translations and line breaks survive."""
    strings = {"a < b & {c}": "“甲” < 乙 & {c}", "first\n\nsecond": "一\n\n二", "new": ""}
    write(tmp_path / "zh_CN.ts", strings)
    assert read(tmp_path / "zh_CN.ts") == strings


def test_collects_what_the_shipped_models_show():
    """Names, groups, help and labels of the models are among the strings."""
    shown = set()
    for path in (FOLDER.parent / "resources" / "models").glob("*.model3"):
        for option in ElementTree.parse(path).getroot().iter("Option"):
            if option.get("name") in ("model_name", "model_group", "ALG_DESC"):
                shown.add(option.get("value"))
            elif option.get("name") == "parameterDefinitions":
                shown.update(field.get("value") for field in option.iter("Option")
                             if field.get("name") == "description")
    assert "Models" in shown
    assert shown <= set(all_strings())


@pytest.mark.parametrize("strings", [
    all_strings(), *(list(read(FOLDER / f"{locale}.ts").values()) for locale in LOCALES)])
def test_no_plural_in_brackets(strings):
    """"1 image(s)": sentences are written so that they suit every number."""
    assert not [string for string in strings if re.search(r"\w[(（]e?s[)）]", string)]


@pytest.mark.parametrize("locale", LOCALES)
def test_everything_is_translated(locale):
    """Every string has a translation with the same placeholders; none is obsolete."""
    translations = read(FOLDER / f"{locale}.ts")
    strings = all_strings()
    assert set(translations) == set(strings), "call ./dev translate"
    assert not [string for string in strings if not translations[string]]
    assert not [string for string in strings
                if _placeholders(string) != _placeholders(translations[string])]


def _placeholders(string):
    return Counter(re.findall(r"{[^{}]*}", string))
