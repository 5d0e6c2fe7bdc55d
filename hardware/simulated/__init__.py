"""Devices made of software that behave like the real ones on a real line or a real socket.

They are shipped: the demo, training and the tests all use them through the ordinary drivers.
"""
