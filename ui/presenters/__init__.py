"""What the screens think with: plain Python, no Qt, so every screen is tested without a window."""
