"""What people see and touch in QGIS besides the Processing Toolbox."""
