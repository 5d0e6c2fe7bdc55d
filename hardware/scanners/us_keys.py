"""What each key of a US keyboard types, by scan code.

A scanner that acts as a keyboard presses the keys of a US keyboard, whatever layout the computer uses.
The scan code names the key's position and is the same in every layout. The numbers are those of the PC
"set 1", which Windows reports and Linux (evdev) took over for the main block.
"""

GROUP_SEPARATOR = "\x1d"

CONTROL = frozenset({29, 97, 0x11D})
"""Left and right Ctrl (the right one is 97 on Linux and 0x11D on Windows)."""

SILENT = frozenset({42, 54, 58, 69}) | CONTROL
"""Shift, Caps Lock, Num Lock and Ctrl: a scanner presses them between characters; they type nothing."""

ENTER = frozenset({28, 96, 0x11C})
"""Enter and the keypad's Enter (96 on Linux, 0x11C on Windows)."""

TAB = 15
SPACE = 57
BRACKET_RIGHT = 27
"""With Ctrl it types the group separator."""

_ROWS = (
    (2, "1234567890-=", "!@#$%^&*()_+"),
    (16, "qwertyuiop[]", "QWERTYUIOP{}"),
    (30, "asdfghjkl;'`", 'ASDFGHJKL:"~'),
    (43, "\\zxcvbnm,./", "|ZXCVBNM<>?"),
    (55, "*", "*"),
    (57, " ", " "),
    (71, "789-456+1230.", "789-456+1230."),
    (98, "/", "/"),
    (0x135, "/", "/"),
)

PLAIN = {start + n: char for start, plain, _ in _ROWS for n, char in enumerate(plain)}
"""Scan code to character, without Shift."""

SHIFTED = {start + n: char for start, _, shifted in _ROWS for n, char in enumerate(shifted)}
"""Scan code to character, with Shift."""
