"""What tests of the user interface share."""

import pytest

from tests.gui.waiting import wait_until


@pytest.fixture
def wait():
    """Return a function that runs the event loop until a condition holds."""
    return wait_until
