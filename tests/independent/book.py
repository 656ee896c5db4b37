"""Writes ledgers by docs/format, to be judged by both verifiers: the entries of the example ledger, and whatever follows them.

The keys are those of tests/vectors/v1/keys.json, of which both halves are public.
"""

import json
import shutil
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from formats import PAYLOAD_TYPE, ZEROS, clock, frame, key_hash, pae
from primitives import SPKI_PREFIX, Tree, base64_text, blake3, key_id, sha256

VECTORS = Path(__file__).resolve().parents[1] / "vectors" / "v1"
ORIGIN = "yunxi.example/decisions"
ROOTS = [("root", "root-1"), ("root", "root-2")]


def compact(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


class Key:
    def __init__(self, name):
        seed = bytes.fromhex(sha256(f"liuhen example key {name}".encode()))
        self.secret = Ed25519PrivateKey.from_private_bytes(seed)
        self.public = self.secret.public_key().public_bytes_raw()
        self.spki = base64_text(SPKI_PREFIX + self.public)
        self.id = key_id(self.public)


def envelope_of(record, signers):
    payload = compact(record).encode()
    signed = [{"keyid": Key(name).id, "sig": base64_text(Key(name).secret.sign(pae(PAYLOAD_TYPE, payload)))} for name in signers]
    return compact({"payloadType": PAYLOAD_TYPE, "payload": base64_text(payload), "signatures": signed}).encode()


class Book:
    """A ledger in the making: its entries and the documents that lie beside it."""

    def __init__(self, entries=8, origin=ORIGIN):
        self.origin, self.entries, self.files, self.ledger_keys = origin, [], {}, ["ledger"]
        for number in range(entries):
            entry, _ = frame((VECTORS / "frames" / f"{number:02}.txt").read_bytes())
            entry.frame = (VECTORS / "frames" / f"{number:02}.txt").read_bytes()
            self.entries.append(entry)
        self.minute = 0

    def last(self, stream):
        return next((one for one in reversed(self.entries) if one.stream == stream), None)

    def time(self):
        self.minute += 1
        return f"2026-03-06T{1 + self.minute // 60:02}:{self.minute % 60:02}:00.000Z"

    def record(self, stream, kind, offices, body, **more):
        """A record that holds, with `more` in the place of its fields; a field that is None is left out."""
        now, before = more.pop("signed_at", None) or self.time(), self.last(stream)
        value = {
            "liuhen": "record/v1", "origin": self.origin, "stream": stream, "kind": kind,
            "nonce": base64_text(bytes.fromhex(sha256(f"{stream} {len(self.entries)}".encode()))[:16]), "signed_at": now,
            "occurred": {"from": "2026-03-06", "to": "2026-03-06"},
            "offices": [{"office": office, "key": Key(name).spki} for office, name in offices],
            "basis": [before.blake3] if before else [], "body": body,
        }
        value.update(more)
        return {name: child for name, child in value.items() if child is not None}

    def add(self, stream, kind, offices, body, recorded=None, **more):
        """Signs a record and enters it. The digest of its envelope."""
        record = self.record(stream, kind, offices, body, **more)
        return self.enter(envelope_of(record, [name for _, name in offices]), stream, recorded or record["signed_at"])

    def enter(self, envelope, stream, recorded, **more):
        before, of_stream = self.entries[-1] if self.entries else None, self.last(stream)
        line = {
            "sequence": len(self.entries), "previous": before.hash if before else ZEROS, "recorded": recorded, "stream": stream,
            "number": of_stream.number + 1 if of_stream else 0, "stream-previous": of_stream.hash if of_stream else ZEROS,
            "record-blake3": blake3(envelope), "record-sha256": sha256(envelope),
        }
        line.update(more)
        text = f"liuhen entry v1\norigin {self.origin}\n" + "".join(f"{name} {value}\n" for name, value in line.items())
        whole = text.encode() + f"record {len(envelope)}\n".encode() + envelope + b"\n\n"
        entry, _ = frame(whole)
        entry.frame = whole
        self.entries.append(entry)
        return entry.blake3

    def document(self, data, name, role, sealed=False):
        """Puts a document in, and gives the attachment that cites it."""
        digests = {"blake3": blake3(data), "sha256": sha256(data)}
        self.files[f"evidence/{digests['blake3'][:2]}/{digests['blake3']}"] = data
        given = {"name": name, "role": role, "media_type": "text/plain", "size": len(data)}
        if not sealed:
            return {**given, **digests}
        salt = sha256(b"salt of " + data)
        text = f"liuhen sealed v1\n{salt}\n{digests['blake3']}\n{digests['sha256']}\n"
        commitment = sha256(text.encode())
        self.files[f"openings/{commitment[:2]}/{commitment}.json"] = (compact({"salt": salt, **digests}) + "\n").encode()
        return {**given, "sealed": commitment}

    def checkpoint(self, size=None, signers=None, root=None):
        tree = Tree()
        for entry in self.entries:
            tree.push(entry.leaf)
        size = len(self.entries) if size is None else size
        text = f"{self.origin}\n{size}\n{base64_text(root or tree.root(size))}\n"
        lines = [
            f"\u2014 {self.origin} {base64_text(key_hash(self.origin, 1, Key(name).public) + Key(name).secret.sign(text.encode()))}\n"
            for name in signers or self.ledger_keys
        ]
        return text + "\n" + "".join(lines)

    def cosignature(self, note, time, name="witness.example/yunxi-archive", key="witness"):
        """A witness's line under a checkpoint."""
        text = note[: note.index("\n\n") + 1]
        signature = Key(key).secret.sign(f"cosignature/v1\ntime {time}\n{text}".encode())
        return f"\u2014 {name} {base64_text(key_hash(name, 4, Key(key).public) + time.to_bytes(8, 'big') + signature)}\n"

    def write(self, folder, checkpoint=None):
        folder = Path(folder)
        shutil.copytree(VECTORS / "ledger", folder, dirs_exist_ok=True)
        for path, data in self.files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(data)
        (folder / "liuhen.toml").write_text(f'format = "liuhen/ledger/v1"\norigin = "{self.origin}"\nstore = "segments"\n')
        (folder / "log" / "000000.log").write_bytes(b"".join(entry.frame for entry in self.entries))
        (folder / "checkpoint").write_text(checkpoint or self.checkpoint(), encoding="utf-8")
        return folder
