//! Tables of things to tick: boxes beside their words, or in cells of their own.

use std::collections::BTreeMap;

use model::{BoxDef, Field, Kind, YesNo};

use super::form::Means;
use super::rows::{flat, mark, with_ticks};
use super::units::{CellView, Unit, View};
use super::walk::{Cursor, Walk};
use crate::draft::Value;

/// More cells of a table are not looked at for boxes.
const MOST: usize = 120;

impl<'w, 't> Walk<'w, 't> {
    /// Says whether the question at hand is one of boxes.
    pub(super) fn has_boxes(&self) -> bool {
        let slot = self.cursor.slot.and_then(|s| self.finder.form.slots.get(s));
        slot.is_some_and(|s| s.fields.iter().any(|f| matches!(f.kind, Kind::Boxes { .. })))
    }

    /// Reads a box of the question at hand with “Y” or “Yes” beside it, once for each of several columns: “Forename | Y | Y”.
    pub(super) fn box_row(&mut self, cells: &[CellView]) -> bool {
        let mut filled = cells.iter().map(flat).filter(|units| !units.is_empty());
        let Some([at]) = filled.next().as_deref().map(|u| <[usize; 1]>::try_from(u).ok()).unwrap_or_default()
        else {
            return false;
        };
        let Some(unit) = self.units.get(at) else { return false };
        let marks = self.finder.form.keep_prompts;
        let answer = |units: Vec<usize>| {
            self.alone(&units).and_then(|u| said(u).or_else(|| mark(u).filter(|_| marks)))
        };
        let Some(answers) = filled.map(answer).collect::<Option<Vec<bool>>>() else { return false };
        let all = self.finder.at(&unit.ids(), None);
        let found = all.iter().find(|f| {
            matches!(f.means, Means::Box { slot, .. } if Some(slot) == self.cursor.slot)
                && f.used == unit.words.len()
                && f.score > 0.9
        });
        if answers.is_empty() {
            return false;
        }
        let ticked = answers.contains(&true);
        match found {
            Some(found) => {
                let Means::Box { slot, field, id } = &found.means else { return false };
                self.boxed((*slot, *field, id), Some(ticked), unit.content.clone(), unit.count, found.score);
            }
            None => {
                if !self.box_named(self.fields_here(), ticked, &unit.content.clone(), unit.count) {
                    return false;
                }
            }
        }
        for other in cells.iter().flat_map(flat).filter(|u| *u != at) {
            if let Some(unit) = self.units.get(other) {
                self.recognised(unit.content.clone(), unit.count);
            }
        }
        true
    }

    /// Finds the question whose tick boxes a table names, whatever stands above it: at least three of them, and of what has a
    /// mark beside it the most.
    pub(super) fn boxes_ahead(&mut self, view: &View) -> Option<usize> {
        let signs = view.rows.iter().flatten().flat_map(flat).filter_map(|at| self.units.get(at));
        let signs = signs.filter(|u| mark(u).or(u.before).or(u.after).or_else(|| said(u)).is_some());
        if signs.take(2).count() < 2 || !self.seeks_things() {
            return None;
        }
        let marked: Vec<usize> = view.rows.iter().flat_map(|row| self.beside_marks(row)).collect();
        let all = || view.rows.iter().flatten().flat_map(flat);
        let of: Vec<usize> = if marked.is_empty() { all().collect() } else { marked };
        let words = |u: &&Unit| mark(u).or_else(|| said(u)).is_none() && !u.words.is_empty();
        let units = of.iter().filter_map(|at| self.units.get(*at)).filter(words).take(MOST);
        let units: Vec<&Unit> = units.collect();
        // The questions whose boxes are named word by word, and how many; what is only alike is looked at for those.
        let question = |field: &str| self.template().question_of(field);
        let mut exact: BTreeMap<&'t str, usize> = BTreeMap::new();
        let mut by_field: BTreeMap<&'t str, usize> = BTreeMap::new();
        for unit in &units {
            let found = self.finder.at(&unit.ids(), None);
            let own = found.iter().find(|f| f.score > 0.9 && f.used == unit.words.len());
            let Some(Means::Box { slot, field, .. }) = own.map(|f| &f.means) else { continue };
            let of = self.finder.form.slots.get(*slot).and_then(|s| s.fields.get(*field));
            if let Some((field, question)) = of.and_then(|f| Some((f, question(&f.id)?))) {
                *by_field.entry(field.id.as_str()).or_default() += 1;
                *exact.entry(question.id.as_str()).or_default() += 1;
            }
        }
        let enough = |n: usize| n >= 3 && n * 2 >= units.len();
        let named = |(id, n): (&'t str, usize)| {
            let own = self.template().questions().map(|(_, q)| q).find(|q| q.id == id)?;
            let boxes: Vec<&BoxDef> = own.fields.iter().flat_map(Field::boxes).collect();
            let alike = || units.iter().filter(|u| self.box_called(&boxes, &u.text).is_some()).count();
            let most = if enough(n) { n } else { alike() };
            enough(most).then_some((most, id))
        };
        let found: Vec<(usize, &str)> = exact.into_iter().filter_map(named).collect();
        // How many of the boxes that are named a prompt's own fields have.
        let has = |slot: usize, id: &str| {
            let fields = self.finder.form.slots.get(slot).map(|s| s.fields.as_slice()).unwrap_or_default();
            let own = fields.iter().filter(|f| question(&f.id).is_some_and(|q| q.id == id));
            own.filter_map(|f| by_field.get(f.id.as_str())).sum::<usize>()
        };
        if self.cursor.slot.is_some_and(|slot| found.iter().any(|(_, id)| has(slot, id) > 0)) {
            return None;
        }
        let (_, best) = found.into_iter().max_by_key(|f| f.0)?;
        // The form's own question before one that a mapping knows by the same boxes.
        let slots = (0..self.finder.form.slots.len()).filter(|slot| has(*slot, best) > 0);
        let mapped = |slot: usize| self.finder.form.slots.get(slot).is_some_and(|s| s.mapped);
        slots.max_by_key(|slot| (!mapped(*slot), has(*slot, best), std::cmp::Reverse(*slot)))
    }

    /// Counts a table that is looked at for things to tick; no document has more than some.
    pub(super) fn seeks_things(&mut self) -> bool {
        const TABLES: u32 = 400;
        self.tables_sought += 1;
        self.tables_sought <= TABLES
    }

    /// Gives the words of a row that a cell with nothing but a mark stands behind.
    fn beside_marks(&self, cells: &[CellView]) -> Vec<usize> {
        let filled: Vec<Vec<usize>> = cells.iter().map(flat).filter(|u| !u.is_empty()).collect();
        let alone = |units: &[usize]| self.alone(units).and_then(mark).is_some();
        let pairs = filled.windows(2);
        let words = pairs.filter_map(|pair| match pair {
            [words, sign] if !alone(words) && alone(sign) => words.first().copied(),
            _ => None,
        });
        words.collect()
    }

    /// Says whether a table is a list of things to tick, each in a row with its mark, for the question at hand.
    pub(super) fn lists_ticks(&self, view: &View) -> bool {
        let sign = |cell: &&CellView| self.alone(&flat(cell)).and_then(mark).is_some();
        let signs: Vec<Vec<usize>> =
            view.rows.iter().map(|row| row.iter().filter(sign).map(|c| c.column).collect()).collect();
        let rows: Vec<&Vec<usize>> = signs.iter().filter(|s| !s.is_empty()).collect();
        // With marks in several columns it is a grid.
        let column = rows.first().copied();
        let same = rows.iter().all(|s| s.len() == 1 && Some(*s) == column);
        self.has_boxes() && same && rows.len() >= 3 && rows.len() * 2 >= view.rows.len()
    }

    /// Says whether a text is one of the things to tick of a question.
    pub(super) fn names_unmarked(&self, fields: &[&Field], text: &str) -> bool {
        let boxes: Vec<&BoxDef> = fields.iter().flat_map(|f| f.boxes()).collect();
        let named = |boxes: &[&BoxDef]| match self.says_boxes {
            // “Matching with housing records” is said of something else.
            true => self.box_so_called(boxes, text).is_some(),
            false => self.box_called(boxes, text).is_some(),
        };
        text.len() <= 80 && named(&boxes)
    }

    /// Says whether a table is a grid of things to tick for the question at hand.
    pub(super) fn has_grid(&self, view: &View) -> bool {
        let signs = view.rows.iter().flatten().flat_map(flat).filter_map(|at| self.units.get(at));
        self.has_boxes() && (signs.filter(|u| mark(u).is_some()).count() >= 3 || self.says_of_boxes(view))
    }

    /// Says whether a table names things to tick of the question at hand, each with “Yes” or “No” in the cell behind it.
    pub(super) fn says_of_boxes(&self, view: &View) -> bool {
        const FEWEST: usize = 3;
        let boxes: Vec<&BoxDef> = self.question_fields().iter().flat_map(Field::boxes).collect();
        let thing = |pair: &&[CellView]| {
            let [thing, sign] = pair else { return false };
            let named = self.alone(&flat(thing)).is_some_and(|u| self.box_called(&boxes, &u.text).is_some());
            named && self.alone(&flat(sign)).and_then(said).is_some()
        };
        let pairs = view.rows.iter().take(MOST).flat_map(|row| row.chunks(2));
        !boxes.is_empty() && pairs.into_iter().filter(thing).take(FEWEST).count() == FEWEST
    }

    /// Reads a cell with nothing but a mark, or “Yes” or “No” in a table of things to tick.
    fn sign(&self, cell: &CellView) -> Option<bool> {
        let said_here = |u: &Unit| said(u).filter(|_| self.says_boxes);
        self.alone(&flat(cell)).and_then(|u| mark(u).or_else(|| said_here(u)))
    }

    /// Gives the columns of a table that marks stand in, each in a cell of its own.
    pub(super) fn columns_of_marks(&self, view: &View) -> Vec<usize> {
        let sign = |cell: &&CellView| self.sign(cell).is_some();
        let mut columns: Vec<usize> = view.rows.iter().flatten().filter(sign).map(|c| c.column).collect();
        columns.sort_unstable();
        columns.dedup();
        columns
    }

    /// Reads “Forename | ☒ | Surname | | Next of kin | ☒”: things, each with a cell for its mark behind it, or before it.
    pub(super) fn grid_row(&mut self, cells: &[CellView]) -> bool {
        let columns = self.mark_columns.clone();
        let signs = |c: &CellView| columns.contains(&c.column);
        let read = |c: &CellView| {
            let units = flat(c);
            if units.is_empty() { Some(false) } else { self.sign(c) }
        };
        let mut pairs: Vec<(usize, bool)> = Vec::new();
        for pair in cells.chunks(2) {
            let [first, second] = pair else { return false };
            let (thing, sign) = if signs(first) { (second, first) } else { (first, second) };
            let (Some(ticked), true, false) = (read(sign), signs(sign), signs(thing)) else { return false };
            match flat(thing).as_slice() {
                [] if !ticked => {}
                [at] => pairs.push((*at, ticked)),
                _ => return false,
            }
        }
        if pairs.is_empty() || cells.iter().any(super::rows::has_table) {
            return false;
        }
        let fields = self.fields_here();
        for (at, ticked) in pairs {
            if let Some(unit) = self.units.get(at) {
                self.thing(unit, ticked, &fields);
            }
        }
        for at in cells.iter().filter(|c| signs(c)).flat_map(flat) {
            if let Some(unit) = self.units.get(at) {
                self.recognised(unit.content.clone(), unit.count);
            }
        }
        true
    }

    /// Says whether a table lists things to tick for the question at hand, with a column for “Yes” and one for “No”.
    pub(super) fn asks_of_boxes(&self, view: &View) -> bool {
        let says = |row: &&Vec<CellView>, wanted: bool| {
            row.iter().any(|c| self.alone(&flat(c)).and_then(said) == Some(wanted))
        };
        let boxes: Vec<&BoxDef> = self.question_fields().iter().flat_map(Field::boxes).collect();
        // “Full name | Yes | Ethnicity | No” heads nothing.
        let names = |row: &Vec<CellView>| {
            let mut cells = row.iter().filter_map(|c| self.alone(&flat(c)));
            cells.any(|u| self.box_so_called(&boxes, &u.text).is_some())
        };
        let heads = |row: &&Vec<CellView>| says(row, true) && says(row, false) && !names(row);
        if !self.has_boxes() || !view.rows.iter().take(2).any(|row| heads(&row)) {
            return false;
        }
        let thing = |row: &Vec<CellView>| {
            let first = row.iter().map(flat).find(|units| !units.is_empty()).unwrap_or_default();
            self.alone(&first).is_some_and(|u| self.box_called(&boxes, &u.text).is_some())
        };
        let things = view.rows.iter().take(MOST).filter(|r| thing(r)).count();
        things >= 3 && things * 3 >= view.rows.len()
    }

    /// Reads “Name (forename and surname) | X | | Bill payer”: a thing, whether it is used, and what is said of it.
    pub(super) fn asked_box(&mut self, columns: &[(usize, YesNo)], cells: &[CellView]) -> bool {
        let is_mark = |c: &&CellView| columns.iter().any(|m| m.0 == c.column);
        let marked = |answer: YesNo| {
            let column = columns.iter().find(|m| m.1 == answer).map(|m| m.0);
            let cell = cells.iter().find(|c| Some(c.column) == column);
            cell.and_then(|c| self.alone(&flat(c))).and_then(mark) == Some(true)
        };
        let (yes, no) = (marked(YesNo::Yes), marked(YesNo::No));
        let counts = |units: &Vec<usize>| self.alone(units).is_some_and(Unit::is_number);
        let mut others = cells.iter().filter(|c| !is_mark(c)).map(flat).filter(|u| !u.is_empty());
        let thing = others.find(|units| !counts(units)).unwrap_or_default();
        let (true, [at]) = (yes != no, thing.as_slice()) else { return false };
        let Some(unit) = self.units.get(*at) else { return false };
        let under = std::mem::replace(&mut self.under, unit.text.trim().to_owned());
        let fields = self.fields_here();
        let (content, words) = (unit.content.clone(), unit.count);
        let known = self.boxes_in(&unit.text);
        let asked = if known.is_none() { self.asks_yes_no(unit) } else { None };
        match (&known, asked) {
            (Some((field, ids)), _) => {
                self.marked_boxes.insert(field.id.clone());
                if yes {
                    self.place(field, &content, words, Value::Boxes(ids.clone()), 0.95, None);
                } else {
                    self.recognised(content, words);
                }
            }
            (None, Some(field)) => {
                let answer = Value::YesNo(if yes { YesNo::Yes } else { YesNo::No });
                self.recognised(content, words);
                self.place(field, &crate::Paragraph::default(), 0, answer, 0.8, None);
            }
            (None, None) => drop(self.thing(unit, yes, &fields)),
        }
        let prose = fields.iter().copied().find(|f| matches!(f.kind, Kind::Prose) && f.label.is_none());
        let prose = prose.or_else(|| fields.iter().copied().rfind(|f| matches!(f.kind, Kind::Prose)));
        for cell in cells {
            let units: Vec<usize> = flat(cell).into_iter().filter(|u| u != at).collect();
            for unit in units.iter().filter_map(|u| self.units.get(*u)) {
                let (content, words) = (unit.content.clone(), unit.count);
                match prose.filter(|_| yes) {
                    _ if is_mark(&cell) || unit.is_number() => self.recognised(content, words),
                    Some(field) => self.place(field, &content, words, Value::Words, 0.8, None),
                    None => self.unplaced(content, words, None),
                }
            }
            self.inner(cell);
        }
        self.under = under;
        true
    }

    /// Reads a thing and whether it is ticked; what is none of the form's goes where such things go. Says whether it is one.
    pub(super) fn thing(&mut self, unit: &Unit, ticked: bool, fields: &[&'t Field]) -> bool {
        let (content, words) = (unit.content.clone(), unit.count);
        if self.box_named(self.question_fields(), ticked, &content, words) {
            return true;
        }
        match self.other_field(fields) {
            _ if !ticked || is_other(&unit.text) => self.recognised(content, words),
            Some(field) => self.place(field, &content, words, Value::Words, 0.8, None),
            None => self.unplaced(with_ticks(unit), words, None),
        }
        false
    }

    /// Finds the field that takes what is none of the things to tick: “Other data (please state)”, behind the boxes that were
    /// met last; else any words.
    pub(super) fn other_field(&self, fields: &[&'t Field]) -> Option<&'t Field> {
        let place = |id: &str| fields.iter().position(|f| f.id == id && f.boxes().next().is_some());
        // No question has more things to tick.
        let last = self.pieces.iter().rev().take(MOST).find_map(|p| match &p.fate {
            crate::Fate::Placed(placed) => place(&placed.target.field),
            _ => None,
        });
        let named = |f: &Field| f.label.as_deref().is_some_and(|l| l.to_lowercase().starts_with("other"));
        let prose = || fields.iter().copied().enumerate().filter(|(_, f)| matches!(f.kind, Kind::Prose));
        let other = || prose().filter(|(_, f)| named(f));
        let behind = other().find(|(at, _)| last.is_none_or(|last| *at > last));
        behind.or_else(|| other().next()).or_else(|| prose().next()).map(|(_, f)| f)
    }

    /// Moves to the question whose boxes a line names, each with its mark, whatever was asked before: at least three of them.
    pub(super) fn go_to_boxes(&mut self, at: usize) {
        const FEWEST: usize = 3;
        const AHEAD: usize = 24;
        // No document has more boxes under no question.
        const MOST: u32 = 400;
        let marked = |u: &Unit| u.before.or(u.after).is_some() && !u.words.is_empty();
        let Some(unit) = self.units.get(at).filter(|u| marked(u) && !self.has_boxes() && !self.labelled)
        else {
            return;
        };
        self.boxes_sought += 1;
        if self.boxes_sought > MOST {
            return;
        }
        let near: Vec<&Unit> = self
            .units
            .iter()
            .skip(at)
            .take(AHEAD)
            // Boxes may stand in a cell each.
            .take_while(|u| u.group == unit.group || marked(u))
            .filter(|u| marked(u))
            .collect();
        let form = self.finder.form;
        let named = |slot: &usize| {
            let fields = form
                .slots
                .get(*slot)
                .filter(|s| !s.mapped || form.keep_prompts)
                .map(|s| s.fields.as_slice())
                .unwrap_or_default();
            let boxes: Vec<&BoxDef> = fields.iter().flat_map(|f| f.boxes()).collect();
            let so = |u: &&&Unit| self.box_so_called(&boxes, &u.text).is_some();
            !boxes.is_empty() && so(&&unit) && near.iter().filter(so).count() >= FEWEST
        };
        if let Some(slot) = (0..form.slots.len()).find(named) {
            let section = form.slots.get(slot).map(|s| s.section);
            self.cursor = Cursor { section, slot: Some(slot), score: 0.6, ..Cursor::default() };
        }
    }

    /// Moves to the field that takes what is none of the things to tick, of the whole question; says whether there is one.
    pub(super) fn go_to_other(&mut self) -> bool {
        let all: Vec<&'t Field> = self.question_fields().iter().collect();
        let Some(other) = self.other_field(&all).filter(|_| all.iter().any(|f| f.boxes().next().is_some()))
        else {
            return false;
        };
        let form = self.finder.form;
        let own = self.cursor.slot.map(|s| form.own(s));
        let place = own.and_then(|s| form.slots.get(s)?.fields.iter().position(|f| f.id == other.id));
        if let (Some(slot), Some(field)) = (own, place) {
            self.cursor.slot = Some(slot);
            self.cursor.field = Some(field);
        }
        place.is_some()
    }

    /// Finds the field of the question at hand that asks for yes or no about a thing: “Financial data”.
    fn asks_yes_no(&self, unit: &Unit) -> Option<&'t Field> {
        let found = self.nearest(unit)?;
        let slot = self.finder.form.slots.get(found.means.slot()?)?;
        let field = match found.means {
            Means::Field { field, .. } => slot.fields.get(field),
            _ => slot.fields.first(),
        };
        let asked = |f: &&&'t Field| {
            matches!(f.kind, Kind::YesNo { .. }) && self.question_fields().iter().any(|own| own.id == f.id)
        };
        field.filter(asked).copied()
    }

    /// Finds the boxes of a field that a label names: itself one, or its parts: “Name (forename and surname)”.
    fn boxes_in(&self, text: &str) -> Option<(&'t Field, Vec<String>)> {
        let fields = self.question_fields();
        let called = |text: &str| {
            fields.iter().find_map(|f| {
                let boxes: Vec<&BoxDef> = f.boxes().collect();
                Some((f, self.box_called(&boxes, text)?.id.clone()))
            })
        };
        let parts = text.split(['/', ',', '(', ')', ';']);
        let parts = parts.flat_map(|p| p.split(" and ")).flat_map(|p| p.split(" or "));
        let parts: Vec<&str> = parts.map(str::trim).filter(|p| !p.is_empty()).collect();
        let found: Vec<(&Field, String)> = parts.iter().filter_map(|p| called(p)).collect();
        let first = found.first().map(|f| f.0);
        let mut ids: Vec<String> = found.iter().filter(|f| Some(f.0) == first).map(|f| f.1.clone()).collect();
        ids.sort_unstable();
        ids.dedup();
        match (first, called(text)) {
            (Some(field), _) if ids.len() > 1 && ids.len() * 2 >= parts.len() => Some((field, ids)),
            (_, Some((field, id))) => Some((field, vec![id])),
            (Some(field), None) if ids.len() * 2 >= parts.len() => Some((field, ids)),
            _ => None,
        }
    }

    /// Reads “Date of birth | ☒ | To find the right record”: the thing, its mark, and what is said of it.
    pub(super) fn tick_row(&mut self, cells: &[CellView]) -> bool {
        let [at] = self.beside_marks(cells)[..] else { return false };
        let fields = self.fields_here();
        let Some(thing) = self.units.get(at) else { return false };
        let units = cells.iter().map(flat).collect::<Vec<_>>();
        let place = units.iter().position(|u| u.contains(&at)).unwrap_or(0);
        let sign =
            units.iter().enumerate().find(|(i, u)| *i > place && !u.is_empty()).map_or(place, |(i, _)| i);
        let ticked =
            units.get(sign).and_then(|u| u.first()).and_then(|at| self.units.get(*at)).and_then(mark);
        let ticked = ticked.unwrap_or(false);
        let under = std::mem::replace(&mut self.under, thing.text.trim().to_owned());
        let other = self.other_field(&fields);
        let prose = fields.iter().copied().find(|f| matches!(f.kind, Kind::Prose)).or(other);
        let mut known = true;
        for (i, own) in units.iter().enumerate() {
            for unit in own.iter().filter_map(|at| self.units.get(*at)) {
                let (content, words) = (unit.content.clone(), unit.count);
                if i == place {
                    known = self.thing(unit, ticked, &fields);
                } else if i == sign || i < place {
                    self.recognised(content, words);
                } else if let Some(field) = (if known { prose } else { other }).filter(|_| ticked) {
                    self.place(field, &content, words, Value::Words, 0.8, None);
                } else {
                    self.unplaced(content, words, None);
                }
            }
        }
        self.under = under;
        true
    }

    /// Notes the boxes and crosses that stand in cells of their own, for the words beside them.
    pub(super) fn boxes_beside(&mut self, cells: &[CellView]) {
        let boxes = self.has_boxes();
        let marks: Vec<Option<bool>> = cells
            .iter()
            .map(|c| self.alone(&flat(c)).and_then(|u| mark(u).or_else(|| said(u).filter(|_| boxes))))
            .collect();
        if marks.iter().all(Option::is_none) {
            return;
        }
        let first = cells.iter().position(|c| !flat(c).is_empty());
        let leading = first.and_then(|f| marks.get(f)).is_some_and(Option::is_some);
        for (i, cell) in cells.iter().enumerate() {
            let units = flat(cell);
            let ([at], None) = (units.as_slice(), marks.get(i).copied().flatten()) else { continue };
            if self.units.get(*at).is_some_and(|u| u.text.trim_end().ends_with('?')) {
                // “Is financial data included? | No” is no box.
                continue;
            }
            let beside = if leading { i.checked_sub(1) } else { Some(i + 1) };
            let mark = beside.and_then(|b| cells.get(b)).and_then(|c| flat(c).first().copied());
            if let (Some(Some(ticked)), Some(mark)) = (beside.and_then(|b| marks.get(b)), mark) {
                self.ticks.insert(*at, (*ticked, mark));
            }
        }
    }
}

/// Reads a “Y” or “No” that says whether a box is ticked.
pub(super) fn said(unit: &Unit) -> Option<bool> {
    match unit.text.trim().to_lowercase().as_str() {
        "y" | "yes" => Some(true),
        "n" | "no" => Some(false),
        _ => None,
    }
}

/// Says whether a text only says that there is something else: “Other”, “Other (please state)”.
pub(super) fn is_other(text: &str) -> bool {
    let (bare, rest) = text.split_once('(').unwrap_or((text, ""));
    let after = rest.split_once(')').map_or("", |(_, after)| after);
    let plain = |t: &str| t.trim_matches([' ', ':', '–', '-', '.', ',']).to_lowercase();
    let bare = plain(bare);
    let asks = bare.split_once(", please").map_or(bare.as_str(), |(other, _)| other);
    let asks = asks.trim_end_matches('?').trim_end();
    matches!(asks, "other" | "others" | "any other" | "other data" | "anything else")
        && plain(after).is_empty()
}
