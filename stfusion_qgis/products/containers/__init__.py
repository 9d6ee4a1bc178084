"""Files that hold many layers: HDF4, HDF5 and netCDF, with the grids that HDF-EOS describes."""
