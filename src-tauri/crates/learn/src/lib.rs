//! Learns from examples which of some kinds a text is of: multinomial logistic regression over its words and pairs of words, by
//! stochastic gradient descent with a step of its own for each word (Duchi, Hazan and Singer 2011, AdaGrad). A crate of its own,
//! so that it is compiled for speed in tests too.

use std::collections::{BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};

/// The first letters that tell a word.
const STEM: usize = 6;
/// What stands in fewer examples tells nothing.
const FEWEST: u32 = 3;
/// How often each example is looked at.
const ROUNDS: usize = 6;
/// An example that is told with so little doubt is passed over.
const TOLD: f32 = 0.02;

/// How much each word speaks for each kind.
#[derive(Debug, Default)]
pub struct Learnt {
    kinds: Vec<String>,
    words: HashMap<Mark, Word>,
    /// By word, then by kind.
    weights: Vec<f32>,
}

/// A word or a pair of words, by its hash: few enough that no two are taken for one.
type Mark = u64;

/// What is known of a word.
#[derive(Debug, Clone, Copy)]
struct Word {
    number: usize,
    /// How rare it is (inverse document frequency).
    rare: f32,
}

/// The words of a text that are known, each with its weight; together of length one.
type Known = Vec<(usize, f32)>;

impl Learnt {
    /// Learns from examples: the kind and the text of each. The same examples in the same order give the same each time.
    pub fn from(examples: &[(String, String)]) -> Learnt {
        let mut counts: HashMap<Mark, u32> = HashMap::new();
        for mark in examples.iter().flat_map(|(_, text)| marks(text)) {
            *counts.entry(mark).or_default() += 1;
        }
        let mut kept: Vec<(Mark, u32)> = counts.into_iter().filter(|(_, count)| *count >= FEWEST).collect();
        kept.sort_unstable();
        let rare = |count: u32| (examples.len() as f32 / count as f32).ln() + 1.0;
        let word = |(number, (mark, count)): (usize, (Mark, u32))| (mark, Word { number, rare: rare(count) });
        let kinds: BTreeSet<&str> = examples.iter().map(|(kind, _)| kind.as_str()).collect();
        let mut learnt = Learnt {
            weights: vec![0.0; kept.len() * kinds.len()],
            words: kept.into_iter().enumerate().map(word).collect(),
            kinds: kinds.into_iter().map(str::to_owned).collect(),
        };
        let known: Vec<(usize, Known)> = examples
            .iter()
            .filter_map(|(kind, text)| Some((learnt.kinds.binary_search(kind).ok()?, learnt.known(text))))
            .collect();
        learnt.descend(&known);
        learnt
    }

    /// Goes down the gradient, example by example.
    fn descend(&mut self, examples: &[(usize, Known)]) {
        let width = self.kinds.len().max(1);
        let mut slopes = vec![0.0_f32; self.words.len()];
        let mut order: Vec<usize> = (0..examples.len()).collect();
        let mut dice = 1;
        for _ in 0..ROUNDS {
            shuffle(&mut order, &mut dice);
            for (kind, known) in order.iter().filter_map(|i| examples.get(*i)) {
                let mut off = self.likely(known);
                let Some(own) = off.get_mut(*kind).filter(|own| **own < 1.0 - TOLD) else { continue };
                *own -= 1.0;
                let far: f32 = off.iter().map(|o| o * o).sum();
                for (number, weight) in known {
                    let Some(slope) = slopes.get_mut(*number) else { continue };
                    *slope += weight * weight * far;
                    let by = weight / slope.sqrt();
                    let row = self.weights.chunks_exact_mut(width).nth(*number).unwrap_or_default();
                    row.iter_mut().zip(&off).for_each(|(w, o)| *w -= by * o);
                }
            }
        }
    }

    fn known(&self, text: &str) -> Known {
        let known = marks(text).into_iter().filter_map(|mark| self.words.get(&mark));
        let mut known: Known = known.map(|word| (word.number, word.rare)).collect();
        let long = known.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt();
        known.iter_mut().for_each(|(_, weight)| *weight /= long);
        known
    }

    /// Gives the likelihood of each kind, 0 to 1, together 1; all alike where no word is known.
    fn likely(&self, known: &Known) -> Vec<f32> {
        let width = self.kinds.len().max(1);
        let mut sums = vec![0.0; self.kinds.len()];
        for (number, weight) in known {
            let row = self.weights.chunks_exact(width).nth(*number).unwrap_or_default();
            sums.iter_mut().zip(row).for_each(|(sum, w)| *sum += weight * w);
        }
        let most = sums.iter().copied().fold(f32::MIN, f32::max);
        sums.iter_mut().for_each(|sum| *sum = (*sum - most).exp());
        let all: f32 = sums.iter().sum();
        sums.iter_mut().for_each(|sum| *sum /= all);
        sums
    }

    /// Says how likely a text is of each kind: 0 to 1, together 1; all alike where no word is known.
    pub fn weigh(&self, text: &str) -> impl Iterator<Item = (&str, f32)> {
        self.kinds.iter().map(String::as_str).zip(self.likely(&self.known(text)))
    }
}

/// Puts numbers in another order, the same each time (Fisher and Yates, Knuth's MMIX generator).
fn shuffle(order: &mut [usize], dice: &mut u64) {
    for last in (1..order.len()).rev() {
        *dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        order.swap(last, (*dice >> 33) as usize % (last + 1));
    }
}

/// Gives the words of a text by their first letters, and those that stand side by side; longer figures are all alike. In order, so
/// that sums over them are the same each time.
fn marks(text: &str) -> BTreeSet<Mark> {
    let words: Vec<String> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(stem).collect();
    let pairs = words.windows(2).map(mark);
    pairs.chain(words.chunks(1).map(mark)).collect()
}

fn mark(words: &[String]) -> Mark {
    let mut hasher = DefaultHasher::new();
    words.hash(&mut hasher);
    hasher.finish()
}

fn stem(word: &str) -> String {
    if word.len() > 2 && word.starts_with(char::is_numeric) {
        return "#".to_owned();
    }
    word.chars().flat_map(char::to_lowercase).take(STEM).collect()
}

#[cfg(test)]
mod tests {
    use super::Learnt;

    /// Sentences of two kinds, in which each telling word stands often enough.
    fn examples() -> Vec<(String, String)> {
        let said = |kind: &str, text: String| (kind.to_owned(), text);
        let kept = (1..6).map(|n| said("kept", format!("Records are kept {n} years and then destroyed")));
        let told = (1..6).map(|n| said("told", format!("The privacy notice of {n} May tells people of it")));
        kept.chain(told).collect()
    }

    fn best(learnt: &Learnt, text: &str) -> String {
        learnt
            .weigh(text)
            .max_by(|a, b| a.1.total_cmp(&b.1))
            .map(|(kind, _)| kind.to_owned())
            .unwrap_or_default()
    }

    #[test]
    fn what_was_not_among_the_examples_is_told_too() {
        let learnt = Learnt::from(&examples());
        assert_eq!(best(&learnt, "Destroyed once kept ten years"), "kept");
        assert_eq!(best(&learnt, "A privacy notice tells them"), "told");
    }

    #[test]
    fn likelihoods_are_together_one_and_alike_where_no_word_is_known() {
        let learnt = Learnt::from(&examples());
        for text in ["", "Zebra", "Records tell people of records", "kept"] {
            let all: Vec<f32> = learnt.weigh(text).map(|w| w.1).collect();
            assert!(
                (all.iter().sum::<f32>() - 1.0).abs() < 1e-5 && all.iter().all(|l| (0.0..=1.0).contains(l)),
                "{text}: {all:?}"
            );
        }
        let none: Vec<f32> = learnt.weigh("Zebra").map(|w| w.1).collect();
        assert_eq!(none, [0.5, 0.5]);
        assert_eq!(Learnt::from(&[]).weigh("Zebra").count(), 0);
    }

    #[test]
    fn the_same_examples_teach_the_same() {
        let weights =
            || Learnt::from(&examples()).weigh("Records of people").map(|w| w.1).collect::<Vec<_>>();
        assert_eq!(weights(), weights());
    }
}
