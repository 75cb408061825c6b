"""What readers of the demo did: searches and ratings."""
