//! The stages of a decision (环节), in the order of the dossier (卷内顺序). A stage orders papers; it is no state machine:
//! Order 713 fixes no order among participation, expert review and risk assessment, and profiles say the rest.

use std::fmt;
use std::str::FromStr;

/// A stage of a decision. Ordered as the papers of a dossier are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// S0 目录: the yearly catalogue of decision matters (Order 713, art. 3).
    Catalogue,
    /// S1 启动: proposal, study, decision to start (art. 10, 11).
    Initiation,
    /// S2 草案拟订: drafting and consulting other units (art. 12, 13).
    Drafting,
    /// S3 公众参与: public participation (art. 14, 15, 18).
    Participation,
    /// S4 听证: hearing (art. 16, 17).
    Hearing,
    /// S5 专家论证: expert review (art. 19–21).
    ExpertReview,
    /// S6 风险评估: risk assessment (art. 22–24).
    RiskAssessment,
    /// S7 公平竞争审查: fair-competition review (State Council Order 783, art. 14, 18).
    FairCompetition,
    /// S8 合法性审查: legality review (art. 25–28).
    LegalityReview,
    /// S9 上会: submission to the meeting (art. 29).
    Submission,
    /// S10 集体讨论决定: collective deliberation and the head's decision (art. 30).
    Deliberation,
    /// S11 出台前: reports to the Party committee and the people's congress before issue (art. 8, 31).
    BeforeIssue,
    /// S12 公布与解读: publication and interpretation (art. 32).
    Publication,
    /// S13 执行: execution (art. 34, 35).
    Execution,
    /// S14 中止、调整、终止: suspension, adjustment, end (art. 37).
    Adjustment,
    /// S15 后评估: evaluation after the decision (art. 36).
    Evaluation,
    /// S16 归档: archiving (art. 33).
    Archiving,
    /// S17 监督: inspection and accountability (art. 38–41).
    Supervision,
}

/// A text that names no stage.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no stage")]
pub struct NotAStage(pub String);

impl Stage {
    /// Every stage, in order.
    pub const ALL: [Self; 18] = [
        Self::Catalogue,
        Self::Initiation,
        Self::Drafting,
        Self::Participation,
        Self::Hearing,
        Self::ExpertReview,
        Self::RiskAssessment,
        Self::FairCompetition,
        Self::LegalityReview,
        Self::Submission,
        Self::Deliberation,
        Self::BeforeIssue,
        Self::Publication,
        Self::Execution,
        Self::Adjustment,
        Self::Evaluation,
        Self::Archiving,
        Self::Supervision,
    ];

    /// Its name in data: small letters and hyphens.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Catalogue => "catalogue",
            Self::Initiation => "initiation",
            Self::Drafting => "drafting",
            Self::Participation => "participation",
            Self::Hearing => "hearing",
            Self::ExpertReview => "expert-review",
            Self::RiskAssessment => "risk-assessment",
            Self::FairCompetition => "fair-competition",
            Self::LegalityReview => "legality-review",
            Self::Submission => "submission",
            Self::Deliberation => "deliberation",
            Self::BeforeIssue => "before-issue",
            Self::Publication => "publication",
            Self::Execution => "execution",
            Self::Adjustment => "adjustment",
            Self::Evaluation => "evaluation",
            Self::Archiving => "archiving",
            Self::Supervision => "supervision",
        }
    }

    /// Its number, S0 to S17.
    pub const fn number(self) -> u8 {
        self as u8
    }
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.slug())
    }
}

impl FromStr for Stage {
    type Err = NotAStage;
    fn from_str(text: &str) -> Result<Self, NotAStage> {
        Self::ALL
            .into_iter()
            .find(|stage| stage.slug() == text)
            .ok_or_else(|| NotAStage(text.chars().take(64).collect()))
    }
}

/// The slugs of [`Stage::ALL`], for fields that name stages.
pub const STAGE_SLUGS: &[&str] = &[
    "catalogue",
    "initiation",
    "drafting",
    "participation",
    "hearing",
    "expert-review",
    "risk-assessment",
    "fair-competition",
    "legality-review",
    "submission",
    "deliberation",
    "before-issue",
    "publication",
    "execution",
    "adjustment",
    "evaluation",
    "archiving",
    "supervision",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stage_has_one_name_and_its_number() {
        for (place, stage) in Stage::ALL.into_iter().enumerate() {
            assert_eq!(stage.slug().parse(), Ok(stage));
            assert_eq!(usize::from(stage.number()), place);
            assert_eq!(STAGE_SLUGS[place], stage.slug());
        }
        assert!("hearings".parse::<Stage>().is_err());
    }
}
