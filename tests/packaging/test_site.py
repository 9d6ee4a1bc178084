"""The site of the documentation: it is whole, needs no net, tells of all methods and measures."""

import re
import subprocess
import sys

import pytest

from stfusion_qgis.methods import shipped_methods
from stfusion_qgis.parameters import descriptions
from stfusion_qgis.quality.registry import METRICS
from tools.run_qgis import REPOSITORY
from tools.website.api_pages import api_pages
from tools.website.docstring_markdown import as_markdown
from tools.website.mathml import equation
from tools.website.measure_equations import MEASURE_EQUATIONS
from tools.website.measures_page import formula_text, measures_page
from tools.website.method_equations import METHOD_EQUATIONS
from tools.website.theory_pages import theory_pages
from tools.website.written_pages import page_text, sources


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Return the folder of the site; a warning, such as of a dead link, fails the build."""
    folder = tmp_path_factory.mktemp("docs")
    built = subprocess.run(
        [sys.executable, REPOSITORY / "tools" / "website" / "build_site.py", folder],
        text=True, capture_output=True, cwd=folder)
    assert built.returncode == 0, built.stdout + built.stderr
    return folder / "site"


def test_site_needs_no_net(site):
    """Scripts, fonts, styles and pictures are all files of the site."""
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        loaded = re.findall(r"<(?:script|img|iframe|link)\b[^>]*?(?:src|href)=\"([^\"]+)\"", text)
        for address in loaded:
            assert not re.match(r"(https?:)?//", address), (page.name, address)
    for style in site.rglob("*.css"):
        assert not re.search(r"(url\(|@import )['\"]?(https?:)?//",
                             style.read_text(encoding="utf-8")), style


def test_equations_of_the_site_are_typeset(site):
    for method in METHOD_EQUATIONS:
        text = (site / "theory" / f"{method}.html").read_text(encoding="utf-8")
        assert "<math" in text and "$$" not in text
    chinese = (site / "theory.zh_CN.html").read_text(encoding="utf-8")
    assert "$" not in chinese and "<math" in chinese


def test_pages_in_chinese_are_in_the_navigation(site):
    index = (site / "index.html").read_text(encoding="utf-8")
    for page in (REPOSITORY / "docs").glob("*.zh_CN.md"):
        assert f'href="{page.stem}.html"' in index


def test_every_method_has_a_page_that_the_index_names():
    made = theory_pages()
    for method in shipped_methods().values():
        page = made[f"{method.id}.md"]
        assert f"({method.id}.md)" in made["index.md"]
        assert page.startswith(f"# {method.title}\n") and method.reference.link in page
        steps = page.split("differ from the paper\n\n")[1].split("\n\n## Parameters")[0]
        assert steps.strip(), method.id
        for name, description in descriptions(method.Parameters).items():
            assert f"{description.label}<br>`{name.upper()}`" in page


def test_every_method_but_networks_has_equations():
    assert set(METHOD_EQUATIONS) == set(shipped_methods()) - {"networkfusion"}


def test_every_measure_has_a_section_with_its_formula():
    made = measures_page()
    assert set(MEASURE_EQUATIONS) == set(METRICS)
    for metric in METRICS.values():
        assert f"## {metric.label} (`{metric.id}`)\n\n{metric.help}" in made
        assert formula_text(metric), metric.id
        assert as_markdown(formula_text(metric)) in made
        assert equation(MEASURE_EQUATIONS[metric.id]).startswith("<math")


def test_reference_of_functions_knows_what_is_public():
    made = api_pages()
    assert "{py:class} Area(" in made["images.md"] or "{py:class} Area\n" in made["images.md"]
    assert "{py:function} run(" in made["engine.md"]
    assert "{py:function} _" not in "".join(made.values())
    assert "gui.md" not in made and "processing.md" not in made


@pytest.mark.parametrize("text, markdown", [
    ("A sum of a\n+ b is no list.", "A sum of a + b is no list."),
    ("Why:\n\n- one\n  and more\n- two", "Why:\n\n- one and more\n- two"),
    ("Raises:\n    InputError: it is\n        wrong.\n    OSError: broken.",
     "*Raises*\n\n- InputError: it is wrong.\n- OSError: broken."),
    ("Cost is <x> $5, `<y> $6`, 2 * a[0](x).",
     r"Cost is \<x> \$5, `<y> $6`, 2 \* a[0\](x)."),
    ("Such as:\n\n    code\n    more", "Such as:\n\n    code\n    more"),
])
def test_docstrings_mean_in_markdown_what_they_say(text, markdown):
    assert as_markdown(text) == markdown


def test_links_of_written_pages_lead_to_pages_of_the_site():
    files = sources()
    places = {str(place): page_text(place, files) for place in files if place.suffix == ".md"}
    assert "](images/demo.png)" in places["index.md"]
    assert "](index.zh_CN.md)" in places["index.md"]
    assert "/blob/main/stfusion_qgis/products/definitions)" in places["products.md"]
    assert "](docs/" not in "".join(places.values())


@pytest.mark.parametrize("latex", [r"\bar v_k", r"\hat F_k(c)", r"{\bar y_k^2}"])
def test_index_of_a_letter_with_an_accent_is_beside_it(latex):
    made = re.sub(r"\s", "", equation(latex))
    assert "<msub><moveraccent=\"true\"><mi>" in made and "</mover><mi>k</mi></msub>" in made
    assert "munder" in equation(r"\sum_{k} v_k") and "munder" not in made


def test_equations_of_written_pages_hold_no_links():
    files = sources()
    place = next(place for place in files if str(place) == "theory.zh_CN.md")
    assert r"w_i T[C_p - C_V](i), \quad" in page_text(place, files)


def test_lines_of_chinese_are_joined():
    files = sources()
    place = next(place for place in files if str(place) == "faq.zh_CN.md")
    text = page_text(place, files)
    assert not re.search("[\u4e00-\u9fff，。]\n[\u4e00-\u9fff]", text)
    assert "\n\n## " in text and "\n\n**" in text
