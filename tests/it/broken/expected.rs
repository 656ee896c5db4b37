//! `expected.json`: what must be said of a tampered ledger, in the words of reports.

use liuhen::verify::{Code, Finding, Verdict};
use serde::{Deserialize, Serialize};

/// What must be said of a tampered ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Expected {
    /// What was done, and with whose keys.
    pub(crate) attack: String,
    /// The verdict's word.
    pub(crate) verdict: String,
    /// The exit code.
    pub(crate) exit: u8,
    /// What must be found first of all.
    pub(crate) code: String,
    /// In which stream.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) stream: Option<String>,
    /// At which number of the stream.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) number: Option<u64>,
    /// At which place of the ledger.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) seq: Option<u64>,
    /// In which file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) file: Option<String>,
    /// What is found besides, in any order, notes among it; nothing else may be found.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) also: Vec<Sought>,
    /// What the inspector must bring for it to be found at all.
    pub(crate) needs: Vec<Need>,
}

/// Something that must be found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Sought {
    pub(crate) code: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) stream: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) number: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) seq: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) file: Option<String>,
}

/// What an inspector brings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Need {
    /// `known-head`, a checkpoint or a receipt somebody kept.
    KnownHead,
    /// `trust.toml`.
    Trust,
}

impl Expected {
    pub(crate) fn new(attack: &str, first: Sought) -> Self {
        let mut expected = Self {
            attack: attack.to_owned(),
            verdict: String::new(),
            exit: 0,
            code: first.code,
            stream: first.stream,
            number: first.number,
            seq: first.seq,
            file: first.file,
            also: Vec::new(),
            needs: Vec::new(),
        };
        expected.weigh();
        expected
    }

    pub(crate) fn also(&mut self, other: Sought) {
        self.also.push(other);
        self.weigh();
    }

    /// The verdict is that of the worst that is found.
    fn weigh(&mut self) {
        let code_of = |text: &str| Code::ALL.iter().find(|code| code.text() == text).unwrap();
        let all = self.all();
        let verdict = all.iter().filter_map(|one| code_of(&one.code).verdict()).max().unwrap_or(Verdict::Sound);
        (self.verdict, self.exit) = (verdict.word().to_owned(), verdict.exit());
    }

    /// Everything that must be found.
    pub(crate) fn all(&self) -> Vec<Sought> {
        let first = Sought {
            code: self.code.clone(),
            stream: self.stream.clone(),
            number: self.number,
            seq: self.seq,
            file: self.file.clone(),
        };
        std::iter::once(first).chain(self.also.iter().cloned()).collect()
    }

    pub(crate) fn to_json(&self) -> Vec<u8> {
        let mut text = serde_json::to_string_pretty(self).unwrap();
        text.push('\n');
        text.into_bytes()
    }

    pub(crate) fn read(bytes: &[u8]) -> Self {
        serde_json::from_slice(bytes).unwrap()
    }
}

impl Sought {
    pub(crate) fn entry(code: Code, seq: u64, stream: String, number: u64) -> Self {
        let (stream, number, seq) = (Some(stream), Some(number), Some(seq));
        Self { code: code.text().to_owned(), stream, number, seq, file: None }
    }

    /// An entry of which only the place is known.
    pub(crate) fn place(code: Code, seq: u64) -> Self {
        Self { stream: None, number: None, ..Self::entry(code, seq, String::new(), 0) }
    }

    pub(crate) fn file(code: Code, file: &str) -> Self {
        Self { code: code.text().to_owned(), stream: None, number: None, seq: None, file: Some(file.to_owned()) }
    }

    pub(crate) fn whole(code: Code) -> Self {
        Self { file: None, ..Self::file(code, "") }
    }

    /// Whether a finding is this one. A finding may say more of its place, never less or something else.
    pub(crate) fn is(&self, finding: &Finding) -> bool {
        let place = &finding.place;
        self.code == finding.code.text()
            && self.seq == place.seq
            && self.number == place.number
            && self.stream == place.stream.as_ref().map(ToString::to_string)
            && (self.file.is_none() || self.file == place.file)
    }
}
