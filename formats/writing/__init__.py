"""How a Vietnamese text reads: its length, sentences, abbreviations, places, spelling, words that age. Pure: texts in,
findings out; nothing here knows a page."""
