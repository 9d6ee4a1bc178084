"""The version of the plugin; metadata.txt says the same."""

VERSION = "0.1.0"
