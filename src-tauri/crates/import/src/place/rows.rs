//! Tables: which kind of row each is, and rows of labels beside their answers. Heads are in `heads`, rows of data in `data`.

use model::{Kind, YesNo};

use super::form::Means;
use super::guess::Beside;
use super::mapping::Signature;
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
    /// Rows of who signed: office, name, date.
    Signatures { columns: Vec<SignatureColumn>, office: Option<usize> },
    /// A question over each column: “Purpose | Lawful basis | Condition”.
    Columns { columns: Vec<AskingColumn> },
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

/// A column of a table of signatures.
#[derive(Debug, Clone)]
pub(crate) struct SignatureColumn {
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) is: Option<Signature>,
}

/// A column whose head asks something.
#[derive(Debug, Clone)]
pub(crate) struct AskingColumn {
    pub(crate) from: usize,
    pub(crate) to: usize,
    /// The prompt of the form that it asks; `None` for one that the form does not have.
    pub(crate) slot: Option<usize>,
    /// The field of it that the head names.
    pub(crate) field: Option<usize>,
    pub(crate) title: String,
}

impl<'w, 't> Walk<'w, 't> {
    /// Walks over a table.
    pub(crate) fn view(&mut self, view: &View) {
        let outer = self.in_table;
        let mode = std::mem::take(&mut self.table);
        self.in_table = true;
        let guidance = self.guidance_column(view);
        let width = width(view) - usize::from(guidance.is_some_and(|g| g.1));
        if let Mode::Data { slot, width: was, .. } = &mode
            && Some(*slot) == self.cursor.slot
            && *was == width
            && !outer
        {
            // The table goes on after a break.
            self.table = mode.clone();
        }
        if !outer && self.is_scale(view) {
            let units = view.rows.iter().flatten().flat_map(flat);
            for unit in units.filter_map(|at| self.units.get(at)) {
                self.recognised(unit.content.clone(), unit.count);
            }
            self.in_table = outer;
            return;
        }
        if !outer && (self.blocks(view) || self.items(view)) {
            self.in_table = outer;
            return;
        }
        if !outer && let Some(slot) = self.boxes_ahead(view).filter(|s| Some(*s) != self.cursor.slot) {
            let section = self.finder.form.slots.get(slot).map(|s| s.section);
            self.cursor = Cursor { section, slot: Some(slot), score: 0.6, ..Cursor::default() };
        }
        let ticking = !outer && self.lists_ticks(view);
        let was_ticking = std::mem::replace(&mut self.ticking, ticking);
        let grid = !outer && self.has_grid(view);
        let was_grid = std::mem::replace(&mut self.grid, grid);
        let asks_of_boxes = !outer && self.asks_of_boxes(view);
        let asked_of_boxes = std::mem::replace(&mut self.asks_of_boxes, asks_of_boxes);
        let says_boxes = grid && !asks_of_boxes && self.says_of_boxes(view);
        let said_boxes = std::mem::replace(&mut self.says_boxes, says_boxes);
        let mark_columns = if grid { self.columns_of_marks(view) } else { Vec::new() };
        let outer_columns = std::mem::replace(&mut self.mark_columns, mark_columns);
        let asks = !outer && self.asks_ahead(view);
        let asked = std::mem::replace(&mut self.asks_here, asks);
        let outer_asks = std::mem::replace(&mut self.asks_table, asks);
        let (fixed, heads) = if outer { (None, 0) } else { self.enter_fixed(view) };
        let boxes = !outer && (ticking || grid || asks_of_boxes || self.asks_boxes(view));
        for (i, row) in view.rows.iter().enumerate().skip(heads) {
            if i == 0 && !outer && self.column_heads(view) {
                continue;
            }
            let heads_things = boxes && self.heads_boxes(view) || !outer && self.heads_fields(view);
            if i == 0 && heads_things && !self.heads_marks(row) {
                for unit in row.iter().flat_map(flat).filter_map(|at| self.units.get(at)) {
                    self.recognised(unit.content.clone(), unit.count);
                }
                continue;
            }
            let headed = matches!(self.table, Mode::Data { .. });
            if matches!(self.table, Mode::None)
                && fixed.is_some_and(|slot| {
                    self.fixed_cells(slot, i.checked_sub(heads).filter(|_| heads == 1), row)
                })
            {
                continue;
            }
            match guidance {
                Some((column, _)) => {
                    let (guides, asks): (Vec<CellView>, Vec<CellView>) =
                        row.iter().cloned().partition(|c| c.column == column);
                    self.row(&asks, width, outer);
                    self.guides(&guides);
                }
                None => self.row(row, width, outer),
            }
            if let (false, Mode::Data { columns, .. }) = (headed, &self.table) {
                self.products = self.has_products(columns, view.rows.get(i + 1..).unwrap_or_default());
            }
        }
        self.ticking = was_ticking;
        self.grid = was_grid;
        self.says_boxes = said_boxes;
        self.mark_columns = outer_columns;
        self.asks_of_boxes = asked_of_boxes;
        self.asks_here = asked;
        self.asks_table = outer_asks;
        self.in_table = outer;
        if outer {
            self.table = mode;
        }
    }

    /// Finds the column of a table of questions that only helps to fill it in: “Question | Response | Guidance”. Says whether it
    /// is the last one.
    fn guidance_column(&self, view: &View) -> Option<(usize, bool)> {
        let heads = view.rows.first().filter(|_| view.rows.len() > 1)?;
        let text = |cell: &CellView| {
            self.alone(&flat(cell)).map(|u| super::words::letters(&u.text)).unwrap_or_default()
        };
        let guides = |cell: &&CellView| self.finder.form.guidance.contains(&text(cell));
        let answers =
            |cell: &CellView| flat(cell).first().is_some_and(|at| self.is_fixed(*at)) && !guides(&cell);
        let found = heads.iter().find(guides).filter(|c| c.columns == 1)?;
        let last = found.column + 1 >= width(view);
        (heads.len() > 2 && heads.iter().any(answers)).then_some((found.column, last))
    }

    /// Puts aside what only helps to fill in the form.
    fn guides(&mut self, cells: &[CellView]) {
        for cell in cells {
            for unit in flat(cell).into_iter().filter_map(|at| self.units.get(at)) {
                self.guided += unit.count;
                self.recognised(unit.content.clone(), unit.count);
            }
            self.inner(cell);
        }
    }

    /// Says whether a table only explains how risks are scored: figures, and few words.
    fn is_scale(&self, view: &View) -> bool {
        const FIGURES: usize = 9;
        let cells: Vec<Vec<usize>> =
            view.rows.iter().flatten().map(flat).filter(|units| !units.is_empty()).collect();
        let text = |units: &Vec<usize>| self.alone(units).map(|u| u.text.trim());
        let figure = |units: &&Vec<usize>| text(units).is_some_and(|t| t.parse::<u8>().is_ok());
        let brief = |units: &Vec<usize>| text(units).is_some_and(|t| t.split_whitespace().count() <= 4);
        let figures = cells.iter().filter(figure).count();
        figures >= FIGURES && figures * 2 > cells.len() && cells.iter().all(brief)
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
            let total = text.rsplit_once('=').map_or(text, |(_, total)| total.trim());
            total.split_whitespace().next().and_then(|w| w.parse::<u32>().ok())
        };
        rows.iter().flatten().filter(|c| rated(c)).filter_map(score).any(|s| (6..=25).contains(&s))
    }

    fn row(&mut self, cells: &[CellView], width: usize, inner: bool) {
        self.cursor.nth = 0;
        self.cursor.column = None;
        self.row_number = None;
        let words = cells.iter().map(flat).filter(|u| !u.is_empty());
        self.answered_cells = words.filter(|u| !self.alone(u).is_some_and(Unit::is_number)).count();
        self.note_beside(cells);
        self.row_by_kind(cells, width, inner);
        self.beside = Beside::Unknown;
    }

    fn row_by_kind(&mut self, cells: &[CellView], width: usize, inner: bool) {
        if self.signature_heads(cells)
            || self.heads(cells, width)
            || (!self.says_boxes && self.mark_heads(cells))
            || self.question_heads(cells)
        {
            return;
        }
        // Under “Yes | No” a mark says which of them.
        if !matches!(self.table, Mode::Marks { .. })
            && ((self.ticking && self.tick_row(cells)) || self.box_row(cells) || self.grid_row(cells))
        {
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
            Mode::Matrix { columns } => match self.cursor.slot {
                Some(slot) if self.begins_label(cells, slot) => {
                    self.table = Mode::None;
                    self.labelled(cells, width);
                }
                _ => self.matrix_row(&columns, cells),
            },
            Mode::Marks { columns } => self.marked_row(&columns, cells),
            Mode::Columns { columns } => self.column_row(&columns, cells),
            Mode::Signatures { columns, office } => self.signature_row(&columns, office, cells),
            Mode::None if !inner && !self.grid && self.asks_otherwise(cells) => {
                if !self.keyed_row(cells) {
                    self.not_asked(cells);
                }
            }
            Mode::None => self.labelled(cells, width),
        }
    }

    /// Reads a row of labels beside their answers.
    fn labelled(&mut self, cells: &[CellView], width: usize) {
        let first = cells.iter().find(|c| !c.flow.is_empty()).map_or(0, |c| c.column);
        let paired = self.second_label(cells);
        for cell in cells {
            let was = (self.cursor.slot, self.cursor.field);
            // What is one cell further than the label is not the label's own cell any more.
            self.cursor.nth += usize::from(self.cursor.slot.is_some());
            self.last_column = cells.len() > 1 && cell.column > 0 && cell.column + cell.columns >= width;
            let from = self.pieces.len();
            self.met.clear();
            self.first_cell = cell.column == first;
            self.paired = paired == Some(cell.column);
            if has_table(cell) || !self.marked_cell(&flat(cell)) {
                self.cell(cell);
            }
            self.first_cell = false;
            self.paired = false;
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

    /// Finds the second label of a row of two, each before its answer: “Name | Jo Ash | Role | Manager”.
    fn second_label(&self, cells: &[CellView]) -> Option<usize> {
        const BRIEF: usize = 5;
        let [label, _, second, _] = cells else { return None };
        let brief = |c: &CellView| self.alone(&flat(c)).is_some_and(|u| (1..=BRIEF).contains(&u.words.len()));
        let strong = |c: &CellView| self.alone(&flat(c)).map(|u| u.content.is_strong());
        let filled = cells.iter().all(|c| !flat(c).is_empty());
        let alike = strong(label) == strong(second);
        (filled && alike && brief(label) && brief(second)).then_some(second.column)
    }

    /// Says whether a row of a table of questions asks something that the form does not: it has a label of its own, and an
    /// answer beside or below it, but no wording of the form.
    fn asks_otherwise(&self, cells: &[CellView]) -> bool {
        // In a document whose questions are headings, only a table that is plainly one of questions asks.
        let table = self.asks_here && (self.slot_level.is_none() || self.asks_table);
        if self.labelled || !(table || self.questions(cells)) {
            return false;
        }
        let mut filled = cells.iter().filter(|c| !flat(c).is_empty());
        let Some(first) = filled.next().filter(|c| c.column == 0) else { return false };
        let units = flat(first);
        let number = self.alone(&units).is_some_and(Unit::is_number);
        let label = if number { filled.next().map(flat).unwrap_or_default() } else { units };
        let Some(unit) = label.first().and_then(|at| self.units.get(*at)) else { return false };
        if mark(unit).is_some() {
            return false;
        }
        let asks = unit.text.contains('?') || unit.content.is_strong();
        let beside = filled.next().is_some();
        if !beside
            && !number
            && label.len() == 1
            && unit.heads()
            && (first.columns > 1 || unit.text.contains('?'))
        {
            // A band over the whole width begins something else.
            return self.is_unknown(&label);
        }
        // “B11 | Exemptions | Is the data in any way exempt? | No”: what stands before the question is its subject.
        let between =
            cells.iter().filter(|c| c.column > 0).map(flat).filter(|u| !u.is_empty() && *u != label);
        let between: Vec<Vec<usize>> = between.collect();
        let asked = between.split_last().map(|(_, b)| b).unwrap_or_default();
        if asked.iter().any(|units| !self.is_unknown(units)) {
            return false;
        }
        // A row over the whole width that is no label goes on with the answer above it.
        (asks || (beside && unit.words.len() <= 12)) && (number || beside) && self.is_unknown(&label)
    }

    /// Says whether a table is one of questions beside their answers: some of its first cells are wordings of the form.
    fn asks_ahead(&self, view: &View) -> bool {
        let asks = |cells: &Vec<CellView>| {
            let mut filled = cells.iter().filter(|c| !flat(c).is_empty());
            let mut first = filled.next().filter(|c| c.column == 0).map(flat);
            let counted = first.as_ref().and_then(|units| self.alone(units)).filter(|u| u.is_number());
            if counted.is_some() {
                first = filled.next().map(flat);
            }
            let Some(at) = first.and_then(|units| units.first().copied()) else { return false };
            let Some(unit) = self.units.get(at).filter(|_| filled.next().is_some()) else { return false };
            let number = counted.and_then(|u| u.number.as_deref()).or(unit.number.as_deref());
            let found = self.finder.at(&unit.ids(), number);
            let known = found.iter().any(|f| {
                matches!(f.means, Means::Slot(_)) && f.score >= 0.9 && f.used * 3 >= unit.words.len() * 2
            });
            known || (unit.words.len() <= 25 && self.nearest(unit).is_some())
        };
        let counts = |row: &Vec<CellView>| {
            let first = row.first().map(flat).unwrap_or_default();
            self.alone(&first).is_some_and(Unit::is_number)
                && row.iter().filter(|c| !flat(c).is_empty()).count() == 3
        };
        // “8.1 | Advice | …”: where all rows are numbered, one that is known speaks for the others.
        let numbered = view.rows.iter().filter(|r| counts(r)).count() * 3 >= view.rows.len() * 2;
        let least = if numbered { 1 } else { 2 };
        view.rows.iter().filter(|r| asks(r)).take(least).count() == least
    }

    /// Says whether a row begins with a question in bold type or with a mark, whatever table it is in.
    fn questions(&self, cells: &[CellView]) -> bool {
        let first = cells.iter().find(|c| !flat(c).is_empty()).map(flat).unwrap_or_default();
        let unit = first.first().and_then(|at| self.units.get(*at));
        unit.is_some_and(|u| u.text.trim_end().ends_with('?') && (u.content.is_strong() || cells.len() > 1))
    }

    fn is_unknown(&self, label: &[usize]) -> bool {
        label.iter().filter_map(|at| self.units.get(*at)).all(|unit| {
            let number = unit.number.as_deref().or(self.row_number.as_deref());
            let found = self.finder.at(&unit.ids(), number);
            let known = found.iter().any(|f| f.score >= 0.68 && f.used * 3 >= unit.words.len());
            !known && !self.is_part(unit) && self.nearest(unit).is_none() && !self.in_order(unit)
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

    /// Puts a row of a table with a column for each answer into the pile; the mark says which answer it is.
    fn not_asked_marked(&mut self, columns: &[(usize, YesNo)], cells: &[CellView]) {
        self.cursor = Cursor { section: self.cursor.section, ..Cursor::default() };
        for cell in cells {
            let answer = columns.iter().find(|c| c.0 == cell.column).map(|c| super::data::yes_word(&c.1));
            for unit in flat(cell).iter().filter_map(|at| self.units.get(*at)) {
                let (content, words) = (with_ticks(unit), unit.count);
                match (answer, mark(unit)) {
                    (Some(_), Some(false)) => self.recognised(content, words),
                    (Some(answer), Some(true)) => {
                        let under = self.under.clone();
                        self.under = format!("{under} – {answer}");
                        self.unplaced(content, words, None);
                        self.under = under;
                    }
                    _ if unit.is_number() => self.recognised(content, words),
                    _ => {
                        if answer.is_none() && (unit.text.contains('?') || cell.column < 2) {
                            self.under = unit.text.trim().to_owned();
                        }
                        self.unplaced(content, words, None);
                    }
                }
            }
            self.inner(cell);
        }
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
        if self.asks_of_boxes && self.asked_box(columns, cells) {
            return;
        }
        let counts = |units: &Vec<usize>| self.alone(units).is_some_and(Unit::is_number);
        let mut asked = cells.iter().filter(|c| !columns.iter().any(|m| m.0 == c.column)).map(flat);
        let asked = asked.find(|units| !units.is_empty() && !counts(units));
        if asked.is_some_and(|units| {
            self.is_unknown(&units) && self.cursor.row.is_none() && !(self.has_boxes() && self.asks_of_boxes)
        }) {
            return self.not_asked_marked(columns, cells);
        }
        for cell in cells {
            let answer = columns.iter().find(|c| c.0 == cell.column).map(|c| c.1.clone());
            let units = flat(cell);
            let mark = self.alone(&units).and_then(mark);
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
                (Some(answer), Some(true), None, Some(unit)) if self.cursor.row.is_some() => {
                    let (content, words) = (unit.content.clone(), unit.count);
                    self.tick_in_row(answer, &content, words);
                    self.inner(cell);
                }
                (Some(_), Some(false), _, Some(unit)) => {
                    self.recognised(unit.content.clone(), unit.count);
                    self.inner(cell);
                }
                (Some(answer), Some(true), None, Some(unit)) => {
                    // The form asks for no yes or no here: the officer sees which it was.
                    let under = self.under.clone();
                    self.under = format!("{under} – {}", super::data::yes_word(&answer));
                    self.unplaced(unit.content.clone(), unit.count, None);
                    self.under = under;
                    self.inner(cell);
                }
                _ => {
                    self.first_cell = cell.column == 0;
                    // What stands behind the marks says more, and asks nothing.
                    self.last_column = columns.iter().all(|m| m.0 < cell.column);
                    self.cell(cell);
                    self.first_cell = false;
                    self.last_column = false;
                }
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
        let known = units.iter().any(|unit| {
            let found = self.finder.at(&unit.ids(), unit.number.as_deref());
            found.iter().any(|f| match f.means {
                Means::Section(_) => f.score > 0.85 && f.used + 2 >= unit.words.len(),
                Means::Slot(other) => other != slot && f.weight > 3.2 && f.score > 0.8 && !f.borrowed,
                _ => false,
            })
        });
        known || self.begins_question(cells)
    }

    /// Says whether a row of a table of data asks something: “E2 | How will people be told? | By a notice”.
    fn begins_question(&self, cells: &[CellView]) -> bool {
        let filled: Vec<Vec<usize>> = cells.iter().map(flat).filter(|u| !u.is_empty()).collect();
        let [first, rest @ ..] = filled.as_slice() else { return false };
        let unit = |units: &Vec<usize>| units.first().and_then(|at| self.units.get(*at));
        let numbered = unit(first).is_some_and(Unit::is_number);
        let label = if numbered { rest.first() } else { Some(first) };
        let asks = |u: &Unit| u.text.trim_end().ends_with('?') && u.words.len() >= 3;
        label.and_then(unit).is_some_and(|u| asks(u) && self.nearest(u).is_some()) && filled.len() <= 3
    }

    /// Gives the unit of a cell that has just one.
    pub(super) fn alone(&self, units: &[usize]) -> Option<&'w Unit> {
        match units {
            [at] => self.units.get(*at),
            _ => None,
        }
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
    // A box that stands behind its words is read before them.
    let own = if unit.first_is_box { unit.before } else { unit.before.or(unit.after) };
    if let Some(ticked) = own {
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
