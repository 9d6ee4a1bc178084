"""The files of reports and tables that algorithms write."""

from __future__ import annotations

import os
from collections.abc import Mapping

from ..errors import InputError
from ..translation import tr

_ENDINGS = {"OUTPUT_HTML": (".html", ".htm"), "OUTPUT_CSV": (".csv", ".txt")}


def check_report_files(paths: Mapping[str, str]) -> None:
    """Raise `InputError` if a report would take the place of another output, or of other data.

    paths: of the outputs, by parameter; "" for those that are not wanted.
    """
    real = [os.path.normcase(os.path.realpath(path)) for path in paths.values() if path]
    if len(set(real)) < len(real):
        raise InputError(tr("Two outputs have the same name."))
    for name, path in paths.items():
        endings = _ENDINGS.get(name, ())
        if endings and path and os.path.isfile(path) and not path.lower().endswith(endings):
            raise InputError(tr(
                "{path} is there already, and by its name it is no report: it would be "
                "overwritten. End the name with {ending}.").format(path=path, ending=endings[0]))
