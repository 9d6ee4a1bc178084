"""Builds the documentation's site in .cache/docs, or elsewhere; called by `./dev docs [FOLDER]`.

Every warning of Sphinx is an error: a link or a heading that is not there, a page without a place
in the navigation, an equation that cannot be typeset.
"""

from __future__ import annotations

import pathlib
import shutil
import sys

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
FOLDER = REPOSITORY / ".cache" / "docs"


def page_texts() -> dict[str, str]:
    """Return the text of every page of the site by the name of its file."""
    from tools.website.api_pages import api_pages
    from tools.website.measures_page import measures_page
    from tools.website.navigation import toctrees
    from tools.website.theory_pages import theory_pages
    from tools.website.written_pages import page_text, sources

    files = sources()
    texts = {str(place): page_text(place, files) for place in files if place.suffix == ".md"}
    texts.update({f"theory/{name}": text for name, text in theory_pages().items()})
    texts.update({f"api/{name}": text for name, text in api_pages().items()})
    texts["measures.md"] = measures_page()
    texts["index.md"] += "\n" + toctrees({name[:-len(".md")] for name in texts})
    return texts


def write_pages(folder: pathlib.Path) -> None:
    """Write all pages and pictures into a folder, and remove what is no longer one of them.

    Files that have not changed are not touched, so that Sphinx reads them only once.
    """
    from tools.website.written_pages import sources

    contents = {name: text.encode() for name, text in page_texts().items()}
    contents.update({str(place): path.read_bytes() for place, path in sources().items()
                     if place.suffix != ".md"})
    for old in [path for path in folder.rglob("*") if path.is_file()]:
        if old.relative_to(folder).as_posix() not in contents:
            old.unlink()
    for name, content in contents.items():
        path = folder / name
        if not path.exists() or path.read_bytes() != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)


def build(folder: pathlib.Path) -> int:
    """Write the pages below a folder, build the site from them; return the exit status."""
    from sphinx.cmd.build import build_main

    pages, site = folder / "pages", folder / "site"
    write_pages(pages)
    shutil.rmtree(site, ignore_errors=True)
    return build_main(["-q", "-W", "--keep-going", "-b", "html", "-c",
                       str(pathlib.Path(__file__).parent), "-d", str(folder / "doctrees"),
                       str(pages), str(site)])


def main() -> int:
    """Build the site, and say where it begins."""
    sys.path.insert(0, str(REPOSITORY))
    folder = pathlib.Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else FOLDER
    status = build(folder)
    if status == 0:
        print(f"Wrote {folder / 'site' / 'index.html'}")
    return status


if __name__ == "__main__":
    sys.exit(main())
