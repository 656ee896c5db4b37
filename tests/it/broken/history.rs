//! Rewriting what was: records dropped, moved, repeated, dated back; the log cut, spliced, put back to an earlier state.

use jiff::SignedDuration;
use liuhen::format::{Envelope, Late, Nonce};
use liuhen::model::{ClaimedTime, Occurred, Origin, RecordedTime};
use liuhen::registry::EndReason;
use liuhen::verify::Code;

use super::expected::Sought;
use super::{Attack, Broken};
use crate::book::{
    Book, Chapter, DECISION, LEDGER, Line, ORIGIN, ROOTS, end, json, moment, payload, signed, statement_of,
};

pub(super) const ATTACKS: &[Attack] = &[
    ("back-dated", back_dated),
    ("back-dated-by-its-signer", back_dated_by_its_signer),
    ("basis-of-another-stream-only", basis_of_another_stream_only),
    ("clock-turned-back", clock_turned_back),
    ("decision-opened-twice", decision_opened_twice),
    ("decision-without-opening", decision_without_opening),
    ("dissent-removed", dissent_removed),
    ("dissent-removed-uncited", dissent_removed_uncited),
    ("diverged-head", diverged_head),
    ("entries-of-two-streams-swapped", entries_of_two_streams_swapped),
    ("entry-forked", entry_forked),
    ("entry-swapped", entry_swapped),
    ("envelope-replayed-from-another-decision", envelope_replayed_from_another_decision),
    ("envelope-replayed-from-another-ledger", envelope_replayed_from_another_ledger),
    ("envelope-replayed-with-other-signatures", envelope_replayed_with_other_signatures),
    ("fact-after-its-signature", fact_after_its_signature),
    ("frames-reordered", frames_reordered),
    ("late-entry-unsaid", late_entry_unsaid),
    ("late-entry-without-reason", late_entry_without_reason),
    ("log-cut", log_cut),
    ("log-cut-within-a-record", log_cut_within_a_record),
    ("pre-signed", pre_signed),
    ("revocation-removed", revocation_removed),
    ("stale-head", stale_head),
    ("stream-gap", stream_gap),
    ("stream-spliced", stream_spliced),
    ("entry-of-another-ledger", entry_of_another_ledger),
];

fn dissent_removed() -> Broken {
    let mut book = Book::story(Chapter::Decided);
    book.lines.remove(10);
    book.relink();
    let attack = "A member's dissent is dropped, everything after it chained anew and signed with the ledger key. The \
                  head's decision still names it.";
    Broken::of(&book, attack, Code::BasisUnknown, 10)
}

fn dissent_removed_uncited() -> Broken {
    let mut book = Book::story(Chapter::Dissented);
    let mut decision = book.decision(DECISION);
    decision.basis.pop();
    book.say(decision, &["head"]);
    let receipt = book.receipt(10, 11);
    book.lines.remove(10);
    book.relink();
    let attack = "The head takes part: the decision does not name the dissent, which is then dropped. Nothing inside the \
                  ledger shows it; the member's receipt does.";
    Broken::found(book.files(), attack, Sought::file(Code::HeadDiverged, "known-head")).known(receipt)
}

fn diverged_head() -> Broken {
    let book = Book::story(Chapter::Drafted);
    let mut other = book.clone();
    let kept = book.checkpoint(5, &[LEDGER]);
    let mut draft = statement_of(&book.lines[4].envelope);
    draft.nonce = Nonce([0xee; 16]);
    draft.body = json(r#"{"version":"一稿","changes":"取消免费时段。"}"#);
    other.lines[4].envelope = signed(payload(draft), &["unit"]);
    other.relink();
    let attack = "The handling unit and the operator put another draft in the place of the first. Both signed it; only who \
                  has seen the first knows.";
    Broken::found(other.files(), attack, Sought::file(Code::HeadDiverged, "known-head")).known(kept)
}

fn stale_head() -> Broken {
    let book = Book::story(Chapter::Dissented);
    let kept = book.checkpoint(11, &[LEDGER]);
    let mut stale = book;
    stale.lines.truncate(10);
    let attack = "The ledger is put back to where it was before the dissent, with the checkpoint it had then.";
    Broken::found(stale.files(), attack, Sought::file(Code::HeadRolledBack, "known-head")).known(kept)
}

fn revocation_removed() -> Broken {
    let mut book = Book::story(Chapter::Offices);
    let revoked = end("吴桐", "handling-unit", "unit", EndReason::Retired, None);
    book.registry("end-appointment", &revoked, &["root-1", "root-3"]);
    let kept = book.checkpoint(4, &[LEDGER]);
    book.lines.pop();
    let open = book.open(DECISION);
    book.say(open, &["head"]);
    let draft = book.draft(DECISION);
    book.say(draft, &["unit"]);
    let attack = "The end of an appointment is dropped, and its holder signs a draft.";
    Broken::found(book.files(), attack, Sought::file(Code::HeadDiverged, "known-head")).known(kept)
}

fn entry_swapped() -> Broken {
    let mut book = Book::story(Chapter::Reviewed);
    // As well as it can be done: the reviewer's appointment goes first, and all three are recorded at the time of the last,
    // so that nobody seems to have signed after that.
    book.lines[4..].rotate_left(1);
    let last = book.lines.iter().map(|line| line.header.recorded).max().unwrap();
    book.lines[4..].iter_mut().for_each(|line| line.header.recorded = last);
    book.relink();
    let attack = "The legality opinion is put before the draft that it is about, so that it seems to be about an earlier \
                  one; times and chain are made to fit. What it stands on now comes after it.";
    Broken::of(&book, attack, Code::BasisUnknown, 5)
}

fn entries_of_two_streams_swapped() -> Broken {
    let mut book = Book::story(Chapter::Drafted);
    book.appoint("章恪", "legality-reviewer", "reviewer");
    let receipt = book.receipt(4, 5);
    book.lines.swap(4, 5);
    let last = book.lines[4].header.recorded;
    book.lines[4..].iter_mut().for_each(|line| line.header.recorded = last);
    book.relink();
    let attack = "Two entries that have nothing to do with each other change places, so that somebody seems to have been \
                  appointed before a draft was there. Nothing inside the ledger shows it; the receipt for the draft does.";
    Broken::found(book.files(), attack, Sought::file(Code::HeadDiverged, "known-head")).known(receipt)
}

fn frames_reordered() -> Broken {
    let mut book = Book::story(Chapter::Drafted);
    let whole = book.files();
    book.lines.swap(1, 2);
    let mut files = whole;
    files.insert("log/000000.log".into(), book.lines.iter().flat_map(Line::frame).collect());
    let attack = "Two entries change places in the log, and nothing else is made to fit.";
    Broken::of(&book, attack, Code::SequenceGap, 1)
        .with_files(files)
        .and(&book, Code::ChainBroken, 1)
        .and(&book, Code::StreamNumber, 1)
        .and(&book, Code::StreamLink, 1)
        .and(&book, Code::BasisUnknown, 1)
        .and(&book, Code::BasisOutsideStream, 1)
        .and(&book, Code::SequenceGap, 2)
        .and(&book, Code::ChainBroken, 2)
        .and(&book, Code::RecordedBackwards, 2)
        .and(&book, Code::StreamNumber, 2)
        .and(&book, Code::StreamLink, 2)
        .and(&book, Code::SequenceGap, 3)
        .and(&book, Code::ChainBroken, 3)
        .and_in(Code::RootDiffers, "checkpoint")
}

fn back_dated() -> Broken {
    let mut book = Book::story(Chapter::Reviewed);
    let header = &mut book.lines[6].header;
    header.recorded = RecordedTime::new(header.recorded.timestamp() - SignedDuration::from_hours(30));
    book.relink();
    let attack = "The ledger's own clock is set back for the legality opinion alone.";
    // Two clocks speak against it: that of the entries before it, and the reviewer's.
    Broken::of(&book, attack, Code::RecordedBackwards, 6).and(&book, Code::SignedAfterRecorded, 6)
}

fn back_dated_by_its_signer() -> Broken {
    let mut book = Book::story(Chapter::Drafted);
    book.appoint("章恪", "legality-reviewer", "reviewer");
    let mut opinion = book.opinion(DECISION, "lawful");
    opinion.signed_at = ClaimedTime::new(opinion.signed_at.timestamp() - SignedDuration::from_hours(36));
    opinion.occurred = Occurred::at("2026-03-03".parse().unwrap());
    book.say(opinion, &["reviewer"]);
    let attack = "The reviewer claims to have signed a day and a half ago, before the draft was in the ledger that the \
                  opinion stands on.";
    Broken::of(&book, attack, Code::SignedBeforeBasis, 6)
}

fn clock_turned_back() -> Broken {
    let mut book = Book::story(Chapter::Opened);
    for line in &mut book.lines {
        line.header.recorded =
            RecordedTime::new(line.header.recorded.timestamp() - SignedDuration::from_hours(24 * 30));
    }
    book.relink();
    let attack = "The whole ledger is dated back a month. Everybody has signed after it was recorded.";
    (1..4).fold(Broken::of(&book, attack, Code::SignedAfterRecorded, 0), |broken, seq| {
        broken.and(&book, Code::SignedAfterRecorded, seq)
    })
}

fn pre_signed() -> Broken {
    let mut book = Book::story(Chapter::Opened);
    let mut draft = book.draft(DECISION);
    draft.signed_at = ClaimedTime::new(moment(60));
    book.say(draft, &["unit"]);
    let attack = "A draft is entered whose signer claims to sign it a month from now.";
    Broken::of(&book, attack, Code::SignedAfterRecorded, 4)
}

fn fact_after_its_signature() -> Broken {
    let mut book = Book::story(Chapter::Opened);
    let mut draft = book.draft(DECISION);
    draft.occurred = Occurred::at("2026-04-20".parse().unwrap());
    book.say(draft, &["unit"]);
    let attack = "A draft is signed for a day that has not come.";
    Broken::of(&book, attack, Code::OccurredAfterSigned, 4)
}

fn late_entry_unsaid() -> Broken {
    let mut book = Book::story(Chapter::Opened);
    book.wait(200);
    let mut draft = book.draft(DECISION);
    draft.occurred = Occurred::at("2026-03-04".parse().unwrap());
    book.say(draft, &["unit"]);
    let attack = "A draft is entered a hundred days after the fact, and the record does not say that it is late. It is \
                  told; whether it is a fault a procedure profile says.";
    Broken::of(&book, attack, Code::LateUnsaid, 4)
}

fn late_entry_without_reason() -> Broken {
    let mut book = Book::story(Chapter::Opened);
    book.wait(200);
    let mut draft = book.draft(DECISION);
    draft.occurred = Occurred::at("2026-03-04".parse().unwrap());
    draft.late = Some(Late { reason: "补录".into(), missing: Vec::new() });
    let text = String::from_utf8(payload(draft)).unwrap().replace("\"reason\":\"补录\"", "\"reason\":\" \"");
    book.enter(&DECISION.parse().unwrap(), signed(text.into_bytes(), &["unit"]));
    let attack = "A draft is entered late, and blanks stand where the reason belongs.";
    Broken::of(&book, attack, Code::RecordField, 4)
}

fn stream_gap() -> Broken {
    let mut book = Book::story(Chapter::Drafted);
    book.lines[4].header.number = 2;
    let attack = "A draft is numbered as if a record before it had been withheld.";
    Broken::of(&book, attack, Code::StreamNumber, 4)
}

fn stream_spliced() -> Broken {
    let mut book = Book::story(Chapter::Drafted);
    book.lines[4].header.stream_previous = book.lines[2].header.stream_previous;
    let attack = "A draft is hung onto another entry than the one before it in its decision.";
    Broken::of(&book, attack, Code::StreamLink, 4)
}

fn entry_forked() -> Broken {
    let mut book = Book::story(Chapter::Opened);
    book.lines[3].header.previous = book.lines[2].header.previous;
    let attack = "The opening of a decision names another entry as the one before it: the ledger forks.";
    Broken::of(&book, attack, Code::ChainBroken, 3)
}

fn entry_of_another_ledger() -> Broken {
    let mut book = Book::story(Chapter::Opened);
    book.lines[3].header.origin = Origin::new("yunxi.example/drafts").unwrap();
    let attack = "The header of an entry names another ledger, and the record in it this one.";
    Broken::of(&book, attack, Code::OriginDiffers, 3).and(&book, Code::RecordOrigin, 3)
}

fn decision_opened_twice() -> Broken {
    let mut book = Book::story(Chapter::Opened);
    let open = book.open(DECISION);
    book.say(open, &["head"]);
    let attack = "The head opens a decision a second time, with other words.";
    Broken::of(&book, attack, Code::DecisionOpening, 4)
}

fn decision_without_opening() -> Broken {
    let mut book = Book::story(Chapter::Offices);
    let draft = book.draft(DECISION);
    book.say(draft, &["unit"]);
    let attack = "A decision begins with its draft; nobody has opened it.";
    Broken::of(&book, attack, Code::DecisionOpening, 3)
}

fn basis_of_another_stream_only() -> Broken {
    let mut book = Book::story(Chapter::Opened);
    let mut draft = book.draft(DECISION);
    draft.basis = vec![book.lines[0].digest()];
    book.say(draft, &["unit"]);
    let attack = "A draft stands on no record of its own decision, and so could have been signed before it was opened.";
    Broken::of(&book, attack, Code::BasisOutsideStream, 4)
}

fn envelope_replayed_from_another_decision() -> Broken {
    let mut book = Book::story(Chapter::Drafted);
    let other = "decision/2026-004";
    let open = book.open(other);
    book.say(open, &["head"]);
    let envelope = book.lines[4].envelope.clone();
    book.enter(&other.parse().unwrap(), envelope);
    let attack = "The draft of one decision, signature and all, is entered into another decision too.";
    Broken::of(&book, attack, Code::RecordStream, 6).and(&book, Code::BasisOutsideStream, 6)
}

fn envelope_replayed_from_another_ledger() -> Broken {
    let mut other = Book::founded("yunxi.example/drafts", &ROOTS, "other-ledger");
    other.wait(2);
    let mut open = other.open(DECISION);
    open.basis.clear();
    let mut book = Book::story(Chapter::Offices);
    book.enter(&DECISION.parse().unwrap(), signed(payload(open), &["head"]));
    let attack = "What the head signed for another ledger of the same people is entered here.";
    Broken::of(&book, attack, Code::RecordOrigin, 3)
}

fn envelope_replayed_with_other_signatures() -> Broken {
    let mut book = Book::founded(ORIGIN, &ROOTS, LEDGER);
    book.appoint("周远", "head", "head");
    let open = book.open(DECISION);
    book.say(open, &["head"]);
    let mut envelope = Envelope::read(&book.lines[2].envelope).unwrap();
    // The hint decides nothing, so it can be changed: other bytes, another digest, and still signed.
    envelope.signatures[0].keyid.clear();
    book.enter(&DECISION.parse().unwrap(), envelope.to_bytes());
    let attack = "One record is entered a second time, its envelope spelled otherwise so that its digest is another.";
    Broken::of(&book, attack, Code::NonceRepeated, 3).and(&book, Code::DecisionOpening, 3).and(
        &book,
        Code::BasisOutsideStream,
        3,
    )
}

fn log_cut() -> Broken {
    let mut book = Book::story(Chapter::Drafted);
    let mut files = book.files();
    book.lines.pop();
    files.insert("log/000000.log".into(), book.lines.iter().flat_map(Line::frame).collect());
    let attack =
        "The last entry is cut off the log by somebody without the ledger key: the checkpoint still covers it.";
    Broken::found(files, attack, Sought::place(Code::LogShort, 4))
}

fn log_cut_within_a_record() -> Broken {
    let book = Book::story(Chapter::Drafted);
    let mut files = book.files();
    let log = files.get_mut("log/000000.log").unwrap();
    log.truncate(log.len() - 300);
    let attack = "The log ends within its last record, which the checkpoint covers.";
    let mut broken = Broken::found(files, attack, Sought::place(Code::LogBroken, 4));
    broken.expected.also(Sought::place(Code::LogShort, 4));
    broken
}
