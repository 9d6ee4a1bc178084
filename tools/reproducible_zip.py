"""Rewrites the plugin's zip so that the same files give the same bytes, whenever and by whomever.

Files stand in the order of their names, with one date and the same rights; the time of the build,
which pb_tool notes in metadata.txt, is left out. What stays different are other versions of zlib,
of the compiler of translations, and of course of the files.
"""

from __future__ import annotations

import pathlib
import re
import sys
import zipfile

_DATE = (1980, 1, 1, 0, 0, 0)  # the first that zip knows
_RIGHTS = {False: 0o100644, True: 0o40755}  # of files, of folders
_TIME_OF_BUILD = re.compile(rb"^dateTime *[=:].*\n?", re.MULTILINE)


def make_reproducible(path: pathlib.Path) -> None:
    """Rewrite a zip in its place.

    Raises:
        OSError: it cannot be read or written.
        zipfile.BadZipFile: it is no zip.
    """
    with zipfile.ZipFile(path) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
    new = path.with_suffix(".new")
    with zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(contents):
            content = contents[name]
            if pathlib.PurePosixPath(name).name == "metadata.txt":
                content = _TIME_OF_BUILD.sub(b"", content)
            entry = zipfile.ZipInfo(name, _DATE)
            entry.create_system = 3  # rights are those of Unix, on any system
            entry.external_attr = _RIGHTS[name.endswith("/")] << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    new.replace(path)


if __name__ == "__main__":
    make_reproducible(pathlib.Path(sys.argv[1]))
