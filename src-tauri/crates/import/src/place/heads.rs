//! Heads of tables: rows that name columns of the form's tables, or answers.

use model::YesNo;

use super::form::Means;
use super::interpret::{self, not_applicable};
use super::mapping::Signature;
use super::rows::{Head, Mode, flat};
use super::units::{CellView, Unit};
use super::walk::{Cursor, Walk};
use super::words::{in_common, letters};

/// A table: the prompt that it stands under, and which of its fields it is; none for a matrix.
pub(super) type Key = (usize, Option<usize>);

impl<'w, 't> Walk<'w, 't> {
    /// Reads the heads of columns, if a row is that.
    pub(super) fn heads(&mut self, cells: &[CellView], width: usize) -> bool {
        let texts: Vec<(usize, Vec<usize>)> = cells
            .iter()
            .enumerate()
            .map(|(i, c)| (i, flat(c)))
            .filter(|(_, units)| !units.is_empty())
            .collect();
        if texts.len() < 2 || texts.iter().any(|(_, units)| self.count(units) > 60) {
            return false;
        }
        if texts.iter().flat_map(|t| &t.1).all(|at| self.is_fixed(*at) || self.counts_rows(*at)) {
            return false;
        }
        if self.heads_questions(&texts) {
            return false;
        }
        let found: Vec<(usize, Vec<(Means, f32)>)> =
            texts.iter().map(|(i, units)| (*i, self.column_labels(units))).collect();
        let Some((key, matched)) = self.best_table(&found) else { return false };
        // Bold heads of which one is known, where the question wants rows of that table.
        let bold = self.all_bold(&texts);
        let wanted = matched == 1 && self.cursor.slot == Some(key.0) && key.1 == Some(0) && bold;
        if matched * 2 <= texts.len() && self.names_reviewers(&key, &texts) {
            return false;
        }
        let sure = wanted || (matched >= 2 && (matched * 2 >= texts.len() || matched >= 3));
        if !(sure || matched > 0 && bold) {
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
        if let Mode::Data { columns: above, .. } = &self.table
            && self.only_heads
        {
            let above = self.called_for(&key, above);
            columns = self.under(&above, columns);
        }
        let before = self.take_those_before(&mut columns);
        let risks = self.template().roles.risks.as_ref();
        distinct(&mut columns, risks.map(|r| r.description.as_str()));
        self.name_alike(&key, &mut columns);
        // Where none is planned, those that are there already are all the measures.
        if let Some((at, id)) = before
            && !columns.iter().any(|c| c.id.as_ref() == Some(&id))
            && let Some(head) = columns.get_mut(at)
        {
            head.id = Some(id);
        }
        // One head word by word and others nearly: “Controller or processor? | Compliant with the toolkit”.
        let named = columns.iter().filter(|c| c.id.is_some()).count();
        if !sure && (named < 2 || named * 2 < texts.len()) {
            return false;
        }
        if wanted {
            self.name_first(&key, &mut columns);
        }
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

    /// Says whether heads that have some of a history of versions name people first: “Reviewer name | Title | Date | Version”.
    fn names_reviewers(&self, key: &Key, texts: &[(usize, Vec<usize>)]) -> bool {
        let field = key.1.and_then(|f| self.finder.form.slots.get(key.0)?.fields.get(f));
        let versions = self.template().roles.versions.as_ref();
        let first = texts.first().and_then(|(_, units)| self.alone(units));
        field.is_some_and(|f| versions.is_some_and(|v| v.field == f.id))
            && first.is_some_and(|u| self.signs(&letters(&u.text)) == Some(Signature::Name))
    }

    /// Says whether most of some heads are those of one table of the form.
    pub(super) fn heads_of_table(&self, texts: &[(usize, Vec<usize>)]) -> bool {
        let found: Vec<(usize, Vec<(Means, f32)>)> =
            texts.iter().map(|(i, units)| (*i, self.column_labels(units))).collect();
        self.best_table(&found).is_some_and(|(_, matched)| matched >= 2)
    }

    /// Says whether heads are all in bold type, and none is “Yes” or “No”.
    fn all_bold(&self, texts: &[(usize, Vec<usize>)]) -> bool {
        let mut units = texts.iter().flat_map(|(_, units)| units).filter_map(|at| self.units.get(*at));
        texts.len() > 1 && units.all(|u| u.content.is_strong() && interpret::yes_no(&u.text).is_none())
    }

    /// Takes the first column for the one that names the rows, where no head says which it is.
    fn name_first(&self, key: &Key, columns: &mut [Head]) {
        let field = key.1.and_then(|f| self.finder.form.slots.get(key.0)?.fields.get(f));
        let words = |c: &&model::Column| matches!(c.kind, model::Kind::Text { .. } | model::Kind::Prose);
        let name = field.and_then(|f| f.columns().iter().find(words)).map(|c| c.id.clone());
        let taken = columns.iter().any(|c| c.id == name);
        if let Some(first) = columns.first_mut().filter(|c| c.id.is_none() && !taken) {
            first.id = name;
        }
    }

    /// Reads the heads of a first row for the table that the second one turns out to be of.
    fn called_for(&self, key: &Key, above: &[Head]) -> Vec<Head> {
        let named = |head: &Head| {
            let words: Vec<u32> = self.finder.lexicon.known(&head.title).into_iter().flatten().collect();
            let labels = self.columns_named(&[], words);
            let id = labels.iter().find_map(|(means, _)| self.column_id(means, key));
            let id = id.filter(|id| self.has_column(key, id));
            Head { id: id.or_else(|| head.id.clone().filter(|id| self.has_column(key, id))), ..head.clone() }
        };
        above.iter().map(named).collect()
    }

    /// Says whether a table has a column, or another table has it beside it. What names a risk is none beside a risk.
    fn has_column(&self, key: &Key, id: &str) -> bool {
        let field = key.1.and_then(|f| self.finder.form.slots.get(key.0)?.fields.get(f));
        let own = field.and_then(|f| f.columns().iter().find(|c| c.id == id));
        let column = own.or_else(|| self.elsewhere(id).map(|(_, column)| column));
        column.is_some_and(|c| !matches!(c.kind, model::Kind::RowRef { .. }))
    }

    /// Puts a second row of heads under the first: “Initial rating | Residual rating”, and under each “L | C | Score”.
    fn under(&self, above: &[Head], below: Vec<Head>) -> Vec<Head> {
        let within = |head: &Head, column: usize| head.from <= column && column < head.to;
        let covered = |head: &Head| below.iter().any(|b| !b.title.is_empty() && within(head, b.from));
        let mut all: Vec<Head> = above.iter().filter(|h| !covered(h)).cloned().collect();
        let residual = |id: &Option<String>| {
            let named = self.template().roles.measures.as_ref().map(|m| m.residual.as_str());
            id.as_deref().is_some_and(|id| id.rsplit('.').next() == named)
        };
        for head in below.into_iter().filter(|h| !h.title.is_empty()) {
            let Some(parent) = above.iter().find(|a| within(a, head.from)) else {
                all.push(head);
                continue;
            };
            let title = format!("{} {}", parent.title, head.title).trim().to_owned();
            let id = match &head.id {
                // What is left after the measures is one rating in the form.
                Some(id) if residual(&parent.id) => parent.id.clone().filter(|_| self.is_rating(id)),
                id => id.clone(),
            };
            all.push(Head { id, title, ..head });
        }
        all.sort_by_key(|h| h.from);
        all
    }

    /// Names the columns whose heads say the same in other words: “What could reduce it”.
    fn name_alike(&self, key: &Key, columns: &mut [Head]) {
        const LEAST: f32 = 0.5;
        let lexicon = self.finder.lexicon;
        let of_table = |means: &Means| match means {
            Means::Column { slot, field, .. } => self.same_table(&(*slot, Some(*field)), key),
            Means::MatrixColumn { slot, .. } => (*slot, None) == *key,
            _ => false,
        };
        for i in 0..columns.len() {
            let unnamed = |h: &&Head| h.id.is_none() && !self.names_those_before(&h.title);
            let Some(head) = columns.get(i).filter(unnamed) else { continue };
            let words: Vec<u32> = lexicon.known(&head.title).into_iter().flatten().collect();
            let own = lexicon.stems_of(&words);
            // Nothing for a column that the form is known not to have: “Action owner”.
            let mut best: Option<(f32, Option<String>)> = None;
            for (label, theirs) in self.finder.columns.iter() {
                let Some(label) = self.finder.form.labels.get(*label).filter(|l| of_table(&l.means)) else {
                    continue;
                };
                let score = in_common(&own, theirs);
                let id = self.column_id(&label.means, key);
                if id.as_ref().is_some_and(|id| columns.iter().any(|c| c.id.as_ref() == Some(id))) {
                    continue;
                }
                // A column of this table before one of the measures beside it.
                let own_table = id.as_deref().is_none_or(|id| !id.contains('.'));
                let score = if own_table { score } else { score - 0.001 };
                if score >= LEAST && best.as_ref().is_none_or(|(b, _)| score > *b) {
                    best = Some((score, id));
                }
            }
            let id = match best {
                Some((_, id)) => id,
                None => self.measure_alike(key, &own),
            };
            let id = id.filter(|id| !columns.iter().any(|c| c.id.as_deref() == Some(id)));
            if let (Some(id), Some(head)) = (id, columns.get_mut(i)) {
                head.id = Some(id);
            }
        }
    }

    fn begin_table(&mut self, key: &Key, columns: Vec<Head>, width: usize) {
        self.enter(key.0);
        self.only_heads = true;
        self.table = match key.1 {
            Some(field) => Mode::Data { slot: key.0, field, columns, width },
            None => Mode::Matrix { columns },
        };
    }

    pub(super) fn enter(&mut self, slot: usize) {
        if self.cursor.slot != Some(slot) {
            let section = self.finder.form.slots.get(slot).map(|s| s.section);
            self.cursor = Cursor { section, slot: Some(slot), score: 0.95, ..Cursor::default() };
        }
    }

    pub(super) fn count(&self, units: &[usize]) -> usize {
        units.iter().filter_map(|u| self.units.get(*u)).map(|u| u.words.len()).sum()
    }

    /// Gives the numbers of the words of some units, one unit after the other.
    pub(super) fn words_of(&self, units: &[usize]) -> Vec<u32> {
        units.iter().filter_map(|u| self.units.get(*u)).flat_map(Unit::ids).collect()
    }

    /// Gives the columns that some units may head.
    pub(super) fn column_labels(&self, units: &[usize]) -> Vec<(Means, f32)> {
        let all = units.iter().filter_map(|u| self.units.get(*u));
        let whole = self.words_of(units);
        let found = self.columns_named(units, whole.clone());
        if !found.is_empty() {
            return found;
        }
        // “Likelihood of harm (1-5)”: what is added in brackets is no part of the head.
        let plain = all.flat_map(|u| {
            let bracket = u.text.find('(').unwrap_or(u.text.len());
            u.words.iter().filter(move |w| w.start < bracket).map(|w| w.id)
        });
        let plain: Vec<u32> = plain.collect();
        let found = if plain.len() < whole.len() { self.columns_named(units, plain) } else { Vec::new() };
        if !found.is_empty() {
            return found;
        }
        // “Mitigation / action”: either word says what it is.
        let texts: Vec<&str> =
            units.iter().filter_map(|u| self.units.get(*u)).map(|u| u.text.as_str()).collect();
        let text = texts.join(" ");
        let parts = text.split('/').filter(|_| text.contains('/'));
        let known =
            parts.filter_map(|p| self.finder.lexicon.known(p).into_iter().collect::<Option<Vec<u32>>>());
        let found = known.map(|words| self.columns_named(units, words)).find(|f| !f.is_empty());
        found.unwrap_or_else(|| {
            // “Measure approve d”
            let letters = letters(&text);
            let columns = self.finder.columns.iter().filter_map(|c| self.finder.form.labels.get(c.0));
            let labels = columns.filter(|l| l.letters == letters && letters.len() > 6);
            let found: Vec<(Means, f32)> = labels.map(|l| (l.means.clone(), 0.9)).collect();
            if found.is_empty() { self.matrix_alike(&whole) } else { found }
        })
    }

    /// Finds the column of a matrix that a head comes nearest to: “Other lawful basis” and “Other legal basis”.
    fn matrix_alike(&self, words: &[u32]) -> Vec<(Means, f32)> {
        const LEAST: f32 = 0.6;
        let own = self.finder.lexicon.stems_of(words);
        let columns = self.finder.columns.iter().map(|(label, stems)| (*label, in_common(&own, stems)));
        let found = columns.filter(|(_, score)| *score >= LEAST);
        let means = |label: usize| {
            let means = &self.finder.form.labels.get(label)?.means;
            matches!(means, Means::MatrixColumn { .. }).then(|| means.clone())
        };
        found.filter_map(|(label, score)| Some((means(label)?, 0.8 * score))).collect()
    }

    fn columns_named(&self, units: &[usize], words: Vec<u32>) -> Vec<(Means, f32)> {
        let first = units.first().and_then(|u| self.units.get(*u)).map_or(0, |u| u.words.len());
        let whole = |f: &super::find::Found| {
            f.used == words.len() || (f.used + 14 >= words.len() && (f.weight >= 3.2 || f.used == first))
        };
        let mut found: Vec<(Means, f32)> = self
            .finder
            .at(&words, None)
            .iter()
            .filter(|f| matches!(f.means, Means::Column { .. } | Means::MatrixColumn { .. }))
            .filter(|f| f.score >= 0.75 && whole(f))
            .map(|f| (f.means.clone(), f.score + if f.used == words.len() { 0.1 } else { 0.0 }))
            .collect();
        found.sort_by(|a, b| b.1.total_cmp(&a.1));
        found
    }

    /// Gives the table that most heads belong to; of several, the one at hand or the next.
    pub(super) fn best_table(&self, found: &[(usize, Vec<(Means, f32)>)]) -> Option<(Key, usize)> {
        let mut tables: Vec<(Key, Vec<String>, f32)> = Vec::new();
        for (_, labels) in found {
            let mut mine: Vec<Key> = Vec::new();
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
                let names = self.column_name(means);
                match tables.iter_mut().find(|t| self.same_table(&t.0, &key)) {
                    Some(table) => {
                        // The same column twice is no sign of a table.
                        if !table.1.contains(&names) {
                            table.1.push(names);
                        }
                        table.2 += score;
                    }
                    None => tables.push((key, vec![names], *score)),
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
        for (key, names, score) in &mut tables {
            if self.repeats_risks(key, names) {
                *score -= 2.0;
            }
        }
        tables.sort_by(|a, b| (b.2 + near(b.0.0)).total_cmp(&(a.2 + near(a.0.0))).then(a.0.cmp(&b.0)));
        tables.first().map(|t| (t.0, t.1.len()))
    }

    /// Says whether two prompts ask for rows of the same table.
    fn same_table(&self, a: &Key, b: &Key) -> bool {
        let table = |key: &Key| -> Option<&str> {
            let slot = self.finder.form.slots.get(key.0)?;
            Some(slot.fields.get(key.1?)?.id.as_str())
        };
        a == b || (table(a).is_some() && table(a) == table(b))
    }

    /// Gives what a head means, to tell columns apart: those that the form does not have by their own words.
    fn column_name(&self, means: &Means) -> String {
        match means {
            Means::Column { slot, column, .. } => {
                let columns = self.finder.form.slots.get(*slot).map(|s| s.columns.as_slice());
                let id = columns.and_then(|c| c.get(*column)).filter(|id| !id.is_empty());
                id.cloned().unwrap_or_else(|| column.to_string())
            }
            Means::MatrixColumn { column, .. } => column.clone(),
            _ => String::new(),
        }
    }

    pub(super) fn column_id(&self, means: &Means, key: &Key) -> Option<String> {
        match means {
            Means::Column { slot, field, column } if self.same_table(&(*slot, Some(*field)), key) => {
                let columns = &self.finder.form.slots.get(*slot)?.columns;
                columns.get(*column).cloned().filter(|c| !c.is_empty())
            }
            Means::MatrixColumn { slot, column } if (*slot, None) == *key => Some(column.clone()),
            _ => None,
        }
    }

    pub(super) fn is_slot(&self, at: usize) -> bool {
        let Some(unit) = self.units.get(at) else { return false };
        let found = self.finder.at(&unit.ids(), unit.number.as_deref());
        found.first().is_some_and(|f| matches!(f.means, Means::Slot(_)) && f.score > 0.75 && f.weight > 3.2)
    }

    /// Says whether a unit names a box of the question at hand.
    fn is_box(&self, at: usize) -> bool {
        let Some(unit) = self.units.get(at) else { return false };
        let found = self.finder.at(&unit.ids(), None);
        found.iter().any(|f| {
            matches!(f.means, Means::Box { slot, .. } if Some(slot) == self.cursor.slot)
                && f.used == unit.words.len()
        })
    }

    /// Says whether a unit heads a column of numbers.
    fn counts_rows(&self, at: usize) -> bool {
        self.units.get(at).is_some_and(|u| super::data::is_count(&u.text))
    }

    /// Says whether a unit is the form's own wording wherever it stands: “Answer”.
    pub(super) fn is_fixed(&self, at: usize) -> bool {
        let Some(unit) = self.units.get(at) else { return false };
        let found = self.finder.at(&unit.ids(), None);
        found.iter().any(|f| f.means == Means::Fixed && f.used == unit.words.len() && f.score > 0.95)
    }

    /// Says whether heads are those of a table of questions: one is “Question”, and all are brief.
    fn heads_questions(&self, texts: &[(usize, Vec<usize>)]) -> bool {
        const BRIEF: usize = 4;
        let text = |units: &Vec<usize>| self.alone(units).map(|u| u.text.trim());
        let asks =
            |units: &Vec<usize>| text(units).is_some_and(|t| self.finder.form.asks.contains(&letters(t)));
        let brief = |units: &Vec<usize>| text(units).is_some_and(|t| t.split_whitespace().count() <= BRIEF);
        texts.len() > 1 && texts.iter().any(|(_, u)| asks(u)) && texts.iter().all(|(_, u)| brief(u))
    }

    /// Reads the heads of a table of questions: “No. | Question | Answer”.
    pub(super) fn question_heads(&mut self, cells: &[CellView]) -> bool {
        let texts: Vec<(usize, Vec<usize>)> =
            cells.iter().map(flat).filter(|u| !u.is_empty()).enumerate().collect();
        let filled: Vec<&Vec<usize>> = texts.iter().map(|t| &t.1).collect();
        let fixed = |at: &usize| self.is_fixed(*at);
        let [first, rest @ ..] = filled.as_slice() else { return false };
        let counts = first.iter().all(|at| self.counts_rows(*at));
        let named = counts && !rest.is_empty() && rest.iter().copied().flatten().all(fixed);
        if !(named || self.heads_questions(&texts)) {
            return false;
        }
        for unit in filled.iter().copied().flatten().filter_map(|at| self.units.get(*at)) {
            self.recognised(unit.content.clone(), unit.count);
        }
        true
    }

    /// Says whether heads name the columns of several answers: “Yes | No”.
    pub(super) fn heads_marks(&self, cells: &[CellView]) -> bool {
        let answers = cells.iter().map(flat).filter(|u| {
            self.alone(u).is_some_and(|u| matches!(interpret::yes_no(u.text.trim()), Some((_, ""))))
        });
        answers.count() > 1
    }

    /// Reads heads such as “Yes | No | N/A”.
    pub(super) fn mark_heads(&mut self, cells: &[CellView]) -> bool {
        let mut columns = Vec::new();
        for cell in cells {
            let units = flat(cell);
            let [at] = units.as_slice() else { continue };
            let Some(unit) = self.units.get(*at).filter(|u| u.before.or(u.after).is_none()) else { continue };
            let text = unit.text.trim();
            match interpret::yes_no(text) {
                Some((answer, "")) => columns.push((cell.column, answer)),
                _ if not_applicable(text) || is_unsure(text) => {
                    columns.push((cell.column, YesNo::Other(text.to_owned())));
                }
                _ => {}
            }
        }
        // “No. | Question | Yes | No”: the first counts.
        let nos = columns.iter().filter(|c| c.1 == YesNo::No).count();
        if nos == 2 && columns.first().is_some_and(|c| c.0 == 0 && c.1 == YesNo::No) {
            columns.remove(0);
        }
        let times = |answer: &YesNo| columns.iter().filter(|c| c.1 == *answer).count();
        let beside = cells.iter().filter(|c| !columns.iter().any(|m| m.0 == c.column));
        let boxed = beside.flat_map(flat).any(|at| self.is_box(at));
        if times(&YesNo::Yes) != 1 || times(&YesNo::No) != 1 || boxed {
            return false;
        }
        for cell in cells {
            let counts = cell.column == 0 && flat(cell).iter().all(|at| self.counts_rows(*at));
            // “Comments” over a column of comments is no question.
            let brief =
                |at: &usize| self.units.get(*at).is_some_and(|u| u.words.len() <= 4 && !u.text.contains('?'));
            let heads = (cell.column > 0 || self.asks_of_boxes) && flat(cell).iter().all(brief);
            if counts || heads || columns.iter().any(|c| c.0 == cell.column) {
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
}

/// Says whether a text is one of the words for not being sure.
fn is_unsure(text: &str) -> bool {
    let plain: String = text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
    matches!(plain.as_str(), "unsure" | "notsure" | "dontknow" | "notknown" | "partly" | "partially")
}

/// Leaves each column of the form to the first head that is alike; what describes a risk may stand beside its short name.
fn distinct(columns: &mut [Head], describes: Option<&str>) {
    let mut seen: Vec<String> = Vec::new();
    for head in columns.iter_mut() {
        match &head.id {
            Some(id) if seen.last() == Some(id) && describes == Some(id) => {}
            Some(id) if seen.contains(id) => head.id = None,
            Some(id) => seen.push(id.clone()),
            None => {}
        }
    }
}
