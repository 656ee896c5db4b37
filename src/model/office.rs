//! The offices (职务、岗位) that the catalogue of kinds knows: what a signature can be given as.
//!
//! An office is no person and no key: the registry says who held it when, and with which key. A ledger may appoint to
//! offices that are not in this list; they can sign what a profile lets them sign.

/// 决策机关: the deciding organ, by its seal.
pub const ORGAN_SEAL: &str = "organ-seal";
/// 行政首长: the administrative head.
pub const HEAD: &str = "head";
/// 会议组成人员: a member of the deciding meeting other than the head.
pub const MEMBER: &str = "member";
/// 决策承办单位: the unit responsible for preparing the decision.
pub const HANDLING_UNIT: &str = "handling-unit";
/// 政府办公厅（室）: the government's general office.
pub const GOVERNMENT_OFFICE: &str = "government-office";
/// 会议记录人: who takes the record of the meeting.
pub const RECORDER: &str = "recorder";
/// 听证组织单位: another unit that holds the hearing.
pub const HEARING_ORGANISER: &str = "hearing-organiser";
/// 听证主持人: who presides over the hearing.
pub const HEARING_CHAIR: &str = "hearing-chair";
/// 听证记录员: who takes the record of the hearing.
pub const HEARING_CLERK: &str = "hearing-clerk";
/// 专家、专业机构: an expert or expert institution.
pub const EXPERT: &str = "expert";
/// 风险评估机构: the risk assessor.
pub const RISK_ASSESSOR: &str = "risk-assessor";
/// 市场监督管理部门: the market regulator, for the fair-competition review.
pub const MARKET_REGULATOR: &str = "market-regulator";
/// 负责合法性审查的部门: the legality reviewer.
pub const LEGALITY_REVIEWER: &str = "legality-reviewer";
/// 法律顾问、公职律师: legal counsel and government lawyers.
pub const LEGAL_COUNSEL: &str = "legal-counsel";
/// 同级党委: the Party committee of the same level.
pub const PARTY_COMMITTEE: &str = "party-committee";
/// 决策执行单位: the unit that carries the decision out.
pub const EXECUTING_UNIT: &str = "executing-unit";
/// 后评估承担单位: who evaluates afterwards.
pub const EVALUATOR: &str = "evaluator";
/// 列席人员: who attends a meeting without being a member.
pub const ATTENDEE: &str = "attendee";
/// 档案工作人员: the archivist; also signs what is entered late (补录).
pub const ARCHIVIST: &str = "archivist";
/// 纪检监察、审计、巡察人员: the inspector.
pub const INSPECTOR: &str = "inspector";
/// Those who founded the ledger and decide who may sign in it.
pub const ROOT: &str = "root";

/// Every office above, in the order a dossier meets them.
pub const OFFICES: &[&str] = &[
    ORGAN_SEAL,
    HEAD,
    MEMBER,
    HANDLING_UNIT,
    GOVERNMENT_OFFICE,
    RECORDER,
    HEARING_ORGANISER,
    HEARING_CHAIR,
    HEARING_CLERK,
    EXPERT,
    RISK_ASSESSOR,
    MARKET_REGULATOR,
    LEGALITY_REVIEWER,
    LEGAL_COUNSEL,
    PARTY_COMMITTEE,
    EXECUTING_UNIT,
    EVALUATOR,
    ATTENDEE,
    ARCHIVIST,
    INSPECTOR,
    ROOT,
];

/// Every office but [`ROOT`], whose holders are no appointees and sign in the registry alone.
pub const APPOINTED: &[&str] = match OFFICES.split_last() {
    Some((_, appointed)) => appointed,
    None => OFFICES,
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::OfficeId;

    #[test]
    fn every_office_is_a_name_and_stands_once() {
        for (place, office) in OFFICES.iter().enumerate() {
            assert!(OfficeId::new(office).is_ok(), "{office}");
            assert!(!OFFICES[..place].contains(office), "{office}");
        }
        assert_eq!(OfficeId::root().as_str(), ROOT);
        assert_eq!((OFFICES.last(), APPOINTED.contains(&ROOT)), (Some(&ROOT), false));
    }
}
