"""A bundle: docs/format/bundle.md, Verification, steps 1 to 12. Step 13, the procedure, is not judged here."""

import hashlib
import json
import os
import re
import stat
import tarfile
import tempfile
from pathlib import Path
from types import SimpleNamespace

import kinds
from formats import (
    ID, LENGTH, ORIGIN, ZEROS, checkpoint, envelope_form, fields, frame, header, listed, matches, opening, pae, signatory,
    signed_by_exactly, string, strict_json, whole,
)
from liuhen_verify import (
    DIVERGED, INVALID, UNANCHORED, UNREADABLE, Erasures, Report, Rows, anchors, checkpoint_signatures, documents_of, verify_ledger, witnessed,
)
from primitives import Bad, decimal, is_hex, key_id, need, path_leads_to_root, printable, sha256, unbase64

FILES_MAX, CONTENTS_MAX, SEAL_MAX = 1_048_576, 4 * 1_048_576, 16 * 1024

# --- reading: a folder or a tar file -------------------------------------------------------------------------------------


def read_folder(root):
    files, empty = {}, []
    for folder, below, names in os.walk(root):
        if not below and not names:
            empty.append(folder)
        for name in below + names:
            path = Path(folder) / name
            mode = path.lstat().st_mode
            need(stat.S_ISDIR(mode) or stat.S_ISREG(mode), "neither file nor folder:", path)
            if stat.S_ISREG(mode):
                files[path.relative_to(root).as_posix()] = path.read_bytes()
    need(not empty, "an empty folder:", empty)
    return files


def read_tar(path):
    """One folder in a tar file. One that was packed again may have folders of its own and longer forms of names."""
    files, tops, end, fillers = {}, set(), 0, []
    try:
        with tarfile.open(path, "r:") as archive:
            for member in archive:
                top, *parts = member.name.split("/")
                need(top and not {"", ".", ".."} & set(parts), "a path that leads elsewhere:", member.name)
                need(member.type in (tarfile.REGTYPE, tarfile.AREGTYPE, tarfile.DIRTYPE), "neither file nor folder:", member.name)
                end = max(end, member.offset_data)
                if member.isdir():
                    continue
                need("/".join(parts) not in files, "a path twice:", member.name)
                files["/".join(parts)] = archive.extractfile(member).read()
                tops.add(top)
                end = max(end, member.offset_data + member.size)
                fillers.append((member.offset_data + member.size, -member.size % 512))
    except (tarfile.TarError, UnicodeError, ValueError, EOFError, OSError) as error:
        raise Bad(f"no tar file: {error}") from None
    need(len(tops) <= 1, "more than one folder in the tar")
    with open(path, "rb") as raw:
        for at, count in fillers:
            raw.seek(at)
            need(not raw.read(count).strip(b"\0"), "something behind a file")
        raw.seek(end)
        need(not raw.read().strip(b"\0"), "something behind the end of the tar")
    return files


# --- step 1: the bag -----------------------------------------------------------------------------------------------------

TAGS = ("manifest-sha256.txt", "manifest-sha512.txt", "tagmanifest-sha256.txt", "tagmanifest-sha512.txt")
MUST = (
    "bag-info.txt", "bagit.txt", "data/bundle.json", "data/ledger/checkpoint", "data/ledger/entries", "data/ledger/proofs",
    "data/README.txt", "data/index.html", *TAGS,
)
MAY = re.compile(
    r"seal\.json|data/[a-z0-9-]{1,40}\.(txt|html|csv|xml|json)|data/evidence/[0-9a-f]{64}(\.[a-z0-9]{1,8})?"
    r"|data/openings/[0-9a-f]{64}\.json|anchors/[a-z0-9-]{1,40}\.(checkpoint|tsr)"
)


# A whole ledger: what may lie below `data/` in place of all that.
WHOLE = re.compile(
    r"data/(liuhen\.toml|checkpoint|log/[0-9]{6}\.log|tile/[0-7]/(x[0-9]{3}/)*[0-9]{3}(\.p/[1-9][0-9]{0,2})?"
    r"|evidence/[0-9a-f]{2}/[0-9a-f]{64}|openings/[0-9a-f]{2}/[0-9a-f]{64}\.json)"
)


def manifest(text, hash_name, paths, files):
    """One manifest in its one spelling: exactly these files, ascending, with their digests."""
    lines = [f"{hashlib.new(hash_name, files[path]).hexdigest()}  {path}\n" for path in sorted(paths, key=str.encode)]
    need(text == "".join(lines).encode(), "not the files that are here")


def judge_bag(report, files, must=MUST, may=MAY):
    need(len(files) <= FILES_MAX, "too many files")
    for path in must:
        if path not in files:
            report.tell(INVALID, path, "is missing")
    for path in files:
        if path not in must and not may.fullmatch(path):
            report.tell(INVALID, path, "has no place in a bundle")
    payload = [path for path in files if path.startswith("data/")]
    tags = [path for path in files if not path.startswith("data/") and not path.startswith("tagmanifest-")]
    for name in TAGS:
        if name in files:
            hash_name = name.split("-")[1].removesuffix(".txt")
            report.guard(name, manifest, files[name], hash_name, tags if name.startswith("tag") else payload, files)
    if "bagit.txt" in files and files["bagit.txt"] != b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n":
        report.tell(INVALID, "bagit.txt", "another spelling")
    if "bag-info.txt" in files:
        oxum = f"{sum(len(files[path]) for path in payload)}.{len(payload)}"
        report.guard("bag-info.txt", judge_bag_info, files["bag-info.txt"], oxum)


def judge_bag_info(data, oxum):
    found = re.findall(r"(?m)^Payload-Oxum:(.*)$", printable(data, "bag-info.txt"))
    need(found == [f" {oxum}"], "Payload-Oxum:", found, "where", oxum, "belongs")


# --- step 2: contents and seal -------------------------------------------------------------------------------------------

DESCRIPTION = (
    "fonds", "fonds_name", "category", "category_name", "file_number", "title", "unit", "retention", "retention_basis",
    "secrecy", "compiled_by", "compiled_on", "checked_by", "checked_on", "note",
)


def in_order(value, names):
    """The value with its fields in this order, those that are absent left out."""
    return {name: value[name] for name in names if name in value}


def contents(data):
    """`data/bundle.json` in its one spelling."""
    need(len(data) <= CONTENTS_MAX, "contents that are too large")
    value = strict_json(data, "bundle.json")
    names = ("liuhen", "version", "origin", "decision", "withheld", "lacking", "description", "drawn_by")
    fields(value, names)
    need(value["liuhen"] == "bundle/v1" and value["version"] in ("full", "public"), "another version")
    matches(ORIGIN, value["origin"], "origin")
    matches(ID, value["decision"], "decision")
    for one in listed(value["withheld"], FILES_MAX):
        fields(one, ("sequence", "basis", "by"), ("attachment",))
        whole(one["sequence"], 0, 2**64 - 1)
        need(is_hex(one["by"]) and is_hex(one.get("attachment", ZEROS)), "no digest")
        string(one["basis"])
    order = [(one["sequence"], one.get("attachment", "")) for one in value["withheld"]]
    need(order == sorted(set(order)), "withheld, in another order or twice")
    for one in listed(value["lacking"], FILES_MAX):
        whole(fields(one, ("sequence", "name"))["sequence"], 0, 2**64 - 1)
        string(one["name"])
    for text in fields(value["description"], (), DESCRIPTION).values():
        string(text)
    need(value["description"].get("retention", "permanent") in ("permanent", "30-years", "10-years"), "no retention")
    string(value["drawn_by"])
    spelled = {
        **in_order(value, names),
        "withheld": [in_order(one, ("sequence", "attachment", "basis", "by")) for one in value["withheld"]],
        "lacking": [in_order(one, ("sequence", "name")) for one in value["lacking"]],
        "description": in_order(value["description"], DESCRIPTION),
    }
    need(data.decode() == json.dumps(spelled, ensure_ascii=False, indent=2) + "\n", "another spelling")
    return SimpleNamespace(**value)


SEALED_FILES = ("bag-info.txt", "bagit.txt", "manifest-sha256.txt", "manifest-sha512.txt")


def compact(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def seal(data, files, about):
    """`seal.json`: form, signature and the digests of its files. Who sealed it."""
    need(len(data) <= SEAL_MAX, "a seal that is too large")
    kind = "application/vnd.liuhen.seal.v1+json"
    payload, signatures = envelope_form(data, kind)
    outer = json.loads(data)
    spelled = {**in_order(outer, ("payloadType", "payload")), "signatures": [in_order(one, ("keyid", "sig")) for one in outer["signatures"]]}
    need(data == (compact(spelled) + "\n").encode(), "another spelling")
    value = fields(strict_json(payload, "seal"), ("liuhen", "origin", "decision", "by", "files"))
    need(value["liuhen"] == "seal/v1", "another version")
    by = signatory(value["by"])
    fields(value["files"], SEALED_FILES)
    spelled = {
        **in_order(value, ("liuhen", "origin", "decision")),
        "by": in_order(value["by"], ("office", "key")),
        "files": in_order(value["files"], SEALED_FILES),
    }
    need(payload == compact(spelled).encode(), "another spelling")
    signed_by_exactly([by.key], signatures, pae(kind, payload))
    need(outer["signatures"][0]["keyid"] == key_id(by.key), "another keyid")
    need((value["origin"], value["decision"]) == (about.origin, about.decision), "the seal of another bundle")
    for name in SEALED_FILES:
        need(value["files"][name] == sha256(files.get(name, b"")), "sealed over another", name)
    return by


# --- steps 3 to 7: rows and paths ----------------------------------------------------------------------------------------


def rows_of(data):
    """Step 3, the form: each row with its `form`."""
    rows, at = [], 0
    while at < len(data):
        entry = header(data, at)
        end = at + len(entry.bytes)
        for form in ("withheld", "other"):
            if data.startswith(f"{form}\n\n".encode(), end):
                entry.form, at = form, end + len(form) + 2
                break
        else:
            entry, at = frame(data, at)
            entry.form = "whole"
        rows.append(entry)
    return rows


def paths_of(data):
    """The paths, by sequence number."""
    lines = printable(data, "proofs").split("\n")
    need(lines[0] == "liuhen proofs v1" and lines[-1] == "", "no paths")
    paths, before = {}, -1
    for one in lines[1:-1]:
        first, *hashes = one.split(" ")
        sequence = decimal(first)
        need(sequence > before, "paths in another order")
        need(len(hashes) <= 63, "a path that is too long")
        paths[sequence], before = [unbase64(text, 32) for text in hashes], sequence
    return paths


def judge_rows(report, rows, stream):
    """Steps 3, 4, 6 and 7 but for the end."""
    last, before = {}, None
    decided = max((row.sequence for row in rows if row.stream == stream), default=-1)
    for row in rows:
        where = f"entry {row.sequence}"

        def check(holds, what):
            if not holds:
                report.tell(INVALID, where, what)

        check(row.origin == rows[0].origin, "another origin")
        if before:
            check(row.sequence > before.sequence, "a sequence number that does not ascend")
            check(row.recorded >= before.recorded, "recorded before the row before it")
            check(row.sequence != before.sequence + 1 or row.previous == before.hash, "it does not follow the entry before it")
        check(row.sequence > 0 or row.previous == ZEROS, "something before the first entry")
        others = row.stream.startswith("decision/") and row.stream != stream
        check((row.form == "other") == others, "a row that is not in its place")
        check(row.form != "withheld" or (row.stream == stream and row.number > 0), "withheld, and not of this decision, or its first")
        check(row.form != "other" or row.sequence > decided, "a row of another decision before the last one of this")
        if row.form != "other":
            number, previous = last.get(row.stream, (-1, ZEROS))
            check((row.number, row.stream_previous) == (number + 1, previous), "a row of its stream is missing before it")
            last[row.stream] = (row.number, row.hash)
        before = row


def judge_paths(report, rows, paths, note):
    """Step 5, and step 7 at the end."""
    must = {row.sequence for row in rows if row.form != "other"} | {row.sequence for row in rows[-1:]}
    for row in rows:
        where = f"entry {row.sequence}"
        if row.sequence in paths:
            leads = path_leads_to_root(row.sequence, note.size, row.leaf, paths[row.sequence], note.root)
            if not leads:
                report.tell(INVALID, where, "its path does not lead to the root")
    if set(paths) != must:
        report.tell(INVALID, "data/ledger/proofs", f"paths of {sorted(set(paths) ^ must)} too many or too few")


# --- steps 8 to 12 -------------------------------------------------------------------------------------------------------


def ending(name):
    """What follows the last dot of a name, where it is a plain ending. Only ASCII letters are lower-cased."""
    found = re.search(r"\.([A-Za-z0-9]{1,8})\Z", name)
    return "." + found[1].lower() if found else ""


def taken_together(report, note, files):
    """What is added later: the checkpoint with the lines of all files below `anchors/`, each line once."""
    lines = {one[:2]: one[2] for one in note.signatures}
    for name in sorted(files):
        if name.startswith("anchors/") and name.endswith(".checkpoint"):
            added = report.guard(name, checkpoint, files[name])
            if added and added.text != note.text:
                report.tell(INVALID, name, "another checkpoint")
            for *key, signature in added.signatures if added else []:
                if lines.setdefault(tuple(key), signature) != signature:
                    report.tell(INVALID, name, "another line of a key that has signed already")
    note.signatures = [(*key, signature) for key, signature in lines.items()]


def judge_withheld(report, about, rows, stream):
    """Step 10."""
    if about.version == "full" and about.withheld:
        report.tell(INVALID, "data/bundle.json", "a full version that withholds")
    whole_rows = [row for row in rows if row.stream == stream and row.record]
    review = next((row for row in reversed(whole_rows) if row.record.kind == "disclosure-review"), None)
    items = {}
    if review and review.holds:
        items = {(one["record"], one.get("attachment")): one["basis"] for one in review.record.body["items"]}
    by_sequence = {row.sequence: row for row in rows if row.stream == stream}
    told = set()
    for one in about.withheld:
        where, row = f"withheld {one['sequence']}", by_sequence.get(one["sequence"])
        sealed = one.get("attachment")
        told.add((one["sequence"], sealed))
        if row is None or (row.form == "withheld") != (sealed is None):
            report.tell(INVALID, where, "listed as withheld, and its row says otherwise")
        elif sealed and (not row.record or sealed not in [given.get("sealed") for given in row.record.attachments]):
            report.tell(INVALID, where, "no sealed attachment of its record")
        elif items.get((row.blake3, sealed)) != one["basis"] or one["by"] != review.blake3:
            report.tell(INVALID, where, "nobody has decided to withhold it, or not for this reason")
    for row in rows:
        if row.form == "withheld" and (row.sequence, None) not in told:
            report.tell(INVALID, f"entry {row.sequence}", "withheld, and not listed")


def judge_export(report, about, rows, stream):
    """Step 11."""
    ours = [row for row in rows if row.stream == stream]
    last = ours[-1] if ours else None
    if not last or not last.record or last.record.kind != "archive-export":
        report.unchecked.append("how long the registry was: no export is recorded as the decision's last record")
        return
    body = last.record.body
    # The registry may have grown between the signing and the recording.
    register = [row.blake3 for row in rows if row.stream == "registry"][: max(body.get("registry_records", 0), 0)]
    attested = {
        "records": last.number,
        "last": ours[-2].blake3 if len(ours) > 1 else None,
        "registry_records": len(register),
        "registry_last": register[-1] if register else None,
    }
    for name, value in attested.items():
        if body.get(name) != value:
            report.tell(INVALID, f"entry {last.sequence}", f"the export attests another {name}")


def judge_documents(report, files, about, rows, registry):
    """Step 9, and of step 1 that nothing is here which no row leads to."""
    withheld = {(one["sequence"], one["attachment"]) for one in about.withheld if "attachment" in one}
    names = {path.removeprefix("data/evidence/")[:64]: path for path in files if path.startswith("data/evidence/")}
    whole_rows = [row for row in rows if row.record]

    def read_document(digest):
        return files.get(names.get(digest))

    def read_opening(sealed):
        return files.get(f"data/openings/{sealed}.json")

    erasures = Erasures(report, registry, whole_rows, read_document)
    expected = {}

    def lead(digest, one):
        expected.setdefault(digest, f"data/evidence/{digest}{ending(one['name'])}")

    for row in whole_rows:

        def excused(one):
            return (row.sequence, one.get("sealed")) in withheld

        for one in row.record.attachments:
            if "blake3" in one:
                lead(one["blake3"], one)
            elif not excused(one) and (data := read_opening(one["sealed"])) is not None:
                path = f"data/openings/{one['sealed']}.json"
                expected[path] = path
                try:
                    lead(opening(data)[0], one)
                except Bad:
                    pass
        documents_of(report, row, read_document, read_opening, erasures, excused)
    for path in files:
        if path.startswith(("data/evidence/", "data/openings/")) and path not in expected.values():
            report.tell(INVALID, path, "no row leads to it, or it has another name")
    judge_lacking(report, about, whole_rows, read_document, read_opening)


def judge_lacking(report, about, rows, read_document, read_opening):
    """What the contents call lacking is cited by its row, and is not here. (That it is not here is told besides.)"""
    for one in about.lacking:
        cited = [given for row in rows if row.sequence == one["sequence"] for given in row.record.attachments if given["name"] == one["name"]]

        def here(given):
            if "blake3" in given:
                return read_document(given["blake3"]) is not None
            data = read_opening(given["sealed"])
            return data is not None and read_document(opening(data)[0]) is not None

        if not report.guard("data/bundle.json", lambda: any(not here(given) for given in cited)):
            report.tell(INVALID, "data/bundle.json", f"lacking, and not so: {one['name']}")


def verify_whole(report, files, trust, heads):
    """A whole ledger: the bag, and the folder below `data/`."""
    report.guard("bag", judge_bag, report, files, ("bag-info.txt", "bagit.txt", *TAGS), WHOLE)
    with tempfile.TemporaryDirectory() as place:
        for path, data in files.items():
            if WHOLE.fullmatch(path):
                file = Path(place) / path
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(data)
        judged = verify_ledger(Path(place) / "data", trust, heads)
    report.found += judged.found
    report.unchecked += judged.unchecked
    return report


def verify_bundle(path, trust=None, heads=()):
    report, path = Report(), Path(path)
    if not path.exists():
        report.tell(UNREADABLE, str(path), "there is nothing here")
        return report
    files = report.guard(str(path), read_folder, path) if path.is_dir() else report.guard(str(path), read_tar, path)
    if files is None:
        return report
    if "data/liuhen.toml" in files:
        return verify_whole(report, files, trust, heads)
    report.guard("bag", judge_bag, report, files)

    def part(name, reader, *more):
        return report.guard(name, reader, files[name], *more) if name in files else None

    about, note = part("data/bundle.json", contents), part("data/ledger/checkpoint", checkpoint)
    rows, paths = part("data/ledger/entries", rows_of), part("data/ledger/proofs", paths_of)
    if None in (about, note, rows, paths):
        return report
    sealer = part("seal.json", seal, files, about)
    stream = f"decision/{about.decision}"
    if not any(row.stream == stream for row in rows):
        report.tell(INVALID, "data/ledger/entries", "no row of the decision")
    if {about.origin, note.origin} | {row.origin for row in rows} != {about.origin}:
        report.tell(INVALID, "data/ledger/entries", "another origin")
    judge_rows(report, rows, stream)
    judge_paths(report, rows, paths, note)
    from_here = [row.sequence for row in rows if row.sequence >= max([r.sequence for r in rows if r.stream == stream], default=0)]
    if from_here != list(range(note.size - len(from_here), note.size)):
        report.tell(INVALID, "data/ledger/entries", "rows are missing between the decision's last and the checkpoint")

    judged = Rows(report)
    for row in rows:
        if row.form == "whole":
            judged.row(row, all_there=False)
        else:
            judged.seen(row)
    places = {row.blake3: row.sequence for row in rows}
    for row in rows:
        if row.record and any(places.get(one, -1) >= row.sequence for one in row.record.basis):
            report.tell(INVALID, f"entry {row.sequence}", "it stands on a later record")
    judge_documents(report, files, about, rows, judged.registry)
    judge_withheld(report, about, rows, stream)
    judge_export(report, about, rows, stream)
    taken_together(report, note, files)
    checkpoint_signatures(report, judged.registry, note, "data/ledger/checkpoint")
    times = witnessed(report, trust, note, "data/ledger/checkpoint")
    if sealer:
        entitled = sealer.office in kinds.KINDS["archive-export"].offices
        if not entitled or not judged.registry.holds(sealer.key, sealer.office, stream, note.size - 1):
            report.tell(INVALID, "seal.json", "sealed by somebody who does not hold that office")

    anchors(report, trust, about.origin, judged.registry, times)
    for head in [*heads, *(trust.heads if trust else [])]:
        if getattr(head, "origin", about.origin) != about.origin:
            report.tell(UNANCHORED, "known head", "of another ledger")
        elif head.size != note.size:
            report.unchecked.append(f"the known head of {head.size} entries: the checkpoint has {note.size}")
        elif head.root != note.root:
            report.tell(DIVERGED, "known head", "another root")
    judged.doubts([row for row in rows if row.form == "whole"], [(note.size, times)], trust.quorum if trust else 0)
    return report
