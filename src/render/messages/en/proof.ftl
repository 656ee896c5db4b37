# The printed page of a proof of somebody's word.
proof-title = Proof of one's own word
proof-person = Whose word
proof-decision = Decision
proof-organ = Organ
proof-file = Proof file
proof-file-sha256 = SHA-256 of the proof file
proof-purpose = This page is made from the proof file named above, to be kept by the person it speaks of. It proves what they said, when it was recorded, and that the record stands in the ledger's signed history; checking it takes neither the ledger nor anybody's leave.
proof-keep-both = Keep the file and this page in two places: either is enough.

proof-said = What was said
proof-voice-signed = Their own word, signed by { $person }.
proof-voice-minuted = As minuted: signed by the recorder, not by { $person }.
proof-voice-entered = Entered by somebody else, not signed by { $person }.
proof-changed = Changed later: { $by } counts in its place.
proof-occurred = Happened (their word)
proof-signed-at = Signed (their word)
proof-recorded = Recorded (the ledger's clock)
proof-late = Entered late, because
proof-despite = Recorded in spite of
proof-attachment = Document
proof-signed-by = Signed by, with key
proof-place = Place in the ledger
proof-blake3 = Record BLAKE3
proof-sha256 = Record SHA-256

proof-context = What it speaks of
proof-who = Who signed, and who had appointed them
proof-appointed = appointed by entry { $entry }; from { $from }, by { $document }
proof-ended = ended by entry { $entry }:
proof-root = Appointments are signed by these root holders:
proof-threshold = at least { $needed } of { $all }

proof-checkpoint = The ledger's checkpoint
proof-origin = Ledger
proof-size = Entries covered
proof-ledger-key = Ledger key (as it says itself)
proof-checkpoint-note = These keys come from the ledger itself. Compare them with what you have from elsewhere (a publication, a letter, the root holders in person) before you trust them. Whatever ledger anybody shows later: one that contradicts this checkpoint was rewritten.

proof-shows = What this shows and what it does not
proof-shows-this = It shows: the keys above signed these words; root holders had appointed the persons above with these keys; the record stood in the ledger at this place when the checkpoint was signed. Whoever alters, drops or back-dates it from then on contradicts this proof.
proof-shows-not = It does not show: what entries of the registry say that are not here (that an appointment had ended meanwhile, or that a key was later declared compromised); when it was, beyond the ledger's own clock, where no witness from outside has cosigned; that the founding root holders are who they say they are. That is for whoever checks it to know.

proof-code = The proof as a QR code
proof-code-note = The proof of the last record (C2SP tlog-proof, without the record itself): its number, the path to the tree's root, the signed checkpoint. What it proves is this entry header, which carries the record's digests.
proof-code-too-long = With so many cosignatures it does not fit one code; use the pieces below.

proof-by-hand = Checking it by hand
proof-by-hand-note = It takes openssl, sha256sum, b3sum, base64 and the usual text tools. Save the proof file as proof and the ledger's public key, got from elsewhere, as ledger.pub.pem in an empty folder, and go on in order.
proof-step-cut = Cut the entries apart; each is a receipt that holds by itself.
proof-step-entry = Take one out: its header and the record as it was signed. Stream, number and time in the header, name and words in the record must be those on this page.
proof-step-digests = Both digests in the header are those of the envelope. Two lines must say ok.
proof-step-signatures = Every key that the record names has signed. The ids of the signing keys on this page must appear.
proof-step-path = From the header along the path to the root, which must be that of the checkpoint. It must say: in the ledger.
proof-step-checkpoint = The ledger key has signed the checkpoint. The first line must be the id of the ledger key you trust; then it must say: signed by the ledger key.
proof-step-others = Repeat steps 2 to 6 for the other entries. Those of the registry say whose key is whose, and which root keys signed that. The entries of this proof are:

proof-pieces = The whole proof file as QR codes
proof-pieces-note = Should the file be lost: scan all these codes in any order, one line each, into scanned.txt, and run the commands below. The second must print the SHA-256 on the first page.
proof-pieces-too-many = The proof file is too long to be printed as codes. Keep the file itself.
