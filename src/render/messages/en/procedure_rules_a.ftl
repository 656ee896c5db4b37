# What the rules on periods, numbers and meetings say: what was expected, what was found, why it cannot be told.
# A record is shown as “#12 Legality opinion”.

## absent-wrote
said-absent-wrote = who is asked for an opinion and absent from { $meeting } has handed one in
said-absent-wrote-not = nothing from: { $people }

## attendance
said-attendance-least = at least { $share } of the representatives due come to the hearing
said-attendance-came = { $present } of { $due } came
said-attendance-unknown = how many were due or came can no longer be told from { $record }

## closed
said-closed-nothing-after = nothing is added to the meeting after { $record }
said-closed-recorded-after = { $record } was recorded at { $time }, after the end
said-closed-once = a meeting ends once: { $record }
said-closed-again = { $record } ends it again
said-closed-opened-again = { $record } opens a meeting of the same number “{ $number }” again
said-closed-says = { $record } says that the meeting has { $number } records
said-closed-there-are = there are { $number } in the ledger

## count
said-count-least = { $what }: at least { $number }
said-count-most = { $what }: at most { $number }
said-count-odd = { $what }: an odd number
said-count-is = { $number } on record
said-count-recorded-later = { $number } had been recorded by then; with those recorded later, { $all }
said-count-unknown = { $what }: how many there were can no longer be told from { $record }

## deadline
said-deadline-within = within { $days } days of { $since } ({ $day }): { $what }
said-deadline-within-working = within { $days } working days of { $since } ({ $day }): { $what }
said-deadline-overdue = it was due on { $due }; as of { $day } there is no record of it
said-deadline-late = { $record }, on { $day }
said-deadline-inexact = it depends on an exact day between { $from } and { $to }, which is not known
said-deadline-no-table = there is no holiday table for { $year }, so working days cannot be counted
said-deadline-out-of-range = a period from { $day } cannot be counted

## dissent-kept
said-dissent-kept-all = { $record } keeps every dissent: { $number } ({ $people })
said-dissent-kept-says = { $record } says { $number }
said-dissent-kept-stated = each dissent at { $record } has its position recorded: { $number }
said-dissent-kept-own-word = { $record }, signed by { $person }, says “{ $position }”
said-dissent-kept-minuted-as = { $record } minutes it as “{ $position }”
said-dissent-kept-unknown = how many dissents { $record } kept can no longer be told

## first-body
said-first-body = before { $meeting } there was one of these meetings: { $kinds }
said-first-body-none = there was none before { $meeting }
said-first-body-later = { $meeting } was held only on { $day }
said-first-body-recorded-later = { $meeting } was recorded only at { $time }
said-first-body-unknown = of which kind { $meeting } was can no longer be told

## follow-up
said-follow-up-gap = none from { $from } to { $to }
said-follow-up-unanswered = none until { $record }, on { $day }
said-follow-up-unknown = what matters in { $record } can no longer be told

## lapse
said-lapse-within = after { $record } (“{ $word }”) the matter may be taken up again within { $days } days and then lapses
said-lapse-taken-up = it was taken up again on { $day }: { $record }

## majority
said-majority-reasons = { $record }, where it differs from the majority of the members, gives reasons
said-majority-no-reasons = { $record } decides “{ $outcome }” with { $approve } members for it and { $oppose } not, and gives no reasons
said-majority-says-differs = { $record } says itself that it differs from the majority, and gives no reasons
said-majority-said-so = { $record } says truly whether it differs from the majority
said-majority-says-agrees = { $record } says that it agrees with the majority, but decides “{ $outcome }” with { $approve } members for it and { $oppose } not
said-majority-votes = more than { $share } of { $base } votes carry it
said-majority-votes-inclusive = { $share } of { $base } votes or more carry it
said-majority-carried = { $record } says “{ $outcome }” with { $votes } votes for it
said-majority-unknown = of { $silent } members who were at { $record } no position is recorded
said-majority-outcome-unknown = what matters in { $record } can no longer be told

## meeting
said-meeting-roster-unknown = who was due and who was there can no longer be told from { $record }
said-meeting-kind-unknown = what kind of meeting { $record } was can no longer be told

## minutes-agree
said-minutes-agree-outcome = { $record }: “{ $outcome }”
said-minutes-agree-dissents = { $record }: dissents { $number }
said-minutes-agree-conditions = the conditions are those of { $record }
said-minutes-agree-left-out = { $record } leaves out: { $conditions }
said-minutes-agree-put-in = { $record } puts in: { $conditions }
said-minutes-agree-unknown = what matters in { $record } can no longer be told

## one-body
said-one-body-same = { $record }: “{ $number }” is a meeting of the kind “{ $meeting }”
said-one-body-other = { $record }: the same “{ $number }” is a meeting of the kind “{ $meeting }”

## period
said-period-least = at least { $days } days from { $from } to { $to }
said-period-least-working = at least { $days } working days from { $from } to { $to }
said-period-lasted = { $from } to { $to }: { $days } days without the first day, { $inclusive } with it
said-period-lasted-working = { $from } to { $to }: { $days } working days without the first day, { $inclusive } with it
said-period-unknown = from { $from } to { $to }: what matters can no longer be told

## positions
said-positions-each = each member at { $record } has a position on record before the meeting ends
said-positions-each-signed = each member at { $record } has signed a position before the meeting ends
said-positions-none = none of: { $people }
said-positions-recorded-later = those of { $people } were recorded only after { $closing }

## quorum
said-quorum-least = { $record }: { $share } of the members due, or more, are there
said-quorum-more-than = { $record }: more than { $share } of the members due are there
said-quorum-came = { $present } of { $due } were there; absent: { $absent }

## share
said-share-least = { $what }: { $share } or more
said-share-most = { $what }: at most { $share }
said-share-is = { $part } of { $whole }
said-share-unknown = { $what }: the share cannot be told, as it is not stated throughout

## speaking-order
said-speaking-order-last = { $record }: the head speaks last
said-speaking-order-not-first = { $record }: the head does not speak first
said-speaking-order-spoke-after = the head had spoken in { $record }; after that spoke: { $people }
said-speaking-order-recorded-after = the head’s { $record } was recorded before those of: { $people }
said-speaking-order-unknown = whether these spoke before or after the head cannot be told: { $people }

## tally
said-tally-positions = positions at { $record } (agree, agree after changes, disagree, defer, reserve, abstain): { $numbers }
said-tally-says = { $record } (agree, agree after changes, disagree, defer, reserve, abstain): { $numbers }
said-tally-rows = the single votes of { $record } (agree, disagree, abstain, invalid): { $numbers }
said-tally-ballot-says = the figures of { $record } (agree, disagree, abstain, invalid): { $numbers }
said-tally-there = at most { $number } may vote at { $record }
said-tally-voted = { $record } has { $number } votes
said-tally-same = { $record } says “{ $position }”
said-tally-vote = in { $record } { $person } votes “{ $vote }”
said-tally-unknown = the figures of { $record }, or some positions, are not on record and cannot be compared

## voters
said-voters-member = at { $record } only members who are there take positions and vote
said-voters-not-listed = { $record }: { $person } is not on the roster
said-voters-attends = { $record }: { $person } attends as { $office } and is no member
said-voters-absent = { $record }: { $person } was absent
said-voters-recused = { $record }: { $person } had stood aside
said-voters-handed-in-late = { $record }: { $person } handed the opinion in on { $day }, when the meeting was over
said-voters-of-meeting = { $record } belongs to a meeting of this decision
said-voters-no-meeting = the meeting that { $record } names is not in this decision
