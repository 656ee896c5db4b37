//! `bundle compare`: whether one bundle is a true part of another of the same decision.

use std::path::{Path, PathBuf};

use clap::Args;
use serde::Serialize;

use super::bundle_verify::{PolicyArgs, judge};
use crate::bundle::Bag;
use crate::bundle::compare::{Against, Compared, Comparison, compare};
use crate::cli::bundling::open_bag;
use crate::cli::judging::exit;
use crate::cli::{CliError, Context, Exit};
use crate::format::Contents;
use crate::format::contents::Version;
use crate::ledger::RecordView;
use crate::model::Seq;
use crate::port::{ReadBag, ReadBundle as _, ReadLedger as _, StoreError};
use crate::render::{Message, Piece, Table, Tone, report_text, text, words};
use crate::verify::Verdict;

/// What `bundle compare` takes.
#[derive(Debug, Args)]
pub struct CompareArgs {
    /// The whole: the full version, or the later bundle.
    #[arg(value_name = "FULL")]
    pub full: PathBuf,
    /// The part: the public version, or the earlier bundle.
    #[arg(value_name = "PUBLIC")]
    pub public: PathBuf,
    /// How both are judged.
    #[command(flatten)]
    pub policy: PolicyArgs,
}

#[derive(Serialize)]
struct CompareDocument {
    schema: &'static str,
    /// Whether, as far as the full one goes, the public one is a true part of it, and both are intact.
    part: bool,
    full: &'static str,
    public: &'static str,
    same: u64,
    /// What the public one does not show and the full one does.
    withheld: Vec<WithheldDocument>,
    /// Records that only the full one has, after the public one's last.
    later: Vec<RowDocument>,
    /// What came into the public one after the full one was made.
    newer: Vec<RowDocument>,
    against: Vec<AgainstDocument>,
}

#[derive(Serialize)]
struct RowDocument {
    /// How one cites the record.
    name: String,
    sequence: u64,
    record: String,
}

#[derive(Serialize)]
struct WithheldDocument {
    #[serde(flatten)]
    row: RowDocument,
    #[serde(skip_serializing_if = "Option::is_none")]
    attachment: Option<String>,
    /// On what ground, as the public one lists it; not there where it does not.
    #[serde(skip_serializing_if = "Option::is_none")]
    basis: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<String>,
}

#[derive(Serialize)]
struct AgainstDocument {
    what: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    sequence: Option<u64>,
}

impl CompareArgs {
    /// Compares.
    ///
    /// # Errors
    /// One of them cannot be read, or they are not what they were named as.
    pub fn run(self, context: &Context) -> Result<Exit, CliError> {
        let policy = self.policy.read(context)?;
        let (full, public) = (open_bag(context, &self.full)?, open_bag(context, &self.public)?);
        let reports = [judge(context, &*full, &policy)?, judge(context, &*public, &policy)?];
        let fail = |error: StoreError| {
            CliError::new(Exit::Unreadable, "error-bundle-unreadable").because_of(&error).hint(hint_verify())
        };
        let (full, public) = (Bag::open(&*full).map_err(fail)?, Bag::open(&*public).map_err(fail)?);
        let of_full = self.contents(&full, &self.full)?;
        let contents = self.contents(&public, &self.public)?;
        if (of_full.version, contents.version) == (Version::Public, Version::Full) {
            return Err(CliError::refused("error-compare-order").hint(Message::new("hint-compare-order")));
        }
        let of_one_kind = of_full.version == contents.version;
        if of_one_kind && reports[0].ledger.size < reports[1].ledger.size {
            return Err(CliError::refused("error-compare-older").hint(Message::new("hint-compare-older")));
        }
        let found = compare(&public, &full).map_err(fail)?;
        // That the public one was exported is a record too; it is no reason to export the full one again.
        let only_exports = found.newer.iter().all(|one| is_export(&public, one.sequence));
        let intact = reports.iter().all(|report| report.verdict < Verdict::Unreadable);
        let document = CompareDocument {
            schema: "liuhen/bundle-compare/v1",
            part: found.against.is_empty() && intact,
            full: reports[0].verdict.word(),
            public: reports[1].verdict.word(),
            same: found.same,
            withheld: withheld(&contents, &found),
            later: found.later.iter().map(row).collect(),
            newer: found.newer.iter().map(row).collect(),
            against: found.against.iter().map(against).collect(),
        };
        context.printer.answer(&document, |printer| {
            let language = context.language();
            let mut table = Table::bare(2);
            let mut line = |id: &str, value: String| {
                table.row([Piece::new(Tone::Faint, text(language, id, &[])), Piece::plain(value)]);
            };
            let word = |verdict: Verdict| text(language, &format!("verdict-{}", verdict.word()), &[]);
            line("compare-full", word(reports[0].verdict));
            line("compare-public", word(reports[1].verdict));
            line("compare-same", document.same.to_string());
            line("compare-withheld", document.withheld.len().to_string());
            line("compare-later", document.later.len().to_string());
            line("compare-newer", document.newer.len().to_string());
            printer.table(&table);
            for one in &document.withheld {
                let id = if one.attachment.is_some() { "compare-attachment" } else { "compare-record" };
                let basis = match &one.basis {
                    Some(basis) => words::choice(language, "items.basis", basis),
                    None => context.text("compare-unlisted"),
                };
                printer.say(&Message::new(id).with("name", one.row.name.clone()).with("basis", basis));
            }
            for one in &document.against {
                let sequence = one.sequence.map(|at| at.to_string()).unwrap_or_default();
                printer.say(
                    &Message::new("compare-against").say("what", Message::new(one.what)).with("sequence", sequence),
                );
            }
            for (path, report) in [(&self.full, &reports[0]), (&self.public, &reports[1])] {
                let not_intact = Message::new("compare-not-intact").with("path", path.display().to_string());
                if report.verdict >= Verdict::Unreadable {
                    printer.pieces(&[Piece::new(Tone::Bad, not_intact.text(language))]);
                    report_text::findings(language, report).iter().for_each(|line| printer.pieces(line));
                }
            }
            let (tone, id) = match (document.part, only_exports) {
                (true, true) if of_one_kind => (Tone::Good, "compare-part-of-kind"),
                (true, true) => (Tone::Good, "compare-part"),
                (true, false) => (Tone::Warn, "compare-part-so-far"),
                (false, _) => (Tone::Bad, "compare-no-part"),
            };
            printer.pieces(&[Piece::new(tone, text(language, id, &[]))]);
        })?;
        if document.part && !only_exports {
            context.printer.hint(&Message::new("hint-compare-newer"));
        }
        let worst = reports.iter().map(|report| report.verdict).max().unwrap_or(Verdict::Sound);
        Ok(if !found.against.is_empty() {
            Exit::Invalid
        } else if only_exports {
            exit(worst)
        } else {
            exit(worst.max(Verdict::Unanchored))
        })
    }

    fn contents<B: ReadBag + ?Sized>(&self, bag: &Bag<'_, B>, path: &Path) -> Result<Contents, CliError> {
        let unreadable = || {
            CliError::new(Exit::Unreadable, "error-no-bag").with("path", path.display().to_string()).hint(hint_verify())
        };
        let bytes = bag.contents().map_err(|error| unreadable().because_of(&error))?;
        Contents::read(&bytes).map_err(|error| unreadable().because_of(&error))
    }
}

fn hint_verify() -> Message {
    Message::new("hint-compare-verify")
}

/// Whether the entry at a place says that a bundle was exported.
fn is_export<B: ReadBag + ?Sized>(bag: &Bag<'_, B>, sequence: u64) -> bool {
    let read = bag.entries(Seq(sequence), 1).ok().and_then(|entries| entries.into_iter().next());
    let read = read.filter(|stored| stored.entry.header().sequence.0 == sequence).map(RecordView::of);
    read.is_some_and(|view| view.is_ok_and(|view| view.record.kind.as_str() == "archive-export"))
}

fn row(one: &Compared) -> RowDocument {
    let stream = one.stream.decision().map_or_else(|| one.stream.to_string(), ToString::to_string);
    RowDocument { name: format!("{stream}#{}", one.number), sequence: one.sequence, record: one.record.to_string() }
}

/// The records that only the full one shows, as the rows have it, and the attachments that the public one lists.
fn withheld(contents: &Contents, found: &Comparison) -> Vec<WithheldDocument> {
    let mut all = Vec::new();
    for one in &found.withheld {
        let listed = contents.withheld.iter().find(|it| it.sequence == one.sequence && it.attachment.is_none());
        all.push(WithheldDocument {
            row: row(one),
            attachment: None,
            basis: listed.map(|listed| listed.basis.clone()),
            by: listed.map(|listed| listed.by.to_string()),
        });
    }
    for (sealed, listed) in contents.withheld.iter().filter_map(|one| Some((one.attachment?, one))) {
        let Some(one) = found.shared.get(&listed.sequence) else { continue };
        all.push(WithheldDocument {
            row: row(one),
            attachment: Some(sealed.to_string()),
            basis: Some(listed.basis.clone()),
            by: Some(listed.by.to_string()),
        });
    }
    all.sort_by_key(|one| (one.row.sequence, one.attachment.is_some()));
    all
}

const fn against(one: &Against) -> AgainstDocument {
    let (what, sequence) = match one {
        Against::Another => ("compare-another", None),
        Against::Differs(at) => ("compare-differs", Some(*at)),
        Against::Dropped(at) => ("compare-dropped", Some(*at)),
        Against::LessInWhole(at) => ("compare-less-in-whole", Some(*at)),
    };
    AgainstDocument { what, sequence }
}
