"""The page of quality measures has every measure, with its formula."""

from stfusion_qgis.quality.registry import METRICS
from tools.measures_page import formula_text, page


def test_every_measure_has_a_section_with_its_formula():
    made = page()
    for metric in METRICS.values():
        assert f"## {metric.label} (`{metric.id}`)\n\n{metric.help}" in made
        assert formula_text(metric), metric.id
        assert formula_text(metric) in made
