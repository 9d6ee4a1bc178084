import numpy as np

from stfusion_qgis.images.image import Block, Image, Prediction
from stfusion_qgis.images.window import Window
from stfusion_qgis.methods.steps.prediction_dates import predict_in_strips, predict_together


def block_of(*gaps):
    """Return a block of dates; the values of date i are i, and pixel gaps[i] is invalid."""
    images = []
    for date, gap in enumerate(gaps):
        image = Image(np.full((2, 3, 4), date, np.float32), np.ones((3, 4), bool))
        image.valid[gap] = False
        images.append(image)
    return Block(Window(0, 0, 3, 4), 0, [], [], images)


def test_dates_with_the_same_mask_are_predicted_together():
    together = []

    def predict(part):
        dates = [int(image.values[0, 0, 0]) for image in part.coarse_predictions]
        together.append(dates)
        return [Prediction(image.values + 10, image.valid) for image in part.coarse_predictions]

    block = block_of((0, 0), (1, 2), (0, 0), (0, 0), (1, 2))
    predictions = predict_together(block, predict, most=2)
    assert sorted(together) == [[0, 2], [1, 4], [3]]
    assert [prediction.values[0, 0, 0] for prediction in predictions] == [10, 11, 12, 13, 14]
    together.clear()
    predict_together(block, predict, fewest=3)
    assert sorted(together) == [[0, 2, 3], [1], [4]]


def test_strips_make_up_the_block():
    rng = np.random.default_rng(0)
    image = Image(rng.random((2, 11, 8)).astype(np.float32), rng.random((11, 8)) > 0.2)
    block = Block(Window(5, 7, 7, 4), 2, [image], [image], [image])

    def predict(part):
        assert part.window.rows <= 3
        values = part.core(part.fine[0].values) + part.fine[0].values[:, :-4, 2:-2]  # two above
        return [Prediction(values, part.core(part.coarse[0].valid), 2 * values)]

    (whole,) = predict_in_strips(block, 3, predict)
    values = image.values[:, 2:-2, 2:-2] + image.values[:, :-4, 2:-2]
    assert np.array_equal(whole.values, values) and np.array_equal(whole.uncertainty, 2 * values)
    assert np.array_equal(whole.valid, image.valid[2:-2, 2:-2])
