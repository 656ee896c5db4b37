//! A refusal speaks the recorder's language to the end, causes and advice too: what the rooms below hold against a record
//! is told in Chinese on a Chinese terminal. Each case is one that only the ledger, and no form, can find.

use std::fs;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use crate::recording::{Machine, draft, opening, payload};

impl Machine {
    /// An envelope that the program prepared, with something else in its record.
    fn altered(&self, name: &str, from: &str, to: &str) {
        let mut envelope: Value = serde_json::from_slice(&fs::read(self.path("prepared.json")).unwrap()).unwrap();
        let record = payload(&envelope);
        let other = record.replacen(from, to, 1);
        assert!(from.is_empty() || other != record, "{from}: {record}");
        envelope["payload"] = STANDARD.encode(other).into();
        self.write(name, &envelope.to_string());
    }

    /// The same, signed by the program.
    fn signed(&self, name: &str, from: &str, to: &str) {
        self.altered(name, from, to);
        self.good(&["sign", name, "--key", "handling-unit"]);
    }

    /// What is said in Chinese where a command line is refused.
    #[track_caller]
    fn refused_in_chinese(&self, line: &str, part: &str) {
        let words: Vec<&str> = line.split(' ').chain(["--lang", "zh"]).collect();
        let said = self.run_as("text", &words);
        assert!([1, 2, 41].contains(&said.code), "{line}: {said:?}");
        assert!(said.err.contains(part), "{line}: {}", said.err);
        assert_eq!(english_sentence(&said.err), None, "{line}: {}", said.err);
    }
}

/// Three English words in a row, commands that are quoted apart.
fn english_sentence(text: &str) -> Option<String> {
    text.lines().find_map(|line| {
        let quoted = line.split('`').step_by(2).collect::<Vec<_>>().join(" 某 ");
        let ours = quoted.split("liuhen ").next().unwrap_or_default();
        let words: Vec<&str> = ours.split(' ').collect();
        let is_word = |word: &&str| word.len() > 1 && word.bytes().all(|b| b.is_ascii_alphabetic());
        words.windows(3).find(|three| three.iter().all(is_word)).map(|three| three.join(" "))
    })
}

#[test]
fn three_words_in_a_row_are_a_sentence_and_commands_are_none() {
    assert_eq!(english_sentence("原因：the ledger key speaks for no person").as_deref(), Some("ledger key speaks"));
    assert_eq!(english_sentence("原因：JSON 格式（unknown field `x`）\n提示：liuhen step add 表单 --key 名称"), None);
    assert_eq!(english_sentence("提示：`liuhen root show` 可查看 root 的名单"), None);
}

#[test]
fn what_the_ledger_holds_against_a_record_is_told_in_chinese() {
    let m = Machine::founded(&["government-office", "handling-unit"]);
    m.open();
    m.write("草案.txt", "第一条");
    m.write("other.toml", &opening("2025-001"));
    let other = m.good(&["decision", "open", "other.toml", "--key", "government-office"]).json();
    let cited = other["records"][0]["record"].as_str().unwrap();
    m.write("draft.toml", &draft(&format!("basis = [\"#0\", \"{cited}\"]\n"), ""));
    let prepare = ["step", "prepare", "draft.toml", "--as", "handling-unit", "--out", "prepared.json"];
    m.good(&[&prepare[..], &["--citing", "2025-001"]].concat());

    m.signed("basis.json", "", "");
    m.refused_in_chinese("append basis.json", &format!("原因：所引用的 {cited} 不在此前"));
    m.signed("ahead.json", "\"signed_at\":\"20", "\"signed_at\":\"29");
    m.refused_in_chinese("append ahead.json", "晚于账本的时钟");
    m.signed(
        "fact.json",
        "\"from\":\"2026-01-20\",\"to\":\"2026-01-20\"",
        "\"from\":\"2999-01-20\",\"to\":\"2999-01-20\"",
    );
    m.refused_in_chinese("append fact.json", "而所述事实到 2999-01-20 才开始");
    m.signed("body.json", "\"changes\":\"初次起草。\"", "\"changed\":true");
    m.refused_in_chinese("append body.json", "；changes（");
    m.signed("kind.json", "\"draft-version\"", "\"appoint\"");
    m.refused_in_chinese("append kind.json", "种类“appoint”不能进入记录流");
    m.altered("twice.json", "\"basis\":[", &format!("\"basis\":[\"{cited}\","));
    m.refused_in_chinese("sign twice.json --key handling-unit", "依据（`basis`）中同一记录出现两次");
    m.altered("unsigned.json", "", "");
    m.refused_in_chinese("append unsigned.json", "而它尚未签名");
    m.write("other.json", "{}");
    m.refused_in_chinese("append other.json", "不是记录的签名封套");
}

#[test]
fn what_the_registry_forbids_is_told_in_chinese() {
    let m = Machine::founded(&["head"]);
    m.key("new");
    let appoint = "office appoint --office head --organ O --title T --from 2026-01-01 --document D --by root";
    m.refused_in_chinese(&format!("{appoint} --person head --key head"), "该密钥已担任该职务");
    m.refused_in_chinese(&format!("{appoint} --person other --key head"), "一个密钥只属于一人");
    m.refused_in_chinese(&format!("{appoint} --person ledger --key ledger-key"), "账本密钥不属于任何人");
    m.refused_in_chinese("ledger-key rotate --to ledger-key --document D --by root", "该密钥此前已是账本密钥");
    m.refused_in_chinese("ledger-key rotate --to head --document D --by root", "账本密钥不属于任何人");
    let init = "init again --origin test.example/x --organ O --threshold 1 --ledger-key new --root R=root";
    m.refused_in_chinese(&format!("{init} --root R=head"), "同一人或同一密钥在根持有人中出现两次");
    m.refused_in_chinese(&init.replace("threshold 1", "threshold 2"), "不能规定须有 2 名签名");
    m.refused_in_chinese(&init.replace("key new", "key root"), "账本密钥不得同时是根持有人的密钥");
}
