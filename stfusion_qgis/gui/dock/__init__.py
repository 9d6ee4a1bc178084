"""The dock: a preview of the prediction for the map's view, before anything is run."""
