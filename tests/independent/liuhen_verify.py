#!/usr/bin/env python3
"""An independent verifier of ledgers, receipts and bundles, written from docs/format alone.

    liuhen_verify.py ledger  FOLDER  [--trust FILE] [--known-head FILE]...
    liuhen_verify.py receipt FILE    [--trust FILE]
    liuhen_verify.py bundle  PATH    [--trust FILE] [--known-head FILE]...
    liuhen_verify.py batch   FILE    a JSON list of lists of such arguments; answers with a JSON list

The exit code is the verdict: 0 intact and all that the trust file asks for, 10 intact but not anchored, 21 authority in doubt,
30 diverged, 31 rolled back, 40 invalid, 41 unreadable or absent. The procedure (20) is not judged here.
"""

import argparse
import json
import re
import sys
import tomllib
from pathlib import Path
from types import SimpleNamespace

import registry as registries
from formats import (
    HONEST, ORIGIN, ZEROS, checkpoint, cosigned_by, document, fields, frame, judge_entry, listed, marker, matches, opening,
    receipt, signed_with, string, verifier_key, whole,
)
from kinds import OPENS
from primitives import HEX, Bad, Tree, blake3, key_id, need, printable, spki, unbase64

SOUND, UNANCHORED, DOUBT, DIVERGED, ROLLED_BACK, INVALID, UNREADABLE = 0, 10, 21, 30, 31, 40, 41
WORDS = {
    SOUND: "sound", UNANCHORED: "unanchored", DOUBT: "authority-in-doubt", DIVERGED: "diverged", ROLLED_BACK: "rolled-back",
    INVALID: "invalid", UNREADABLE: "unreadable",
}


class Report:
    """What was found and what was not checked. The worst finding is the verdict."""

    def __init__(self):
        self.found, self.unchecked = [], []

    def tell(self, verdict, where, what):
        self.found.append((verdict, where, str(what)))

    def guard(self, where, check, *arguments):
        """The answer of a check, or None where it refuses; then the report is invalid."""
        try:
            return check(*arguments)
        except Bad as bad:
            self.tell(INVALID, where, bad)
            return None

    @property
    def exit(self):
        return max((verdict for verdict, _, _ in self.found), default=SOUND)

    def show(self):
        lines = [f"{WORDS[verdict]}: {where}: {what}" for verdict, where, what in self.found]
        lines += [f"not checked: {what}" for what in [*self.unchecked, "procedure"]]
        return "\n".join([*lines, f"verdict: {WORDS[self.exit]} ({self.exit})"])


# --- trust.md ------------------------------------------------------------------------------------------------------------


def trusted_key(text):
    """A key of a trust file: its id, and the key itself where it is given."""
    if isinstance(text, str) and HEX.fullmatch(text):
        return text, None
    key = spki(text)
    return key_id(key), key


def trust_file(data):
    """A trust file, or a refusal."""
    try:
        value = tomllib.loads(printable(data, "trust file").removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError as error:
        raise Bad(f"trust file: {error}") from None
    fields(value, ("format", "origin", "ledger_key", "root_keys", "root_threshold"), ("quorum", "witness", "known_head"))
    need(value["format"] == "liuhen/trust/v1", "another format")
    origin = matches(ORIGIN, value["origin"], "origin")
    if string(value["ledger_key"]).startswith(origin + "+"):
        _, key = verifier_key(value["ledger_key"], 1)
        ledger = key_id(key), key
    else:
        ledger = trusted_key(value["ledger_key"])
    roots = [trusted_key(one)[0] for one in listed(value["root_keys"], 10**6, 1)]
    need(len(set(roots)) == len(roots), "a root key twice")
    witnesses = [verifier_key(fields(one, ("vkey",))["vkey"], 4) for one in listed(value.get("witness", []), 10**6)]
    need(len({name for name, _ in witnesses}) == len(witnesses) == len({key for _, key in witnesses}), "a witness twice")
    need(bool(witnesses) == ("quorum" in value), "a quorum without witnesses, or witnesses without a quorum")
    heads = [fields(one, ("size", "root")) for one in listed(value.get("known_head", []), 10**6)]
    return SimpleNamespace(
        origin=origin,
        ledger=ledger,
        roots=frozenset(roots),
        threshold=whole(value["root_threshold"], 1, len(roots)),
        witnesses=witnesses,
        quorum=whole(value["quorum"], 1, len(witnesses)) if witnesses else 0,
        heads=[SimpleNamespace(size=whole(one["size"], 1, 2**62), root=unbase64(one["root"], 32)) for one in heads],
    )


def known_head(data):
    """A kept checkpoint or receipt, as a checkpoint."""
    return receipt(data)[1] if data.startswith(b"c2sp.org/tlog-proof@") else checkpoint(data)


def held_against_trust(report, trust, registry):
    """trust.md, What it is held against, steps 2 and 3."""
    if trust.ledger[0] not in [key_id(key) for _, key in registry.ledger_keys]:
        report.tell(INVALID, "trust", "the ledger never had this ledger key")
    sets = [(frozenset(map(key_id, root.holders)), root.threshold) for _, root in registry.roots]
    if (trust.roots, trust.threshold) not in sets:
        report.tell(INVALID, "trust", "the ledger never had this set of root keys")


def witnessed(report, trust, note, where):
    """Step 4: the times of the distinct witnesses that cosigned."""
    times = []
    for name, key in trust.witnesses if trust else []:
        time = report.guard(where, cosigned_by, note, name, key)
        if time is not None:
            times.append(time)
    return times


# --- the rules between entries that ledgers and bundles share ------------------------------------------------------------


class Rows:
    """Entries in their order, judged one by one: record.md, Rules that need the ledger, and registry.md."""

    def __init__(self, report):
        self.report, self.registry = report, registries.Registry()
        self.by_digest, self.streams_of, self.nonces = {}, {}, set()

    def row(self, entry, all_there=True):
        """One row whose digests and signatures are judged here. `all_there`: every earlier entry has been seen."""
        where, at = f"entry {entry.sequence}", entry.sequence
        before = len(self.report.found)
        judge_entry(entry, lambda what: self.report.tell(INVALID, where, what))
        if entry.record is not None:
            self.report.guard(where, self.nonce, entry.record)
            self.report.guard(where, self.basis, entry, all_there)
            self.report.guard(where, self.opens, entry)
            self.report.guard(where, registries.judge, self.registry, entry, at)
        entry.holds = entry.record is not None and len(self.report.found) == before
        self.seen(entry)

    def seen(self, entry):
        """A row that others may stand on."""
        self.by_digest.setdefault(entry.blake3, entry)

    def nonce(self, record):
        key = (record.stream, record.nonce)
        need(key not in self.nonces, "a nonce that stands twice in its stream")
        self.nonces.add(key)

    def basis(self, entry, all_there):
        """Rules 2 and 3."""
        cited = []
        for digest in entry.record.basis:
            if digest in self.by_digest:
                cited.append(self.by_digest[digest])
            else:
                need(not all_there, "it stands on a record that is nowhere before it")
        need(entry.number == 0 or any(one.stream == entry.stream for one in cited), "it cites none of its own stream")
        need(entry.sequence > 0 or not entry.record.basis, "entry 0 has nothing before it")
        for one in cited:
            need(one.recorded <= entry.record.signed_at + HONEST, "older than what it stands on")

    @staticmethod
    def opens(entry):
        """Rule 5."""
        if entry.stream.startswith("decision/"):
            need((entry.number == 0) == (entry.record.kind in OPENS), "a decision opened twice or not at all")

    def doubts(self, entries, times_by_size, quorum):
        """registry.md, In doubt. `times_by_size`: of each checkpoint on this history, its size and its witnesses' times."""
        for entry in entries:
            since = entry.record and self.registry.doubt(entry.record, entry.sequence, entry.recorded)
            if since is None:
                continue
            attested = quorum > 0 and any(
                size > entry.sequence and len([time for time in times if time * 1000 < since]) >= quorum
                for size, times in times_by_size
            )
            if not attested:
                self.report.tell(DOUBT, f"entry {entry.sequence}", "signed with a key that others had by then")


class Erasures:
    """evidence.md, Withheld and erased: which commitments may be gone, and by which erasures."""

    def __init__(self, report, registry, entries, read_document):
        self.named = {}  # (stream, record, commitment): the last erasure's sequence number
        openings = {entry.stream: entry.record for entry in entries if entry.record and entry.number == 0}
        for entry in entries:
            record = entry.record
            if record and record.kind == "erasure" and entry.holds:
                try:
                    self.may(registry, record, openings.get(entry.stream), read_document)
                except Bad as bad:
                    report.tell(DOUBT, f"entry {entry.sequence}", f"an erasure without authority: {bad}")
                    continue
                for sealed in record.body.get("sealed", []):
                    self.named[entry.stream, record.body.get("record"), sealed] = entry.sequence

    @staticmethod
    def may(registry, record, opened, read_document):
        """Whether it gives authority to destroy, by the profile that the decision pinned."""
        need(not record.late, "decided after it was carried out")
        pinned = opened.body.get("profile") if opened else None
        if pinned is None:
            return
        text = read_document(pinned["blake3"])
        need(text is not None and blake3(text) == pinned["blake3"], "the decision's profile is not here")
        try:
            profile = tomllib.loads(printable(text, "profile"))
        except tomllib.TOMLDecodeError as error:
            raise Bad(f"profile: {error}") from None
        need(profile.get("id") == pinned["id"], "the text of another profile")
        asked = profile.get("erasure", {})
        signed = [(one.office, registry.persons.get(one.key)) for one in record.offices]
        need(len({person for _, person in signed}) >= asked.get("threshold", 0), "too few persons")

        def assign(groups, taken):
            """Whether each group has a person of its own."""
            return not groups or any(
                office in groups[0] and person not in taken and assign(groups[1:], taken | {person}) for office, person in signed
            )

        need(assign(asked.get("offices", []), frozenset()), "an office that the profile asks for has not signed")

    def erased(self, entry, sealed):
        return self.named.get((entry.stream, entry.blake3, sealed), -1) > entry.sequence


def documents_of(report, entry, read_document, read_opening, erasures, excused=lambda one: False):
    """evidence.md, Verification, of one record. The two readers give bytes, or None where the file is not there."""
    where = f"entry {entry.sequence}"
    for one in entry.record.attachments:
        if excused(one):
            continue
        digests = (one.get("blake3"), one.get("sha256"))
        if "sealed" in one:
            if erasures.erased(entry, one["sealed"]):
                continue
            data = read_opening(one["sealed"])
            if data is None:
                report.tell(INVALID, where, f"no opening of {one['sealed']}")
                continue
            digests = report.guard(where, opening, data, one["sealed"])
            if digests is None:
                continue
        data = read_document(digests[0])
        if data is None:
            report.tell(INVALID, where, f"no document {digests[0]}")
        else:
            report.guard(where, document, data, digests, one["size"])


def checkpoint_signatures(report, registry, note, where="checkpoint"):
    """checkpoint.md, Whose signature a checkpoint needs; a bad line of any key of the ledger condemns it."""
    needed = report.guard(where, registry.ledger_keys_of, note.size)
    for key in dict.fromkeys([*(needed or []), *(key for _, key in registry.ledger_keys)]):
        signed = report.guard(where, signed_with, note, key)
        if signed is False and key in (needed or []):
            report.tell(INVALID, where, "the ledger key has not signed it")


def anchors(report, trust, origin, registry, times):
    """What the inspector brings, but for known heads."""
    if trust is None:
        report.tell(UNANCHORED, "trust", "no trust file was given")
        return
    if trust.origin != origin:
        report.tell(INVALID, "trust", "another ledger")
    held_against_trust(report, trust, registry)
    if len(times) < trust.quorum:
        report.tell(UNANCHORED, "checkpoint", f"{len(times)} witnesses have cosigned, {trust.quorum} are asked for")


# --- a ledger: folder.md, Verifying a whole ledger -----------------------------------------------------------------------


def read(path):
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None


def log_of(folder):
    """Step 3: the whole frames of the log, and why there are no more. A frame lies in one file; what follows the last whole
    one was never acknowledged."""
    numbers = [int(path.stem) for path in (folder / "log").glob("*.log") if re.fullmatch("[0-9]{6}", path.stem)]
    need(sorted(numbers) == list(range(len(numbers))), "a file of the log is missing")
    entries = []
    for number in range(len(numbers)):
        data, at = (folder / "log" / f"{number:06}.log").read_bytes(), 0
        while at < len(data):
            try:
                entry, at = frame(data, at)
            except Bad as bad:
                return entries, str(bad)
            entries.append(entry)
    return entries, "the log ends"


def judge_row(entry, before, last_of_stream):
    """entry.md, steps 4 to 8."""
    need(entry.origin == before.origin, "another origin")
    need(entry.sequence == before.sequence + 1, "another sequence number")
    need(entry.previous == before.hash, "it does not follow the entry before it")
    need(entry.recorded >= before.recorded, "recorded before the entry before it")
    number, previous = last_of_stream.get(entry.stream, (-1, ZEROS))
    need(entry.number == number + 1, "another number in its stream")
    need(entry.stream_previous == previous, "it does not follow the one before it in its stream")


def tiles(report, folder, tree):
    """Step 10."""
    for path in sorted((folder / "tile").rglob("*")) if (folder / "tile").is_dir() else []:
        if path.is_dir():
            continue
        name = path.relative_to(folder / "tile").as_posix()
        found = re.fullmatch(r"([0-7])/((?:x[0-9]{3}/)*[0-9]{3})(?:\.p/([1-9][0-9]{0,2}))?", name)
        width = int(found[3] or 256) if found else 0
        if not found or width > 256 or (found[3] and width == 256):
            continue  # A file of another name proves nothing.
        level, index = 8 * int(found[1]), int(found[2].replace("x", "").replace("/", ""))
        nodes = tree.levels[level] if level < len(tree.levels) else []
        expected = b"".join(nodes[256 * index : 256 * index + width])
        # One that would hold more than the log has is no tile of it; one that is cut short can be made again.
        if len(expected) == 32 * width and not expected.startswith(path.read_bytes()):
            report.tell(INVALID, f"tile/{name}", "other hashes than the log's")


def verify_ledger(folder, trust=None, heads=()):
    """All twelve steps."""
    report, folder = Report(), Path(folder)
    text = read(folder / "liuhen.toml")
    if text is None and not (folder / "log").is_dir():
        report.tell(UNREADABLE, str(folder), "there is no ledger here")
        return report
    if text is None:
        report.tell(INVALID, "liuhen.toml", "is missing")
    origin = report.guard("liuhen.toml", marker, text) if text is not None else None
    try:
        entries, why = log_of(folder)
    except Bad as bad:
        report.tell(UNREADABLE, "log", bad)
        return report
    data = read(folder / "checkpoint")
    note = report.guard("checkpoint", checkpoint, data) if data is not None else None
    if data is None:
        report.tell(INVALID, "checkpoint", "there is none")
    size = note.size if note else len(entries)
    if len(entries) < size:
        report.tell(INVALID, "log", f"{len(entries)} entries of {size}: {why}")
        size = len(entries)
    heads = [*heads, *(trust.heads if trust else [])]
    covered = max([size, *(head.size for head in heads if head.size <= len(entries))])

    rows, tree, last = Rows(report), Tree(), {}
    before = SimpleNamespace(origin=origin, sequence=-1, hash=ZEROS, recorded=0)
    if origin is None and entries:
        before.origin = entries[0].origin
    before.recorded = min((entry.recorded for entry in entries), default=0)
    for entry in entries:
        tree.push(entry.leaf)
    for entry in entries[:covered]:
        report.guard(f"entry {entry.sequence}", judge_row, entry, before, last)
        last[entry.stream], before = (entry.number, entry.hash), entry
        rows.row(entry)
    def read_document(digest):
        return read(folder / "evidence" / digest[:2] / digest)

    def read_opening(sealed):
        return read(folder / "openings" / sealed[:2] / f"{sealed}.json")

    erasures = Erasures(report, rows.registry, entries[:covered], read_document)
    for entry in entries[:covered]:
        if entry.record:
            documents_of(report, entry, read_document, read_opening, erasures)
    if not rows.registry.roots and covered:
        report.tell(INVALID, "entry 0", "nobody has founded this ledger")
    times, by_size = [], []
    if note:
        if note.origin != before.origin:
            report.tell(INVALID, "checkpoint", "another origin")
        if note.size <= len(entries) and tree.root(note.size) != note.root:
            report.tell(INVALID, "checkpoint", "another root than the log's")
        if note.size:
            checkpoint_signatures(report, rows.registry, note)
        times = witnessed(report, trust, note, "checkpoint")
        by_size.append((note.size, times))
    tiles(report, folder, tree)
    for head in heads:
        if getattr(head, "origin", before.origin) != before.origin:
            report.tell(UNANCHORED, "known head", "of another ledger")
        elif head.size > len(entries):
            report.tell(ROLLED_BACK, "known head", f"of {head.size} entries; the log has {len(entries)}")
        elif tree.root(head.size) != head.root:
            report.tell(DIVERGED, "known head", f"of {head.size} entries has another root")
        elif hasattr(head, "signatures"):
            by_size.append((head.size, witnessed(report, trust, head, "known head")))
    anchors(report, trust, before.origin, rows.registry, times)
    rows.doubts(entries[:covered], by_size, trust.quorum if trust else 0)
    return report


# --- a receipt: receipt.md, Verification ---------------------------------------------------------------------------------


def verify_receipt(path, trust=None):
    report = Report()
    data = read(Path(path))
    if data is None:
        report.tell(UNREADABLE, "receipt", "there is none")
        return report
    found = report.guard("receipt", receipt, data)
    if not found:
        return report
    entry, note = found
    judge_entry(entry, lambda what: report.tell(INVALID, "entry", what))
    report.unchecked.append("whether the signers held their offices")
    if trust is None:
        report.tell(UNANCHORED, "trust", "no trust file was given")
        return report
    if trust.origin != note.origin:
        report.tell(INVALID, "trust", "another ledger")
    if trust.ledger[1] is None:
        report.tell(UNANCHORED, "trust", "with a key id alone no checkpoint can be judged")
    elif report.guard("checkpoint", signed_with, note, trust.ledger[1]) is False:
        # It may be one of an earlier or later key, which only the ledger can show.
        report.tell(UNANCHORED, "checkpoint", "the ledger key that is trusted has not signed it")
    for head in trust.heads:
        if head.size == note.size and head.root != note.root:
            report.tell(DIVERGED, "known head", "another root")
    if len(witnessed(report, trust, note, "checkpoint")) < trust.quorum:
        report.tell(UNANCHORED, "checkpoint", "too few witnesses have cosigned")
    return report


# --- the command line ----------------------------------------------------------------------------------------------------


def run(arguments):
    """One verification, as the command line has it."""
    parser = argparse.ArgumentParser(prog="liuhen_verify.py", description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("what", choices=("ledger", "receipt", "bundle"))
    parser.add_argument("path")
    parser.add_argument("--trust")
    parser.add_argument("--known-head", action="append", default=[])
    options = parser.parse_args(arguments)
    trust = trust_file(Path(options.trust).read_bytes()) if options.trust else None
    heads = [known_head(Path(path).read_bytes()) for path in options.known_head]
    if options.what == "ledger":
        return verify_ledger(options.path, trust, heads)
    if options.what == "receipt":
        return verify_receipt(options.path, trust)
    from bundle import verify_bundle

    return verify_bundle(options.path, trust, heads)


def main():
    if sys.argv[1:2] == ["batch"]:
        answers = []
        for arguments in json.loads(Path(sys.argv[2]).read_text("utf-8")):
            report = run(arguments)
            at_fault = {int(where.removeprefix("entry ")) for _, where, _ in report.found if where.startswith("entry ")}
            answers.append({"exit": report.exit, "entries": sorted(at_fault), "report": report.show()})
        json.dump(answers, sys.stdout, ensure_ascii=False)
        return 0
    report = run(sys.argv[1:])
    print(report.show())
    return report.exit


if __name__ == "__main__":
    sys.exit(main())
