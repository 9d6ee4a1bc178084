"""Texts that others wrote, shown as they are where Qt would take them for HTML."""

from __future__ import annotations

import html


def plain(text: str) -> str:
    """Return a text for a tooltip or a message, which shows tags as letters.

    Layers, bands, networks and files may be called anything, also <img src="http://...">.
    """
    if "<" not in text and "&lt;" not in text:  # Qt takes no other text for HTML
        return text
    escaped = html.escape(text, quote=False).replace("\n", "<br>")
    return f"<qt>{escaped}</qt>"
