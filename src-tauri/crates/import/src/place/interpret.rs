//! What words mean to a field of a kind: “Yes”, a level of a scale, a name with a date.

use model::{Approval, Choice, Field, Kind, Template, YesNo};

use super::scale::Scale;
use super::words::small;
use crate::draft::Value;

/// What words mean to a kind of answer.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Meaning {
    pub(crate) value: Value,
    /// How sure that is, 0 to 1.
    pub(crate) sure: f32,
    /// What was read into the words, where the form cannot keep them as written.
    pub(crate) reading: Option<String>,
}

impl Meaning {
    fn sure(value: Value) -> Meaning {
        Meaning { value, sure: 1.0, reading: None }
    }
}

/// Says what words mean to a kind of answer; `None` when they mean nothing to it.
pub(crate) fn meaning(template: &Template, kind: &Kind, text: &str) -> Option<Meaning> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    match kind {
        Kind::Text { .. } | Kind::Prose | Kind::Date => Some(Meaning::sure(Value::Words)),
        Kind::YesNo { other } => match yes_no(text) {
            Some((answer, "")) => Some(Meaning::sure(Value::YesNo(answer))),
            _ if *other => {
                let sure = if text.chars().count() <= 200 { 0.95 } else { 0.7 };
                Some(Meaning { value: Value::YesNo(YesNo::Other(one_line(text))), sure, reading: None })
            }
            _ => None,
        },
        Kind::Choice { other, .. } => choice(template, kind, *other, text),
        Kind::Approval { .. } => {
            let approval = approval(template, kind, text);
            let says = tells(text, SENTENCE) && approval.date.is_empty() && approval.outcome.is_none();
            (!says).then(|| Meaning::sure(Value::Approval(approval)))
        }
        Kind::Boxes { .. }
        | Kind::Table { .. }
        | Kind::Conditions { .. }
        | Kind::Attachments
        | Kind::RowRef { .. } => None,
    }
}

/// Reads “Yes” or “No” off the front of a text, where it stands alone or before a stop. Gives the rest.
pub(crate) fn yes_no(text: &str) -> Option<(YesNo, &str)> {
    // “/ No”: the other word was struck out.
    let text = text.trim_start_matches([' ', '\t', '\n', '/', '|']);
    let end = text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
    let answer = match text.get(..end)?.to_lowercase().as_str() {
        "yes" | "y" | "ja" | "oui" => YesNo::Yes,
        "no" | "n" | "nee" | "nein" | "non" => YesNo::No,
        _ => return None,
    };
    let rest = text.get(end..)?;
    let plain = rest.trim_matches([' ', '\t', '\n', '/', '|', '.', '*', '!']);
    let note = !plain.is_empty() && plain.len() <= 2 && plain.chars().all(|c| c.is_ascii_digit());
    if plain.is_empty() || note || is_instruction(plain) {
        return Some((answer, ""));
    }
    // “No formal mapping was done” is a sentence, “No, none was done” an answer with its reason; “Yes/No” is neither.
    let stop = |c: char| matches!(c, '.' | ',' | ';' | ':' | '–' | '—' | '-' | '\n' | '(');
    let apart = rest.starts_with('\t') || rest.starts_with("  ");
    let rest = rest.trim_start_matches([' ', '\t']);
    if !rest.starts_with(stop) && !apart {
        return None;
    }
    let rest = rest.trim_start_matches(|c: char| stop(c) && c != '(').trim_start();
    Some((answer, rest))
}

/// Says whether a text tells how to choose: “(delete as applicable)”.
fn is_instruction(text: &str) -> bool {
    let words: Vec<String> = text.split(|c: char| !c.is_alphabetic()).map(str::to_lowercase).collect();
    let words: Vec<&str> =
        words.iter().map(String::as_str).filter(|w| !w.is_empty() && *w != "please").collect();
    matches!(
        words.as_slice(),
        [
            "delete" | "strike" | "tick" | "select" | "circle",
            "as" | "where",
            "applicable" | "appropriate" | "necessary"
        ]
    )
}

/// Says whether a text is one of the words for “not applicable”.
pub(crate) fn not_applicable(text: &str) -> bool {
    let plain: String = text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
    matches!(plain.as_str(), "na" | "notapplicable" | "nvt" | "none")
}

fn choice(template: &Template, kind: &Kind, other: bool, text: &str) -> Option<Meaning> {
    // “2 x 4 = 8 Amber”
    let sum = |factors: &str| factors.chars().all(|c| c.is_ascii_digit() || " x×*".contains(c));
    let text = match text.split_once('=') {
        Some((factors, product)) if sum(factors) && factors.contains(char::is_numeric) => product,
        _ => text,
    };
    let plain = plain(text);
    let options = spoken(template, kind);
    // “Reduce” says “Reduced”.
    let verb = |word: &String| plain.len() > 4 && [format!("{plain}d"), format!("{plain}ed")].contains(word);
    // “Eliminate d”: a narrow column breaks a word.
    let joined: String = plain.split(' ').collect();
    let broken = |word: &String| joined.len() > 6 && *word == joined;
    let says = |words: &Vec<String>| words.contains(&plain) || words.iter().any(|w| verb(w) || broken(w));
    if let Some((id, _)) = options.iter().find(|(_, words)| says(words)) {
        let label = template.options(kind).into_iter().find(|(o, _)| o == id).map_or("", |(_, label)| label);
        let same = self::plain(label) == plain;
        let reading = (!same).then(|| format!("“{}” was read as {label}.", text.trim()));
        let sure = if same { 1.0 } else { 0.9 };
        return Some(Meaning { value: Value::Choice(Choice::Option(id.clone())), sure, reading });
    }
    // One option named among few words: “High (12)”, “Medium risk”.
    let words: Vec<&str> = plain.split(' ').collect();
    let named: Vec<&String> = options
        .iter()
        .filter(|(_, spoken)| spoken.iter().any(|s| words.iter().any(|w| w == s)))
        .map(|(id, _)| id)
        .collect();
    let scale = matches!(kind, Kind::Choice { scale: Some(_), .. });
    if let ([id], true) = (named.as_slice(), words.len() <= 5 && (scale || !other)) {
        return Some(read_as(template, kind, id, text, 0.8));
    }
    if explains_scale(template, kind, text) {
        return None;
    }
    if let Some(level) = of_other_scale(template, kind, text).or_else(|| scored(template, kind, text)) {
        return Some(level);
    }
    if other && text.chars().count() <= 200 {
        return Some(Meaning {
            value: Value::Choice(Choice::Other(one_line(text))),
            sure: 0.9,
            reading: None,
        });
    }
    None
}

/// Says whether a text tells how a scale is meant: “Remote 1, Possible 2, Probable 3”.
pub(crate) fn explains_scale(template: &Template, kind: &Kind, text: &str) -> bool {
    const LONGEST: usize = 14;
    let Kind::Choice { scale: Some(_), .. } = kind else { return false };
    let plain = plain(text);
    let words: Vec<&str> = plain.split(' ').collect();
    let figures = words.iter().filter(|w| w.chars().all(|c| c.is_ascii_digit())).count();
    let own = spoken(template, kind);
    let own = own.iter().flat_map(|(_, spoken)| spoken).map(String::as_str);
    let mut levels: Vec<&str> = own
        .chain(OTHER_SCALES.iter().flat_map(|third| third.iter().copied()))
        .filter(|l| words.contains(l))
        .collect();
    levels.sort_unstable();
    levels.dedup();
    // “H = high, M = medium”
    let signs = text.matches('=').count();
    (figures >= 2 || signs >= 2) && (levels.len() >= 2 || words.len() > LONGEST)
}

/// What other scales call the lowest, middle and highest third.
const OTHER_SCALES: [&[&str]; 3] = [
    &[
        "negligible",
        "very low",
        "unlikely",
        "rare",
        "improbable",
        "minor",
        "l",
        "g",
        "green",
        "insignificant",
        "négligeable",
        "faible",
        "laag",
    ],
    &[
        "limited",
        "m",
        "a",
        "amber",
        "yellow",
        "moderate",
        "occasional",
        "limitée",
        "modéré",
        "gemiddeld",
        "midden",
    ],
    &[
        "important",
        "h",
        "r",
        "red",
        "major",
        "maximum",
        "very high",
        "extreme",
        "critical",
        "severe",
        "serious",
        "catastrophic",
        "likely",
        "very likely",
        "almost certain",
        "certain",
        "frequent",
        "importante",
        "maximale",
        "élevé",
        "élevée",
        "hoog",
    ],
];

/// Reads a level of another scale than the form's.
fn of_other_scale(template: &Template, kind: &Kind, text: &str) -> Option<Meaning> {
    let plain = plain(text);
    // “6 (Moderate)”
    let words: Vec<&str> = plain.split(' ').filter(|w| !w.chars().all(|c| c.is_ascii_digit())).collect();
    // “Moderat e”: a narrow column breaks a word.
    let third = [" ", ""].iter().find_map(|gap| {
        let level = words.join(gap);
        OTHER_SCALES.iter().position(|third| third.contains(&level.as_str()))
    })?;
    level_of(template, kind, text, third, 0.6)
}

/// Reads a score: 1 to 5 as a level of a scale of three, a product up to 25 likewise.
fn scored(template: &Template, kind: &Kind, text: &str) -> Option<Meaning> {
    let third = match score(text)? {
        1..=2 | 6 => 0,
        3 | 8..=12 => 1,
        4..=5 | 13..=25 => 2,
        _ => return None,
    };
    level_of(template, kind, text, third, 0.55)
}

/// Reads a score by the scale that the document itself tells.
pub(crate) fn told(template: &Template, kind: &Kind, text: &str, scale: &Scale) -> Option<Meaning> {
    level_of(template, kind, text, scale.third(score(text)?)?, 0.8)
}

/// Reads a product of two scores of 1 to 5, in thirds as risk matrices have them: to 6, to 12, to 25.
pub(crate) fn product(template: &Template, kind: &Kind, text: &str) -> Option<Meaning> {
    let third = match score(text)? {
        1..=6 => 0,
        7..=12 => 1,
        13..=25 => 2,
        _ => return None,
    };
    level_of(template, kind, text, third, 0.6)
}

fn score(text: &str) -> Option<u32> {
    text.split_whitespace().next()?.parse().ok()
}

/// Reads a text as the level in the lowest, middle or highest third of the form's scale; nothing where it has none.
fn level_of(template: &Template, kind: &Kind, text: &str, third: usize, sure: f32) -> Option<Meaning> {
    let Kind::Choice { scale: Some(_), .. } = kind else { return None };
    let levels = template.options(kind);
    let (id, _) = levels.get(third * levels.len().saturating_sub(1) / 2)?;
    Some(read_as(template, kind, id, text, sure))
}

fn read_as(template: &Template, kind: &Kind, id: &str, text: &str, sure: f32) -> Meaning {
    let label = template.options(kind).into_iter().find(|(o, _)| *o == id).map_or("", |(_, label)| label);
    let reading = Some(format!("“{}” was read as {label}.", text.trim()));
    Meaning { value: Value::Choice(Choice::Option(id.to_owned())), sure, reading }
}

/// Gives the options of a choice with all the words that people say for each.
fn spoken(template: &Template, kind: &Kind) -> Vec<(String, Vec<String>)> {
    if let Kind::Choice { scale: Some(scale), .. } = kind {
        let levels = template.scales.get(scale).map(|s| s.levels.as_slice()).unwrap_or_default();
        let all = |l: &model::Level| l.also.iter().chain([&l.label]).map(|w| plain(w)).collect();
        return levels.iter().map(|l| (l.id.clone(), all(l))).collect();
    }
    template.options(kind).into_iter().map(|(id, label)| (id.to_owned(), vec![plain(label)])).collect()
}

/// Says whether a text does nothing but list the options of a choice: “Remote, possible or probable”.
pub(crate) fn lists_options(template: &Template, kind: &Kind, text: &str) -> bool {
    // “Minimal / Significant / Severe. Give the overall rating before any mitigation.”
    if let Some((first, _)) = text.split_once(". ")
        && matches!(kind, Kind::Choice { .. })
        && first.contains(['/', ','])
        && lists_options(template, kind, first)
    {
        return true;
    }
    let plain = plain(text);
    let mut options: Vec<String> = spoken(template, kind).into_iter().flat_map(|(_, words)| words).collect();
    let mut least = spoken(template, kind).len().clamp(2, 3);
    if matches!(kind, Kind::YesNo { .. }) {
        options = vec!["yes".into(), "no".into(), "n".into(), "a".into()];
        least = 2;
        if plain.split(' ').any(|w| w == "and") {
            return false;
        }
    }
    let words: Vec<&str> = plain.split(' ').filter(|w| !matches!(*w, "or" | "and" | "")).collect();
    let mut different: Vec<&&str> = words.iter().collect();
    different.sort_unstable();
    different.dedup();
    let real = different.iter().any(|w| !matches!(**w, "n" | "a"));
    different.len() >= least && real && words.iter().all(|w| options.iter().any(|o| o == w))
}

/// Takes a name, a date and an outcome apart.
fn approval(template: &Template, kind: &Kind, text: &str) -> Approval {
    let mut approval = Approval::default();
    let mut names = Vec::new();
    let label = match kind {
        Kind::Approval { date_label: Some(label), .. } => label.as_str(),
        _ => "",
    };
    let text = without_labels(text, label);
    for part in text.split(['\n', '\t', ';']).flat_map(parts) {
        let part = part.trim_matches([',', ';', ' ', '–', '-', '/', '(', ')']).trim();
        let (outcome, part) = outcome(template, kind, part);
        if approval.outcome.is_none() {
            approval.outcome = outcome;
        }
        let part = part.trim_matches([',', ';', ' ', '–', '-', '/', '(', ')']).trim();
        if part.is_empty() {
            continue;
        }
        let dated = after_words_of_date(part);
        if approval.date.is_empty() && is_date(dated) {
            approval.date = dated.to_owned();
        } else {
            names.push(part.to_owned());
        }
    }
    // “By the owner by 31 March, or sooner if the scope changes”: a sentence is not taken apart.
    let around = text.split_once(&approval.date).filter(|_| !approval.date.is_empty());
    let says = |part: &str| part.split_whitespace().count() >= 3;
    let whole = around.is_some_and(|(before, after)| says(before) && says(after));
    approval.name = if whole { one_line(&text) } else { names.join(", ") };
    approval
}

/// A sentence of so many words is nobody's name.
const SENTENCE: usize = 7;

/// Says whether a text is a sentence of so many words at least, and so nobody's name: “Both conditions go into the plan as items
/// 12 and 13.”
pub(crate) fn tells(text: &str, shortest: usize) -> bool {
    let text = text.trim_end();
    text.ends_with('.') && !text.contains(['\n', '\t', ';']) && text.split_whitespace().count() >= shortest
}

/// Takes the words off that people write before a date: “Next review March 2025”.
pub(crate) fn after_words_of_date(text: &str) -> &str {
    const WORDS: &[&str] =
        &["next", "review", "reviewed", "due", "date", "in", "on", "by", "from", "signed", "approved", "the"];
    let mut rest = text.trim();
    while let Some((word, after)) = rest.split_once([' ', ':']) {
        if !WORDS.contains(&word.trim_matches([':', ',', '.']).to_lowercase().as_str()) {
            break;
        }
        rest = after.trim_start_matches([' ', ':']);
    }
    rest
}

/// Takes out what forms print before a name, a position and a date; the parts stand in lines of their own then.
fn without_labels(text: &str, date_label: &str) -> String {
    const LABELS: &[&str] = &[
        "signed by:",
        "signed:",
        "signature:",
        "name:",
        "position:",
        "job title:",
        "title:",
        "role:",
        "date:",
    ];
    let mut out = text.to_owned();
    for label in LABELS.iter().copied().chain([date_label]).filter(|l| !l.is_empty()) {
        // Small letters of the same length: so places agree.
        while let Some(at) = out.to_ascii_lowercase().find(label) {
            let end = at + label.len();
            out.replace_range(at..end, "\n");
        }
    }
    out
}

/// Reads an outcome that stands in a part of an approval: “Accepted by the Chair”, “J Smith – accepted”. Gives the rest.
fn outcome<'a>(template: &Template, kind: &Kind, part: &'a str) -> (Option<String>, &'a str) {
    for (id, label) in template.options(kind) {
        if plain(label) == plain(part) {
            return (Some(id.to_owned()), "");
        }
        let (low, word) = (part.to_ascii_lowercase(), label.to_ascii_lowercase());
        if let Some(rest) = low.strip_prefix(&word)
            && let Some(rest) = part.get(part.len() - rest.len()..)
            && !rest.starts_with(char::is_alphanumeric)
        {
            let name = rest.trim_start_matches([' ', '–', '-', ':']);
            return (Some(id.to_owned()), name.strip_prefix("by ").unwrap_or(name));
        }
        if let Some(rest) = low.strip_suffix(&word)
            && rest.ends_with([' ', '(', '-', '–'])
        {
            return (Some(id.to_owned()), part.get(..rest.len()).unwrap_or(part));
        }
    }
    (None, part)
}

/// Splits a line at commas, and before a date that follows a name without one.
fn parts(line: &str) -> Vec<&str> {
    let mut out = Vec::new();
    for part in
        line.split(", ").flat_map(|p| p.split(" – ")).flat_map(|p| p.split(" - ")).flat_map(|p| p.split("  "))
    {
        let starts = part.char_indices().filter(|(i, c)| {
            c.is_ascii_digit() && (*i == 0 || part.get(..*i).is_some_and(|b| b.ends_with([' ', '(', '/'])))
        });
        let cut = starts.map(|(i, _)| i).find(|i| *i > 0 && part.get(*i..).is_some_and(is_date));
        match cut.and_then(|i| part.split_at_checked(i)) {
            Some((name, date)) => {
                out.extend([name.trim_end_matches([' ', '-', '–', '(']), date.trim_end_matches(')')])
            }
            None => out.push(part),
        }
    }
    out
}

/// Says whether a text may answer what asks for a day: it has a month, a year, a date or the like in it.
pub(crate) fn tells_a_day(text: &str) -> bool {
    const LONGEST: usize = 60;
    const WHEN: &[&str] = &[
        "spring",
        "summer",
        "autumn",
        "winter",
        "quarter",
        "q1",
        "q2",
        "q3",
        "q4",
        "immediately",
        "already",
        "now",
        "live",
        "tbc",
        "tba",
        "confirmed",
        "date",
        "ongoing",
        "phase",
        "phased",
        "week",
        "weeks",
        "month",
        "months",
    ];
    let words = small(text);
    let dated = words.iter().enumerate().any(|(at, w)| {
        let year = w.len() == 4 && (w.starts_with("19") || w.starts_with("20")) && w.parse::<u32>().is_ok();
        let three = words.get(at..at + 3).is_some_and(|d| is_date(&d.join(" ")));
        year || three
            || (w.len() > 2
                && MONTHS.contains(&w.get(..3).unwrap_or(""))
                && w.chars().all(char::is_alphabetic))
            || WHEN.contains(&w.as_str())
    });
    dated && words.len() <= LONGEST
}

/// How the months begin.
const MONTHS: &[&str] = &["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Says whether a text is a date: “14/2/2022”, “3 June 2021”, “June 2021”, “2021-06-03”.
pub(crate) fn is_date(text: &str) -> bool {
    let mut words = small(text);
    words.retain(|w| w != "of");
    let month = |w: &String| w.chars().all(char::is_alphabetic) && MONTHS.iter().any(|m| w.starts_with(m));
    let day = |w: &String| {
        let digits = w.trim_end_matches(|c: char| c.is_alphabetic());
        digits.len() <= 2 && digits.parse::<u32>().is_ok_and(|d| (1..=31).contains(&d))
    };
    let year = |w: &String| (w.len() == 4 || w.len() == 2) && w.chars().all(|c| c.is_ascii_digit());
    match words.as_slice() {
        [a, b, c] if year(a) && a.len() == 4 => day(b) && day(c),
        [a, b, c] => year(c) && ((day(a) && (month(b) || day(b))) || (month(a) && day(b))),
        [a, b] => month(a) && year(b),
        _ => false,
    }
}

/// Gives the field that a text answers best among some, by kind alone.
pub(crate) fn is_words(field: &Field) -> bool {
    matches!(field.kind, Kind::Text { .. } | Kind::Prose | Kind::Date)
}

/// Says whether two texts are the same words.
pub(crate) fn same(a: &str, b: &str) -> bool {
    plain(a) == plain(b)
}

fn plain(text: &str) -> String {
    small(text).join(" ")
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yes_and_no_are_read_where_they_stand_alone() {
        assert_eq!(yes_no("Yes"), Some((YesNo::Yes, "")));
        assert_eq!(yes_no("No, none is kept"), Some((YesNo::No, "none is kept")));
        assert_eq!(yes_no("No formal mapping was done"), None);
        assert_eq!(yes_no("Yes/No"), None);
        assert_eq!(yes_no("/ No"), Some((YesNo::No, "")));
        assert_eq!(yes_no("Yes / (please delete as applicable)"), Some((YesNo::Yes, "")));
        assert_eq!(yes_no("Note"), None);
    }

    #[test]
    fn dates_are_told_from_names() {
        for date in ["14/2/2022", "3 June 2021", "June 2021", "2021-06-03", "3rd Sept 2021"] {
            assert!(is_date(date), "{date}");
        }
        for other in ["Jane Smith", "12", "Head of Service", "May Brown"] {
            assert!(!is_date(other), "{other}");
        }
    }
}
