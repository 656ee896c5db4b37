# Help, by the ids that cli/help.rs derives from the grammar.
help-heading-arguments = Arguments
help-heading-commands = Commands
help-heading-example = Examples
help-heading-global = Options of every command
help-heading-options = Options
help-heading-usage = Usage
help-value-command = COMMAND
help-value-options = OPTIONS
# Fluent trims plain spaces at the ends, so they are written as strings.
help-value-or = {", "}
help-default = { $help } [default: { $default }]
help-values = { $help } [{ $values }]

# Options of every command.
help-global-color = When to use colour; by itself on terminals only, and never where NO_COLOR is set
    .value = WHEN
help-global-format = The form of the result: for people, or one JSON document
    .value = FORMAT
help-global-help = Show help (`-h` in brief)
help-global-lang = The language; else LIUHEN_LANG, else the system's
    .value = LANGUAGE
help-global-ledger = The ledger's folder; else LIUHEN_LEDGER, else the nearest folder upwards that holds liuhen.toml
    .value = DIR
help-global-no-progress = Show no progress bar
help-global-quiet = Say only results, warnings and errors
help-global-yes = Answer every question with yes

# Options that many commands share.
help-shared-ledger-passphrase-file = A file whose first line is the passphrase of the ledger's own key; else LIUHEN_LEDGER_PASSPHRASE, else you are asked
    .value = FILE
help-shared-passphrase-file = A file whose first line is the passphrase; given several times, one for each key in order; else LIUHEN_PASSPHRASE, else you are asked
    .value = FILE

help-liuhen = An append-only, signed ledger of how major administrative decisions are made
    .long = Results go to standard output, everything else to standard error. The exit code is the answer:

         0  done; for a verification: sound
         1  refused, nothing was changed
         2  the command line is wrong
         3  the surroundings failed: file missing, ledger in use, disk full
        10  intact, but outside anchors are missing or too weak
        20  intact, with procedure findings
        21  intact, with authority in doubt
        30  diverged from what was seen before
        31  rolled back to an earlier state
        40  invalid: altered, forged or missing
        41  unreadable or absent
        70  a bug of ours
help-liuhen-version = Show the version

help-completions = Print the script by which a shell completes commands
    .example = liuhen completions bash > ~/.local/share/bash-completion/completions/liuhen
help-completions-shell = The shell
    .value = SHELL

help-help = Show the help of a command
    .example = liuhen help key new
help-help-command = The command, word by word
    .value = COMMAND

help-man = Write manual pages
help-man-out = The folder the pages go to
    .value = DIR

help-key = Make key pairs, show and check them
help-key-new = Make a key pair
    .long =
        Writes NAME.key.pem, the secret half, encrypted with a passphrase, and NAME.pub.pem, the public half, to the key folder: LIUHEN_KEYS, else `keys` beside the ledger. Neither is ever overwritten.
        Both are files openssl reads: PKCS#8 (PBES2, scrypt, AES-256-CBC) and SPKI, both PEM.
    .example =
        liuhen key new legal-wang
        liuhen key new --out /media/usb/legal-wang.key.pem --passphrase-file pass.txt
help-key-new-name = The key's name in the key folder
    .value = NAME
help-key-new-out = The secret half's file, where it is not to go to the key folder
    .value = FILE
help-key-new-no-passphrase = Leave the secret half unencrypted; for tests and demonstrations
help-key-show = Show public keys: key id, algorithm, SPKI, and how openssl gives the same id
    .example = liuhen key show legal-wang
help-key-show-keys = Names in the key folder, or files
    .value = KEY
help-key-check = Check that a secret key opens and that the public half beside it is its own
    .example = liuhen key check legal-wang
help-key-check-key = A name in the key folder, or a file
    .value = KEY
