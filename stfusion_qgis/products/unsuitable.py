"""Downloads that are known, and of which no image for fusion can be made: why, in clear words."""

from __future__ import annotations

import re

from ..translation import mark, tr

_KNOWN = (
    (r"L[COETM]0\d_L1\w\w_\d{6}_\d{8}", mark(
        "{name} is Level 1, reflectance at the top of the atmosphere. Download the same scene as "
        "Level 2 (L2SP).")),
    (r"L[COETM]0\d_L2\w\w_\d{6}_\d{8}_\d{8}_01_", mark(
        "{name} is of Collection 1, which is no longer distributed. Download the scene of "
        "Collection 2.")),
    (r"S2[A-D]_MSIL1C_", mark(
        "{name} is Level 1C, reflectance at the top of the atmosphere. Download the same scene as "
        "Level 2A, or process it with Sen2Cor.")),
    (r"S3[A-C]_(OL|SL)_1_", mark(
        "{name} is Level 1, radiances at the top of the atmosphere. Download the product SY_2_SYN "
        "of the same pass.")),
    (r"M[OY]D(02|021KM|02HKM|02QKM|03)\.", mark(
        "{name} is Level 1, radiances at the top of the atmosphere. Download surface reflectance, "
        "such as MOD09GA or MCD43A4.")),
)


def why_unsuitable(name: str) -> str:
    """Return why nothing can be made of a file or folder, "" if its name is not a known one."""
    for pattern, reason in _KNOWN:
        if re.match(pattern, name):
            return tr(reason).format(name=name)
    return ""
