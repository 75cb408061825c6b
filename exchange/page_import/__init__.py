"""Pages of former portals become drafts."""
