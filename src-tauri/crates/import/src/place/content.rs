//! Where content goes: the field of the question at hand that can take it.

use model::{Draw, Field, Kind, Template, YesNo};

use super::interpret::{self, Meaning, meaning};
use super::slices::{cut, slice};
use super::walk::Walk;
use super::words::small;
use crate::Paragraph;
use crate::draft::{Fate, Placed, Target, Value};

impl<'w, 't> Walk<'w, 't> {
    /// Places content under the cursor.
    pub(crate) fn content(&mut self, at: usize, content: Paragraph, words: usize) {
        let text = content.shown();
        if is_empty_mark(&text) {
            return self.recognised(content, words);
        }
        self.go_to_clause(at, &text);
        let Some(slot) = self.cursor.slot.and_then(|s| self.finder.form.slots.get(s)) else {
            return self.unplaced(content, words, None);
        };
        let heads = self.units.get(at).is_some_and(|u| u.heads());
        if super::ticked::is_other(&text)
            && self.has_boxes()
            && (heads || self.label_cell())
            && self.go_to_other()
        {
            return self.recognised(content, words);
        }
        let fields = &slot.fields;
        if fields.iter().any(|f| interpret::lists_options(self.template(), &f.kind, &text)) {
            return self.recognised(content, words);
        }
        if self.ticked_word(at, &content, words, &text) {
            return;
        }
        if let Some(ticked) = self.own_box(at)
            && self.box_named(self.question_fields(), ticked, &content, words)
        {
            return;
        }
        if self.is_left_empty(at) && self.outcome_not_chosen(fields, &content, words) {
            return;
        }
        if self.finder.form.keep_prompts && self.is_left_empty(at) {
            // An option of another form that was not chosen.
            return self.recognised(content, words);
        }
        if let Some(field) = self.cursor.field.and_then(|f| fields.get(f)) {
            let field = *field;
            if self.give(field, &content, words)
                || self.give_yes(&content, words)
                || self.give_words(&content, words)
            {
                return;
            }
            return self.unplaced(content, words, Some(near(field)));
        }
        if let Some((field, row)) = self.cursor.row.clone() {
            return self.fixed_row(field, &row, content, words);
        }
        if self.in_matrix(fields) {
            return self.matrix(&content, words);
        }
        if self.record(at, &content, words) || self.contact(&content, words) {
            return;
        }
        self.spread(content, words, &text);
    }

    /// Reads “☐ overruled – J Smith, 3 May”: the outcome was not chosen, the name and the date stand all the same.
    fn outcome_not_chosen(&mut self, fields: &[&'t Field], content: &Paragraph, words: usize) -> bool {
        let Some(field) = fields.iter().copied().find(|f| matches!(f.kind, Kind::Approval { .. })) else {
            return false;
        };
        let text = content.text();
        let lead = text.len() - text.trim_start().len();
        let low = text.trim_start().to_lowercase();
        let options = self.template().options(&field.kind);
        let Some(label) = options.into_iter().map(|(_, l)| l).find(|l| low.starts_with(&l.to_lowercase()))
        else {
            return false;
        };
        if let [(first, own), (rest, words)] = cut(content, &[lead + label.len()], words).as_slice() {
            self.recognised(first.clone(), *own);
            if !rest.is_blank() && !self.give(field, rest, *words) {
                self.unplaced(rest.clone(), *words, Some(target(field)));
            }
        }
        true
    }

    /// Says whether the box of a unit was left empty.
    fn is_left_empty(&self, at: usize) -> bool {
        self.own_box(at) == Some(false)
    }

    /// Gives the state of the box beside a unit.
    fn own_box(&self, at: usize) -> Option<bool> {
        let side = self.units.get(at).and_then(|u| if u.first_is_box { u.before } else { u.after });
        self.ticks.get(&at).map(|t| t.0).or(side)
    }

    /// Gives content to the first field of the question that can take it.
    fn spread(&mut self, content: Paragraph, words: usize, text: &str) {
        let Some(slot) = self.cursor.slot.and_then(|s| self.finder.form.slots.get(s)) else { return };
        let fields = slot.fields.clone();
        let approval = fields.iter().find(|f| matches!(f.kind, Kind::Approval { .. })).copied();
        if let Some(field) = approval
            && self.in_table
            && interpret::is_date(interpret::after_words_of_date(text))
            && self.give(field, &content, words)
        {
            return;
        }
        let whole = self.question_fields();
        if let Some(notes) = whole.iter().find(|f| f.draw == Draw::Notes)
            && self.in_table
            && self.cursor.nth > 1
        {
            self.place(notes, &content, words, Value::Words, 0.95, None);
            return;
        }
        if let Some(field) = approval.filter(|f| !self.filled.contains(&target(f)))
            && self.signed_and_more(field, &content, words)
        {
            return;
        }
        let open: Vec<&Field> = fields.iter().copied().filter(|f| self.is_open(f)).collect();
        for field in &open {
            // A name and a date may stand in two paragraphs.
            let joins =
                matches!(field.kind, Kind::Approval { .. }) && self.in_table && !self.is_signed(field);
            if self.filled.contains(&target(field)) && !joins {
                continue;
            }
            if let Some(reason) = open.iter().copied().find(|f| matches!(f.kind, Kind::Prose))
                && self.decided(field, text)
            {
                return self.place(reason, &content, words, Value::Words, 0.9, None);
            }
            let exact = match &field.kind {
                Kind::YesNo { .. } => interpret::yes_no(text).is_some_and(|(_, rest)| rest.is_empty()),
                Kind::Choice { .. } => meaning(self.template(), &field.kind, text).is_some(),
                Kind::Approval { .. } => true,
                _ => false,
            };
            if exact && self.give(field, &content, words) {
                return;
            }
        }
        if (self.grid || self.ticking || self.label_cell())
            && super::ticked::is_other(text)
            && self.go_to_other()
        {
            return self.recognised(content, words);
        }
        if (self.grid || self.ticking) && self.names_unmarked(&open, text) {
            // Without a mark, among others that have one, it is not ticked.
            return self.recognised(content, words);
        }
        if self.said_lines(&content, words)
            || self.named_boxes(&open, &content, words)
            || self.other(&fields, &content, words)
        {
            return;
        }
        if !open.iter().any(|f| matches!(f.kind, Kind::YesNo { .. })) && self.give_yes(&content, words) {
            return;
        }
        let prose = open.iter().find(|f| interpret::is_words(f)).copied();
        let yes = open
            .iter()
            .find(|f| matches!(f.kind, Kind::YesNo { .. }) && !self.filled.contains(&target(f)))
            .copied();
        if let (Some(yes), Some((_, rest))) = (yes, interpret::yes_no(text))
            && !(prose.is_none() && matches!(yes.kind, Kind::YesNo { other: true }))
        {
            return self.split_yes(yes, &content, words, text.len() - rest.len());
        }
        let table_first = fields.first().is_some_and(|f| matches!(f.kind, Kind::Table { .. }));
        if table_first && prose.is_some() && self.rows_in_words(&fields, &content, words) {
            return;
        }
        if let (Some(field), Some(_)) = (yes, prose)
            && self.finder.form.keep_prompts
            && says_none(text)
        {
            // “None. All of it stays here.”
            self.place(field, &Paragraph::default(), 0, Value::YesNo(YesNo::No), 0.75, None);
        }
        // “FDC-DPIA-0147”, or a story, under what asks for a day.
        let day = |f: &Field| matches!(f.kind, Kind::Date);
        if let Some(field) = prose.filter(|f| day(f) && !interpret::tells_a_day(text)) {
            return self.unplaced(content, words, Some(near(field)));
        }
        if let Some(field) = prose
            && self.sorted(field, &content, words, text)
        {
            return;
        }
        if let Some(field) = prose {
            let cell = self.cell_cited(field, text).or_else(|| self.basis_cited(field, text));
            let (field, sure) = (cell.unwrap_or(field), if cell.is_some() { 0.9 } else { 1.0 });
            self.place(field, &content, words, Value::Words, sure, None);
            if self.finder.form.keep_prompts || cell.is_some() {
                self.pick_cited(field, text);
            }
            return;
        }
        for field in
            open.iter().filter(|f| matches!(f.kind, Kind::YesNo { other: true } | Kind::Choice { .. }))
        {
            if self.give(field, &content, words) {
                return;
            }
        }
        if self.rows_in_words(&fields, &content, words) {
            return;
        }
        // “Encryption; a yearly test”, where the form has boxes and “Other” for words.
        let lists = fields.iter().filter(|f| matches!(f.kind, Kind::Boxes { .. })).count();
        let other = self.other_field(&fields).filter(|f| lists == 1 && f.label.is_some());
        if let Some(other) = other {
            return self.place(other, &content, words, Value::Words, 0.7, None);
        }
        if approval.is_some_and(|field| self.outcome_said(field, &content, words)) {
            return;
        }
        let notes = whole.iter().find(|f| f.draw == Draw::Notes);
        if let Some(notes) = notes.filter(|_| approval.is_some_and(|a| self.is_signed(a))) {
            return self.place(notes, &content, words, Value::Words, 0.8, None);
        }
        // “None. The figures are published in any case.”, where the form asks for each kind and then for words.
        let mut described = whole.iter().filter(|f| matches!(f.kind, Kind::Prose));
        let labelled = whole.len() > 2 && whole.iter().all(|f| f.label.is_some());
        if let (true, Some(field), None) = (labelled && words >= 4, described.next(), described.next()) {
            return self.place(field, &content, words, Value::Words, 0.6, None);
        }
        // “Risks to crews are in another assessment.”, before the table of them.
        let note = fields.iter().copied().find(|f| f.draw == Draw::NoteRow).filter(|_| !self.in_table);
        let none = fields.iter().all(|f| self.rows.get(&f.id).is_none_or(|rows| *rows == 0));
        let says = words >= 6 && text.trim_end().ends_with('.');
        if let Some(note) =
            note.filter(|_| none && says && !text.contains('=') && super::scale::Scale::told(text).is_none())
        {
            return self.place(note, &content, words, Value::Words, 0.55, None);
        }
        let first = fields.first().map(|f| near(f));
        self.unplaced(content, words, first);
    }

    /// Reads “Jo Ash, 2 May 2025. We have no officer of our own.”: who and when, and what is said with it.
    fn signed_and_more(&mut self, field: &'t Field, content: &Paragraph, words: usize) -> bool {
        const LONGEST: usize = 160;
        const MORE: usize = 4;
        let text = content.text();
        let dated = |at: &usize| {
            let value = meaning(self.template(), &field.kind, text.get(..*at).unwrap_or("")).map(|m| m.value);
            matches!(value, Some(Value::Approval(a)) if !a.date.is_empty() && !a.name.is_empty())
        };
        let mut stops = text.match_indices(". ").map(|(at, _)| at + 1).filter(|at| *at <= LONGEST);
        let Some(stop) = stops.find(dated) else { return false };
        let rest = |p: &Paragraph| p.text().split_whitespace().count() >= MORE;
        match cut(content, &[stop], words).as_slice() {
            [(signed, own), (more, words)] if rest(more) => {
                self.give(field, signed, *own);
                let text = more.text();
                self.spread(more.clone(), *words, &text);
                true
            }
            _ => false,
        }
    }

    /// Reads “Overruled in part. If overruled, give reasons.” behind the name and the date: what was decided, and more.
    fn outcome_said(&mut self, field: &'t Field, content: &Paragraph, words: usize) -> bool {
        let text = content.text();
        let low = text.to_lowercase();
        let decided = |p: &crate::draft::Piece| match &p.fate {
            Fate::Placed(Placed { target, value: Value::Approval(a), .. }) => {
                target.field == field.id && a.outcome.is_some()
            }
            _ => false,
        };
        let options = self.template().options(&field.kind);
        let said = options.into_iter().find(|(_, l)| low.trim_start().starts_with(&l.to_lowercase()));
        let Some((outcome, _)) = said.filter(|_| !self.pieces.iter().any(decided)) else { return false };
        let value =
            Value::Approval(model::Approval { outcome: Some(outcome.to_owned()), ..Default::default() });
        let stop = text.find(['.', ';', '\n']).map(|at| at + 1).filter(|at| *at < text.len());
        let parts = stop.map(|at| cut(content, &[at], words)).unwrap_or_default();
        match parts.as_slice() {
            [(first, own), (rest, words)] if !rest.is_blank() => {
                self.place(field, first, *own, value, 0.8, None);
                self.unplaced(rest.clone(), *words, Some(target(field)));
            }
            _ => self.place(field, content, words, value, 0.8, None),
        }
        true
    }

    /// Reads a cell of yes, no and marks; says whether it was one.
    pub(crate) fn marked_cell(&mut self, units: &[usize]) -> bool {
        let Some(slot) = self.cursor.slot.and_then(|s| self.finder.form.slots.get(s)) else { return false };
        let yes_no = |f: &&'t Field| matches!(f.kind, Kind::YesNo { .. });
        let labelled = self.cursor.field.and_then(|f| slot.fields.get(f)).copied().filter(yes_no);
        let open = |f: &&'t Field| yes_no(f) && self.is_open(f) && !self.filled.contains(&target(f));
        // What explains the answer may have been named before it: “If yes, please outline …”.
        let own = labelled.or_else(|| slot.fields.iter().copied().find(open));
        let Some(field) = own.or_else(|| self.unanswered()) else { return false };
        let there: Vec<&super::units::Unit> = units.iter().filter_map(|u| self.units.get(*u)).collect();
        let said = super::marked::marked(&there);
        let Some((content, words)) =
            (if said == super::marked::Marked::Other { None } else { self.joined(units) })
        else {
            return false;
        };
        let other = matches!(field.kind, Kind::YesNo { other: true });
        match said {
            super::marked::Marked::Chosen(answer) if other || !matches!(answer, YesNo::Other(_)) => {
                self.place(field, &content, words, Value::YesNo(answer), 0.96, None);
            }
            _ => self.unplaced(content, words, Some(near(field))),
        }
        true
    }

    /// Takes “Yes” for the box and the rest for the text.
    fn split_yes(&mut self, field: &Field, content: &Paragraph, words: usize, at: usize) {
        let text = content.text();
        let (first, rest) = (slice(content, 0, at), slice(content, at, text.len()));
        let Some((answer, _)) = interpret::yes_no(&text) else { return };
        self.place(field, &first, 1.min(words), Value::YesNo(answer), 0.97, None);
        let words = words.saturating_sub(1);
        if !rest.is_blank() {
            let text = rest.text();
            self.spread(rest, words, &text);
        }
    }

    /// Gives content to a field, if it means something to it.
    pub(crate) fn give(&mut self, field: &Field, content: &Paragraph, words: usize) -> bool {
        let Some(Meaning { value, sure, reading }) = meaning(self.template(), &field.kind, &content.shown())
        else {
            return false;
        };
        let single =
            !matches!(field.kind, Kind::Prose | Kind::Text { .. } | Kind::Date | Kind::Approval { .. });
        let again = self.filled.contains(&target(field));
        let joins = matches!(value, Value::YesNo(YesNo::Other(_)));
        if single && again && !joins {
            return false;
        }
        self.place(field, content, words, value, sure, reading);
        true
    }

    /// Gives “Yes” or “No” to the question at hand, where what was labelled last cannot take it, or a prompt of a partner’s names
    /// only what the form asks for beside it.
    fn give_yes(&mut self, content: &Paragraph, words: usize) -> bool {
        let Some((answer, "")) = interpret::yes_no(&content.shown()) else { return false };
        let Some(field) = self.unanswered() else { return false };
        self.place(field, content, words, Value::YesNo(answer), 0.9, None);
        true
    }

    /// Gives the field of the whole question that takes yes or no, where nothing answers it yet.
    fn unanswered(&self) -> Option<&'t Field> {
        let yes_no = |f: &&Field| matches!(f.kind, Kind::YesNo { .. }) && f.label.is_none();
        self.question_fields().iter().find(yes_no).filter(|f| !self.filled.contains(&target(f)))
    }

    /// Gives content to the text of the question at hand, where the labelled field cannot take it.
    fn give_words(&mut self, content: &Paragraph, words: usize) -> bool {
        let Some(slot) = self.cursor.slot.and_then(|s| self.finder.form.slots.get(s)) else { return false };
        let Some(field) = slot.fields.iter().find(|f| self.is_open(f) && interpret::is_words(f)) else {
            return false;
        };
        let field = *field;
        self.place(field, content, words, Value::Words, 0.8, None);
        true
    }

    /// Puts a piece into a field.
    pub(crate) fn place(
        &mut self,
        field: &Field,
        content: &Paragraph,
        words: usize,
        value: Value,
        sure: f32,
        reading: Option<String>,
    ) {
        self.place_at(target(field), content, words, value, sure, reading);
    }

    /// Puts a piece into a field or a cell of it.
    pub(crate) fn place_at(
        &mut self,
        target: Target,
        content: &Paragraph,
        words: usize,
        value: Value,
        sure: f32,
        reading: Option<String>,
    ) {
        let confidence = (self.certainty() * sure).clamp(0.05, 0.99);
        self.filled.insert(target.clone());
        let (content, notes) = if matches!(value, Value::Words) {
            (content.clone(), Vec::new())
        } else {
            without_notes(content)
        };
        let noted: usize = notes.iter().map(crate::paragraph_words).sum();
        let near = target.clone();
        let fate = Fate::Placed(Placed { target, value, confidence, reading });
        self.piece(content, words.saturating_sub(noted), fate);
        // A tick or a “Yes” has no room for a note.
        for note in notes {
            let words = crate::paragraph_words(&note);
            self.unplaced(note, words, Some(near.clone()));
        }
    }

    /// Gives how sure what the cursor says is.
    fn certainty(&self) -> f32 {
        let label = if self.cursor.score <= 0.0 { 0.9 } else { 0.35 + 0.65 * self.cursor.score };
        label * self.finder.form.trust
    }

    /// Reads a ticked “Yes”, “No” or option: boxes instead of words.
    fn ticked_word(&mut self, at: usize, content: &Paragraph, words: usize, text: &str) -> bool {
        let side = self.units.get(at).and_then(|u| if u.first_is_box { u.before } else { u.after });
        let Some(ticked) = self.ticks.get(&at).map(|t| t.0).or(side) else { return false };
        let Some(slot) = self.cursor.slot.and_then(|s| self.finder.form.slots.get(s)) else { return false };
        let fields: Vec<&Field> = match self.cursor.field.and_then(|f| slot.fields.get(f)) {
            Some(field) => vec![field],
            None => slot.fields.iter().copied().filter(|f| self.is_open(f)).collect(),
        };
        for field in fields.into_iter().chain(self.unanswered()) {
            let value = match &field.kind {
                Kind::YesNo { other } => match interpret::yes_no(text) {
                    Some((answer, "")) => Some(Value::YesNo(answer)),
                    _ if *other && interpret::not_applicable(text) => {
                        Some(Value::YesNo(YesNo::Other(text.trim().to_owned())))
                    }
                    _ => None,
                },
                Kind::Choice { .. } => meaning(self.template(), &field.kind, text)
                    .filter(|m| matches!(m.value, Value::Choice(model::Choice::Option(_))))
                    .map(|m| m.value),
                _ => None,
            };
            if let Some(value) = value {
                self.tick_of(at);
                if ticked {
                    self.place(field, content, words, value, 0.97, None);
                } else {
                    self.recognised(content.clone(), words);
                }
                return true;
            }
        }
        false
    }

    /// Ticks a box of the form, or leaves it.
    pub(crate) fn boxed(
        &mut self,
        (slot, field, id): (usize, usize, &str),
        ticked: Option<bool>,
        content: Paragraph,
        words: usize,
        score: f32,
    ) {
        let field = self.finder.form.slots.get(slot).and_then(|s| s.fields.get(field)).copied();
        match (field, ticked) {
            (Some(field), Some(true)) => {
                self.marked_boxes.insert(field.id.clone());
                self.place(
                    field,
                    &content,
                    words,
                    Value::Boxes(vec![id.to_owned()]),
                    0.5 + score / 2.0,
                    None,
                );
            }
            (field, ticked) => {
                if let Some(field) = field {
                    match ticked {
                        Some(_) => {
                            self.marked_boxes.insert(field.id.clone());
                        }
                        None => self.bare_boxes.push((self.pieces.len(), field.id.clone(), id.to_owned())),
                    }
                }
                self.recognised(content, words);
            }
        }
    }

    /// Takes boxes that are named without any mark for chosen ones, where they are some of them and not all: officers strike
    /// out the rest.
    pub(crate) fn settle_boxes(&mut self) {
        let bare = std::mem::take(&mut self.bare_boxes);
        for (piece, id, named) in &bare {
            let Some(field) = self.template().field(id) else { continue };
            let all = field.boxes().count();
            let some = bare.iter().filter(|(_, other, _)| other == id).count();
            let most = if self.struck { all } else { all / 2 + 1 };
            if self.marked_boxes.contains(id) || some >= most {
                continue;
            }
            if let Some(piece) = self.pieces.get_mut(*piece) {
                let value = Value::Boxes(vec![named.clone()]);
                piece.fate =
                    Fate::Placed(Placed { target: target(field), value, confidence: 0.7, reading: None });
            }
        }
    }

    /// Picks a condition that is printed in the form's own words.
    pub(crate) fn condition(&mut self, id: &str, content: Paragraph, score: f32) {
        let words = crate::paragraph_words(&content);
        match self.condition_field(id) {
            Some(field) => {
                self.place(field, &content, words, Value::Conditions(vec![id.to_owned()]), score, None);
            }
            None => {
                let text = content.text();
                self.spread(content, words, &text);
            }
        }
    }

    /// Picks a condition that a sentence names, which stays where it is.
    pub(crate) fn cited(&mut self, id: &str) {
        if let Some(field) = self.condition_field(id) {
            let none = Paragraph::default();
            self.place(field, &none, 0, Value::Conditions(vec![id.to_owned()]), 0.9, None);
        }
    }

    /// Says whether conditions can be picked under the cursor.
    pub(crate) fn takes_conditions(&self) -> bool {
        let slot = self.cursor.slot.and_then(|s| self.finder.form.slots.get(s));
        slot.is_some_and(|s| {
            s.fields.iter().any(|f| matches!(f.kind, Kind::Conditions { .. }) && self.is_here(f))
        })
    }

    fn condition_field(&self, id: &str) -> Option<&'t Field> {
        let slot = self.finder.form.slots.get(self.cursor.slot?)?;
        let has = |lists: &[String]| {
            let own = self.template().conditions.iter().filter(|l| lists.contains(&l.id));
            own.flat_map(|l| &l.items).any(|c| c.id == id)
        };
        let fits =
            |f: &&&'t Field| matches!(&f.kind, Kind::Conditions { lists } if has(lists)) && self.is_here(f);
        slot.fields.iter().find(fits).copied()
    }

    fn in_matrix(&self, fields: &[&Field]) -> bool {
        (self.in_table || self.cursor.band.is_some())
            && self.cursor.column.is_some()
            && fields.iter().any(|f| matches!(f.draw, Draw::Cell { .. }))
    }

    /// Says whether a field stands in the cell of the matrix that the cursor is in; a field of no matrix stands everywhere.
    fn is_here(&self, field: &Field) -> bool {
        match &field.draw {
            Draw::Cell { band, column } => {
                self.cursor.band.as_ref() == Some(band) && self.cursor.column.as_ref() == Some(column)
            }
            _ => true,
        }
    }

    /// Places content in a cell of a matrix.
    fn matrix(&mut self, content: &Paragraph, words: usize) {
        let Some(slot) = self.cursor.slot.and_then(|s| self.finder.form.slots.get(s)) else { return };
        let cell = slot.fields.iter().filter(|f| matches!(f.draw, Draw::Cell { .. }) && self.is_here(f));
        match cell.copied().find(|f| interpret::is_words(f)) {
            Some(field) => self.place(field, content, words, Value::Words, 1.0, None),
            None => self.unplaced(content.clone(), words, None),
        }
    }

    /// Gives all fields of the question at hand, whichever of them a mapping names.
    pub(super) fn question_fields(&self) -> &'t [Field] {
        let slot = self.cursor.slot.and_then(|s| self.finder.form.slots.get(s));
        let first = slot.and_then(|s| s.fields.first());
        let question = first.and_then(|f| self.template().question_of(&f.id));
        question.map(|q| q.fields.as_slice()).unwrap_or_default()
    }

    pub(crate) fn template(&self) -> &'t Template {
        self.finder.template
    }

    /// Reads what was decided off the front of a sentence that goes on with the reason: “Accepted, since the audit comes first.”
    fn decided(&mut self, field: &Field, text: &str) -> bool {
        const FEW: usize = 6;
        const LONG: usize = 14;
        let outcome = match meaning(self.template(), &field.kind, text).map(|m| m.value) {
            // A day in a long sentence is part of the reason.
            Some(Value::Approval(approval)) if approval.date.is_empty() || interpret::tells(text, LONG) => {
                approval.outcome
            }
            _ => None,
        };
        let reasons = outcome.is_some() && text.split_whitespace().count() > FEW;
        if reasons {
            let value = Value::Approval(model::Approval { outcome, ..Default::default() });
            self.place(field, &Paragraph::default(), 0, value, 0.9, None);
        }
        reasons
    }

    /// Says whether an approval has its name and its date already: what follows is said with it.
    fn is_signed(&self, field: &Field) -> bool {
        let (mut name, mut date) = (false, false);
        for piece in self.pieces.iter().rev().take(6) {
            if let crate::Fate::Placed(placed) = &piece.fate
                && placed.target.field == field.id
                && let Value::Approval(approval) = &placed.value
            {
                name |= !approval.name.is_empty();
                date |= !approval.date.is_empty();
            }
        }
        name && date
    }

    /// Says whether unlabelled content may go to a field: any that a mapping names, else one without a label of its own.
    fn is_open(&self, field: &Field) -> bool {
        let slot = self.cursor.slot.and_then(|s| self.finder.form.slots.get(s));
        slot.is_some_and(|s| s.mapped)
            || (field.label.is_none()
                && !matches!(field.draw, Draw::NoteRow | Draw::Notes | Draw::With | Draw::Labelled { .. }))
    }
}

/// Says whether a text begins by saying that there is none: “None.”, “There are none”.
fn says_none(text: &str) -> bool {
    let words = small(text);
    let words: Vec<&str> = words.iter().map(String::as_str).take(3).collect();
    matches!(
        words.as_slice(),
        ["none", ..] | ["there", "are" | "is", "none" | "no"] | ["not", "applicable", ..]
    )
}

/// Takes the notes out of a paragraph.
fn without_notes(content: &Paragraph) -> (Paragraph, Vec<Paragraph>) {
    let mut content = content.clone();
    let mut notes = Vec::new();
    content.spans.retain(|span| match span {
        crate::Span::Footnote(note) => {
            notes.extend(note.iter().cloned());
            false
        }
        _ => true,
    });
    (content, notes)
}

/// Says whether a text only says that nothing was answered.
pub(crate) fn is_empty_mark(text: &str) -> bool {
    let plain = text.trim().to_lowercase();
    matches!(
        plain.as_str(),
        "not answered"
            | "not answered yet"
            | "continued"
            | "click or tap here to enter text."
            | "click here to enter text."
            | "choose an item."
    )
}

pub(crate) fn target(field: &Field) -> Target {
    Target { field: field.id.clone(), cell: None }
}

fn near(field: &Field) -> Target {
    target(field)
}
