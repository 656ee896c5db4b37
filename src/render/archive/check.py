# check.py: python3 check.py BAG N
#   BAG  the folder of the package
#   N    the number of a record, such as 7; or an entry of the registry, such as registry#2
# Run it from a folder of your own: it writes there. A package into which a file is put is no longer whole.
import base64, hashlib, json, os, sys

if len(sys.argv) < 2:
    sys.exit("python3 check.py BAG N")
bag = os.path.realpath(sys.argv[1])
wanted = sys.argv[2] if len(sys.argv) > 2 else None
if os.path.join(os.path.realpath("."), "").startswith(os.path.join(bag, "")):
    sys.exit("请在包外另建的文件夹中执行。Run it from a folder outside the package.")
rows = open(os.path.join(bag, "data", "ledger", "entries"), "rb").read()
at = count = 0
found = False
holders = {}  # (office, key, scope): who holds it, as the registry has it so far
while at < len(rows):
    end = at
    for _ in range(10):  # ten lines of header
        end = rows.index(b"\n", end) + 1
    header = dict(line.split(" ", 1) for line in rows[at:end].decode().splitlines()[1:])
    start = rows.index(b"\n", end) + 1
    word = rows[end:start].split()
    name = header["stream"] + "#" + header["number"]
    of_decision = header["stream"].startswith("decision/")
    if word[0] != b"record":  # withheld, or of another decision
        if of_decision and word[0] == b"withheld" and wanted == header["number"]:
            sys.exit(name + ": 不公开 withheld")
        at = start + 1
        continue
    envelope = rows[start : start + int(word[1])]
    at = start + int(word[1]) + 2
    count += 1
    if hashlib.sha256(envelope).hexdigest() != header["record-sha256"]:
        print("ALTERED:", name)
        continue
    signed = json.loads(envelope)
    payload = base64.b64decode(signed["payload"])
    record = json.loads(payload)
    body = record["body"]
    registry = header["stream"] == "registry"
    if registry and "root" in body:  # the first entry, or other root holders
        for one in body["root"]["holders"]:
            holders["root", one["key"], "all"] = one["person"] + ", root, " + name
    if wanted == name or (of_decision and wanted == header["number"]):
        found = True
        kind = signed["payloadType"].encode()
        open("signed.bin", "wb").write(
            b"DSSEv1 %d %s %d %s" % (len(kind), kind, len(payload), payload))
        keys = {hashlib.sha256(base64.b64decode(one["key"])).hexdigest(): one
                for one in record["offices"]}
        print(name, record["kind"])
        for n, one in enumerate(signed["signatures"]):
            office = keys[one["keyid"]]
            open("key-%d.der" % n, "wb").write(base64.b64decode(office["key"]))
            open("sig-%d.bin" % n, "wb").write(base64.b64decode(one["sig"]))
            who = [holders[office["office"], office["key"], scope] for scope in ("all", header["stream"])
                   if (office["office"], office["key"], scope) in holders]
            print("  signed as", office["office"] + ":", "; ".join(who) or "NOBODY the registry names by then")
            print("  openssl pkeyutl -verify -pubin -keyform DER -inkey key-%d.der"
                  " -rawin -in signed.bin -sigfile sig-%d.bin" % (n, n))
    if registry and record["kind"] == "appoint":
        holders[body["office"], body["key"], body["scope"]] = "%s, %s, %s, appointed by %s" % (
            body["person"], body["title"], body["organ"], name)
    if registry and record["kind"] == "end-appointment":
        ended = (body["office"], body["key"])
        holders = {held: who for held, who in holders.items() if held[:2] != ended}
    if registry and record["kind"] == "rotate-root":  # the old ones still sign this one
        roots = [one["key"] for one in body["root"]["holders"]]
        holders = {held: who for held, who in holders.items() if held[0] != "root" or held[1] in roots}
print(count, "records read")
if wanted and not found:
    sys.exit("没有这件记录 no such record: " + wanted)
