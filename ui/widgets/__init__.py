"""The parts screens are built of; each paints what it is told and decides nothing.

Every part that has captions of its own has ``retranslate(say)``; every part that shows a state has ``present``.
Nothing here takes the keyboard's focus except the line of the type panel.
"""
