"""Walks as the centre knows them: which wait, who has them, and what stations must hear."""
