"""Frozen values that cross the borders between rooms; integer milliseconds, no input or output."""
