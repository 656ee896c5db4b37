# Procedure profiles: help, lists, explanations, mistakes, adoption.
help-profile = Procedure profiles: list, show, check, explain, make and adopt them
    .long = A profile says as data what the procedure of a decision asks for here; decisions and their records are judged by it. The root holders adopt it. When a decision is opened the text then in force is pinned, and no later change alters the verdict on it.
help-profile-list = List the profiles that are built in and those this ledger has adopted
    .example = liuhen profile list
help-profile-show = Show the whole text of a profile, byte for byte as it is adopted
    .example =
        liuhen profile show cn-order-713
        liuhen profile show cn-order-713 --at @41
        liuhen profile show cn-township --source
help-profile-show-profile = The profile's id; one that is built in comes before one of this ledger
    .value = PROFILE
help-profile-show-at = The text that was in force when this entry was made
    .value = ENTRY
help-profile-show-adopted = The text that is in force in this ledger
help-profile-show-source = The file of a built-in profile as it was written, with its remarks and without its base
help-profile-check = Say everything that is wrong with a profile, at once
    .example = liuhen profile check my-county.toml
help-profile-check-file = The profile's file
    .value = FILE
help-profile-explain = Explain what a profile asks for, rule by rule
    .long = Each rule with its code, article, severity, what it asks for, its kind with its parameters, where it applies and what would resolve a breach.
    .example =
        liuhen profile explain cn-order-713
        liuhen profile explain my-county.toml A05
help-profile-explain-code = This rule only
    .value = CODE
help-profile-new = Write a new profile that begins from a built-in one and works as it is
    .long = The file also has the days, numbers and shares that places set for themselves, commented out, to be changed.
    .example =
        liuhen profile new my-county
        liuhen profile new my-town --from cn-township --out rules/my-town.toml
help-profile-new-id = The new profile's id: letters, digits, `.`, `_`, `-`
    .value = ID
help-profile-new-from = The built-in profile it begins from
    .value = PROFILE
help-profile-new-out = The file, which must not exist; else ID.toml in the current folder
    .value = FILE
help-profile-adopt = Bring a profile into force for the decisions opened from then on
    .long = Signed by the root holders. A profile that begins from another is put together with it first; the whole text is stored in the ledger and attached to the record. Where the root holders sit elsewhere, write it with --prepare, let each sign it with `liuhen sign`, and take it in with `liuhen append`.
    .example =
        liuhen profile adopt cn-order-713 --document 云府办发〔2026〕5号 --by root-1,root-2
        liuhen profile adopt my-county.toml --document 云府办发〔2026〕5号 --by root-1,root-2 --prepare adopt.json
help-profile-adopt-from = From when it is in force, as the document says
    .value = DAY
help-shared-profile = The profile: the id of one that is built in or adopted, or a file that ends in `.toml`
    .value = PROFILE
help-decision-open-profile = The profile the decision is judged by; else the only one adopted
    .value = PROFILE
help-decision-open-no-profile = Open without a profile; a finding where the ledger has adopted one
help-step-add-profile = Where a decision is opened: the profile it is judged by; else the only one adopted
    .value = PROFILE
help-step-add-no-profile = Where a decision is opened: open it without a profile
help-step-prepare-profile = Where a decision is opened: the profile it is judged by; else the only one adopted
    .value = PROFILE
help-step-prepare-no-profile = Where a decision is opened: open it without a profile
help-import-dossier-profile = The profile they are judged by, where a dossier names none with `profile`
    .value = PROFILE
help-import-dossier-no-profile = Enter them without a profile

kind-adopt-profile = Procedure profile adopted
    .help = Decided by the root holders; decisions opened from then on are judged by it.
document-profile = text of the procedure profile
event-profile = Profile
event-profile-from = In force from
event-profile-text = Text

profile-adds-up = { $path }: the profile `{ $profile }` adds up, { $rules ->
    [one] { $rules } rule
   *[other] { $rules } rules
}
profile-adopted = Adopted in this ledger
profile-base = begins from
profile-built-in = Built in
profile-id = id
profile-in-force = in force
profile-none-adopted = (no profile has been adopted)
profile-rules = rules
profile-since = since
profile-standing = standing
profile-superseded = until @{ $seq }
profile-title = title
profile-unreadable = (its text cannot be read)

note-profile-adopted = `{ $profile }` was adopted with @{ $seq }, BLAKE3 { $blake3 }
note-profile-built-in = `{ $profile }` is built in; put together with its base, BLAKE3 { $blake3 }
note-profiles-without-ledger = there is no ledger here, so only what is built in is listed

profile-withhold = a public version withholds
profile-withhold-records = { $what }, whole: { $ground } ({ $article })
profile-withhold-documents = sealed { $what }: { $ground } ({ $article })
profile-withhold-documents-of = sealed { $what } of { $kinds }: { $ground } ({ $article })
profile-erasure = an erasure is signed by
profile-erasure-always = two persons in two offices at least, one of them the archivist
profile-erasure-group = { $offices }, by a person of its own
profile-erasure-persons = { $count } persons in all
profile-always = to every decision
profile-applies = applies
profile-article = rests on
profile-effective = in force from
profile-field-of = { $kind }, { $field }
profile-kind-of-rule = { $words } ({ $slug })
profile-legal-basis = legal basis
profile-levels = levels
profile-recorded = when recorded
profile-resolve = resolved by
profile-rule-kind = kind of rule
profile-unless = not where any holds
profile-when = where all hold

condition-holds = "{ $field }" is yes or filled in
condition-not = not the case: { $what }
condition-says = "{ $field }" says "{ $word }"
condition-there = there is "{ $kind }"

## Mistakes

profile-mistake = line { $line }: { $what }; { $advice }
profile-mistake-in-rule = line { $line } (rule { $rule }): { $what }; { $advice }

profile-flaw-backwards = `{ $name }` lies before `{ $other }`
    .advice = check both days
profile-flaw-base = there is no profile `{ $name }` to begin from
    .advice = `base` names a built-in profile, see `liuhen profile list`
profile-flaw-circle = `{ $name }` before `{ $other }`, and other rules say the reverse
    .advice = compare the rules of order, and change or take out one of them
profile-flaw-code = `{ $name }` is no code of a rule
    .advice = a code has letters, digits, `.` and `-`, at most 40 of them
profile-flaw-code-twice = the code `{ $name }` stands twice
    .advice = give one of the two another code
profile-flaw-day = `{ $name }` is no day
    .advice = write 2026-03-20; in a rule write KIND, KIND.recorded, or KIND.FIELD with a field that is a day
profile-flaw-drop = `{ $name }` has no rule `{ $other }` to drop
    .advice = its codes are shown by `liuhen profile explain { $name }`
profile-flaw-field = a `{ $name }` has no field `{ $other }`
    .advice = its fields are shown by `liuhen step template { $name }`
profile-flaw-id = `{ $name }` is no id of a profile
    .advice = an id begins with a letter or digit and has letters, digits, `.`, `_`, `-`, at most 64 of them
profile-flaw-level = there is no level `{ $name }`
    .advice = the levels are shown by `liuhen step template decision-open`
profile-flaw-missing = `{ $name }` is missing
    .advice = add it
profile-flaw-never-withheld = a `{ $name }` is never withheld
    .advice = Take it out: without it nobody can judge the rest
profile-flaw-withheld-twice = `{ $name }` is withheld twice
    .advice = Take one out: one thing is withheld on one ground
profile-flaw-ground = there is no ground `{ $name }` for withholding
    .advice = See `liuhen step template disclosure-review`
profile-flaw-document = there is no document `{ $name }` here
    .advice = See `liuhen step template KIND`
profile-flaw-office = the office `{ $name }` does not sign an erasure
    .advice = See `liuhen step template erasure`
profile-flaw-persons = `{ $name }` asks for a number of persons that never sign
    .advice = An erasure is signed by two persons at least and eight at most
profile-flaw-other = { $words }
    .advice = compare it with one that is built in: `liuhen profile show cn-order-713`
profile-flaw-record-kind = there is no kind of record `{ $name }`
    .advice = the kinds are listed by `liuhen step kinds`
profile-flaw-reference = `{ $name }` is not KIND.FIELD
    .advice = the fields of a kind are shown by `liuhen step template KIND`
profile-flaw-rule-kind = there is no kind of rule `{ $name }`
    .advice = docs/profiles.md has them all; `liuhen profile explain cn-order-713` shows how they are used
profile-flaw-share = `{ $name }` is no share
    .advice = write a fraction such as `1/2` or `2/3`, in quotes
profile-flaw-too-long = { $words }
    .advice = take out what is not needed
profile-flaw-unknown = `{ $name }` means nothing here
    .advice = what may stand here: { $rest }
profile-flaw-version = the version `{ $name }` is not `v1`
    .advice = write `profile = "v1"`
profile-flaw-word = { $words }
    .advice = the words of a field are shown by `liuhen step template KIND`

error-profile = `{ $path }` is no procedure profile that adds up; to be put right: { $count }
error-no-such-profile = there is no profile `{ $profile }`
error-no-such-rule = the profile `{ $profile }` has no rule `{ $code }`
error-profile-text = the text of the profile `{ $profile }` that was adopted with @{ $seq } is not to be had
error-profile-text-missing = the text of the profile `{ $profile }` is not in the ledger; nothing was changed
error-profile-other-id = the record adopts `{ $profile }`, and the text attached is `{ $found }` or does not stand alone; nothing was changed
error-profile-in-force = this text of the profile `{ $profile }` (BLAKE3 { $blake3 }) is in force since @{ $seq }; nothing was signed or stored
error-profile-not-adopted = this ledger has not adopted the profile `{ $profile }`; nothing was signed or stored
error-several-profiles = this ledger has adopted several profiles ({ $profiles }), and nothing says by which { $decision } is judged; nothing was signed or stored
error-two-profiles = the form of { $decision } names the profile `{ $profile }`, the command line says otherwise
error-nothing-to-pin = no decision is opened, or its form pins a profile in `body.profile`: { $option } means nothing here

hint-codes = its codes: { $codes }
hint-name-profile = write `profile = "ID"` above the form's body, or name it with `--profile ID`; `--no-profile` opens without
hint-profile-adopt = `liuhen profile list` shows what is built in, `liuhen profile adopt` brings it into force
hint-profile-check = once put right, `liuhen profile check FILE` says so
hint-profile-new = edit it, then: liuhen profile check { $path }; to bring it into force: liuhen profile adopt { $path } --document TEXT --by KEY
hint-profiles = built in and adopted: { $profiles }
hint-profiles-adopted = adopted in this ledger: { $profiles }

told-profile-new = the new profile was written to { $path }

note-adopt-changes = compared with `{ $profile }` as adopted with @{ $seq }: added { $added }; changed { $changed }; dropped { $dropped }
note-adopt-first = this ledger adopts `{ $profile }` for the first time, with { $rules } rules
note-no-profile = this ledger has adopted no profile: { $decision } is opened without one, and nobody judges its procedure
warning-profile-before-unreadable = the text of `{ $profile }` that was adopted with @{ $seq } cannot be read, so nothing is said of the differences
warning-profile-level = the profile `{ $profile }` is not for this level: { $level }
warning-profile-unreadable = the text of the profile `{ $profile }` cannot be read: nobody will be able to judge the procedure of this decision

## The file of a new profile

profile-new-head = The procedure profile { $id }, which begins from { $base } ({ $title }).
profile-new-withhold = What a public version withholds by rule: records of some kinds (kinds) or sealed attachments (documents), on which ground, by which article. What stands here takes the place of all that the base says of it.
profile-new-erasure = Who signs that sealed attachments are destroyed: offices has one person of each group, threshold how many in all. It is never fewer than two persons in two offices, one of them the archivist.
profile-new-works = It works as it is: every rule of its base applies.
profile-new-marks = Take away the "#" of a line to put it to work; lines that begin with "# " are remarks. A rule with the code of one of the base's takes its place, one with another code is added.
profile-new-check = To check it: liuhen profile check. To have it explained: liuhen profile explain. To bring it into force: liuhen profile adopt.
profile-new-title = Its title, in Chinese and in English.
profile-new-levels = The levels it is for; a decision of another level is warned of when it is opened:
profile-new-effective = From when it is in force.
profile-new-legal-basis = What it rests on, one by one.
profile-new-drop = Rules of the base that do not apply, by their codes.
profile-new-rules = Rules with the days, numbers and shares that places set for themselves.
profile-new-rule = Kind of rule: { $kind }.
profile-new-rule-of-other = Kind of rule: { $kind }. The base has none of this kind; the example is from { $profile }.

## Kinds of rule

rule-kind-absent-wrote = who is absent hands in an opinion
rule-kind-adoption = each opinion has an outcome, each rejection a reason
rule-kind-after-inspection = earlier facts entered after an inspection was announced
rule-kind-attendance = share of the hearing's representatives present
rule-kind-backwards = days that contradict each other
rule-kind-burst = facts of different days entered at one moment
rule-kind-claims = numbers claimed agree with those told
rule-kind-closed = nothing is put into a closed meeting
rule-kind-complete = fields that must be filled in
rule-kind-count = how many there are, at least, at most, or odd
rule-kind-declared-late = late entries that say so
rule-kind-dissent-kept = dissent is kept in the minutes
rule-kind-draft-match = two steps are about one version of the draft, or the change is answered for
rule-kind-draft-swap = the draft is not replaced while the public is asked
rule-kind-first-body = one body meets before another
rule-kind-follow-up = a record after another, within some days
rule-kind-hearing-signed = the participants signed the record of the hearing
rule-kind-independence = nobody is among those they must be independent of
rule-kind-lapse = what was shelved for too long lapses
rule-kind-late-entry = a late entry says that it is late
rule-kind-majority = the decision and the majority
rule-kind-minutes-agree = decision, minutes and issued minutes agree
rule-kind-one-body = meetings of different bodies are recorded apart
rule-kind-one-key-one-office = one key does not sign in two offices
rule-kind-one-lead = one unit is the lead
rule-kind-order = one day does not lie after another
rule-kind-package = the papers for the meeting are complete
rule-kind-period = the days from one day to another
rule-kind-positions = each member present takes a position
rule-kind-present = a record is there before another
rule-kind-quorum = share of the members present
rule-kind-roster-kept = the roster of a meeting is not changed afterwards
rule-kind-rush = steps in too quick a row
rule-kind-sealed = documents with personal data are sealed
rule-kind-separation = one person does not sign both kinds of record
rule-kind-share = a share of records or rows
rule-kind-signed-by = signed by certain offices
rule-kind-speaking-order = in which order people spoke
rule-kind-tally = the tally is that of the positions given
rule-kind-unanimity = over many meetings nobody dissented
rule-kind-value = a field says one of certain words
rule-kind-voters = only members take positions

## Parameters of rules

rule-param-across-days = on different days too
rule-param-after = after
rule-param-also = also allowed
rule-param-always = always asked for
rule-param-any = any of
rule-param-awaited = waited for
rule-param-base = a share of
rule-param-before-event = counted back from an event
rule-param-by = before
rule-param-covered-by = answered for by
rule-param-days = days
rule-param-distinct = counted once per
rule-param-earlier = earlier
rule-param-every = again and again
rule-param-excused-by = excused by
rule-param-exempt = exempt
rule-param-field = field
rule-param-fields = fields
rule-param-first = first
rule-param-first-day-counts = first day counts
rule-param-from = from
rule-param-head-last = the head speaks last
rule-param-head-may-override = the head may decide otherwise, with reasons
rule-param-head-not-first = the head does not speak first
rule-param-inclusive = exactly that is enough
rule-param-later = later
rule-param-least = at least
rule-param-meeting-kinds = kinds of meeting
rule-param-meetings = meetings
rule-param-minutes = minutes
rule-param-mode = mode
rule-param-more-than = more than
rule-param-most = at most
rule-param-not-among = not among
rule-param-note-suffices = a general note is enough
rule-param-number = number told
rule-param-odd = odd
rule-param-of = counted
rule-param-offices = offices
rule-param-one = one kind of record
rule-param-one-of = one of
rule-param-other = the other kind of record
rule-param-partly-needs-reason = adopted in part needs a reason
rule-param-record = record
rule-param-records = records
rule-param-recused-count = who stood aside counts among those due
rule-param-roles = documents
rule-param-roll-over = a last day that is off gives way
rule-param-rows = rows
rule-param-same-draft = about the same draft
rule-param-signed = signed by themselves
rule-param-steps = steps
rule-param-stops = stands still while an answer is awaited
rule-param-substantive-only = changes of substance only
rule-param-then = then
rule-param-to = to
rule-param-together = one key may hold together
rule-param-unit = counted in
rule-param-until = until
rule-param-weight = weighed by
rule-param-what = what is compared
rule-param-when = where
rule-param-where = only where
rule-param-where-true = of them
rule-param-who = who
rule-param-within = within (days)
rule-param-word = word
rule-param-words = counted as dissent
rule-param-written-counts = a written opinion counts as present

rule-value-calendar = calendar days
rule-value-comments = comments of the public
rule-value-days = days claimed
rule-value-experts = expert opinions
rule-value-head-decides = the head decides
rule-value-hearing = views at the hearing
rule-value-majority = the votes decide
rule-value-present = the members present
rule-value-representatives = representatives
rule-value-returns = questionnaires and participants
rule-value-review = suggestions of the legality review
rule-value-should-attend = the members who should attend
rule-value-units = opinions of other units
rule-value-votes = votes
rule-value-working = working days
