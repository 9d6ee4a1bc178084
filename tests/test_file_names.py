"""Names of files that every system takes."""

import os

import pytest

from stfusion_qgis.file_names import distinct_file_names, safe_file_name


@pytest.mark.parametrize("text, name", [
    ("MOD09/mid June", "MOD09_mid June"), ('a: b? "c"', "a_ b_ _c_"), ("a\\b|c*d<e>", "a_b_c_d_e_"),
    ("成都 影像", "成都 影像"), ("con", "_con"), ("COM1.tif", "_COM1.tif"), ("..", "_"), ("", "_"),
    ("a. ", "a"), ("tab\there\n", "tab_here_"), ("contour", "contour")])
def test_safe(text, name):
    assert safe_file_name(text) == name


def test_long_names(tmp_path):
    for text in ("x" * 300, "成" * 300):
        name = safe_file_name(text)
        assert name and text.startswith(name)
        (tmp_path / f"{name}.tif").write_text("")
    assert len(os.listdir(tmp_path)) == 2


def test_distinct():
    assert distinct_file_names(["a", "A", "a/", "a_", "a", "b"]) == [
        "a", "A_2", "a_", "a__2", "a_3", "b"]
