"""Grids of HDF-EOS files are read from StructMetadata, and scale factors are compared."""

from __future__ import annotations

import pytest
from osgeo import osr

from stfusion_qgis.products.containers.eos_grids import notes_on_scale
from stfusion_qgis.products.containers.struct_metadata import placing_of
from tests.products.decoding import images_of, opened

TEXT = """
GROUP=GridStructure
\tGROUP=GRID_1
\t\tGridName="VNP_Grid_1km_2D"
\t\tXDim=1200
\t\tYDim=1200
\t\tUpperLeftPointMtrs=(11119505.197665,2223901.039533)
\t\tLowerRightMtrs=(12231455.717332,1111950.519667)
\t\tProjection=HE5_GCTP_SNSOID
\t\tProjParams=(6371007.181000,0,0,0,0,0,0,0,0,0,0,0,0)
\t\t\tOBJECT=DataField_1
\t\t\t\tDataFieldName="SurfReflect_M5_1"
\t\t\tEND_OBJECT=DataField_1
\tEND_GROUP=GRID_1
\tGROUP=GRID_2
\t\tGridName="VNP_Grid_500m_2D"
\t\tXDim=2400
\t\tYDim=2400
\t\tUpperLeftPointMtrs=(11119505.197665,2223901.039533)
\t\tLowerRightMtrs=(12231455.717332,1111950.519667)
\t\tProjection=HE5_GCTP_SNSOID
\t\tProjParams=(6371007.181000,0,0,0,0,0,0,0,0,0,0,0,0)
\t\t\tOBJECT=DataField_1
\t\t\t\tDataFieldName="SurfReflect_I1_1"
\t\t\tEND_OBJECT=DataField_1
\tEND_GROUP=GRID_2
\tGROUP=GRID_3
\t\tXDim=7200
\t\tYDim=3600
\t\tUpperLeftPointMtrs=(-180000000.000000,90000000.000000)
\t\tLowerRightMtrs=(180000000.000000,-90000000.000000)
\t\tProjection=GCTP_GEO
\t\t\t\tDataFieldName="Global"
\tEND_GROUP=GRID_3
\tGROUP=GRID_4
\t\tXDim=10
\t\tYDim=10
\t\tUpperLeftPointMtrs=(0,10)
\t\tLowerRightMtrs=(10,0)
\t\tProjection=GCTP_PS
\t\t\t\tDataFieldName="Polar"
\tEND_GROUP=GRID_4
END_GROUP=GridStructure
"""


def test_each_field_has_the_grid_that_names_it():
    one, half = placing_of(TEXT, "SurfReflect_M5_1"), placing_of(TEXT, "SurfReflect_I1_1")
    assert one.geo_transform == pytest.approx(
        (11119505.197665, 926.625433, 0, 2223901.039533, 0, -926.625433))
    assert half.geo_transform[1] == pytest.approx(463.312717)
    system = osr.SpatialReference(half.wkt)
    assert system.GetSemiMajor() == system.GetSemiMinor() == 6371007.181


def test_a_geographic_grid_is_in_degrees_and_others_are_not_known():
    assert placing_of(TEXT, "Global").geo_transform == pytest.approx((-180, 0.05, 0, 90, 0, -0.05))
    assert placing_of(TEXT, "Polar") is None and placing_of(TEXT, "Nowhere") is None


def test_viirs_and_modis_lie_on_one_grid(shared_data, tmp_path):
    """GDAL before 3.7 finds no georeference in the file of VIIRS."""
    folder = shared_data / "products"
    (viirs,) = images_of(folder / "viirs" / "VNP09GA.A2023081.h28v06.001.2023082083025.h5",
                         tmp_path)
    (modis,) = images_of(folder / "modis" / "MOD09GA.A2023081.h28v06.061.2023083032101.hdf",
                         tmp_path)
    grids = [opened(image, image.layers[0], tmp_path) for image in (viirs, modis)]
    assert grids[0].GetGeoTransform() == pytest.approx(grids[1].GetGeoTransform(), abs=0.01)
    for grid in grids:
        system = osr.SpatialReference(grid.GetProjection())
        assert system.GetAttrValue("PROJECTION") == "Sinusoidal"
        assert system.GetSemiMajor() == 6371007.181


@pytest.mark.parametrize(("scale", "told"), [
    (None, ""), (1e-4, ""), (9.9999997e-05, ""), (10000, "means division"),
    (0.001, "not that of the product's documents")])
def test_a_scale_factor_that_differs_is_told(scale, told):
    notes = notes_on_scale(scale, 1e-4)
    assert (told in notes[0]) if told else not notes
