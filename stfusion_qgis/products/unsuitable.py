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
    (r"S3[A-D]_(OL|SL)_1_", mark(
        "{name} is Level 1, radiances at the top of the atmosphere. Download the product SY_2_SYN "
        "of the same pass.")),
    (r"S3[A-D]_\w\w_2_", mark(
        "{name} is no surface reflectance of Sentinel-3. Download the product SY_2_SYN of the same "
        "pass.")),
    (r"(M[OY]D(02|021KM|02HKM|02QKM|03)|V(NP|J1|J2)0[23]\w*)\.", mark(
        "{name} is Level 1, radiances at the top of the atmosphere. Download surface reflectance, "
        "such as MOD09GA, MCD43A4 or VNP09GA.")),
    (r"(M[OY]D09|V(NP|J1|J2)09(_NRT)?)\.A\d{7}\.\d{4}\.", mark(
        "{name} is a swath of Level 2 and lies on no grid. Download the tiles of the same day, "
        "such as MOD09GA or VNP09GA.")),
    (r"(M[COY]D15|V(NP|J1|J2)15)", mark(
        "{name} holds the leaf area index (LAI), no reflectance. Download MOD09A1 or MCD43A4 of "
        "the same days.")),
    (r"(M[COY]D|V(NP|J1|J2))\d\d\w*\.A\d{7}\.", mark(
        "{name} is a product of MODIS or VIIRS that is neither surface reflectance, vegetation "
        "index nor land surface temperature on a grid.")),
    (r"HLS\.[LS]30\.T\w{5}\.\d{7}T\d{6}\.v1", mark(
        "{name} is HLS of version 1, which is no longer distributed. Download version 2.0.")),
    (r"\d{8}_\d{6}(_\d\d)?_\w{4}_3B_(AnalyticMS|AnalyticMS_8b)(_clip)?\.tif$", mark(
        "{name} is radiance at the top of the atmosphere. Order the asset with surface reflectance "
        "(AnalyticMS_SR).")),
    (r"\d{8}_\d{6}(_\d\d)?_\w{4}_3B_Visual", mark(
        "{name} is made to be looked at, in eight bits. Order the asset with surface reflectance "
        "(AnalyticMS_SR).")),
)


def why_unsuitable(name: str) -> str:
    """Return why nothing can be made of a file or folder, "" if its name is not a known one."""
    for pattern, reason in _KNOWN:
        if re.match(pattern, name):
            return tr(reason).format(name=name)
    return ""
