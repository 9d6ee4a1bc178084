"""Lets Sphinx typeset equations as MathML, which browsers draw by themselves: no script, no net."""

from __future__ import annotations

import re

from docutils import nodes
from docutils.utils.math.latex2mathml import tex2mathml

_ACCENTED = re.compile(r"<munderover>\s*(<mi>\w</mi>)\s*(.*?)\s*(<mo stretchy=\"false\">[ˉˆ]</mo>)"
                       r"\s*</munderover>", re.DOTALL)
"""A letter, its index and its accent, as docutils writes them: the index beneath the letter."""


def equation(latex: str, as_block: bool = True) -> str:
    """Return an equation as MathML.

    Raises:
        docutils.utils.math.MathError: the LaTeX is beyond what docutils knows.
    """
    return _ACCENTED.sub(r'<msub><mover accent="true">\1\3</mover>\2</msub>',
                         tex2mathml(latex, as_block=as_block))


def _visit_inline(translator, node) -> None:
    translator.body.append(equation(node.astext(), as_block=False))
    raise nodes.SkipNode


def _visit_block(translator, node) -> None:
    translator.body.append(f'<div class="math">{equation(node.astext())}</div>\n')
    raise nodes.SkipNode


def setup(app) -> dict[str, bool]:
    """Register the renderer; called by Sphinx."""
    app.add_html_math_renderer("mathml", (_visit_inline, None), (_visit_block, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
