"""Settings by topic. `base` gathers the topics; `development`, `test` and `production` add to it."""
