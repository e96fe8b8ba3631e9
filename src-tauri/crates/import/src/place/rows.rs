//! Tables: heads that name columns, rows of data, labels beside their answers.

use model::{Column, Draw, Field, Kind, YesNo};

use super::form::Means;
use super::interpret::{self, meaning, not_applicable};
use super::units::{CellView, Flow, Unit, View};
use super::walk::{Cursor, Walk, slice};
use crate::draft::{Fate, Placed, Target, Value};
use crate::{Paragraph, Span, ticks};

/// What the rows of the table at hand are.
#[derive(Debug, Clone, Default)]
pub(crate) enum Mode {
    /// Labels and answers.
    #[default]
    None,
    /// Rows of a field's table: which grid column is which of its columns; the name is the source's head.
    Data { slot: usize, field: usize, columns: Vec<Head>, width: usize },
    /// Cells that are fields.
    Matrix { columns: Vec<Head> },
    /// A column for each answer, with a mark in it.
    Marks { columns: Vec<(usize, YesNo)> },
}

/// A column by its head.
#[derive(Debug, Clone)]
pub(crate) struct Head {
    pub(crate) from: usize,
    pub(crate) to: usize,
    /// The column of the form; `None` for one that it does not have.
    pub(crate) id: Option<String>,
    pub(crate) title: String,
}

impl<'w, 't> Walk<'w, 't> {
    /// Walks over a table.
    pub(crate) fn view(&mut self, view: &View) {
        let outer = self.in_table;
        let mode = std::mem::take(&mut self.table);
        self.in_table = true;
        let width = width(view);
        if let Mode::Data { slot, width: was, .. } = &mode
            && Some(*slot) == self.cursor.slot
            && *was == width
            && !outer
        {
            // The table goes on after a break.
            self.table = mode.clone();
        }
        let asked = std::mem::take(&mut self.asks_here);
        for row in &view.rows {
            self.row(row, width, outer);
        }
        self.asks_here = asked;
        self.in_table = outer;
        if outer {
            self.table = mode;
        }
    }

    fn row(&mut self, cells: &[CellView], width: usize, inner: bool) {
        self.cursor.nth = 0;
        self.cursor.column = None;
        self.row_number = None;
        if self.heads(cells, width) || self.mark_heads(cells) {
            return;
        }
        self.boxes_beside(cells);
        match self.table.clone() {
            Mode::Data { slot, field, columns, .. } => {
                if !self.begins_label(cells, slot) {
                    return self.data_row(slot, field, &columns, cells, width);
                }
                self.table = Mode::None;
                self.labelled(cells, width);
            }
            Mode::Matrix { columns } => self.matrix_row(&columns, cells),
            Mode::Marks { columns } => self.marked_row(&columns, cells),
            Mode::None if !inner && self.asks_otherwise(cells) => self.not_asked(cells),
            Mode::None => self.labelled(cells, width),
        }
    }

    /// Reads a row of labels beside their answers.
    fn labelled(&mut self, cells: &[CellView], width: usize) {
        for cell in cells {
            let was = (self.cursor.slot, self.cursor.field);
            // What is one cell further than the label is not the label's own cell any more.
            self.cursor.nth += usize::from(self.cursor.slot.is_some());
            self.last_column = cells.len() > 1 && cell.column > 0 && cell.column + cell.columns >= width;
            let from = self.pieces.len();
            self.met.clear();
            self.first_cell = cell.column == 0;
            if has_table(cell) || !self.marked_cell(&flat(cell)) {
                self.cell(cell);
            }
            self.first_cell = false;
            self.last_column = false;
            let only_labels = self.pieces.iter().skip(from).all(|p| p.fate == Fate::Recognised);
            if only_labels && self.met.len() > 1 {
                // A cell that asks several things at once is answered as one: where the first is.
                self.cursor = self.met.swap_remove(0);
            }
            if was != (self.cursor.slot, self.cursor.field) {
                self.cursor.nth = 0;
            }
        }
    }

    /// Says whether a row of a table of questions asks something that the form does not: it has a label of its own, and an
    /// answer beside or below it, but no wording of the form.
    fn asks_otherwise(&self, cells: &[CellView]) -> bool {
        if !self.asks_here || self.labelled || self.slot_level.is_some() {
            return false;
        }
        let mut filled = cells.iter().filter(|c| !flat(c).is_empty());
        let Some(first) = filled.next().filter(|c| c.column == 0) else { return false };
        let units = flat(first);
        let number = matches!(units.as_slice(), [at] if self.units.get(*at).is_some_and(Unit::is_number));
        let label = if number { filled.next().map(flat).unwrap_or_default() } else { units };
        let Some(unit) = label.first().and_then(|at| self.units.get(*at)) else { return false };
        let asks = unit.text.contains('?') || unit.content.is_strong();
        let beside = filled.next().is_some();
        // A row over the whole width that is no label goes on with the answer above it.
        (asks || (beside && unit.words.len() <= 12)) && (number || beside) && self.is_unknown(&label)
    }

    fn is_unknown(&self, label: &[usize]) -> bool {
        label.iter().filter_map(|at| self.units.get(*at)).all(|unit| {
            let number = unit.number.as_deref().or(self.row_number.as_deref());
            let found = self.finder.at(&unit.ids(), number);
            !found.iter().any(|f| f.score >= 0.68 && f.used * 3 >= unit.words.len())
        })
    }

    /// Puts a row that asks something else into the pile, under its own question.
    fn not_asked(&mut self, cells: &[CellView]) {
        self.cursor = Cursor { section: self.cursor.section, ..Cursor::default() };
        for cell in cells {
            self.first_cell = cell.column == 0;
            for at in flat(cell) {
                let Some(unit) = self.units.get(at) else { continue };
                if unit.is_number() && self.first_cell {
                    self.recognised(unit.content.clone(), unit.count);
                    continue;
                }
                if unit.text.contains('?') || unit.content.is_strong() || self.first_cell {
                    self.under = unit.text.trim().to_owned();
                }
                self.unplaced(with_ticks(unit), unit.count, None);
            }
            for part in &cell.flow {
                if let Flow::Table(view) = part {
                    self.view(view);
                }
            }
        }
        self.first_cell = false;
    }

    fn cell(&mut self, cell: &CellView) {
        self.flow(&cell.flow);
    }

    /// Reads the tables inside a cell whose own words were read; the walk goes on where it was.
    fn inner(&mut self, cell: &CellView) {
        let cursor = self.cursor.clone();
        for part in &cell.flow {
            if let Flow::Table(view) = part {
                self.view(view);
            }
        }
        self.cursor = cursor;
    }

    /// Reads the heads of columns, if a row is that.
    fn heads(&mut self, cells: &[CellView], width: usize) -> bool {
        let texts: Vec<(usize, Vec<usize>)> = cells
            .iter()
            .enumerate()
            .map(|(i, c)| (i, flat(c)))
            .filter(|(_, units)| !units.is_empty())
            .collect();
        if texts.len() < 2 || texts.iter().any(|(_, units)| self.count(units) > 60) {
            return false;
        }
        let found: Vec<(usize, Vec<(Means, f32)>)> =
            texts.iter().map(|(i, units)| (*i, self.column_labels(units))).collect();
        let Some((key, matched)) = self.best_table(&found) else { return false };
        if matched < 2 || (matched * 2 < texts.len() && matched < 3) {
            return false;
        }
        let mut columns = Vec::new();
        for (i, cell) in cells.iter().enumerate() {
            let labels = found.iter().find(|(at, _)| *at == i).map(|(_, l)| l.as_slice()).unwrap_or_default();
            let id = labels.iter().find_map(|(means, _)| self.column_id(means, &key));
            let title = flat(cell)
                .iter()
                .filter_map(|u| self.units.get(*u))
                .map(|u| u.text.trim())
                .collect::<Vec<_>>();
            columns.push(Head {
                from: cell.column,
                to: cell.column + cell.columns,
                id,
                title: title.join(" "),
            });
        }
        distinct(&mut columns);
        self.begin_table(&key, columns, width);
        for cell in cells {
            for at in flat(cell) {
                // A question in the same row as the heads of its table still is one.
                if self.is_slot(at) {
                    self.unit(at);
                } else if let Some(unit) = self.units.get(at) {
                    self.recognised(unit.content.clone(), unit.count);
                }
            }
            self.inner(cell);
        }
        if let (slot, Some(_)) = key {
            self.enter(slot);
        }
        true
    }

    fn begin_table(&mut self, key: &(usize, Option<usize>), columns: Vec<Head>, width: usize) {
        self.enter(key.0);
        self.table = match key.1 {
            Some(field) => Mode::Data { slot: key.0, field, columns, width },
            None => Mode::Matrix { columns },
        };
    }

    fn enter(&mut self, slot: usize) {
        if self.cursor.slot != Some(slot) {
            let section = self.finder.form.slots.get(slot).map(|s| s.section);
            self.cursor = Cursor { section, slot: Some(slot), score: 0.95, ..Cursor::default() };
        }
    }

    fn count(&self, units: &[usize]) -> usize {
        units.iter().filter_map(|u| self.units.get(*u)).map(|u| u.words.len()).sum()
    }

    /// Gives the columns that some units may head.
    fn column_labels(&self, units: &[usize]) -> Vec<(Means, f32)> {
        let all = units.iter().filter_map(|u| self.units.get(*u));
        let whole: Vec<u32> = all.clone().flat_map(|u| u.words.iter().map(|w| w.id)).collect();
        let found = self.columns_named(units, whole);
        if !found.is_empty() {
            return found;
        }
        // “Likelihood of harm (1-5)”: what is added in brackets is no part of the head.
        let plain = all.flat_map(|u| {
            let bracket = u.text.find('(').unwrap_or(u.text.len());
            u.words.iter().filter(move |w| w.start < bracket).map(|w| w.id)
        });
        self.columns_named(units, plain.collect())
    }

    fn columns_named(&self, units: &[usize], words: Vec<u32>) -> Vec<(Means, f32)> {
        let first = units.first().and_then(|u| self.units.get(*u)).map_or(0, |u| u.words.len());
        let whole = |f: &super::find::Found| {
            f.used == words.len() || (f.used + 14 >= words.len() && (f.weight >= 3.2 || f.used == first))
        };
        let mut found: Vec<(Means, f32)> = self
            .finder
            .at(&words, None)
            .into_iter()
            .filter(|f| matches!(f.means, Means::Column { .. } | Means::MatrixColumn { .. }))
            .filter(|f| f.score >= 0.75 && whole(f))
            .map(|f| (f.means, f.score + if f.used == words.len() { 0.1 } else { 0.0 }))
            .collect();
        found.sort_by(|a, b| b.1.total_cmp(&a.1));
        found
    }

    /// Gives the table that most heads belong to; of several, the one at hand or the next.
    fn best_table(&self, found: &[(usize, Vec<(Means, f32)>)]) -> Option<((usize, Option<usize>), usize)> {
        let mut tables: Vec<((usize, Option<usize>), usize, f32)> = Vec::new();
        for (_, labels) in found {
            let mut mine: Vec<(usize, Option<usize>)> = Vec::new();
            for (means, score) in labels {
                let key = match means {
                    Means::Column { slot, field, .. } => (*slot, Some(*field)),
                    Means::MatrixColumn { slot, .. } => (*slot, None),
                    _ => continue,
                };
                if mine.contains(&key) {
                    continue;
                }
                mine.push(key);
                match tables.iter_mut().find(|t| t.0 == key) {
                    Some(table) => {
                        table.1 += 1;
                        table.2 += score;
                    }
                    None => tables.push((key, 1, *score)),
                }
            }
        }
        let near = |slot: usize| {
            let section = self.finder.form.slots.get(slot).map(|s| s.section);
            if Some(slot) == self.cursor.slot {
                0.9
            } else if section.is_some() && section == self.cursor.section {
                0.5
            } else {
                0.0
            }
        };
        tables.sort_by(|a, b| (b.2 + near(b.0.0)).total_cmp(&(a.2 + near(a.0.0))).then(a.0.cmp(&b.0)));
        tables.first().map(|t| (t.0, t.1))
    }

    fn column_id(&self, means: &Means, key: &(usize, Option<usize>)) -> Option<String> {
        match means {
            Means::Column { slot, field, column } if (*slot, Some(*field)) == *key => {
                let columns = &self.finder.form.slots.get(*slot)?.columns;
                columns.get(*column).cloned().filter(|c| !c.is_empty())
            }
            Means::MatrixColumn { slot, column } if (*slot, None) == *key => Some(column.clone()),
            _ => None,
        }
    }

    fn is_slot(&self, at: usize) -> bool {
        let Some(unit) = self.units.get(at) else { return false };
        let found = self.finder.at(&unit.ids(), unit.number.as_deref());
        found.first().is_some_and(|f| matches!(f.means, Means::Slot(_)) && f.score > 0.75 && f.weight > 3.2)
    }

    /// Reads heads such as “Yes | No | N/A”.
    fn mark_heads(&mut self, cells: &[CellView]) -> bool {
        let mut columns = Vec::new();
        for cell in cells {
            let units = flat(cell);
            let [at] = units.as_slice() else { continue };
            let Some(unit) = self.units.get(*at).filter(|u| u.before.or(u.after).is_none()) else { continue };
            let text = unit.text.trim();
            match interpret::yes_no(text) {
                Some((answer, "")) => columns.push((cell.column, answer)),
                _ if not_applicable(text) => columns.push((cell.column, YesNo::Other(text.to_owned()))),
                _ => {}
            }
        }
        let both = columns.iter().any(|c| c.1 == YesNo::Yes) && columns.iter().any(|c| c.1 == YesNo::No);
        if !both {
            return false;
        }
        for cell in cells {
            if columns.iter().any(|c| c.0 == cell.column) {
                for unit in flat(cell).iter().filter_map(|u| self.units.get(*u)) {
                    self.recognised(unit.content.clone(), unit.count);
                }
                self.inner(cell);
            } else {
                self.cell(cell);
            }
        }
        self.table = Mode::Marks { columns };
        true
    }

    fn marked_row(&mut self, columns: &[(usize, YesNo)], cells: &[CellView]) {
        for cell in cells {
            let answer = columns.iter().find(|c| c.0 == cell.column).map(|c| c.1.clone());
            let units = flat(cell);
            let mark = match units.as_slice() {
                [at] => self.units.get(*at).and_then(mark),
                _ => None,
            };
            let field = self.cursor.slot.and_then(|s| self.finder.form.slots.get(s)).and_then(|s| {
                let labelled = self.cursor.field.and_then(|f| s.fields.get(f)).copied();
                labelled.or_else(|| s.fields.iter().copied().find(|f| matches!(f.kind, Kind::YesNo { .. })))
            });
            match (answer, mark, field, units.first().and_then(|u| self.units.get(*u))) {
                (Some(answer), Some(true), Some(field), Some(unit)) => {
                    let (content, words) = (unit.content.clone(), unit.count);
                    self.place(field, &content, words, Value::YesNo(answer), 0.97, None);
                    self.inner(cell);
                }
                (Some(_), Some(false), _, Some(unit)) => {
                    self.recognised(unit.content.clone(), unit.count);
                    self.inner(cell);
                }
                _ => {
                    self.first_cell = cell.column == 0;
                    self.cell(cell);
                    self.first_cell = false;
                }
            }
        }
    }

    /// Notes the boxes and crosses that stand in cells of their own, for the words beside them.
    fn boxes_beside(&mut self, cells: &[CellView]) {
        let marks: Vec<Option<bool>> = cells
            .iter()
            .map(|c| match flat(c).as_slice() {
                [at] => self.units.get(*at).and_then(mark),
                _ => None,
            })
            .collect();
        if marks.iter().all(Option::is_none) {
            return;
        }
        let first = cells.iter().position(|c| !flat(c).is_empty());
        let leading = first.and_then(|f| marks.get(f)).is_some_and(Option::is_some);
        for (i, cell) in cells.iter().enumerate() {
            let units = flat(cell);
            let ([at], None) = (units.as_slice(), marks.get(i).copied().flatten()) else { continue };
            let beside = if leading { i.checked_sub(1) } else { Some(i + 1) };
            let mark = beside.and_then(|b| cells.get(b)).and_then(|c| flat(c).first().copied());
            if let (Some(Some(ticked)), Some(mark)) = (beside.and_then(|b| marks.get(b)), mark) {
                self.ticks.insert(*at, (*ticked, mark));
            }
        }
    }

    /// Says whether a row begins the next question or section, and so ends a table of data.
    fn begins_label(&self, cells: &[CellView], slot: usize) -> bool {
        if self.labelled {
            return false;
        }
        let units: Vec<&Unit> = cells
            .iter()
            .flat_map(flat)
            .filter_map(|u| self.units.get(u))
            .filter(|u| !u.words.is_empty())
            .take(2)
            .collect();
        units.iter().any(|unit| {
            let found = self.finder.at(&unit.ids(), unit.number.as_deref());
            found.iter().any(|f| match f.means {
                Means::Section(_) => f.score > 0.85 && f.used + 2 >= unit.words.len(),
                Means::Slot(other) => other != slot && f.weight > 3.2 && f.score > 0.8,
                _ => false,
            })
        })
    }

    fn data_row(&mut self, slot: usize, field: usize, heads: &[Head], cells: &[CellView], width: usize) {
        let form = self.finder.form;
        let Some(field) = form.slots.get(slot).and_then(|s| s.fields.get(field)).copied() else {
            // The form has no home for such a table.
            for unit in cells.iter().flat_map(flat).filter_map(|u| self.units.get(u)) {
                self.unplaced(with_ticks(unit), unit.count, None);
            }
            return;
        };
        let filled: Vec<&CellView> = cells.iter().filter(|c| !flat(c).is_empty() || has_table(c)).collect();
        if filled.is_empty() {
            return;
        }
        if let [cell] = filled.as_slice()
            && cell.columns >= width
            && width > 1
        {
            return self.note_row(slot, cell);
        }
        let row = self.row_index(field, &filled);
        let mut any = false;
        for cell in filled {
            any |= self.data_cell(field, heads, cell, row);
            self.inner(cell);
        }
        if any && fixed(field).is_empty() {
            *self.rows.entry(field.id.clone()).or_default() += 1;
        }
    }

    /// Gives the index of the row: by its label where the form fixes the rows, else the next.
    fn row_index(&self, field: &Field, cells: &[&CellView]) -> usize {
        let fixed = fixed(field);
        if fixed.is_empty() {
            return self.rows.get(&field.id).copied().unwrap_or(0);
        }
        let units = cells.first().map(|c| flat(c)).unwrap_or_default();
        let words: Vec<u32> = units
            .iter()
            .filter_map(|u| self.units.get(*u))
            .flat_map(|u| u.words.iter().map(|w| w.id))
            .collect();
        let found = self.finder.at(&words, None).into_iter().find_map(|f| match f.means {
            Means::Row { row, .. } => fixed.iter().position(|r| *r == row),
            _ => None,
        });
        found.unwrap_or(0)
    }

    /// Reads a cell of a row of data; says whether it had an answer.
    fn data_cell(&mut self, field: &Field, heads: &[Head], cell: &CellView, row: usize) -> bool {
        let head = heads.iter().find(|h| h.from <= cell.column && cell.column < h.to);
        let units = flat(cell);
        let id = head.and_then(|h| h.id.clone());
        if let Some((other, column)) = id.as_deref().and_then(|id| self.elsewhere(id)) {
            return self.cell_elsewhere(other, column, &units, row);
        }
        let Some(column) = id.as_ref().and_then(|id| field.columns().iter().find(|c| c.id == *id)) else {
            return self.other_column(field, head, cell, row);
        };
        let target = Target { field: field.id.clone(), cell: Some((row, column.id.clone())) };
        if matches!(column.kind, Kind::Prose) {
            let mut any = false;
            for unit in units.iter().filter_map(|u| self.units.get(*u)) {
                if super::content::is_empty_mark(&unit.text) {
                    self.recognised(unit.content.clone(), unit.count);
                    continue;
                }
                self.place_at(target.clone(), &with_ticks(unit), unit.count, Value::Words, 1.0, None);
                any = true;
            }
            return any;
        }
        let Some((content, words)) = self.joined(&units) else { return false };
        self.data_value(column, target, content, words, cell.rows)
    }

    /// Finds the column of another table that a head names: “7.measures.options”.
    fn elsewhere(&self, id: &str) -> Option<(&'t Field, &'t Column)> {
        let (field, column) = id.rsplit_once('.')?;
        let field = self.template().field(field)?;
        Some((field, field.columns().iter().find(|c| c.id == column)?))
    }

    /// Places a cell of a row in another table: what answers a risk in the risk's own row.
    fn cell_elsewhere(&mut self, field: &Field, column: &Column, units: &[usize], row: usize) -> bool {
        let Some((content, words)) = self.joined(units) else { return false };
        let target =
            |column: &Column| Target { field: field.id.clone(), cell: Some((row, column.id.clone())) };
        let placed = self.data_value(column, target(column), content, words, 1);
        if let Some(refers) = field.columns().iter().find(|c| matches!(c.kind, Kind::RowRef { .. }))
            && placed
            && !self.filled.contains(&target(refers))
        {
            self.place_at(target(refers), &Paragraph::default(), 0, Value::Row(row), 1.0, None);
        }
        placed
    }

    fn data_value(
        &mut self,
        column: &Column,
        target: Target,
        content: Paragraph,
        words: usize,
        rows: usize,
    ) -> bool {
        let text = content.shown();
        let ticked = chosen_by_tick(&content);
        let said = ticked.as_deref().unwrap_or(&text);
        if interpret::lists_options(self.template(), &column.kind, said)
            || super::content::is_empty_mark(said)
        {
            self.recognised(content, words);
            return false;
        }
        if matches!(column.kind, Kind::RowRef { .. }) {
            self.place_at(target.clone(), &content, words, Value::Words, 1.0, None);
            self.reach_down(&target, &content, rows);
            return true;
        }
        match meaning(self.template(), &column.kind, said) {
            Some(m) => {
                self.place_at(target, &content, words, m.value, m.sure, m.reading);
                true
            }
            None => {
                let yes =
                    matches!(column.kind, Kind::YesNo { .. }).then(|| interpret::yes_no(&text)).flatten();
                match yes {
                    Some((answer, _)) => {
                        let reading = Some(format!("“{}” was read as {}.", text.trim(), yes_word(&answer)));
                        self.place_at(target, &content, words, Value::YesNo(answer), 0.85, reading);
                    }
                    None => self.unplaced(content, words, Some(target)),
                }
                true
            }
        }
    }

    /// A merged cell speaks for the rows that it reaches into: its words are counted once.
    fn reach_down(&mut self, target: &Target, content: &Paragraph, rows: usize) {
        let Some((row, column)) = target.cell.clone() else { return };
        for more in 1..rows {
            let target = Target { field: target.field.clone(), cell: Some((row + more, column.clone())) };
            self.place_at(target, content, 0, Value::Words, 1.0, None);
        }
    }

    /// Places content beside the label of a row that the form fixes, where no head says which column it is.
    pub(crate) fn fixed_row(&mut self, field: usize, row: &str, content: Paragraph, words: usize) {
        let slot = self.cursor.slot.and_then(|s| self.finder.form.slots.get(s));
        let Some(field) = slot.and_then(|s| s.fields.get(field)).copied() else { return };
        let index = fixed(field).iter().position(|r| r == row).unwrap_or(0);
        let text = content.text();
        let of = |kind: fn(&Kind) -> bool| field.columns().iter().find(|c| kind(&c.kind));
        let yes = of(|k| matches!(k, Kind::YesNo { .. }));
        let rest = of(|k| matches!(k, Kind::Text { .. } | Kind::Prose));
        if let (Some(yes), Some(rest), Some((answer, after))) = (yes, rest, interpret::yes_no(&text))
            && !after.is_empty()
        {
            // “Yes, annual”: the answer, and when.
            let cell = |c: &Column| Target { field: field.id.clone(), cell: Some((index, c.id.clone())) };
            let (first, second) = (
                slice(&content, 0, text.len() - after.len()),
                slice(&content, text.len() - after.len(), text.len()),
            );
            self.place_at(cell(yes), &first, 1.min(words), Value::YesNo(answer), 0.95, None);
            self.place_at(cell(rest), &second, words.saturating_sub(1), Value::Words, 0.95, None);
            return;
        }
        for column in field.columns() {
            let target = Target { field: field.id.clone(), cell: Some((index, column.id.clone())) };
            if self.filled.contains(&target) && !matches!(column.kind, Kind::Text { .. } | Kind::Prose) {
                continue;
            }
            if interpret::lists_options(self.template(), &column.kind, &text) {
                return self.recognised(content, words);
            }
            if meaning(self.template(), &column.kind, &text).is_some() {
                self.data_value(column, target, content, words, 1);
                return;
            }
        }
        self.unplaced(content, words, Some(super::content::target(field)));
    }

    /// Reads a cell of a column that the form does not have: a row's number, or words for the pile.
    fn other_column(&mut self, field: &Field, head: Option<&Head>, cell: &CellView, row: usize) -> bool {
        let units = flat(cell);
        let Some((content, words)) = self.joined(&units) else { return false };
        let text = content.text();
        let is_label = self.row_label(field, &units);
        let counts = cell.column == 0 || head.is_some_and(|h| is_count(&h.title));
        if is_label || (counts && is_row_number(&text)) {
            self.recognised(content, words);
            return false;
        }
        let title = head.map(|h| h.title.trim()).filter(|t| !t.is_empty());
        let under = std::mem::take(&mut self.under);
        let name = title.map_or_else(|| under.clone(), |t| format!("{t}, row {}", row + 1));
        self.under = name;
        let near = field
            .columns()
            .iter()
            .find(|c| matches!(c.kind, Kind::Prose))
            .map(|c| Target { field: field.id.clone(), cell: Some((row, c.id.clone())) });
        self.unplaced(content, words, near);
        self.under = under;
        false
    }

    fn row_label(&self, field: &Field, units: &[usize]) -> bool {
        let words: Vec<u32> = units
            .iter()
            .filter_map(|u| self.units.get(*u))
            .flat_map(|u| u.words.iter().map(|w| w.id))
            .collect();
        !fixed(field).is_empty()
            && self
                .finder
                .at(&words, None)
                .iter()
                .any(|f| matches!(f.means, Means::Row { .. }) && f.score > 0.8)
    }

    /// Reads a cell over the full width of a table of data: a note, the form's own words, or the pile.
    fn note_row(&mut self, slot: usize, cell: &CellView) {
        let note = self
            .finder
            .form
            .slots
            .get(slot)
            .and_then(|s| s.fields.iter().copied().find(|f| f.draw == Draw::NoteRow));
        let mode = self.table.clone();
        let from = self.pieces.len();
        self.cell(cell);
        self.table = mode;
        let Some(note) = note else { return };
        for piece in self.pieces.iter_mut().skip(from) {
            if matches!(piece.fate, Fate::Unplaced { .. }) {
                let target = Target { field: note.id.clone(), cell: None };
                piece.fate =
                    Fate::Placed(Placed { target, value: Value::Words, confidence: 0.85, reading: None });
            }
        }
    }

    fn matrix_row(&mut self, columns: &[Head], cells: &[CellView]) {
        let row_band = self.cursor.band.clone();
        for cell in cells {
            // A band that is named inside a cell holds for the rest of that cell only.
            let alone = cells.len() == 1;
            if !alone {
                self.cursor.band.clone_from(&row_band);
            }
            let head = columns.iter().find(|h| h.from <= cell.column && cell.column < h.to);
            self.cursor.column = head.and_then(|h| h.id.clone());
            self.first_cell = cell.column == 0;
            self.cell(cell);
            self.first_cell = false;
        }
        if cells.len() > 1 {
            self.cursor.band = row_band;
        }
        self.cursor.column = None;
    }

    /// Joins the units of a cell to one paragraph.
    pub(crate) fn joined(&self, units: &[usize]) -> Option<(Paragraph, usize)> {
        let mut joined: Option<(Paragraph, usize)> = None;
        for unit in units.iter().filter_map(|u| self.units.get(*u)) {
            let content = with_ticks(unit);
            match &mut joined {
                None => joined = Some((content, unit.count)),
                Some((paragraph, words)) => {
                    paragraph.spans.push(Span::plain("\n"));
                    paragraph.spans.extend(content.spans);
                    *words += unit.count;
                }
            }
        }
        joined
    }
}

/// Leaves each column of the form to the first head that is alike.
fn distinct(columns: &mut [Head]) {
    let mut seen: Vec<String> = Vec::new();
    for head in columns.iter_mut() {
        match &head.id {
            Some(id) if seen.contains(id) => head.id = None,
            Some(id) => seen.push(id.clone()),
            None => {}
        }
    }
}

fn yes_word(answer: &YesNo) -> &str {
    match answer {
        YesNo::Yes => "Yes",
        YesNo::No => "No",
        YesNo::Other(other) => other,
    }
}

/// Gives the words beside the only ticked box of a cell: “☐ Low ☒ High” says High.
fn chosen_by_tick(content: &Paragraph) -> Option<String> {
    let boxes = content.spans.iter().filter(|s| matches!(s, Span::Tick { .. })).count();
    let at = content.spans.iter().position(|s| matches!(s, Span::Tick { ticked: true, .. }))?;
    let others = content.spans.iter().skip(at + 1).any(|s| matches!(s, Span::Tick { ticked: true, .. }));
    if boxes < 2 || others {
        return None;
    }
    match content.spans.get(at + 1)? {
        Span::Text { text, .. } => Some(text.trim().to_owned()),
        _ => None,
    }
}

/// Gives a unit's content with the box before it; what the format calls it stands there in words.
fn with_ticks(unit: &Unit) -> Paragraph {
    let mut content = unit.content.clone();
    for span in &mut content.spans {
        if let Span::Label(label) = span {
            let text = label.clone();
            *span = Span::Text { text, strong: true, emphasis: false, link: None };
        }
    }
    if let Some(ticked) = unit.before {
        content.spans.insert(0, Span::Tick { ticked, glyph: String::new() });
    }
    content
}

/// Says whether a unit is nothing but a mark: a box, a tick, or a cross.
pub(crate) fn mark(unit: &Unit) -> Option<bool> {
    let text = unit.text.trim();
    if text.is_empty() {
        return unit.before;
    }
    if unit.before.or(unit.after).is_some() {
        return None;
    }
    let mut chars = text.chars();
    match (chars.next(), chars.next()) {
        (Some('x' | 'X'), None) => Some(true),
        (Some(c), None) => ticks::tick(c),
        _ => None,
    }
}

/// Says whether a head names a column of numbers.
fn is_count(title: &str) -> bool {
    let plain: String = title.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
    matches!(
        plain.as_str(),
        "" | "no"
            | "nr"
            | "ref"
            | "id"
            | "number"
            | "reference"
            | "riskno"
            | "riskref"
            | "riskid"
            | "risknumber"
    )
}

fn is_row_number(text: &str) -> bool {
    let text = text.trim();
    text.len() <= 8
        && text.chars().any(|c| c.is_ascii_digit())
        && text.chars().filter(|c| c.is_alphabetic()).count() <= 4
}

fn fixed(field: &Field) -> Vec<String> {
    match &field.kind {
        Kind::Table { rows, .. } => rows.iter().map(|r| r.id.clone()).collect(),
        _ => Vec::new(),
    }
}

/// Gives the units that stand in a cell itself, not in a table inside it.
fn flat(cell: &CellView) -> Vec<usize> {
    let units = cell.flow.iter().filter_map(|f| match f {
        Flow::Units(from, to) => Some(*from..*to),
        Flow::Table(_) => None,
    });
    units.flatten().collect()
}

fn has_table(cell: &CellView) -> bool {
    cell.flow.iter().any(|f| matches!(f, Flow::Table(_)))
}

fn width(view: &View) -> usize {
    view.rows.iter().flatten().map(|c| c.column + c.columns).max().unwrap_or(0)
}
