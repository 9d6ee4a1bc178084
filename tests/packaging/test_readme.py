"""docs/methods.md and docs/products.md keep up with the plugin."""

import pytest

from tools import products_table
from tools.methods_table import PAGE, PLACE, table


def test_table_of_methods():
    """The table names every method as it describes itself."""
    assert PLACE.search(PAGE.read_text(encoding="utf-8"))[0] == table(), "call ./dev readme"


@pytest.mark.parametrize("language", products_table.PAGES)
def test_table_of_products(language):
    """The table names every product as it describes itself."""
    text = products_table.PAGES[language].read_text(encoding="utf-8")
    assert products_table.PLACE.search(text)[0] == products_table.table(language), \
        "call ./dev readme"
