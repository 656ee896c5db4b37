# Forms: the notes in templates, and what is said when one is filled in wrongly.

## Templates

form-intro = How to fill this in: lines beginning with # are optional; take the # away to use them. Days are written 2026-03-20, times 2026-03-20T09:15:00+08:00.
form-intro-privacy = No personal data of citizens in the body; documents with such data are sealed attachments (sealed = true).
form-intro-reference = Naming records: #3 is record 3 of this decision, 2026-003#3 that of another; the 64 digits of its BLAKE3 do as well.
form-required = mandatory
form-optional = optional
form-repeat = repeat this part for each row
form-review-reasons = Mind: the reasons written below stand in full in the public version. Write nothing in them that is to be withheld.
form-review-numbers = Mind: where the roster, the positions as the head counted them or the counts in the minutes are published, a single position that is withheld can be told by subtraction. Weigh them together.
form-none = if there are none, delete this part and write { $field } = [] under [body]
form-label = { $label } ({ $need }): { $help }
form-documents = Documents that must be attached: { $roles }
form-documents-optional = Documents that may be attached: { $roles }
form-head-item = Item { $item } of the agenda: { $subject }
form-head-tally = Counted from the positions as they stand at meeting { $meeting }: { $signed } signed by the members themselves, { $minuted } minuted by the recorder, { $entered } entered by somebody else for them. What is written here otherwise is not refused; it is told before signing, and found.
form-head-silent = No position is recorded of: { $persons }
form-head-signed = { $person } ({ $record })
form-head-minuted = { $person } ({ $record }, minuted, not signed by { $person })
form-head-entered = { $person } ({ $record }, entered by somebody else, not signed by { $person })
form-head-written = { $said }, in writing
form-head-agree = These outcomes are with the majority, write false: { $outcomes }
form-head-differ = These differ from it, write true and give the reasons: { $outcomes }
form-head-unsure = Of these nobody can tell until the positions that are missing are recorded: { $outcomes }
form-head-agrees = “{ $outcome }” is not against the majority: { $approve } for the draft, { $oppose } otherwise, { $silent } unrecorded.
form-head-differs = “{ $outcome }” differs from the majority: { $approve } for the draft, { $oppose } otherwise, { $silent } unrecorded. The reasons given at the meeting must be written down.
form-head-may-differ = Whether “{ $outcome }” differs from the majority nobody can tell: { $approve } for the draft, { $oppose } otherwise, { $silent } unrecorded. Record the positions that are missing first.

## Keys

form-key-kind = Kind of record
form-key-decision = Decision
form-key-office = Office it is signed in
form-key-occurred = When it happened
form-key-occurred-help = The day or time of the fact; over several days { "{" } from = 2026-03-20, to = 2026-03-21 { "}" }.
form-key-from = From
form-key-to = To
form-key-basis = Records it stands on
form-key-basis-help = Left out, it stands on the latest record of the decision.
form-key-profile = Procedure profile
form-key-profile-help = What the decision is judged by: write profile = "ID" above the body and leave [body.profile] out; unwritten, it is the only profile adopted.
form-key-late = Late entry
form-key-late-help = Only for what is entered late.
form-key-reason = Reason
form-key-missing = Mandatory fields nobody can fill in any more
form-key-missing-help = By name, such as channels, roster.title, attachments.draft.
form-key-despite = Procedure findings that are known
form-key-rule = Rule
form-key-attachment = Attachment
form-key-file = File
form-key-role = What the document is
form-key-name = Name of the attachment
form-key-media_type = Media type
form-key-sealed = Sealed
form-key-body = Body
form-key-source = Source
form-key-record = Record
form-key-dossier = Format of the dossier

## When it is filled in wrongly

form-problem-at = line { $line } { $path } ({ $label }): { $what }
form-problem-whole = line { $line }: { $what }
form-wrong-syntax = is not TOML: { $words }
form-wrong-not-utf8 = is not UTF-8; save it with that encoding
form-wrong-too-large = is larger than { $max } bytes
form-wrong-empty = is not filled in
form-wrong-unknown-key = means nothing here
form-wrong-unknown-kind = there is no kind of record “{ $name }”
form-wrong-fraction = has a fraction; records hold whole numbers
form-wrong-reference = “{ $name }” names no record; write #12, 2026-003#12 or the 64 digits of its BLAKE3
form-wrong-no-such-record = the ledger has no record { $name }
form-wrong-against-majority = must be filled in: the decision differs from the majority ({ $approve } for the draft, { $oppose } otherwise), and the head gives the reasons at the meeting (Order 713, art. 30)
