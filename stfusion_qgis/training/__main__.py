"""`python -m stfusion_qgis.training`: train a fusion network, see `child.command_line`."""

from __future__ import annotations

import sys

from .child.command_line import run_command_line

if __name__ == "__main__":
    sys.exit(run_command_line())
