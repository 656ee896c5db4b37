"""Bodies of records in a decision's stream. The tables are read out of docs/format/kinds.md when the program starts: the
page is the specification, and what it does not say is not checked."""

import re
from pathlib import Path
from types import SimpleNamespace

from formats import ID, is_control, line, listed, matches, moment, not_blank, office, person, string, whole
from primitives import Bad, is_hex, need

PAGE = Path(__file__).resolve().parents[2] / "docs" / "format" / "kinds.md"
TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029\ufeff"
OPENS = ("decision-open", "catalogue")
OWN_WORD = {"position": "person", "expert-declaration": "expert", "counsel-opinion": "counsel"}


def read_page():
    """Each kind with its offices, the tree of its fields, its documents and those of them that are required."""
    kinds, kind = {}, None
    page = PAGE.read_text("utf-8").split("<!-- generated: kinds -->")[1].split("<!-- /generated -->")[0]
    for text in page.splitlines():
        if found := re.match(r"### `([a-z0-9-]+)`", text):
            kind = kinds[found[1]] = SimpleNamespace(offices=set(), fields={}, documents={})
        elif found := re.match(r".*Signed as: (.*)\.$", text):
            kind.offices = set(re.findall("`([^`]+)`", found[1]))
        elif text.startswith("| `"):
            name, must, form, _ = (cell.strip() for cell in text.strip("|").split("|"))
            *above, last = name.strip("`").split(".")
            level = kind.fields
            for step in above:
                level = level[step.removesuffix("[]")].children
            level[last] = SimpleNamespace(must=must == "yes", form=form, children={})
        elif text.startswith("Documents: "):
            for role, required in re.findall(r"`([^`]+)` [^,`(]*(\(required\))?", text):
                kind.documents[role] = bool(required)
    return kinds


KINDS = read_page()

# --- forms ---------------------------------------------------------------------------------------------------------------


def plain(value, most, allowed=""):
    not_blank(value, most)
    need(not any((is_control(c) and c not in allowed) or c in TURNING for c in value), "a character that hides something")


def scalar(form, value):
    """A value against a form that has no fields below it."""
    if form == "line":
        plain(value, 255)
    elif form == "text":
        plain(value, 100_000, "\n\t")
    elif form.startswith("number, "):
        least, most = form.removeprefix("number, ").split(" to ")
        whole(value, int(least), int(most))
    elif form == "yes/no":
        need(isinstance(value, bool), "neither yes nor no")
    elif form == "day":
        need(moment(value).day, "no day")
    elif form == "moment":
        moment(value)
    elif form.startswith("one of "):
        need(string(value) in re.findall("`([^`]+)`", form), "a word that is not listed:", value)
    elif form in ("record", "digest"):
        need(is_hex(value), "no digest")
    elif form in ("decision", "profile"):
        matches(ID, value, form)
    elif form == "person":
        person(value)
    elif form == "office":
        office(value)
    else:
        raise AssertionError(f"a form that this reader does not know: {form}")


def held(field, value, path, missing):
    """A value against its field, fields below it included."""
    form = field.form
    try:
        if form.startswith("list of objects"):
            for at, row in enumerate(listed(value, 10**9, 1 if form.endswith("at least 1") else 0)):
                level(field.children, row, [*path, at], missing)
        elif found := re.fullmatch(r"list of \((.*)\)(, at least 1)?", form):
            for one in listed(value, 10**9, 1 if found[2] else 0):
                scalar(found[1], one)
        elif form == "object":
            level(field.children, value, path, missing)
        else:
            scalar(form, value)
    except Bad as bad:
        raise Bad(f"{path[-1]}: {bad}") from None


def level(table, value, path, missing):
    need(isinstance(value, dict), "no object where one belongs")
    for name in value:
        need(name in table, "a field that nobody knows:", name)
    for name, field in table.items():
        if name in value:
            held(field, value[name], [*path, name], missing)
        else:
            need(not field.must or missing.covers([*path, name]), "no field", name)


# --- late and missing (record.md) ----------------------------------------------------------------------------------------

STEP = re.compile(r"([a-z0-9_-]+)(?:\[(0|[1-9][0-9]*)\])?")


class Missing:
    """What a late entry declares missing. A path is a list of names; a row's number stands after its list's name."""

    def __init__(self, record, kind):
        texts = (record.late or {}).get("missing", [])
        need(len(set(texts)) == len(texts), "declared missing twice")
        self.paths = [self.read(text, kind) for text in texts]
        self.roles = [path[1] for path in self.paths if path[0] == "attachments"]
        for path in self.paths:
            if path[0] == "attachments":
                need(all(one["role"] != path[1] for one in record.attachments), "declared missing, and there")
            else:
                need(not list(self.found(record.body, path)), "declared missing, and there")

    @staticmethod
    def read(text, kind):
        if text.startswith("attachments."):
            role = text.removeprefix("attachments.")
            need(role in kind.documents, "no document of this kind:", role)
            return ["attachments", role]
        path, table, row = [], kind.fields, False
        for step in text.split("."):
            found = STEP.fullmatch(step)
            need(found and found[1] in table, "no field of this kind:", text)
            field, path = table[found[1]], [*path, found[1]]
            if found[2] is not None:
                need(field.form.startswith("list"), "no list:", text)
                path.append(int(found[2]))
            table = field.children
        return path

    @staticmethod
    def found(value, path):
        """The values that a path leads to."""
        if isinstance(value, list) and not (path and isinstance(path[0], int)):
            if path:
                for row in value:
                    yield from Missing.found(row, path)
                return
        if not path:
            yield value
        elif isinstance(path[0], int):
            if isinstance(value, list) and path[0] < len(value):
                yield from Missing.found(value[path[0]], path[1:])
        elif isinstance(value, dict) and path[0] in value:
            yield from Missing.found(value[path[0]], path[1:])

    def covers(self, path):
        """Whether a declared path is this one or above it; one without a row's number stands for every row."""

        def matches_path(declared):
            at = 0
            for step in declared:
                if at < len(path) and isinstance(path[at], int) and not isinstance(step, int):
                    at += 1
                if at >= len(path) or path[at] != step:
                    return False
                at += 1
            return True

        return any(matches_path(declared) for declared in self.paths)


# --- what contradicts itself ---------------------------------------------------------------------------------------------


def no_two(rows, key):
    """No two rows have the same value; rows that have none are passed over."""
    values = [row[key] for row in rows if key in row]
    need(len(set(values)) == len(values), "the same", key, "on two rows")


def in_order(value, first, last):
    if first in value and last in value:
        start, end = moment(value[first]), moment(value[last])
        both_days = start.day and end.day
        need(not (end.date < start.date if both_days else end.latest < start.earliest), last, "lies before", first)


def contradictions(kind, body, missing):
    """kinds.md, What contradicts itself."""

    def rows(name):
        return body.get(name, [])

    def excused(*names):
        return any(missing.covers([name]) for name in names)

    if kind == "alternatives":
        no_two(rows("options"), "name")
        if all("name" in row for row in rows("options")) and "chosen" in body:
            need(body["chosen"] in [row["name"] for row in rows("options")], "what was chosen is no option")
    elif kind == "ballot":
        need(body.get("named") is not False or not rows("rows"), "rows of a secret ballot")
        no_two(rows("rows"), "person")
    elif kind == "catalogue-adjustment":
        for at, row in enumerate(rows("changes")):
            titled = "title" in row or missing.covers(["changes", at, "title"])
            need(row.get("action") != "added" or titled, "added without a title")
    elif kind == "comment-announcement":
        in_order(body, "from", "to")
    elif kind == "disclosure-review":
        pairs = [(row.get("record"), row.get("attachment")) for row in rows("items") if "record" in row]
        need(len(set(pairs)) == len(pairs), "the same on two rows")
    elif kind == "erasure":
        need(len(set(rows("sealed"))) == len(rows("sealed")), "a digest twice")
    elif kind == "expert-meeting":
        need(len(set(rows("experts"))) == len(rows("experts")), "a name twice")
    elif kind == "expert-selection":
        no_two(rows("experts"), "expert")
    elif kind == "fair-competition-review":
        conclusions = ("drafter_conclusion", "regulator_conclusion")
        if not excused(*conclusions) and all(body.get(name) != "exception" for name in conclusions):
            for name in ("exception_ground", "exception_until", "exception_condition"):
                need(name not in body, name, "without an exception")
    elif kind == "hearing-notice":
        in_order(body, "registration_from", "registration_to")
    elif kind == "legality-opinion":
        for row in rows("supplements"):
            in_order(row, "asked", "answered")
    elif kind == "matter-closed":
        need(body.get("outcome", "not-in-scope") == "not-in-scope" or "exclusion" not in body, "an exclusion of something else")
    elif kind == "meeting-opened":
        no_two(rows("roster"), "person")
    elif kind == "party-report":
        if body.get("reply") == "none-yet":
            for name in ("reply_number", "replied", "reply_text"):
                need(name not in body, name, "of no reply")
    elif kind in ("position", "minuted-position"):
        if body.get("position", "agree") != "agree":
            reasons, declined = bool(rows("reasons")), body.get("declined") is True
            need(not (reasons and declined), "reasons, and declined to give any")
            need(reasons or declined or excused("reasons", "declined"), "no reasons, and not declined to give any")
    elif kind == "publication":
        need(body.get("published") is not False or not rows("channels"), "channels of what was not published")
    elif kind == "rectification":
        need(body.get("result") not in ("under-way", "not-completed") or "completed" not in body, "completed, and not")
    elif kind == "speech":
        no_two(rows("turns"), "turn")
        for row in rows("turns"):
            in_order(row, "from", "to")
    elif kind == "superior-approval":
        need(body.get("result") not in ("rejected", "none-yet") or "approved" not in body, "approved, and not")
    elif kind == "unit-opinion":
        in_order(body, "asked", "answered")
        if body.get("answer") == "no-answer":
            for name in ("answered", "opinion", "adopted"):
                need(name not in body, name, "of no answer")


def judge(record):
    """The record's body and documents against its kind."""
    need(record.kind in KINDS, "no such kind:", record.kind)
    kind = KINDS[record.kind]
    missing = Missing(record, kind)
    level(kind.fields, record.body, [], missing)
    roles = [one["role"] for one in record.attachments]
    for role, required in kind.documents.items():
        need(not required or role in roles or role in missing.roles, "no document", role)
    contradictions(record.kind, record.body, missing)
