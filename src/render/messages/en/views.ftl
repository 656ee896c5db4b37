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
warning-stream-broken-off = `{ $stream }` could not be read to its end
