//! Tables: which kind of row each is, and rows of labels beside their answers. Heads are in `heads`, rows of data in `data`.

use model::{Kind, YesNo};

use super::form::Means;
use super::units::{CellView, Flow, Unit, View};
use super::walk::{Cursor, Walk};
use crate::draft::{Fate, Value};
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
        for (i, row) in view.rows.iter().enumerate() {
            let headed = matches!(self.table, Mode::Data { .. });
            self.row(row, width, outer);
            if let (false, Mode::Data { columns, .. }) = (headed, &self.table) {
                self.products = self.has_products(columns, view.rows.get(i + 1..).unwrap_or_default());
            }
        }
        self.asks_here = asked;
        self.in_table = outer;
        if outer {
            self.table = mode;
        }
    }

    /// Says whether the ratings of a table are products of two scores, up to 25.
    fn has_products(&self, columns: &[Head], rows: &[Vec<CellView>]) -> bool {
        let rated = |cell: &CellView| {
            let head = columns.iter().find(|h| h.from <= cell.column && cell.column < h.to);
            head.and_then(|h| h.id.as_deref()).is_some_and(|id| self.is_rating(id))
        };
        let score = |cell: &CellView| {
            let units = flat(cell);
            let text = units.first().and_then(|u| self.units.get(*u)).map_or("", |u| u.text.trim());
            text.split_whitespace().next().and_then(|w| w.parse::<u32>().ok())
        };
        rows.iter().flatten().filter(|c| rated(c)).filter_map(score).any(|s| (6..=25).contains(&s))
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

    pub(super) fn cell(&mut self, cell: &CellView) {
        self.flow(&cell.flow);
    }

    /// Reads the tables inside a cell whose own words were read; the walk goes on where it was.
    pub(super) fn inner(&mut self, cell: &CellView) {
        let cursor = self.cursor.clone();
        for part in &cell.flow {
            if let Flow::Table(view) = part {
                self.view(view);
            }
        }
        self.cursor = cursor;
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

    fn matrix_row(&mut self, columns: &[Head], cells: &[CellView]) {
        let row_band = self.cursor.band.clone();
        let one_filled = cells.iter().filter(|c| !flat(c).is_empty()).count() < 2;
        for cell in cells {
            // A band that is named inside a cell holds for the rest of that cell only.
            let alone = one_filled;
            if !alone {
                self.cursor.band.clone_from(&row_band);
            }
            let head = columns.iter().find(|h| h.from <= cell.column && cell.column < h.to);
            self.cursor.column = head.and_then(|h| h.id.clone());
            self.first_cell = cell.column == 0;
            self.cell(cell);
            self.first_cell = false;
        }
        if !one_filled {
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

/// Gives a unit's content with the box before it; what the format calls it stands there in words.
pub(super) fn with_ticks(unit: &Unit) -> Paragraph {
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

/// Gives the units that stand in a cell itself, not in a table inside it.
pub(super) fn flat(cell: &CellView) -> Vec<usize> {
    let units = cell.flow.iter().filter_map(|f| match f {
        Flow::Units(from, to) => Some(*from..*to),
        Flow::Table(_) => None,
    });
    units.flatten().collect()
}

pub(super) fn has_table(cell: &CellView) -> bool {
    cell.flow.iter().any(|f| matches!(f, Flow::Table(_)))
}

fn width(view: &View) -> usize {
    view.rows.iter().flatten().map(|c| c.column + c.columns).max().unwrap_or(0)
}
