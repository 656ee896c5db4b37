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
