"""Decides what each line of a page is: passes of pure functions over the lines, with rules and vocabularies as data."""
