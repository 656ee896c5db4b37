# Help for founding, the registry, signing and appending.
help-shared-ledger-key = The ledger's own secret key; else it is found in the key folder by its id
    .value = KEY
help-shared-by = The root holders who sign, by their keys, comma-separated
    .value = KEY
help-shared-document = The document it rests on
    .value = TEXT
help-shared-prepare = Write what is to be signed to FILE instead, to be signed elsewhere
    .value = FILE
help-shared-root = A root holder and the key they sign with; given once for each
    .value = PERSON=KEY
help-shared-threshold = How many root holders must sign
    .value = N
help-shared-office = The office, as in `liuhen step kinds`
    .value = OFFICE
help-shared-person = The person, by the name this ledger knows them by
    .value = PERSON

help-init = Found a ledger
    .long =
        Entry 0 names the organ, the ledger key and the root holders, and is signed by every root holder. Where they sit elsewhere, write it with --prepare, let each sign it with `liuhen sign`, and found the ledger with --append.
    .example =
        liuhen init ledger --origin yunxi.example/decisions --organ 云溪县人民政府 --root 许闻=root-1 --root 陶砚=root-2 --root 孟启=root-3 --threshold 2 --ledger-key ledger
        liuhen init ledger --append founding.json
help-init-dir = The new ledger's folder; else --ledger, else the current folder
    .value = DIR
help-init-origin = The ledger's name, as in its checkpoints: like a web address without scheme
    .value = NAME
help-init-organ = The organ whose ledger it is
    .value = TEXT
help-init-ledger-key = The key that signs checkpoints; it speaks for no office
    .value = KEY
help-init-append = Found the ledger with the envelope that came back signed
    .value = FILE

help-office = Say who may sign as what
help-office-appoint = Give somebody an office and the key they sign with
    .example = liuhen office appoint --office legality-reviewer --person 章恪 --organ 云溪县司法局 --title 股长 --key zhangke --from 2026-01-01 --document 云府任〔2026〕1号 --by root-1,root-2
help-office-appoint-organ = The organ or unit it is an office of
    .value = TEXT
help-office-appoint-title = What the office is called there
    .value = TEXT
help-office-appoint-key = The key they sign with: its public half is enough
    .value = KEY
help-office-appoint-from = From when they hold the office, as the document says
    .value = DAY
help-office-appoint-seal = It is the seal of an organ or unit, not a person
help-office-appoint-decision = For this decision only
    .value = DECISION
help-office-end = End an appointment
    .long = Earlier records stay valid. What a compromised key signed since the time given is in doubt.
help-office-end-key = The key, where they hold the office with several
    .value = KEY
help-office-end-reason = Why it ends
    .value = REASON
help-office-end-since = For a compromised key: since when it may have been in other hands
    .value = TIME
help-office-list = List who holds which office with which key
help-office-list-at = As it stood at this entry
    .value = SEQ
help-office-list-all = With those that have ended

help-root = Show or change the root holders
help-root-show = Show the root holders, now and before
help-root-rotate = Put other root holders in place
    .long = Signed by enough of the old holders and enough of the new.

help-ledger-key = Show or change the key that signs checkpoints
help-ledger-key-show = Show the ledger keys, now and before
help-ledger-key-rotate = Put another ledger key in place
    .long = Signed by the root holders; the next checkpoint is signed by both keys.
help-ledger-key-rotate-to = The new ledger key; its secret half must be at hand
    .value = KEY

help-sign = Sign an envelope on its way
    .long = Shows what is signed and adds one signature in place. It needs no ledger.
    .example = liuhen sign opinion.json --key zhangke
help-sign-file = The envelope's file
    .value = FILE
help-sign-key = The key to sign with
    .value = KEY

help-append = Take signed envelopes into the ledger
    .long = All of them or none, in the order given.
    .example = liuhen append opinion.json
help-append-files = The envelopes' files
    .value = FILE
help-append-citing = Another decision whose records they cite
    .value = DECISION
help-append-new-ledger-key = The new ledger key, where the group changes it
    .value = KEY
