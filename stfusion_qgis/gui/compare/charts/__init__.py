"""Bar charts of metrics, and the styles that tell images apart in charts."""
