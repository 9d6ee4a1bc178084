"""The errors that a program of QGIS writes, without the warnings that are of QGIS itself."""

import re

# On Python 3.14 QGIS 3.44 calls codecs.open, of which Python warns; no filter of ours gets there.
_OF_QGIS = re.compile(r"^.*/qgis/.*\.py:\d+: DeprecationWarning: codecs\.open.*\n  .*\n",
                      re.MULTILINE)


def without_those_of_qgis(errors):
    """Return the errors of a program but for warnings of Python about QGIS's own code."""
    return _OF_QGIS.sub("", errors)
