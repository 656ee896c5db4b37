# What any command may meet.
error-bug = this is a bug of ours: { $what }
error-file-read = cannot read `{ $path }`
error-file-write = cannot write `{ $path }`
error-folder-create = cannot make the folder `{ $path }`
error-folder-list = cannot list the folder `{ $path }`
error-no-home = nobody says where the high-water marks are to be kept
error-no-ledger-at = there is no ledger in `{ $path }`
error-no-ledger-here = there is no ledger in `{ $path }` nor in any folder above it
error-nobody-to-ask = this needs an answer, and nobody sits at the terminal: { $question }
error-random = the operating system gives no random bytes
error-stdin = cannot read the answer from the terminal
error-stdout = the result could not be written out in full
error-store-corrupt = the ledger is damaged: { $what }
error-store-head-moved = somebody else has recorded something meanwhile: { $what }
error-store-in-use = somebody else is writing to the ledger: { $what }
error-store-not-found = the ledger lacks what it must have: { $what }
error-store-unavailable = the ledger's disk did not do what was asked: { $what }

cause-already-exists = it exists already
cause-is-a-folder = it is a folder
cause-not-a-folder = part of the path is not a folder
cause-not-found = it is not there
cause-not-utf8 = it is not UTF-8 text
cause-permission-denied = permission denied
cause-read-only = the file system is read-only
cause-storage-full = the disk is full

hint-did-you-mean = did you mean { $words }?
hint-help = `{ $command } --help` explains
hint-in-use = wait until the other command has ended, then try again
hint-init = a ledger's folder holds `liuhen.toml`; check the path
hint-name-ledger = go to the ledger's folder, or name it with `--ledger DIR` or LIUHEN_LEDGER
hint-report-bug = please report it, with the command you typed
hint-state-dir = set LIUHEN_STATE_DIR to a folder outside the ledger
hint-try-again = nothing was recorded; look at what is new, then try again
hint-verify = leave the folder as it is, and verify it to learn what is damaged
hint-yes = with `--yes` every question is answered with yes

# The command line was not understood.
usage-conflict = { $arg } and { $prior } cannot be given together
usage-missing = something is missing: { $arg }
usage-no-command = no command was given
usage-no-equals = { $arg } wants its value after `=`
usage-not-utf8 = a word on the command line is not UTF-8 text
usage-other = the command line was not understood
usage-too-many-values = { $arg } takes no further value: { $value }
usage-twice = { $arg } was given twice
usage-unknown-argument = { $arg } was not expected
usage-unknown-command = there is no command `{ $command }`
usage-unknown-option = there is no option { $arg }
usage-value-missing = { $arg } wants a value
usage-value-not-one-of = { $arg } cannot be `{ $value }`, only one of: { $values }
usage-value-wrong = { $arg } cannot be `{ $value }`
