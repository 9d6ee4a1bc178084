"""Makes the repository a loadable plugin folder: the package inside takes this one's name."""
import importlib.util
import pathlib
import sys

# Another version may have been loaded before, as when the plugin is updated: QGIS forgets those of
# its modules that it has seen imported itself, and what is left would be mixed with this version's.
# pytest, which takes the repository for a package, imports this file, too, by another name.
if __name__ == "stfusion_qgis":
    for _name in [_name for _name in sys.modules if _name.startswith("stfusion_qgis.")]:
        del sys.modules[_name]

_inner = pathlib.Path(__file__).parent / "stfusion_qgis"
_spec = importlib.util.spec_from_file_location(
    "stfusion_qgis", _inner / "__init__.py", submodule_search_locations=[str(_inner)])
_package = importlib.util.module_from_spec(_spec)
sys.modules["stfusion_qgis"] = _package
_spec.loader.exec_module(_package)
classFactory = _package.classFactory  # noqa: N816 (the name is given by QGIS)
