"""Reads what newsrooms exchange: ninjs, NITF, NPR's story documents, and the items of RSS and Atom feeds."""
