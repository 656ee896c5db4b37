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
