//! What only helps to fill in the form, left standing beside the answers: in italics, or told to whoever answers.

use model::Kind;

use super::find::Finder;
use super::form::Means;
use super::rows::{Mode, flat, mark};
use super::units::{CellView, Unit, View};
use super::walk::{Cursor, Walk};
use super::words::{in_common, letters, small};
use crate::{Fate, Span};

/// How often a document has hints in italics, to have them everywhere.
const PATTERN: usize = 3;
/// The most words that a hint has.
const LONGEST: usize = 45;

/// Says whether a document keeps its hints in italics, between its questions and their answers in upright type. Where all that is
/// answered is in italics, none of it is a hint.
pub(crate) fn slants(finder: &Finder<'_, '_>, units: &[Unit]) -> bool {
    let asks = |unit: &Unit| {
        let found = finder.at(&unit.ids(), unit.number.as_deref());
        unit.heads()
            || unit.text.trim_end().ends_with('?')
            || found.iter().any(|f| {
                matches!(f.means, Means::Slot(_) | Means::Field { .. })
                    && f.score >= 0.8
                    && f.used * 3 >= unit.words.len() * 2
            })
    };
    let (mut hints, mut tells, mut answers) = (0, 0, 0);
    for three in units.windows(3) {
        let [before, unit, after] = three else { continue };
        if !is_slanted(unit) || is_slanted(before) || !asks(before) {
            continue;
        }
        if asks(after) || is_slanted(after) || unit.words.len() > LONGEST {
            answers += 1;
        } else {
            hints += 1;
            let first = small(&unit.text).into_iter().next();
            let told = first.is_some_and(|w| finder.form.instructs.contains(&w));
            tells += usize::from(told || unit.text.trim_end().ends_with('?'));
        }
    }
    tells >= PATTERN && tells * 5 >= hints * 2 && hints > 2 * answers
}

/// Says whether a unit is in italics, all of it.
fn is_slanted(unit: &Unit) -> bool {
    let slanted = |s: &Span| match s {
        Span::Text { text, emphasis, .. } => *emphasis || text.trim().is_empty(),
        _ => true,
    };
    !unit.words.is_empty() && unit.content.spans.iter().all(slanted)
}

impl<'w, 't> Walk<'w, 't> {
    /// Says whether a unit only explains the question right before it: in italics, and much like the form's own guidance, or as
    /// this document has its hints.
    pub(super) fn instructs(&self, unit: &Unit) -> bool {
        let asked = self.pieces.last().is_some_and(|p| p.fate == Fate::Recognised);
        let Some(slot) = self.cursor.slot.filter(|_| asked) else { return false };
        if self.tells(unit) {
            return true;
        }
        if !is_slanted(unit) {
            return false;
        }
        let form = self.finder.form;
        let lexicon = self.finder.lexicon;
        let own = lexicon.stems_of(&unit.ids());
        let labels = self.finder.by_question.get(&form.own(slot)).into_iter().flatten();
        let hints = labels
            .filter_map(|l| form.labels.get(*l))
            .filter(|l| matches!(l.means, Means::Hint(s) | Means::Slot(s) if s == slot));
        own.len() >= 3
            && hints.into_iter().any(|label| in_common(&own, &lexicon.stems_of(&label.words)) >= 0.5)
    }

    /// Says whether a unit in italics stands where this document has its hints: right after a question.
    pub(super) fn is_hint(&self, unit: &Unit) -> bool {
        let asked = self.pieces.last().is_some_and(|p| p.fate == Fate::Recognised);
        self.slants
            && asked
            && unit.words.len() <= LONGEST
            && self.cursor.slot.is_some()
            && is_slanted(unit)
            && mark(unit).is_none()
    }

    /// Says whether a unit tells how to answer, in the cell of a question whose answer stands beside it: “Please send us the map.”
    fn tells(&self, unit: &Unit) -> bool {
        let same_cell = |p: &crate::Piece| p.at.cell.is_some() && p.at.cell == unit.content.at.cell;
        let asked = self.pieces.last().is_some_and(same_cell) && !self.met.is_empty();
        let aside = asked && self.label_cell() && self.answered_cells > 1 && !self.grid;
        if !aside || unit.words.len() > LONGEST || unit.before.or(unit.after).is_some() {
            return false;
        }
        let text = unit.text.trim();
        let bracketed = text.starts_with('(') && text.ends_with(')');
        let first = small(text).into_iter().next();
        bracketed || first.is_some_and(|w| self.finder.form.instructs.contains(&w))
    }

    /// Says whether the first row of a table only heads things to tick: “Type of data | Used?”
    pub(super) fn heads_boxes(&self, view: &View) -> bool {
        const BRIEF: usize = 4;
        const FEWEST: usize = 3;
        let [row, next, after, ..] = view.rows.as_slice() else { return false };
        let units: Vec<Vec<usize>> = row.iter().map(flat).filter(|u| !u.is_empty()).collect();
        let brief = |cell: &Vec<usize>| {
            self.alone(cell).is_some_and(|u| {
                let own = self.finder.at(&u.ids(), u.number.as_deref());
                let own = own.iter().any(|f| {
                    let asks = matches!(f.means, Means::Slot(_) | Means::Field { .. } | Means::Box { .. });
                    asks && !f.borrowed && f.used == u.words.len()
                });
                // “Categories of personal data (tick all that apply)”, over the whole width.
                let band = units.len() == 1 && u.heads();
                (band || (u.words.len() <= BRIEF && units.len() > 1)) && mark(u).is_none() && !own
            })
        };
        let below = [next, after].into_iter().flatten().map(flat).filter_map(|u| self.alone(&u));
        view.rows.len() > FEWEST
            && !units.is_empty()
            && units.iter().all(brief)
            && below.into_iter().any(|u| self.is_a_box(u))
    }

    /// Says whether the first row of a table only heads what the question at hand asks for by name, each in a row: “Kind | Yes/No”.
    pub(super) fn heads_fields(&self, view: &View) -> bool {
        const BRIEF: usize = 4;
        const FEWEST: usize = 2;
        let Some(slot) = self.cursor.slot.map(|s| self.finder.form.own(s)) else { return false };
        let Some((heads, rows)) = view.rows.split_first() else { return false };
        // A whole form may be one table: its other rows are no such lines.
        let named = |row: &Vec<CellView>| {
            let unit = row.first().and_then(|c| self.alone(&flat(c)));
            unit.is_some_and(|u| {
                let found = self.finder.at(&u.ids(), None);
                found.iter().any(|f| {
                    let here = matches!(f.means, Means::Field { slot: s, .. } if s == slot);
                    here && f.used == u.words.len() && f.score > 0.9
                })
            })
        };
        let brief =
            |c: &CellView| self.alone(&flat(c)).is_some_and(|u| u.words.len() <= BRIEF && mark(u).is_none());
        heads.len() > 1
            && heads.iter().all(brief)
            && !named(heads)
            && rows.iter().take(FEWEST + 1).filter(|r| named(r)).count() >= FEWEST
    }

    /// Says whether a unit is called as a box of the form is, word by word.
    fn is_a_box(&self, unit: &Unit) -> bool {
        let found = self.finder.at(&unit.ids(), None);
        found.iter().any(|f| matches!(f.means, Means::Box { .. }) && f.used == unit.words.len())
    }

    /// Finds the row that the form fixes, of a question, that a text names: word by word, or nearly.
    pub(super) fn fixed_named(&self, slot: usize, words: &[u32]) -> Option<String> {
        const ALIKE: f32 = 0.6;
        let found = self.finder.at(words, None);
        let exact = found.iter().find_map(|f| match &f.means {
            Means::Row { slot: s, row, .. } if *s == slot && f.score > 0.8 => Some(row.clone()),
            _ => None,
        });
        exact.or_else(|| {
            let own = self.finder.lexicon.stems_of(words);
            let rows = self.finder.rows.iter().filter_map(|(label, stems)| {
                match &self.finder.form.labels.get(*label)?.means {
                    Means::Row { slot: s, row, .. } if *s == slot => Some((in_common(&own, stems), row)),
                    _ => None,
                }
            });
            let best = rows.max_by(|a, b| a.0.total_cmp(&b.0)).filter(|b| b.0 >= ALIKE);
            best.map(|(_, row)| row.clone())
        })
    }

    /// Gives the rows that the form fixes for a question, in order.
    fn fixed_rows_of(&self, slot: usize) -> Vec<String> {
        let fields = self.finder.form.slots.get(slot).map(|s| s.fields.as_slice()).unwrap_or_default();
        let rows = fields.iter().filter_map(|f| match &f.kind {
            Kind::Table { rows, .. } => Some(rows),
            _ => None,
        });
        rows.flatten().map(|r| r.id.clone()).collect()
    }

    /// Reads a row of a table of rows that the form fixes, without heads that say which column is which; what it does not have
    /// goes to the pile.
    pub(super) fn fixed_cells(&mut self, slot: usize, nth: Option<usize>, cells: &[CellView]) -> bool {
        let filled: Vec<&CellView> = cells.iter().filter(|c| !flat(c).is_empty()).collect();
        let [first, rest @ ..] = filled.as_slice() else { return false };
        let Some(unit) = self.alone(&flat(first)).filter(|_| !rest.is_empty()) else { return false };
        let fields = self.finder.form.slots.get(slot).map(|s| s.fields.as_slice()).unwrap_or_default();
        let field =
            fields.iter().position(|f| matches!(&f.kind, Kind::Table { rows, .. } if !rows.is_empty()));
        let in_order = || self.fixed_rows_of(slot).get(nth?).cloned();
        let Some((field, row)) = field.zip(self.fixed_named(slot, &unit.ids()).or_else(in_order)) else {
            return false;
        };
        self.enter(slot);
        self.recognised(unit.content.clone(), unit.count);
        self.inner(first);
        for cell in rest {
            if let Some((content, words)) = self.joined(&flat(cell)) {
                self.fixed_row(field, &row, content, words);
            }
            self.inner(cell);
        }
        true
    }

    /// Finds the question whose rows the form fixes that a table has, whatever stands above it: two of its rows at least are
    /// named; gives it and the first row that is.
    pub(super) fn fixed_ahead(&self, view: &View) -> Option<(usize, usize)> {
        const FEWEST: usize = 2;
        let firsts: Vec<(usize, &Unit)> = view
            .rows
            .iter()
            .enumerate()
            .filter(|(_, row)| row.iter().filter(|c| !flat(c).is_empty()).count() > 1)
            .filter_map(|(at, row)| {
                let unit = self.alone(&flat(row.first()?)).filter(|u| (1..=8).contains(&u.words.len()))?;
                Some((at, unit))
            })
            .collect();
        for (slot, asked) in self.finder.form.slots.iter().enumerate().filter(|(_, s)| !s.mapped) {
            let fixed = |f: &&model::Field| matches!(&f.kind, Kind::Table { rows, .. } if !rows.is_empty());
            if !asked.fields.iter().any(fixed) {
                continue;
            }
            // “Have people been trained in …”, over as many rows as the form has, in its order.
            let asks = view.rows.first().and_then(|row| self.alone(&flat(row.first()?)));
            let asks = asks.and_then(|u| self.nearest(u)).and_then(|f| f.means.slot());
            if asks.map(|s| self.finder.form.own(s)) == Some(slot)
                && self.fixed_rows_of(slot).len() + 1 == view.rows.len()
            {
                return Some((slot, 1));
            }
            let named = |unit: &Unit| self.fixed_named(slot, &unit.ids()).is_some();
            let mut found = firsts.iter().filter(|(_, unit)| named(unit)).map(|(at, _)| *at);
            // A whole form may be one table: its rows are met on the way.
            if let Some(first) = found.next().filter(|at| *at <= 1 && found.count() + 1 >= FEWEST) {
                return Some((slot, first));
            }
        }
        None
    }

    /// Goes to the question whose rows the form fixes that a table has; gives it, and how many of its rows only head it.
    pub(super) fn enter_fixed(&mut self, view: &View) -> (Option<usize>, usize) {
        const SURE: f32 = 0.7;
        const BRIEF: usize = 6;
        let Some((slot, first)) = self.fixed_ahead(view) else { return (None, 0) };
        let here = self.cursor.slot.map(|s| self.finder.form.own(s)) == Some(slot);
        if here || matches!(self.table, Mode::Data { .. }) {
            return (Some(slot), 0);
        }
        let section = self.finder.form.slots.get(slot).map(|s| s.section);
        self.cursor = Cursor { section, slot: Some(slot), score: SURE, ..Cursor::default() };
        let heads = view.rows.get(..first).unwrap_or_default();
        let brief = |u: &Unit| u.words.len() <= BRIEF;
        let units = || heads.iter().flatten().flat_map(flat).filter_map(|at| self.units.get(at));
        if heads.len() != 1 || !units().all(brief) {
            return (Some(slot), 0);
        }
        let title = units().next().map(|u| u.text.trim().to_owned());
        self.under = title.unwrap_or_default();
        for unit in heads.iter().flatten().flat_map(flat).filter_map(|at| self.units.get(at)) {
            self.recognised(unit.content.clone(), unit.count);
        }
        (Some(slot), 1)
    }

    /// Says whether a table names several boxes of the question at hand, each with “Yes” or “No” beside it.
    pub(super) fn asks_boxes(&self, view: &View) -> bool {
        const FEWEST: usize = 3;
        let units = || view.rows.iter().flatten().map(flat).filter_map(|u| self.alone(&u));
        let says =
            |u: &&Unit| matches!(letters(&u.text).as_str(), "yes" | "no" | "y" | "n") || mark(u).is_some();
        self.has_boxes()
            && units().filter(says).take(FEWEST).count() == FEWEST
            && units().filter(|u| self.is_a_box(u)).take(FEWEST).count() == FEWEST
    }
}
