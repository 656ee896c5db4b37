# Help for bundles.
help-bundle = Archive bundles of decisions
help-bundle-export = Write a decision as an archive bundle
    .long =
        The bundle is a BagIt 1.0 bag: a folder, or a tar file where PATH ends in .tar. Stock tools validate it, and it proves itself without the ledger.
        The export is recorded in the decision and the bundle sealed with the key; nothing lies under PATH before it is whole.
        The public version withholds what the last `disclosure-review` names, each with its legal basis.
    .example =
        liuhen bundle export 2026-003 --out 2026-003 --key archivist
        liuhen bundle export 2026-003 --public --out 2026-003-public.tar --key archivist
        liuhen bundle export --all --out bundles --unrecorded
help-bundle-export-decision = The decision's id; several may be named
    .value = DECISION
help-bundle-export-all = Every decision of the ledger
help-bundle-export-closed-since = Every decision handed over to the archives on that day or later
    .value = DATE
help-bundle-export-out = The new bundle; of several decisions, the folder for them
    .value = PATH
help-bundle-export-public = The version for the public
help-bundle-export-tar = Write tar files where several are written
help-bundle-export-key = The key that records and seals the export
    .value = KEY
help-bundle-export-unrecorded = Do not record or seal the export
help-bundle-export-receiver = Who receives the bundle
    .value = TEXT
help-bundle-export-describe = The archive's words (fonds, category, file number, compiler): a TOML file
    .value = FILE
help-bundle-export-incomplete = Export even where the ledger lacks documents; the bundle says which
help-bundle-verify = Verify a bundle without its ledger
    .long = Offline, from any medium, without a clock. The verdict is the exit code; see `liuhen verify`.
    .example = liuhen bundle verify 2026-003 --trust trust.toml
help-bundle-verify-path = The bundle: a folder or a tar file
    .value = PATH
help-bundle-compare = Show that one bundle is a true part of another of the same decision
    .long = Both are verified first. A public version is a part of the full one; an earlier bundle is a part of a later one.
    .example = liuhen bundle compare 2026-003 2026-003-public.tar
help-bundle-compare-full = The whole
    .value = FULL
help-bundle-compare-public = The part
    .value = PUBLIC

help-intake = Take a bundle into an archive: judge it, copy it, answer with a signed receipt
    .long =
        A bundle that is not intact is refused, and so is one that contradicts what the archive has of the same decision.
        The receipt has the fields of the register of transfers; what a person must look at (the medium, viruses) is open until somebody says it.
    .example = liuhen intake 2026-003 --archive county-archive --key archive --trust trust.toml --virus none-found
help-intake-bundle = The bundle: a folder or a tar file
    .value = BUNDLE
help-intake-key = The archive's key, which signs the receipt
    .value = KEY
help-intake-unit = Who hands it over; else as the bundle says
    .value = TEXT
help-intake-method = How it came: by disc, by network
    .value = TEXT
help-intake-carrier = What the medium looked like
    .value = TEXT
help-intake-virus = What looked for viruses, and what it found
    .value = TEXT
help-intake-note = Anything else for the register
    .value = TEXT
help-intake-receipt = Write a copy of the receipt to a new file
    .value = FILE
help-intake-again = Also where the archive has all of it already
help-intake-despite-damage = Also where a holding is damaged, and the bundle cannot be held against it
help-shared-archive = The archive's folder
    .value = DIR
help-archive = What an archive holds, and whether it is still sound
help-archive-init = Make an archive's folder
    .example = liuhen archive init --archive county-archive --name Yunxi
help-archive-init-name = What the archive is called
    .value = TEXT
help-archive-list = List what an archive holds, and when each was last found sound
    .example = liuhen archive list --archive county-archive
help-archive-check = Judge everything an archive holds again
    .long = A check that is cut off goes on where it stopped. Every look is noted with its time and verdict.
    .example =
        liuhen archive check --archive county-archive --trust trust.toml
        liuhen archive check --archive county-archive 3 7
help-archive-check-number = These holdings only
    .value = NUMBER
help-archive-check-afresh = From the start, even where an earlier check was cut off
help-archive-check-most = At most so many now; the next check goes on from there
    .value = N
help-archive-check-archive-key = The public key the archive signs receipts with; several may be named, and any other is told
    .value = KEY
help-archive-check-receipt = A receipt that was handed out: the one that lies here must be the same
    .value = FILE
help-bundle-export-whole = The whole ledger in one bag, a folder
help-bundle-convert = Lay the file of a bundle out as archives ask for
    .long =
        offline-medium is the layout of annex 2 of document 7 (2012) of the State Archives Administration; eep follows DA/T 48-2009 as far as its element names are published, and says so.
        The bundle is verified first; it is not changed. What only whoever makes the medium knows is left blank where it is not given.
    .example =
        liuhen bundle convert 2026-003 --to offline-medium --out disc --medium DVD-R --number 2026-0001
        liuhen bundle convert 2026-003 --to eep --out 2026-003.eep.xml
help-bundle-convert-bundle = The bundle: a folder or a tar file
    .value = BUNDLE
help-bundle-convert-to = To which layout
    .value = LAYOUT
help-bundle-convert-out = The new folder; the new file for eep
    .value = PATH
help-bundle-convert-capacity = The medium's capacity
    .value = TEXT
help-bundle-convert-medium = What sort of medium
    .value = TEXT
help-bundle-convert-number = The medium's number
    .value = TEXT
help-bundle-convert-kept-by = Who keeps the medium
    .value = TEXT
help-bundle-convert-made-by = Who made it
    .value = TEXT
help-bundle-convert-checked-by = Who checked it
    .value = TEXT
