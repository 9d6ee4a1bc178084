"""README.md keeps up with the plugin."""

from tools.methods_table import PLACE, README, table


def test_table_of_methods():
    """The table names every method as it describes itself."""
    assert PLACE.search(README.read_text(encoding="utf-8"))[0] == table(), "call ./dev readme"
