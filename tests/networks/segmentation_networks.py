"""Small segmentation networks for tests, whose answers are known."""

import numpy as np
from onnx import helper, numpy_helper

from stfusion_qgis.networks.segmentation.segmentation_contract import (
    SegmentationContract,
    write_segmentation,
)
from tests.networks.network_files import save, tensor

BANDS = ("blue", "green", "red", "nir")
BRIGHT, DARK = 0.3, 0.05
"""Reflectance of blue from which on a pixel is cloud; of near infrared below which it is shadow."""


def contract_of(**changes):
    """Return the contract of `threshold_network`, with some entries changed."""
    entries = {"title": "Thresholds", "input": "x", "output": "y", "bands": BANDS,
               "mean": (0.0,) * 4, "deviation": (1.0,) * 4,
               "classes": ("clear", "cloud", "shadow"), "tile": 64}
    return SegmentationContract(**{**entries, **changes})


def threshold_network(path, side=64, channels=3, described=True, **changes):
    """Write a network of two thresholds and return its path as text.

    side: of its tiles, or a text for any. channels: 3, or 1 for the score of cloud alone.
    described: whether its contract is in the file; changes: of its entries.
    """
    weights, biases = np.zeros((3, 4, 1, 1), np.float32), np.zeros(3, np.float32)
    weights[1, 0], biases[1] = 400, -400 * BRIGHT
    weights[2, 3], biases[2] = -400, 400 * DARK
    rows = slice(1, 2) if channels == 1 else slice(None)
    nodes = [helper.make_node("Conv", ["x", "w", "b"], ["y"])]
    save(path, nodes, [tensor("x", 4, rows=side, columns=side)],
         [tensor("y", channels, rows=side, columns=side)],
         [numpy_helper.from_array(weights[rows], "w"), numpy_helper.from_array(biases[rows], "b")])
    if described:
        classes = {} if channels == 3 else {"classes": ("clear", "cloud")}
        write_segmentation(path, contract_of(**{**classes, **changes}), path)
    return str(path)


def landscape(rows=150, columns=133, seed=0):
    """Return reflectance (4, rows, columns) of land with bright discs and dark ones."""
    random = np.random.default_rng(seed)
    image = random.uniform(0.1, 0.25, (4, rows, columns))
    y, x = np.indices((rows, columns))
    for value, count in ((0.6, 5), (0.02, 4)):
        for _ in range(count):
            row, column, radius = random.integers(0, rows), random.integers(0, columns), 9
            disc = (y - row) ** 2 + (x - column) ** 2 < random.integers(3, radius) ** 2
            image[:, disc] = value + random.uniform(0, 0.01, (4, disc.sum()))
    return image.astype(np.float32)


def classes_of(image):
    """Return the numbers of the classes that `threshold_network` finds: clear, cloud, shadow."""
    return np.where(image[0] > BRIGHT, 2, np.where(image[3] < DARK, 4, 1))
