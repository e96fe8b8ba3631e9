//! Which of the wordings found in a unit is one where it stands, and how much speaks for it.

use super::find::{Found, ends_after, ends_in_bold, set_apart};
use super::form::Means;
use super::guess::Beside;
use super::units::Unit;
use super::walk::{Walk, is_label};

/// A label lighter than this is one only where it stands like one.
const LIGHT: f32 = 3.2;

impl<'w, 't> Walk<'w, 't> {
    /// Finds the label that a unit begins with from a word on, if what stands there is one.
    pub(super) fn label(&self, at: usize, from: usize) -> Option<Found> {
        let unit = self.units.get(at)?;
        let mut text: Vec<u32> = unit.words.iter().skip(from).map(|w| w.id).collect();
        let own = text.len();
        for next in self.units.iter().skip(at + 1).take(16).take_while(|u| u.group == unit.group) {
            if text.len() > 160 || next.number.is_some() || next.before.is_some() {
                break;
            }
            text.extend(next.words.iter().map(|w| w.id));
        }
        let own_number = unit.number.as_deref().or(self.row_number.as_deref().filter(|_| self.in_table));
        let number = if from == 0 { own_number } else { None };
        let mut best: Option<(f32, Found)> = None;
        for mut found in self.finder.at(&text, number).iter().cloned() {
            found.used = reworded_end(unit, from, &found);
            if self.explained_in_brackets(unit, from + found.used, &found) {
                found.used = own;
            }
            let Some(bonus) = self.fits(&found, at, from, own) else { continue };
            let score = found.score + bonus;
            if best.as_ref().is_none_or(|(b, _)| score > *b + 1e-4) {
                best = Some((score, found));
            }
        }
        let heading = from == 0 && unit.level().is_some() && !self.labelled;
        let loose = |f: &Found| {
            matches!(f.means, Means::Slot(_)) && f.score < 0.9 && f.numbers != Some(true) && from == 0
        };
        if let Some(nearer) = best.as_ref().filter(|b| loose(&b.1)).and_then(|b| self.nearer(at, &b.1)) {
            return Some(nearer);
        }
        best.map(|b| b.1)
            .or_else(|| heading.then(|| self.finder.widened(&unit.ids(), number)).flatten())
            .or_else(|| self.guess(at).filter(|_| from == 0))
            .or_else(|| self.ordered(at).filter(|_| from == 0))
    }

    /// Says whether a found label may be one where it stands, and how much speaks for it besides its words.
    fn fits(&self, found: &Found, at: usize, from: usize, own: usize) -> Option<f32> {
        let unit = self.units.get(at).filter(|u| !self.labelled || is_label(u))?;
        let form = self.finder.form;
        let slot = found.means.slot();
        let now = self.cursor.slot.map(|s| form.own(s));
        let here = slot.is_some() && slot.map(|s| form.own(s)) == now;
        let section = slot.and_then(|s| form.slots.get(s)).map(|s| s.section);
        let near = here || (section.is_some() && section == self.cursor.section);
        let spans = found.used > own;
        let continued = unit.text.trim_end().to_lowercase().ends_with("continued") && found.used + 1 == own;
        let whole = found.used == own || spans || continued;
        let ends = whole || ends_after(unit, from, found.used);
        // “**Telling people.** We put up a notice.”
        let last = unit.words.get(from + found.used.saturating_sub(1));
        let runs_in = from == 0 && !whole && last.is_some_and(|w| ends_in_bold(unit, w.end));
        let stands = unit.heads()
            || self.in_table
            || unit.number.is_some()
            || self.colon_after(unit, from, found.used)
            || set_apart(unit, from, found.used)
            || runs_in;
        if spans && !self.starts_alike(unit, from, found) {
            // “No”, and below it a hint that has a “no” in it.
            return None;
        }
        if spans && !(self.ends_on_unit(at, from, found) && self.own_words(unit, from, found)) {
            return None;
        }
        let light = found.weight < LIGHT;
        // Where an answer stands, a question is one only word by word: “New process” is none.
        let answers = self.last_column && self.row_number.is_none();
        if answers && found.score < 0.9 && matches!(found.means, Means::Slot(_)) {
            return None;
        }
        // Words of an answer are not taken for a prompt that is not the form's own: only what stands like one is.
        let question = unit.text.trim_end().ends_with('?') && (unit.number.is_some() || self.in_table);
        let boxed = unit.before.or(unit.after).is_some();
        let like_one = unit.level().is_some() || question || self.label_cell();
        let prompt = matches!(found.means, Means::Slot(_));
        let asks_itself = unit.text.contains('?') || unit.level().is_some();
        if boxed
            && prompt
            && from == 0
            && !self.in_table
            && (self.has_boxes() || (form.keep_prompts && !asks_itself))
        {
            // One of the things to tick.
            return None;
        }
        if found.borrowed && prompt && (boxed || !(runs_in || (from == 0 && whole && like_one))) {
            return None;
        }
        if found.borrowed && prompt && slot.map(|s| form.own(s)) != now && self.is_part(unit) {
            // “International transfers”, where the question at hand asks for them among other things.
            return None;
        }
        // An answer that takes up the question’s words goes on where the question ends.
        let exact = found.score > 0.985 && (found.numbers == Some(true) || (!light && unit.heads()));
        let explained = || found.score > 0.95 && self.goes_on(slot, unit, from + found.used);
        if !(ends || exact || explained()) {
            return None;
        }
        let asked = unit.text.contains('?') || unit.heads() || found.numbers == Some(true);
        if found.score < 0.97 && ((found.asks && !asked && !spans) || !found.begins) {
            return None;
        }
        let allowed = match &found.means {
            // “Project | Home First”
            Means::Section(_) => {
                whole && stands && from == 0 && !(self.label_cell() && self.answers_beside())
            }
            Means::Slot(_) => {
                (from == 0 || leads(unit, from))
                    && (!light || (stands && !(self.last_column && self.row_number.is_none())))
            }
            Means::Field { .. } => {
                (here && whole) || ((here || near || found.score > 0.8) && !light) || (here && stands)
            }
            Means::Hint(_) => here || (near && whole) || (!light && found.score > 0.8),
            Means::Box { .. } => {
                let short = form.labels.get(found.index).is_some_and(|l| l.short);
                (here || (near && self.has_box(at))) && (!short || (whole && self.has_box(at)))
            }
            Means::Row { .. } | Means::Band { .. } | Means::MatrixColumn { .. } => {
                slot == self.cursor.slot || (near && !light)
            }
            Means::Column { .. } => false,
            Means::Condition { .. } => self.takes_conditions() && found.score > 0.85,
            Means::Fixed => whole && (!light || found.score > 0.95) && from == 0,
        };
        if !allowed {
            return None;
        }
        let mut bonus = match found.numbers {
            Some(true) => 0.12,
            Some(false) => -0.06,
            None => 0.0,
        };
        bonus += if here {
            0.08
        } else if near {
            0.03
        } else {
            0.0
        };
        let again = self.used.contains(&found.index);
        if again
            && !matches!(
                found.means,
                Means::Hint(_) | Means::Fixed | Means::Band { .. } | Means::Condition { .. }
            )
        {
            bonus -= 0.1;
        }
        if let (Some(to), Some(now)) = (slot, now)
            && matches!(found.means, Means::Slot(_))
        {
            // The questions mostly come in the form's order.
            bonus += match form.own(to).checked_sub(now) {
                Some(1) => 0.06,
                Some(0 | 2 | 3) => 0.03,
                Some(_) => 0.0,
                None => -0.04,
            };
        }
        if matches!(found.means, Means::Hint(_)) && !here {
            // What explains another question than the one at hand asks, where it may do either.
            bonus -= 0.08;
        }
        if matches!(found.means, Means::Hint(_)) && whole && self.row_number.is_some() {
            // A numbered row asks; it does not explain the question before it.
            bonus -= 0.15;
        }
        if matches!(found.means, Means::Box { .. }) && whole && self.has_box(at) {
            // “Other unique identifier ☒” is a box, not the words that are asked for beside it.
            bonus += 0.05;
        }
        bonus += 0.004 * (found.used.min(25) as f32);
        Some(bonus)
    }

    /// Says whether what follows a label explains the same question: a wording and its guidance in one paragraph.
    fn goes_on(&self, slot: Option<usize>, unit: &Unit, from: usize) -> bool {
        let rest: Vec<u32> = unit.words.iter().skip(from).map(|w| w.id).collect();
        let hint = |f: &Found| matches!(f.means, Means::Hint(s) if Some(s) == slot) && f.score > 0.85;
        slot.is_some() && self.finder.at(&rest, None).iter().any(hint)
    }

    /// Says whether all that follows a wording is a remark in brackets that is of the form's own guidance, or nearly: “What roles
    /// will have access? (individuals or staff groups)”.
    fn explained_in_brackets(&self, unit: &Unit, from: usize, found: &Found) -> bool {
        let Means::Slot(slot) = found.means else { return false };
        let Some(last) = from.checked_sub(1).and_then(|last| unit.words.get(last)) else { return false };
        let rest =
            unit.text.get(last.end..).unwrap_or("").trim_start_matches(['?', ':', '.', ' ']).trim_end();
        if !(rest.starts_with('(') && rest.ends_with(')') && rest.matches('(').count() == 1) {
            return false;
        }
        let lexicon = self.finder.lexicon;
        let ids: Vec<u32> = unit.words.iter().skip(from).map(|w| w.id).collect();
        let form = self.finder.form;
        let labels = self.finder.by_question.get(&form.own(slot)).into_iter().flatten();
        let mut hints =
            labels.filter_map(|l| form.labels.get(*l)).filter(|l| matches!(l.means, Means::Hint(_)));
        hints.any(|hint| {
            let shared: Vec<u32> = ids.iter().copied().filter(|w| hint.words.contains(w)).collect();
            lexicon.weigh(&shared) >= 0.75 * lexicon.weigh(&ids)
        })
    }

    /// Says whether the unit at hand is in the first cell of a row that has another beside it.
    pub(super) fn label_cell(&self) -> bool {
        self.in_table && !self.last_column && (self.first_cell || self.row_number.is_some())
    }

    fn answers_beside(&self) -> bool {
        matches!(self.beside, Beside::Short(_) | Beside::Words)
    }

    fn colon_after(&self, unit: &Unit, from: usize, used: usize) -> bool {
        unit.words
            .get(from + used.saturating_sub(1))
            .and_then(|w| unit.text.get(w.end..))
            .is_some_and(|rest| rest.trim_start_matches([' ', ')']).starts_with(':'))
    }

    /// Says whether a unit is a part of what the question at hand asks: forms ask several things in one prompt.
    pub(crate) fn is_part(&self, unit: &Unit) -> bool {
        let lexicon = self.finder.lexicon;
        let ids = unit.ids();
        let all = lexicon.weigh(&ids);
        let form = self.finder.form;
        let own = self.cursor.slot.and_then(|s| self.finder.by_question.get(&form.own(s)));
        let mut own = own.into_iter().flatten().filter_map(|l| form.labels.get(*l));
        own.any(|label| {
            let shared: Vec<u32> = ids.iter().copied().filter(|w| label.words.contains(w)).collect();
            label.words.len() > ids.len() && lexicon.weigh(&shared) >= 0.8 * all
        })
    }

    /// Says whether a text and a label begin with the same word.
    fn starts_alike(&self, unit: &Unit, from: usize, found: &Found) -> bool {
        let label = self.finder.form.labels.get(found.index).and_then(|l| l.words.first());
        unit.words.get(from).map(|w| &w.id) == label
    }

    /// Says whether the first of several units is of the label's words: an answer before the next label is not.
    pub(super) fn own_words(&self, unit: &Unit, from: usize, found: &Found) -> bool {
        let Some(label) = self.finder.form.labels.get(found.index) else { return false };
        let own: Vec<u32> = unit.words.iter().skip(from).map(|w| w.id).collect();
        let shared: Vec<u32> = own.iter().copied().filter(|w| label.words.contains(w)).collect();
        self.finder.lexicon.weigh(&shared) >= 0.75 * self.finder.lexicon.weigh(&own)
    }

    /// Says whether a label that goes over several units ends where one of them ends.
    fn ends_on_unit(&self, at: usize, from: usize, found: &Found) -> bool {
        let mut left = found.used + from;
        for unit in self.units.iter().skip(at) {
            if left == unit.words.len() {
                return true;
            }
            if left < unit.words.len() {
                return found.score > 0.9 && ends_after(unit, 0, left);
            }
            left -= unit.words.len();
        }
        false
    }

    pub(super) fn has_box(&self, at: usize) -> bool {
        self.ticks.contains_key(&at) || self.units.get(at).is_some_and(|u| u.before.or(u.after).is_some())
    }
}

/// Says whether what stands before a word of a unit only says what is asked about: “Technology: does the project …”.
fn leads(unit: &Unit, from: usize) -> bool {
    const FEW: usize = 4;
    let before = unit.words.get(from).and_then(|w| unit.text.get(..w.start)).unwrap_or("").trim_end();
    from <= FEW && before.ends_with([':', '.', '–', '—', '-'])
}

/// Gives where a label ends whose last words were put otherwise: at the question mark, or at the end of the unit, if that
/// is near.
fn reworded_end(unit: &Unit, from: usize, found: &Found) -> usize {
    let left = unit.words.len().saturating_sub(from);
    if found.used >= left || found.weight < LIGHT {
        return found.used;
    }
    // “… automated decision making or profiling?”: what goes on without a stop is asked too.
    let end = unit.words.get(from + found.used.saturating_sub(1)).map_or(0, |w| w.end);
    let tail = unit.text.get(end..).and_then(|rest| rest.split_once('?')).map(|t| t.0);
    if let Some(tail) = tail.filter(|t| !t.contains(['.', ':', ';', '\n', '\t', '('])) {
        let more = tail.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).count();
        if (1..=8).contains(&more) && found.used + more <= left {
            return found.used + more;
        }
    }
    let colon = unit.text.get(end..).unwrap_or("").trim_start().starts_with(':');
    if found.score > 0.985 || colon {
        return found.used;
    }
    for more in 0..=3 {
        let used = found.used + more;
        let Some(last) = unit.words.get(from + used.saturating_sub(1)) else { break };
        if unit.text.get(last.end..).unwrap_or("").trim_start().starts_with('?')
            || (used == left && more <= 2)
        {
            return used;
        }
    }
    found.used
}
