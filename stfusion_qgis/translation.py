"""The strings a user sees, in the user's language.

The core knows no Qt: it marks its strings, and the plugin brings the translator.
`i18n/update.py` collects the literals of every `tr(...)` and `mark(...)` call.
"""

from __future__ import annotations

from collections.abc import Callable

CONTEXT = "STFusion"

_translator: Callable[[str], str] | None = None


def use_translator(translator: Callable[[str], str] | None) -> None:
    """Translate with `translator` from now on; None brings the English text back."""
    global _translator
    _translator = translator


def tr(text: str) -> str:
    """Return `text`, a literal or a marked string, in the user's language.

    Values go in after translation: `tr("{layer} has no bands").format(layer=name)`.
    """
    return _translator(text) if _translator and text else text


def mark(text: str) -> str:
    """Mark a literal for translation where it is written; `tr` translates it when shown."""
    return text
