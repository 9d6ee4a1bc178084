"""Checks of the packages that the tests of installations install."""

import importlib
import os
import time


def works():
    """Import the package and what it needs."""
    importlib.import_module("helper")
    print("it works", importlib.import_module("stfusionextra").__version__)


def works_alone():
    """Import the package alone."""
    importlib.import_module("stfusionextra")


def nothing():
    """Try nothing."""


def needs_the_other():
    """Import another package."""
    importlib.import_module("stfusionother")


def needs_drivers():
    """Import what was installed with the package."""
    for name in ("nvidia_driver", "nvidia_base", "helper"):
        importlib.import_module(name)


def fails():
    """Raise an error that quotes something."""
    raise OSError("no 'chip' <here> & now")


def crashes():
    """End the process."""
    os.abort()


def takes_long():
    """Wait for somebody to cancel it."""
    print("trying")
    time.sleep(600)
