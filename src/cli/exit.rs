//! The exit codes: the number is an answer, and each answer has one number.

use std::process::ExitCode;

/// How a command ended. The numbers are a promise to scripts and never change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Exit {
    /// 0: done; for a verification: sound, and everything the trust policy asks for is there.
    Sound,
    /// 1: the answer is no: a record, a signature or a key was refused, and nothing was changed.
    Refused,
    /// 2: the command line is wrong.
    Usage,
    /// 3: the surroundings failed: a file is missing, the ledger is in use, the disk is full.
    Surroundings,
    /// 10: intact, but outside anchors the trust policy asks for are missing or too weak.
    Unanchored,
    /// 20: intact, with procedure findings.
    ProcedureFindings,
    /// 21: intact, with authority in doubt.
    AuthorityInDoubt,
    /// 30: contradicts a known head, receipt or witnessed checkpoint.
    Diverged,
    /// 31: a true prefix of a known head.
    RolledBack,
    /// 40: something was altered, forged or is missing.
    Invalid,
    /// 41: unreadable or absent.
    Unreadable,
    /// 70: a bug of ours.
    Bug,
}

impl Exit {
    /// All of them, by number.
    pub const ALL: [Self; 12] = [
        Self::Sound,
        Self::Refused,
        Self::Usage,
        Self::Surroundings,
        Self::Unanchored,
        Self::ProcedureFindings,
        Self::AuthorityInDoubt,
        Self::Diverged,
        Self::RolledBack,
        Self::Invalid,
        Self::Unreadable,
        Self::Bug,
    ];

    /// The number the shell sees.
    pub const fn code(self) -> u8 {
        match self {
            Self::Sound => 0,
            Self::Refused => 1,
            Self::Usage => 2,
            Self::Surroundings => 3,
            Self::Unanchored => 10,
            Self::ProcedureFindings => 20,
            Self::AuthorityInDoubt => 21,
            Self::Diverged => 30,
            Self::RolledBack => 31,
            Self::Invalid => 40,
            Self::Unreadable => 41,
            Self::Bug => 70,
        }
    }

    /// The word that stands for it in JSON.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Sound => "sound",
            Self::Refused => "refused",
            Self::Usage => "usage",
            Self::Surroundings => "surroundings",
            Self::Unanchored => "unanchored",
            Self::ProcedureFindings => "procedure-findings",
            Self::AuthorityInDoubt => "authority-in-doubt",
            Self::Diverged => "diverged",
            Self::RolledBack => "rolled-back",
            Self::Invalid => "invalid",
            Self::Unreadable => "unreadable",
            Self::Bug => "bug",
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_are_those_that_were_promised_and_each_means_one_thing() {
        let codes: Vec<u8> = Exit::ALL.iter().map(|exit| exit.code()).collect();
        assert_eq!(codes, [0, 1, 2, 3, 10, 20, 21, 30, 31, 40, 41, 70]);
        let words: std::collections::BTreeSet<_> = Exit::ALL.iter().map(|exit| exit.word()).collect();
        assert_eq!(words.len(), Exit::ALL.len());
    }
}
