"""A method that kills the process which computes it: as often as there are files in a folder.

It adds the change, as the temporal difference does, and remembers nothing.
"""

import os
import signal
from pathlib import Path

from stfusion_qgis.methods.temporaldifference import TemporalDifference


class Killing(TemporalDifference):
    """Temporal difference; each file of the folder in STFUSION_TEST_KILLS costs one process."""

    id = "killing"

    def fuse(self, block, state):
        """Die at a block that is not the first, or predict it."""
        predictions = super().fuse(block, state)
        if block.window.column > 0:
            for file in sorted(Path(os.environ["STFUSION_TEST_KILLS"]).iterdir()):
                file.unlink()
                os.kill(os.getpid(), signal.SIGKILL)
        return predictions
