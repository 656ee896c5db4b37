//! The grounds on which government information is not published: Regulation on Open Government Information (State Council
//! Order 711), art. 14 to 16. One list for every record that withholds something and for the profiles that say what is
//! withheld by rule.

use std::fmt;
use std::str::FromStr;

/// A ground of the Regulation for not publishing something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Withholding {
    /// 国家秘密: a state secret (art. 14). Nothing classified belongs in a ledger; a record may only say that it exists.
    StateSecret,
    /// 法律、行政法规禁止公开: what a law or administrative regulation forbids to publish (art. 14).
    ForbiddenByLaw,
    /// 危及国家安全、公共安全、经济安全、社会稳定: what would endanger security or stability (art. 14).
    EndangersSecurity,
    /// 商业秘密: a trade secret, where the third party does not agree and no public interest asks for it (art. 15).
    TradeSecret,
    /// 个人隐私: personal privacy, with the same two exceptions (art. 15).
    PersonalPrivacy,
    /// 内部事务信息: an organ's internal affairs: staff, logistics, internal workflow (art. 16).
    InternalAffairs,
    /// 过程性信息: discussion records, drafts in process, letters of consultation, requests and reports (art. 16).
    ProcessInformation,
    /// 行政执法案卷信息: the files of enforcement cases (art. 16).
    EnforcementFile,
}

/// A text that names no ground.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no ground for withholding")]
pub struct NotAWithholding(pub String);

impl Withholding {
    /// Every ground, in the order of the Regulation.
    pub const ALL: [Self; 8] = [
        Self::StateSecret,
        Self::ForbiddenByLaw,
        Self::EndangersSecurity,
        Self::TradeSecret,
        Self::PersonalPrivacy,
        Self::InternalAffairs,
        Self::ProcessInformation,
        Self::EnforcementFile,
    ];

    /// Its name in data: small letters and hyphens.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::StateSecret => "state-secret",
            Self::ForbiddenByLaw => "forbidden-by-law",
            Self::EndangersSecurity => "endangers-security",
            Self::TradeSecret => "trade-secret",
            Self::PersonalPrivacy => "personal-privacy",
            Self::InternalAffairs => "internal-affairs",
            Self::ProcessInformation => "process-information",
            Self::EnforcementFile => "enforcement-file",
        }
    }

    /// The article of Order 711 it stands in.
    pub const fn article(self) -> u8 {
        match self {
            Self::StateSecret | Self::ForbiddenByLaw | Self::EndangersSecurity => 14,
            Self::TradeSecret | Self::PersonalPrivacy => 15,
            Self::InternalAffairs | Self::ProcessInformation | Self::EnforcementFile => 16,
        }
    }
}

impl fmt::Display for Withholding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.slug())
    }
}

impl FromStr for Withholding {
    type Err = NotAWithholding;
    fn from_str(text: &str) -> Result<Self, NotAWithholding> {
        Self::ALL
            .into_iter()
            .find(|ground| ground.slug() == text)
            .ok_or_else(|| NotAWithholding(text.chars().take(64).collect()))
    }
}

/// The slugs of [`Withholding::ALL`], for fields that name grounds.
pub const WITHHOLDING_SLUGS: &[&str] = &[
    "state-secret",
    "forbidden-by-law",
    "endangers-security",
    "trade-secret",
    "personal-privacy",
    "internal-affairs",
    "process-information",
    "enforcement-file",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ground_has_one_name_and_its_article() {
        for (place, ground) in Withholding::ALL.into_iter().enumerate() {
            assert_eq!(ground.slug().parse(), Ok(ground));
            assert_eq!(WITHHOLDING_SLUGS[place], ground.slug());
            assert!((14..=16).contains(&ground.article()));
        }
        assert!(Withholding::ALL.is_sorted_by_key(|ground| ground.article()));
        assert_eq!("privacy".parse::<Withholding>(), Err(NotAWithholding("privacy".into())));
    }
}
