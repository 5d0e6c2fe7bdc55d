"""Slotting: which items to move where so that pickers walk less, with what that saves and what it costs."""
