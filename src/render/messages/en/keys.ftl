# Keys and passphrases.
key-algorithm = algorithm
key-check-good = The secret key opens, and the public half beside it is its own.
key-encrypted = encrypted with a passphrase
key-file = file
key-id = key id
key-openssl = openssl
key-protection = protection
key-public-file = public half
key-secret-file = secret half
key-spki = SPKI
key-unencrypted = not encrypted

ask-new-passphrase = New passphrase for `{ $key }`:
ask-passphrase = Passphrase of `{ $key }`:
ask-passphrase-again = The same once more:

error-halves-differ = the two halves do not belong together: `{ $secret }` has the key id { $id }, `{ $public }` has { $other }
error-key-exists = `{ $path }` exists already, and a key is never overwritten
error-key-name = `{ $name }` cannot be the name of a key: a letter or digit first, then letters, digits, `-`, `_`, `.` or `·`
error-key-not-held = no secret key with the key id { $id } is in `{ $path }`
error-no-passphrase = the passphrase of `{ $key }` is needed, and nobody sits at a terminal to be asked
error-not-a-key = `{ $path }` holds no key this program can read
error-passphrase-empty = the passphrase is empty
error-passphrase-file-long = `{ $path }` is longer than { $most } bytes: that is no passphrase
error-passphrase-files = there is no passphrase file for key { $nth }: { $count } were given
error-passphrase-wrong = the passphrase does not open `{ $path }`
error-passphrases-differ = the two passphrases differ
error-public-half-missing = `{ $public }` is missing, and `{ $secret }` is encrypted

cause-pem-bad-point = the key is no usable Ed25519 point
cause-pem-malformed = the PEM block does not hold what its label says
cause-pem-needs-passphrase = the key is encrypted
cause-pem-not-pem = it is not one PEM block with nothing around it
cause-pem-not-private = it is a PEM file, but not of a secret key
cause-pem-not-public = it is a PEM file, but not of a public key
cause-pem-other-algorithm = it is a key of another algorithm than Ed25519
cause-pem-public-differs = the public key within is not that of the secret key
cause-pem-too-costly = opening it would take more memory or time than is allowed
cause-pem-unknown-protection = it is encrypted in a way this program does not know

hint-key-exists = choose another name, or move the old pair away; keep it for as long as anything it signed must be verified
hint-key-new = keep the secret half and its passphrase apart; hand out the public half only
hint-key-new-open = the secret half is not encrypted: whoever can read the file can sign; hand out the public half only
hint-keys-folder = the key folder is `keys` beside the ledger, unless LIUHEN_KEYS names another; a key may also be given as a file
hint-no-passphrase = where a key is really to lie unencrypted, say `--no-passphrase`
hint-passphrase-ways = three ways: run it in a terminal; put the passphrase into a file and name it with `{ $option }`; or set { $variable }

warning-key-unencrypted = the secret key in `{ $path }` will not be encrypted
warning-passphrase-short = the passphrase has fewer than { $advised } characters; a longer one is safer
