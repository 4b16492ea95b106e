"""Letters of other alphabets that a Dane reads as his own: those of Unicode's confusables that fonts draw alike.

A word with others than these is told by `text_can_be_searched`.
"""

from __future__ import annotations

from collections.abc import Mapping

_ALIKE: Mapping[str, str] = {
    "АВЕЅІЈКМНОРСТУХԚԜӀһԁԛԝаеѕіјорсухӏѵкмтгпӕӔөӨ": "ABESIJKMHOPCTYXQWIhdqwaesijopcyxlvkmtrnæÆøØ",
    "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϳοαινρυγκτηωσ": "ABEZHIKMNOPTYXjoaivpuyktnwo",
    "ՏՍՕօոսզցհյԼ": "SUOonuqghjL",  # Armenian
    "ᎪᏴᏟᎠᎬᏀᎻᎥᎫᏦᏞᎷᏢᏒᏚᎢᏙᎳᏃ": "ABCDEGHiJKLMPRSTVWZ",  # Cherokee
    "ⲀⲂⲈⲎⲒⲔⲘⲚⲞⲢⲤⲦⲨⲬⲟⲣⲥ": "ABEHIKMNOPCTYXopc",  # Coptic
    "∅⌀ɵƟ": "øøøØ",
    "ıɩɑɡʋⱱᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ": "iiagvvabcdefghijklmnoprstuvwyz",  # Latin for phonetics, and small capitals
}
_CAPITALS_FROM = "🅐🅰🇦"  # white letters in circles and squares, and the letters that flags are written with

LOOK_ALIKES: Mapping[int, str] = {
    **{
        ord(other): letter
        for others, letters in _ALIKE.items()
        for other, letter in zip(others, letters, strict=True)
    },
    **{ord(first) + n: chr(ord("A") + n) for first in _CAPITALS_FROM for n in range(26)},
}
