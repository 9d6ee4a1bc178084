"""Training of fusion networks: what QGIS and the process that trains share; `child` runs there."""
