"""Links and pictures of the documentation lead somewhere."""

import pathlib
import re

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGES = [*sorted(ROOT.glob("README*.md")), ROOT / "CONTRIBUTING.md",
         *sorted((ROOT / "docs").glob("*.md"))]


def links(page):
    text = re.sub(r"```.*?```|\$\$.*?\$\$", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    return [link for link in re.findall(r"\]\(([^)\s]+)\)", text)
            if not re.match(r"[a-z]+:", link)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page):
    for link in links(page):
        path, _, heading = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), link
        if heading and target.suffix == ".md":
            titles = re.findall(r"^#+ (.+)$", target.read_text(encoding="utf-8"), re.MULTILINE)
            assert heading in [re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")
                               for title in titles], link


def test_pages_in_both_languages_have_the_same_pictures():
    for page in (ROOT / "docs").glob("*.zh_CN.md"):
        other = page.with_name(page.name.replace(".zh_CN", ""))
        shown = [[pathlib.Path(link).name for link in links(each) if link.endswith(".png")]
                 for each in (page, other) if each.exists()]
        assert shown[0] == shown[-1]


def test_pictures_of_the_walkthrough_load_quickly():
    for page in (ROOT / "docs").glob("walkthrough*.md"):
        for link in links(page):
            if link.endswith(".png"):
                assert (page.parent / link).stat().st_size < 200_000, link
