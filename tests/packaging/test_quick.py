"""What `./dev test --quick` leaves out."""

import pathlib
import re

import pytest

from tests.conftest import SLOW

TESTS = pathlib.Path(__file__).resolve().parents[1]
WITHOUT_QUICK = {"front_door"}  # real images, shipped networks: the whole way through


@pytest.mark.parametrize("name", SLOW)
def test_what_is_left_out_is_there(name):
    """A test that moves takes its line in the list along."""
    place, _, function = name.partition("::")
    assert (TESTS / place).exists(), "take it off SLOW in tests/conftest.py"
    function = function.split("[")[0]
    assert not function or re.search(rf"^def {function}", (TESTS / place).read_text(
        encoding="utf-8"), re.MULTILINE)


def test_every_room_keeps_some():
    """Each folder has a file that is not left out as a whole."""
    kept = {path.relative_to(TESTS).parts[0] for path in TESTS.rglob("test_*.py")
            if not any(path.relative_to(TESTS).as_posix().startswith(name) for name in SLOW)}
    folders = {path.relative_to(TESTS).parts[0] for path in TESTS.rglob("test_*.py")}
    assert folders - kept == WITHOUT_QUICK
