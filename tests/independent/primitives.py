"""Digests, signatures and the Merkle tree, as docs/format has them.

BLAKE3 is written out here (the standard library has none). Ed25519 is the package `cryptography` (OpenSSL), with the
rules of docs/format/keys.md that it does not apply done by hand before it is asked.
"""

import base64
import hashlib
import re
import struct
from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


class Bad(Exception):
    """Something is not as the pages say. The text says what."""


def need(holds, *what):
    """Refuses unless `holds`."""
    if not holds:
        raise Bad(" ".join(str(part) for part in what))


# --- BLAKE3 (the paper by O'Connor, Aumasson, Neves, Wilcox-O'Hearn; section 2) ------------------------------------------

IV = (0x6A09E667, 0xBB67AE85, 0x3C6EF372, 0xA54FF53A, 0x510E527F, 0x9B05688C, 0x1F83D9AB, 0x5BE0CD19)
PERMUTATION = (2, 6, 3, 10, 7, 0, 4, 13, 1, 11, 12, 5, 9, 14, 15, 8)
CHUNK_START, CHUNK_END, PARENT, ROOT = 1, 2, 4, 8
MASK = 0xFFFFFFFF
# The four columns and four diagonals that a round mixes.
MIXES = ((0, 4, 8, 12), (1, 5, 9, 13), (2, 6, 10, 14), (3, 7, 11, 15), (0, 5, 10, 15), (1, 6, 11, 12), (2, 7, 8, 13), (3, 4, 9, 14))


# One quarter of a round, on words a, b, c, d with message words x, y.
QUARTER = """
 {a} = {a} + {b} + {x} & 0xffffffff; {d} ^= {a}; {d} = ({d} >> 16 | {d} << 16) & 0xffffffff
 {c} = {c} + {d} & 0xffffffff; {b} ^= {c}; {b} = ({b} >> 12 | {b} << 20) & 0xffffffff
 {a} = {a} + {b} + {y} & 0xffffffff; {d} ^= {a}; {d} = ({d} >> 8 | {d} << 24) & 0xffffffff
 {c} = {c} + {d} & 0xffffffff; {b} ^= {c}; {b} = ({b} >> 7 | {b} << 25) & 0xffffffff"""


def _written_out():
    """The seven rounds as straight-line code over sixteen local names: three times as fast as a loop over lists."""
    order, body = list(range(16)), ""
    for _ in range(7):
        for i, mix in enumerate(MIXES):
            names = {name: f"v{word}" for name, word in zip("abcd", mix)}
            body += QUARTER.format(x=f"m{order[2 * i]}", y=f"m{order[2 * i + 1]}", **names)
        order = [order[i] for i in PERMUTATION]
    v, m = (", ".join(f"{name}{i}" for i in range(16)) for name in "vm")
    source = f"def rounds(v, m):\n {v} = v\n {m} = m{body}\n return {v}"
    scope = {}
    exec(source, scope)
    return scope["rounds"]


_rounds = _written_out()


def _compress(chaining, block, counter, length, flags):
    v = _rounds((*chaining, *IV[:4], counter & MASK, counter >> 32, length, flags), struct.unpack("<16I", block))
    return [v[i] ^ v[i + 8] for i in range(8)]


def _chunk(data, counter, root):
    """The chaining value of one chunk of at most 1024 bytes."""
    value, blocks = IV, max(1, (len(data) + 63) // 64)
    for i in range(blocks):
        block = data[64 * i : 64 * i + 64]
        flags = (CHUNK_START if i == 0 else 0) | ((CHUNK_END | root) if i == blocks - 1 else 0)
        value = _compress(value, block.ljust(64, b"\0"), counter, len(block), flags)
    return value


def _subtree(data, counter, root):
    if len(data) <= 1024:
        return _chunk(data, counter, root)
    left = 1024 << (((len(data) - 1) // 1024).bit_length() - 1)
    pair = _subtree(data[:left], counter, 0) + _subtree(data[left:], counter + left // 1024, 0)
    return _compress(IV, struct.pack("<16I", *pair), 0, 64, PARENT | root)


@lru_cache(1 << 16)
def blake3(data):
    """BLAKE3 of bytes, in hex."""
    return struct.pack("<8I", *_subtree(data, 0, ROOT)).hex()


def sha256(data):
    """SHA-256 of bytes, in hex."""
    return hashlib.sha256(data).hexdigest()


# --- base64 (docs/format/README.md, Conventions) -------------------------------------------------------------------------


def unbase64(text, length=None):
    """The bytes of a base64 text in its one spelling."""
    need(isinstance(text, str), "no base64")
    try:
        data = base64.b64decode(text.encode("ascii"), validate=True)
    except ValueError:
        raise Bad(f"not base64: {text[:40]!r}") from None
    need(base64.b64encode(data).decode() == text, "base64 in another spelling")
    need(length is None or len(data) == length, f"{len(data)} bytes where {length} belong")
    return data


def base64_text(data):
    return base64.b64encode(data).decode()


# --- Ed25519 (docs/format/keys.md, Signatures) ---------------------------------------------------------------------------

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
SPKI_PREFIX = bytes.fromhex("302a300506032b6570032100")


def _double(point):
    """Doubling of an affine point, (x, y) to (x', y')."""
    x, y = point
    product = D * x * x * y * y % P
    return 2 * x * y * pow(1 + product, -1, P) % P, (y * y + x * x) * pow(1 - product, -1, P) % P


@lru_cache(1 << 16)
def usable_point(data):
    """Rule 2: a canonical encoding of a point on the curve that is not of small order."""
    y, sign = int.from_bytes(data, "little") & (2**255 - 1), data[31] >> 7
    if y >= P:
        return False
    u, v = (y * y - 1) % P, (D * y * y + 1) % P
    x = u * v**3 * pow(u * v**7, (P - 5) // 8, P) % P
    if v * x * x % P != u:
        x = x * pow(2, (P - 1) // 4, P) % P
    if v * x * x % P != u or (x == 0 and sign):
        return False
    point = (P - x if x & 1 != sign else x, y)
    for _ in range(3):
        point = _double(point)
    return point != (0, 1)


@lru_cache(1 << 16)
def verifies(public, signature, message):
    """Whether a signature holds, by the four rules."""
    if len(signature) != 64 or int.from_bytes(signature[32:], "little") >= L:
        return False
    if not usable_point(public) or not usable_point(signature[:32]):
        return False
    try:
        # OpenSSL computes [S]B - [k]A and compares its encoding with R: rule 4, without the cofactor.
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
        return True
    except (InvalidSignature, ValueError):
        return False


def spki(text):
    """The 32 bytes of a public key in base64 of its SPKI DER. Its form alone: it may be a point nobody can use."""
    der = unbase64(text, 44)
    need(der[:12] == SPKI_PREFIX, "a key of another algorithm or encoding")
    return der[12:]


def usable_key(text):
    """A key as a body brings it in (docs/format/registry.md, Format)."""
    key = spki(text)
    need(usable_point(key), "a key that nobody can use safely")
    return key


def key_id(public):
    return sha256(SPKI_PREFIX + public)


# --- The tree (docs/format/checkpoint.md, Tree; RFC 9162, 2.1.3.2) -------------------------------------------------------


def leaf_hash(header):
    return hashlib.sha256(b"\0" + header).digest()


def node_hash(left, right):
    return hashlib.sha256(b"\1" + left + right).digest()


class Tree:
    """The tree over the leaves of a log. Full subtrees are computed once."""

    def __init__(self):
        self.levels = [[]]

    def push(self, leaf):
        self.levels[0].append(leaf)
        level = 0
        while len(self.levels[level]) % 2 == 0:
            if len(self.levels) == level + 1:
                self.levels.append([])
            self.levels[level + 1].append(node_hash(*self.levels[level][-2:]))
            level += 1

    def root(self, size):
        """The root over the first `size` leaves: full subtrees, the largest leftmost, folded from the right."""
        if size == 0:
            return hashlib.sha256(b"").digest()
        at, parts = 0, []
        for level in reversed(range(size.bit_length())):
            if size >> level & 1:
                parts.append(self.levels[level][at >> level])
                at += 1 << level
        root = parts.pop()
        while parts:
            root = node_hash(parts.pop(), root)
        return root


def path_leads_to_root(index, size, leaf, path, root):
    """Whether an audit path leads from the leaf at `index` to the root of a tree of `size`."""
    if index >= size:
        return False
    at, last, value = index, size - 1, leaf
    for sibling in path:
        if last == 0:
            return False
        if at & 1 or at == last:
            value = node_hash(sibling, value)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            value = node_hash(value, sibling)
        at, last = at >> 1, last >> 1
    return last == 0 and value == root


def printable(data, what):
    """UTF-8 text of bytes."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise Bad(f"{what} is not UTF-8") from None


DECIMAL = re.compile("0|[1-9][0-9]{0,19}")


def decimal(text, most=2**64 - 1):
    """A decimal number in its one spelling (docs/format/README.md, Conventions)."""
    need(DECIMAL.fullmatch(text) and int(text) <= most, f"no decimal number: {text[:30]!r}")
    return int(text)


HEX = re.compile("[0-9a-f]{64}")


def is_hex(text):
    return isinstance(text, str) and HEX.fullmatch(text) is not None
