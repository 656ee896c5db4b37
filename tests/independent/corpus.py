#!/usr/bin/env python3
"""What both verifiers are held against each other with, beside tests/broken.

    corpus.py vectors                  judges tests/vectors by the pages; prints what came out otherwise, a JSON list
    corpus.py make FOLDER LIUHEN       makes ledgers, receipts and bundles below FOLDER; prints a JSON list of cases

A case is {"name", "what", "path", "trust", "heads"}. Nothing here says what the verdict must be: that both say the same is
the test. LIUHEN is the program that exports the bundles.
"""

import base64
import hashlib
import io
import json
import os
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

import formats
import kinds
import registry
from book import ORIGIN, VECTORS, Book, Key, compact, envelope_of
from bundle import read_folder, rows_of
from primitives import Bad, Tree, base64_text, blake3, need, sha256, verifies

# --- the published vectors -----------------------------------------------------------------------------------------------


def read_as(case, data):
    """A negative vector, read as tests/vectors/v1/README.md says."""
    of, ledger = case["of"], Key("ledger").public
    told = []
    if of == "envelope":
        formats.envelope_form(data)
    elif of == "record":
        formats.record(data)
    elif of == "signatures":
        formats.envelope(data)
    elif of == "header":
        need(len(formats.header(data).bytes) == len(data), "something after it")
    elif of == "frame":
        entry, end = formats.frame(data)
        need(end == len(data), "something after it")
        formats.judge_entry(entry, told.append)
    elif of == "checkpoint":
        formats.checkpoint(data)
    elif of == "checkpoint-signature":
        need(formats.signed_with(formats.checkpoint(data), ledger), "not signed")
    elif of == "receipt":
        entry, note = formats.receipt(data)
        need(formats.signed_with(note, ledger), "not signed")
        formats.judge_entry(entry, told.append)
    elif of == "opening":
        formats.opening(data)
    elif of == "marker":
        formats.marker(data)
    elif of == "authority":
        record, state = formats.envelope(data), registry.Registry()
        for entry in Book(case["at"]).entries:
            entry.record = formats.envelope(entry.envelope)
            registry.judge(state, entry, entry.sequence)
        need(record.origin == ORIGIN, "another ledger")
        entry.record = record
        registry.judge(state, entry, case["at"]) if case["at"] else found(state, record)
    else:
        raise AssertionError(of)
    need(not told, told)


def found(state, record):
    """Entry 0 and no other stands in the stream `registry` and founds."""
    need(record.stream == "registry", "not in the registry")
    state.fold(record, 0)


def vectors():
    otherwise = []

    def see(holds, what):
        if not holds:
            otherwise.append(what)

    refused = json.loads((VECTORS / "negative.json").read_text("utf-8"))["refused"]
    for case in refused:
        data = base64.b64decode(case["input_base64"]) if "input_base64" in case else case["input"].encode()
        if case["of"] == "authority" and case["at"] == 0:
            entry_zero(case, data, see)
            continue
        if case["of"] == "proof":
            continue  # The proof of somebody's word is not among what is read here; README.md says so.
        try:
            read_as(case, data)
        except Bad:
            continue
        otherwise.append(f"taken: {case['name']}: {case['why']}")
    tree = Tree()
    see(tree.root(0).hex() == sha256(b""), "the root of no leaves")
    for one in json.loads((VECTORS / "entries.json").read_text("utf-8"))["entries"]:
        entry, number = Book(one["sequence"] + 1).entries[-1], one["sequence"]
        tree.push(entry.leaf)
        payload, _ = formats.envelope_form(entry.envelope)
        see(payload == (VECTORS / "records" / f"{number:02}.json").read_bytes(), f"record {number}")
        see(sha256(formats.pae(formats.PAYLOAD_TYPE, payload)) == one["pae_sha256"], f"what is signed of {number}")
        digests = (entry.hash, entry.leaf.hex(), entry.blake3, entry.sha256, tree.root(number + 1).hex())
        named = [one[name] for name in ("entry_hash", "leaf", "record_blake3", "record_sha256", "root_after")]
        see(list(digests) == named, f"digests of {number}")
    for path in sorted((VECTORS / "receipts").iterdir()):
        told = []
        entry, note = formats.receipt(path.read_bytes())
        formats.judge_entry(entry, told.append)
        see(not told and formats.signed_with(note, Key("ledger").public), path.name)
    for case in json.loads((VECTORS.parent / "ed25519" / "wycheproof.json").read_text("utf-8")):
        answer = verifies(*(bytes.fromhex(case[name]) for name in ("pk", "sig", "msg")))
        see(answer == (case["result"] == "valid"), f"wycheproof {case['tcId']}")
    cases = json.loads((VECTORS.parent / "ed25519" / "speccheck.json").read_text("utf-8"))
    answers = [verifies(*(bytes.fromhex(case[name]) for name in ("pub_key", "signature", "message"))) for case in cases]
    see(answers == [number == 3 for number in range(12)], f"speccheck {answers}")
    for case in json.loads((VECTORS.parent / "ed25519" / "cctv.json").read_text("utf-8")):
        weak = {"low_order_A", "low_order_R", "non_canonical_A", "non_canonical_R", "low_order_residue"} & set(case["flags"])
        see(verifies(bytes.fromhex(case["key"]), bytes.fromhex(case["sig"]), case["msg"].encode()) == (not weak), f"cctv {case['number']}")
    return {"negative": len(refused), "otherwise": otherwise}


def entry_zero(case, data, see):
    try:
        record = formats.envelope(data)
        found(registry.Registry(), record)
    except Bad:
        return
    see(False, f"taken: {case['name']}: {case['why']}")


# --- what is made --------------------------------------------------------------------------------------------------------

D, OTHER = "decision/2026-003", "decision/other"
OFFICE, UNIT, MEMBER = [("government-office", "office")], [("handling-unit", "transport")], [("member", "member")]
ROOTS = [("root", "root-1"), ("root", "root-2")]
ARCHIVE = [("archivist", "stranger"), *OFFICE]
TRUST = f"""format = "liuhen/trust/v1"
origin = "{ORIGIN}"
ledger_key = "{Key("ledger").spki}"
root_keys = {json.dumps([Key(f"root-{number}").id for number in (1, 2, 3)])}
root_threshold = 2
"""
WITNESS = TRUST + """quorum = 1
[[witness]]
vkey = "witness.example/yunxi-archive+e7825feb+BBJkcFALq3UaIyA6fueKR34jjdh4W1fNeziiQnmdeGxG"
"""
HEAD = '[[known_head]]\nsize = {}\nroot = "{}"\n'
OPENING = json.loads((VECTORS / "records" / "04.json").read_text("utf-8"))["body"]
DRAFT = {"version": "v2", "changes": "二稿"}


class Made:
    """A folder that fills with cases."""

    def __init__(self, folder, program):
        self.folder, self.program, self.cases = Path(folder), program, []

    def path(self, suffix=""):
        return self.folder / f"{len(self.cases):03}{suffix}"

    def text(self, text):
        """A file for a trust file or head; the same text is the same file."""
        path = self.folder / f"text-{sha256(text.encode())[:16]}"
        path.write_text(text, encoding="utf-8")
        return str(path)

    def case(self, name, what, path, trust=TRUST, heads=()):
        self.cases.append({
            "name": f"{what}: {name}", "what": what, "path": str(path), "trust": trust and self.text(trust),
            "heads": [self.text(head) for head in heads],
        })

    def ledger(self, name, book, trust=TRUST, heads=(), checkpoint=None, after=None):
        path = book.write(self.path(), checkpoint)
        if after:
            after(path)
        self.case(name, "ledger", path, trust, heads)

    def bundle(self, name, files, trust=TRUST, heads=(), rebuild=True, after=None):
        path = self.path()
        for inside, data in (manifests(files) if rebuild else files).items():
            (path / inside).parent.mkdir(parents=True, exist_ok=True)
            (path / inside).write_bytes(data)
        if after:
            after(path)
        self.case(name, "bundle", path, trust, heads)

    def receipt(self, name, data, trust=TRUST):
        path = self.path(".tlog-proof")
        path.write_bytes(data)
        self.case(name, "receipt", path, trust)

    def tar(self, name, data):
        path = self.path(".tar")
        path.write_bytes(data)
        self.case(f"tar: {name}", "bundle", path)

    def export(self, book, *options, after=None):
        """The files of the bundle that the program makes of this book's decision."""
        with tempfile.TemporaryDirectory(dir=self.folder) as place:
            ledger, out = book.write(Path(place) / "ledger"), Path(place) / "out"
            if after:
                after(ledger)
            command = [self.program, "bundle", "export", D.split("/")[1], "--ledger", ledger, "--out", out, "--unrecorded", *options]
            ran = subprocess.run(command, capture_output=True, env={**os.environ, "LIUHEN_STATE_DIR": f"{place}/state"})
            if not out.exists():
                raise SystemExit(f"no bundle: {ran.stderr.decode()}")
            return read_folder(out)


def manifests(files):
    """The files with all manifests and `Payload-Oxum` made anew."""
    files = dict(files)
    payload = sorted((path for path in files if path.startswith("data/")), key=str.encode)
    if "bag-info.txt" in files:
        oxum = f"Payload-Oxum: {sum(len(files[path]) for path in payload)}.{len(payload)}"
        files["bag-info.txt"] = re.sub("Payload-Oxum: .*", oxum, files["bag-info.txt"].decode()).encode()
    return tag_manifests({**files, **lists("manifest", payload, files)})


def tag_manifests(files):
    tags = sorted(path for path in files if not path.startswith(("data/", "tagmanifest-")))
    return {**files, **lists("tagmanifest", tags, files)}


def lists(name, paths, files):
    return {
        f"{name}-{kind}.txt": "".join(f"{hashlib.new(kind, files[path]).hexdigest()}  {path}\n" for path in paths).encode()
        for kind in ("sha256", "sha512")
    }


def remove(*paths):
    return lambda folder: [(folder / path).unlink() for path in paths]


def put(path, data):
    def write(folder):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)

    return write


def evidence(data):
    return f"evidence/{blake3(data)[:2]}/{blake3(data)}"


def appointment(**more):
    value = {
        "office": "head", "person": "吴清和", "holder": "person", "organ": "云溪县人民政府", "title": "县长",
        "key": Key("stranger").spki, "scope": "all", "from": "2026-01-01", "document": "云府任〔2026〕2号", **more,
    }
    return {name: child for name, child in value.items() if child is not None}


END = {"office": "member", "person": "周文博", "key": Key("member").spki, "reason": "retired", "document": "x"}


def ledgers_of_drafts(made):
    """Bodies, documents and what is declared missing."""

    def draft(name, body=None, attach=True, **more):
        book = Book()
        attachments = [book.document("二稿正文".encode(), "草案.txt", "draft")] if attach else []
        book.add(D, "draft-version", UNIT, body or DRAFT, attachments=attachments, **more)
        made.ledger(name, book)

    def missing(*paths):
        return {"late": {"reason": "补录", "missing": list(paths)}}

    draft("a draft")
    draft("without its document", attach=False)
    draft("late, without its document", attach=False, **missing("attachments.draft"))
    draft("late, without a field", {"version": "v2"}, **missing("changes"))
    for path in ("changes", "colour", "attachments.nothing", "attachments", "previous ", "units_consulted[01].unit", "previous[0]"):
        draft(f"late, missing {path}", **missing(path))
    for path in ("previous", "attachments.explanation", "units_consulted[0].unit", "units_consulted", "legal_basis[0]"):
        draft(f"late, missing {path}", **missing(path))
    draft("late, missing twice", **missing("previous", "previous"))
    half = {**DRAFT, "units_consulted": [{"unit": "财政局", "answer": "agree"}, {"answer": "agree"}]}
    draft("a row without its field", half)
    draft("late, in every row", half, **missing("units_consulted.unit"))
    draft("late, in one row", half, **missing("units_consulted[1].unit"))
    draft("late, in another row", half, **missing("units_consulted[0].unit"))
    draft("late, more rows than there are", half, **missing("units_consulted[1].unit", "units_consulted[7].unit"))
    draft("a reason of two lines", late={"reason": "x\ny"})
    draft("despite", despite=[{"rule": "A02", "reason": "x"}])
    draft("depth", {**DRAFT, "changes": [[]]})
    for name, value in {"turned": "x\u202ey", "line end": "x\u2028y", "tab": "x\ty", "delete": "x\x7fy", "blank": " \u3000", "long": "云" * 256}.items():
        draft(f"version {name}", {**DRAFT, "version": value})
        draft(f"changes {name}", {**DRAFT, "changes": value})


WORDS = {"line": "甲", "text": "甲\n乙", "person": "吴清和", "office": "head", "decision": "2026-003", "profile": "p", "yes/no": True}


def value_of(form, children, full, record):
    """A value of a form on the page."""
    if form in WORDS:
        return WORDS[form]
    if form.startswith("number, "):
        return int(form.split()[-1 if full else 1])
    if form in ("day", "moment"):
        return "2026-03-06" if form == "day" or not full else "2026-03-06T09:00:00+08:00"
    if form.startswith("one of "):
        words = re.findall("`([^`]+)`", form)
        return words[-1] if full else words[0]
    if form in ("record", "digest"):
        return record
    if form == "object":
        return body_of(children, full, record)
    inner = "object" if form.startswith("list of objects") else re.fullmatch(r"list of \((.*)\)(?:, at least 1)?", form)[1]
    return [value_of(inner, children, full, record)] if full or form.endswith("at least 1") else []


def body_of(table, full, record):
    fields = {name: field for name, field in table.items() if full or field.must}
    return {name: value_of(field.form, field.children, full, record) for name, field in fields.items()}


def spoilt(body, kind):
    """The body in other forms, one thing wrong in each; what, and the body."""
    for name, field in kind.fields.items():
        if name in body:
            yield f"without {name}", {other: value for other, value in body.items() if other != name}
            for wrong in ("", [], {}, -1, True, "\u2066", [[]], [{}], "x" * 256):
                yield f"{name} {wrong!r:.9}", {**body, name: wrong}
            value = body[name]
            if isinstance(value, list) and value:
                yield f"{name} twice", {**body, name: value * 2}
            if isinstance(value, int) and value is not True:
                yield f"{name} more", {**body, name: value + 1}
            for word in re.findall("`([^`]+)`", field.form) if field.form.startswith("one of") else ():
                yield f"{name} {word}", {**body, name: word}
            row = value[0] if isinstance(value, list) and value else value
            for inner in row if isinstance(row, dict) else ():
                less = {other: child for other, child in row.items() if other != inner}
                yield f"{name}.{inner} left out", {**body, name: [less] if isinstance(value, list) else less}
                spoiled = {**row, inner: {}}
                yield f"{name}.{inner} spoilt", {**body, name: [spoiled] if isinstance(value, list) else spoiled}
    yield "another field", {**body, "colour": "red"}


def ledgers_of_kinds(made):
    """Every kind on the page, with as little and with as much as it can hold, and spoilt in every field. Which entries are at
    fault is compared."""
    for full in (False, True):
        book = Book()
        for one in sorted(set().union(*(kind.offices for kind in kinds.KINDS.values()))):
            book.add("registry", "appoint", ROOTS, appointment(office=one))
        book.document(b"x", "x", "x")
        for name, kind in kinds.KINDS.items():
            stream = f"decision/{name}"
            opens = name in kinds.OPENS
            sealed = book.document(b"sealed", "x.txt", "x", sealed=True)
            if not opens:
                book.add(stream, "decision-open", [("head", "stranger")], OPENING, attachments=[sealed])
            record = book.entries[4].blake3
            body = body_of(kind.fields, full, record)
            # A profile that is nowhere, and an erasure of nothing, are the procedure's.
            body.pop("profile", None)
            if name == "erasure":
                body["record"], body["sealed"] = book.last(stream).blake3, [sealed["sealed"]]
            documents = [book.document(b"x", "x.txt", role) for role, required in kind.documents.items() if full or required]
            office = [("archivist" if name == "erasure" else sorted(kind.offices)[0], "stranger")]
            signers = [*office, *OFFICE] if name == "erasure" else office
            seed = int(blake3(f"{name} {full}".encode())[:8], 16)
            wrong = list(spoilt(body, kind))
            for number, (_, one) in enumerate([("", body), *(wrong[(seed + 7 * step) % len(wrong)] for step in range(6))]):
                where = f"{stream}-{number}" if opens else stream
                late = {"reason": "x"} if name in kinds.OWN_WORD and number % 2 else None
                book.add(where, name, signers, one, attachments=documents, late=late, signed_at="2026-03-06T03:00:00.000Z")
        made.ledger(f"every kind, {'full' if full else 'bare'}", book)
        made.cases[-1]["entries"] = True


def ledgers_of_the_registry(made):
    def record(name, kind, body, offices=ROOTS, stream="registry", keys=("ledger",), **more):
        book = Book()
        book.ledger_keys = list(keys)
        book.add(stream, kind, offices, body, **more)
        made.ledger(name, book)

    record("appointed", "appoint", appointment())
    record("of empty texts", "appoint", appointment(organ="", title="\n", document=" "))
    record("to an office nobody knows", "appoint", appointment(office="king"))
    record("a root holder", "appoint", appointment(key=Key("root-1").spki, person="赵启明"))
    record("a root holder's key to another", "appoint", appointment(key=Key("root-1").spki))
    record("for one decision", "appoint", appointment(scope="decision/x"))
    record("for the registry", "appoint", appointment(scope="registry"))
    record("late, without a field", "appoint", appointment(title=None), late={"reason": "x", "missing": ["title"]})
    record("by all", "appoint", appointment(), offices=[*ROOTS, ("root", "root-3")])
    for person in ("a b", "བཀྲཤིས", "བཀྲ་ཤིས", "阿卜杜·拉", "·拉", "e\u0301", "²x½", "云" * 64, "云" * 65, "Ⓐ", "\U00030001"):
        record(f"person {person}", "appoint", appointment(person=person))
    record("ended", "end-appointment", END)
    for since in ("2026-03-03", "2026-03-06", "2026-03-03T23:41:00Z", "2026-03-03T23:41:01Z", "2026-03-04T07:41:00+08:00"):
        record(f"compromised {since}", "end-appointment", {**END, "reason": "compromised", "since": since})
    next_key = {"ledger_key": Key("ledger-next").spki, "document": "x"}
    record("ledger key rotated", "rotate-ledger-key", next_key, keys=("ledger-next", "ledger"))
    record("rotated, signed by the new one", "rotate-ledger-key", next_key, keys=("ledger-next",))
    record("rotated, signed by the old one", "rotate-ledger-key", next_key, keys=("ledger",))
    for name, threshold, holders in (
        ("to a stranger", 1, [("x", "stranger")]), ("to a key of another", 1, [("x", "root-1")]),
        ("to an appointed key", 1, [("周文博", "member")]), ("to nobody", 0, []), ("to the same", 2, [("赵启明", "root-1"), ("钱思远", "root-2")]),
    ):
        root = {"threshold": threshold, "holders": [{"person": person, "key": Key(key).spki} for person, key in holders]}
        signers = ROOTS + [("root", key) for _, key in holders if ("root", key) not in ROOTS]
        record(f"root rotated {name}", "rotate-root", {"root": root, "document": "x"}, signers)
    book = Book()
    book.add("registry", "end-appointment", ROOTS, END)
    book.add("registry", "appoint", ROOTS, appointment(office="expert", key=Key("member").spki, person="周文博"))
    compromised = {**END, "office": "expert", "reason": "compromised", "since": "2026-03-01"}
    book.add("registry", "end-appointment", ROOTS, compromised)
    made.ledger("retired, appointed anew, compromised", book)
    for name, stream, sealed, signers in (
        ("adopted", "profile/p", False, ROOTS), ("in another stream", "profile/q", False, ROOTS), ("sealed", "profile/p", True, ROOTS),
        ("with a stranger", "profile/p", False, ROOTS + UNIT), ("in the registry", "registry", False, ROOTS),
        ("in a calendar", "calendar/p", False, ROOTS),
    ):
        book = Book()
        text = book.document(b"profile", "p.toml", "profile", sealed)
        body = {"profile": "p", "blake3": blake3(b"profile"), "document": "x"}
        book.add(stream, "adopt-profile", signers, body, attachments=[text])
        made.ledger(f"profile {name}", book)
    for name, stream, change in (
        ("adopted", "calendar/cn", {}), ("elsewhere", "calendar/us", {}), ("of another year", "calendar/cn", {"year": 32768}), ("without source", "calendar/cn", {"source": None}),
        ("of another text", "calendar/cn", {"blake3": "0" * 64}), ("in a profile", "profile/cn", {}),
    ):
        book = Book()
        body = {"calendar": "cn", "year": 2026, "source": "x", "blake3": blake3(b"table"), "document": "x", **change}
        body = {field: value for field, value in body.items() if value is not None}
        book.add(stream, "adopt-calendar", ROOTS, body, attachments=[book.document(b"table", "2026.toml", "calendar")])
        made.ledger(f"calendar {name}", book)


def ledgers_of_anchors(made):
    """Checkpoints, heads, trust, doubt."""
    book = Book()
    note = book.checkpoint()
    made.ledger("sound", book)
    made.ledger("nobody trusts", book, trust=None)
    made.ledger("no witness", book, trust=WITNESS)
    made.ledger("a witness", book, trust=WITNESS, checkpoint=note + book.cosignature(note, 1_773_000_000))
    made.ledger("entries beyond", book, checkpoint=book.checkpoint(size=6))
    made.ledger("entries beyond, known", book, checkpoint=book.checkpoint(size=6), heads=[note])
    bad = Book()
    bad.add(D, "draft-version", UNIT, {"version": "v2"})
    made.ledger("a bad entry beyond", bad, checkpoint=bad.checkpoint(size=8))
    made.ledger("a bad entry beyond, known", bad, checkpoint=bad.checkpoint(size=8), heads=[bad.checkpoint()])
    made.ledger("head", book, heads=[book.checkpoint(size=5)])
    made.ledger("another head", book, heads=[book.checkpoint(size=5, root=bytes(32))])
    made.ledger("a later head", Book(6), heads=[note])
    made.ledger("a head of another", book, heads=[note.replace("yunxi", "other")])
    made.ledger("noted heads", book, trust=TRUST + HEAD.format(9, base64_text(bytes(32))))
    line = "\u2014 {} {}\n".format

    def signed(name, public, kind, signature):
        return line(name, base64_text(formats.key_hash(name, kind, public) + signature))

    made.ledger("a line of a stranger", book, checkpoint=note + signed("x.example", bytes(32), 1, b"x"))
    made.ledger("a line of nothing", book, checkpoint=note + line("x.example", base64_text(b"abcd")))
    made.ledger("the same line twice", book, checkpoint=note + note.split("\n\n")[1])
    made.ledger("no end", book, checkpoint=note[:-1])
    made.ledger("a bad line of the key to come", book, checkpoint=note + signed(ORIGIN, Key("ledger-next").public, 1, bytes(64)))
    many = "".join(signed("x", bytes([number]) * 32, 1, b"x") for number in range(64))
    made.ledger("sixty-five lines", book, checkpoint=note + many)
    for name in ("x\u00a0y", "x\u200by", "x\u0090y", "x\x7fy", "云" * 86, "x" * 255):
        made.ledger(f"a key named {name}", book, checkpoint=note + signed(name, bytes(32), 1, b"x"))
    grown = Book(11)
    grown.add("registry", "appoint", [("root", "root-1"), ("root", "root-3")], appointment())
    for name, keys in {"new": ["ledger-next"], "both": ["ledger-next", "ledger"], "old": ["ledger"]}.items():
        made.ledger(f"after a rotation, signed by {name}", grown, checkpoint=grown.checkpoint(signers=keys))
    wrong = signed(ORIGIN, Key("ledger").public, 1, bytes(64))
    made.ledger("a bad line of the key that was", grown, checkpoint=grown.checkpoint(signers=["ledger-next"]) + wrong)
    for name, change in {
        "another threshold": ("threshold = 2", "threshold = 1"), "a root key fewer": (f', "{Key("root-3").id}"', ""),
        "the key by its id": (Key("ledger").spki, Key("ledger").id), "another ledger key": (Key("ledger").spki, Key("stranger").spki),
        "another name": (f'origin = "{ORIGIN}"', 'origin = "other.example"'),
    }.items():
        made.ledger(f"trusting {name}", book, trust=TRUST.replace(*change))
        made.receipt(f"trusting {name}", (VECTORS / "receipts" / "05.tlog-proof").read_bytes(), TRUST.replace(*change))
    for name, seconds in {"before": 1_772_581_259, "at the time": 1_772_581_260}.items():
        doubted, head = Book(), note + book.cosignature(note, seconds)
        doubted.add("registry", "end-appointment", ROOTS, {**END, "reason": "compromised", "since": "2026-03-03T23:41:00Z"})
        after = doubted.checkpoint()
        after += doubted.cosignature(after, 1_773_000_000)
        made.ledger(f"seen by a witness {name}", doubted, trust=WITNESS, checkpoint=after, heads=[head])
        made.ledger(f"seen by somebody {name}", doubted, checkpoint=after, heads=[head])


def ledgers_of_files(made):
    """The folder's files."""
    book = Book()
    lengths = [len(entry.frame) for entry in book.entries]

    def cut(*at):
        def split(folder):
            data = (folder / "log/000000.log").read_bytes()
            for number, (start, end) in enumerate(zip((0, *at), (*at, len(data)))):
                (folder / f"log/{number:06}.log").write_bytes(data[start:end])

        return split

    third = sum(lengths[:3])
    made.ledger("two files", book, after=cut(third))
    made.ledger("an empty file between", book, after=cut(third, third))
    made.ledger("a frame across files", book, after=cut(third + 10))
    made.ledger("a file missing", book, after=lambda folder: (cut(third)(folder), (folder / "log/000001.log").rename(folder / "log/000002.log")))
    made.ledger("a torn end", book, after=lambda folder: put("log/000001.log", b"liuhen entry v1\nor")(folder))
    made.ledger("strays", book, after=put("evidence/zz", b"x"))
    made.ledger("no marker", book, after=remove("liuhen.toml"))
    made.ledger("no log", book, after=remove("log/000000.log"))
    made.ledger("no ledger", book, after=lambda folder: (remove("liuhen.toml", "log/000000.log")(folder), (folder / "log").rmdir()))
    leaves = b"".join(entry.leaf for entry in book.entries)
    for name, data in {"0/000.p/8": leaves, "0/000.p/5": leaves[:160], "0/000.p/7": leaves[:192], "0/000.p/6": leaves[32:224], "0/000.p/9": leaves, "0/000": leaves, "9/000": b"x"}.items():
        made.ledger(f"tile {name}", book, after=put(f"tile/{name}", data))
    again = Book()
    envelope = again.entries[5].envelope
    again.enter(envelope, D, "2026-03-07T00:00:00.000Z")
    made.ledger("an envelope again", again)
    early = Book()
    first = book.record(D, "draft-version", UNIT, DRAFT)
    made.ledger("empty", Book(0))
    early.add(D, "draft-version", UNIT, DRAFT, recorded="2026-03-01T00:00:00.000Z", signed_at=first["signed_at"])
    made.ledger("recorded too early", early)


def logs(made):
    """The logs of logs.json, each under a checkpoint over all headers in it."""
    for log in json.loads((VECTORS / "logs.json").read_text("utf-8"))["logs"]:
        book = Book(0)
        book.entries = [formats.header(found[0]) for found in formats.HEADER.finditer(log["log"].encode())]
        for entry in book.entries:
            entry.frame = b""
        made.ledger(f"log {log['name']}", book, after=put("log/000000.log", log["log"].encode()))


# --- bundles -------------------------------------------------------------------------------------------------------------


class Story(Book):
    """The example ledger with a second decision and a draft with sealed attachments; an archivist is appointed."""

    def __init__(self):
        super().__init__()
        self.add("registry", "appoint", ROOTS, appointment(office="archivist", person="档案员"))
        self.add(OTHER, "decision-open", OFFICE, OPENING)
        self.lists = [self.document(data, "签到表.txt", "sign-in-sheet", sealed=True) for data in (b"list one", b"list two")]
        draft = self.document("二稿正文".encode(), "DRAFT.tar.GZ", "draft")
        odd = [self.document(name.encode(), name, "other") for name in ("README", ".bashrc", "a.\u212a", "a.abcdefghi", "a.", "附件.文", "x..y")]
        self.second = self.add(D, "draft-version", UNIT, DRAFT, attachments=[draft, *self.lists, *odd])
        self.add(OTHER, "draft-version", UNIT, DRAFT, attachments=[draft])
        self.third = self.add(D, "draft-version", UNIT, DRAFT, attachments=[draft])
        self.add(OTHER, "draft-version", UNIT, DRAFT, attachments=[draft])

    def reviewed(self, *items):
        """The review that withholds these and all other sealed attachments."""
        first = {"record": self.entries[5].blake3, "attachment": json.loads((VECTORS / "sealed.json").read_text("utf-8"))["sealed"]}
        whole = [record for record, attachment in items if attachment is None]
        named = [{"record": record, **({"attachment": attachment} if attachment else {})} for record, attachment in items]
        named += [{"record": self.second, "attachment": one["sealed"]} for one in self.lists if self.second not in whole and (self.second, one["sealed"]) not in items]
        rows = [{**one, "basis": "personal-privacy", "reason": "个人信息"} for one in [first, *named]]
        return self.add(D, "disclosure-review", OFFICE, {"items": rows, "examined_by": "保密委员会", "secrecy_checked": True})


def pieces(data):
    """The bytes of each row."""
    rows, at, out = rows_of(data), 0, []
    for row in rows:
        size = len(row.bytes) + (len(row.form) + 2 if row.form != "whole" else len(f"record {len(row.envelope)}\n") + len(row.envelope) + 2)
        out.append(data[at : at + size])
        at += size
    return rows, out


def bundles_of_files(made, story, files):
    made.bundle("full", files)
    made.bundle("nobody trusts", files, trust=None)
    made.bundle("head", files, heads=[story.checkpoint()])
    made.bundle("another head", files, heads=[story.checkpoint(root=bytes(32))])
    made.bundle("an earlier head", files, heads=[story.checkpoint(size=5)])
    for path in files:
        left = {inside: data for inside, data in files.items() if inside != path}
        made.bundle(f"without {path}", left, rebuild="manifest" not in path)
        if path.startswith("data/"):
            made.bundle(f"{path} in capitals", {**left, path.upper().replace("DATA/", "data/"): files[path]})
    for path in ("extra.txt", "fetch.txt", "data/extra.txt", "data/EXTRA.txt", f"data/{'a' * 41}.txt", "data/ledger/more", "data/x.md", "anchors/x.tsr", "anchors/X.tsr", f"data/evidence/{'0' * 64}", f"data/openings/{'0' * 64}.json"):
        made.bundle(f"with {path}", {**files, path: b"x"})
    made.bundle("not in the manifests", {**manifests(files), "data/extra.txt": b"x"}, rebuild=False)
    made.bundle("an empty folder", files, after=lambda folder: (folder / "anchors").mkdir())
    made.bundle("a link", files, after=lambda folder: (remove("data/index.html")(folder), (folder / "data/index.html").symlink_to(folder / "data/README.txt")))
    for name, change in {
        "in small letters": lambda text: text.lower(), "twice": lambda text: text + text, "none": lambda _: "A: b\n", "another": lambda text: text.replace("Oxum: ", "Oxum: 1"),
        "two spaces": lambda text: text.replace("Oxum: ", "Oxum:  "), "more": lambda text: text + "anything\n", "indented": lambda text: " " + text,
    }.items():
        sound = manifests(files)
        made.bundle(f"bag-info {name}", tag_manifests({**sound, "bag-info.txt": change(sound["bag-info.txt"].decode()).encode()}), rebuild=False)
    made.bundle("CR LF", {**files, "bagit.txt": files["bagit.txt"].replace(b"\n", b"\r\n")})
    note = story.checkpoint()
    text, _ = note.split("\n\n")
    for name, lines in {"whole": note, "alone": text + "\n\n", "another": None}.items():
        later = story.checkpoint(size=5) if lines is None else lines + story.cosignature(note, 1_773_000_000)
        made.bundle(f"an anchor, {name}", {**files, "anchors/x.checkpoint": later.encode()}, trust=WITNESS)
    twice = {f"anchors/{n}.checkpoint": (text + "\n\n" + story.cosignature(note, n)).encode() for n in (1, 2)}
    made.bundle("one witness at two times", {**files, **twice}, trust=WITNESS)
    made.bundle("an anchor unsigned", {**files, "anchors/x.checkpoint": (text + "\n\n" + story.cosignature(note, 1)[:-9] + "AAAAAAA=\n").encode()}, trust=WITNESS)


def bundles_of_contents(made, files, public):
    def contents(name, change, base=files):
        value = json.loads(base["data/bundle.json"])
        change(value)
        made.bundle(f"contents {name}", {**base, "data/bundle.json": (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()})

    for name, more in {
        "public": {"version": "public"}, "of no version": {"version": "x"}, "of another decision": {"decision": "other"}, "of another ledger": {"origin": "x"},
        "by nobody": {"drawn_by": ""}, "by another": {"drawn_by": "a\"\\\n\x01\x7f/"}, "described by nothing": {"description": {}}, "described": {"description": {"unit": "x", "retention": "permanent"}},
        "described out of order": {"description": {"unit": "x", "fonds": "y"}}, "kept for ever": {"description": {"retention": "for ever"}}, "described by more": {"description": {"x": "y"}},
        "lacking what is there": {"lacking": [{"sequence": 10, "name": "DRAFT.tar.GZ"}]}, "lacking nothing": {"lacking": [{"sequence": 10, "name": "x"}]},
        "withheld by nobody": {"withheld": [{"sequence": 10, "basis": "state-secret", "by": "0" * 64}]},
    }.items():
        contents(name, lambda value: value.update(more))
    contents("without withheld", lambda value: value.pop("withheld"))
    made.bundle("contents in one line", {**files, "data/bundle.json": json.dumps(json.loads(files["data/bundle.json"])).encode() + b"\n"})
    for name, base in public.items():
        made.bundle(f"public, {name}", base)
        contents(f"{name}: nothing listed", lambda value: value.update(withheld=[]), base)
        contents(f"{name}: full", lambda value: value.update(version="full"), base)
        contents(f"{name}: for another reason", lambda value: value["withheld"][-1].update(basis="state-secret"), base)
        contents(f"{name}: by another record", lambda value: value["withheld"][-1].update(by="0" * 64), base)
        contents(f"{name}: reversed", lambda value: value["withheld"].reverse(), base)
        rows, parts = pieces(base["data/ledger/entries"])
        kept = [part for row, part in zip(rows, parts) if row.form != "withheld"]
        if len(kept) < len(rows):
            made.bundle(f"public, {name}: dropped", {**base, "data/ledger/entries": b"".join(kept)})


def bundles_of_rows(made, files, story):
    rows, parts = pieces(files["data/ledger/entries"])

    def entries(name, made_of):
        made.bundle(f"rows {name}", {**files, "data/ledger/entries": b"".join(made_of)})

    for at, row in enumerate(rows):
        entries(f"without {row.sequence}", parts[:at] + parts[at + 1 :])
        for form in (b"withheld\n\n", b"other\n\n"):
            entries(f"{row.sequence} {form[:5]}", parts[:at] + [row.bytes + form] + parts[at + 1 :])
    entries("swapped", parts[:3] + [parts[4], parts[3]] + parts[5:])
    entries("twice", parts + parts[-1:])
    entries("and more", [*parts, b"x"])
    other = [entry for entry in story.entries if entry.stream == OTHER]
    entries("of another, whole", parts[:-1] + [other[-1].frame])
    at = next(at for at, row in enumerate(rows) if row.sequence > other[0].sequence)
    entries("of another, too early", parts[:at] + [other[0].bytes + b"other\n\n"] + parts[at:])
    lines = files["data/ledger/proofs"].decode().split("\n")
    for name, changed in {
        "dropped": lines[:3] + lines[4:], "swapped": [*lines[:3], lines[4], lines[3], *lines[5:]], "titled": ["liuhen proofs v2", *lines[1:]], "unended": lines[:-1],
        "twice": [*lines[:-1], lines[-2], ""], "shortened": [*lines[:-2], lines[-2].rsplit(" ", 1)[0], ""], "spaced": [*lines[:-2], lines[-2] + " ", ""],
        "of more": [*lines[:-1], lines[-2].replace(lines[-2].split(" ")[0], "99", 1), ""],
    }.items():
        made.bundle(f"paths {name}", {**files, "data/ledger/proofs": "\n".join(changed).encode()})


def bundles_of_exports(made):
    def export(name, after=None, **more):
        story = Story()
        register = [entry for entry in story.entries if entry.stream == "registry"]
        body = {"version": "full", "records": story.last(D).number + 1, "last": story.third, "registry_records": len(register), "registry_last": register[-1].blake3}
        story.add(D, "archive-export", OFFICE, {**body, **more})
        if after:
            story.add(*after)
        made.bundle(f"export {name}", made.export(story))

    export("recorded")
    export("of a public version", version="public")
    export("of fewer", records=3)
    export("of a shorter registry", registry_records=3)
    export("of another registry", registry_last="0" * 64)
    export("of another end", last="0" * 64)
    export("of a registry since grown", registry_records=4, registry_last=Book().entries[3].blake3)
    export("before an appointment", ("registry", "appoint", ROOTS, appointment(person="另人", key=Key("witness").spki)))
    export("before another decision", (OTHER, "matter-closed", OFFICE, {"outcome": "withdrawn", "reasons": "x"}))


def whole(made):
    """A whole ledger in a bag."""
    with tempfile.TemporaryDirectory(dir=made.folder) as place:
        book = Book()
        book.write(place)
        files = {f"data/{path}": data for path, data in read_folder(place).items()}
    files |= {"bagit.txt": b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n", "bag-info.txt": b"Payload-Oxum: 0.0\n"}
    made.bundle("whole ledger", files)
    made.bundle("whole ledger, nobody trusts", files, trust=None)
    for name, data in {"data/README.txt": b"x", "data/index/x": b"x", "seal.json": b"x", "data/log/000001.log": b"", "data/log/torn-1": b"x"}.items():
        made.bundle(f"whole ledger with {name}", {**files, name: data})
    for path in files:
        made.bundle(f"whole ledger without {path}", {name: data for name, data in files.items() if name != path})
    made.bundle("whole ledger, head", files, heads=[book.checkpoint(size=5, root=bytes(32))])


def seals(made, story, files):
    """A bundle sealed by hand."""
    files = manifests(files)
    payload_type = "application/vnd.liuhen.seal.v1+json"

    def seal(name, office="archivist", key="stranger", change=None, files=files, spell=lambda data: data + b"\n", keyid=None):
        payload = {
            "liuhen": "seal/v1", "origin": ORIGIN, "decision": D.split("/")[1], "by": {"office": office, "key": Key(key).spki},
            "files": {path: sha256(files[path]) for path in ("bag-info.txt", "bagit.txt", "manifest-sha256.txt", "manifest-sha512.txt")},
        }
        payload.update(change or {})
        data = compact(payload).encode()
        signature = Key(key).secret.sign(formats.pae(payload_type, data))
        signed = {"payloadType": payload_type, "payload": base64_text(data), "signatures": [{"keyid": keyid or Key(key).id, "sig": base64_text(signature)}]}
        made.bundle(f"seal {name}", tag_manifests({**files, "seal.json": spell(compact(signed).encode())}), rebuild=False)

    seal("of the archivist")
    seal("of the office", "government-office", "office")
    seal("of a member", "member", "member")
    seal("of another's office", "archivist", "office")
    seal("of another decision", change={"decision": "other"})
    seal("of another ledger", change={"origin": "other.example"})
    seal("of other files", change={"files": {path: "0" * 64 for path in ("bag-info.txt", "bagit.txt", "manifest-sha256.txt", "manifest-sha512.txt")}})
    seal("of fewer files", change={"files": {"bagit.txt": sha256(files["bagit.txt"])}})
    seal("of another version", change={"liuhen": "seal/v2"})
    seal("of more", change={"more": 1})
    seal("without end", spell=lambda data: data)
    seal("with space", spell=lambda data: data.replace(b":", b": ", 1) + b"\n")
    seal("of another key id", keyid="x")
    for name, last in {"appointed last": False, "ended last": True}.items():
        told = Story()
        if last:
            end = {"office": "archivist", "person": "档案员", "key": Key("stranger").spki, "reason": "retired", "document": "x"}
            told.add("registry", "end-appointment", ROOTS, end)
            seal(name, files=manifests(made.export(told)))
        else:
            told.add("registry", "appoint", ROOTS, appointment(office="handling-unit", person="证人", key=Key("witness").spki))
            seal(name, "handling-unit", "witness", files=manifests(made.export(told)))


def cited_too_late(made):
    """A record that was signed early and entered late, cited before it was entered."""
    story = Story()
    record = story.record(D, "draft-version", UNIT, DRAFT, attachments=[story.document(b"x", "x.txt", "draft")])
    envelope = envelope_of(record, ["transport"])
    nonce = base64_text(bytes(16))
    story.add(D, "draft-version", UNIT, DRAFT, attachments=record["attachments"], basis=[story.last(D).blake3, blake3(envelope)], nonce=nonce)
    story.enter(envelope, D, "2026-03-06T03:00:00.000Z")
    made.ledger("cited before it is entered", story)
    made.bundle("cited before it is entered", made.export(story))


def erasures(made):
    for name, offices, change, which in (
        ("by both", ARCHIVE, {}, "both"), ("opening alone", ARCHIVE, {}, "opening"), ("document alone", ARCHIVE, {}, "document"), ("nothing gone", ARCHIVE, {}, ""),
        ("by one", ARCHIVE[:1], {}, "both"), ("of another record", ARCHIVE, {"record": "0" * 64}, "both"), ("of another list", ARCHIVE, {"sealed": ["0" * 64]}, "both"),
        ("altered instead", ARCHIVE, {}, "altered"), ("opening altered instead", ARCHIVE, {}, "altered opening"),
    ):
        story = Story()
        sealed = story.lists[0]["sealed"]
        opening = f"openings/{sealed[:2]}/{sealed}.json"
        body = {"record": story.second, "sealed": [sealed], "ground": "court-order", "legal_basis": ["x"], "method": "x", **change}
        story.add(D, "erasure", offices, body)
        gone = {"both": [opening, evidence(b"list one")], "opening": [opening], "document": [evidence(b"list one")]}.get(which, [])
        after = {"altered": put(evidence(b"list one"), b"list 0ne"), "altered opening": put(opening, b"x")}.get(which, remove(*gone))
        made.ledger(f"erased {name}", story, after=after)
        if name == "by both":
            made.bundle("erased", made.export(story, after=after))
            made.bundle("erased, and here", made.export(Story()))
    for name in ("and the other withheld", "and both withheld", "and its record withheld"):
        story = Story()
        sealed = story.lists[0]["sealed"]
        after = remove(f"openings/{sealed[:2]}/{sealed}.json", evidence(b"list one"))
        story.add(D, "erasure", ARCHIVE, {"record": story.second, "sealed": [sealed], "ground": "court-order", "legal_basis": ["x"], "method": "x"})
        if name == "and the other withheld":
            story.lists = story.lists[1:]
        story.reviewed(*[(story.second, None)] if name == "and its record withheld" else [])
        files = made.export(story, "--public", after=after)
        made.bundle(f"erased, {name}", files)
        value = json.loads(files["data/bundle.json"])
        value.update(withheld=[one for one in value["withheld"] if one["sequence"] != 10])
        made.bundle(f"erased, {name}, not listed", {**files, "data/bundle.json": (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()})


def tars(made, files):
    files = manifests(files)

    def archive(kind, top="2026-003-full", folders=False, change=None, names=None):
        out, seen = io.BytesIO(), set()
        with tarfile.open(fileobj=out, mode="w", format=kind) as tar:
            for path in names or sorted(files):
                above = f"{top}/{path}".split("/")[:-1]
                for depth in range(1, len(above) + 1) if folders else ():
                    if (folder := "/".join(above[:depth])) not in seen:
                        seen.add(folder)
                        member = tarfile.TarInfo(folder)
                        member.type, member.mode = tarfile.DIRTYPE, 0o755
                        tar.addfile(member)
                member = tarfile.TarInfo(f"{top}/{path}")
                member.size = len(files[path])
                if change:
                    change(member)
                tar.addfile(member, io.BytesIO(files[path]))
        return out.getvalue()

    plain = archive(tarfile.USTAR_FORMAT)
    made.tar("as it is", plain)
    for name, kind in {"ustar": tarfile.USTAR_FORMAT, "gnu": tarfile.GNU_FORMAT, "pax": tarfile.PAX_FORMAT}.items():
        made.tar(f"{name}, with folders", archive(kind, folders=True))
        made.tar(f"{name}, below a long name", archive(kind, top="x" * 60))
        made.tar(f"{name}, below 卷宗", archive(kind, top="卷宗"))
    made.tar("two deep", archive(tarfile.USTAR_FORMAT, top="a/b"))
    made.tar("elsewhere", archive(tarfile.USTAR_FORMAT, top=".."))
    made.tar("a file twice", archive(tarfile.USTAR_FORMAT, names=[*sorted(files), "bagit.txt"]))
    made.tar("cut short", plain[:3000])
    made.tar("nothing in it", bytes(1024))
    made.tar("more zeros", plain + bytes(5120))
    made.tar("and more", plain + b"secret")
    made.tar("a second one", plain + plain)
    filler = plain.index(b"BagIt-Version") + len(files["bagit.txt"]) + 3
    made.tar("a filled block", plain[:filler] + b"x" + plain[filler + 1 :])
    made.tar("no tar", b"liuhen" * 300)

    def link(member):
        if member.name.endswith("index.html"):
            member.type, member.linkname, member.size = tarfile.SYMTYPE, "bagit.txt", 0

    made.tar("a link", archive(tarfile.USTAR_FORMAT, change=link))


def make(folder, program):
    made = Made(folder, program)
    ledgers_of_drafts(made)
    ledgers_of_kinds(made)
    ledgers_of_the_registry(made)
    ledgers_of_anchors(made)
    ledgers_of_files(made)
    logs(made)
    for path in sorted((VECTORS / "receipts").iterdir()):
        made.receipt(path.name, path.read_bytes(), WITNESS)
        made.receipt(path.name, path.read_bytes(), None)
    data = (VECTORS / "receipts" / "05.tlog-proof").read_bytes()
    for root in (base64_text(Tree.root(_tree(), 8)), base64_text(bytes(32))):
        made.receipt(f"head {root[:4]}", data, TRUST + HEAD.format(8, root))
    for path in sorted((VECTORS.parent / "bundles").iterdir()):
        made.bundle(f"vector {path.name}", read_folder(path), rebuild=False)
    whole(made)
    story = Story()
    files = made.export(story)
    bundles_of_files(made, story, files)
    public = {}
    for name, items in {"a record": lambda one: [(one.second, None)], "its lists": lambda one: [(one.second, one.lists[0]["sealed"])]}.items():
        told = Story()
        told.reviewed(*items(told))
        public[name] = made.export(told, "--public")
    bundles_of_contents(made, files, public)
    bundles_of_rows(made, files, story)
    bundles_of_exports(made)
    seals(made, story, files)
    cited_too_late(made)
    erasures(made)
    tars(made, files)
    return made.cases


def _tree():
    tree = Tree()
    for entry in Book(8).entries:
        tree.push(entry.leaf)
    return tree


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")
    if sys.argv[1:] == ["vectors"]:
        json.dump(vectors(), sys.stdout, ensure_ascii=False)
    else:
        Path(sys.argv[2]).mkdir(parents=True, exist_ok=True)
        json.dump(make(sys.argv[2], sys.argv[3]), sys.stdout, ensure_ascii=False)
