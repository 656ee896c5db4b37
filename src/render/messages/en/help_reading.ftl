# Help for reading a ledger.
help-shared-record = The record: 2026-003#12 (number 12 of that decision), registry#4, or @41 (entry 41)
    .value = RECORD

help-log = List the entries in the order they were recorded, newest last
    .example =
        liuhen log --count 20
        liuhen log --decision 2026-003
help-log-decision = This decision only
    .value = DECISION
help-log-registry = The registry only
help-log-from = From this entry on
    .value = SEQ
help-log-count = So many; without --from, the last ones
    .value = N

help-decision-list = List the decisions of the ledger
    .example = liuhen decision list
help-decision-show = Show a decision: what was opened, and each record with who signed it and what it says
    .long = Positions are listed person by person, dissent with its reasons in full; corrections and what they correct point at each other.
    .example = liuhen decision show 2026-003
help-decision-show-decision = The decision's id
    .value = DECISION

help-step-show = Show everything of one record
    .long = Shows what it says, who signed it, what it stands on, its documents, its place and digests, and checks the signatures and whether the signatories held their offices.
    .example =
        liuhen step show 2026-003#12
        liuhen step show @41 --raw > envelope.json
help-step-show-raw = Write the signed envelope to standard output, byte for byte

help-shared-trust = The trust file: the ledger's name, keys, witnesses and known heads, as the inspector has them from elsewhere
    .value = FILE

help-verify = Verify the ledger: read every byte again and judge it
    .long =
        The verdict is the exit code (see `liuhen --help`). Every check is listed; one that was not made says why and never counts as passed.
        Only the trust file and the heads that the inspector brings are believed; keys in the ledger are shown and count for nothing.
        Nothing is written and no network is needed.
    .example =
        liuhen verify --trust trust.toml
        liuhen verify --trust trust.toml --known-head 2025-12.checkpoint --format json
help-shared-known-head = A checkpoint or receipt that was kept; may be given several times
    .value = FILE
help-verify-threads = How many threads work; as many as the machine has by itself
    .value = N

help-trust = The fingerprints of a ledger
help-trust-show = Write what the ledger says of itself as a trust file, to be compared line by line
    .example = liuhen trust show --out trust.toml
help-trust-show-out = The new trust file; else it goes to standard output
    .value = FILE

help-checkpoint = Signed checkpoints: the head of a ledger
help-checkpoint-show = Show the latest signed checkpoint and who signed it
    .example = liuhen checkpoint show --out 2026-06.checkpoint
help-checkpoint-show-out = Write the checkpoint to a new file, byte for byte
    .value = FILE
help-checkpoint-verify = Check who signed a checkpoint
    .long = Needs no ledger. With neither trust file nor key it is checked with the keys of the ledger at hand, and is unanchored at best.
    .example = liuhen checkpoint verify 2026-06.checkpoint --trust trust.toml
help-checkpoint-verify-file = The checkpoint's file
    .value = FILE
help-checkpoint-verify-key = The ledger key you trust: the name or file of a public key, or a C2SP verifier key
    .value = KEY
help-checkpoint-consistency = Prove that the ledger continues a checkpoint that was kept
    .long =
        It continues it (0; 10 without a trust file), has diverged (30) or was rolled back (31).
        The proof that --out writes convinces others with --proof, without the ledger. The records themselves are read by `liuhen verify`.
    .example =
        liuhen checkpoint consistency 2025-12.checkpoint --trust trust.toml --out growth.txt
        liuhen checkpoint consistency 2025-12.checkpoint --proof growth.txt --trust trust.toml
help-checkpoint-consistency-old = The checkpoint that was kept
    .value = OLD
help-checkpoint-consistency-new = The later one; else the ledger's latest, or that of the proof
    .value = NEW
help-checkpoint-consistency-out = Write the proof to a new file
    .value = FILE
help-checkpoint-consistency-proof = A proof that somebody else wrote; no ledger is needed then
    .value = FILE

help-receipt = Receipts: proof that a record is in the ledger
help-receipt-get = Write the receipt of a record, or the proof of what a person said in a decision
    .long =
        The receipt of a record carries it, the path and the signed checkpoint: one file, checked offline (C2SP tlog-proof).
        With --person it is what that person themselves said in a decision: positions, objections, opinions, declarations, and what the minutes say of them, called so. Beside these it carries the decision's opening, the meeting, and the entries of the registry that appointed the signers. A page to print (A4, both languages) is written next to it, with the proof as QR codes and the steps to check it by hand.
    .example =
        liuhen receipt get 2026-003#17 --out dissent.tlog-proof
        liuhen receipt get --person 何铮 --decision 2026-003
help-receipt-get-record = The record, such as 2026-003#17
    .value = RECORD
help-receipt-get-person = Whose word is to be proven
    .value = PERSON
help-receipt-get-decision = In which decision; may be left out where they spoke in one only
    .value = DECISION
help-receipt-get-out = The new file; by itself named after the record, or after decision and person, in the current folder
    .value = FILE
help-receipt-page = Write the page to print of a proof of what a person said
    .long = The page is made from the proof alone and is always the same. It says nothing that the proof does not hold.
    .example = liuhen receipt page 2026-003-何铮.proof
help-receipt-page-file = The proof's file
    .value = FILE
help-receipt-page-out = The new page; by itself named after the proof
    .value = FILE
help-receipt-verify = Check a receipt, the proof of what a person said, or an archive's receipt, offline
    .example =
        liuhen receipt verify 2026-003-17.tlog-proof --trust trust.toml
        liuhen receipt verify 2026-003-何铮.proof --trust trust.toml
        liuhen receipt verify receipt.json --bundle 2026-003 --archive-key archive.pub.pem
help-receipt-verify-file = The receipt, the proof, or the archive's receipt of a transfer
    .value = FILE
help-receipt-verify-bundle = The bundle that the archive's receipt is to be of
    .value = PATH
help-receipt-verify-archive-key = The archive's public key, got from the archive: for its receipt
    .value = KEY
help-receipt-verify-before = The archive's receipt with the number before
    .value = FILE
