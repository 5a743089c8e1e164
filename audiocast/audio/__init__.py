"""Masters, mixes, encodes, tags and measures; the only room that knows pydub, mutagen and the sound libraries."""
