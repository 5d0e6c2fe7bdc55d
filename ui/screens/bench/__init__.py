"""The screens at the pack bench and at the door."""
