//! `bundle compare`: whether one bundle is a true part of another of the same decision.

use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use super::bundle_verify::{PolicyArgs, judge};
use crate::bundle::Bag;
use crate::bundle::compare::{Against, Compared, compare};
use crate::cli::bundling::open_bag;
use crate::cli::judging::exit;
use crate::cli::{CliError, Context, Exit, refusal};
use crate::format::Contents;
use crate::port::ReadBundle as _;
use crate::render::{Message, Piece, Table, Tone, text, words};
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
    part: bool,
    full: &'static str,
    public: &'static str,
    same: u64,
    withheld: Vec<WithheldDocument>,
    later: Vec<RowDocument>,
    against: Vec<AgainstDocument>,
}

#[derive(Serialize)]
struct RowDocument {
    sequence: u64,
    number: u64,
    record: String,
}

#[derive(Serialize)]
struct WithheldDocument {
    #[serde(flatten)]
    row: RowDocument,
    #[serde(skip_serializing_if = "Option::is_none")]
    attachment: Option<String>,
    basis: String,
    by: String,
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
    /// One of them cannot be read.
    pub fn run(self, context: &Context) -> Result<Exit, CliError> {
        let policy = self.policy.read(context)?;
        let (full, public) = (open_bag(context, &self.full)?, open_bag(context, &self.public)?);
        let verdicts = [judge(context, &*full, &policy)?.verdict, judge(context, &*public, &policy)?.verdict];
        let fail = |error| refusal::store(&error).exit_with(Exit::Unreadable);
        let (full, public) = (Bag::open(&*full).map_err(fail)?, Bag::open(&*public).map_err(fail)?);
        let found = compare(&public, &full).map_err(fail)?;
        let contents = public.contents().ok().and_then(|bytes| Contents::read(&bytes).ok());
        let withheld = contents.map(|contents| contents.withheld).unwrap_or_default();
        let row =
            |one: &Compared| RowDocument { sequence: one.sequence, number: one.number, record: one.record.to_string() };
        let rows = |sequence: u64| found.withheld.iter().find(|one| one.sequence == sequence);
        let document = CompareDocument {
            schema: "liuhen/bundle-compare/v1",
            part: found.against.is_empty(),
            full: verdicts[0].word(),
            public: verdicts[1].word(),
            same: found.same,
            withheld: withheld
                .iter()
                .map(|one| WithheldDocument {
                    row: rows(one.sequence)
                        .map_or_else(|| RowDocument { sequence: one.sequence, number: 0, record: String::new() }, row),
                    attachment: one.attachment.map(|sealed| sealed.to_string()),
                    basis: one.basis.clone(),
                    by: one.by.to_string(),
                })
                .collect(),
            later: found.later.iter().map(row).collect(),
            against: found.against.iter().map(against).collect(),
        };
        context.printer.answer(&document, |printer| {
            let language = context.language();
            let mut table = Table::bare(2);
            let mut line = |id: &str, value: String| {
                table.row([Piece::new(Tone::Faint, text(language, id, &[])), Piece::plain(value)]);
            };
            let word = |verdict: Verdict| text(language, &format!("verdict-{}", verdict.word()), &[]);
            line("compare-full", word(verdicts[0]));
            line("compare-public", word(verdicts[1]));
            line("compare-same", document.same.to_string());
            line("compare-withheld", document.withheld.len().to_string());
            line("compare-later", document.later.len().to_string());
            printer.table(&table);
            for one in &document.withheld {
                let id = if one.attachment.is_some() { "compare-attachment" } else { "compare-record" };
                let basis = words::choice(language, "items.basis", &one.basis);
                printer.say(&Message::new(id).with("sequence", one.row.sequence).with("basis", basis));
            }
            for one in &document.against {
                let sequence = one.sequence.map(|at| at.to_string()).unwrap_or_default();
                printer.say(
                    &Message::new("compare-against").say("what", Message::new(one.what)).with("sequence", sequence),
                );
            }
            let (tone, id) = if document.part { (Tone::Good, "compare-part") } else { (Tone::Bad, "compare-no-part") };
            printer.pieces(&[Piece::new(tone, text(language, id, &[]))]);
        })?;
        let worst = verdicts.into_iter().max().unwrap_or(Verdict::Sound);
        Ok(if document.part { exit(worst) } else { Exit::Invalid })
    }
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
