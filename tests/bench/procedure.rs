//! Judging the procedure of decisions against reading and decoding the same records: 10,000 decisions of 60 records each.
//! Run: `cargo bench --bench procedure` (`-- 1000` for fewer decisions).
#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "a bench may panic")]
#![allow(clippy::print_stdout, reason = "a bench prints its figures")]

mod field;

use std::hint::black_box;
use std::time::Duration;

use field::{median, tell, time};
use liuhen::chain::{Entry, Header};
use liuhen::crypto::{SecretKey, Signer as _, dual};
use liuhen::format::{Envelope, Nonce, Record, Signatory, Statement};
use liuhen::model::{
    ClaimedTime, DecisionId, EntryHash, KindName, Occurred, OfficeId, Origin, RecordDigest, Seq, StreamId, Value, kind,
};
use liuhen::port::{Locus, StoredEntry};
use liuhen::procedure::{History, Holidays, built_in, judge};
use liuhen::verify::procedure::step;

/// A decision and its entries.
type Decision = (DecisionId, Vec<StoredEntry>);

fn main() {
    let decisions: u64 = std::env::args().filter_map(|arg| arg.parse().ok()).next().unwrap_or(10_000);
    let profile = built_in::profile("cn-order-713").unwrap();
    // A hundred different decisions, gone through again and again: as bytes they take some megabytes, not the cache's few.
    let made: Vec<Decision> = (0..decisions.min(100)).map(decision).collect();
    let records: usize = made.iter().map(|(_, entries)| entries.len()).sum();
    let per_decision = records as f64 / made.len() as f64;
    let as_of = Some(jiff::civil::date(2026, 12, 31));
    let mut judged = (0, 0);
    let read = |decision: &Decision| {
        for stored in &decision.1 {
            let envelope = Envelope::read(stored.entry.envelope()).unwrap();
            let record = Record::read(&envelope.payload).unwrap();
            black_box(record.body_value().unwrap());
        }
    };
    let mut read_and_judge = |(id, entries): &Decision| {
        let mut steps = Vec::with_capacity(entries.len());
        steps.extend(entries.iter().filter_map(|stored| step(stored, None)));
        let judgement = judge(&profile, &History::new(id.clone(), steps), Holidays::built_in(), as_of);
        judged = (judgement.findings.len(), judgement.kept + judgement.findings.len() as u64);
        black_box(judgement);
    };
    let mut rounds = Vec::new();
    for _ in 0..5 {
        let (mut reading, mut judging) = (Duration::ZERO, Duration::ZERO);
        // By turns, a hundred decisions each: whatever else the machine does meets both.
        for begin in (0..decisions).step_by(made.len()) {
            let pass = &made[..made.len().min(usize::try_from(decisions - begin).unwrap())];
            reading += time(|| pass.iter().for_each(read)).0;
            judging += time(|| pass.iter().for_each(&mut read_and_judge)).0;
        }
        rounds.push((reading, judging));
    }
    let (reading, judging): (Vec<_>, Vec<_>) = rounds.into_iter().unzip();
    let ours = median(judging);
    let (findings, rules) = judged;
    let all = per_decision * decisions as f64;
    tell(&format!("reading and judging {decisions} decisions"), ours, median(reading), "at most 1.5");
    println!(
        "{per_decision:.0} records a decision, {} rules, {findings} findings; {:.0} records a second",
        profile.rules.len(),
        all / ours.as_secs_f64()
    );
    assert!(rules > 0);
}

/// A decision of sixty records: its digests differ from those of every other.
fn decision(at: u64) -> Decision {
    let id = DecisionId::new(&format!("bench-{at}")).unwrap();
    let stream = StreamId::Decision(id.clone());
    let mut digests: Vec<RecordDigest> = Vec::new();
    let mut entries = Vec::new();
    for (number, (kind, day, body)) in STEPS.iter().enumerate() {
        let spec = kind::named(kind).unwrap();
        let mut body = (*body).to_owned();
        for (cited, digest) in digests.iter().enumerate().rev() {
            body = body.replace(&format!("\"#{cited}\""), &format!("\"{digest}\""));
        }
        let body: Value = serde_json::from_str(&body).unwrap_or_else(|error| panic!("{error}: {body}"));
        // Each office has a key of its own.
        let mut seed = [7; 32];
        seed.iter_mut().zip(spec.signers[0].bytes()).for_each(|(to, from)| *to = from);
        let key = SecretKey::from_seed(&seed);
        let mut nonce = [0; 16];
        nonce[..8].copy_from_slice(&at.to_be_bytes());
        nonce[8..].copy_from_slice(&(number as u64).to_be_bytes());
        let record = Record::new(Statement {
            origin: Origin::new("bench.example/ledger").unwrap(),
            stream: stream.clone(),
            kind: KindName::new(kind).unwrap(),
            nonce: Nonce(nonce),
            signed_at: ClaimedTime::new(format!("{day}T02:00:00Z").parse().unwrap()),
            occurred: Occurred::at(day.parse().unwrap()),
            offices: vec![Signatory { office: OfficeId::new(spec.signers[0]).unwrap(), key: key.public() }],
            basis: digests.last().copied().into_iter().collect(),
            body,
            attachments: vec![],
            late: None,
            despite: vec![],
        })
        .unwrap();
        let mut envelope = Envelope::unsigned(record.to_bytes().unwrap());
        envelope.sign(&key);
        let envelope = envelope.to_bytes();
        let both = dual(&envelope);
        let header = Header {
            origin: Origin::new("bench.example/ledger").unwrap(),
            sequence: Seq(number as u64),
            previous: EntryHash([1; 32]),
            recorded: format!("{day}T03:00:00.000Z").parse().unwrap(),
            stream: stream.clone(),
            number: number as u64,
            stream_previous: EntryHash([1; 32]),
            record_blake3: RecordDigest(both.blake3),
            record_sha256: both.sha256,
        };
        digests.push(RecordDigest(both.blake3));
        let entry = Entry::read(header.to_text().into_bytes(), envelope).unwrap();
        entries.push(StoredEntry { entry, locus: Locus { file: "log".into(), offset: 0 } });
    }
    (id, entries)
}

const STEPS: &[(&str, &str, &str)] = &[
    (
        "decision-open",
        "2026-01-05",
        r##"{"title":"城区道路停车收费方案","matter":"public-policy","organ":"云溪县人民政府","level":"county","handling_units":[{"unit":"县城市管理局","lead":true}],"proposal_source":"department","affects_public":true,"technical":true,"risky":true,"affects_market":true}"##,
    ),
    ("proposal", "2026-01-05", r##"{"source":"department","issue":"泊位周转率低，占道停车影响通行。"}"##),
    ("study", "2026-01-06", r##"{"unit":"县政府办公室","conclusion":"start","reasons":"有必要，可行。"}"##),
    (
        "research",
        "2026-01-08",
        r##"{"unit":"县城市管理局","way":"field-visit","findings":"高峰时段泊位占用率超过九成。"}"##,
    ),
    ("draft-version", "2026-01-12", r##"{"version":"第一稿","changes":"初次起草。"}"##),
    (
        "unit-opinion",
        "2026-01-14",
        r##"{"unit":"县公安局","draft":"#4","asked":"2026-01-12","answered":"2026-01-14","answer":"agree"}"##,
    ),
    (
        "unit-opinion",
        "2026-01-15",
        r##"{"unit":"县财政局","draft":"#4","asked":"2026-01-12","answered":"2026-01-15","answer":"agree"}"##,
    ),
    (
        "unit-opinion",
        "2026-01-15",
        r##"{"unit":"县发展和改革局","draft":"#4","asked":"2026-01-12","answered":"2026-01-15","answer":"agree"}"##,
    ),
    (
        "comment-announcement",
        "2026-01-16",
        r##"{"title":"公开征求意见的公告","from":"2026-01-16","to":"2026-02-20","claimed_days":35,"channels":["government-site"],"draft":"#4","ways":["letter","e-mail"]}"##,
    ),
    (
        "comment-registered",
        "2026-01-20",
        r##"{"number":"1","announcement":"#8","received_on":"2026-01-20","way":"e-mail","author_kind":"citizen","gist":"首小时收费偏高。"}"##,
    ),
    (
        "comment-registered",
        "2026-01-22",
        r##"{"number":"2","announcement":"#8","received_on":"2026-01-22","way":"e-mail","author_kind":"citizen","gist":"夜间不应收费。"}"##,
    ),
    (
        "comment-registered",
        "2026-01-25",
        r##"{"number":"3","announcement":"#8","received_on":"2026-01-25","way":"letter","author_kind":"citizen","gist":"应公布收入用途。"}"##,
    ),
    (
        "comment-registered",
        "2026-02-02",
        r##"{"number":"4","announcement":"#8","received_on":"2026-02-02","way":"letter","author_kind":"organisation","gist":"商户装卸应有免费时段。"}"##,
    ),
    (
        "comment-registered",
        "2026-02-06",
        r##"{"number":"5","announcement":"#8","received_on":"2026-02-06","way":"letter","author_kind":"citizen","gist":"应取消全部收费。"}"##,
    ),
    (
        "comment-summary",
        "2026-02-24",
        r##"{"announcement":"#8","received":5,"received_by":[{"way":"电子邮件","count":2},{"way":"信函","count":3}],"adoption":[{"opinion":"1","outcome":"adopted","gist":"首小时收费偏高。","reason":"周边县区为二至三元。"},{"opinion":"2","outcome":"adopted","gist":"夜间不应收费。"},{"opinion":"3","outcome":"adopted","gist":"应公布收入用途。"},{"opinion":"4","outcome":"partly","gist":"装卸免费时段。","reason":"限早八时前。"},{"opinion":"5","outcome":"rejected","gist":"取消收费。","reason":"不能提高周转率。"}]}"##,
    ),
    (
        "participation-activity",
        "2026-02-25",
        r##"{"way":"symposium","draft":"#4","participants":20,"conclusion":"沿线商户赞成分时收费。"}"##,
    ),
    (
        "hearing-notice",
        "2026-02-26",
        r##"{"title":"听证公告","number":"第1号","hearing_day":"2026-03-30T09:00:00+08:00","place":"县政务服务中心","representatives":15,"registration_from":"2026-02-26","registration_to":"2026-03-10","selection_method":"分组抽签。","draft":"#4"}"##,
    ),
    (
        "hearing-participants",
        "2026-03-12",
        r##"{"notice":"#16","method":"分组抽签","drawn":true,"list_published":"2026-03-12","representatives":[{"group":"居民","count":8,"interested":true},{"group":"商户","count":5,"interested":true},{"group":"人大代表","count":2}]}"##,
    ),
    (
        "hearing-delivery",
        "2026-03-13",
        r##"{"delivered_on":"2026-03-14","way":"in-person","recipients":15,"draft":"#4"}"##,
    ),
    (
        "hearing-record",
        "2026-03-30",
        r##"{"notice_day":"2026-02-26","list_published":"2026-03-12","materials_delivered":"2026-03-14","place":"县政务服务中心","chair":"温玉","clerk":"石磊","draft":"#4","representatives":[{"group":"居民","due":8,"present":8},{"group":"商户","due":5,"present":5},{"group":"人大代表","due":2,"present":2}],"points":[{"group":"商户","point":"装卸应有免费时段。"}],"signed":15}"##,
    ),
    (
        "hearing-report",
        "2026-04-02",
        r##"{"record":"#19","views":[{"view":"装卸应有免费时段。","handling":"adopted"}]}"##,
    ),
    (
        "draft-version",
        "2026-04-03",
        r##"{"version":"第二稿","changes":"降低首小时收费，夜间不收费。","previous":"#4"}"##,
    ),
    (
        "expert-selection",
        "2026-04-04",
        r##"{"way":"meeting","drawn":true,"experts":[{"expert":"江河","organisation":"省交通大学","own_department":false},{"expert":"林海","organisation":"市规划院","own_department":false},{"expert":"沈思远","organisation":"省发展研究院","own_department":false}]}"##,
    ),
    (
        "expert-declaration",
        "2026-04-05",
        r##"{"expert":"江河","organisation":"省交通大学","interest":"none","confidentiality":true}"##,
    ),
    (
        "expert-declaration",
        "2026-04-05",
        r##"{"expert":"林海","organisation":"市规划院","interest":"none","confidentiality":true}"##,
    ),
    (
        "expert-declaration",
        "2026-04-05",
        r##"{"expert":"沈思远","organisation":"省发展研究院","interest":"none","confidentiality":true}"##,
    ),
    (
        "expert-opinion",
        "2026-04-08",
        r##"{"expert":"江河","organisation":"省交通大学","way":"meeting","interest":"none","own_department":false,"draft":"#21","necessity":"有必要。","feasibility":"可行。","soundness":"费率合理。","conclusion":"agree","reasons":"测算充分。"}"##,
    ),
    (
        "expert-opinion",
        "2026-04-08",
        r##"{"expert":"林海","organisation":"市规划院","way":"meeting","interest":"none","own_department":false,"draft":"#21","necessity":"必要。","feasibility":"基本可行。","soundness":"分区合理。","conclusion":"agree","reasons":"与规划一致。"}"##,
    ),
    (
        "expert-opinion",
        "2026-04-09",
        r##"{"expert":"沈思远","organisation":"省发展研究院","way":"meeting","interest":"none","own_department":false,"draft":"#21","necessity":"有。","feasibility":"需配套执法。","soundness":"基本科学。","conclusion":"agree-after-changes","reasons":"应明确收入用途。"}"##,
    ),
    (
        "expert-adoption",
        "2026-04-12",
        r##"{"rows":[{"opinion":"#26","outcome":"adopted"},{"opinion":"#27","outcome":"adopted"},{"opinion":"#28","outcome":"adopted"}]}"##,
    ),
    ("risk-plan", "2026-04-13", r##"{"assessor":"云溪评估有限公司","third_party":true,"methods":["field-visit"]}"##),
    ("risk-survey", "2026-04-15", r##"{"methods":["field-visit"],"draft":"#21","findings":"多数居民赞成。"}"##),
    (
        "risk-report",
        "2026-04-20",
        r##"{"assessor":"云溪评估有限公司","third_party":true,"draft":"#21","methods":["field-visit"],"risks":[],"contingency":"设专线答复。","conclusion":"controllable","level":"low"}"##,
    ),
    (
        "fair-competition-review",
        "2026-04-21",
        r##"{"draft":"#21","drafter_conclusion":"complies","regulator_conclusion":"complies"}"##,
    ),
    ("review-submission", "2026-04-22", r##"{"draft":"#21","materials":["draft","explanation"]}"##),
    ("review-receipt", "2026-04-22", r##"{"submission":"#34","result":"accepted"}"##),
    (
        "counsel-opinion",
        "2026-04-28",
        r##"{"counsel":"方正","capacity":"legal-counsel","draft":"#21","opinion":"合法。"}"##,
    ),
    (
        "legality-opinion",
        "2026-05-08",
        r##"{"number":"云司审〔2026〕9号","draft":"#21","received":"2026-04-22","authority":"lawful","procedure":"lawful","content":"lawful","conclusion":"lawful","suggestions":[],"risk_notes":[],"counsel":[{"counsel":"方正","capacity":"legal-counsel","given":"2026-04-28","opinion":"合法。"}],"reviewer":"秦律","issuer":"秦局"}"##,
    ),
    (
        "agenda-request",
        "2026-05-09",
        r##"{"subject":"停车收费方案","draft":"#21","package":["draft","explanation","fair-competition-review","comment-summary","hearing-report","expert-opinions","expert-adoption","risk-report","legality-opinion"]}"##,
    ),
    (
        "meeting-notice",
        "2026-05-10",
        r##"{"sent":"2026-05-10T10:00:00+08:00","recipients":9,"agenda":[{"item":1,"subject":"停车收费方案"}]}"##,
    ),
    (
        "meeting-opened",
        "2026-05-14",
        r##"{"meeting_kind":"executive-meeting","number":"第12次","place":"二楼会议室","chair":"县长","recorder":"记录员","roster":[{"person":"县长","office":"head","attendance":"present"},{"person":"甲","office":"member","attendance":"present"},{"person":"乙","office":"member","attendance":"present"},{"person":"丙","office":"member","attendance":"present"},{"person":"丁","office":"member","attendance":"present"},{"person":"戊","office":"member","attendance":"present"},{"person":"己","office":"member","attendance":"present"}],"agenda":[{"item":1,"subject":"停车收费方案"}],"draft":"#21","package":["draft","explanation","fair-competition-review","comment-summary","hearing-report","expert-opinions","expert-adoption","risk-report","legality-opinion"]}"##,
    ),
    (
        "speech",
        "2026-05-14",
        r##"{"meeting":"#40","turns":[{"turn":1,"person":"承办局长","capacity":"attendee","gist":"汇报方案。"}]}"##,
    ),
    ("position", "2026-05-14", r##"{"meeting":"#40","person":"甲","position":"agree","turn":2}"##),
    ("position", "2026-05-14", r##"{"meeting":"#40","person":"乙","position":"agree","turn":3}"##),
    (
        "position",
        "2026-05-14",
        r##"{"meeting":"#40","person":"丙","position":"disagree","turn":4,"reasons":[{"ground":"cost","text":"应先建公共停车场。"}]}"##,
    ),
    ("position", "2026-05-14", r##"{"meeting":"#40","person":"丁","position":"agree","turn":5}"##),
    ("position", "2026-05-14", r##"{"meeting":"#40","person":"戊","position":"agree","turn":6}"##),
    (
        "position",
        "2026-05-14",
        r##"{"meeting":"#40","person":"己","position":"agree-after-changes","turn":7,"reasons":[{"ground":"timing","text":"宜延后一月实施。"}]}"##,
    ),
    ("position", "2026-05-14", r##"{"meeting":"#40","person":"县长","position":"agree","turn":8}"##),
    (
        "head-decision",
        "2026-05-14",
        r##"{"meeting":"#40","outcome":"passed","draft":"#21","tally":{"agree":5,"agree_after_changes":1,"disagree":1,"defer":0,"reserve":0,"abstain":0},"differs_from_majority":false,"turn":8}"##,
    ),
    ("meeting-closed", "2026-05-14", r##"{"meeting":"#40","records":11,"outcome":"passed","dissents":1}"##),
    (
        "minutes-issued",
        "2026-05-16",
        r##"{"meeting":"#40","number":"云府纪〔2026〕12号","issuer":"县长","issued_on":"2026-05-16","outcome":"passed","dissents":1}"##,
    ),
    ("party-report", "2026-05-17", r##"{"number":"云府请〔2026〕30号","submitted":"2026-05-17","reply":"approved"}"##),
    (
        "publication",
        "2026-05-20",
        r##"{"number":"云府决〔2026〕3号","title":"停车收费方案","signed_on":"2026-05-18","published":true,"channels":["government-site"],"draft":"#21"}"##,
    ),
    ("interpretation", "2026-05-20", r##"{"form":"article","channels":["government-site"]}"##),
    ("adoption-notice", "2026-05-21", r##"{"about":["public","expert"],"channels":["government-site"]}"##),
    (
        "execution-assignment",
        "2026-05-22",
        r##"{"units":[{"unit":"县城市管理局","lead":true}],"tasks":[{"task":"划定泊位","unit":"县城市管理局","due":"2026-06-30"}]}"##,
    ),
    ("execution-report", "2026-07-30", r##"{"period":"第一期","progress":"泊位已划定。","unit":"县城市管理局"}"##),
    ("supervision-check", "2026-08-10", r##"{"checked_unit":"县城市管理局","findings":"执行到位。"}"##),
    ("archive-handover", "2026-09-01", r##"{"receiver":"县档案馆","items":59,"retention":"permanent"}"##),
];
