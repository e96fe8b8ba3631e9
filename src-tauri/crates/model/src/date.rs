//! Dates, as forms hold them: a day (`2025-03-14`) or the officer's own words (“September 2021”).

/// Says whether the text is a day of the Gregorian calendar, `yyyy-mm-dd`.
pub fn is_date(text: &str) -> bool {
    parts(text).is_some()
}

/// The months as they are written, January first.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Writes a day in full, “14 March 2025”; other words are given back as they are.
pub fn long_date(text: &str) -> String {
    match parts(text).and_then(|(y, m, d)| Some((y, *MONTHS.get(m as usize - 1)?, d))) {
        Some((year, month, day)) => format!("{day} {month} {year}"),
        None => text.to_owned(),
    }
}

/// Gives the day some months after a day, `yyyy-mm-dd`; the last of the month where the month is too short. Nothing when the text is
/// no day.
pub fn months_after(day: &str, months: u32) -> Option<String> {
    let (year, month, day) = parts(day)?;
    let count = (year * 12 + month - 1).checked_add(months)?;
    let (year, month) = (count / 12, count % 12 + 1);
    let written = |d: u32| format!("{year:04}-{month:02}-{d:02}");
    (28..=day).rev().chain([day]).map(written).find(|text| is_date(text))
}

fn parts(text: &str) -> Option<(u32, u32, u32)> {
    let (year, rest) = text.trim().split_once('-')?;
    let (month, day) = rest.split_once('-')?;
    let number = |s: &str, len: usize| {
        (s.len() == len && s.bytes().all(|b| b.is_ascii_digit())).then(|| s.parse::<u32>().ok())?
    };
    let (y, m, d) = (number(year, 4)?, number(month, 2)?, number(day, 2)?);
    let leap = (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
    let days = match m {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    (1..=days).contains(&d).then_some((y, m, d))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_review_is_due_on_the_same_day_some_months_later_or_on_the_last_of_that_month() {
        for (day, months, due) in [
            ("2026-06-16", 12, Some("2027-06-16")),
            ("2026-01-31", 1, Some("2026-02-28")),
            ("2024-02-29", 12, Some("2025-02-28")),
            ("2026-11-30", 3, Some("2027-02-28")),
            ("2026-12-05", 6, Some("2027-06-05")),
            ("soon", 12, None),
        ] {
            assert_eq!(months_after(day, months).as_deref(), due);
        }
    }

    #[test]
    fn days_are_told_from_words() {
        for (text, long) in [
            ("2025-03-14", "14 March 2025"),
            ("2024-02-29", "29 February 2024"),
            ("2023-02-29", "2023-02-29"),
            ("September 2021", "September 2021"),
            ("2025-13-01", "2025-13-01"),
            ("20250-1-1", "20250-1-1"),
        ] {
            assert_eq!(long_date(text), long);
        }
    }
}
