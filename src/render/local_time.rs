//! A time of the ledger as people where they are read it. The ledger keeps UTC; a time without its offset is no evidence,
//! so the offset always stands with it.

use jiff::Timestamp;
use jiff::tz::TimeZone;

/// The moment in `zone` to the second, with its offset: `2026-03-20 09:15:04 +08:00`.
pub fn local_time(time: Timestamp, zone: &TimeZone) -> String {
    time.to_zoned(zone.clone()).strftime("%Y-%m-%d %H:%M:%S %:z").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_stands_with_its_offset() {
        let time: Timestamp = "2026-03-19T23:15:04.120Z".parse().unwrap();
        assert_eq!(local_time(time, &TimeZone::fixed(jiff::tz::offset(8))), "2026-03-20 07:15:04 +08:00");
        assert_eq!(local_time(time, &TimeZone::UTC), "2026-03-19 23:15:04 +00:00");
    }
}
