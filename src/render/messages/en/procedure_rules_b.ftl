# What rules say of the draft's identity, of what became of opinions, of signatures, papers and times of recording. Each is
# read after "expected", "found" or "reason".

# What became of opinions: each has its row, each rejection its reason.
said-adoption-each-comment = each of the { $received } comments of { $record } with what became of it
said-adoption-rows = the table says what became of { $rows }
said-adoption-rows-and-note = the table says what became of { $rows }, and a note tells how comments were grouped
said-adoption-no-more = no more than were received by { $record } ({ $received })
said-adoption-registered = { $registered } comments were registered one by one
said-adoption-reason = a reason in { $record } for each opinion not adopted
said-adoption-no-reason = not adopted, without a reason: { $rows }
said-adoption-each-opinion = each expert's opinion with what became of it
said-adoption-left-out = { $record } leaves out { $opinions }
said-adoption-no-table = by { $record } nothing had become of { $opinions }
said-adoption-handled = what became of each view in { $record }
said-adoption-not-handled = nothing is said of what became of: { $rows }
said-adoption-each-suggestion = an answer to each of the { $count } suggestions of { $record }
said-adoption-answered = { $rows } answered
said-adoption-dispute-told = the points in dispute and their handling in { $record }
said-adoption-dispute-untold = units that object, without a word on the dispute or its handling: { $units }
said-adoption-unknown = the late entry { $record } declares the opinions, or what became of them, unknown

# Recorded after the inspection was announced.
said-after-inspection-before = what happened before { $day } is recorded before { $notice }
said-after-inspection-after = recorded only after the notice: { $count }, of these declared late: { $declared }

# One thing after the other.
said-backwards-stands-on = what { $record } ({ $day }) stands on had happened by then
said-backwards-happened-later = { $record } happened only on { $day }
said-backwards-by-then = it had happened when it was recorded ({ $recorded })
said-backwards-yet-to-come = it says it happened on { $day }

# A file entered at one sitting.
said-burst-spread = recorded as it happens: not { $days } or more days' facts within { $minutes } minutes, unless declared late
said-burst-together = { $count } records of { $days } different days were entered from { $from } to { $to }, none declared late

# Numbers that contradict each other.
said-claims-days = the days { $record } speaks of ({ $days }) are those its dates give
said-claims-dates = from { $from } to { $to }: { $natural } without the first day, { $inclusive } with it
said-claims-total = { $field }: { $total }
said-claims-sum = { $field } make { $sum }
said-claims-rows = counted in { $field }: { $rows }
said-claims-at-most = { $field } at most { $total }
said-claims-chosen = as many as were chosen by { $record } ({ $total })
said-claims-due = { $record } has { $sum } due
said-claims-unknown = the late entry { $record } declares { $field } unknown

# A record says what it is there to say.
said-complete-has = { $field } is told
said-complete-lacks = { $record } lacks { $field }
said-complete-rows-lack = { $record } lacks { $field } in rows { $rows }
said-complete-unknown = the late entry { $record } declares { $field } unknown

# Declared late.
said-declared-late-in-time = recorded within { $days } days
said-declared-late = { $count } entered late, by { $days } days at most; the reason given: { $reason }

# One text.
said-draft-match-same = { $later } about the text of { $draft }, which { $record } was about (the last { $earlier } counts)
said-draft-match-other = { $record } is about { $draft }
said-draft-match-not-covered = { $record } is about { $draft }, and no { $kinds } covers what changed
said-draft-match-unsaid = { $record } does not say which version of the draft it is about
said-draft-match-substance-unsaid = a version from { $from } to { $to } does not say whether its change is one of substance

# Another text while comments are open.
said-draft-swap-one-text = while comments for { $record } are open (to { $to }), only { $draft } is asked about
said-draft-swap-overlaps = { $record } asks about { $draft } from { $from }, and does not replace the other
said-draft-swap-anew = with its new text { $record } begins anew, not before it was published ({ $day })
said-draft-swap-not-anew = the period still runs from { $from }
said-draft-swap-least = with its new text { $record } is open for at least { $days } days, or says why not
said-draft-swap-short = { $days } days from { $from } to { $to }, without a reason
said-draft-swap-no-table = there is no holiday table for { $year }
said-draft-swap-unknown = the late entry { $record } declares its draft or its period unknown

# Signatures under a hearing's record.
said-hearing-signed-all = { $record } signed by each of the { $present } who took part, or refusals on record
said-hearing-signed-only = { $signed } signed, { $refused } refused
said-hearing-signed-no-more = no more signatures and refusals than people at { $record } ({ $present })
said-hearing-signed-unknown = the late entry { $record } declares who came or who signed unknown

# Independence.
said-independence-apart = nobody of { $who } stands in { $among }
said-independence-same = "{ $name }" stands in { $record } and in { $other }
said-independence-unknown = the late entry { $record } declares { $field } unknown

# Recorded in time.
said-late-entry-within = recorded within { $days } days of what happened on { $day }, or declared late with a reason
said-late-entry-after = recorded on { $recorded }, { $days } days later, and not declared late
said-late-entry-no-table = there is no holiday table for { $year }

# Keys, offices, people.
said-one-key-one-office = one key ({ $key }) signs in one office
said-one-key-one-office-two = it signs { $record } as { $first } and { $other } as { $second }
said-separation-apart = who signs { $one } does not sign { $other }
said-separation-both = { $signer } signed { $records }
said-signed-by-least = { $kind } signed by { $least } or more as { $offices }
said-signed-by = { $record } is signed so by { $count }

# Who leads.
said-one-lead = one lead among { $units } units
said-one-lead-none = no unit leads
said-one-lead-several = more than one unit leads: { $leads }
said-one-lead-unknown = the late entry { $record } declares unknown who led

# Papers for the meeting.
said-package-holds = among the papers: { $papers }
said-package-lacks = { $record } does not list { $papers }
said-package-listed = the papers for { $meeting } are listed
said-package-no-list = neither the meeting nor a request lists any
said-package-known = each paper listed by { $record } comes from a record
said-package-not-known = no record of { $papers }
said-package-unknown = the late entry { $record } declares the papers unknown

# A roster that was changed.
said-roster-kept-settled = who should attend { $record } was settled when { $spoken } was recorded
said-roster-kept-corrected = { $record } changes { $fields } afterwards
said-roster-kept-same = whoever opens the meeting again calls the members of { $record }
said-roster-kept-others = only one of the two rosters has: { $people } ({ $record })
said-roster-kept-unknown = what { $record } changes can no longer be told

# Going through the motions: counts, and no verdict.
said-rush-pace = time for each stage; { $steps } in a row within { $days } days of each other are worth a look
said-rush-in-a-row = { $steps } stages in a row from { $from } to { $to }
said-rush-one-day = { $steps } stages on one day, { $day }
said-rush-comments = somebody comments where comments are asked for
said-rush-no-comment = no comment at all in { $count } summaries
said-rush-own-words = everybody gives reasons in their own words
said-rush-same-words = { $one } and { $other } have the same words: "{ $words }"

# Seals.
said-sealed = { $role } of { $record } is sealed
said-sealed-not = "{ $name }" is not sealed
