//! Tables in which each risk is a block of its own: “Risk 1 | Data is lost”, “Likelihood | Possible | Severity | Severe”.

use model::{Column, Field, Kind};

use super::form::Means;
use super::heads::Key;
use super::interpret::meaning;
use super::records::head;
use super::rows::{flat, with_ticks};
use super::units::{CellView, View};
use super::walk::Walk;
use crate::draft::{Fate, Value};

/// More rows of a table are not looked at to tell whether it is made of blocks.
const MOST: usize = 40;

/// The most words of a cell that labels another.
const LONGEST: usize = 16;

/// The most words of an answer that is chosen.
const CHOSEN: usize = 4;

impl<'w, 't> Walk<'w, 't> {
    /// Reads a table of labels beside what they say of a risk; says whether it is one.
    pub(super) fn blocks(&mut self, view: &View) -> bool {
        let Some(key) = self.blocks_of(view) else { return false };
        let field = key.1.and_then(|f| self.finder.form.slots.get(key.0)?.fields.get(f)).copied();
        let Some(field) = field else { return false };
        self.enter(key.0);
        for row in &view.rows {
            let filled: Vec<&CellView> = row.iter().filter(|c| !flat(c).is_empty()).collect();
            for pair in filled.chunks(2) {
                match pair {
                    [label, said] => self.block_pair(&key, field, label, said),
                    alone => alone.iter().for_each(|c| self.block_alone(field, c)),
                }
            }
            row.iter().for_each(|c| self.inner(c));
        }
        true
    }

    /// Gives the table of the form whose columns label the cells of a table, each beside what it says: four pairs at least, of
    /// which two say what only such a column can.
    fn blocks_of(&self, view: &View) -> Option<Key> {
        let mut labels = Vec::new();
        let mut pairs: Vec<(&CellView, &CellView)> = Vec::new();
        for row in view.rows.iter().take(MOST) {
            let filled: Vec<&CellView> = row.iter().filter(|c| !flat(c).is_empty()).collect();
            let even = filled.len().is_multiple_of(2);
            pairs.extend(
                filled.chunks_exact(2).filter(|_| even).filter_map(|p| Some((*p.first()?, *p.get(1)?))),
            );
        }
        // Most tables are none, and that is seen without reading them: what labels a column is short, and so is what is chosen.
        let short = |cell: &CellView, most: usize| self.count(&flat(cell)) <= most;
        let labelled = pairs.iter().filter(|(label, _)| short(label, LONGEST)).count();
        let chosen = pairs.iter().filter(|(_, said)| short(said, CHOSEN)).count();
        if pairs.len() < 4 || labelled * 2 <= pairs.len() || chosen < 2 {
            return None;
        }
        for (at, (label, _)) in pairs.iter().enumerate() {
            let found = self.column_labels(&flat(label));
            if !found.is_empty() {
                labels.push((at, found));
            }
        }
        let (key, _) = self.best_table(&labels)?;
        let field = self.finder.form.slots.get(key.0)?.fields.get(key.1?).copied()?;
        let columns: Vec<(String, &Column, &CellView)> = pairs
            .iter()
            .filter_map(|(label, said)| self.block_column(&key, field, label).map(|(id, c)| (id, c, *said)))
            .collect();
        let mut distinct: Vec<&str> = columns.iter().map(|c| c.0.as_str()).collect();
        distinct.sort_unstable();
        distinct.dedup();
        let chosen = columns.iter().filter(|(_, column, said)| {
            let closed = matches!(column.kind, Kind::Choice { .. } | Kind::YesNo { .. });
            let text = self.joined(&flat(said)).map(|(content, _)| content.shown()).unwrap_or_default();
            let short = text.split_whitespace().count() <= CHOSEN;
            closed && short && meaning(self.template(), &column.kind, &text).is_some()
        });
        let heads = pairs.iter().filter(|(label, _)| self.heads_block(field, label)).count();
        let known = columns.len() + heads;
        (distinct.len() >= 3 && chosen.count() >= 2 && known >= 4 && known * 2 > pairs.len()).then_some(key)
    }

    /// Gives the column, of a table or of the one beside it, that a cell labels.
    fn block_column(&self, key: &Key, field: &'t Field, cell: &CellView) -> Option<(String, &'t Column)> {
        let units = flat(cell);
        let found = self.column_labels(&units);
        let own = |means: &Means| self.column_id(means, key);
        let measure = || {
            let words = self.words_of(&units);
            self.measure_alike(key, &self.finder.lexicon.stems_of(&words))
        };
        let id = found.iter().find_map(|(means, _)| own(means)).or_else(measure)?;
        let column = field.columns().iter().find(|c| c.id == id);
        let column = column.or_else(|| self.elsewhere(&id).map(|(_, c)| c))?;
        Some((id, column))
    }

    /// Says whether a cell counts a risk: “Risk 2”.
    fn heads_block(&self, field: &Field, cell: &CellView) -> bool {
        let unit = self.alone(&flat(cell));
        unit.is_some_and(|u| head(&u.text, field).is_some_and(|(end, _)| end >= u.text.trim_end().len()))
    }

    fn block_pair(&mut self, key: &Key, field: &'t Field, label: &CellView, said: &CellView) {
        let column = self.block_column(key, field, label);
        let heads = self.heads_block(field, label);
        let title = self.joined(&flat(label)).map(|(content, _)| content.text()).unwrap_or_default();
        for unit in flat(label).into_iter().filter_map(|at| self.units.get(at)) {
            if heads || column.is_some() {
                self.recognised(unit.content.clone(), unit.count);
            } else {
                self.unplaced(unit.content.clone(), unit.count, None);
            }
        }
        if heads {
            self.begin_record(field);
        }
        let under = std::mem::replace(&mut self.under, title.trim().to_owned());
        let prose = column.as_ref().is_none_or(|(_, c)| matches!(c.kind, Kind::Prose));
        let id = column.map(|c| c.0);
        if !heads && id.is_none() {
            for unit in flat(said).into_iter().filter_map(|at| self.units.get(at)) {
                self.unplaced(with_ticks(unit), unit.count, None);
            }
        } else if prose {
            let mut units = flat(said).into_iter().filter_map(|at| self.units.get(at));
            if let Some(first) = units.next() {
                self.record_value(field, id, with_ticks(first), first.count);
            }
            let words = self.pieces.iter().rev().find_map(|p| match &p.fate {
                Fate::Placed(placed) if placed.value == Value::Words => Some(placed.target.clone()),
                _ => None,
            });
            for more in units {
                // More paragraphs of the same cell say more of the same.
                match &words {
                    Some(target) => {
                        self.place_at(target.clone(), &with_ticks(more), more.count, Value::Words, 1.0, None)
                    }
                    None => self.unplaced(with_ticks(more), more.count, None),
                }
            }
        } else if let Some((content, words)) = self.joined(&flat(said)) {
            self.record_value(field, id, content, words);
        }
        self.under = under;
    }

    /// Reads a cell with nothing beside it: “Risk 2: Data is lost” over the width of the table.
    fn block_alone(&mut self, field: &'t Field, cell: &CellView) {
        for unit in flat(cell).into_iter().filter_map(|at| self.units.get(at)) {
            match head(&unit.text, field) {
                Some((end, _)) => {
                    self.begin_record(field);
                    match super::slices::cut(&unit.content, &[end], unit.count).as_slice() {
                        [(first, own), (rest, words)] if !rest.is_blank() => {
                            self.recognised(first.clone(), *own);
                            self.record_value(field, None, rest.clone(), *words);
                        }
                        _ => self.recognised(unit.content.clone(), unit.count),
                    }
                }
                None => self.unplaced(with_ticks(unit), unit.count, None),
            }
        }
    }
}
