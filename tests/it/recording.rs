//! The recorder's work, by running the real program: forms, documents, envelopes that travel, dossiers; and what is said
//! when something is wrong with them, while nothing has been signed or stored.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

const DECISION: &str = "2026-003";

/// A machine: a folder with keys, forms and perhaps a ledger.
pub(crate) struct Machine {
    folder: tempfile::TempDir,
}

#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Said {
    /// Standard output as exactly one JSON document.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|cause| panic!("{cause}: {self:?}"))
    }

    /// Asserts the exit code and the id of the error.
    pub(crate) fn refused(&self, code: i32, id: &str) -> Value {
        let document = self.json();
        assert_eq!((self.code, document["id"].as_str()), (code, Some(id)), "{self:?}");
        document
    }
}

impl Machine {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// One with a ledger in which each of `offices` is held by a key and a person of that name.
    pub(crate) fn founded(offices: &[&str]) -> Self {
        let machine = Self::new();
        for key in ["root", "ledger-key"].iter().chain(offices) {
            machine.key(key);
        }
        let words = ["init", "ledger", "--origin", "test.example/ledger", "--organ", "O", "--root", "R=root"];
        machine.good(&[&words[..], &["--threshold", "1", "--ledger-key", "ledger-key"]].concat());
        for office in offices {
            machine.appoint(office, office);
        }
        machine
    }

    pub(crate) fn key(&self, name: &str) {
        self.good(&["key", "new", name, "--no-passphrase"]);
    }

    pub(crate) fn appoint(&self, office: &str, key: &str) {
        let who = ["office", "appoint", "--office", office, "--person", key, "--key", key, "--by", "root"];
        let rest = ["--organ", "O", "--title", "T", "--from", "2026-01-01", "--document", "D"];
        self.good(&[&who[..], &rest].concat());
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).unwrap();
    }

    /// Runs a command on this machine's ledger; errors come as documents.
    pub(crate) fn run(&self, words: &[&str]) -> Said {
        self.run_as("json", words)
    }

    pub(crate) fn run_as(&self, format: &str, words: &[&str]) -> Said {
        let mut command = Command::new(env!("CARGO_BIN_EXE_liuhen"));
        command.args(words).args(["--format", format]).current_dir(self.folder.path()).stdin(Stdio::null());
        command.env_clear().env("LC_ALL", "C").env("LIUHEN_STATE_DIR", self.path("state")).env("LIUHEN_KEYS", "keys");
        if self.path("ledger").exists() {
            command.env("LIUHEN_LEDGER", "ledger");
        }
        let output = command.output().unwrap();
        Said {
            code: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    pub(crate) fn good(&self, words: &[&str]) -> Said {
        let said = self.run(words);
        assert_eq!(said.code, 0, "{words:?}: {said:?}");
        said
    }

    /// Adds a form and gives its record's name and digest.
    pub(crate) fn add(&self, form: &str, words: &[&str]) -> (String, String) {
        self.write("form.toml", form);
        let said = self.good(&[&["step", "add", "form.toml"], words].concat()).json();
        let record = &said["records"][0];
        assert_eq!(said["records"].as_array().map(Vec::len), Some(1), "{said}");
        let text = |name: &str| record[name].as_str().unwrap().to_owned();
        (format!("{}#{}", text("stream"), record["number"]), text("record"))
    }

    /// Opens [`DECISION`].
    pub(crate) fn open(&self) {
        self.write("open.toml", &opening(DECISION));
        self.good(&["decision", "open", "open.toml", "--key", "government-office"]);
    }

    /// The bytes of the log and how many files lie under `evidence` and `openings`.
    pub(crate) fn state(&self) -> (Vec<u8>, usize, usize) {
        let count = |name: &str| files_under(&self.path("ledger").join(name)).len();
        (fs::read(self.path("ledger/log/000000.log")).unwrap(), count("evidence"), count("openings"))
    }
}

fn files_under(folder: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { all.extend(files_under(&path)) } else { all.push(path) }
    }
    all
}

pub(crate) fn head(kind: &str, office: &str) -> String {
    format!("kind = \"{kind}\"\ndecision = \"{DECISION}\"\noffice = \"{office}\"\noccurred = 2026-01-20\n")
}

pub(crate) fn opening(decision: &str) -> String {
    head("decision-open", "government-office").replace(DECISION, decision)
        + "[body]\ntitle = \"方案\"\nmatter = \"plan\"\norgan = \"O\"\nlevel = \"county\"\n\
           handling_units = [{ unit = \"U\", lead = true }]\nproposal_source = \"department\"\naffects_public = true\n\
           technical = false\nrisky = false\naffects_market = false\n"
}

pub(crate) fn draft(top: &str, body: &str) -> String {
    format!(
        "{}{top}[body]\nversion = \"第一稿\"\nchanges = \"初次起草。\"\n{body}\
         [[attachment]]\nfile = \"草案.txt\"\nrole = \"draft\"\n",
        head("draft-version", "handling-unit")
    )
}

fn meeting() -> String {
    head("meeting-opened", "recorder")
        + "[body]\nmeeting_kind = \"executive-meeting\"\nnumber = \"第1次\"\nplace = \"P\"\nchair = \"head\"\n\
           recorder = \"recorder\"\ndraft = \"#1\"\nagenda = [{ item = 1, subject = \"方案\" }]\n\
           roster = [{ person = \"member\", office = \"member\", attendance = \"present\" }]\n"
}

/// A member's word on the meeting, which is record 2.
fn position(rest: &str) -> String {
    let body = format!("[body]\nmeeting = \"#2\"\nperson = \"member\"\nposition = \"disagree\"\n{rest}");
    head("position", "member") + &body
}

fn announcement() -> String {
    head("comment-announcement", "handling-unit")
        + "[body]\ntitle = \"公告\"\nfrom = 2026-01-20\nto = 2026-02-20\nchannels = [\"newspaper\"]\ndraft = \"#1\"\n\
           ways = [\"letter\"]\n"
}

/// Everything wrong that a refusal tells, as `file line field code`.
fn problems(document: &Value) -> Vec<String> {
    let told = |one: &Value| {
        let word = |name: &str| one[name].as_str().unwrap_or_default().to_owned();
        format!("{} {} {} {}", word("file"), one["line"], word("field"), word("code"))
    };
    document["problems"].as_array().unwrap().iter().map(told).collect()
}

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/cases");
    let mut all = files_under(&folder);
    all.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    all.sort();
    all
}

#[test]
fn a_decision_is_recorded_from_its_opening_to_a_correction() {
    let m = Machine::founded(&["government-office", "handling-unit", "recorder", "member", "head"]);
    m.open();
    m.write("草案.txt", "第一条");
    m.write("名单.txt", "居民身份信息");
    let sealed = "[[attachment]]\nfile = \"名单.txt\"\nrole = \"list\"\nsealed = true\n";
    let (name, first) = m.add(&(draft("", "") + sealed), &["--key", "handling-unit"]);
    assert_eq!(name, format!("decision/{DECISION}#1"));
    m.add(&meeting(), &["--key", "recorder"]);

    // Dissent is recorded with its reasons, or with the word that they were declined.
    m.write("silent.toml", &position(""));
    let silent = m.run(&["step", "add", "silent.toml", "--key", "member"]).refused(1, "error-form");
    assert_eq!(problems(&silent), ["silent.toml 5 body.reasons silent"]);
    m.add(&position("declined = true\n"), &["--key", "member"]);
    // Nobody says it for another, whatever office they hold.
    m.appoint("member", "head");
    m.write("other.toml", &position("declined = true\n"));
    let other = m.run(&["step", "add", "other.toml", "--key", "head"]).refused(1, "error-not-entered");
    assert!(other["causes"][0].as_str().unwrap().contains("nobody speaks for another"), "{other}");

    let changes = "[[body.changes]]\nfield = \"version\"\nwrong = \"第一稿\"\nright = \"征求意见稿\"\n";
    let body = format!("[body]\ncorrects = \"#1\"\nground = \"笔误\"\n{changes}");
    let (name, _) = m.add(&(head("correction", "handling-unit") + &body), &["--key", "handling-unit"]);
    assert_eq!(name, format!("decision/{DECISION}#4"));

    // The sealed document is kept, and neither its content nor its digest stands in the log.
    let (log, documents, openings) = m.state();
    assert_eq!((documents, openings), (2, 1));
    let digest = blake3::hash("居民身份信息".as_bytes()).to_hex();
    assert!(m.path("ledger/evidence").join(&digest[..2]).join(digest.as_str()).is_file());
    let log = String::from_utf8(log).unwrap();
    assert!(log.contains(&first), "a record's digest stands in its header");
    let envelopes: Vec<Value> = log.lines().filter(|line| line.starts_with('{')).map(json).collect();
    let payloads: Vec<String> = envelopes.iter().map(payload).collect();
    assert!(payloads.iter().any(|one| one.contains("名单.txt")), "the test reads the records");
    assert!(!payloads.iter().any(|one| one.contains(digest.as_str()) || one.contains("居民身份信息")));
    let check = m.good(&["evidence", "check"]).json();
    assert_eq!((&check["documents"], &check["openings"]), (&2.into(), &1.into()));
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// The record in an envelope, as text.
pub(crate) fn payload(envelope: &Value) -> String {
    use base64::Engine as _;
    let bytes = base64::engine::general_purpose::STANDARD.decode(envelope["payload"].as_str().unwrap()).unwrap();
    String::from_utf8(bytes).unwrap()
}

#[test]
fn two_sign_on_another_machine_what_was_prepared_on_this_one() {
    let here = Machine::founded(&["government-office", "handling-unit"]);
    here.open();
    here.write("草案.txt", "第一条");
    here.add(&draft("", ""), &["--key", "handling-unit"]);
    // The secret halves leave; public halves are enough to prepare.
    let there = Machine::new();
    fs::create_dir(there.path("keys")).unwrap();
    for key in ["government-office", "handling-unit"] {
        fs::copy(here.path(&format!("keys/{key}.pub.pem")), there.path(&format!("keys/{key}.pub.pem"))).unwrap();
        let secret = format!("keys/{key}.key.pem");
        fs::rename(here.path(&secret), there.path(&secret)).unwrap();
    }
    here.write("公告.txt", "公告");
    here.write("名单.txt", "甲、乙");
    let open = "[[attachment]]\nfile = \"公告.txt\"\nrole = \"announcement\"\n";
    let sealed = "[[attachment]]\nfile = \"名单.txt\"\nrole = \"list\"\nsealed = true\n";
    here.write("a.toml", &(announcement() + open + sealed));
    let log = here.state().0;
    let prepare = ["step", "prepare", "a.toml", "--as", "handling-unit,government-office", "--out", "a.json"];
    let prepared = here.good(&prepare).json();
    let offices: Vec<_> = prepared["signatories"].as_array().unwrap().iter().map(|one| &one["office"]).collect();
    assert_eq!(offices, ["handling-unit", "government-office"]);
    assert_eq!((here.state().0, here.state().1), (log, 3), "its documents are stored, nothing is recorded");
    // What is sealed is told from what is not: there the opening must travel too.
    let [bound, commitment] = [("/0/blake3", "/1/blake3"), ("/1/sealed", "/0/sealed")].map(|(there, absent)| {
        assert_eq!(prepared["attachments"].pointer(absent), None, "{prepared}");
        prepared["attachments"].pointer(there).and_then(Value::as_str).unwrap()
    });
    assert_eq!(bound, blake3::hash("公告".as_bytes()).to_hex().as_str());
    assert!(here.path(&format!("ledger/openings/{}/{commitment}.json", &commitment[..2])).is_file());
    here.run(&prepare).refused(1, "error-file-exists");

    fs::copy(here.path("a.json"), there.path("a.json")).unwrap();
    there.good(&["step", "sign", "a.json", "--key", "handling-unit"]);
    fs::copy(there.path("a.json"), here.path("half.json")).unwrap();
    fs::copy(there.path("a.json"), there.path("look.json")).unwrap();
    let shown = there.run_as("text", &["sign", "look.json", "--key", "government-office", "--lang", "zh"]);
    let lines = [format!("BLAKE3 {bound}"), format!("密封：须凭启封文件 {commitment}.json")];
    assert!(shown.code == 0 && lines.iter().all(|line| shown.out.contains(line)), "{shown:?}");
    let half = here.run(&["step", "append", "half.json"]).refused(1, "error-refused");
    assert!(half["causes"][0].as_str().unwrap().contains("has not signed"), "{half}");
    assert_eq!(there.good(&["sign", "a.json", "--key", "government-office"]).json()["complete"], true);
    fs::copy(there.path("a.json"), here.path("back.json")).unwrap();
    let told = here.good(&["step", "append", "back.json"]).json();
    assert_eq!(
        (&told["records"][0]["stream"], &told["records"][0]["number"]),
        (&"decision/2026-003".into(), &2.into())
    );
    here.run(&["append", "back.json"]).refused(1, "error-refused-repeated");
}

#[test]
fn what_another_decision_said_can_be_cited_by_name_and_by_digest() {
    let m = Machine::founded(&["government-office", "handling-unit"]);
    m.open();
    m.write("other.toml", &opening("2025-001"));
    let other = m.good(&["decision", "open", "other.toml", "--key", "government-office"]).json();
    let digest = other["records"][0]["record"].as_str().unwrap();
    m.write("草案.txt", "第一条");
    m.add(&draft("basis = [\"#0\", \"2025-001#0\"]\n", ""), &["--key", "handling-unit"]);
    let by_digest = draft(&format!("basis = [\"#1\", \"{digest}\"]\n"), "");
    m.write("digest.toml", &by_digest);
    let alone = m.run(&["step", "add", "digest.toml", "--key", "handling-unit"]).refused(1, "error-form");
    assert_eq!(problems(&alone), ["digest.toml 5 basis[1] no-such-record"]);
    let unknown = ["step", "add", "digest.toml", "--key", "handling-unit", "--citing", "2025-009"];
    m.run(&unknown).refused(1, "error-no-such-decision");
    m.add(&by_digest, &["--key", "handling-unit", "--citing", "2025-001"]);
    // Where the envelope travels, the citing does not: whoever prepares it is told how to append it.
    let prepare =
        ["step", "prepare", "digest.toml", "--as", "handling-unit", "--out", "d.json", "--citing", "2025-001"];
    let told = m.good(&prepare);
    assert!(told.err.contains("liuhen append d.json --citing 2025-001"), "{told:?}");
    m.good(&["sign", "d.json", "--key", "handling-unit"]);
    m.run(&["append", "d.json"]).refused(1, "error-refused-basis");
    m.good(&["append", "d.json", "--citing", "2025-001"]);
}

#[test]
fn every_published_case_is_imported_once() {
    let m = Machine::founded(&["archivist", "government-office"]);
    let cases: Vec<String> = cases().iter().map(|path| path.display().to_string()).collect();
    let import: Vec<&str> = ["import", "dossier"].into_iter().chain(cases.iter().map(String::as_str)).collect();
    // An archivist's office it must be, and that is said before anything is entered.
    let log = m.state().0;
    m.run(&[&import[..], &["--key", "government-office"]].concat()).refused(1, "error-not-entered");
    assert_eq!(m.state().0, log);
    let told = m.good(&[&import[..], &["--key", "archivist"]].concat()).json();
    let records = told["records"].as_array().unwrap();
    let opened = records.iter().filter(|record| record["number"] == 0).count();
    assert_eq!((opened, records.len() > opened), (cases.len(), true));
    let log = m.state().0;
    let again = m.run(&[&import[..], &["--key", "archivist"]].concat()).refused(1, "error-not-entered");
    assert_eq!(again["causes"].as_array().map(Vec::len), Some(cases.len()), "every one of them is named");
    assert_eq!(m.state().0, log);
}

#[test]
fn the_faults_of_all_dossiers_are_told_before_one_is_entered() {
    let m = Machine::founded(&["archivist"]);
    let good = fs::read_to_string(&cases()[0]).unwrap();
    m.write("good.toml", &good);
    m.write("a.toml", &good.replace("level = \"city\"", "level = \"village\""));
    m.write("b.toml", &good.replacen("occurred = ", "happened = ", 1));
    let log = m.state().0;
    let both = m.run(&["import", "dossier", "a.toml", "good.toml", "b.toml", "--key", "archivist"]);
    let told = problems(&both.refused(1, "error-form"));
    assert!(
        told.iter().any(|one| one.starts_with("a.toml ") && one.ends_with("record[0].body.level choice")),
        "{told:?}"
    );
    assert!(
        told.iter().any(|one| one.starts_with("b.toml ") && one.ends_with("record[0].occurred missing")),
        "{told:?}"
    );
    assert!(!told.iter().any(|one| one.starts_with("good.toml")), "{told:?}");
    let (start, _) = good.split_once("[[record]]").unwrap();
    let (_, rest) = good.rsplit_once("[[record]]").unwrap();
    m.write("middle.toml", &format!("{start}[[record]]{rest}"));
    let mixed = m.run(&["import", "dossier", "good.toml", "middle.toml", "--key", "archivist"]);
    let causes = mixed.refused(1, "error-not-entered")["causes"].clone();
    assert_eq!(causes.as_array().map(Vec::len), Some(2), "{causes}");
    assert!(causes[0].as_str().unwrap().contains("good.toml is a dossier"), "{causes}");
    assert!(causes[1].as_str().unwrap().contains("does not begin with"), "{causes}");
    assert_eq!(m.state().0, log);
    m.good(&["import", "dossier", "good.toml", "--key", "archivist"]);
}

#[test]
fn a_wrong_form_changes_nothing_and_all_of_it_is_told() {
    let m = Machine::founded(&["government-office", "handling-unit"]);
    m.open();
    m.write("草案.txt", "第一条");
    let before = m.state();
    let late = |reason: &str| draft(&format!("[late]\n{reason}"), "");
    let two =
        "[[attachment]]\nfile = \"没有.txt\"\nrole = \"explanation\"\n[[attachment]]\nfile = \"keys\"\nrole = \"x\"\n";
    let wrong: [(&str, String, &[&str]); 8] = [
        (
            "documents and references that are not there",
            draft("basis = [\"#0\", \"#99\", \"2026-009#0\"]\n", "previous = \"#98\"\n") + two,
            &[
                "f.toml 5 basis[1] no-such-record",
                "f.toml 5 basis[2] no-such-record",
                "f.toml 9 body.previous no-such-record",
                "f.toml 13 attachment[1].file unreadable",
                "f.toml 16 attachment[2].file unreadable",
            ],
        ),
        ("late without a reason", late(""), &["f.toml 5 late.reason missing"]),
        ("late with an empty one", late("reason = \"\"\n"), &["f.toml 6 late.reason empty"]),
        (
            "fields",
            draft("", "extra = 1\n").replace("version = \"第一稿\"", "version = 1.5"),
            &["f.toml 6 body.version fraction", "f.toml 8 body.extra unknown"],
        ),
        ("no TOML", "kind = \n".into(), &["f.toml 1  syntax"]),
        ("no kind", draft("", "").replace("draft-version", "draft"), &["f.toml 1 kind unknown-kind"]),
        ("no reference", draft("basis = [\"12\"]\n", ""), &["f.toml 5 basis[0] reference"]),
        ("no document", draft("", "").replace("\"draft\"", "\"other\""), &["f.toml 1 attachments.draft missing"]),
    ];
    for (what, form, expected) in wrong {
        m.write("f.toml", &form);
        let told = m.run(&["step", "add", "f.toml", "--key", "handling-unit"]).refused(1, "error-form");
        assert_eq!(problems(&told), expected, "{what}");
    }
    // GB 18030, as older office programs save it.
    fs::write(m.path("f.toml"), b"kind = \"draft-version\" # \xb2\xdd\xb0\xb8\n").unwrap();
    let told = m.run(&["step", "add", "f.toml", "--key", "handling-unit"]).refused(1, "error-form");
    assert_eq!(problems(&told), ["f.toml 1  not-utf8"]);
    assert_eq!(m.state(), before);
}

#[test]
fn a_good_form_in_the_wrong_place_changes_nothing() {
    let m = Machine::founded(&["government-office", "handling-unit"]);
    m.key("nobody");
    m.write("草案.txt", "第一条");
    m.write("draft.toml", &draft("", ""));
    m.write("open.toml", &opening(DECISION));
    let before = m.state();
    let add = |form: &str, key: &str| m.run(&["step", "add", form, "--key", key]);
    add("draft.toml", "handling-unit").refused(1, "error-no-such-decision");
    m.run(&["decision", "open", "draft.toml", "--key", "handling-unit"]).refused(1, "error-not-an-opening");
    let other = add("open.toml", "handling-unit").refused(1, "error-not-entered");
    assert!(other["hints"][0].as_str().unwrap().contains("now holds: handling-unit (all)"), "{other}");
    let nobody = add("open.toml", "nobody").refused(1, "error-not-entered");
    assert!(nobody["hints"][0].as_str().unwrap().contains("holds no office"), "{nobody}");
    m.write("office.toml", &opening(DECISION).replace("\"government-office\"", "\"handling-unit\""));
    let office = add("office.toml", "handling-unit").refused(1, "error-not-entered");
    assert!(office["causes"][0].as_str().unwrap().contains("does not sign"), "{office}");
    m.write("soon.toml", &opening(DECISION).replace("2026-01-20", "2999-01-20"));
    add("soon.toml", "government-office").refused(1, "error-not-yet");
    let travel = ["step", "prepare", "soon.toml", "--as", "government-office", "--out", "x.json"];
    m.run(&travel).refused(1, "error-not-yet");
    m.run(&["step", "add", "no.toml", "--key", "handling-unit"]).refused(3, "error-file-read");
    m.run(&["step", "add", "open.toml", "--key", "no-such-key"]).refused(3, "error-file-read");
    assert_eq!(m.state(), before);
    assert!(!m.path("x.json").exists());

    m.open();
    let before = m.state();
    add("open.toml", "government-office").refused(1, "error-open-already");
    m.run(&["decision", "open", "open.toml", "--key", "government-office"]).refused(1, "error-open-already");
    // A public half that is another key's is found before anything is stored.
    fs::copy(m.path("keys/handling-unit.pub.pem"), m.path("keys/nobody.pub.pem")).unwrap();
    add("draft.toml", "nobody").refused(1, "error-halves-do-not-fit");
    assert_eq!(m.state(), before);
}

#[test]
fn a_ledger_in_use_or_absent_is_said_to_be_so() {
    let m = Machine::founded(&["government-office"]);
    m.write("open.toml", &opening(DECISION));
    m.write("a.txt", "a");
    let open = ["decision", "open", "open.toml", "--key", "government-office"];
    let lock = File::options().write(true).open(m.path("ledger/lock")).unwrap();
    lock.try_lock().unwrap();
    let prepare = ["step", "prepare", "open.toml", "--as", "government-office", "--out", "o.json"];
    for words in [&open[..], &prepare, &["evidence", "add", "a.txt"]] {
        m.run(words).refused(3, "error-store-in-use");
    }
    // Looking needs no lock.
    m.good(&["evidence", "check"]);
    drop(lock);
    m.good(&open);
    let nowhere = Machine::new();
    nowhere.key("government-office");
    nowhere.write("open.toml", &opening(DECISION));
    nowhere.write("a.txt", "a");
    for words in [&open[..], &prepare, &["evidence", "add", "a.txt"], &["evidence", "check"]] {
        nowhere.run(words).refused(3, "error-no-ledger-here");
    }
}

#[test]
fn documents_are_stored_once_and_checked_against_their_names() {
    let m = Machine::founded(&["government-office"]);
    m.write("abc.txt", "abc");
    fs::write(m.path("large.bin"), vec![7; (3 << 20) + 1]).unwrap();
    let stored = m.good(&["evidence", "add", "abc.txt", "large.bin"]).json();
    let first = &stored["documents"][0];
    // FIPS 180-4's example; the size and the name as given.
    assert_eq!(first["sha256"], "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_eq!((&first["size"], &first["known"]), (&3.into(), &false.into()));
    assert_eq!(m.good(&["evidence", "add", "abc.txt"]).json()["documents"][0]["known"], true);
    let before = m.state();
    let gone = m.run(&["evidence", "add", "abc.txt", "no.txt", "keys"]).refused(3, "error-documents");
    assert_eq!(gone["causes"].as_array().map(Vec::len), Some(2), "{gone}");
    assert_eq!(m.state(), before);

    let digest = first["blake3"].as_str().unwrap();
    let path = format!("evidence/{}/{digest}", &digest[..2]);
    assert_eq!(m.good(&["evidence", "check"]).json()["wrong_count"], 0);
    fs::write(m.path("ledger").join(&path), "abd").unwrap();
    let check = m.run(&["evidence", "check"]);
    assert_eq!(check.code, 40, "{check:?}");
    assert_eq!(
        (&check.json()["wrong"][0]["file"], &check.json()["wrong"][0]["wrong"]),
        (&path.clone().into(), &"differs".into())
    );
    let text = m.run_as("text", &["evidence", "check", "--lang", "zh"]);
    assert!(text.code == 40 && text.out.contains(&path) && text.err.contains("从副本恢复"), "{text:?}");
}

#[test]
fn a_template_is_found_filled_in_and_never_overwritten() {
    let m = Machine::new();
    let kinds = m.good(&["step", "kinds"]).json();
    for kind in kinds["kinds"].as_array().unwrap() {
        let name = kind["kind"].as_str().unwrap();
        let form = m.good(&["step", "template", name]).json();
        assert!(form["form"].as_str().unwrap().contains(&format!("kind = \"{name}\"")), "{name}");
    }
    let page = m.run_as("text", &["step", "template", "position"]);
    m.good(&["step", "template", "position", "--out", "p.toml"]);
    assert_eq!(fs::read_to_string(m.path("p.toml")).unwrap(), page.out);
    m.run(&["step", "template", "position", "--out", "p.toml"]).refused(1, "error-file-exists");
    assert_eq!(m.run(&["step", "template", "nonsense"]).code, 2);
    let zh = m.run_as("text", &["step", "kinds", "--lang", "zh"]);
    assert!(zh.out.contains("合法性审查意见"), "{zh:?}");
}

#[test]
fn what_is_wrong_is_told_by_line_in_the_readers_language() {
    let m = Machine::founded(&["handling-unit"]);
    m.write("f.toml", &draft("", "").replace("第一稿", ""));
    let told = m.run_as("text", &["step", "add", "f.toml", "--key", "handling-unit", "--lang", "zh"]);
    assert_eq!(told.out, "");
    let expected =
        "错误：未作任何签名和存储；需要改正的有 1 处\n  f.toml\n    第 6 行 body.version（版本号）：没有填写\n";
    assert_eq!(told.err, expected);
    let told = m.run_as("text", &["step", "add", "f.toml", "--key", "handling-unit"]);
    assert!(told.err.contains("\n    line 6 body.version "), "{told:?}");
}
