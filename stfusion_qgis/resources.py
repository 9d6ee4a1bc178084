"""Files that come with the plugin."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "resources"


def icon_path(name: str) -> str:
    """Return the path of the icon `name` (without ending)."""
    return str(FOLDER / "icons" / f"{name}.svg")
