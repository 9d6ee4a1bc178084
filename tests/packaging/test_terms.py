"""Each term of the field has one spelling: in the documentation, the strings and their translation.

Code, addresses and the titles of papers are left as they are.
"""

import re
import xml.etree.ElementTree as ElementTree

import pytest

from stfusion_qgis.methods import shipped_methods
from tools.run_qgis import REPOSITORY
from tools.website.theory_pages import theory_pages

WRONG = {
    # Methods, and what they do
    "STARFM": r"\b[Ss]tarfm\b", "ESTARFM": r"\b[Ee]starfm\b|E-STARFM", "FSDAF": r"\b[Ff]sdaf",
    "FSDAF 2.0": r"FSDAF-?2", "STNLFFM": r"\b[Ss]tnlffm\b", "VIPSTF": r"\b[Vv]ipstf\b",
    "SPSTFM": r"\b[Ss]pstfm\b", "OBSUM": r"\b[Oo]bsum\b", "ATPRK": r"\b[Aa]tprk\b",
    "Fit-FC": r"FitFC|Fit-Fc|FIT-FC|Fit FC|\b[Ff]it-?fc\b",
    "spatiotemporal": r"[Ss]patio-temporal|[Ss]patial-temporal", "unmixing": r"[Uu]n-mixing",
    "thin plate spline": r"[Tt]hin-plate|[Tt]hinplate", "endmember": r"[Ee]nd[- ]members?\b",
    "super-resolution": r"[Ss]uper ?resolution", "back-projection": r"[Bb]ack ?projection",
    "point spread function": r"[Pp]oint-spread", "held-out date": r"[Hh]old-?outs?\b",
    # Images and their formats
    "GeoTIFF": r"GeoTiff|[Gg]eotiff|GEOTIFF|Geo-TIFF|GeoTIF\b", "GeoJSON": r"GeoJson|[Gg]eojson",
    "netCDF": r"NetCDF|[Nn]etcdf|NETCDF", "HDF4": r"HDF[- ]4", "HDF5": r"HDF[- ]5",
    "nodata": r"[Nn]o-data|NoData|NODATA|\b[Nn]o data values?\b", "metadata": r"[Mm]eta[- ]data",
    "data set": r"\b[Dd]ata-?sets?\b", "subdataset": r"[Ss]ub[- ]data", "wavelength": r"ave[- ]len",
    "georeferenced": r"[Gg]eo-ref", "scale ratio": r"[Rr]esolution ratio",
    "time series": r"[Tt]ime-?series", "near infrared": r"[Nn]ear-infra|[Nn]ear infra-",
    "short-wave infrared": r"[Ss]hort ?wave", "top-of-atmosphere": r"[Tt]op of atm|\bTOA\b",
    "surface reflectance": r"[Gg]round reflectance|[Ss]urface-reflectance",
    "coordinate reference system": r"[Cc]oordinate system|[Ss]patial reference|\bSRS\b",
    # Sensors, products, sources
    "Sentinel-2": r"[Ss]entinel ?2", "Sentinel-3": r"[Ss]entinel ?3", "MODIS": r"\bModis\b",
    "Landsat 8": r"[Ll]andsat-?[4-9]", "Gaofen": r"Gao ?Fen|gaofen", "VIIRS": r"\bViirs\b",
    "PlanetScope": r"Planetscope|Planet Scope|planetscope", "AppEEARS": r"[Aa]ppeears|APPEEARS",
    "Earth Engine": r"Earth engine|\bGEE\b",
    # Programs
    "QGIS": r"\bQ[Gg]is\b", "GDAL": r"\bGdal\b", "NumPy": r"\b[Nn]umpy\b", "SciPy": r"\bScipy\b",
    "PyTorch": r"Pytorch|pyTorch", "ONNX": r"\bOnnx\b", "macOS": r"MacOS|Mac OS",
    "GitHub": r"Github\b", "Python": r"\bpython\b(?!3)",
    # English
    "neighbour": r"[Nn]eighbor", "centre": r"\b[Cc]enters?\b", "grey": r"\b[Gg]ray\b",
    "colour": r"\b[Cc]olors?\b", "catalogue": r"\b[Cc]atalogs?\b", "licence": r"\blicense\b",
    "recognise, normalise, optimise": r"\w*(?:[Rr]ecogn|[Nn]ormal|[Oo]ptim|[Rr]egular)iz\w*",
    "for example": r"\be\.g\.", "that is": r"\bi\.e\.", "preprocessing": r"[Pp]re-process",
}
"""Patterns of the wrong spellings of each term."""

WRONG_IN_CHINESE = {
    "像元": "(?<!屏幕)像素", "坐标参照系": "坐标参考系|坐标系统", "掩膜": "掩模|掩码",
    "影像": "卫星图像|遥感图像", "时间差分": "时间差值", "精细影像": "高清|细分辨率影像",
    "粗分辨率影像": "低分辨率影像|粗糙影像|粗分影像", "尺度比": "缩放比|分辨率比",
    "时空融合": "时空数据融合", "端元": "端员",
}
"""Likewise of the terms of i18n/glossary.md."""

NAMES = ("Google Earth Engine Data Catalog", "German Aerospace Center",
         "lixinghua5540/Wuhan-dataset", "python3-numpy", "python.exe", "the file python or",
         "The program python or", ".geojson",
         "Additional no data value", "additional no data value")
"""What others call so: names, parts of names, and labels of QGIS."""


def prose(markdown):
    """Return a text in Markdown without code, comments, and addresses."""
    text = re.sub(r"^(`{3,}).*?^\1", "", markdown, flags=re.DOTALL | re.MULTILINE)
    return re.sub(r"`[^`]*`|^    .*$|\]\([^)]*\)|<!--.*?-->|https?://\S+", "", text, flags=re.M)


def strings(tag):
    messages = ElementTree.parse(REPOSITORY / "i18n" / "zh_CN.ts").iter("message")
    return "\n".join(re.sub(r"\{[^}]*\}", "", each.findtext(tag) or "") for each in messages)


@pytest.fixture(scope="module")
def texts():
    """Return all that people read, by its place."""
    found = {path.name: prose(path.read_text(encoding="utf-8"))
             for folder in ("", "docs") for path in (REPOSITORY / folder).glob("*.md")}
    found.update({f"theory of {name}": prose(text) for name, text in theory_pages().items()})
    metadata = (REPOSITORY / "metadata.txt").read_text(encoding="utf-8")
    found["metadata.txt"] = re.sub(r"^tags=.*$", "", metadata, flags=re.MULTILINE)
    found["strings"], found["translations"] = strings("source"), strings("translation")
    titles = [method.reference.title for method in shipped_methods().values()]
    for name in (*titles, *NAMES):
        found = {place: text.replace(name, "") for place, text in found.items()}
    return found


def spelt_otherwise(texts, forms):
    """Return what is spelt wrongly, each with its place and with how it is spelt."""
    return [f"{place}: {text[max(match.start() - 30, 0):match.end() + 20]!r}: write {right}"
            for place, text in texts.items() for right, wrong in forms.items()
            for match in re.finditer(wrong, text)]


def test_terms_have_one_spelling(texts):
    found = spelt_otherwise({place: text for place, text in texts.items()
                             if place != "translations"}, WRONG)
    assert not found, "\n".join(found)


def test_terms_have_one_spelling_in_chinese(texts):
    found = spelt_otherwise({place: text for place, text in texts.items() if "zh_CN" in place
                             or place in ("translations", "metadata.txt")}, WRONG_IN_CHINESE)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("text, right", [
    ("as a Geotiff of Sentinel 2", ["GeoTIFF", "Sentinel-2"]),
    ("the FIT-FC of a time-series", ["Fit-FC", "time series"]),
    ("`numpy` and https://github.com/numpy, a GeoTIFF", [])])
def test_wrong_spellings_are_found(text, right):
    found = spelt_otherwise({"here": prose(text)}, WRONG)
    assert sorted(each.rpartition("write ")[2] for each in found) == sorted(right)
