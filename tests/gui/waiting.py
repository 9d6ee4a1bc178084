"""Waiting for states: they come on a quick machine, on a slow one and on a busy one."""

import time

from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtTest import QTest

SECONDS = 120  # only what never comes takes as long


def wait_until(condition, seconds=SECONDS):
    """Run the event loop until a condition holds."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "this takes too long"
        QTest.qWait(2)


def settle(*parts):
    """Run the event loop until parts of the interface have done what they had put off."""
    QTest.qWait(1)
    wait_until(lambda: not any(timer.isSingleShot() and timer.isActive()
                               for part in parts for timer in part.findChildren(QTimer)))
