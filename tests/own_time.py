"""Limits of time that hold on a busy machine, too."""

import contextlib
import time


@contextlib.contextmanager
def at_most(seconds):
    """Check that this process computes for no more than some seconds inside of the statement.

    What other processes do meanwhile does not count.
    """
    begun = time.process_time()
    yield
    assert time.process_time() - begun < seconds
