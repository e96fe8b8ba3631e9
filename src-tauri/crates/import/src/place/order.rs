//! Prompts in nobody's words, known by their place: between two questions that are known, in the form's order, as many as the
//! form has there.

use std::collections::HashMap;

use model::Kind;

use super::find::Finder;
use super::form::Means;
use super::interpret;
use super::units::Unit;

/// No document has more prompts that are counted out.
const MOST: usize = 400;
/// So many prompts are known at the least, to speak for their neighbours.
const FEWEST: usize = 8;
/// How near a prompt in other words is to a question, to be known.
const NEAR: f32 = 0.62;

/// Finds the questions that counted prompts ask which are known by no words: by unit, the form's own question.
pub(crate) fn by_order(finder: &Finder<'_, '_>, units: &[Unit]) -> HashMap<usize, usize> {
    let prompts = counted(units);
    let known: Vec<Option<usize>> = prompts.iter().map(|at| question(finder, units.get(*at)?)).collect();
    let kept = in_order(&known);
    let met = known.iter().flatten().count();
    if kept.len() < FEWEST || kept.len() * 3 < met * 2 {
        return HashMap::new();
    }
    let mut found = HashMap::new();
    for pair in kept.windows(2) {
        let (Some(from), Some(to)) = (pair.first().copied(), pair.get(1).copied()) else { continue };
        let (Some(Some(above)), Some(Some(below))) = (known.get(from), known.get(to)) else { continue };
        let between = prompts.get(from + 1..to).unwrap_or_default();
        let asked: Vec<usize> = (above + 1..*below).collect();
        let strange = known.get(from + 1..to).unwrap_or_default().iter().all(Option::is_none);
        let fits = |(at, slot): (&usize, &usize)| answers(finder, units, *at, *slot);
        if strange
            && !asked.is_empty()
            && between.len() == asked.len()
            && between.iter().zip(&asked).all(fits)
        {
            found.extend(between.iter().copied().zip(asked));
        }
    }
    found
}

/// Gives the prompts of a document that have a number, with it or in the cell before.
fn counted(units: &[Unit]) -> Vec<usize> {
    let asks = |unit: &Unit| {
        unit.words.len() >= 2
            && (unit.text.trim_end().ends_with(['?', ':', '.']) || unit.text.contains('?') || unit.heads())
    };
    let mut prompts = Vec::new();
    for (at, unit) in units.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|b| units.get(b)).is_some_and(Unit::is_number);
        let digit = |t: &str| t.chars().any(|c| c.is_ascii_digit());
        let typed = unit.text.split_whitespace().next().is_some_and(digit);
        let counts = unit.number.as_deref().is_some_and(digit) || (typed && unit.content.is_strong());
        if (counts || before) && asks(unit) && prompts.len() < MOST {
            prompts.push(at);
        }
    }
    prompts
}

/// Gives the form's own question that a prompt asks, by its words.
fn question(finder: &Finder<'_, '_>, unit: &Unit) -> Option<usize> {
    let found = finder.at(&unit.ids(), None);
    let own = found.iter().find(|f| matches!(f.means, Means::Slot(_)) && f.score >= 0.85 && f.weight >= 2.0);
    let slot = match own {
        Some(found) => found.means.slot(),
        None => {
            let near = finder.alike.nearest(finder.lexicon, &unit.ids(), |_, _| Some(0.0));
            let label = near.filter(|n| n.score >= NEAR).and_then(|n| finder.form.labels.get(n.index));
            label.and_then(|l| l.means.slot())
        }
    };
    let own = finder.form.own(slot?);
    finder.form.slots.get(own).is_some_and(|s| !s.mapped).then_some(own)
}

/// Gives the longest run of known questions that come in the form's order, by their places.
fn in_order(known: &[Option<usize>]) -> Vec<usize> {
    let places: Vec<(usize, usize)> =
        known.iter().enumerate().filter_map(|(i, k)| k.map(|k| (i, k))).collect();
    let mut best: Vec<(usize, Option<usize>)> = Vec::new();
    for (at, (_, slot)) in places.iter().enumerate() {
        let before = (0..at).filter(|b| places.get(*b).is_some_and(|p| p.1 <= *slot));
        let longest = before
            .filter_map(|b| Some((best.get(b)?.0, b)))
            .max_by_key(|(length, b)| (*length, std::cmp::Reverse(*b)));
        best.push(longest.map_or((1, None), |(length, b)| (length + 1, Some(b))));
    }
    let mut at = (0..best.len()).max_by_key(|i| best.get(*i).map_or(0, |b| b.0));
    let mut run = Vec::new();
    while let Some(i) = at {
        run.extend(places.get(i).map(|p| p.0));
        at = best.get(i).and_then(|b| b.1);
    }
    run.reverse();
    run
}

/// Says whether a prompt may ask a question by its place: a yes or no stands behind it where that is all that the question
/// takes; else its words come nearest to that question, however far they are.
fn answers(finder: &Finder<'_, '_>, units: &[Unit], at: usize, slot: usize) -> bool {
    const FAR: f32 = 0.25;
    let fields = finder.form.slots.get(slot).map(|s| s.fields.as_slice()).unwrap_or_default();
    let closed = !fields.is_empty() && fields.iter().all(|f| matches!(f.kind, Kind::YesNo { .. }));
    if closed {
        let next = units.get(at + 1);
        return next
            .is_some_and(|u| interpret::yes_no(u.text.trim()).is_some() || u.before.or(u.after).is_some());
    }
    let Some(unit) = units.get(at) else { return false };
    let closest = finder.alike.closest(finder.lexicon, &unit.ids()).filter(|n| n.score >= FAR);
    let label = closest.and_then(|n| finder.form.labels.get(n.index));
    label.and_then(|l| l.means.slot()).is_some_and(|s| finder.form.own(s) == slot)
}
