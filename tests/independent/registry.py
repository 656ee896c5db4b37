"""Who may sign what: docs/format/registry.md, folded from the first entry on."""

from types import SimpleNamespace

import kinds
from formats import WORD, fields, listed, matches, moment, person, string, whole, ID
from primitives import Bad, is_hex, need, spki, usable_key

REGISTRY_KINDS = ("ledger-found", "appoint", "end-appointment", "rotate-root", "rotate-ledger-key")


def root_set(value):
    """A threshold and its holders: key to person."""
    fields(value, ("threshold", "holders"))
    holders = [fields(one, ("person", "key")) for one in listed(value["holders"], 10**9, 1)]
    found = {usable_key(one["key"]): person(one["person"]) for one in holders}
    need(len(found) == len(holders) == len(set(found.values())), "a person or key twice")
    return SimpleNamespace(threshold=whole(value["threshold"], 1, len(holders)), holders=found)


class Registry:
    """The state, as it is before the entry at hand."""

    def __init__(self):
        self.roots, self.ledger_keys = [], []  # (the entry it began with, the set or key)
        self.persons = {}  # each key ever named: whose it is
        self.appointments = []
        self.compromised = {}  # key: (entry, earliest of `since`)

    # -- signatures --

    def _met(self, keys, root):
        need(len([key for key in keys if key in root.holders]) >= root.threshold, "too few root holders have signed")

    def _signed_by_root(self, record, *roots):
        need(roots, "nobody has founded this ledger")
        need(all(one.office == "root" for one in record.offices), "an office that is not root's")
        keys = [one.key for one in record.offices]
        need(all(any(key in root.holders for root in roots) for key in keys), "somebody who is no root holder")
        for root in roots:
            self._met(keys, root)

    @property
    def root(self):
        need(self.roots, "nobody has founded this ledger")
        return self.roots[-1][1]

    def _belongs(self, key, owner):
        """One key, one person."""
        need(self.persons.get(key, owner) == owner, "a key of another person")
        need(all(key != other for _, other in self.ledger_keys), "a key that was the ledger's")

    # -- folding --

    def fold(self, record, at):
        """A record of the stream `registry` at sequence number `at`: changes the state, or is refused and changes nothing."""
        need(record.kind in REGISTRY_KINDS, "no kind of the registry:", record.kind)
        need((record.kind == "ledger-found") == (at == 0), "the ledger is founded by entry 0")
        need(not (record.late or {}).get("missing"), "nothing of the registry can be missing")
        getattr(self, "_" + record.kind.replace("-", "_"))(record, record.body, at)

    def _ledger_found(self, record, body, at):
        fields(body, ("organ", "ledger_key", "root"))
        string(body["organ"])
        key, root = usable_key(body["ledger_key"]), root_set(body["root"])
        need(all(one.office == "root" for one in record.offices), "an office that is not root's")
        need({one.key for one in record.offices} == set(root.holders), "not signed by all root holders and nobody else")
        need(key not in root.holders, "the ledger key is a root holder's")
        self.roots, self.ledger_keys, self.persons = [(at, root)], [(at, key)], dict(root.holders)

    def _appoint(self, record, body, at):
        fields(body, ("office", "person", "holder", "organ", "title", "key", "scope", "from", "document"))
        matches(WORD, body["office"], "office")
        person(body["person"])
        need(body["holder"] in ("person", "seal"), "neither a person nor a seal")
        for name in ("organ", "title", "document"):
            string(body[name])
        key, scope = usable_key(body["key"]), body["scope"]
        need(scope == "all" or matches("decision/" + ID, scope, "scope"), "no scope")
        moment(body["from"])
        self._signed_by_root(record, self.root)
        need(body["office"] != "root", "root is no office to be appointed to")
        self._belongs(key, body["person"])
        need(key not in self.compromised, "a key that is in other hands")
        need(not any(one.key == key and one.office == body["office"] and one.scope == scope for one in self._in_force()), "held already")
        self.persons[key] = body["person"]
        self.appointments.append(
            SimpleNamespace(key=key, office=body["office"], person=body["person"], scope=scope, began=at, ended=None)
        )

    def _in_force(self):
        return [one for one in self.appointments if one.ended is None]

    def _end_appointment(self, record, body, at):
        fields(body, ("office", "person", "key", "reason", "document"), ("since",))
        matches(WORD, body["office"], "office")
        person(body["person"])
        string(body["document"])
        key, reason = spki(body["key"]), body["reason"]
        need(reason in ("retired", "superseded", "lost", "compromised"), "no such reason")
        need(("since" in body) == (reason == "compromised"), "since, where it does not belong or lacks")
        since = moment(body["since"]).earliest if "since" in body else None
        self._signed_by_root(record, self.root)
        named = [one for one in self._in_force() if (one.office, one.person, one.key) == (body["office"], body["person"], key)]
        need(named, "no such appointment in force")
        if reason == "compromised":
            named = [one for one in self._in_force() if one.key == key]
            self.compromised[key] = (at, since)
        for one in named:
            one.ended = at

    def _rotate_root(self, record, body, at):
        fields(body, ("root", "document"))
        string(body["document"])
        new = root_set(body["root"])
        self._signed_by_root(record, self.root, new)
        for key, owner in new.holders.items():
            self._belongs(key, owner)
            need(key not in self.compromised, "a key that is in other hands")
        self.roots.append((at, new))
        self.persons.update(new.holders)

    def _rotate_ledger_key(self, record, body, at):
        fields(body, ("ledger_key", "document"))
        string(body["document"])
        key = usable_key(body["ledger_key"])
        self._signed_by_root(record, self.root)
        need(key not in self.persons, "somebody's own key")
        need(all(key != other for _, other in self.ledger_keys), "a key that was the ledger's")
        self.ledger_keys.append((at, key))

    # -- the rest of the page --

    def holds(self, key, office, scope, at):
        """Whether a key holds an office for `scope` right before entry `at`: began < at < ended."""
        return any(
            one.key == key and one.office == office and one.scope in ("all", scope)
            and one.began < at and (one.ended is None or at < one.ended)
            for one in self.appointments
        )

    def authority(self, record, at):
        """Authority at a sequence number, of a record of a decision's stream."""
        need(record.kind in kinds.KINDS, "no such kind")
        offices = kinds.KINDS[record.kind].offices | ({"archivist"} if record.late else set())
        for one in record.offices:
            need(one.office in offices, one.office, "does not sign", record.kind)
            need(self.holds(one.key, one.office, record.stream, at), "no appointment to", one.office)
        if record.kind in kinds.OWN_WORD and not record.late:
            whose = record.body.get(kinds.OWN_WORD[record.kind])
            need(all(self.persons.get(one.key) == whose for one in record.offices), "somebody else's word")
        if record.kind == "erasure":
            need(self.two_hands(record), "nobody destroys alone: an archivist and another person in another office")

    def two_hands(self, record):
        """kinds.md, Who may sign: an `erasure`."""
        archivists = {self.persons.get(one.key) for one in record.offices if one.office == "archivist"}
        others = {self.persons.get(one.key) for one in record.offices if one.office != "archivist"}
        return any(one != other for one in archivists for other in others)

    def adoption(self, record):
        """A record of a stream `profile/<id>` or `calendar/<id>`: A profile, or a holiday table, comes into force."""
        what, _, ident = record.stream.partition("/")
        need(record.kind == f"adopt-{what}", "nothing else stands in this stream")
        if what == "profile":
            body = fields(record.body, ("profile", "blake3", "document"), ("from",))
            if "from" in body:
                moment(body["from"])
        else:
            body = fields(record.body, ("calendar", "year", "source", "blake3", "document"))
            whole(body["year"], -32768, 32767)
            string(body["source"])
        matches(ID, body[what], what)
        need(is_hex(body["blake3"]), "no digest")
        string(body["document"])
        self._signed_by_root(record, self.root)
        need(ident == body[what], "of another stream")
        texts = [one for one in record.attachments if one["role"] == what]
        need(len(texts) == 1 and texts[0].get("blake3") == body["blake3"], "not the text that is adopted")

    def doubt(self, record, at, recorded):
        """In doubt: the earliest of `since` of each key that signed and was in other hands already, or None."""
        since = [
            self.compromised[one.key][1]
            for one in record.offices
            if one.key in self.compromised and self.compromised[one.key][0] > at and recorded >= self.compromised[one.key][1]
        ]
        return min(since) if since else None

    def ledger_keys_of(self, size):
        """Whose signature a checkpoint of `size` needs: the key in force, and the one before it right after a rotation."""
        keys = [(began, key) for began, key in self.ledger_keys if began < size]
        need(keys, "no ledger key is in force")
        needed = [keys[-1][1]]
        if len(keys) > 1 and keys[-1][0] == size - 1:
            needed.append(keys[-2][1])
        return needed


def judge(registry, entry, at):
    """One entry's place in the registry: folds a registry record, judges another's authority and body."""
    record = entry.record
    if record.stream == "registry":
        registry.fold(record, at)
    elif not record.stream.startswith("decision/"):
        registry.adoption(record)
    else:
        problems = []
        for check in (lambda: kinds.judge(record), lambda: registry.authority(record, at)):
            try:
                check()
            except Bad as bad:
                problems.append(str(bad))
        need(not problems, "; ".join(problems))
