"""Checks for authors of fusion methods: whether a method keeps what `Method` promises.

    from stfusion_qgis.testing import check_method

    check_method(MyMethod())

They need NumPy, SciPy and GDAL, and take some seconds. With pytest, one check at a time:

    @pytest.mark.parametrize("check", checks(MyMethod()), ids=str)
    def test_my_method(check):
        check()
"""

from .method_checks import Check, check_method, checks

__all__ = ["Check", "check_method", "checks"]
