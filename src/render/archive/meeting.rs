//! The page of a meeting (Order 713, art. 30): dissent before anything else, each with its reasons in full and with whose
//! word it is; then the others, the numbers, the head's decision, and what the minutes say of it. Where a record of the
//! decision is withheld, a position may be what is withheld: then nothing is counted, and nothing is said not to be there.

use super::desk::{Desk, each, head, occurred, part, row, say};
use crate::bundle::volume::meeting::{Ballot, Closing};
use crate::bundle::volume::{HeadWord, Meeting, Position, Seat};
use crate::model::office::{HEAD, MEMBER};
use crate::procedure::Voice;
use crate::render::body::yes_or_no;
use crate::render::html::Html;
use crate::render::{Language, text, words};

pub(super) fn draw(desk: &Desk<'_>, html: &mut Html) {
    part(html, "meetings", "archive-part-meetings");
    if desk.volume.meetings.is_empty() {
        html.mark("<p>");
        html.both(absent(desk, "archive-meeting-none", "archive-meeting-none-withheld")).mark("</p>\n");
    }
    for meeting in &desk.volume.meetings {
        one(desk, meeting, html);
    }
}

fn one(desk: &Desk<'_>, meeting: &Meeting, html: &mut Html) {
    html.mark("<h3>");
    each(html, |language| {
        let kind = word(language, "meeting_kind", meeting.kind.as_deref());
        let session = meeting.session.clone().unwrap_or_default();
        text(language, "archive-meeting-title", &[("kind", kind.into()), ("session", session.into())])
    });
    html.mark("</h3>\n<table class=\"form\">\n");
    row(html, "archive-meeting-time", |html| {
        html.text(&occurred(&meeting.occurred));
    });
    for (label, value) in [
        ("archive-meeting-place", &meeting.place),
        ("archive-meeting-chair", &meeting.chair),
        ("archive-meeting-recorder", &meeting.recorder),
    ] {
        row(html, label, |html| {
            stated(value.as_deref(), html);
        });
    }
    row(html, "archive-meeting-agenda", |html| {
        for (place, subject) in &meeting.agenda {
            let place = place.map(|place| format!("{place}. ")).unwrap_or_default();
            html.text(&format!("{place}{subject}")).mark("<br>");
        }
    });
    if !meeting.observers.is_empty() {
        row(html, "archive-meeting-observers", |html| {
            for (group, count) in &meeting.observers {
                let values = [("group", group.as_str().into()), ("count", count.to_string().into())];
                say(html, "archive-meeting-observers-words", &values);
                html.mark("<br>");
            }
        });
    }
    row(html, "archive-meeting-records", |html| desk.link(meeting.number, html));
    html.mark("</table>\n");
    positions(desk, meeting, html);
    decided(desk, meeting, html);
    roster(&meeting.roster, html);
}

fn positions(desk: &Desk<'_>, meeting: &Meeting, html: &mut Html) {
    if meeting.positions.is_empty() {
        html.mark("<h4>").both("archive-meeting-positions").mark("</h4>\n<p>");
        html.both(absent(desk, "archive-meeting-no-positions", IN_PART)).mark("</p>\n");
        return;
    }
    let dissents = meeting.positions.iter().filter(|one| one.dissents).count();
    html.mark("<h4>");
    if desk.volume.in_part() {
        html.both("archive-meeting-dissents-here").mark("</h4>\n<p>").both(IN_PART).mark("</p>\n");
    } else {
        let (opposed, conditional) = (meeting.opposed().count(), meeting.conditional().count());
        let values = [("count", opposed.to_string().into()), ("conditional", conditional.to_string().into())];
        say(html, "archive-meeting-dissents", &values);
        html.mark("</h4>\n");
        if dissents == 0 {
            html.mark("<p>").both("archive-meeting-no-dissents").mark("</p>\n");
        }
    }
    for position in meeting.positions.iter().filter(|one| one.dissents) {
        dissent(meeting, position, html);
    }
    if dissents < meeting.positions.len() {
        html.mark("<h4>").both("archive-meeting-agreements").mark("</h4>\n<table class=\"list\">\n");
        head(html, COLUMNS);
        for position in meeting.positions.iter().filter(|one| !one.dissents) {
            html.mark("<tr><td>");
            stated(position.person.as_deref(), html);
            html.mark("</td><td>");
            each(html, |language| word(language, "position", position.position.as_deref()));
            html.mark("</td><td>");
            reasons(position, ("", "<br>\n"), html);
            html.mark("</td><td>");
            source(position, html);
            html.mark("</td><td>");
            number(position.number, html);
            html.mark("</td></tr>\n");
        }
        html.mark("</tbody></table>\n");
    }
    if desk.volume.in_part() {
        return;
    }
    html.mark("<p class=\"label\">").both("archive-meeting-tally").mark("：");
    for (place, (position, count)) in meeting.tally.iter().enumerate() {
        html.mark(if place > 0 { "，" } else { "" });
        each(html, |language| word(language, "position", Some(position)));
        html.mark(" ").text(&count.to_string());
    }
    html.mark("</p>\n");
}

/// What to say of what is not there: that it is not, or, where a record is withheld, that nobody can tell from this copy.
fn absent(desk: &Desk<'_>, whole: &'static str, in_part: &'static str) -> &'static str {
    if desk.volume.in_part() { in_part } else { whole }
}

fn dissent(meeting: &Meeting, position: &Position, html: &mut Html) {
    let words = || position.reasons.iter().map(|(_, text)| text).chain(&position.conditions);
    let chars: usize = words().map(|text| text.chars().count()).sum();
    html.mark(if chars < SHORT_CHARS { "<div class=\"dissent short\">" } else { "<div class=\"dissent\">" });
    html.mark("\n<p><b>");
    stated(position.person.as_deref(), html);
    let title = position.person.as_deref().and_then(|person| {
        meeting.roster.iter().find(|seat| seat.person == person).and_then(|seat| seat.title.as_deref())
    });
    if let Some(title) = title {
        html.mark("（").text(title).mark("）");
    }
    html.mark("　");
    each(html, |language| word(language, "position", position.position.as_deref()));
    html.mark("</b>　");
    number(position.number, html);
    html.mark("</p>\n");
    reasons(position, ("<p>", "</p>\n"), html);
    html.mark("<p class=\"small\">");
    source(position, html);
    html.mark("</p>\n</div>\n");
}

/// Why, in full; each reason between two marks.
fn reasons(position: &Position, (opening, closing): (&'static str, &'static str), html: &mut Html) {
    for (ground, reason) in &position.reasons {
        html.mark(opening);
        let ground = |language| word(language, "ground", ground.as_deref());
        let said = |language| {
            let values = [("ground", ground(language).into()), ("text", one_line(reason).into())];
            text(language, "archive-meeting-reason", &values)
        };
        // The reason is its owner's words and stands once.
        html.text(&said(Language::Zh)).mark(" <span lang=\"en\">").text(&ground(Language::En)).mark("</span>");
        html.mark(closing);
    }
    if position.declined {
        html.mark(opening).both("archive-meeting-declined").mark(closing);
    }
    for condition in &position.conditions {
        html.mark(opening);
        say(html, "archive-meeting-condition", &[("condition", one_line(condition).into())]);
        html.mark(closing);
    }
}

/// Whose word it is, and what else is to be known of it.
fn source(position: &Position, html: &mut Html) {
    html.both(match position.voice {
        Voice::Signed => "archive-meeting-voice-signed",
        Voice::Minuted => "archive-meeting-voice-minuted",
        Voice::Entered => "archive-meeting-voice-entered",
    });
    for (is, id) in
        [(position.in_writing, "archive-meeting-in-writing"), (position.after_closing, "archive-meeting-after")]
    {
        if is {
            html.mark("<br>").both(id);
        }
    }
    if let Some(by) = position.superseded_by {
        html.mark("<br><b>");
        say(html, "archive-meeting-superseded", &[("by", format!("#{by}").into())]);
        html.mark("</b>");
    }
}

fn decided(desk: &Desk<'_>, meeting: &Meeting, html: &mut Html) {
    for ballot in &meeting.ballots {
        voted(desk, ballot, html);
    }
    html.mark("<h4>").both("archive-meeting-head").mark("</h4>\n");
    match &meeting.head {
        None => {
            html.mark("<p>");
            html.both(absent(desk, "archive-meeting-head-none", "archive-what-undecided-withheld")).mark("</p>\n");
        }
        Some(word) => head_word(desk, word, html),
    }
    let closings = meeting.closing.iter().map(|one| ("archive-meeting-closing", one));
    let minutes = meeting.minutes.iter().map(|one| ("archive-meeting-minutes", one));
    if meeting.closing.is_some() || !meeting.minutes.is_empty() {
        html.mark("<table class=\"form\">\n");
        closings.chain(minutes).for_each(|(label, one)| closing(desk, label, one, html));
        html.mark("</table>\n");
    }
}

fn head_word(desk: &Desk<'_>, word_of: &HeadWord, html: &mut Html) {
    html.mark("<table class=\"form\">\n");
    row(html, "archive-cover-outcome", |html| {
        html.mark("<b>");
        each(html, |language| word(language, "outcome", word_of.outcome.as_deref()));
        html.mark("</b>　");
        desk.link(word_of.number, html);
    });
    row(html, "archive-meeting-head-tally", |html| {
        for (place, (name, count)) in word_of.tally.iter().enumerate() {
            html.mark(if place > 0 { "，" } else { "" });
            each(html, |language| words::field(language, "head-decision", &format!("tally.{name}")));
            html.mark(" ").text(&count.to_string());
        }
    });
    row(html, "archive-meeting-differs", |html| match word_of.differs {
        Some(differs) => each(html, |language| yes_or_no(language, differs)),
        None => stated(None, html),
    });
    if let Some(reasons) = &word_of.reasons {
        row(html, "archive-meeting-reasons", |html| {
            html.text(reasons);
        });
    }
    if !word_of.conditions.is_empty() {
        row(html, "archive-meeting-conditions", |html| {
            html.text(&word_of.conditions.join("\n"));
        });
    }
    html.mark("</table>\n");
}

fn voted(desk: &Desk<'_>, ballot: &Ballot, html: &mut Html) {
    html.mark("<h4>").both("archive-meeting-ballot").mark("</h4>\n<p>");
    let unknown = |language| text(language, "archive-unknown", &[]);
    each(html, |language| {
        let [agree, disagree, abstain] =
            ballot.votes.map(|votes| votes.map_or_else(|| unknown(language), |votes| votes.to_string()));
        let question = ballot.question.as_deref().map_or_else(|| unknown(language), one_line);
        let values = [
            ("question", question.into()),
            ("agree", agree.into()),
            ("disagree", disagree.into()),
            ("abstain", abstain.into()),
        ];
        text(language, "archive-meeting-ballot-words", &values)
    });
    if let Some(declared) = &ballot.declared {
        html.mark("　<b>");
        each(html, |language| words::choice(language, "declared", declared));
        html.mark("</b>");
    }
    html.mark("　");
    desk.link(ballot.number, html);
    html.mark("</p>\n");
}

fn closing(desk: &Desk<'_>, label: &'static str, closing: &Closing, html: &mut Html) {
    row(html, label, |html| {
        if let Some(number) = &closing.document_number {
            html.text(number).mark("　");
        }
        each(html, |language| {
            let dissents = closing.dissents.map_or_else(|| text(language, "archive-unknown", &[]), |n| n.to_string());
            let outcome = word(language, "outcome", closing.outcome.as_deref());
            let values = [("outcome", outcome.into()), ("dissents", dissents.into())];
            text(language, "archive-meeting-closing-words", &values)
        });
        html.mark("　");
        desk.link(closing.number, html);
    });
}

fn roster(roster: &[Seat], html: &mut Html) {
    if roster.is_empty() {
        return;
    }
    html.mark("<h4>").both("archive-meeting-roster").mark("</h4>\n<table class=\"list\">\n");
    head(html, ROSTER);
    for seat in roster {
        html.between("<tr><td>", &seat.person, "</td><td>");
        let office = seat.office.as_deref();
        if matches!(office, Some(HEAD | MEMBER)) || seat.role.is_none() {
            each(html, |language| match office {
                Some(office) => words::office(language, office),
                None => text(language, "archive-unknown", &[]),
            });
        }
        if let Some(role) = &seat.role {
            html.mark(" ");
            each(html, |language| words::choice(language, "roster.role", role));
        }
        if let Some(title) = &seat.title {
            html.mark(" ").text(title);
        }
        html.mark("</td><td>");
        each(html, |language| word(language, "roster.attendance", seat.attendance.as_deref()));
        if let Some(reason) = &seat.reason {
            html.mark("（").text(&one_line(reason)).mark("）");
        }
        if seat.wrote {
            html.mark("，").both("archive-meeting-wrote");
        }
        html.mark("</td></tr>\n");
    }
    html.mark("</tbody></table>\n");
}

/// A word of a field in words, or that it is not stated.
fn word(language: Language, field: &str, word: Option<&str>) -> String {
    word.map_or_else(|| text(language, "archive-unknown", &[]), |word| words::choice(language, field, word))
}

fn stated(value: Option<&str>, html: &mut Html) {
    match value {
        Some(value) => html.text(value),
        None => html.both("archive-unknown"),
    };
}

fn number(number: u64, html: &mut Html) {
    html.mark("<a").attribute("href", &format!("#r{number}")).mark(">").text(&format!("#{number}")).mark("</a>");
}

/// Lines as one: a sentence shows what ends a line as a sign.
fn one_line(text: &str) -> String {
    text.split('\n').map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A third of a page: what is shorter stands on one page, what is longer begins where there is room and goes on overleaf.
const SHORT_CHARS: usize = 800;

/// Positions may be among what is withheld.
const IN_PART: &str = "archive-meeting-in-part";

const COLUMNS: &[(&str, &str)] = &[
    ("archive-meeting-person", "22mm"),
    ("archive-meeting-position", "30mm"),
    ("archive-meeting-reasons", "auto"),
    ("archive-meeting-voice", "42mm"),
    ("archive-col-record", "15mm"),
];

const ROSTER: &[(&str, &str)] =
    &[("archive-meeting-person", "30mm"), ("archive-meeting-office", "auto"), ("archive-meeting-attendance", "70mm")];
