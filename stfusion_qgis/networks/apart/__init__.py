"""onnxruntime in a process of its own, so that no network can harm the one that asks for it."""
