"""Keys as letters that a person reads from paper and types. Pure."""

import base64

GROUP = 4
"""Letters that are read and typed at once."""

_MISREAD = str.maketrans("018", "OIB")
"""Digits that the alphabet (RFC 4648 base 32) does not have, as the letters they were read from."""

_BLOCK = 8
"""Base 32 is padded to a multiple of so many letters; nobody types the padding."""


def letters(data: bytes) -> str:
    return base64.b32encode(data).decode().rstrip("=")


def grouped(code: str) -> str:
    """ABCD-EFGH-…"""
    return "-".join(code[place : place + GROUP] for place in range(0, len(code), GROUP))


def typed(text: str) -> str:
    """The letters that were meant, however they were grouped."""
    return "".join(letter for letter in text.upper() if letter.isalnum()).translate(_MISREAD)


def read(text: str) -> bytes:
    """Raises ValueError for what is no such code."""
    code = typed(text)
    try:
        data = base64.b32decode(code + "=" * (-len(code) % _BLOCK))
    except ValueError:  # also of a letter that is no ASCII
        data = b""
    if letters(data) != code:  # the last letter has bits that no byte takes: they must be 0
        raise ValueError("not base 32")
    return data
