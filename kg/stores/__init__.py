"""What is kept on disk: the store folder, the facts in it, and the name index."""
