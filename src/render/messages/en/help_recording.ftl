# Help: decisions, their records, documents, dossiers.
help-shared-also = Keys that sign as well, separated by commas, each in the office it holds
    .value = KEY
help-shared-citing = Other decisions whose records the form cites by their digests; `2025-001#4` says so by itself
    .value = DECISION
help-shared-form = The form, a TOML file; the documents it names are looked for in its folder
    .value = FORM

help-decision = Open and see decisions
help-decision-open = Open a decision or a catalogue with its first record
    .long = Takes a form of the kind `decision-open` or `catalogue`. Otherwise it is the same as `liuhen step add`.
    .example =
        liuhen step template decision-open --out open.toml
        liuhen decision open open.toml --key office
help-decision-open-key = The key that signs in the form's office
    .value = KEY

help-step = Record and see the steps of a decision
help-step-kinds = List the kinds of record and the offices that sign them
help-step-template = Write the empty form of a kind, with notes on every field
    .long =
        With --decision, what the ledger knows is filled in. In a head's decision that is everything but the head's own word: the meeting, its item, the draft, the records it rests on, and the tally of the positions as they stand, with whose word each of them is.
        Reasons are asked for exactly where the outcome differs from the majority, as the decision's profile counts it; without --outcome the form says which outcomes would.
    .example =
        liuhen step template legality-opinion --out opinion.toml
        liuhen step template head-decision --decision 2026-003 --outcome passed --out head.toml
help-step-template-kind = The kind
    .value = KIND
help-step-template-decision = The decision it is for
    .value = DECISION
help-step-template-meeting = Of a head's decision: the meeting, a record such as #15; else the last at which the head has not decided
    .value = RECORD
help-step-template-outcome = Of a head's decision: what the head decides
    .value = OUTCOME
help-step-template-out = The form's file, which must not exist; else the form goes to standard output
    .value = FILE
help-step-add = Sign a form and take it into the ledger, with its documents
    .long =
        Everything is looked at before anything is signed or stored: the form with all its mistakes at once, its documents, the records it names, the decision, and whether the keys hold the offices.
        Where the decision pins a procedure profile, what the step would be found at fault for is shown first; what is serious is signed only with a reason (--despite), which goes into the record.
        Then the documents are stored, the record is signed and appended, and a checkpoint is signed.
    .example =
        liuhen step add opinion.toml --key zhangke
        liuhen step add hearing.toml --key hearing-chair --also hearing-clerk
        liuhen step add meeting.toml --key recorder --despite 'A02=the head ordered it'
help-step-add-key = The key that signs in the form's office
    .value = KEY
help-step-prepare = Make an envelope of a form, to be signed on other machines
    .long = The documents of the form are stored in this ledger now; only the envelope travels. Each signer runs `liuhen sign`; whoever keeps the ledger runs `liuhen append`.
    .example = liuhen step prepare opinion.toml --as zhangke --out opinion.json
help-step-prepare-as = The keys that are to sign, separated by commas, the first in the form's office; public halves are enough
    .value = KEY
help-step-prepare-out = The envelope's file, which must not exist
    .value = FILE
help-step-sign = The same as `liuhen sign`
help-step-sign-file = The envelope's file
    .value = FILE
help-step-sign-key = The key to sign with
    .value = KEY
help-step-append = The same as `liuhen append`
help-step-append-files = The envelopes' files
    .value = FILE
help-step-append-citing = Another decision whose records they cite
    .value = DECISION
help-step-append-new-ledger-key = The new ledger key, where the group changes it
    .value = KEY

help-evidence = Store documents and check those that are stored
help-evidence-add = Store documents ahead of the records that will cite them
    .long = `liuhen step add` stores a form's documents by itself. What is stored and never cited does no harm.
    .example = liuhen evidence add minutes.pdf recording.mp4
help-evidence-add-files = The documents
    .value = FILE
help-evidence-check = Read every stored document again and hold it against its name, which is its digest
    .long = Finds a failing disk early; ends with 40 if a file is wrong. Whether records cite the documents rightly is another question.
help-evidence-erase = Destroy the sealed attachments that an erasure in the ledger names
    .long = First fill in `liuhen step template erasure`, and enter it with the signatures the profile asks for: two persons in two offices at least, one of them the archivist. This command then holds its signatures, offices and profile against it, and overwrites and removes documents and openings; a document that is cited elsewhere stays, and only the opening goes. Cut off, the same again does what is left.
    .example = liuhen evidence erase --by 2026-003#41
help-evidence-erase-by = The erasure that gives the authority
    .value = RECORD

help-import = Enter what was decided before there was a ledger
help-import-dossier = Enter decisions of the past late, in an archivist's office
    .long =
        Each dossier is entered whole or not at all, and only into a decision of which the ledger has nothing yet. Whatever is wrong with any of the files is told before the first is entered.
        Who enters a dossier vouches for the entry and its source, not for the fact.
    .example = liuhen import dossier cases/C5.toml cases/C8.toml --key archivist
help-import-dossier-files = The dossiers, TOML files
    .value = FILE
help-import-dossier-key = The archivist's key
    .value = KEY
