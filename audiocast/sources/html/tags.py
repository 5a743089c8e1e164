"""The tags of HTML by what they do to the text in them."""

from __future__ import annotations

_INLINE = """
a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd mark nobr output q rb ruby s samp small span
strike strong sub sup time tt u var wbr
"""
INLINE = frozenset(_INLINE.split())
"""Tags that change how words look or where they lead, and begin no line."""

_BLOCKS = """
address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset figcaption figure
footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol option p pre search section select
summary table tbody tfoot thead tr ul
"""
BLOCKS = frozenset(_BLOCKS.split())
"""Tags that begin a line and end it."""

CELLS = frozenset(["td", "th"])
"""Tags of cells, whose row is one line, unless the table only lays out a page."""

_UNSEEN = """
applet audio canvas datalist embed frameset head iframe input map math noframes noscript object script style svg
template textarea title track video
"""
UNSEEN = frozenset(_UNSEEN.split())
"""Tags whose text no reader sees. To the parser, `source` is none that ends by itself: the image below stands in it."""

IMAGES = frozenset(["img", "amp-img"])
"""Tags of pictures that may have an alternative text."""

_PICTURES = """
amp-anim amp-carousel amp-iframe amp-video amp-youtube audio canvas embed iframe object picture svg video
"""
PICTURES = IMAGES | frozenset(_PICTURES.split())
"""Tags that show a picture, a film or the like."""
