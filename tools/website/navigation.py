"""What the site's pages are, and in which order: every page of docs has a place here."""

from __future__ import annotations

from typing import NamedTuple


class Part(NamedTuple):
    """A part of the navigation: its title, and its pages without their suffix."""

    title: str
    pages: tuple[str, ...]


PARTS = (
    Part("Start", ("background", "choosing-a-method")),
    Part("By task", ("walkthrough", "downloads", "season", "training", "scale", "cards", "using",
                     "notebooks/README")),
    Part("Images", ("products", "preparing", "catalogues", "clouds", "guides", "encoders",
                    "values")),
    Part("Methods", ("methods", "theory/index", "blend", "networks", "measures", "accuracy",
                     "networks-accuracy", "benchmark", "speed")),
    Part("Help", ("troubleshooting", "faq", "trust")),
    Part("For developers", ("adding-a-method", "api/index", "CONTRIBUTING", "CHANGELOG",
                            "releasing")),
)

CHINESE = "中文"
"""The title of the last part, which holds all Chinese pages in the order of the English ones.

What in English is a folder with an index, in Chinese is one page of the folder's name.
"""


def toctrees(written: set[str]) -> str:
    """Return the trees of contents, for the first page.

    written: names of all pages, without suffix. A page that has no place is in no tree, of which
    the build warns.
    """
    chinese = [f"{page.removesuffix('/index')}.zh_CN" for part in PARTS for page in part.pages]
    parts = [*PARTS, Part(CHINESE, ("index.zh_CN", *(
        page for page in chinese if page in written)))]
    return "\n".join("```{toctree}\n:hidden:\n:titlesonly:\n:caption: " + part.title + "\n\n"
                     + "\n".join(page for page in part.pages if page in written) + "\n```\n"
                     for part in parts)
