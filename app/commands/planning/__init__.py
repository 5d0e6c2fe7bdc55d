"""``main.py plan``: plans for published problems, and the proof of such plans."""
