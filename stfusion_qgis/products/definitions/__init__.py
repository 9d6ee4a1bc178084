"""The products that are known, a file each."""
