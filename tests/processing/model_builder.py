"""A model as the graphical designer makes it: STARFM, its quality, and a use of the number."""

from qgis.core import (
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildParameterSource,
    QgsProcessingModelOutput,
    QgsProcessingModelParameter,
    QgsProcessingParameterRasterLayer,
)

FROM_VALUE = QgsProcessingModelChildParameterSource.fromStaticValue
FROM_INPUT = QgsProcessingModelChildParameterSource.fromModelParameter
FROM_CHILD = QgsProcessingModelChildParameterSource.fromChildOutput


def make_model():
    """Return a model that writes the prediction, a report, and a raster of the RMSE."""
    model = QgsProcessingModelAlgorithm("fuse and assess", "test")
    model.setName("fuse_and_assess")
    for name in ("FINE_1", "COARSE_1", "COARSE_PREDICTION", "REFERENCE"):
        parameter = QgsProcessingParameterRasterLayer(name, name)
        model.addModelParameter(parameter, QgsProcessingModelParameter(name))
    inputs = {name: FROM_INPUT(name) for name in ("FINE_1", "COARSE_1", "COARSE_PREDICTION")}
    fuse = add_child(model, "stfusion:starfm", {**inputs, "WINDOW_SIZE": FROM_VALUE(11)},
                  {"OUTPUT": "prediction"})
    quality = add_child(model, "stfusion:imagequality", {
        "PREDICTION": FROM_CHILD(fuse, "OUTPUT"), "REFERENCE": FROM_INPUT("REFERENCE"),
        "FINE_1": FROM_INPUT("FINE_1")}, {"OUTPUT_HTML": "report"})
    add_child(model, "native:createconstantrasterlayer", {
        "EXTENT": FROM_VALUE("0,2,0,2 [EPSG:32633]"), "TARGET_CRS": FROM_VALUE("EPSG:32633"),
        "PIXEL_SIZE": FROM_VALUE(1), "NUMBER": FROM_CHILD(quality, "RMSE"),
        "OUTPUT_TYPE": FROM_VALUE(5)}, {"OUTPUT": "rmse"})
    return model


def add_child(model, algorithm, sources, outputs):
    """Add a step and return its identifier; outputs are named for the user."""
    child = QgsProcessingModelChildAlgorithm(algorithm)
    for name, source in sources.items():
        child.addParameterSources(name, [source])
    made = {}
    for output, name in outputs.items():
        made[name] = QgsProcessingModelOutput(name, name)
        made[name].setChildOutputName(output)
    child.setModelOutputs(made)
    identifier = model.addChildAlgorithm(child)
    for output in made.values():
        output.setChildId(identifier)
    model.childAlgorithm(identifier).setModelOutputs(made)
    model.updateDestinationParameters()
    return identifier
