//! `profile explain`: what a profile asks for, rule by rule, in the reader's language.

use std::collections::BTreeMap;

use clap::Args;
use serde::Serialize;

use crate::cli::profiles::{ProfileName, find};
use crate::cli::{CliError, Context, Exit};
use crate::model::OfficeId;
use crate::procedure::{ErasureRule, Nature, Rule, Severity, Text, Withhold, WrittenRule};
use crate::render::body::{Part, lines};
use crate::render::judgement::{in_language, nature, severity};
use crate::render::profile_words::{beside_the_rules, explained};
use crate::render::{Language, Message, Piece, Tone, words};

/// What `profile explain` takes.
#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// The profile: an id or a file.
    #[arg(value_name = "PROFILE")]
    pub profile: ProfileName,
    /// One rule only.
    #[arg(value_name = "CODE")]
    pub code: Option<String>,
}

#[derive(Serialize)]
struct ExplainDocument {
    schema: &'static str,
    profile: String,
    title: Text,
    levels: Vec<String>,
    effective_from: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    effective_to: Option<String>,
    legal_basis: Vec<String>,
    blake3: String,
    rules: Vec<RuleShown>,
    withhold: Vec<WithholdShown>,
    #[serde(skip_serializing_if = "Option::is_none")]
    erasure: Option<ErasureShown>,
    #[serde(skip)]
    beside: Vec<Part>,
}

#[derive(Serialize)]
struct WithholdShown {
    kinds: Vec<&'static str>,
    documents: Vec<String>,
    basis: &'static str,
    article: Text,
}

#[derive(Serialize)]
struct ErasureShown {
    offices: Vec<Vec<String>>,
    threshold: usize,
}

#[derive(Serialize)]
struct RuleShown {
    code: String,
    kind: &'static str,
    severity: Severity,
    nature: Nature,
    article: Text,
    text: Text,
    resolve: Text,
    when: Vec<String>,
    unless: Vec<String>,
    parameters: BTreeMap<String, toml::Value>,
    #[serde(skip)]
    words: Vec<Part>,
}

impl ExplainArgs {
    /// Explains it.
    ///
    /// # Errors
    /// There is no such profile or rule (exit 1), or it does not add up (exit 1).
    pub fn run(self, context: &Context) -> Result<Exit, CliError> {
        let found = find(context, &self.profile)?;
        let profile = &found.whole.profile;
        let written = WrittenRule::all(&found.whole.text);
        let asked = |rule: &Rule| self.code.as_deref().is_none_or(|code| *rule.code == *code);
        // Both come from one text, in its order.
        let rules = profile.rules.iter().zip(&written).filter(|(rule, _)| asked(rule));
        let rules: Vec<RuleShown> = rules.map(|(rule, written)| shown(context.language(), rule, written)).collect();
        if rules.is_empty()
            && let Some(code) = self.code
        {
            let codes: Vec<&str> = profile.rules.iter().map(|rule| &*rule.code).collect();
            return Err(CliError::refused("error-no-such-rule")
                .with("code", code)
                .show("profile", &profile.id)
                .hint(Message::new("hint-codes").with("codes", codes.join(", "))));
        }
        let document = ExplainDocument {
            schema: "liuhen/profile-explain/v1",
            profile: profile.id.to_string(),
            title: profile.title.clone(),
            levels: profile.levels.clone(),
            effective_from: profile.effective_from.to_string(),
            effective_to: profile.effective_to.map(|day| day.to_string()),
            legal_basis: profile.legal_basis.clone(),
            blake3: found.blake3().to_string(),
            rules,
            withhold: profile.withhold.iter().map(withhold_shown).collect(),
            erasure: profile.erasure.as_ref().map(erasure_shown),
            beside: beside_the_rules(context.language(), profile),
        };
        context.printer.answer(&document, |_| draw(context, &document, self.code.is_none()))?;
        Ok(Exit::Sound)
    }
}

fn withhold_shown(one: &Withhold) -> WithholdShown {
    WithholdShown {
        kinds: one.kinds.iter().map(|kind| kind.name()).collect(),
        documents: one.documents.clone(),
        basis: one.basis.slug(),
        article: one.article.clone(),
    }
}

fn erasure_shown(rule: &ErasureRule) -> ErasureShown {
    let names = |group: &Vec<OfficeId>| group.iter().map(ToString::to_string).collect();
    ErasureShown { offices: rule.offices.iter().map(names).collect(), threshold: rule.threshold }
}

fn shown(language: Language, rule: &Rule, written: &WrittenRule) -> RuleShown {
    let conditions = |key: &str| written.conditions(key).into_iter().map(str::to_owned).collect();
    RuleShown {
        code: rule.code.to_string(),
        kind: rule.kind.slug(),
        severity: rule.severity,
        nature: rule.nature,
        article: (*rule.article).clone(),
        text: (*rule.text).clone(),
        resolve: (*rule.resolve).clone(),
        when: conditions("when"),
        unless: conditions("unless"),
        parameters: written.parameters().map(|(key, value)| (key.to_owned(), value.clone())).collect(),
        words: explained(language, rule, written),
    }
}

fn draw(context: &Context, document: &ExplainDocument, whole: bool) {
    let (printer, language) = (&context.printer, context.language());
    let say = |id: &str| context.text(id);
    if whole {
        let title = in_language(language, &document.title);
        printer.pieces(&[Piece::new(Tone::Strong, format!("{}  {title}", document.profile))]);
        let levels: Vec<String> = document.levels.iter().map(|one| words::choice(language, "level", one)).collect();
        let facts = [
            Part::value(say("profile-levels"), levels.join(&say("word-comma"))),
            Part::value(say("profile-effective"), document.effective_from.as_str()),
            Part::value(say("profile-legal-basis"), document.legal_basis.join(&say("word-semicolon"))),
            Part::value(say("profile-rules"), document.rules.len().to_string()),
            Part::value("BLAKE3", document.blake3.as_str()),
        ];
        lines(language, &facts, INDENT).iter().for_each(|line| printer.pieces(line));
        lines(language, &document.beside, INDENT).iter().for_each(|line| printer.pieces(line));
    }
    for (place, rule) in document.rules.iter().enumerate() {
        if whole || place > 0 {
            printer.line("");
        }
        let tone = match rule.severity {
            Severity::Serious => Tone::Bad,
            Severity::Medium => Tone::Warn,
            Severity::Signal => Tone::Hint,
        };
        printer.pieces(&[
            Piece::new(Tone::Strong, format!("{}  ", rule.code)),
            Piece::new(tone, severity(language, rule.severity)),
            Piece::new(Tone::Faint, format!("  {}", nature(language, rule.nature))),
        ]);
        printer.line(&format!("{}{}", " ".repeat(INDENT), in_language(language, &rule.text)));
        lines(language, &rule.words, INDENT).iter().for_each(|line| printer.pieces(line));
    }
}

/// How far what stands under a heading is moved to the right.
const INDENT: usize = 2;
