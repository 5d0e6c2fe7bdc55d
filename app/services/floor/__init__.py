"""The picker's services: coming and going, and the walk in hand."""
