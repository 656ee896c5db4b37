# Reading a ledger: the words of records, decisions, checkpoints, receipts and verification.
word-comma = {", "}
word-no = no
word-none = none
word-yes = yes

kind-appoint = Appointment
kind-end-appointment = End of an appointment
kind-ledger-found = Founding
kind-rotate-ledger-key = Change of the ledger key
kind-rotate-root = Change of the root holders

gist-appoint = { $person } becomes { $office }
gist-change = { $field }: { $wrong } → { $right }
gist-end = { $person } is no longer { $office }

event-document = document
event-from = in office from
event-holders = root holders
event-key = key
event-ledger-key = ledger key
event-ledger-organ = organ
event-office = office
event-organ = organ or unit
event-person = person
event-reason = reason
event-scope = for
event-scope-all = all decisions
event-seal = seal
event-since = in other hands since
event-threshold = how many must sign
event-title = title

error-no-such-record = there is no record { $name }
cause-last-number = the last has the number { $last }
cause-no-such-stream = there is nothing in the stream `{ $stream }`

error-record-against = the record { $name } does not hold
error-records-unreadable = records that cannot be read: { $count }
warning-registry-unreadable = the registry cannot be read, so no persons are shown ({ $what })
warning-unacknowledged = from entry @{ $from } on nothing is under a signed checkpoint yet

log-entry = entry
log-kind = kind
log-late = late
log-record = record
log-recorded = recorded
log-signed = signed by
log-unreadable = cannot be read
mark-late = late
word-unknown = not in the registry

decision-attachments = documents
decision-corrected-by = corrected by
decision-despite = in spite of
decision-id = decision
decision-last = last recorded
decision-occurred = occurred
decision-opened = opened
decision-positions = Positions
decision-recorded = recorded
decision-records = records
decision-signed = signed
decision-title = title
late-missing = nobody can tell any more: { $fields }
occurred-from-to = { $from } to { $to }

attachment-file = in the ledger
attachment-kind = type, size
attachment-name = name
attachment-opening = opening
attachment-role = role
attachment-sealed = seal
attachment-size = { $bytes } bytes
step-attachments = Documents
step-basis = Stands on
step-basis-elsewhere = a record of another stream
step-digest = BLAKE3
step-holds = the signatures hold, and each signatory held the office
step-holds-without-registry = the signatures hold; the registry cannot be read, so offices were not checked
step-in-doubt = in doubt: key declared compromised later
step-notes = Remarks
step-place = Place in the ledger
step-said = What it says
step-signatories = signatories
step-signed = Signed
step-signed-at = signed at (their word)
step-verdict = checked

place-entry = entry
place-entry-hash = entry hash BLAKE3
place-envelope = envelope
place-file = { $file }, from byte { $offset }
place-leaf = leaf SHA-256
place-ledger = ledger
place-log = log
place-previous = entry before it
place-record-blake3 = record BLAKE3
place-record-sha256 = record SHA-256
place-stream = stream
place-stream-previous = entry before it in the stream
