"""What Sphinx is told about the site; `./dev docs` builds it."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from stfusion_qgis.version import VERSION  # noqa: E402

project = "STFusion"
version = release = VERSION
html_title = f"STFusion {VERSION}"
extensions = ["myst_parser", "tools.website.mathml"]
myst_heading_anchors = 3
myst_enable_extensions = ["dollarmath"]
html_math_renderer = "mathml"
html_theme = "furo"
html_static_path = [str(Path(__file__).parent / "static")]
html_css_files = ["site.css"]
html_logo = str(ROOT / "resources" / "icons" / "stfusion.svg")
html_show_copyright = html_show_sourcelink = html_copy_source = False
html_use_index = False
add_module_names = toc_object_entries = False
python_maximum_signature_line_length = 80
