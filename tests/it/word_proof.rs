//! What a member keeps at home: made by the real program on a ledger it has made itself, looked at on the page,
//! checked by hand with `openssl`, `sha256sum` and `b3sum`, scanned back from its codes with `zbarimg`.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::LazyLock;

use liuhen::render::by_hand::{JOIN, LEDGER_KEY, STEPS};
use serde_json::Value as Json;
use tempfile::TempDir;

/// A ledger of two decisions, made by hand. Read only.
static HERE: LazyLock<TempDir> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    for key in ["root-1", "root-2", "root-3", "ledger"].iter().chain(PEOPLE.iter().map(|(_, _, key)| key)) {
        good(here, &["key", "new", key, "--no-passphrase"]);
    }
    let roots = ["--root", "许闻=root-1", "--root", "陶砚=root-2", "--root", "孟启=root-3", "--threshold", "2"];
    let named =
        ["init", "ledger", "--origin", "test.example/words", "--organ", "云溪县人民政府", "--ledger-key", "ledger"];
    good(here, &[&named[..], &roots].concat());
    for (office, person, key) in PEOPLE {
        let who = ["office", "appoint", "--office", office, "--person", person, "--key", key, "--title", "副县长"];
        let how = ["--organ", "云溪县人民政府", "--from", "2024-01-01", "--document", "云府任〔2024〕1号"];
        good(here, &[&who[..], &how, &["--by", "root-1,root-2", "--ledger", "ledger"]].concat());
    }
    fs::write(here.join("draft.txt"), "草案\n").unwrap();
    for (at, (kind, decision, office, key, body)) in FORMS.iter().enumerate() {
        let name = format!("{at}.toml");
        let head =
            format!("kind = \"{kind}\"\ndecision = \"{decision}\"\noffice = \"{office}\"\noccurred = 2024-03-06\n");
        fs::write(here.join(&name), head + body).unwrap();
        let noun: &[&str] = if *kind == "decision-open" { &["decision", "open"] } else { &["step", "add"] };
        good(here, &[noun, &[&name, "--key", key, "--ledger", "ledger"]].concat());
    }
    good(here, &["trust", "show", "--out", "trust.toml", "--ledger", "ledger"]);
    folder
});

const PEOPLE: &[(&str, &str, &str)] = &[
    ("government-office", "白苇", "office"),
    ("handling-unit", "吴桐", "unit"),
    ("recorder", "江离", "recorder"),
    ("archivist", "鲁文", "archivist"),
    ("member", "何铮", "he"),
    ("member", "秦屿", "qin"),
];

const OPEN: &str = "[body]\ntitle = \"道路停车收费方案\"\nmatter = \"public-policy\"\norgan = \"云溪县人民政府\"\n\
    level = \"county\"\nhandling_units = [{ unit = \"城管局\", lead = true }]\nproposal_source = \"department\"\n\
    affects_public = true\ntechnical = false\nrisky = false\naffects_market = false\n";

/// Kind, decision, office, key, and the rest of the form.
const FORMS: &[(&str, &str, &str, &str, &str)] = &[
    ("decision-open", "2026-003", "government-office", "office", OPEN),
    (
        "draft-version",
        "2026-003",
        "handling-unit",
        "unit",
        "[body]\nversion = \"V1\"\nchanges = \"首稿\"\n[[attachment]]\nfile = \"draft.txt\"\nrole = \"draft\"\n",
    ),
    (
        "meeting-opened",
        "2026-003",
        "recorder",
        "recorder",
        "[body]\nmeeting_kind = \"executive-meeting\"\nnumber = \"18\"\nplace = \"三楼会议室\"\nchair = \"周远\"\n\
         recorder = \"江离\"\ndraft = \"#1\"\n[[body.roster]]\nperson = \"何铮\"\noffice = \"member\"\n\
         attendance = \"present\"\n[[body.agenda]]\nitem = 1\nsubject = \"停车收费\"\n",
    ),
    (
        "position",
        "2026-003",
        "member",
        "he",
        "[body]\nmeeting = \"#2\"\nperson = \"何铮\"\nposition = \"disagree\"\nturn = 2\nreasons = [\
         { ground = \"feasibility\", text = \"收费前应先建成公共停车场。\" },\
         { ground = \"timing\", text = \"建议推迟到明年实施。\" }]\n",
    ),
    (
        "position",
        "2026-003",
        "member",
        "qin",
        "[body]\nmeeting = \"#2\"\nperson = \"秦屿\"\nposition = \"disagree\"\ndeclined = true\n",
    ),
    (
        "minuted-position",
        "2026-003",
        "recorder",
        "recorder",
        "[body]\nmeeting = \"#2\"\nperson = \"秦屿\"\nposition = \"disagree\"\n\
         reasons = [{ ground = \"cost\", text = \"三年内 <难以> 收支平衡 & 增加负担。\" }]\n",
    ),
    (
        "position",
        "2026-003",
        "member",
        "qin",
        "[body]\nmeeting = \"#2\"\nperson = \"秦屿\"\nposition = \"reserve\"\ndeclined = true\n",
    ),
    ("decision-open", "2026-005", "government-office", "office", OPEN),
    (
        "objection",
        "2026-005",
        "archivist",
        "archivist",
        "[body]\nperson = \"秦屿\"\norder = \"开工\"\nobjection = \"未经论证。\"\n\
         [late]\nreason = \"自档案补录\"\n",
    ),
];

struct Said {
    code: i32,
    out: String,
    err: String,
}

impl From<Output> for Said {
    fn from(output: Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Self { code: output.status.code().unwrap(), out: text(&output.stdout), err: text(&output.stderr) }
    }
}

fn run(here: &Path, words: &[&str]) -> Said {
    let mut command = Command::new(env!("CARGO_BIN_EXE_liuhen"));
    command.args(words).current_dir(here).env_clear().env("LC_ALL", "C").env("TZ", "CST-8").stdin(Stdio::null());
    command.env("LIUHEN_KEYS", "keys").env("LIUHEN_STATE_DIR", "state").output().unwrap().into()
}

fn good(here: &Path, words: &[&str]) -> Said {
    let said = run(here, words);
    assert_eq!(said.code, 0, "{words:?}: {} {}", said.out, said.err);
    said
}

/// A folder of its own, with the proof of what somebody said and its page.
fn proven(person: &str) -> (TempDir, Json) {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("proof").display().to_string();
    let words = ["--ledger", "ledger", "receipt", "get", "--person", person, "--decision", "2026-003"];
    let said = good(HERE.path(), &[&words[..], &["--out", &out, "--format", "json"]].concat());
    (folder, serde_json::from_str(&said.out).unwrap())
}

fn page(folder: &TempDir) -> String {
    fs::read_to_string(folder.path().join("proof.html")).unwrap()
}

fn verify(folder: &TempDir, more: &[&str]) -> Said {
    let file = folder.path().join("proof").display().to_string();
    run(HERE.path(), &[&["receipt", "verify", &file], more].concat())
}

#[test]
fn a_dissenter_takes_their_word_home() {
    let (folder, told) = proven("何铮");
    assert_eq!((&told["schema"], &told["entries"]), (&"liuhen/receipt-word/v1".into(), &5.into()));
    assert_eq!((&told["said"][0]["name"], &told["said"][0]["voice"]), (&"2026-003#3".into(), &"signed".into()));
    // What they said stands before what holds it.
    let text = verify(&folder, &["--trust", "trust.toml"]).out;
    assert!(text.contains("收费前应先建成公共停车场。") && text.contains("2026-003#3"), "{text}");
    let report = verify(&folder, &["--trust", "trust.toml", "--format", "json"]);
    assert_eq!(report.code, 0, "{}", report.out);
    let report: Json = serde_json::from_str(&report.out).unwrap();
    assert_eq!((&report["subject"], &report["word"]["person"]), (&"word".into(), &"何铮".into()));
    assert_eq!(report["word"]["said"][0]["signatories"][0]["person"], "何铮");
    let told_checks = |name: &str| {
        let checks = report["checks"].as_array().unwrap();
        checks.iter().find(|one| one["check"] == name).unwrap()["outcome"].as_str().unwrap().to_owned()
    };
    assert_eq!((told_checks("appointment").as_str(), told_checks("authority").as_str()), ("passed", "not-checked"));
    let zh = verify(&folder, &["--lang", "zh"]);
    assert_eq!(zh.code, 10);
    assert!(zh.out.contains("本人：由本人签名") && zh.out.contains("会议组成人员 何铮"), "{}", zh.out);
    // It is a head that they know: the ledger still holds to it.
    let file = folder.path().join("proof").display().to_string();
    let words = ["verify", "--trust", "trust.toml", "--known-head", &file, "--ledger", "ledger", "--format", "json"];
    let report: Json = serde_json::from_str(&good(HERE.path(), &words).out).unwrap();
    let heads = report["checks"].as_array().unwrap().iter().find(|one| one["check"] == "known-heads").unwrap();
    assert_eq!(heads["outcome"], "passed");
}

#[test]
fn the_page_says_what_was_said_in_both_languages_and_nothing_runs_in_it() {
    let (folder, told) = proven("何铮");
    let page = page(&folder);
    for part in [
        "本人意见证明",
        "Proof of one&#39;s own word",
        "何铮",
        "不同意",
        "disagree",
        "收费前应先建成公共停车场。",
        "建议推迟到明年实施。",
        "道路停车收费方案",
        "2026-003#2",
        "本人意见，由何铮本人签名。",
        "Their own word, signed by 何铮.",
        "副县长",
        "许闻",
        "test.example/words",
        told["sha256"].as_str().unwrap(),
        told["said"][0]["record"].as_str().unwrap(),
        "liuhen entry v1\norigin test.example/words\nsequence ",
        "size: A4",
    ] {
        assert!(page.contains(part), "{part}");
    }
    for part in ["<script", "http-equiv=\"refresh", " src=", " href=", "url(", "⟨", "{$", "非"] {
        assert!(!page.replace("并非", "").contains(part), "{part}");
    }
    // The page is made of the file alone, and is always the same.
    let (file, again) = (folder.path().join("proof"), folder.path().join("again.html"));
    good(HERE.path(), &["receipt", "page", file.to_str().unwrap(), "--out", again.to_str().unwrap()]);
    assert_eq!(fs::read_to_string(again).unwrap(), page);
}

#[test]
fn what_was_minuted_is_never_shown_as_signed() {
    let (folder, told) = proven("秦屿");
    let voices: Vec<&str> = told["said"].as_array().unwrap().iter().map(|one| one["voice"].as_str().unwrap()).collect();
    assert_eq!(voices, ["signed", "minuted", "signed"]);
    let page = page(&folder);
    let part = |number: &str| {
        let from = page.find(&format!("<h3>2026-003#{number} ")).unwrap();
        &page[from..][..page[from..].find("</table>").unwrap()]
    };
    let (first, minuted, last) = (part("4"), part("5"), part("6"));
    assert!(first.contains("由秦屿本人签名") && first.contains("以 2026-003#6 为准"), "{first}");
    assert!(first.contains("2026-003#6 counts in its place"), "{first}");
    assert!(minuted.contains("会议记录所载，由记录人签名，并非秦屿本人签名"), "{minuted}");
    assert!(minuted.contains("As minuted: signed by the recorder, not by 秦屿."), "{minuted}");
    assert!(!minuted.contains("own word") && !minuted.contains("为准"), "{minuted}");
    assert!(minuted.contains("三年内 &lt;难以&gt; 收支平衡 &amp; 增加负担。"), "{minuted}");
    assert!(last.contains("由秦屿本人签名") && !last.contains("为准"), "{last}");
    assert_eq!(verify(&folder, &["--trust", "trust.toml"]).code, 0);
    // Whoever only reads the terminal is told too.
    let words = ["--ledger", "ledger", "receipt", "get", "--person", "秦屿", "--decision", "2026-003", "--out"];
    let out = folder.path().join("other").display().to_string();
    let said = good(HERE.path(), &[&words[..], &[&out]].concat());
    assert!(said.out.contains("2026-003#5 is not signed by 秦屿: the recorder"), "{}", said.out);
}

#[test]
fn what_cannot_be_proven_is_refused_in_both_languages_and_nothing_is_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let get = |more: &[&str], lang: &str| {
        let ledger = HERE.path().join("ledger").display().to_string();
        run(folder.path(), &[&["--ledger", &ledger, "--lang", lang, "receipt", "get"], more].concat())
    };
    for (words, code, en, zh) in [
        (&["--person", "无此人", "--decision", "2026-003"][..], 1, "knows nobody of this name", "没有叫这个名字的人"),
        (&["--person", "白苇", "--decision", "2026-003"], 1, "no minutes tell of it", "会议记录也未记载"),
        (&["--person", "何铮", "--decision", "2026-005"], 1, "said nothing in 2026-005", "在决策 2026-005 中"),
        (&["--person", "白苇"], 1, "in any decision", "在所有决策中"),
        (&["--person", "何铮", "--decision", "2026-999"], 1, "2026-999", "2026-999"),
        (&["--person", "何 铮", "--decision", "2026-003"], 2, "何 铮", "何 铮"),
        (&["--decision", "2026-003"], 2, "--person", "--person"),
        (&["2026-003#3", "--person", "何铮"], 2, "--person", "--person"),
        (&["2026-003#3", "--decision", "2026-003"], 2, "--decision", "--decision"),
        (&[], 2, "receipt get --help", "receipt get --help"),
    ] {
        for (lang, part) in [("en", en), ("zh", zh)] {
            let said = get(words, lang);
            assert_eq!(said.code, code, "{words:?}: {}", said.err);
            assert!(said.err.contains(part), "{words:?}: {}", said.err);
        }
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    // One decision only: it need not be named.
    assert_eq!(get(&["--person", "何铮"], "en").code, 0);
    let (proof, page) = (folder.path().join("2026-003-何铮.proof"), folder.path().join("2026-003-何铮.html"));
    let before = (fs::read(&proof).unwrap(), fs::read(&page).unwrap());
    assert_eq!(get(&["--person", "何铮"], "zh").code, 1);
    fs::remove_file(&proof).unwrap();
    assert_eq!(get(&["--person", "何铮"], "en").code, 1, "the page alone is there");
    assert!(!proof.exists());
    fs::write(&proof, &before.0).unwrap();
    assert_eq!(fs::read(&page).unwrap(), before.1);
    assert_eq!(run(folder.path(), &["receipt", "page", "2026-003-何铮.proof"]).code, 1);
    // A page is made of nothing that does not hold.
    fs::write(folder.path().join("bad.proof"), String::from_utf8(before.0).unwrap().replace("index 0\n", "index 1\n"))
        .unwrap();
    assert_eq!(run(folder.path(), &["receipt", "page", "bad.proof"]).code, 40);
    assert_eq!(run(folder.path(), &["receipt", "verify", "bad.proof"]).code, 40);
    assert!(!folder.path().join("bad.html").exists());
}

#[test]
fn somebody_who_spoke_in_several_decisions_says_which() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("proof").display().to_string();
    let get = |more: &[&str]| {
        run(HERE.path(), &[&["--ledger", "ledger", "receipt", "get", "--person", "秦屿", "--out", &out], more].concat())
    };
    let said = get(&[]);
    assert_eq!(said.code, 2, "{}", said.err);
    assert!(said.err.contains("2026-003") && said.err.contains("2026-005"), "{}", said.err);
    assert_eq!(get(&["--decision", "2026-005"]).code, 0);
    let page = page(&folder);
    assert!(page.contains("由他人代为登记，并非秦屿本人签名。") && page.contains("自档案补录"), "{page}");
    assert!(!page.contains("own word, signed by"), "{page}");
    assert_eq!(verify(&folder, &["--trust", "trust.toml"]).code, 0);
}

/// The commands of the page, and whatever else stands in a block of this class.
fn blocks(page: &str, class: &str) -> Vec<String> {
    let opening = format!("<pre class=\"{class}\">");
    let block = |rest: &str| {
        let text = rest.split("</pre>").next().unwrap();
        text.replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&#39;", "'")
            .replace("&amp;", "&")
    };
    page.split(&opening).skip(1).map(block).collect()
}

/// Runs commands in a folder as a person would type them. `None`, and a loud word, where a tool is missing.
fn by_hand(folder: &Path, commands: &str) -> Option<String> {
    for tool in ["openssl", "sha256sum", "b3sum", "base64", "awk"] {
        if Command::new(tool).arg("--version").output().is_err() {
            eprintln!("NOT RUN: {tool} is not installed");
            return None;
        }
    }
    let output = Command::new("sh").args(["-c", commands]).current_dir(folder).stdin(Stdio::null()).output().unwrap();
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

#[test]
fn the_steps_on_the_page_check_the_proof_by_hand() {
    let (folder, told) = proven("何铮");
    let here = folder.path();
    // Whoever has a trust file has the verifier key, and not the key's file.
    let ledger_pem = fs::read_to_string(HERE.path().join("keys/ledger.pub.pem")).unwrap();
    let origin = liuhen::model::Origin::new("a.example").unwrap();
    let pem_of = |public: liuhen::crypto::PublicKey| {
        let verifier_key = liuhen::chain::NoteKey::new((&origin).into(), public).to_string();
        by_hand(here, &LEDGER_KEY.replacen('V', &verifier_key, 1))?;
        Some(fs::read_to_string(here.join("ledger.pub.pem")).unwrap())
    };
    // The digits of base64 may hold the sign that stands between the parts.
    for seed in 0..32 {
        let public = liuhen::crypto::Signer::public(&liuhen::crypto::SecretKey::from_seed(&[seed; 32]));
        let Some(pem) = pem_of(public) else { return };
        assert_eq!(pem, liuhen::crypto::public_to_pem(&public), "{seed}");
    }
    let public = liuhen::crypto::public_from_pem(&ledger_pem).unwrap();
    assert_eq!(pem_of(public), Some(ledger_pem));
    let key_id = |name: &str| {
        let pem = fs::read_to_string(HERE.path().join(format!("keys/{name}.pub.pem"))).unwrap();
        liuhen::crypto::public_from_pem(&pem).unwrap().id().to_string()
    };
    let steps = blocks(&page(&folder), "sh");
    assert_eq!(steps.len(), STEPS.len());
    let word = told["said"][0]["sequence"].as_u64().unwrap();
    let commands = |entry: u64| steps.concat().replace(&format!("n={word}\n"), &format!("n={entry}\n"));
    let holds = |entry: u64, signers: &[&str], words: &str| {
        let Some(seen) = by_hand(here, &commands(entry)) else { return false };
        for part in ["SHA-256 ok", "BLAKE3 ok", "in the ledger", "signed by the ledger key", words, &key_id("ledger")] {
            assert!(seen.contains(part), "entry {entry}: no `{part}`: {seen}");
        }
        let signed: Vec<&str> = seen.lines().filter_map(|line| line.strip_prefix("signed by key ")).collect();
        assert_eq!(signed, signers.iter().map(|name| key_id(name)).collect::<Vec<_>>(), "entry {entry}");
        true
    };
    let made = holds(word, &["he"], "\"person\":\"何铮\",\"position\":\"disagree\"");
    if !made {
        return;
    }
    holds(0, &["root-1", "root-2", "root-3"], "\"threshold\":2");
    let appointed = "\"person\":\"何铮\",\"holder\":\"person\"";
    let entries: Vec<u64> = fs::read_to_string(here.join("proof"))
        .unwrap()
        .lines()
        .filter_map(|line| line.strip_prefix("entry "))
        .map(|number| number.parse().unwrap())
        .collect();
    assert_eq!(entries.len(), 5);
    holds(entries[1], &["root-1", "root-2"], appointed);
    holds(entries[2], &["office"], "\"kind\":\"decision-open\"");

    // And each step sees what it is there to see.
    let proof = fs::read_to_string(here.join("proof")).unwrap();
    let receipt = |proof: &str| proof.split(&format!("entry {word}\n")).nth(1).unwrap().to_owned();
    let frame_of = |receipt: &str| {
        use base64::Engine as _;
        let line = receipt.lines().nth(1).unwrap().strip_prefix("extra ").unwrap();
        String::from_utf8(base64::engine::general_purpose::STANDARD.decode(line).unwrap()).unwrap()
    };
    let with_frame = |frame: &str| {
        use base64::Engine as _;
        let (old, new) = (receipt(&proof), base64::engine::general_purpose::STANDARD.encode(frame));
        let extra = old.lines().nth(1).unwrap();
        proof.replace(extra, &format!("extra {new}"))
    };
    let frame = frame_of(&receipt(&proof));
    let recorded = frame.lines().find(|line| line.starts_with("recorded ")).unwrap();
    let back_dated = format!("{}1{}", &recorded[..10], &recorded[11..]);
    let payload = frame.find("\"payload\":\"").unwrap() + 11;
    let other = if &frame[payload + 400..=payload + 400] == "A" { "B" } else { "A" };
    let hash = receipt(&proof).lines().nth(3).unwrap().to_owned();
    let root = proof.lines().rev().nth(2).unwrap().to_owned();
    for (changed, missing, there) in [
        (with_frame(&frame.replace(recorded, &back_dated)), "in the ledger", "SHA-256 ok"),
        (
            with_frame(&format!("{}{other}{}", &frame[..payload + 400], &frame[payload + 401..])),
            "SHA-256 ok",
            "in the ledger",
        ),
        (
            with_frame(&format!("{}{other}{}", &frame[..payload + 400], &frame[payload + 401..])),
            "signed by key",
            "signed by the ledger key",
        ),
        (proof.replace(&hash, &format!("AAAA{}", &hash[4..])), "in the ledger", "BLAKE3 ok"),
        (proof.replace(&root, &format!("AAAA{}", &root[4..])), "signed by the ledger key", "SHA-256 ok"),
    ] {
        assert_ne!(changed, proof);
        fs::write(here.join("proof"), changed).unwrap();
        let seen = by_hand(here, &commands(word)).unwrap();
        assert!(!seen.contains(missing) && seen.contains(there), "{missing}: {seen}");
        assert_eq!(verify(&folder, &[]).code, 40, "{missing}");
    }
}

#[test]
fn the_manual_has_the_commands_of_the_page() {
    let manual = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/format/proof.md")).unwrap();
    for commands in STEPS.iter().map(|step| step.commands).chain([JOIN, LEDGER_KEY]) {
        assert!(manual.contains(&format!("```sh\n{commands}```\n")), "docs/format/proof.md lacks:\n{commands}");
    }
}

/// A code as `zbarimg` reads it. `None`, and a loud word, where it is not installed.
fn scanned(svg: &str) -> Option<String> {
    // Drawn here from the page's own strokes, so that no browser is needed.
    let attribute = |name: &str| svg.split(&format!("{name}=\"")).nth(1).unwrap().split('"').next().unwrap();
    let side: usize = attribute("viewBox").split(' ').nth(2).unwrap().parse().unwrap();
    let mut dark = vec![false; side * side];
    for stroke in attribute("d").split('M').skip(1) {
        let numbers: Vec<usize> = stroke.split([' ', 'h', 'v', 'H', 'z']).filter_map(|one| one.parse().ok()).collect();
        let [x, y, width, height, back] = numbers[..] else { panic!("{stroke}") };
        assert_eq!((height, back), (1, x), "{stroke}");
        dark[y * side + x..][..width].fill(true);
    }
    let scale = 4;
    let mut picture = format!("P5 {0} {0} 255\n", side * scale).into_bytes();
    for y in 0..side * scale {
        picture.extend((0..side * scale).map(|x| if dark[y / scale * side + x / scale] { 0 } else { 255 }));
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("code.pgm");
    fs::write(&file, picture).unwrap();
    let Ok(output) = Command::new("zbarimg").args(["--raw", "-q", "-Sdisable", "-Sqrcode.enable"]).arg(file).output()
    else {
        eprintln!("NOT RUN: zbarimg is not installed");
        return None;
    };
    let mut text = String::from_utf8(output.stdout).unwrap();
    // It ends each code with a line end of its own.
    assert_eq!(text.pop(), Some('\n'), "{}", String::from_utf8_lossy(&output.stderr));
    Some(text)
}

#[test]
fn the_codes_on_the_paper_are_the_proof() {
    let (folder, told) = proven("何铮");
    let page = page(&folder);
    let proof = fs::read_to_string(folder.path().join("proof")).unwrap();
    let codes: Vec<&str> = page.split("<svg ").skip(1).map(|rest| rest.split("</svg>").next().unwrap()).collect();
    let mut lines = Vec::new();
    for code in &codes {
        let Some(line) = scanned(code) else { return };
        lines.push(line);
    }
    // The first is the receipt of the word without the record, to the letter.
    let word = told["said"][0]["sequence"].as_u64().unwrap();
    let receipt = proof.split(&format!("entry {word}\n")).nth(1).unwrap();
    let without: String = receipt.split_inclusive('\n').filter(|line| !line.starts_with("extra ")).collect();
    assert_eq!(lines.remove(0), without);
    // The others, in whatever order and some twice, are the file.
    assert!(lines.len() > 10 && lines.iter().all(|line| line.starts_with("liuhen proof v1 ")), "{lines:?}");
    lines.rotate_left(5);
    lines.push(lines[3].clone());
    lines.push("something else".into());
    let scans = tempfile::tempdir().unwrap();
    fs::write(scans.path().join("scanned.txt"), lines.join("\n") + "\n").unwrap();
    assert_eq!(blocks(&page, "join"), [JOIN]);
    let Some(seen) = by_hand(scans.path(), JOIN) else { return };
    assert_eq!(fs::read_to_string(scans.path().join("proof")).unwrap(), proof);
    assert!(seen.starts_with(told["sha256"].as_str().unwrap()), "{seen}");
}
