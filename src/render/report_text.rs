//! A report for people at a terminal: the facts, every check with its outcome, every finding with its place, the verdict.

use super::judgement::severities_in_words;
use super::messages::{Value, find, text};
use super::said::RecordNames;
use super::table::Table;
use super::tone::{Piece, Tone};
use super::unanimous::unanimous_line;
use super::{Language, judgement, words};
use crate::procedure::Voice;
use crate::verify::{
    CheckResult, Code, Finding, Found, NotChecked, Outcome, Place, ProcedureReport, Proven, Received, Report, Subject,
    Verdict,
};

/// The whole report, line by line.
pub fn lines(language: Language, report: &Report) -> Vec<Vec<Piece>> {
    let say = |id: &str, values: &[(&str, Value<'_>)]| text(language, id, values);
    let mut out = Vec::new();
    let title = match report.subject {
        Subject::Ledger => "report-title-ledger",
        Subject::Receipt => "report-title-receipt",
        Subject::Word => "report-title-word",
        Subject::Consistency => "report-title-consistency",
        Subject::Bundle => "report-title-bundle",
    };
    out.push(vec![Piece::new(Tone::Strong, say(title, &[]))]);
    out.extend(indented(facts(language, report)));
    out.push(Vec::new());
    out.push(vec![Piece::new(Tone::Strong, say("report-checks", &[]))]);
    out.extend(indented(checks(language, &report.checks)));

    out.extend(findings(language, report));
    // Where nothing was judged the list of checks says why.
    if let Some(procedure) = report.procedure.as_ref().filter(|one| one.judged + one.without_profile > 0) {
        out.push(Vec::new());
        out.extend(procedure_lines(language, procedure));
    }
    out.push(Vec::new());
    out.extend(verdict(language, report.verdict));
    out
}

/// What was found and noted, apart from what is said of procedure, which stands by itself.
pub fn findings(language: Language, report: &Report) -> Vec<Vec<Piece>> {
    let say = |id: &str, values: &[(&str, Value<'_>)]| text(language, id, values);
    let mut out = Vec::new();
    let of_procedure = |finding: &&Finding| finding.rule.is_some();
    let found: Vec<&Finding> = report.findings.iter().filter(|one| !of_procedure(one)).collect();
    let notes: Vec<&Finding> = report.notes.iter().filter(|one| !of_procedure(one)).collect();
    let all = report.findings.len() as u64 + report.unlisted();
    let all = all - report.counts.get(&Code::ProcedureFinding).copied().unwrap_or(0).min(all);
    let unlisted = all.saturating_sub(found.len() as u64);
    for (heading, list, total) in [("report-findings", &found, all), ("report-notes", &notes, notes.len() as u64)] {
        if total == 0 {
            continue;
        }
        out.push(Vec::new());
        out.push(vec![Piece::new(Tone::Strong, say(heading, &[("count", total.into())]))]);
        for (at, finding) in list.iter().enumerate() {
            out.extend(finding_lines(language, at + 1, finding));
        }
    }
    if unlisted > 0 {
        out.push(vec![Piece::new(Tone::Faint, say("report-unlisted", &[("count", unlisted.into())]))]);
    }
    out
}

/// The report in a few lines: how much was looked at, which checks did not pass, the verdict. Findings are only counted.
pub fn lines_in_brief(language: Language, report: &Report) -> Vec<Vec<Piece>> {
    let passed = |one: &&CheckResult| matches!(one.outcome, Outcome::Passed(_));
    let count = report.checks.iter().filter(passed).count() as u64;
    let others: Vec<CheckResult> = report.checks.iter().filter(|one| !passed(one)).cloned().collect();
    let mut table = Table::bare(2);
    let facts = &report.ledger;
    for (id, number) in [
        ("report-fact-records", facts.records),
        ("report-fact-decisions", facts.decisions),
        ("report-fact-late", facts.late),
        ("report-fact-signatures", facts.signatures),
        ("report-fact-attachments", facts.attachments),
        ("report-checks-passed", count),
    ] {
        table.row([Piece::new(Tone::Faint, text(language, id, &[])), Piece::plain(number.to_string())]);
    }
    let mut out: Vec<_> = indented(table).chain(indented(checks(language, &others))).collect();
    out.extend(verdict(language, report.verdict));
    out
}

/// The verdict on procedure: how many decisions were judged, what that came to, and every finding decision by decision.
fn procedure_lines(language: Language, report: &ProcedureReport) -> Vec<Vec<Piece>> {
    let say = |id: &str, values: &[(&str, Value<'_>)]| text(language, id, values);
    let mut out = vec![vec![Piece::new(Tone::Strong, say("procedure-title", &[]))]];
    let mut table = Table::bare(2);
    let mut row = |id: &str, value: String| {
        table.row([Piece::new(Tone::Faint, text(language, id, &[])), Piece::plain(value)]);
    };
    row("procedure-judged", report.judged.to_string());
    row("procedure-without-profile", report.without_profile.to_string());
    if report.judged > 0 {
        row("procedure-kept", report.kept.to_string());
        row("procedure-undecided", report.undecided.to_string());
        let severities = severities_in_words(language, |one| report.severities.get(&one).copied().unwrap_or(0));
        row("procedure-found", if severities.is_empty() { say("word-none", &[]) } else { severities });
    }
    out.extend(indented(table));
    let mut number = 0;
    for of_one in report.findings.chunk_by(|one, other| one.decision == other.decision) {
        let Some(Found { decision, .. }) = of_one.first() else { continue };
        out.push(Vec::new());
        out.push(vec![Piece::new(Tone::Strong, decision.to_string())]);
        for found in of_one {
            number += 1;
            let names = RecordNames::new(decision, &found.kinds);
            out.extend(judgement::finding_lines(language, Some(number), &found.finding, &names));
        }
    }
    if report.unlisted() > 0 {
        let values = [("count", report.unlisted().into())];
        out.push(vec![Piece::new(Tone::Faint, say("report-unlisted", &values))]);
    }
    if !report.unanimous.is_empty() {
        out.push(Vec::new());
        out.extend(report.unanimous.iter().map(|one| unanimous_line(language, one)));
    }
    out
}

/// The verdict's sentence, and what to do next.
pub fn verdict(language: Language, verdict: Verdict) -> Vec<Vec<Piece>> {
    let id = format!("verdict-{}", verdict.word());
    let tone = match verdict {
        Verdict::Sound => Tone::Good,
        Verdict::Unanchored | Verdict::ProcedureFindings | Verdict::AuthorityInDoubt => Tone::Warn,
        _ => Tone::Bad,
    };
    let words = text(language, &id, &[]);
    let values = [("words", words.into()), ("exit", verdict.exit().to_string().into())];
    let mut out = vec![vec![Piece::new(tone, text(language, "report-verdict", &values))]];
    if let Some(hint) = find(language, &format!("{id}.hint"), &[]) {
        let label = text(language, "hint-label", &[]);
        out.push(vec![Piece::new(Tone::Hint, label), Piece::plain(hint)]);
    }
    out
}

/// What a finding says, in one sentence.
pub fn sentence(language: Language, finding: &Finding) -> String {
    sentence_of(language, finding.code)
}

/// What a code says, in one sentence.
pub fn sentence_of(language: Language, code: Code) -> String {
    text(language, &format!("finding-{}", code.text()), &[])
}

/// Which record or file a finding is about, in a few words; empty where it is about the ledger as a whole.
pub fn place(language: Language, place: &Place) -> String {
    let number = |number: u64| Value::from(number.to_string());
    match (place.seq, &place.stream, place.number, &place.file) {
        (Some(seq), Some(stream), Some(at), _) => {
            let values = [("stream", stream.to_string().into()), ("number", number(at)), ("seq", number(seq))];
            text(language, "report-place-record-words", &values)
        }
        (Some(seq), ..) => text(language, "report-place-seq-words", &[("seq", number(seq))]),
        (None, _, _, Some(file)) => file.clone(),
        (None, ..) => String::new(),
    }
}

fn facts(language: Language, report: &Report) -> Table {
    let facts = &report.ledger;
    let mut table = Table::bare(2);
    let mut row = |id: &str, value: String| {
        table.row([Piece::new(Tone::Faint, text(language, id, &[])), Piece::plain(value)]);
    };
    if let Some(origin) = &facts.origin {
        row("report-fact-origin", origin.to_string());
    }
    if let Some(organ) = &facts.organ {
        row("report-fact-organ", organ.clone());
    }
    match &report.word {
        Some(word) => proven(language, word, &mut row),
        None => received(language, report.received.as_ref(), &mut row),
    }
    row("report-fact-size", facts.size.to_string());
    if let Some(root) = &facts.root {
        row("report-fact-root", root.to_string());
    }
    if report.subject == Subject::Ledger {
        row("report-fact-records", facts.records.to_string());
        row("report-fact-decisions", facts.decisions.to_string());
        row("report-fact-late", facts.late.to_string());
        row("report-fact-signatures", facts.signatures.to_string());
        row("report-fact-attachments", facts.attachments.to_string());
        let times =
            [("report-fact-first-recorded", facts.first_recorded), ("report-fact-last-recorded", facts.last_recorded)];
        for (id, time) in times {
            if let Some(time) = time {
                row(id, time.to_string());
            }
        }
        let bytes = |bytes: u64| Value::from(bytes.to_string());
        let values = [("log", bytes(facts.log_bytes)), ("evidence", bytes(facts.evidence_bytes))];
        row("report-fact-read", text(language, "report-fact-read-bytes", &values));
    }
    for key in &facts.ledger_keys {
        row("report-fact-ledger-key", key.to_string());
    }
    let threshold = facts.root_threshold.unwrap_or_default().to_string();
    let label = text(language, "report-fact-root-key", &[("threshold", threshold.into())]);
    for key in &facts.root_keys {
        table.row([Piece::new(Tone::Faint, label.clone()), Piece::plain(key.to_string())]);
    }
    for name in &facts.cosigners {
        let label = text(language, "report-fact-cosigner", &[]);
        table.row([Piece::new(Tone::Faint, label), Piece::plain(name.clone())]);
    }
    table
}

fn received(language: Language, received: Option<&Received>, row: &mut impl FnMut(&str, String)) {
    let Some(entry) = received else { return };
    let at = Place {
        seq: Some(entry.seq),
        stream: Some(entry.stream.clone()),
        number: Some(entry.number),
        ..Place::default()
    };
    row("report-fact-entry", place(language, &at));
    if let Some(kind) = &entry.kind {
        row("report-fact-kind", words::kind(language, kind.as_str()));
    }
    row("report-fact-recorded", entry.recorded.to_string());
    row("report-fact-record", entry.record.to_string());
    for one in &entry.signed {
        row("report-fact-signed", one.clone());
    }
}

/// What a person said, and whose word each record is: what the minutes say is never shown as theirs.
fn proven(language: Language, proven: &Proven, row: &mut impl FnMut(&str, String)) {
    row("report-fact-person", proven.person.to_string());
    let decision = format!("{} {}", proven.decision, proven.title.as_deref().unwrap_or_default());
    row("report-fact-decision", decision.trim_end().to_owned());
    for word in &proven.said {
        received(language, Some(&Received { signed: Vec::new(), ..word.received.clone() }), row);
        row("report-fact-voice", voice(language, word.voice));
        for one in &word.signatories {
            let office = words::office(language, one.office.as_str());
            let who = one.person.as_ref().map_or_else(String::new, |person| format!(" {person}"));
            let since = one.since.map_or_else(String::new, |at| {
                text(language, "report-fact-appointed", &[("entry", at.to_string().into())])
            });
            row("report-fact-signed", format!("{office}{who} {} {since}", one.key).trim_end().to_owned());
        }
    }
}

/// Whose word a record is, in words.
pub fn voice(language: Language, voice: Voice) -> String {
    let id = match voice {
        Voice::Signed => "voice-signed",
        Voice::Minuted => "voice-minuted",
        Voice::Entered => "voice-entered",
    };
    text(language, id, &[])
}

fn checks(language: Language, checks: &[CheckResult]) -> Table {
    let mut table = Table::bare(3);
    for one in checks {
        let (tone, word, more) = outcome(language, one.outcome);
        let name = text(language, &format!("check-{}", one.check.text()), &[]);
        table.row([Piece::new(tone, text(language, word, &[])), Piece::plain(name), Piece::new(Tone::Faint, more)]);
    }
    table
}

fn outcome(language: Language, outcome: Outcome) -> (Tone, &'static str, String) {
    let count = |count: u64| Value::from(count.to_string());
    match outcome {
        Outcome::Passed(items) => {
            (Tone::Good, "outcome-passed", text(language, "outcome-passed-items", &[("items", count(items))]))
        }
        Outcome::Failed(items) => {
            (Tone::Bad, "outcome-failed", text(language, "outcome-failed-items", &[("items", count(items))]))
        }
        Outcome::NotChecked(why) => {
            let missing = match why {
                NotChecked::TilesMissing(missing) => missing,
                _ => 0,
            };
            let why = text(language, &format!("not-checked-{}", why.text()), &[("missing", count(missing))]);
            (Tone::Warn, "outcome-not-checked", why)
        }
    }
}

fn finding_lines(language: Language, number: usize, finding: &Finding) -> Vec<Vec<Piece>> {
    let tone = if finding.code.verdict().is_some() { Tone::Bad } else { Tone::Warn };
    let mut out = vec![vec![
        Piece::plain(format!("{number:>3}. ")),
        Piece::new(tone, sentence(language, finding)),
        Piece::new(Tone::Faint, format!(" [{}]", finding.code.text())),
    ]];
    let mut table = Table::bare(2);
    let mut row = |id: &str, value: String| {
        table.row([Piece::new(Tone::Faint, text(language, id, &[])), Piece::plain(value)]);
    };
    let at = &finding.place;
    if at.seq.is_some() {
        row("report-place-record", place(language, at));
    }
    match (&at.file, at.offset) {
        (Some(file), Some(offset)) => {
            let values = [("file", file.clone().into()), ("offset", offset.to_string().into())];
            row("report-place-file", text(language, "report-place-file-words", &values));
        }
        (Some(file), None) => row("report-place-file", file.clone()),
        (None, _) => {}
    }
    if let Some(digest) = &at.record {
        row("report-place-digest", digest.to_string());
    }
    let more = [
        ("report-expected", &finding.expected),
        ("report-found", &finding.found),
        ("report-details", &finding.details),
    ];
    for (id, value) in more {
        if let Some(value) = value {
            row(id, value.clone());
        }
    }
    out.extend(table.lines().into_iter().map(|mut line| {
        line.insert(0, Piece::plain(UNDER_NUMBER));
        line
    }));
    out
}

fn indented(table: Table) -> impl Iterator<Item = Vec<Piece>> {
    table.lines().into_iter().map(|mut line| {
        line.insert(0, Piece::plain("  "));
        line
    })
}

/// As wide as a finding's number with its full stop.
const UNDER_NUMBER: &str = "     ";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verify::tests::{Book, judged, policy};
    use crate::verify::{Check, run, verify_receipt};

    fn plain(language: Language, report: &Report) -> String {
        let line = |pieces: Vec<Piece>| pieces.into_iter().map(|piece| piece.text).collect::<String>();
        lines(language, report).into_iter().map(line).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn there_are_words_for_everything_that_can_be_found() {
        for language in Language::ALL {
            let said = |id: String| assert!(find(language, &id, &[]).is_some(), "{id}");
            Code::ALL.iter().for_each(|code| said(format!("finding-{}", code.text())));
            Check::ALL.iter().for_each(|check| said(format!("check-{}", check.text())));
            Verdict::ALL.iter().for_each(|verdict| said(format!("verdict-{}", verdict.word())));
            Verdict::ALL.iter().for_each(|verdict| said(format!("verdict-{}.hint", verdict.word())));
            NotChecked::ALL.iter().for_each(|why| said(format!("not-checked-{}", why.text())));
        }
    }

    #[test]
    fn a_sound_ledger_reads_so_in_both_languages() {
        let report = judged(&Book::small().write());
        let (zh, en) = (plain(Language::Zh, &report), plain(Language::En, &report));
        assert!(zh.contains("结论：完好") && zh.contains("退出码 0"), "{zh}");
        assert!(en.contains("Verdict: sound") && en.contains("exit code 0"), "{en}");
        assert!(zh.contains("未检查") && zh.contains("没有决策指明程序规则"), "{zh}");
        for text in [zh, en] {
            assert!(!text.contains('⟨') && !text.contains("{$"), "{text}");
        }
    }

    #[test]
    fn in_brief_the_verdict_stands_with_every_check_that_did_not_pass() {
        let mut report = judged(&Book::small().write());
        let brief = |report: &Report| {
            let line = |pieces: Vec<Piece>| pieces.into_iter().map(|piece| piece.text).collect::<String>();
            lines_in_brief(Language::En, report).into_iter().map(line).collect::<Vec<_>>().join("\n")
        };
        let passed = report.checks.iter().filter(|one| matches!(one.outcome, Outcome::Passed(_))).count();
        let text = brief(&report);
        assert!(text.contains("Verdict: sound") && text.contains(&format!("checks that passed  {passed}\n")), "{text}");
        assert_eq!(text.matches("\n  not checked").count(), report.checks.len() - passed, "{text}");
        report.checks[0].outcome = Outcome::Failed(7);
        let text = brief(&report);
        let name = super::text(Language::En, &format!("check-{}", report.checks[0].check.text()), &[]);
        assert!(text.lines().any(|line| line.contains("FAILED") && line.contains(&name)), "{text}");
    }

    #[test]
    fn a_finding_names_record_file_expected_and_found() {
        let mut book = Book::small();
        book.lines[6].envelope.push(b' ');
        let report = judged(&book.write());
        let text = plain(Language::Zh, &report);
        let finding = &report.findings[0];
        for part in [
            "decision/2026-001 第 2 号（条目 6）",
            "[digest-blake3]",
            &format!("log/000000.log，偏移 {} 字节", finding.place.offset.unwrap()),
            finding.expected.as_deref().unwrap(),
            finding.found.as_deref().unwrap(),
            "退出码 40",
        ] {
            assert!(text.contains(part), "{part}\n{text}");
        }
    }

    #[test]
    fn without_trust_the_reader_is_told_what_to_do() {
        let policy = crate::verify::Policy { trust: None, ..policy() };
        let report = run(&Book::small().write(), &policy, &|_| {}).unwrap();
        let text = plain(Language::En, &report);
        assert!(text.contains("not checked") && text.contains("no trust file was given"), "{text}");
        assert!(text.contains("hint: give a trust file (--trust)"), "{text}");
    }

    #[test]
    fn a_file_that_is_no_receipt_is_said_to_be_none() {
        let text = plain(Language::Zh, &verify_receipt(b"nothing", None));
        assert!(text.contains("回执验证报告") && text.contains("[receipt-form]"), "{text}");
    }
}
