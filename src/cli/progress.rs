//! A progress bar for work that takes long. It lives on standard error, on terminals only, and leaves nothing behind.
#![expect(clippy::disallowed_methods, reason = "a bar shows itself once the work has taken a while, by the clock")]

use std::io::IsTerminal as _;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A bar, or nothing where nobody would see it. Gone when dropped.
pub struct Progress {
    bar: Option<ProgressBar>,
    started: Instant,
    shown: bool,
}

impl Progress {
    /// Over `total` steps of `work`; without a total it counts up.
    pub fn start(wanted: bool, work: String, total: Option<u64>) -> Self {
        let template = if total.is_some() { "{msg} {wide_bar} {pos}/{len}" } else { "{msg} {pos}" };
        Self::drawn(wanted, work, total, template)
    }

    /// Over `total` bytes of `work`, which are shown in units people read.
    pub fn over_bytes(wanted: bool, work: String, total: Option<u64>) -> Self {
        let known = "{msg} {wide_bar} {binary_bytes}/{binary_total_bytes}";
        let template = if total.is_some() { known } else { "{msg} {binary_bytes}" };
        Self::drawn(wanted, work, total, template)
    }

    fn drawn(wanted: bool, work: String, total: Option<u64>, template: &str) -> Self {
        let bar = (wanted && std::io::stderr().is_terminal()).then(|| hidden(work, total, template));
        Self { bar, started: Instant::now(), shown: false }
    }

    /// Stands at `done` steps.
    pub fn at(&mut self, done: u64) {
        let Some(bar) = &self.bar else { return };
        if !self.shown && self.started.elapsed() >= SHOWN_AFTER {
            bar.set_draw_target(ProgressDrawTarget::stderr());
            self.shown = true;
        }
        bar.set_position(done);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

fn hidden(work: String, total: Option<u64>, template: &str) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(total, ProgressDrawTarget::hidden());
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar.with_message(work)
}

/// Quicker work than this shows no bar: one that flashes by only disturbs.
const SHOWN_AFTER: Duration = Duration::from_millis(500);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_who_did_not_ask_sees_a_bar() {
        let mut progress = Progress::start(false, "work".into(), Some(2));
        progress.at(1);
        assert!(progress.bar.is_none() && !progress.shown);
    }

    #[test]
    fn quick_work_shows_no_bar() {
        let mut progress =
            Progress { bar: Some(hidden("work".into(), None, "{pos}")), started: Instant::now(), shown: false };
        progress.at(1);
        assert!(!progress.shown);
        assert_eq!(progress.bar.as_ref().map(ProgressBar::position), Some(1));
    }
}
