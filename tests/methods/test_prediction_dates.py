import numpy as np

from stfusion_qgis.images.image import Block, Image, Prediction
from stfusion_qgis.images.window import Window
from stfusion_qgis.methods.steps.prediction_dates import predict_together


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
