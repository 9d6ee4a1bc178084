"""The quality of predictions, shown under their layers in the layers panel."""
