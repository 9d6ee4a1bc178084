"""The strings a user sees, in the user's language.

The core knows no Qt: it marks its strings, and the plugin brings the translator.
`i18n/update.py` collects the literals of every `tr(...)` and `mark(...)` call.
"""

from __future__ import annotations

from collections.abc import Callable

CONTEXT = "STFusion"

_translator: Callable[[str], str] | None = None
_language = ""


def use_translator(translator: Callable[[str], str] | None, language: str = "") -> None:
    """Translate with `translator` from now on; None brings the English text back.

    language: that it translates into, such as "zh_CN".
    """
    global _translator, _language
    _translator, _language = translator, language


def language() -> str:
    """Return the language that strings are translated into, "" for English."""
    return _language


def tr(text: str) -> str:
    """Return `text`, a literal or a marked string, in the user's language.

    Values go in after translation: `tr("{layer} has no bands").format(layer=name)`.
    """
    return _translator(text) if _translator and text else text


def mark(text: str) -> str:
    """Mark a literal for translation where it is written; `tr` translates it when shown."""
    return text
