"""The tests mirror the package: `tests/audio` tests `audiocast/audio`."""
