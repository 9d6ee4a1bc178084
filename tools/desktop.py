"""Runs a script inside the real QGIS desktop, on a screen of its own."""

from __future__ import annotations

import pathlib
import subprocess

from tools.run_qgis import program

SCREEN = "1500x950x24"


def run(script: pathlib.Path, variables: dict, *, language: str = "en",
        seconds: int = 600, screen: str = SCREEN) -> subprocess.CompletedProcess:
    """Start QGIS under Xvfb and let it run `script`, which has to close QGIS at its end.

    Args:
        script: Python file; it runs before the event loop, so it works by timers.
        variables: of the process; see `tools.run_qgis.environment`.
        language: of the user interface, "en" or "zh_CN" for example.
        seconds: after which QGIS is ended and the return code is 124.
        screen: its width, height and bits a pixel.
    """
    return subprocess.run(
        ["timeout", str(seconds), "xvfb-run", "--auto-servernum",
         f"--server-args=-screen 0 {screen}",
         program("qgis"), "--noversioncheck", "--nologo", "--lang", language,
         "--profiles-path", variables["QGIS_CUSTOM_CONFIG_PATH"], "--code", str(script)],
        env={**variables, "QT_QPA_PLATFORM": "xcb"}, stdin=subprocess.DEVNULL,
        text=True, capture_output=True)
