"""Random actions in the real desktop; `./dev desktop-stress` does a thousand of them."""

from tools import desktop_stress


def test_nothing_goes_wrong(tmp_path):
    """No exception in the log, and nothing left when the plugin is switched off."""
    result = desktop_stress.run(100, 7, tmp_path)
    assert result.errors == []
    assert result.actions == 102  # and switching the plugin off, on, and off
    assert len(result.memory) == 3
