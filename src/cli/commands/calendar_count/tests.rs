use std::path::Path;

use std::fs;

use clap::Parser as _;

use super::*;
use crate::cli::context::tests::on_paper_in;
use crate::cli::setting::Environment;
use crate::procedure::HolidayTable;
use crate::render::messages::find;

#[derive(clap::Parser)]
struct Typed {
    #[command(flatten)]
    args: CountArgs,
}

/// What is answered in a folder: the lines, and how it ends.
fn asked_in(here: &Path, line: &str) -> (String, Result<Exit, CliError>) {
    let args = Typed::parse_from(["calendar"].into_iter().chain(line.split(' '))).args;
    let (context, out, err) = on_paper_in(here, Environment::default());
    let ended = args.run(&context);
    context.printer.finish().unwrap();
    (out.text() + &err.text(), ended)
}

fn asked(line: &str) -> (String, Result<Exit, CliError>) {
    asked_in(Path::new("/"), line)
}

fn answered(line: &str, words: &[&str]) {
    let (page, ended) = asked(line);
    assert_eq!(ended, Ok(Exit::Sound), "{line}: {page}");
    let page = page.split_whitespace().collect::<Vec<_>>().join(" ");
    for words in words {
        assert!(page.contains(words), "{line}: {words}: {page}");
    }
}

#[test]
fn a_period_is_told_with_its_last_day_and_why_it_moved() {
    answered("2026-03-20 --days 30", &["last day 2026-04-19 Sunday", "moves to 2026-04-20", "art. 203", "table 2026"]);
    let (page, _) = asked("2026-03-20 --days 31");
    assert!(!page.contains("moves to"), "{page}");
    answered("2024-09-27 --days 7 --working", &["7 working days", "2024-10-12 Saturday, worked in exchange"]);
    answered("2024-09-27 --days 7 --working --first-day-counts", &["last day 2024-10-11"]);
}

#[test]
fn a_length_is_told_both_ways_with_its_verdicts() {
    answered(
        "2023-02-22 --to 2023-03-23 --days 30",
        &["without the first day 29 days", "with the first day 30 days", "30 days: borderline", "30 days: kept"],
    );
    answered("2024-05-20 --to 2024-06-15 --days 30", &["26 days", "27 days", "too short"]);
    answered("2024-03-01 --to 2024-03-22 --days 20", &["too late", "holiday table"]);
    let (page, _) = asked("2023-02-22 --to 2023-03-23");
    assert!(!page.contains("kept"), "{page}");
}

#[test]
fn days_before_an_event_are_counted_back_from_it() {
    answered(
        "2024-10-14 --days 7 --before",
        &["event ", "at the latest 2024-10-07 Monday, day off", "before it 2024-09-30"],
    );
    answered("2024-10-14 --days 5 --before --working", &["at the latest 2024-10-08"]);
}

#[test]
fn where_a_table_is_missing_it_says_so_and_a_file_helps() {
    let (page, ended) = asked("2026-12-02 --days 30");
    let error = ended.unwrap_err();
    assert_eq!((error.exit(), error.id(), page.as_str()), (Exit::Refused, "error-no-holiday-table", ""));
    let told = error.told(crate::render::Language::En);
    assert!(told.message.contains("2027") && told.causes[0].contains("2027-01-01"), "{told:?}");
    assert_eq!(asked("2026-12-20 --to 2027-01-10 --working").1.unwrap_err().exit(), Exit::Refused);
    // The length can be told, and whether it is still in time cannot.
    let (page, ended) = asked("2026-12-20 --to 2027-01-10 --days 20");
    assert!(page.contains("21 days") && page.contains("20 days: cannot be decided"), "{page}");
    assert_eq!(ended.unwrap_err().id(), "error-no-holiday-table");

    let folder = tempfile::tempdir().unwrap();
    let table = "calendar = \"cn\"\nyear = 2027\nsource = \"notice\"\noff = [2027-01-01]\non = []\n";
    fs_write(&folder.path().join("2027.toml"), table);
    fs_write(&folder.path().join("bad.toml"), &table.replace("[]", "[2027-01-04]"));
    fs_write(&folder.path().join("2026.toml"), &table.replace("2027", "2026"));
    let (page, ended) = asked_in(folder.path(), "2026-12-02 --days 30 --table 2027.toml");
    assert_eq!(ended, Ok(Exit::Sound));
    assert!(page.contains("2027-01-04") && page.contains("2027  notice"), "{page}");
    let error = asked_in(folder.path(), "2026-12-02 --days 3 --table bad.toml").1.unwrap_err();
    assert_eq!((error.exit(), error.id()), (Exit::Usage, "error-not-a-holiday-table"));
    assert!(error.told(crate::render::Language::En).causes[0].starts_with("line 5: "));
    let (page, _) = asked_in(folder.path(), "2026-10-01 --days 1 --table 2026.toml");
    assert!(page.contains("2026-10-02  Friday, working day") && page.contains("takes the place"), "{page}");
    assert_eq!(asked("2026-12-02 --days 3 --table none.toml").1.unwrap_err().exit(), Exit::Surroundings);
}

#[test]
fn a_period_must_end_after_it_begins_and_within_the_calendar() {
    assert_eq!(asked("2024-01-02 --to 2024-01-01").1.unwrap_err().exit(), Exit::Usage);
    assert_eq!(asked("2024-01-02 --days 4294967295").1.unwrap_err().id(), "error-calendar");
    for line in ["2024-01-02", "2024-01-02 --to 2024-02-01 --before", "2024-01-02 --before", "2024-01-02 --days -1"] {
        assert!(Typed::try_parse_from(["calendar"].into_iter().chain(line.split(' '))).is_err(), "{line}");
    }
}

#[test]
fn the_document_has_every_figure() {
    let holidays = Holidays::built_in();
    let json = |from: Date, asked| {
        let question = Question { from, asked, convention: Convention::default(), holidays };
        serde_json::to_value(question.answered(None).unwrap()).unwrap()
    };
    let day = |text: &str| text.parse::<Day>().unwrap().0;
    let end = json(day("2026-04-03"), Asked::End(2));
    assert_eq!(end["end"]["counted"]["date"], "2026-04-05");
    assert_eq!((&end["end"]["last"]["date"], &end["end"]["last"]["weekday"]), (&"2026-04-07".into(), &2.into()));
    assert_eq!((&end["question"], &end["first_day_counts"]), (&"end".into(), &false.into()));
    assert_eq!((&end["end"]["last"]["kind"], &end["tables"][0]["year"]), (&"working".into(), &2026.into()));
    let length = json(day("2023-02-22"), Asked::Length(day("2023-03-23"), Some(30)));
    assert_eq!(length["length"], serde_json::json!({"natural": 29, "inclusive": 30}));
    assert_eq!((&length["least"], &length["most"]), (&"borderline".into(), &"met".into()));
    assert_eq!(length["tables"], serde_json::json!([]), "calendar days need no table");
    let open = json(day("2026-12-20"), Asked::Length(day("2027-01-10"), Some(20)));
    assert_eq!(open["most"], "cannot-decide");
    assert_eq!(open["to"]["kind"], serde_json::Value::Null);
    let before = json(day("2024-10-14"), Asked::Before(7));
    assert_eq!((&before["latest"]["kind"], &before["working_day"]["date"]), (&"holiday".into(), &"2024-09-30".into()));
}

#[test]
fn the_help_names_the_years_that_are_built_in() {
    let years: Vec<i16> = Holidays::built_in().years().collect();
    for language in Language::ALL {
        let long = find(language, "help-calendar.long", &[]).unwrap();
        for year in [years.first(), years.last()] {
            assert!(long.contains(&year.unwrap().to_string()), "{long}");
        }
        // The table it shows is one.
        let from = long.find("calendar = ").unwrap();
        assert!(HolidayTable::read(&long[from..]).is_ok(), "{long}");
    }
}

#[expect(clippy::disallowed_methods, reason = "a table file to read")]
fn fs_write(path: &Path, text: &str) {
    fs::write(path, text).unwrap();
}
