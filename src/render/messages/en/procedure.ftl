# Judging procedure: findings, rules that cannot be decided, what is still to come, and the commands about them.
word-any-of = { $first } or { $last }

severity-serious = serious
severity-medium = medium
severity-signal = signal

nature-procedure = fault of procedure
nature-record = fault of the record

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
judgement-why = why

procedure-found = found
procedure-judged = decisions judged by a profile
procedure-kept = rules looked at and kept, over all decisions
procedure-title = Procedure
procedure-undecided = rules that cannot be decided; they do not count as kept
procedure-without-profile = decisions that name no profile, not judged

# What rules say; the variables of each are given by its rule.
said-condition-unknown = whether the rule applies nobody can tell any more: a late entry declares it unknown
said-order-lies-after = { $first } is of { $day }
said-order-not-after = { $first } no later than { $then } ({ $day })
said-present-before = before { $by } ({ $record }) there has been, and stands in the ledger, { $kinds }
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
