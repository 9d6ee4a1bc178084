"""Products of satellites as they are downloaded: recognised, described, prepared, catalogued."""
