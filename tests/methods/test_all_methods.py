"""What every fusion method must keep to, whatever it computes."""


import numpy as np
import pytest

from stfusion_qgis.methods import shipped_methods
from stfusion_qgis.testing import checks
from tests.networks.network_files import small_network
from tests.scene_files import block_mean, make_images

# The random but seeded choices of these see another sample in a mirrored image: their dictionaries
# are learnt from a sample of the patches.
WITHOUT = {"onepairdictionary": ["mirrored", "transposed"], "spstfm": ["mirrored", "transposed"]}

NETWORKS = {}
"""Small networks by the number of pairs that they take."""


@pytest.fixture(scope="module", autouse=True)
def networks(tmp_path_factory):
    """Write the networks that stand for all: they see 2 pixels around a pixel."""
    folder = tmp_path_factory.mktemp("networks")
    NETWORKS.update({pairs: small_network(folder / f"{pairs}.onnx", pairs) for pairs in range(4)})


def all_checks():
    """Yield the checks of all methods."""
    for method in shipped_methods().values():
        def with_network(pairs, method=method):
            return method.Parameters(network_file=NETWORKS[pairs], tile_size=16)

        yield from checks(method, without=WITHOUT.get(method.id, ()),
                          parameters=with_network if method.id == "networkfusion" else None)


@pytest.mark.parametrize("check", list(all_checks()), ids=str)
def test_method(check):
    check()


def test_aggregate_of_the_test_images():
    """The coarse test images are the means of the fine ones, also where cells are cut."""
    images = make_images(rows=20, columns=20, ratio=8, offset=(3, 0))
    assert images.coarse[0].shape == (2, 3, 3)
    np.testing.assert_allclose(images.coarse[0][:, 0, 0], images.fine[0][:, :5, :8].mean((1, 2)),
                               rtol=1e-5)
    np.testing.assert_allclose(block_mean(images.fine[0], 8, (3, 0)), images.coarse[0], rtol=1e-6)
