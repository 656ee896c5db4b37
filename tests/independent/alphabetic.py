"""The Unicode property Alphabetic, which docs/format/README.md, Names, asks for and the standard library lacks.

Alphabetic is: the categories L* and Nl, and Other_Alphabetic. The last is listed here, from Unicode 14.0 (PropList.txt): mostly
the vowel signs of the scripts of India, Tibet and Burma, without which a Tibetan name could not be written.
"""

import unicodedata
from bisect import bisect_right

# Ranges in hex: the distance of the first from the last of the range before, and how many more follow it.
OTHER_ALPHABETIC = """
    345 26b+d 2 2+1 2+1 2 49+a 31+c 2+6 11 66+6 5+3 3+1 5 24 1f+f 67+a 66+1 4+8 2+2 2+3 a8+b 4+6 7+13 37+1 3+e 2+1 6+2
    b+1 1e+2 3b+6 3+1 3+1 b b+1 1e+2 3b+4 5+1 3+1 5 1f+1 4 c+2 3b+7 2+2 2+1 16+1 17+2 5+2 3b+6 3+1 3+1 a+1 b+1 1f 3c+4
    4+2 2+2 b 29+3 3b+6 2+2 2+2 9+1 c+1 1e+2 3b+6 2+2 2+2 9+1 c+1 1d+3 3b+6 2+2 2+2 b b+1 1e+2 4c+5 2 2+7 13+1 3e 3+6 13
    64 3+5 2+1 11 a4+10 c+a 2+23 6f+b 2 3+3 18+3 5+2 2+2 3+6 4+3 e+b 2 b+3 675+1 1f+1 1f+1 1f+1 43+12 bd+1 23 77+b 5+8
    df+4 3a+9 3+13 4b+1 c+2 32+4 31+e 3d+2 1f+8 3+1 3a+a 33+12 1b1+d 6c2+33 8f7+1f 7875+7 23+1 163 9 18+4 59+1 33+f 2 3a
    27+4 1d+b 2e+3 31+b 26 44+d d 9+1 2e+2 33 2+2 3+1 6 2d+4 6 ee+7 4f34 858+4 687+2 2+1 6+3 315+3 184+1 154+2 36+d 2e+1
    e 2e+8 a 3e+2 25+b 13+1 3a+2 31+c f+1 5d+8 3 7 a1+9 18+3 3b+6 3+1 3+1 b b+1 d2+c 2+2 6b+11 ee+6 3+6 1e+1 53+e 2 6b+a
    68+d 102+c f8+5 2+1 3+1 4 2 8f+6 3+5 5 1d+9 2b+4 2+3 13+a 2f+d 198+7 2+6 54+15 2+d 7b+5 4 2+1 2+2 2 4 43+4 2+1 2+3
    15d+3 5059 2+36 8+3 5e+1 4cad 2362+6 2+10 3+6 2+1 2+4 91d 7e9+19 7+19 7+19
"""


def _ranges():
    starts, ends, at = [], [], 0
    for part in OTHER_ALPHABETIC.split():
        distance, _, more = part.partition("+")
        starts.append(at + int(distance, 16))
        at = starts[-1] + int(more or "0", 16)
        ends.append(at)
    return starts, ends


STARTS, ENDS = _ranges()


def is_alphabetic(char):
    if unicodedata.category(char) in ("Lu", "Ll", "Lt", "Lm", "Lo", "Nl"):
        return True
    at = bisect_right(STARTS, ord(char)) - 1
    return at >= 0 and ord(char) <= ENDS[at]
