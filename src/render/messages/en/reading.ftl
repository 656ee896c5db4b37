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
