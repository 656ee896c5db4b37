//! The program `liuhen`: parses, runs, ends with the exit code.

use std::io::Write as _;
use std::process::ExitCode;

use liuhen::cli::{self, Exit};

fn main() -> ExitCode {
    std::panic::set_hook(Box::new(|panic| {
        // Both languages: which one was chosen is known to the code that has just failed.
        let _ = writeln!(
            std::io::stderr(),
            "error: this is a bug of ours, please report it with the lines below\n\
             错误：程序出现缺陷，请将以下内容报告给开发者\n  {panic}\n  liuhen {}",
            env!("CARGO_PKG_VERSION")
        );
    }));
    std::panic::catch_unwind(|| cli::run(std::env::args_os())).unwrap_or_else(|_| Exit::Bug.into())
}
