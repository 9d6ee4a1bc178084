"""The pages of troubleshooting quote what the plugin says, in both languages."""

import re
import xml.etree.ElementTree as ElementTree

import pytest

from tools.run_qgis import REPOSITORY

PAGES = {"en": "troubleshooting.md", "zh_CN": "troubleshooting.zh_CN.md"}


@pytest.fixture(scope="module")
def said():
    """Return all strings of the plugin by language, what is inserted into them as …"""
    messages = ElementTree.parse(REPOSITORY / "i18n" / "zh_CN.ts").iter("message")
    pairs = [(each.findtext("source", ""), each.findtext("translation", "")) for each in messages]
    return {language: [re.sub(r"\{[^}]*\}", "…", text) for text in texts]
            for language, texts in zip(PAGES, zip(*pairs))}


def is_said(quotation, texts):
    """Return whether a text holds the parts of a quotation between its …, one after the other."""
    parts = [re.escape(part.strip()) for part in re.split("…+", quotation) if part.strip()]
    pattern = re.compile(".*?".join(parts), re.DOTALL)
    return any(pattern.search(text) for text in texts)


@pytest.mark.parametrize("language", PAGES)
def test_quotations_are_what_is_said(said, language):
    page = (REPOSITORY / "docs" / PAGES[language]).read_text(encoding="utf-8")
    quotations = [each for each in re.findall("“([^”]+)”", page) if each.strip()]
    assert len(quotations) > 30
    assert not [each for each in quotations if not is_said(each, said[language])]


def test_both_pages_quote_the_same(said):
    counts = {language: len(re.findall("“[^”]+”", (REPOSITORY / "docs" / name).read_text(
        encoding="utf-8"))) for language, name in PAGES.items()}
    assert counts["en"] == counts["zh_CN"]
