"""Texts that others wrote, shown as they are where Qt would take them for HTML."""

from __future__ import annotations

import html

from qgis.PyQt.QtCore import Qt


def plain(text: str) -> str:
    """Return a text for a tooltip or a message, which shows tags as letters.

    Layers, bands, networks and files may be called anything, also <img src="http://...">.
    """
    if not Qt.mightBeRichText(text) and "<" not in text:
        return text
    escaped = html.escape(text, quote=False).replace("\n", "<br>")
    return f"<qt>{escaped}</qt>"
