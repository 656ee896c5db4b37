# Judging procedure: findings, rules that cannot be decided, what is still to come, and the commands about them.
help-shared-as-of = The day that decides what is overdue (2026-03-20); else that of the ledger's last entry
    .value = DATE
help-shared-despite = A rule that is broken knowingly: its code, `=` and the reason, which goes into the signed record; may be given several times
    .value = CODE=REASON

help-decision-audit = Judge the procedure of a decision: every finding, one by one
    .long =
        Judged by the profile that the decision pinned when it was opened. Each finding has its code, severity, what it rests on, its records, what was expected and found, and what would resolve it. The reasons given when it was recorded and the answers given since stand beside it; no finding is ever deleted.
        The exit code is 20 where something serious or medium is found, 0 where there are signals only, or nothing. A decision that pins no profile can be judged by one named with --profile.
    .example =
        liuhen decision audit 2026-003
        liuhen decision audit 2026-003 --profile cn-township --as-of 2026-06-30
help-decision-audit-decision = The decision's id
    .value = DECISION
help-decision-audit-profile = Judge by this profile instead: the id of one that is built in or adopted, or a file that ends in `.toml`
    .value = PROFILE
help-decision-status = Say where a decision stands, what is missing, who signs it and by when
    .long = Lists the stages, what is still to come with its last day and the offices that sign it, and what would be missing if the matter went to the meeting that day (the papers of Order 713, art. 29, among other things).
    .example =
        liuhen decision status 2026-003
        liuhen decision status 2026-003 --as-of 2026-04-01
help-decision-status-decision = The decision's id
    .value = DECISION
help-decision-status-as-of = As of this day (2026-03-20); else today
    .value = DATE
help-findings = Search the findings of procedure in all decisions
    .long = Each decision is judged by the profile it pinned when it was opened. The exit code is 20 where something is found, 0 where nothing is.
    .example =
        liuhen findings --severity serious
        liuhen findings --rule A02,A14 --since 2026-01-01 --format json
        liuhen findings --office legality-reviewer --decision 2026-003
help-findings-severity = Of this severity or graver
    .value = SEVERITY
help-findings-rule = Of these rules only, separated by commas
    .value = CODE
help-findings-office = About a record signed in this office
    .value = OFFICE
help-findings-since = About a record that was recorded on this day or later
    .value = DATE
help-findings-decision = In this decision only
    .value = DECISION

word-any-of = { $first } or { $last }

standing-broken = broken
standing-borderline = borderline

judgement-answered = answered
judgement-article = rests on
judgement-before = before
judgement-borderline = kept only if the first day counts; too short if it does not
judgement-borderline-label = borderline
judgement-corrected = corrected
judgement-despite = in spite of it
judgement-due = due
judgement-due-day = by { $day }, that day included
judgement-expected = expected
judgement-field = { $kind } “{ $field }”
judgement-found = found
judgement-overdue = { $day }, over
judgement-records = records
judgement-resolutions = answers
judgement-resolve = would resolve it
judgement-rule = { $text } ({ $article })
judgement-signs = signed by
judgement-since = follows from
judgement-text = asked for
judgement-to-come = { $record }, to come
judgement-why = why

procedure-found = found
procedure-judged = decisions judged by a profile
procedure-kept = rules looked at and kept, over all decisions
procedure-title = Procedure
procedure-unanimous = { $code }  { $organ }: nobody dissented in { $positions } positions at { $meetings } meetings. { $text }
procedure-undecided = rules that cannot be decided; they do not count as kept
procedure-without-profile = decisions that name no profile, not judged

audit-counts = kept { $kept }, cannot be decided { $undecided }, not applying { $other }
audit-findings = Findings ({ $count })
audit-only-procedure = This is about procedure only, and rests on the records of the ledger; whether the ledger is sound `liuhen verify` tells.
audit-open = Still to come ({ $count })
audit-rules = rules
audit-undecided = Cannot be decided ({ $count }; they do not count as kept)

case-as-of = as of
case-by-another = judged by the profile that was named; the one the decision pinned: { $pinned }
case-not-checked = the decision has no profile it could be judged by; its procedure was not checked
case-profile = profile
case-table-differs = { $year }: that of @{ $seq }; another one counts other days: { $others }
case-table-unreadable = { $year }: that of @{ $seq } cannot be read
case-tables = holiday tables

draft-changed = changed in between: { $version } (#{ $number }, { $substance }): { $changes }
draft-decided = decided on
draft-issued = published
draft-no-text = (no text cited openly)
draft-not-substantive = not of substance
draft-reviewed = reviewed
draft-same = the same text as before
draft-shown = the public saw
draft-substance-unsaid = whether of substance is not said
draft-substantive = of substance
draft-title = The draft from hand to hand

findings-summary = findings: { $found }; decisions judged: { $judged }, not judged: { $without }

progress-ahead = ahead
progress-done = done
progress-missing = missing
progress-not-needed = not needed
progress-open = open
progress-under-way = under way

status-at-meeting = What would be missing if it went to the meeting ({ $kind }) on { $day }
status-found = found already
status-nothing-missing = nothing is found missing
status-stages = Stages

word-reason = REASON

warning-foreseen = findings that this step would bring with it: { $count }
warning-no-such-rule = no profile that was judged by has a rule with the code { $rule }
warning-not-judged = the profile of the decision { $decision } cannot be read, so its procedure was not checked: { $what }

error-despite-unknown = the profile { $profile } has no rule with the code { $rule } for which a reason could be given
error-serious = this step would gravely break rules of procedure ({ $codes }), and no reason is given; nothing was signed and nothing stored
hint-audit = what was found already: `liuhen decision audit { $decision }`
hint-audit-profile = name a profile to judge by with --profile: `liuhen decision audit { $decision } --profile cn-order-713`
hint-despite = to record it all the same add to the command: { $options }, with the reason in place of REASON; it goes into the signed record
hint-despite-codes = the codes of that profile: { $codes }
hint-despite-form = or write it into the form: [[despite]], rule = "{ $code }", reason = "…"

# What rules say; the variables of each are given by its rule.
said-condition-unknown = whether the rule applies nobody can tell any more: a late entry declares it unknown
said-order-lies-after = { $first } is of { $day }
said-order-not-after = { $first } no later than { $then } ({ $day })
said-present-before = { $kinds }, done and in the ledger before “{ $by }” (held against { $record })
said-present-happened-later = { $record } happened only on { $day }
said-present-none = there is no { $kinds }
said-present-recorded-later = { $record } tells of something earlier, but was recorded only at { $time }
said-value-flag = { $field }: { $word ->
        [true] yes
        [false] no
       *[other] { $word }
    }
said-value-one-of = { $field } is { $words }
said-value-says = { $record } says: { $word }
said-value-unknown = { $record } was entered late; its { $field } nobody can tell any more

## Severity and nature

severity-signal = signal
severity-medium = medium
severity-serious = serious

nature-procedure = fault of procedure
nature-record = fault of the record
