"""Mirror: the public pages of all portals as files, which a web server hands out while the application is away."""
