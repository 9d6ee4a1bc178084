"""The pages of theory name every method, and what each can be told."""

from stfusion_qgis.methods import shipped_methods
from stfusion_qgis.parameters import descriptions
from tools.theory_pages import pages


def test_every_method_has_a_page_that_the_index_names():
    made = pages()
    for method in shipped_methods().values():
        assert f"({method.id}.md)" in made["index.md"]
        assert made[f"{method.id}.md"].startswith(f"# {method.title}\n")
        assert method.reference.link in made[f"{method.id}.md"]


def test_pages_say_how_each_method_works():
    made = pages()
    for method in shipped_methods().values():
        page = made[f"{method.id}.md"]
        steps = page.split("differ from the paper\n\n")[1].split("\n\n## Parameters")[0]
        assert steps.strip(), method.id
        for name, description in descriptions(method.Parameters).items():
            assert f"{description.label}<br>`{name.upper()}`" in page
