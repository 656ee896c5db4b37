//! What a bundle says of itself, `bundle.json`: which decision it holds, in which version, what was withheld on whose word,
//! and the words of the archive that no record carries.
//!
//! Nothing in here is believed for what it says. What can be computed from the rows is not repeated; what stands here is
//! either held against signed records (what was withheld) or is description, which the seal alone vouches for.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::object::{self, object, objects};
use crate::model::{DecisionId, Origin, RecordDigest, Sha256Digest};

/// The version of the form.
pub const BUNDLE_V1: &str = "bundle/v1";

/// The contents of a bundle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contents {
    /// [`BUNDLE_V1`].
    pub liuhen: String,
    /// Whether anything is withheld by rule.
    pub version: Version,
    /// The ledger's name.
    pub origin: Origin,
    /// The decision.
    pub decision: DecisionId,
    /// What is withheld from this copy, ascending by sequence, the record before its attachments.
    #[serde(deserialize_with = "objects")]
    pub withheld: Vec<Withheld>,
    /// Documents and openings that the ledger itself did not have when this was made.
    #[serde(deserialize_with = "objects")]
    pub lacking: Vec<Lacking>,
    /// The archive's words.
    #[serde(deserialize_with = "object")]
    pub description: Description,
    /// The program that drew the pages for people, such as `liuhen 0.1.0`.
    pub drawn_by: String,
}

/// Which of the two versions of a bundle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Version {
    /// Everything, for the archive (内部卷宗).
    Full,
    /// For the public (公开版): some records or sealed attachments may be withheld.
    Public,
}

impl Version {
    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Public => "public",
        }
    }
}

/// Something that is not in this copy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Withheld {
    /// The record's place in the ledger.
    pub sequence: u64,
    /// The commitment of the sealed attachment, where that alone is withheld and the record is here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attachment: Option<Sha256Digest>,
    /// The code of the legal basis, as the review says it.
    pub basis: String,
    /// The signed record by which the authority decided so.
    pub by: RecordDigest,
}

/// Something that should be here and that the ledger did not have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lacking {
    /// The record's place in the ledger.
    pub sequence: u64,
    /// What it calls the document.
    pub name: String,
}

/// What an archive says of a file and no record does; all of it may be left out, and shows as not filled in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Description {
    /// 全宗号: the code of the fonds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fonds: Option<String>,
    /// 全宗名称.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fonds_name: Option<String>,
    /// 类别号, such as `WS·2026·Y`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// 类目名称.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category_name: Option<String>,
    /// 案卷号 (or 件号): the file's number in its category.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file_number: Option<String>,
    /// 案卷题名, where it is to be another than the decision's title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// 立档单位.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// 保管期限.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retention: Option<Retention>,
    /// What the period rests on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retention_basis: Option<String>,
    /// 密级, as the organ has marked the file; none for a file that is not classified.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secrecy: Option<String>,
    /// 立卷人.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub compiled_by: Option<String>,
    /// 立卷日期, `YYYY-MM-DD`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub compiled_on: Option<String>,
    /// 检查人.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub checked_by: Option<String>,
    /// 检查日期, `YYYY-MM-DD`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub checked_on: Option<String>,
    /// 情况说明: what the archivist has to say besides.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// 保管期限 (State Archives Administration, order 8 of 2006).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Retention {
    /// 永久.
    #[serde(rename = "permanent")]
    Permanent,
    /// 定期30年.
    #[serde(rename = "30-years")]
    Years30,
    /// 定期10年.
    #[serde(rename = "10-years")]
    Years10,
}

impl Retention {
    /// The value in forms.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Permanent => "permanent",
            Self::Years30 => "30-years",
            Self::Years10 => "10-years",
        }
    }
}

impl Description {
    /// 档号 by file (DA/T 13-2022): `全宗号-类别号-案卷号`; `None` where one of them is not filled in.
    pub fn reference(&self) -> Option<String> {
        Some(format!("{}-{}-{}", self.fonds.as_ref()?, self.category.as_ref()?, self.file_number.as_ref()?))
    }
}

/// Bytes that are no contents of version 1.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not the contents of a bundle: {0}")]
pub struct ContentsError(String);

impl Contents {
    /// The sealed attachments that are withheld, each with the place of its record. A record that is not named withholds
    /// nothing, though it has the same one.
    pub fn withheld_attachments(&self) -> BTreeSet<(u64, Sha256Digest)> {
        self.withheld.iter().filter_map(|one| Some((one.sequence, one.attachment?))).collect()
    }

    /// The bytes: JSON in lines, fields in their order, an LF at the end. There is no other spelling.
    pub fn to_bytes(&self) -> Vec<u8> {
        // Texts, numbers and lists only: nothing in here can fail to be written.
        let mut bytes = serde_json::to_vec_pretty(self).unwrap_or_default();
        bytes.push(b'\n');
        bytes
    }

    /// Reads contents; only the one spelling is read.
    ///
    /// # Errors
    /// [`ContentsError`].
    pub fn read(bytes: &[u8]) -> Result<Self, ContentsError> {
        if bytes.len() > CONTENTS_BYTES_MAX {
            return Err(ContentsError(format!("{} bytes are over the bound", bytes.len())));
        }
        let contents: Self = object::read(bytes).map_err(|error| ContentsError(error.to_string()))?;
        if contents.liuhen != BUNDLE_V1 {
            return Err(ContentsError(format!("the version is `{}`", contents.liuhen)));
        }
        if contents.to_bytes() != bytes {
            return Err(ContentsError("not in its one spelling".into()));
        }
        let place = |one: &Withheld| (one.sequence, one.attachment);
        if !contents.withheld.is_sorted_by(|a, b| place(a) < place(b)) {
            return Err(ContentsError("what is withheld is not in its order".into()));
        }
        Ok(contents)
    }
}

/// Room for ten thousand withheld attachments.
pub const CONTENTS_BYTES_MAX: usize = 4 << 20;

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) fn contents() -> Contents {
        let by = RecordDigest([7; 32]);
        let withheld = |sequence, attachment| Withheld { sequence, attachment, basis: "trade-secret".into(), by };
        Contents {
            liuhen: BUNDLE_V1.into(),
            version: Version::Public,
            origin: Origin::new("yunxi.example/decisions").unwrap(),
            decision: DecisionId::new("2026-003").unwrap(),
            withheld: vec![withheld(5, None), withheld(6, Some(Sha256Digest([1; 32])))],
            lacking: vec![Lacking { sequence: 8, name: "附件.pdf".into() }],
            description: Description {
                fonds: Some("Z109".into()),
                category: Some("WS·2026·Y".into()),
                file_number: Some("0001".into()),
                retention: Some(Retention::Permanent),
                ..Description::default()
            },
            drawn_by: "liuhen 0.1.0".into(),
        }
    }

    #[test]
    fn what_is_written_is_read_and_nothing_else_is() {
        let contents = contents();
        let bytes = contents.to_bytes();
        assert_eq!(Contents::read(&bytes), Ok(contents));
        let text = String::from_utf8(bytes).unwrap();
        for (from, to) in [
            ("bundle/v1", "bundle/v2"),
            ("public", "secret"),
            ("  \"origin\"", " \"origin\""),
            ("\"drawn_by\"", "\"by_whom\""),
            ("\"sequence\": 5", "\"sequence\": 7"),
            ("\"sequence\": 5", "\"sequence\": 05"),
            ("permanent", "for ever"),
            ("\n}\n", "\n}"),
        ] {
            let changed = text.replacen(from, to, 1);
            assert_ne!(changed, text, "{from}");
            assert!(Contents::read(changed.as_bytes()).is_err(), "{to}");
        }
    }

    #[test]
    fn the_reference_code_has_three_parts_or_is_not_filled_in() {
        assert_eq!(contents().description.reference().as_deref(), Some("Z109-WS·2026·Y-0001"));
        assert_eq!(Description::default().reference(), None);
    }
}
