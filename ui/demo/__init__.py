"""A whole shift, played through the real windows: people are played by small scripts that read the screens."""
