"""Chinese pages keep up with their English originals."""

import subprocess
import sys

import pytest

from tools import translated_pages
from tools.translated_pages import is_older, original, record_original, text_fingerprint

PAGES = translated_pages.translated_pages()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_page_is_not_older_than_its_original(page):
    assert original(page).exists(), "its English original has gone"
    assert not is_older(page), \
        f"{original(page).name} has changed: translate that, then call ./dev translated {page}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_page_and_original_lead_to_each_other(page):
    assert f"]({original(page).name})" in page.read_text(encoding="utf-8")
    assert f"]({page.name})" in original(page).read_text(encoding="utf-8")


@pytest.fixture
def page(tmp_path):
    (tmp_path / "page.md").write_text("# Fusion\n\nTwo images.\n", encoding="utf-8")
    chinese = tmp_path / "page.zh_CN.md"
    chinese.write_text("# 融合\n\n两幅影像。\n", encoding="utf-8")
    return chinese


def test_page_without_a_record_is_older(page):
    assert is_older(page)


def test_page_is_older_once_its_original_changes(page):
    record_original(page)
    assert not is_older(page)
    original(page).write_text("# Fusion\n\nThree images.\n", encoding="utf-8")
    assert is_older(page)
    record_original(page)
    assert not is_older(page)
    text = page.read_text(encoding="utf-8")
    assert text.startswith("# 融合\n\n两幅影像。\n\n<!-- translates ")
    assert text.count("<!--") == 1


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
