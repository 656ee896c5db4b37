# Recording: forms, documents, dossiers on their way into the ledger.

problems-more = … and { $more } more; `--format json` lists them all
progress-checking = checking documents
progress-importing = entering records
progress-storing = storing documents

kinds-kind = kind
kinds-signers = signed by: { $offices }
kinds-stage = stage
kinds-title = what it is

told-template = the empty form is in { $path }
told-template-filled = the form, with what the ledger knows filled in, is in { $path }
evidence-stored = { $file }: stored, { $size } bytes
evidence-known = { $file }: was stored already, { $size } bytes
evidence-differs = { $file }: its content has the digest { $found }
evidence-unreadable = { $file }: cannot be read ({ $why })
evidence-not-an-opening = { $file }: holds no opening ({ $why })
erase-destroyed = { $name }: the document and its opening were destroyed under { $by }
erase-gone = { $name }: destroyed before
erase-kept = { $name }: its opening was destroyed under { $by }; the document stays, { $cited } cites it too
erase-unknown = { $name }: its opening was destroyed under { $by }; it could not be read, so nobody can say which document it named, and that may still be there
erase-will-destroy = the document and the opening of `{ $name }` will be destroyed
erase-will-keep = the opening of `{ $name }` will be destroyed; the document stays, { $cited } cites it too
erase-will-unknown = the opening of `{ $name }` will be destroyed; it cannot be read, and nobody can say which document it names
attachment-erased-under = erased under record { $by }
attachment-to-be-erased-under = to be erased under record { $by }, and still there
ask-erase = Destroy { $count } sealed attachments of { $record } for good?
evidence-all-good = every file is what its name says (documents: { $documents }, openings: { $openings }, bytes: { $bytes }, wrong: { $wrong })
evidence-some-wrong = some files are not what their names say (documents: { $documents }, openings: { $openings }, bytes: { $bytes }, wrong: { $wrong })

warning-evidence-strange = { $file } is no document: its name is no digest, or it lies in the wrong place

error-documents = no document was stored; those that cannot be read: { $count }
error-form = nothing was signed or stored; to be put right: { $count }
error-no-erasure = { $name } gives no authority to destroy; nothing was destroyed
error-not-erased = not confirmed; nothing was destroyed
error-no-such-decision = the ledger has no decision { $decision }; nothing was signed or stored
error-no-meeting-waits = decision { $decision } has no meeting at which the head has not decided yet; another one is named with --meeting
error-no-such-meeting = `{ $name }` is no meeting of decision { $decision }; write #15 for its record 15
error-template-option = { $option } is only for a head's decision
error-not-an-opening = { $path } is a form of the kind `{ $kind }`; a decision is opened with `decision-open`, a catalogue with `catalogue`
error-not-entered = this cannot be entered; nothing was signed or stored
error-not-yet = it is said to happen at { $occurred }, and now it is { $now }; nothing was signed or stored
error-open-already = the decision { $decision } has been opened already (records in it: { $number }); nothing was signed or stored

form-wrong-unreadable = `{ $path }` cannot be read: { $why }

cause-erasure-late = an erasure is decided before it is carried out, and never entered late
cause-erasure-no-record = there is no earlier record { $record } in this decision
cause-erasure-not-sealed = that record has no attachment with the seal { $sealed }
cause-erasure-office = the profile asks for a signature as { $offices }, by another person than the rest
cause-erasure-open = `{ $name }` is an open attachment, and only sealed ones are erased: its digests stand in the signed record and cannot be taken back
cause-erasure-persons = the profile asks for { $needed } persons, { $counted } have signed
cause-erasure-profile = the decision's profile `{ $profile }` cannot be read ({ $why }): who must sign is not known
cause-erasure-unacknowledged = that record is not yet under a signed checkpoint
cause-erasure-unreadable = entry @{ $seq } cannot be read: whether it cites the same document is not known
cause-no-erasure = its kind is `{ $kind }`; it is no erasure
cause-decision-there = { $path }: { $decision } is in the ledger already (records in it: { $count }); a dossier is a decision from its beginning
cause-decision-twice = { $path }: { $other } is a dossier of { $decision } as well
cause-document = { $path }: { $why }
cause-dossier = it happened with { $path }, none of whose records was entered
cause-no-opening = { $path }: { $decision } does not begin with a record that opens it, such as `decision-open`

hint-append-citing = once everybody has signed: { $command }
hint-erase-again = The same command again does what is left
hint-erase-copies = It was overwritten where it lay, and removed. Snapshots, copies on write and journals of the file system, spare sectors of a flash disk, backups and other copies may still hold it, and are destroyed by their own means
hint-evidence-wrong = restore these files from a copy; `liuhen evidence check` tells whether it is the right one, for their names are their digests
hint-fill-in = fill it in, then sign and enter it: liuhen step add FORM --key NAME
hint-fill-in-opening = fill it in, then sign and enter it: liuhen decision open FORM --key NAME
hint-head-reasons = what was not said at the meeting cannot be written in later: if no reasons were given there, say so with --despite 'A16=REASON' (or the code of your profile's rule), and it is recorded and found
hint-import-rest = these are in the ledger already: { $entered }; run the command again with the others
hint-key-holds = `{ $key }` is { $person }'s key and now holds: { $offices }
hint-key-holds-nothing = `{ $key }` holds no office now; `liuhen office appoint` gives it one
hint-not-yet = look at the year in `occurred`, and at this machine's clock
hint-step-add = other records are entered with `liuhen step add`
hint-template = `liuhen step template` writes the empty form of a kind

cause-erasure-corrected = { $by } corrects it. What is destroyed cannot be put right again: record a new erasure of what is meant
cause-erasure-found = `verify` has something against it: { $what } [{ $code }]
cause-erasure-crowded = `verify` finds more than it can list ({ $count } faults and more): whether this record is at fault is not known
erase-export = { $record }: a bundle ({ $version }) was exported while the document may have been there; it may hold it still, and must be destroyed by its own means
erase-export-received = { $record }: a bundle ({ $version }) went to { $receiver } while the document may have been there; it may hold it still, and must be destroyed by its own means
erase-stray = { $sealed }: an opening of the same document that no record cites was destroyed with it
erase-will-stray = the opening { $sealed } of the same document will be destroyed with it: no record cites it
hint-evidence-half-erased = a file that { $by } is to destroy was overwritten in part: do not restore it, run `liuhen evidence erase --by { $by }` again
form-erasure-choose = Take the # away before each that is to be destroyed.
form-erasure-another = An erasure names one record. For this one, put these lines in the place of those above:
