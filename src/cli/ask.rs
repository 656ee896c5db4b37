//! Questions with yes or no. Where nobody sits at a terminal none is asked: the command stops and says how to answer
//! beforehand.

use std::io::{self, BufRead, IsTerminal as _};

use super::context::Context;
use super::error::CliError;
use crate::render::Message;

/// Asks `question`; `--yes` answers it. Anything but a yes is a no.
///
/// # Errors
/// Nobody is there to ask: exit 2, with the hint to say `--yes`.
pub fn yes_or_no(context: &Context, question: &Message) -> Result<bool, CliError> {
    if context.setting.yes {
        return Ok(true);
    }
    if !io::stdin().is_terminal() {
        return Err(CliError::usage("error-nobody-to-ask")
            .with("question", question.text(context.language()))
            .hint(Message::new("hint-yes")));
    }
    let question = question.text(context.language());
    context.printer.ask(&format!("{question} {}", context.text("ask-yes-no")));
    read_answer(&mut io::stdin().lock()).map_err(|cause| CliError::surroundings("error-stdin").because_of(&cause))
}

fn read_answer(from: &mut impl BufRead) -> io::Result<bool> {
    let mut line = String::new();
    from.read_line(&mut line)?;
    Ok(matches!(line.trim().to_lowercase().as_str(), "y" | "yes" | "是" | "好" | "确认"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_yes_is_a_yes() {
        for yes in ["y\n", "Yes\r\n", "是\n", "确认"] {
            assert!(read_answer(&mut yes.as_bytes()).unwrap(), "{yes:?}");
        }
        for no in ["", "\n", "n\n", "no\n", "否\n", "yess\n", "不是\n"] {
            assert!(!read_answer(&mut no.as_bytes()).unwrap(), "{no:?}");
        }
    }
}
