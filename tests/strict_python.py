"""The start of a command that runs Python in a process of its own, where warnings are errors."""

import sys

# As in pyproject.toml. How errors of GDAL come is one setting for the whole process.
_IGNORED = ("builtin type:DeprecationWarning", "Neither gdal.UseExceptions:FutureWarning",
            "Neither ogr.UseExceptions:FutureWarning", "Neither osr.UseExceptions:FutureWarning")

STRICT_PYTHON = (sys.executable, "-W", "error", *(
    part for warning in _IGNORED for part in ("-W", f"ignore:{warning}")))
