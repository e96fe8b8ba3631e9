//! Which scores a document calls low, medium and high: “1 to 6 low, 8 to 12 medium, 15 to 25 high”.

use super::words::small;

/// The highest score of any scale.
const MOST: u32 = 125;
/// How many words may stand between the scores and what they are called: “1 to 5 is (green) low”.
const APART: usize = 3;

/// The scores that a document calls low, medium and high.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Scale {
    /// From, to, and which third they are called: 0, 1 or 2.
    bands: Vec<(u32, u32, usize)>,
}

impl Scale {
    /// Reads a scale off a text that tells one: at least two bands of scores, the higher called no lower.
    pub(crate) fn told(text: &str) -> Option<Scale> {
        let words = small(text);
        let number = |at: usize| words.get(at)?.parse::<u32>().ok().filter(|n| *n <= MOST);
        let mut ranges: Vec<(usize, usize, u32, u32)> = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let joined = words.get(at + 1).is_some_and(|w| matches!(w.as_str(), "to" | "and" | "through"));
            let end = at + 1 + usize::from(joined);
            match number(at).zip(number(end)) {
                Some((from, to)) if from < to => {
                    ranges.push((at, end, from, to));
                    at = end + 1;
                }
                _ => at += 1,
            }
        }
        let bands = |after: bool| {
            let band = |(begin, end, from, to): &(usize, usize, u32, u32)| {
                let beside: Vec<&String> = if after {
                    words.iter().skip(end + 1).take(APART).collect()
                } else {
                    words.iter().take(*begin).rev().take(APART).collect()
                };
                let up_to = beside.into_iter().take_while(|w| w.parse::<u32>().is_err());
                Some((*from, *to, up_to.filter_map(|w| third(w)).next()?))
            };
            ranges.iter().filter_map(band).collect::<Vec<_>>()
        };
        let (after, before) = (bands(true), bands(false));
        let bands = if after.len() >= before.len() { after } else { before };
        let rising = bands.windows(2).all(|pair| {
            let [(_, to, low), (from, _, high)] = pair else { return true };
            to < from && low <= high
        });
        let several = bands.first().map(|b| b.2) != bands.last().map(|b| b.2);
        (bands.len() >= 2 && rising && several).then_some(Scale { bands })
    }

    /// Gives the third that a score is called: 0, 1 or 2.
    pub(crate) fn third(&self, score: u32) -> Option<usize> {
        self.bands.iter().find(|(from, to, _)| (*from..=*to).contains(&score)).map(|b| b.2)
    }
}

fn third(word: &str) -> Option<usize> {
    match word {
        "low" | "minor" | "green" | "negligible" => Some(0),
        "medium" | "moderate" | "amber" | "yellow" => Some(1),
        "high" | "red" | "severe" | "extreme" | "critical" | "major" => Some(2),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::Scale;

    #[test]
    fn scales_are_read_in_either_order() {
        let after =
            Scale::told("L x I. 1 to 5 is low (green), 6 to 12 is medium (amber), 15 to 25 is high (red)");
        let before = Scale::told("Low: 1–5; Medium: 6–12; High: 15–25");
        let more = Scale::told("1 = very low, 5 = very high. Overall: 1–5 low, 6–12 medium, 15–25 high");
        for scale in [after, before, more].map(|s| s.expect("a scale")) {
            assert_eq!([5, 6, 12, 20].map(|s| scale.third(s)), [Some(0), Some(1), Some(1), Some(2)]);
            assert_eq!(scale.third(13), None);
        }
    }

    #[test]
    fn what_tells_no_scale_is_none() {
        for text in [
            "Low risk of harm to 3 to 5 people",
            "Retention: 3 to 6 years, high volume, low risk",
            "Between 14 and 60 triggers",
            "High (1-5), Medium (6-12), Low (15-25)",
        ] {
            assert_eq!(Scale::told(text), None, "{text}");
        }
    }
}
