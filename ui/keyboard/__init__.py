"""What comes from the keyboard before any widget sees it: scanners that type, and accents that wait for a letter."""
