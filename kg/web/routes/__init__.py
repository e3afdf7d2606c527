"""What the explorer answers, one file a page or interface."""
