"""The bars above and below the canvas, to choose images and bands."""
