//! Programs in Python that nobody here wrote: installed once beside the build where the machine has Python and can reach a
//! package index. Where not, what they would judge is not judged, and that is said.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;

/// The Python interpreter that has `package`; `None`, and a loud word, where it cannot be had.
pub(crate) fn with(package: &str, module: &str) -> Option<PathBuf> {
    static ONE: Mutex<()> = Mutex::new(());
    // One installation at a time; a test that failed leaves nothing half done that matters.
    let _guard = ONE.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let has = |python: &Path| {
        let ran = Command::new(python).args(["-c", &format!("import {module}")]).output();
        ran.is_ok_and(|output| output.status.success())
    };
    let system = PathBuf::from("python3");
    if has(&system) {
        return Some(system);
    }
    let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join("python");
    let own = place.join("bin/python");
    if has(&own) {
        return Some(own);
    }
    let ran = |command: &mut Command| command.output().is_ok_and(|output| output.status.success());
    if !own.exists() {
        ran(Command::new("python3").args(["-m", "venv"]).arg(&place));
    }
    ran(Command::new(&own).args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", package]));
    if has(&own) {
        return Some(own);
    }
    eprintln!("NOT RUN: the Python package {package} is not installed and could not be");
    None
}
