"""Programs for the maintainers of audiocast; none is needed to use it."""
