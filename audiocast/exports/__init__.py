"""Adapters from an episode or a show to a format that others read, each with a dumb writer."""
