"""Page types, blocks, serving, English versions, clocks of items, checks and reports of content.

Knows neither search nor the pages of Article 12.
"""
