"""The formats of docs/format, each as a function that reads bytes and refuses what its page refuses."""

import json
import re
import unicodedata
from types import SimpleNamespace

from alphabetic import is_alphabetic
from primitives import (
    SPKI_PREFIX, Bad, base64_text, blake3, decimal, is_hex, leaf_hash, need, path_leads_to_root, printable, sha256, spki,
    unbase64, verifies,
)

RECORD_MAX, ENVELOPE_MAX, NOTE_MAX = 1_048_576, 1_572_864, 524_288
SIZE_MAX = 2**62
HONEST = 600_000  # milliseconds that two honest clocks may differ (README.md, Times)

# --- README.md: strict JSON ----------------------------------------------------------------------------------------------


def _object(pairs):
    value = dict(pairs)
    need(len(value) == len(pairs), "a field twice")
    need(not any(child is None for child in value.values()), "null")
    return value


def _whole(text):
    need(text != "-0", "-0")
    return int(text)


def _fraction(text):
    raise Bad(f"no whole number: {text}")


def strict_json(data, what):
    """A JSON value by README.md, Strict JSON, rules 1, 3 (twice), 4, 5 and 6."""
    text = printable(data, what)
    need(not text.startswith("\ufeff"), "byte order mark")
    try:
        value = json.loads(
            text, object_pairs_hook=_object, parse_int=_whole, parse_float=_fraction, parse_constant=_fraction
        )
    except (ValueError, RecursionError) as error:
        raise Bad(f"{what}: {error}") from None
    _no_halves(value)
    return value


def _no_halves(value):
    """No half of a surrogate pair, and no null in a list or alone."""
    need(value is not None, "null")
    if isinstance(value, str):
        need(not any("\ud800" <= char <= "\udfff" for char in value), "half a surrogate pair")
    elif isinstance(value, dict):
        for name, child in value.items():
            _no_halves(name)
            _no_halves(child)
    elif isinstance(value, list):
        for child in value:
            _no_halves(child)


def fields(value, must, may=()):
    """An object with exactly the fields of a page (rules 2 and 3)."""
    need(isinstance(value, dict), "no object where one belongs")
    for name in must:
        need(name in value, "no field", name)
    for name in value:
        need(name in must or name in may, "a field that nobody knows:", name)
    return value


def listed(value, most, least=0):
    need(isinstance(value, list), "no list where one belongs")
    need(least <= len(value) <= most, f"a list of {len(value)}")
    return value


def whole(value, least, most):
    need(isinstance(value, int) and not isinstance(value, bool) and least <= value <= most, "no number in its bounds")
    return value


def string(value):
    need(isinstance(value, str), "no text where one belongs")
    return value


def shallow(value, left=127):
    """Rule 7: what a body may hold."""
    if isinstance(value, (dict, list)):
        need(left > 0, "too deep")
        if isinstance(value, dict):
            need(len(value) <= 128, "too many fields")
        for child in value.values() if isinstance(value, dict) else value:
            shallow(child, left - 1)
    elif isinstance(value, int) and not isinstance(value, bool):
        whole(value, -(2**63), 2**63 - 1)


# --- README.md: names and texts ------------------------------------------------------------------------------------------

ID = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}"
ORIGIN = re.compile(r"[!-*,-~]{1,255}")
STREAM = re.compile(f"registry|(?:profile|calendar|decision)/{ID}")
WORD = re.compile("[a-z0-9][a-z0-9-]{0,63}")
WHITE = "\t\n\v\f\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"


def matches(pattern, value, what):
    need(isinstance(value, str) and re.fullmatch(pattern, value), "no", what)
    return value


def office(value):
    return matches(WORD, value, "office")


def person(value):
    """1 to 64 characters; the first a letter or digit of any script, the others those or one of - . _ and U+00B7."""
    string(value)
    need(1 <= len(value) <= 64, "no name of a person")
    for at, char in enumerate(value):
        known = is_alphabetic(char) or unicodedata.category(char) in ("Nd", "Nl", "No")
        need(known or (at > 0 and char in "-._\u00b7"), "no name of a person")
    return value


def is_control(char):
    return unicodedata.category(char) == "Cc"


def not_blank(value, most):
    string(value)
    need(len(value) <= most and value.strip(WHITE) != "", "a text that is blank or too long")
    return value


def line(value):
    """One line of text."""
    not_blank(value, 255)
    need(not any(map(is_control, value)), "a control character")
    return value


# --- README.md: times. Milliseconds since 1970 everywhere ----------------------------------------------------------------

DAY = 86_400_000
CLOCK = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})\.([0-9]{3})Z")
DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
OFFSET = re.compile(DATE.pattern + r"T([0-9]{2}):([0-9]{2}):([0-9]{2})(Z|[+-][0-9]{2}:[0-9]{2})")
DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def _days(year, month, day):
    """Days since 1970-01-01 in the Gregorian calendar, year 0 included (which `datetime` has not)."""
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    need(1 <= month <= 12 and 1 <= day <= DAYS[month - 1] + (leap and month == 2), "no such day")
    y = year - (month <= 2)
    of_year = (153 * (month + (-3 if month > 2 else 9)) + 2) // 5 + day - 1
    return 365 * y + y // 4 - y // 100 + y // 400 + of_year - 719468


def _time_of_day(hour, minute, second):
    need(hour <= 23 and minute <= 59 and second <= 59, "no such time")
    return ((hour * 60 + minute) * 60 + second) * 1000


LAST_CLOCK = _days(9999, 12, 30) * DAY + _time_of_day(22, 0, 0) + 999


def clock(text):
    """A clock time."""
    found = CLOCK.fullmatch(string(text))
    need(found, "no clock time:", text[:40])
    year, month, day, hour, minute, second, milli = map(int, found.groups())
    value = _days(year, month, day) * DAY + _time_of_day(hour, minute, second) + milli
    need(value <= LAST_CLOCK, "a clock time beyond the last")
    return value


def moment(text):
    """A moment, as its earliest, its latest and the date as it is written."""
    found = DATE.fullmatch(string(text))
    if found:
        at = _days(*map(int, found.groups()))
        return SimpleNamespace(earliest=at * DAY - 14 * 3_600_000, latest=(at + 1) * DAY + 12 * 3_600_000, date=at, day=True)
    found = OFFSET.fullmatch(text)
    need(found, "no moment:", text[:40])
    at = _days(*map(int, found.groups()[:3]))
    offset = 0
    if found[7] != "Z":
        need(found[7] != "-00:00", "-00:00")
        offset = _time_of_day(int(found[7][1:3]), int(found[7][4:]), 0) * (-1 if found[7][0] == "-" else 1)
    value = at * DAY + _time_of_day(*map(int, found.groups()[3:6])) - offset
    return SimpleNamespace(earliest=value, latest=value, date=at, day=False)


def backwards(start, end):
    """Whether `end` lies before `start` (record.md, occurred)."""
    return end.latest < start.earliest or end.date < start.date


# --- record.md -----------------------------------------------------------------------------------------------------------


def signatory(value):
    fields(value, ("office", "key"))
    return SimpleNamespace(office=office(value["office"]), key=spki(value["key"]))


def attachment(value):
    """evidence.md, Attachment."""
    fields(value, ("name", "role", "media_type", "size"), ("blake3", "sha256", "sealed"))
    for name in ("name", "role", "media_type"):
        line(value[name])
    whole(value["size"], 0, 2**64 - 1)
    digests = {name for name in ("blake3", "sha256", "sealed") if name in value}
    need(digests in ({"blake3", "sha256"}, {"sealed"}), "neither open nor sealed")
    need(all(is_hex(value[name]) for name in digests), "no digest")
    return value


def record(data):
    """record.md, Verification, steps 1 to 4, and the form of the body's JSON."""
    need(len(data) <= RECORD_MAX, "a record that is too large")
    value = fields(
        strict_json(data, "record"),
        ("liuhen", "origin", "stream", "kind", "nonce", "signed_at", "occurred", "offices", "basis", "body"),
        ("attachments", "late", "despite"),
    )
    need(value["liuhen"] == "record/v1", "another version")
    matches(ORIGIN, value["origin"], "origin")
    matches(STREAM, value["stream"], "stream")
    matches(WORD, value["kind"], "kind")
    unbase64(value["nonce"], 16)
    value["signed_at"] = clock(value["signed_at"])
    start, end = (moment(fields(value["occurred"], ("from", "to"))[name]) for name in ("from", "to"))
    need(not backwards(start, end), "it ended before it began")
    value["occurred"] = start
    value["offices"] = [signatory(one) for one in listed(value["offices"], 64, 1)]
    keys = [one.key for one in value["offices"]]
    need(len(set(keys)) == len(keys), "a key twice")
    need(all(map(is_hex, listed(value["basis"], 256))), "a basis that is no digest")
    need(len(set(value["basis"])) == len(value["basis"]), "a basis twice")
    need(isinstance(value["body"], dict), "a body that is no object")
    shallow(value["body"])
    value["attachments"] = [attachment(one) for one in listed(value.get("attachments", []), 1024)]
    late = value.get("late")
    if late is not None:
        not_blank(fields(late, ("reason",), ("missing",))["reason"], 20_000)
        for path in listed(late.get("missing", []), 64):
            line(path)
    for one in listed(value.get("despite", []), 64):
        line(fields(one, ("rule", "reason"))["rule"])
        not_blank(one["reason"], 20_000)
    return SimpleNamespace(**{**value, "late": late})


# --- envelope.md ---------------------------------------------------------------------------------------------------------

PAYLOAD_TYPE = "application/vnd.liuhen.record.v1+json"


def pae(kind, payload):
    """The pre-authentication encoding: what is signed."""
    return b"DSSEv1 %d %s %d %s" % (len(kind), kind.encode(), len(payload), payload)


def envelope_form(data, kind=PAYLOAD_TYPE):
    """Steps 1 and 2: payload and signatures."""
    need(len(data) <= ENVELOPE_MAX, "an envelope that is too large")
    value = fields(strict_json(data, "envelope"), ("payloadType", "payload", "signatures"))
    need(value["payloadType"] == kind, "another payload type")
    signatures = []
    for one in listed(value["signatures"], 64):
        fields(one, ("keyid", "sig"))
        need(len(string(one["keyid"]).encode()) <= 128, "a keyid that is too long")
        signatures.append(unbase64(one["sig"], 64))
    return unbase64(value["payload"]), signatures


def signed_by_exactly(keys, signatures, message):
    """Steps 4 and 5: each key once, and nobody else."""
    found = []
    for signature in signatures:
        signers = [key for key in keys if verifies(key, signature, message)]
        need(signers, "a signature of nobody named")
        need(signers[0] not in found, "two signatures of one key")
        found.append(signers[0])
    need(len(found) == len(keys), "somebody has not signed")


def envelope(data):
    """An envelope, whole: the record in it, signed by exactly those it names."""
    payload, signatures = envelope_form(data)
    inside = record(payload)
    signed_by_exactly([one.key for one in inside.offices], signatures, pae(PAYLOAD_TYPE, payload))
    return inside


# --- entry.md ------------------------------------------------------------------------------------------------------------

HEADER = re.compile(
    rb"liuhen entry v1\norigin ([!-*,-~]{1,255})\nsequence ([0-9]{1,20})\nprevious ([0-9a-f]{64})\nrecorded ([^\n]{24})\n"
    rb"stream ([^\n]{1,80})\nnumber ([0-9]{1,20})\nstream-previous ([0-9a-f]{64})\nrecord-blake3 ([0-9a-f]{64})\n"
    rb"record-sha256 ([0-9a-f]{64})\n"
)
ZEROS = "0" * 64


def header(data, start=0):
    """The header that begins at `start`: ten lines in their one spelling."""
    found = HEADER.match(data, start, start + 1024)
    need(found, "no header of an entry")
    try:
        values = [part.decode("ascii") for part in found.groups()]
    except UnicodeDecodeError:
        raise Bad("a header that is not ASCII") from None
    return SimpleNamespace(
        bytes=found[0],
        origin=values[0],
        sequence=decimal(values[1]),
        previous=values[2],
        recorded=clock(values[3]),
        stream=matches(STREAM, values[4], "stream"),
        number=decimal(values[5]),
        stream_previous=values[6],
        blake3=values[7],
        sha256=values[8],
        hash=blake3(found[0]),
        leaf=leaf_hash(found[0]),
        envelope=None,
        record=None,
        holds=False,
    )


LENGTH = re.compile(rb"record ([0-9]{1,7})\n")


def frame(data, start=0):
    """The frame that begins at `start`, and where it ends. Digests are held against the envelope elsewhere."""
    entry = header(data, start)
    at = start + len(entry.bytes)
    found = LENGTH.match(data, at)
    need(found, "no length of a record")
    length = decimal(found[1].decode(), ENVELOPE_MAX)
    end = found.end() + length
    need(data[end : end + 2] == b"\n\n", "a frame without its end")
    entry.envelope = data[found.end() : end]
    return entry, end + 2


def judge_entry(entry, tell):
    """entry.md, steps 2 and 3; tells what is wrong and leaves `entry.record` where there is one that holds."""
    if (blake3(entry.envelope), sha256(entry.envelope)) != (entry.blake3, entry.sha256):
        tell("the record's digests are others")
    try:
        inside = envelope(entry.envelope)
    except Bad as bad:
        tell(f"record: {bad}")
        return
    if (inside.origin, inside.stream) != (entry.origin, entry.stream):
        tell("a record of another place")
    if inside.signed_at > entry.recorded + HONEST or inside.occurred.earliest > inside.signed_at + HONEST:
        tell("a time from the future")
    entry.record = inside


# --- checkpoint.md -------------------------------------------------------------------------------------------------------

NAME = re.compile(r"[^\s+]{1,255}")


def key_hash(name, kind, public):
    """The four bytes that name a key in a note."""
    return bytes.fromhex(sha256(name.encode() + b"\n" + bytes([kind]) + public))[:4]


def note_name(text):
    need(1 <= len(text.encode()) <= 255 and not any(c in WHITE or is_control(c) or c == "+" for c in text), "no name of a key")
    return text


def verifier_key(text, kind):
    """NAME+hex(id)+base64(type and key), as a name and 32 bytes."""
    parts = string(text).split("+", 2)
    need(len(parts) == 3, "no verifier key")
    public = unbase64(parts[2], 33)
    need(public[0] == kind, "a key of another type")
    need(parts[1] == key_hash(note_name(parts[0]), kind, public[1:]).hex(), "the id is another key's")
    return parts[0], public[1:]


def checkpoint(data):
    """A signed checkpoint, steps 1 and 2: its form."""
    need(len(data) <= NOTE_MAX, "a note that is too large")
    text = printable(data, "checkpoint")
    need(not any(char < " " and char != "\n" for char in text), "a control character")
    at = text.rfind("\n\n")
    need(at >= 0 and text.endswith("\n"), "no signed note")
    body, lines = text[: at + 1], text[at + 2 :].split("\n")[:-1]
    need(1 <= len(lines) <= 64, f"{len(lines)} signature lines")
    signatures = []
    for one in lines:
        parts = one.split(" ")
        need(len(parts) == 3 and parts[0] == "\u2014", "no signature line")
        blob = unbase64(parts[2])
        need(len(blob) > 4, "a signature of nothing")
        signatures.append((note_name(parts[1]), blob[:4], blob[4:]))
    need(len({one[:2] for one in signatures}) == len(signatures), "a key twice")
    parts = body.split("\n")
    need(len(parts) == 4, "not three lines")
    matches(ORIGIN, parts[0], "origin")
    size, root = decimal(parts[1], SIZE_MAX), unbase64(parts[2], 32)
    need(size > 0 or root == bytes.fromhex(sha256(b"")), "a root of no leaves that is another")
    return SimpleNamespace(text=body, origin=parts[0], size=size, root=root, signatures=signatures)


def signed_with(note, public):
    """Whether the note bears a good signature of this ledger key. A bad one condemns the note."""
    for name, ident, signature in note.signatures:
        if name == note.origin and ident == key_hash(name, 1, public):
            need(verifies(public, signature, note.text.encode()), "the ledger key's signature does not verify")
            return True
    return False


def cosigned_by(note, name, public):
    """The unix time at which a witness cosigned, or None. A bad line condemns the note."""
    for other, ident, signature in note.signatures:
        if other == name and ident == key_hash(name, 4, public):
            need(len(signature) == 72, "no cosignature")
            seconds = int.from_bytes(signature[:8], "big")
            need(seconds < 2**63, "a time that is none")
            message = f"cosignature/v1\ntime {seconds}\n{note.text}".encode()
            need(verifies(public, signature[8:], message), "a witness's signature does not verify")
            return seconds
    return None


# --- receipt.md ----------------------------------------------------------------------------------------------------------


def receipt(data):
    """A receipt, steps 1 to 3 and 6: what it holds, and that its path leads to its root."""
    need(len(data) <= 2_625_815, "a receipt that is too large")
    printable(data, "receipt")
    top, found, rest = data.partition(b"\n\n")
    need(found, "no receipt")
    lines = top.decode().split("\n")
    need(lines[0] == "c2sp.org/tlog-proof@v1" and len(lines) >= 3, "no receipt")
    need(lines[1].startswith("extra ") and lines[2].startswith("index "), "no receipt")
    extra, index = unbase64(lines[1][6:]), decimal(lines[2][6:])
    path = [unbase64(one, 32) for one in lines[3:]]
    need(len(path) <= 63, "a path that is too long")
    entry, end = frame(extra)
    need(end == len(extra), "more than one frame")
    note = checkpoint(rest)
    need((index, entry.origin) == (entry.sequence, note.origin), "the frame of another entry")
    need(path_leads_to_root(index, note.size, entry.leaf, path, note.root), "the path does not lead to the root")
    return entry, note


# --- evidence.md ---------------------------------------------------------------------------------------------------------

OPENING = re.compile(rb'\{"salt":"([0-9a-f]{64})","blake3":"([0-9a-f]{64})","sha256":"([0-9a-f]{64})"\}\n')


def opening(data, sealed=None):
    """An opening in its one spelling, held against the commitment: the two digests of the document."""
    found = OPENING.fullmatch(data)
    need(found, "no opening in its one spelling")
    salt, one, two = (part.decode() for part in found.groups())
    need(sealed in (None, sha256(f"liuhen sealed v1\n{salt}\n{one}\n{two}\n".encode())), "the opening of something else")
    return one, two


def document(data, digests, size):
    """A document held against its two digests and its size."""
    need(len(data) == size, "a document of another size")
    need((blake3(data), sha256(data)) == digests, "another document")


# --- folder.md: the marker -----------------------------------------------------------------------------------------------


def marker(data):
    """`liuhen.toml` in its one spelling: the origin."""
    found = re.fullmatch(rb'format = "liuhen/ledger/v1"\norigin = "([^"\\\n]*)"\nstore = "segments"\n', data)
    need(found, "no marker in its one spelling")
    return matches(ORIGIN, printable(found[1], "marker"), "origin")
