"""Chinese pages keep up with their English originals."""

import re
import subprocess
import sys

import pytest

from stfusion_qgis.methods import shipped_methods
from tools import translated_pages
from tools.run_qgis import REPOSITORY
from tools.translated_pages import (
    changed_originals,
    original,
    record_original,
    text_fingerprint,
)
from tools.website.method_equations import METHOD_EQUATIONS, SYMBOLS
from tools.website.theory_pages import theory_text

PAGES = translated_pages.translated_pages()
THEORY = REPOSITORY / "docs" / "theory.zh_CN.md"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_page_is_not_older_than_its_original(page):
    assert page == THEORY or original(page).exists(), "its English original has gone"
    changed = changed_originals(page)
    assert not changed, \
        f"{', '.join(changed)} has changed: translate that, then call ./dev translated {page}"


@pytest.mark.parametrize("page", [page for page in PAGES if page != THEORY],
                         ids=lambda page: page.name)
def test_page_and_original_lead_to_each_other(page):
    assert f"]({original(page).name})" in page.read_text(encoding="utf-8")
    assert f"]({page.name})" in original(page).read_text(encoding="utf-8")


def theory_sections():
    """Return the sections of the Chinese page of theory, by the method each of them is about."""
    sections = THEORY.read_text(encoding="utf-8").split("\n## ")[1:]
    named = [(re.search(r"<!-- translates (\w+) \w+ -->", each), each) for each in sections]
    return {found[1]: each for found, each in named if found}


@pytest.mark.parametrize("name", theory_sections())
def test_section_of_theory_has_the_equations_and_the_source_of_its_method(name):
    section, method = theory_sections()[name], shipped_methods()[name]
    shown = re.findall(r"^\$\$\n(.*?)\n\$\$$", section, re.DOTALL | re.MULTILINE)
    assert shown == [step.latex for step in METHOD_EQUATIONS[name]]
    for part in (f"`stfusion:{name}`", f"](../stfusion_qgis/methods/{name}.py)",
                 f"[{method.reference.title}]({method.reference.link})"):
        assert part in section
    assert method.reference.authors in section and str(method.reference.year) in section


def test_theory_tells_of_the_main_methods():
    assert set(theory_sections()) >= {
        "temporaldifference", "starfm", "estarfm", "stnlffm", "vipstf", "ubdf", "stdfa", "spstfm",
        "fitfc", "fsdaf", "obsum", "atprk"}


def test_theory_has_the_symbols_of_the_equations():
    text = THEORY.read_text(encoding="utf-8")
    for row in SYMBOLS.splitlines():
        if row.startswith("| $"):
            assert row.split(" | ")[0] + " | " in text


@pytest.mark.parametrize("name", theory_sections())
def test_figures_of_the_theory_are_those_of_the_docstring(name):
    """None is mistyped, and none is left out."""
    assert figures(theory_sections()[name].partition("**步骤。**")[2]) \
        == figures(theory_text(name).partition("## Steps")[2])


def figures(text):
    """Return the numbers of two digits or more in a text, but years."""
    found = re.findall(r"(?<![\w.])\d*\.?\d+", text)
    long = {float(each) for each in found if len(each.lstrip("0").replace(".", "")) >= 2}
    return {each for each in long if not 1990 <= each < 2030}


@pytest.fixture
def page(tmp_path):
    (tmp_path / "page.md").write_text("# Fusion\n\nTwo images.\n", encoding="utf-8")
    chinese = tmp_path / "page.zh_CN.md"
    chinese.write_text("# 融合\n\n两幅影像。\n", encoding="utf-8")
    return chinese


def test_page_without_a_record_is_older(page):
    assert changed_originals(page) == ["page.md"]


def test_page_is_older_once_its_original_changes(page):
    record_original(page)
    assert not changed_originals(page)
    original(page).write_text("# Fusion\n\nThree images.\n", encoding="utf-8")
    assert changed_originals(page) == ["page.md"]
    record_original(page)
    assert not changed_originals(page)
    text = page.read_text(encoding="utf-8")
    assert text.startswith("# 融合\n\n两幅影像。\n\n<!-- translates ")
    assert text.count("<!--") == 1


def test_sections_are_older_once_the_theory_of_their_methods_changes(tmp_path, monkeypatch):
    page = tmp_path / "theory.zh_CN.md"
    page.write_text("".join(f"## 方法\n\n<!-- translates {name} 000000000000 -->\n\n一。\n\n"
                            for name in ("starfm", "fsdaf")), encoding="utf-8")
    assert changed_originals(page) == ["starfm", "fsdaf"]
    record_original(page)
    assert not changed_originals(page)
    fsdaf = type(shipped_methods()["fsdaf"])
    monkeypatch.setattr(fsdaf, "__doc__", f"{fsdaf.__doc__}\n\n    Values are clipped.\n")
    assert changed_originals(page) == ["fsdaf"]
    assert page.read_text(encoding="utf-8").count("<!--") == 2


def test_line_breaks_and_generated_tables_do_not_count():
    assert text_fingerprint("Two\nimages.\n") == text_fingerprint("Two images.")
    tables = ["A <!-- products -->\n| 1 |\n<!-- end of products --> B",
              "A <!-- products -->\n| 1 |\n| 2 |\n<!-- end of products --> B"]
    assert text_fingerprint(tables[0]) == text_fingerprint(tables[1])
    assert text_fingerprint("0.3 mm") != text_fingerprint("0.4 mm")


def test_command_refuses_what_is_no_chinese_page(page):
    refused = subprocess.run([sys.executable, translated_pages.__file__, str(original(page))],
                             capture_output=True, text=True, check=False)
    assert refused.returncode == 2
    assert "is no Chinese page" in refused.stdout
