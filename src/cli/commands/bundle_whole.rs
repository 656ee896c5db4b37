//! `bundle export --whole`: the whole ledger in one bag, for whoever is to hold all of it. It says nothing of its own: what lies
//! in it is the ledger as it is, judged as one.

use std::cell::RefCell;
use std::path::Path;

use serde::Serialize;

use crate::bundle::{BagInfo, export_whole};
use crate::cli::bundling::begin_bag;
use crate::cli::{CliError, Context, Exit, opening, refusal};
use crate::format::Verifiers;
use crate::ledger::registry_of;
use crate::port::ReadLedger as _;
use crate::render::{Message, Piece, Tone};
use crate::store::BagFolder;

#[derive(Serialize)]
struct WholeDocument {
    schema: &'static str,
    path: String,
    files: u64,
    bytes: u64,
    documents: u64,
}

/// Writes the whole ledger as a bag at `out`.
///
/// # Errors
/// What stands against it; nothing lies under the bag's name then.
pub fn export(context: &Context, out: &Path) -> Result<Exit, CliError> {
    let fail = |error| refusal::store(&error);
    let target = context.setting.path(out);
    let ledger = context.setting.ledger_dir()?;
    if target.symlink_metadata().is_ok() {
        return Err(CliError::refused("error-file-exists")
            .with("path", target.display().to_string())
            .hint(Message::new("hint-file-exists")));
    }
    let store = opening::reading(context)?;
    let registry = registry_of(&store, &mut Verifiers::default()).map_err(|error| refusal::read(&error))?;
    let last = store.tip().map_err(fail)?.recorded;
    drop(store);
    let mut info = BagInfo::default();
    info.add("Source-Organization", Some(registry.organ()));
    info.add("External-Identifier", Some(registry.origin().to_string()));
    info.add("Bagging-Date", last.map(|last| last.to_string().chars().take(10).collect::<String>()));
    info.add("Bag-Software-Agent", Some(concat!("liuhen ", env!("CARGO_PKG_VERSION"))));
    let files = BagFolder::open(&ledger).map_err(fail)?;
    let bag = begin_bag(&target, FOLDER, true)?;
    let progress = RefCell::new(context.progress_in_bytes(&Message::new("progress-exporting"), None));
    let exported = export_whole(&files, bag, info, &|done, _| progress.borrow_mut().at(done));
    drop(progress);
    let exported = exported.map_err(fail)?;
    let document = WholeDocument {
        schema: "liuhen/bundle-whole/v1",
        path: target.display().to_string(),
        files: exported.files,
        bytes: exported.bytes,
        documents: exported.documents,
    };
    context.printer.answer(&document, |printer| {
        let told = Message::new("told-whole")
            .with("path", document.path.clone())
            .with("files", document.files)
            .with("bytes", document.bytes)
            .with("documents", document.documents);
        printer.pieces(&[Piece::new(Tone::Good, told.text(context.language()))]);
    })?;
    let tar = target.extension().is_some_and(|ending| ending == "tar");
    let hint = if tar { "hint-whole-in-tar" } else { "hint-bundle" };
    context.printer.hint(&Message::new(hint).with("path", document.path));
    Ok(Exit::Sound)
}

/// The folder in a tar file.
const FOLDER: &str = "ledger";
