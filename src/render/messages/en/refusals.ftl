# Why something was refused: what the rules, the formats and the ledger hold against it.

refused-body = the body of the `{ $kind }`: { $problems }
refused-ended = the key { $key } held the office `{ $office }` until entry @{ $until }
refused-envelope = the envelope is none: { $what }
refused-event-form = a record of the kind `{ $kind }` has another form: { $what }
refused-event-kind = there is no `{ $kind }` in the registry
refused-event-rule = the registry takes no such `{ $kind }`: { $what }
refused-founded-already = the ledger has been founded already
refused-key-of-another = the key { $key } is `{ $person }`'s: one key serves one person
refused-kind = the kind `{ $kind }` has no place in the stream `{ $stream }`
refused-not-entitled = the office `{ $office }` does not sign the kind `{ $kind }`
refused-not-founded = a ledger begins with its founding record, signed by all root holders
refused-not-held = the key { $key } does not hold the office `{ $office }`
refused-not-own-word = this is the word of `{ $said }` and is signed by `{ $signed }`: nobody speaks for another
refused-too-few-hands = the kind `{ $kind }` is signed by two persons in two offices, one of them the archivist
refused-origin = the record is for the ledger `{ $found }`, this one is `{ $expected }`
refused-record = the record is none: { $what }
refused-signature-bad = the signature of the key { $key } does not verify
refused-signature-key = the key { $key } cannot be used: { $what }
refused-signature-missing = the key { $key } is named in the record and has not signed
refused-signature-stranger = there is a signature (keyid `{ $keyid }`) by none of the keys the record names
refused-signature-twice = the key { $key } has signed twice
refused-threshold = { $counted } root holders have signed, { $needed } must

## The rules of the registry

rule-compromised = a key that was declared compromised is never appointed again
rule-held-already = the key holds this office already
rule-key = the key { $key } cannot be used: { $what }
rule-ledger-key-again = the key has been the ledger key already
rule-ledger-key-of-person = the ledger key speaks for no person
rule-ledger-key-of-root = the ledger key is not a root holder's key too
rule-named-twice = a person or a key stands twice among the root holders
rule-nothing-to-end = `{ $person }` does not hold the office `{ $office }` with this key
rule-root-appointed = the office `root` is given by a change of the root holders, not by an appointment
rule-since = `since` is given where a key was compromised, and only there
rule-threshold = of { $members } root holders, { $threshold } cannot sign

## Keys

bad-key-not-a-point = it is no usable point of the curve Ed25519
bad-key-not-spki = it is no Ed25519 public key in SPKI form (RFC 8410)

## What a record stands on, and its times

bad-basis-nothing-before = it cites records, and nothing is before a founding
bad-basis-outside-stream = it stands on no earlier record of `{ $stream }`
bad-basis-unknown = it cites { $cited }, which is not before it in the streams that were named

bad-time-ahead = it says it is signed at { $signed }, after the ledger's clock { $now }
bad-time-before-basis = it says it is signed at { $signed }, but { $cited } that it stands on was recorded at { $recorded } only
bad-time-before-fact = it is signed at { $signed } for what begins on { $from }

## Records and envelopes

bad-field-attachment-line = a name, role or media type in `attachments` is not one line of 1 to { $max } characters
bad-field-attachments = `attachments` has more than { $max } documents
bad-field-basis = `basis` cites more than { $max } records
bad-field-basis-twice = `basis` cites one record twice
bad-field-despite = `despite` is not a list of at most { $max } rules, each with its reason
bad-field-key-twice = one key signs twice: each signatory has a key of their own
bad-field-late-missing = `late.missing` is not a list of at most { $max } fields
bad-field-late-reason = the reason in `late.reason` is empty or over { $max } characters
bad-field-occurred = `occurred` ends before it begins
bad-field-signatories = `offices` does not name from 1 to { $max } who sign

bad-envelope-keyid = a keyid has more than { $max } bytes
bad-envelope-payload-base64 = the payload is not base64 in its one standard spelling
bad-envelope-payload-type = the payload type is `{ $found }`, not `{ $expected }`
bad-envelope-signature-base64 = a signature is not base64 in its one standard spelling
bad-envelope-signature-length = a signature is not 64 bytes
bad-envelope-signatures = there are more than { $max } signatures
bad-envelope-too-large = it has { $size } bytes, more than the { $max } of an envelope
bad-json = not JSON of this form ({ $words })
bad-record-too-large = it has { $size } bytes, more than the { $max } of a record

## What a ledger cannot be read for

unread-checkpoint = the stored checkpoint cannot be read ({ $words })
unread-envelope = entry @{ $seq } holds no envelope: { $what }
unread-record = entry @{ $seq } holds no record: { $what }
unread-registry = entry @{ $seq } of the registry has no authority: { $what }
