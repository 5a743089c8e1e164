"""Measurements of audiocast: what it costs, as figures and ratios of one run."""
