//! The closed set of rule kinds: one file each. A rule kind is what a profile's `kind = "…"` names; its struct is what stands
//! beside it in the profile, its `judge` is what it looks at.

use serde::Deserialize;
use toml::Spanned;
use toml::de::{DeValue, ValueDeserializer};

use super::judge::{Case, Out};
use super::said::Saying;

pub(super) use majority::reasons;
pub(super) use package::papers_in;

/// What a kind of rule does.
pub(super) trait Look {
    /// Everything it can say.
    const SAYINGS: &'static [&'static Saying];

    /// Looks at a decision.
    fn look(&self, case: &Case<'_>, out: &mut Out<'_>);

    /// The two kinds of record it puts in an order, where it does: they are held against each other for circles.
    fn order(&self) -> Option<(&str, &str)> {
        None
    }

    /// Over how many meetings of a body it looks, where it looks at all decisions together and not at one.
    fn meetings(&self) -> Option<u32> {
        None
    }
}

macro_rules! rule_kinds {
    ($($slug:literal $module:ident :: $name:ident;)+) => {
        $(mod $module;)+

        /// A kind of rule with its parameters.
        #[derive(Debug, Clone)]
        #[allow(missing_docs, reason = "each is documented on its type")]
        pub enum RuleKind { $($name($module::$name),)+ }

        $(pub use $module::$name;)+

        impl RuleKind {
            /// The names profiles use.
            pub const SLUGS: &'static [&'static str] = &[$($slug,)+];

            /// Its name.
            pub const fn slug(&self) -> &'static str {
                match self { $(Self::$name(_) => $slug,)+ }
            }

            /// Reads the parameters of a kind of rule; `None` where there is no such kind.
            pub(super) fn read(slug: &str, own: Spanned<DeValue<'_>>) -> Option<Result<Self, toml::de::Error>> {
                let own = ValueDeserializer::from(own);
                match slug {
                    $($slug => Some($module::$name::deserialize(own).map(Self::$name)),)+
                    _ => None,
                }
            }

            pub(super) fn judge(&self, case: &Case<'_>, out: &mut Out<'_>) {
                match self { $(Self::$name(rule) => rule.look(case, out),)+ }
            }

            /// Over how many meetings it looks, where it looks at all decisions together.
            pub(super) fn meetings(&self) -> Option<u32> {
                match self { $(Self::$name(rule) => rule.meetings(),)+ }
            }

            /// The two kinds of record it puts in an order.
            pub(super) fn order(&self) -> Option<(&str, &str)> {
                match self { $(Self::$name(rule) => rule.order(),)+ }
            }
        }

        /// Everything that rules can say, for those who keep the sentences.
        pub fn sayings() -> impl Iterator<Item = &'static Saying> {
            let mut all: Vec<&'static Saying> = super::judge::SAYINGS.to_vec();
            $(all.extend(<$module::$name as Look>::SAYINGS);)+
            all.sort_by_key(|saying| saying.id);
            all.dedup_by_key(|saying| saying.id);
            all.into_iter()
        }
    };
}

rule_kinds! {
    "absent-wrote" absent_wrote::AbsentWrote;
    "adoption" adoption::Adoption;
    "after-inspection" after_inspection::AfterInspection;
    "attendance" attendance::Attendance;
    "backwards" backwards::Backwards;
    "burst" burst::Burst;
    "claims" claims::Claims;
    "closed" closed::Closed;
    "complete" complete::Complete;
    "count" count::Count;
    "declared-late" declared_late::DeclaredLate;
    "dissent-kept" dissent_kept::DissentKept;
    "draft-match" draft_match::DraftMatch;
    "draft-swap" draft_swap::DraftSwap;
    "first-body" first_body::FirstBody;
    "follow-up" follow_up::FollowUp;
    "hearing-signed" hearing_signed::HearingSigned;
    "independence" independence::Independence;
    "lapse" lapse::Lapse;
    "late-entry" late_entry::LateEntry;
    "majority" majority::Majority;
    "minutes-agree" minutes_agree::MinutesAgree;
    "one-body" one_body::OneBody;
    "one-key-one-office" one_key_one_office::OneKeyOneOffice;
    "one-lead" one_lead::OneLead;
    "order" order::Order;
    "package" package::Package;
    "period" period::Period;
    "positions" positions::Positions;
    "present" present::Present;
    "quorum" quorum::Quorum;
    "roster-kept" roster_kept::RosterKept;
    "rush" rush::Rush;
    "sealed" sealed::Sealed;
    "separation" separation::Separation;
    "share" share::ShareRule;
    "signed-by" signed_by::SignedBy;
    "speaking-order" speaking_order::SpeakingOrder;
    "tally" tally::Tally;
    "unanimity" unanimity::Unanimity;
    "value" value::ValueRule;
    "voters" voters::Voters;
}
