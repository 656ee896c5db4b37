# Counting days.
help-calendar = Count days, and keep the holiday tables they are counted by
    .long =
        Counts as the Civil Code does: the day something happens is not counted (art. 201), a last day that is off gives way to the next working day (art. 203), "at least" and "within" include the number (art. 1259).
        Working days and giving way need the holiday table of the year. Those of 2013 to 2026 are built in; where one is missing the question is not answered (exit 1). Where a ledger is at hand, the tables it has adopted (`liuhen calendar adopt`) take the place of those built in. A table is a file like this:

        calendar = "cn"
        year = 2027
        source = "the State Council's notice, its number"
        off = [2027-01-01]    # days off
        on = []               # Saturdays and Sundays worked in exchange
    .example =
        liuhen calendar 2026-03-20 --days 30
        liuhen calendar 2026-003#2 --days 7 --working
        liuhen calendar 2023-02-22 --to 2023-03-23 --days 30
        liuhen calendar 2026-05-18 --days 7 --before
        liuhen calendar adopt 2027.toml --document 'Office notice 12/2026' --by root-1,root-2
help-calendar-from = Where counting begins: a day (2026-03-20), or a record (2026-003#2), whose last day it is
    .value = FROM
help-calendar-days = So many days; with --to, held against the length as "at least" and as "within"
    .value = N
help-calendar-to = The other end, to learn how long it is
    .value = DATE
help-calendar-before = Count backwards: FROM is an event, and so many days before it something is due
help-calendar-working = Count working days only
help-calendar-first-day-counts = Count the day it begins as day 1
help-calendar-list = List the holiday tables that are built in and those the ledger has adopted, and where they differ
help-calendar-adopt = Bring the holiday table of a year into force: the root holders sign, its text goes into the ledger
    .long =
        What is found in the ledger's decisions is then counted by it, whichever version of this program judges. A decision is counted by the last table of a year that was adopted before it was opened, and where there was none yet by the first that came afterwards; so a later table alters no old verdict. Two tables of one year that differ are shown.
    .example =
        liuhen calendar adopt 2027.toml --document 'Office notice 12/2026' --by root-1,root-2
        liuhen calendar adopt 2027.toml --document 'Office notice 12/2026' --by root-1,root-2 --prepare table.json
help-calendar-adopt-file = The table, a TOML file as `liuhen calendar --help` shows it
    .value = FILE
help-shared-table = A holiday table beside those built in, or in place of one; may be given several times
    .value = FILE

calendar-because = because
calendar-adopted = Adopted in this ledger
calendar-and-more = { $days } and { $count } more
calendar-built-in = Built in
calendar-differs = { $year }: the table of @{ $seq } counts other days than that of @{ $other }: { $days }
calendar-differs-built-in = { $year }: the table of @{ $seq } counts other days than the one built in: { $days }
calendar-none-adopted = none: decisions are counted by those built in
calendar-source = source
calendar-unreadable = cannot be read
calendar-unreadable-because = { $year }: the table of @{ $seq } cannot be read, and nothing that hangs on that year is decided: { $what }
calendar-year = year
calendar-border-in = borderline, kept only if the first day is counted
calendar-border-out = borderline, kept only if the first day is not counted
calendar-cannot-decide = cannot be decided, there is no holiday table
calendar-counted = { $what }, { $first }
calendar-counting = counted
calendar-event = event
calendar-event-counted = with the day of the event
calendar-event-not-counted = without the day of the event
calendar-first-day-counted = with the first day
calendar-first-day-not-counted = without the first day
calendar-from = from
calendar-last-day = last day
calendar-latest = at the latest
calendar-least = at least
calendar-met = kept
calendar-most = within
calendar-moves-to = moves to
calendar-record = record
calendar-rolled = a last day that is off gives way to the next working day (Civil Code, art. 203)
calendar-table = holiday table
calendar-to = to
calendar-too-late = not kept, too late
calendar-too-short = not kept, too short
calendar-unit-calendar = calendar days
calendar-unit-working = working days
calendar-verdict = { $period }: { $verdict }
calendar-with-event = the day of the event counted
calendar-with-first = first day counted
calendar-without-event = the day of the event not counted
calendar-without-first = first day not counted (Civil Code, art. 201)
calendar-working-day = last working day before it

day-holiday = day off
day-in-words = { $date }  { $weekday }, { $kind }
day-make-up = worked in exchange for a day off
day-unknown = no holiday table for this year
day-weekend = weekend
day-working = working day

period-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
period-working-days = { $count ->
    [one] { $count } working day
   *[other] { $count } working days
}

weekday-friday = Friday
weekday-monday = Monday
weekday-saturday = Saturday
weekday-sunday = Sunday
weekday-thursday = Thursday
weekday-tuesday = Tuesday
weekday-wednesday = Wednesday

cause-counted-only = by counting alone the last day is { $day }; whether it is a working day cannot be said
error-calendar = these days cannot be counted
error-calendar-backwards = { $to } is before { $from }
error-calendar-both = either days are counted or a command about the tables is given, not both
error-calendar-in-force = this holiday table of { $year } (BLAKE3 { $blake3 }) is in force since @{ $seq }; nothing was signed or stored
error-calendar-text = the holiday table of { $year } that the record adopts cannot be used; nothing was changed
error-no-holiday-table = this cannot be answered: there is no holiday table for { $year }
error-not-a-holiday-table = `{ $path }` is no holiday table
hint-holiday-table = write the table of that year from the State Council's notice and give it with --table FILE, or let the root holders adopt it with `liuhen calendar adopt`; `liuhen calendar --help` shows what it looks like
note-table-before-adopted = the table of `{ $path }` takes the place of the one the ledger adopted for { $year }: what is said now holds by that table alone
note-table-replaced = the table of `{ $path }` takes the place of the one built in for { $year }
kind-adopt-calendar = Holiday table adopted
    .help = Decided by the root holders; the periods of that year are counted by it.
document-calendar = holiday table
note-calendar-as-built-in = this ledger adopts a table of { $year } for the first time; it counts the same days as the one built in
note-calendar-changes = the table of { $year } adopted with @{ $seq } counts other days: { $days }. Decisions opened from now on are counted by the new one, earlier ones as before
note-calendar-first = this ledger adopts a table of { $year } for the first time; none is built in
note-calendar-not-as-built-in = this ledger adopts a table of { $year } for the first time; the one built in counts other days: { $days }. All its decisions are counted by the adopted one from now on
note-calendar-same-days = the table of { $year } adopted with @{ $seq } counts the same days
note-calendars-without-ledger = there is no ledger here: only what is built in is shown
warning-calendar-before-unreadable = the table of { $year } adopted with @{ $seq } cannot be read, so nobody can say what changes
