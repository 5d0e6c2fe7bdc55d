"""Scales: on a serial line in several languages, and USB HID devices."""
