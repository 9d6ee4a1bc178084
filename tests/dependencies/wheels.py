"""Small wheels for the tests of installations."""

import hashlib
import zipfile


def make_wheel(folder, name, version, code="", requires=(), files=None):
    """Write a wheel of one module (`name`) with some code into a folder of wheels.

    files: path to contents; those of a package of this name take the place of the module.
    """
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}-{version}-py3-none-any.whl"
    info = f"{name}-{version}.dist-info"
    metadata = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n" + "".join(
        f"Requires-Dist: {requirement}\n" for requirement in requires)
    if not any(file.startswith(f"{name}/") for file in files or {}):
        files = {**(files or {}), f"{name}.py": f'__version__ = "{version}"\n{code}\n'}
    files = {**files, f"{info}/METADATA": metadata,
             f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\n"
                              "Tag: py3-none-any\n"}
    files[f"{info}/RECORD"] = "".join(f"{file},,\n" for file in [*files, f"{info}/RECORD"])
    with zipfile.ZipFile(path, "w") as archive:
        for file, text in files.items():
            archive.writestr(file, text)
    return path


def write_checksums(wheels):
    """Write the checksums of a folder of wheels beside it, and return their folder."""
    folder = wheels.parent / f"checksums of {wheels.name}"
    folder.mkdir(exist_ok=True)
    lines = {}
    for wheel in sorted(wheels.glob("*.whl")):
        name = wheel.name.partition("-")[0].replace("_", "-")
        checksum = hashlib.sha256(wheel.read_bytes()).hexdigest()
        lines.setdefault(name, []).append(f"{checksum}  {wheel.name}\n")
    for name, of_name in lines.items():
        (folder / f"{name}.txt").write_text("".join(["# Made for a test.\n", *of_name]))
    return folder
