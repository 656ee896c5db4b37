# Who answered for what: the views of accountability, and the figures of a year.
help-who = Show who answered for each step of a decision
    .long =
        For each record: who signed it and in which office, when they say it happened and when they signed, when it was recorded and how many days later, and which records they had before them. Below that, each person with their key and the steps they answer for.
        What the minutes say of a member is shown as the recorder's word, and what was entered late for somebody as the word of whoever entered it; neither is ever shown as signed by the person it is about. Nothing here is a verdict on the ledger: that is `liuhen verify`.
    .example =
        liuhen who 2026-003
        liuhen who 2026-003 --format json > who.json
help-who-decision = The decision's id
    .value = DECISION

view-basis = on the basis of
view-before-it-happened = recorded before the day it is said to have happened
view-corrected-by = corrected by { $by }
view-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
view-despite = in spite of { $rule }: { $reason }
view-dissent = dissent: { $position }
view-entered = { $person }: { $position } (entered by somebody else, not signed by { $person })
view-entered-for = entered by somebody else, not signed by the person whose word it is
view-happened = happened (their word)
view-lag = days later
view-late = entered late: { $why }
view-minuted = { $person }: { $position } (minuted by the recorder, not signed by { $person })
view-not-told = not told
view-number = no.
view-position = position: { $position }
view-recorded = { $at }, { $days } later
view-signed-at = signed (their word)

who-answerable = Who answers
who-steps = steps

help-person = Show all that a person signed, what they objected to first, and where others name them
    .long =
        First the offices and keys they hold or held; then the dissents and objections they signed themselves, with the reasons in full; then what the minutes or somebody else say as their word, called so; then everything they signed, decision by decision; then every record of others that names them: as chair, reviewer, issuer, expert, on a roster.
        Somebody who never held a key is found by what others recorded of them. Names within sentences are not searched.
    .example =
        liuhen person 何铮
        liuhen person 何铮 --format json
help-person-person = The name this ledger knows the person by
    .value = PERSON

error-no-such-person = nothing in this ledger was signed by `{ $person }` or names them
person-dissents = Dissents and objections, signed by themselves: { $count }
person-meeting = meeting
person-named-as = named as
person-named-in = Named in records of others: { $count }
person-not-signed = As the minutes or others tell it, not signed by themselves: { $count }
person-offices = Offices: { $count }
person-signed = Signed: { $count }
view-changed-by = changed later: { $by } counts in its place
view-says = says
warning-unreadable = what these records say is missing here, they cannot be read: { $names }

help-annual = Count what the yearly report on government by law asks for, each figure with its entries
    .long =
        Decisions opened, decided and published by kind of matter and level, the catalogue against what was opened, consultations and what became of the opinions, hearings, expert opinions, risk reports, legality reviews by result, meetings, positions and dissents, evaluations.
        The year is that in which the fact was over, and not that of recording: a late entry counts in the year it tells of, and is marked. A decision counts once a year. What members signed, what was minuted and what others entered late are three figures that are never added up. A corrected record counts as it was signed, and is marked. What a record does not tell is listed as not told, and never counts as nought.
    .example =
        liuhen annual 2025
        liuhen annual 2025 --entries
        liuhen annual 2025 --profile cn-order-713 --format json > 2025.json
help-annual-entries = List the entries of each figure (JSON always has them)
help-annual-profile = Only the decisions that name this procedure profile
    .value = PROFILE
help-annual-year = The year of the facts
    .value = YEAR

annual-began = began in { $year }
annual-elsewhere = Began by this year and over in a later one, counted there
annual-figure-activities = other participation activities
annual-figure-against-majority = heads deciding otherwise than the majority
annual-figure-agenda-items = agenda items (one decision at one meeting)
annual-figure-catalogue-items = items of the catalogue
annual-figure-catalogue-not-named = decisions opened that name no catalogue
annual-figure-catalogue-not-opened = items no decision was opened for
annual-figure-catalogue-opened = decisions opened for an item
annual-figure-catalogue-unmatched = decisions that name an item which is not there
annual-figure-closed = matters closed without a decision
annual-figure-consultations = public consultations announced
annual-figure-decided = decided
annual-figure-dissents-entered = dissents entered by others
annual-figure-dissents-minuted = dissents as minuted
annual-figure-dissents-signed = dissents signed by members
annual-figure-evaluations = evaluations after the decision
annual-figure-expert-meetings = expert meetings
annual-figure-expert-opinions = expert opinions
annual-figure-fair-competition-reviews = fair-competition reviews
annual-figure-hearing-representatives = representatives who came
annual-figure-hearing-views = views heard
annual-figure-hearings = hearings
annual-figure-legality-opinions = legality opinions
annual-figure-legality-rechecks = legality reviews of changes
annual-figure-meetings = meetings
annual-figure-not-published = not published
annual-figure-opened = opened
annual-figure-opinions-handled = opinions with an outcome
annual-figure-opinions-received = opinions received
annual-figure-opinions-unaccounted = opinions received without an outcome
annual-figure-outcomes = outcomes of meetings
annual-figure-positions-changed = positions changed later
annual-figure-positions-entered = positions entered by others
annual-figure-positions-minuted = positions as minuted
annual-figure-positions-signed = positions signed by members
annual-figure-published = published
annual-figure-risk-reports = risk reports
annual-how = By the year in which the fact was over; { $read ->
    [one] { $read } decision or catalogue read
   *[other] { $read } decisions and catalogues read
}.
annual-mark-against = do not hold: { $count }
annual-mark-corrected = corrected later: { $count }
annual-mark-in-doubt = in doubt: { $count }
annual-mark-late = entered late: { $count }
annual-mark-not-told = not told: { $count }
annual-not-told = What cannot be told
annual-of-profile = Only decisions under the profile { $profile }.
annual-title = Major administrative decisions in { $year }  { $organ }
annual-total = total
