"""Press conferences and releases, press packs, and the list of subscribers."""
