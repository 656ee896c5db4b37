# check.py: python3 check.py N        (N: the number of a record, such as 7)
import base64, hashlib, json, sys

rows = open("data/ledger/entries", "rb").read()
wanted = sys.argv[1] if len(sys.argv) > 1 else None
at = count = 0
while at < len(rows):
    end = at
    for _ in range(10):  # ten lines of header
        end = rows.index(b"\n", end) + 1
    header = dict(line.split(" ", 1) for line in rows[at:end].decode().splitlines()[1:])
    start = rows.index(b"\n", end) + 1
    word = rows[end:start].split()
    name = header["stream"] + " #" + header["number"]
    if word[0] != b"record":  # withheld, or of another decision
        at = start + 1
        continue
    envelope = rows[start : start + int(word[1])]
    at = start + int(word[1]) + 2
    count += 1
    if hashlib.sha256(envelope).hexdigest() != header["record-sha256"]:
        print("ALTERED:", name)
    if wanted == header["number"] and header["stream"].startswith("decision/"):
        signed = json.loads(envelope)
        payload = base64.b64decode(signed["payload"])
        kind = signed["payloadType"].encode()
        open("signed.bin", "wb").write(
            b"DSSEv1 %d %s %d %s" % (len(kind), kind, len(payload), payload))
        keys = {hashlib.sha256(base64.b64decode(one["key"])).hexdigest(): one
                for one in json.loads(payload)["offices"]}
        print(name, json.loads(payload)["kind"])
        for n, one in enumerate(signed["signatures"]):
            office = keys[one["keyid"]]
            open("key-%d.der" % n, "wb").write(base64.b64decode(office["key"]))
            open("sig-%d.bin" % n, "wb").write(base64.b64decode(one["sig"]))
            print("  signed as", office["office"] + ":")
            print("  openssl pkeyutl -verify -pubin -keyform DER -inkey key-%d.der"
                  " -rawin -in signed.bin -sigfile sig-%d.bin" % (n, n))
print(count, "records read")
