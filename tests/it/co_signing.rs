//! Founding, appointing and rotating where the signers sit on different machines: two key folders stand for two machines,
//! one file for the USB stick.

use std::path::Path;
use std::process::{Command, Output};

struct Machine<'a> {
    here: &'a Path,
    keys: &'static str,
}

impl Machine<'_> {
    fn run(&self, line: &str) -> Output {
        Command::new(env!("CARGO_BIN_EXE_liuhen"))
            .args(line.split(' '))
            .current_dir(self.here)
            .env("LIUHEN_KEYS", self.here.join(self.keys))
            .env("LIUHEN_STATE_DIR", self.here.join("state"))
            .env("LIUHEN_LANG", "en")
            .env_remove("LIUHEN_LEDGER")
            .output()
            .unwrap()
    }

    #[track_caller]
    fn ends(&self, exit: i32, line: &str) -> String {
        let output = self.run(line);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(exit), "{line}: {said}");
        String::from_utf8(output.stdout).unwrap() + &said
    }
}

#[test]
fn root_holders_on_two_machines_found_appoint_and_rotate() {
    let here = tempfile::tempdir().unwrap();
    let here = here.path();
    let (a, b) = (Machine { here, keys: "a" }, Machine { here, keys: "b" });
    for key in ["r1", "ledger", "ledger2", "member"] {
        a.ends(0, &format!("key new {key} --no-passphrase"));
    }
    b.ends(0, "key new r2 --no-passphrase");
    // Public halves travel; secret halves do not.
    std::fs::copy(here.join("b/r2.pub.pem"), here.join("a/r2.pub.pem")).unwrap();

    a.ends(
        0,
        "init led --origin test.example/x --organ 某县 --root 甲=r1 --root 乙=r2 --threshold 2 --ledger-key ledger --prepare usb",
    );
    a.ends(0, "sign usb --key r1");
    assert!(a.ends(1, "init led --append usb").contains("has not signed"));
    assert!(!here.join("led").exists(), "what is refused leaves no folder");
    assert!(b.ends(0, "sign usb --key r2").contains("init --append"));
    assert!(b.ends(1, "sign usb --key r2").contains("already"));
    a.ends(0, "init led --append usb");

    a.ends(
        0,
        "--ledger led office appoint --office member --person 何铮 --organ 某县 --title 副县长 --key member --from 2026-01-01 --document 文1 --by r1,r2 --prepare usb2",
    );
    b.ends(0, "sign usb2 --key r2");
    a.ends(1, "--ledger led append usb2");
    a.ends(0, "sign usb2 --key r1");
    a.ends(0, "--ledger led append usb2");
    assert!(a.ends(1, "--ledger led append usb2").contains("refused"));
    assert!(a.ends(0, "--ledger led office list").contains("何铮"));

    // A procedure profile comes into force the same way: its text is stored where it is prepared, only the envelope travels.
    let adopt = "--ledger led profile adopt cn-order-713 --document 文2 --by";
    assert!(a.ends(1, &format!("{adopt} r1")).contains("1 root holders have signed, 2 must"));
    a.ends(0, &format!("{adopt} r1,r2 --prepare usb4"));
    assert!(b.ends(0, "sign usb4 --key r2").contains("profile/cn-order-713"));
    a.ends(1, "--ledger led append usb4");
    a.ends(0, "sign usb4 --key r1");
    a.ends(0, "--ledger led append usb4");
    assert!(a.ends(0, "--ledger led profile list").contains("in force"));
    assert!(a.ends(1, &format!("{adopt} r1,r2")).contains("is in force since"));

    // So does a holiday table.
    let table = "calendar = 'cn'\nyear = 2027\nsource = 'x'\noff = [2027-01-01]\non = []\n";
    std::fs::write(here.join("2027.toml"), table).unwrap();
    let adopt = "--ledger led calendar adopt 2027.toml --document 文3 --by";
    assert!(a.ends(1, &format!("{adopt} r1")).contains("1 root holders have signed, 2 must"));
    a.ends(0, &format!("{adopt} r1,r2 --prepare usb5"));
    assert!(b.ends(0, "sign usb5 --key r2").contains("calendar/cn"));
    a.ends(1, "--ledger led append usb5");
    a.ends(0, "sign usb5 --key r1");
    a.ends(0, "--ledger led append usb5");
    assert!(a.ends(0, "--ledger led calendar list").contains("in force"));
    assert!(a.ends(1, &format!("{adopt} r1,r2")).contains("is in force since"));

    // Alone, one holder is too few; a machine without the other's secret half cannot sign for them.
    let rotate = "--ledger led ledger-key rotate --to ledger2 --document 换钥 --by";
    assert!(a.ends(1, &format!("{rotate} r1")).contains("1 root holders have signed, 2 must"));
    a.ends(3, &format!("{rotate} r1,r2"));
    a.ends(0, &format!("{rotate} r1,r2 --prepare usb3"));
    a.ends(0, "sign usb3 --key r1");
    b.ends(0, "sign usb3 --key r2");
    a.ends(0, "--ledger led append usb3");

    a.ends(0, "--ledger led trust show --out trust.toml");
    let verdict = a.ends(0, "--ledger led verify --trust trust.toml");
    assert!(verdict.contains("exit code 0"), "{verdict}");
}
