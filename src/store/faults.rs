//! A plan of failures for tests: the n-th call to the system fails, before it takes effect or after.

use std::io;
use std::path::Path;
use std::sync::Mutex;

/// What fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// The call has no effect and fails.
    Before,
    /// The call takes effect, and fails all the same.
    After,
}

/// The plan, and what has been called so far.
#[derive(Debug, Default)]
pub(super) struct Faults(Mutex<Plan>);

#[derive(Debug, Default)]
struct Plan {
    fail: Option<(usize, Fault)>,
    calls: Vec<String>,
}

impl Faults {
    /// Starts counting from here; the `at`-th call from now (from 0) fails.
    pub(super) fn plan(&self, fail: Option<(usize, Fault)>) {
        *self.0.lock().unwrap() = Plan { fail, calls: Vec::new() };
    }

    /// What has been called since the plan was made.
    pub(super) fn calls(&self) -> Vec<String> {
        self.0.lock().unwrap().calls.clone()
    }

    /// Makes a call, as planned.
    pub(super) fn around<T>(&self, what: &str, path: &Path, apply: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
        let fault = {
            let mut plan = self.0.lock().unwrap();
            let at = plan.calls.len();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            plan.calls.push(format!("{what} {name}"));
            plan.fail.filter(|(planned, _)| *planned == at).map(|(_, fault)| fault)
        };
        let planned = || io::Error::other("planned failure");
        match fault {
            None => apply(),
            Some(Fault::Before) => Err(planned()),
            Some(Fault::After) => {
                apply()?;
                Err(planned())
            }
        }
    }
}
