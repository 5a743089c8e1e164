"""The use-cases: each strings the rooms together."""
