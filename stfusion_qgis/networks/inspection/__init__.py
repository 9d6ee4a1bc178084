"""What can be said of an ONNX file before anything of it is loaded, and what is refused by it."""
