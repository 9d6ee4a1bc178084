"""What training exports runs in the plugin, whatever the tiles."""

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("onnxruntime")

from stfusion_qgis.training.child.architectures import architecture_named  # noqa: E402
from stfusion_qgis.training.child.export import export  # noqa: E402
from tests.networks.test_tiled import fuse  # noqa: E402
from tests.scene_files import make_images  # noqa: E402


@pytest.mark.parametrize("name", ["transformer", "autoencoder"])
def test_the_size_of_tiles_leaves_no_trace(name, tmp_path):
    """Windows of attention lie where they lie in the scene, so tiles have no influence on them."""
    torch.set_num_threads(1)
    torch.manual_seed(0)
    chosen, path = architecture_named(name), tmp_path / "network.onnx"
    network = chosen.network(1)
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.add_(0.02 * torch.randn_like(parameter))
    export(network.eval(), chosen.contract(network, "any"), str(path))
    scene = make_images(rows=90, columns=100, bands=1, offset=(3, 5), seed=1).open(tmp_path)
    small, large = (fuse(tmp_path, scene, path, tile_size=size) for size in (64, 256))
    assert np.isfinite(small).all()
    deviation = small.std(axis=(1, 2))[:, None, None]
    assert np.abs((small - large) / deviation).max() < 1e-4
    without = fuse(tmp_path, scene, _silent(chosen, tmp_path))
    assert np.abs((small - without) / deviation).max() > 1e-2  # the network has a say


def _silent(chosen, folder):
    network = chosen.network(1)
    export(network, chosen.contract(network, "any"), str(folder / "silent.onnx"))
    return folder / "silent.onnx"
