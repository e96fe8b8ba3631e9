//! A form as the placing reads it: what it prints, and what each wording means. Made of a template, or of a mapping.

use std::collections::{HashMap, HashSet};

use model::{Draw, Field, Kind, Layout, Prose, Question, Template};

use super::mapping::{Mapping, Signature, SignatureHead, Sort};
use super::words::Lexicon;

/// A form: its labels, and where what follows them goes.
#[derive(Debug, Default)]
pub(crate) struct Form<'t> {
    pub(crate) id: String,
    pub(crate) slots: Vec<Slot<'t>>,
    pub(crate) labels: Vec<Label>,
    /// Beginnings of words by which a question of a partner's own is known, and the question that it comes nearest to.
    pub(crate) keys: Vec<(Vec<String>, usize)>,
    /// Beginnings of the words by which a prompt asks for an approval.
    pub(crate) approves: Vec<String>,
    /// Words by which a column of measures names those that were there before.
    pub(crate) already: Vec<String>,
    /// What the heads of a column are called that only helps to fill in the form, by their letters.
    pub(crate) guidance: Vec<String>,
    /// What else things to tick are called, by their letters: the field, and its boxes.
    pub(crate) things: HashMap<String, Vec<(String, Vec<String>)>>,
    /// What the heads of a column of questions are called, by their letters.
    pub(crate) asks: Vec<String>,
    /// The first words of what only says how a question is to be answered.
    pub(crate) instructs: Vec<String>,
    /// What the heads of tables of signatures are called, by their letters.
    pub(crate) signatures: Vec<(String, Signature)>,
    /// How sure a place in it is at the best: another family's prompts ask something a little different.
    pub(crate) trust: f32,
    /// Whether its prompts are headings that any document may have.
    pub(crate) anywhere: bool,
    /// Whether the names of its prompts are kept with the answers, since several meet in one field.
    pub(crate) keep_prompts: bool,
}

/// A question: the fields that take what stands under its wording.
#[derive(Debug)]
pub(crate) struct Slot<'t> {
    /// Which section it is in, from 0.
    pub(crate) section: usize,
    /// Its fields, in order. Empty for a prompt whose answers have no home in the form.
    pub(crate) fields: Vec<&'t Field>,
    /// What its table's columns are called in the field: by the index of the label's column.
    pub(crate) columns: Vec<String>,
    /// What each row says that is named under it, by column.
    pub(crate) row: Vec<(String, String)>,
    /// The form's own question that asks the same, where this is one of a partner's.
    pub(crate) same_as: Option<usize>,
    /// Where the paragraphs of an answer go, where it asks for many things at once.
    pub(crate) sort: Option<Sort>,
    /// Whether a mapping names its fields: then any of them may take what stands under its wording.
    pub(crate) mapped: bool,
}

/// A printed wording.
#[derive(Debug, Clone)]
pub(crate) struct Label {
    pub(crate) words: Vec<u32>,
    /// Its letters and figures without spaces: narrow columns break words.
    pub(crate) letters: String,
    pub(crate) weight: f32,
    pub(crate) number: Option<String>,
    /// Whether it is a question.
    pub(crate) asks: bool,
    /// Whether it is no wording of this form, but one that any form may have.
    pub(crate) borrowed: bool,
    /// Whether it is shorter than what the form prints: “Other unique identifier” without its “(please specify)”.
    pub(crate) short: bool,
    /// Whether it is no printed wording, but how partners ask the same: only compared where no wording is met.
    pub(crate) like: bool,
    pub(crate) means: Means,
}

/// What a wording means for what follows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Means {
    /// A section begins.
    Section(usize),
    /// What follows answers a question.
    Slot(usize),
    /// What follows is a field's.
    Field { slot: usize, field: usize },
    /// It heads a column of a field's table.
    Column { slot: usize, field: usize, column: usize },
    /// It heads a row of a table whose rows the form fixes.
    Row { slot: usize, field: usize, row: String },
    /// It names a tick box.
    Box { slot: usize, field: usize, id: String },
    /// It heads a band of a matrix.
    Band { slot: usize, band: String },
    /// It heads a column of a matrix.
    MatrixColumn { slot: usize, column: String },
    /// It names a condition.
    Condition { id: String },
    /// It explains a question, or heads its answer.
    Hint(usize),
    /// It is the form's own, wherever it stands.
    Fixed,
}

impl<'t> Form<'t> {
    /// Reads a template.
    pub(crate) fn of_template(template: &'t Template, lexicon: &mut Lexicon) -> Form<'t> {
        let mut form = Form { id: template.id.clone(), trust: 1.0, ..Form::default() };
        for text in [&template.title, &template.definition, &template.document] {
            form.label(lexicon, text, None, Means::Fixed);
        }
        for (s, section) in template.sections.iter().enumerate() {
            form.label(lexicon, &section.title, section.number.as_deref(), Means::Section(s));
            if let Some((_, rest)) = section.title.split_once(':') {
                form.label(lexicon, rest, section.number.as_deref(), Means::Section(s));
            }
            let lines = section.instruction.iter().chain(&section.closing);
            lines.for_each(|text| form.label(lexicon, text, None, Means::Fixed));
            match &section.layout {
                Layout::Screening { heads, .. } => {
                    heads.iter().for_each(|h| form.label(lexicon, h, None, Means::Fixed))
                }
                Layout::Approvals { heads, .. } => {
                    heads.iter().for_each(|h| form.label(lexicon, h, None, Means::Fixed));
                }
                _ => {}
            }
            section.glossary.iter().for_each(|g| form.fixed_prose(lexicon, &g.text));
            if let [only] = section.questions.as_slice()
                && only.wording.trim().is_empty()
            {
                // The section's title is all that the question is called.
                form.label(lexicon, &section.title, section.number.as_deref(), Means::Slot(form.slots.len()));
            }
            section.questions.iter().for_each(|q| form.question(lexicon, s, q));
        }
        for list in &template.conditions {
            for item in &list.items {
                let means = || Means::Condition { id: item.id.clone() };
                form.label(lexicon, &format!("{} {}", item.cite, item.label), None, means());
            }
        }
        form
    }

    /// Reads a mapping of another family's prompts.
    pub(crate) fn of_mapping(mapping: &Mapping, template: &'t Template, lexicon: &mut Lexicon) -> Form<'t> {
        let mut form = Form {
            id: mapping.id.clone(),
            trust: mapping.trust,
            anywhere: mapping.anywhere,
            keep_prompts: true,
            ..Form::default()
        };
        mapping.fixed.iter().for_each(|text| form.label(lexicon, text, None, Means::Fixed));
        form.sections(mapping, template, lexicon, 0);
        form
    }

    /// Adds the prompts that any form may have, for those of a partner's own among the form's.
    pub(crate) fn borrow_from(&mut self, mapping: &Mapping, template: &'t Template, lexicon: &mut Lexicon) {
        let own = self.labels.len();
        let own_slots = self.slots.len();
        mapping.fixed.iter().for_each(|text| self.label(lexicon, text, None, Means::Fixed));
        let after = self.slots.iter().map(|s| s.section + 1).max().unwrap_or(0);
        self.sections(mapping, template, lexicon, after);
        // Who asks for the same in other words is no further from the form's questions than the question itself.
        let (form, borrowed) = self.slots.split_at_mut(own_slots);
        for slot in borrowed {
            let asks_the_same = |own: &&Slot<'_>| slot.fields.first().is_some_and(|f| own.fields.contains(f));
            slot.same_as = form.iter().position(|own| asks_the_same(&own));
            if let Some(same) = slot.same_as.and_then(|s| form.get(s)) {
                slot.section = same.section;
            }
        }
        // “Project” may be asked where it is the title of a section of this form, and “Role” where it heads a column.
        let part = |slot: usize| self.part_of(slot).is_some() || self.contact_part(slot);
        let titles = |l: &Label| match l.means {
            Means::Section(_) => 2,
            Means::Column { .. } => 1,
            _ => 0,
        };
        let mut known: HashMap<Vec<u32>, u8> = HashMap::new();
        for label in self.labels.iter().take(own) {
            let rank = known.entry(label.words.clone()).or_insert(2);
            *rank = (*rank).min(titles(label));
        }
        let is_known = |l: &Label| {
            known.get(&l.words).is_some_and(|rank| match (l.means.slot(), rank) {
                (_, 2) => false,
                (Some(slot), 1) => !part(slot),
                _ => true,
            })
        };
        let known: Vec<bool> = self.labels.iter().skip(own).map(is_known).collect();
        let borrowed = self.labels.split_off(own);
        let keeps = self.keep_prompts;
        for (mut label, known) in borrowed.into_iter().zip(known) {
            let taken = match label.means {
                Means::Slot(_) | Means::Fixed => !known,
                // Kinds of data that this form does not list.
                Means::Box { .. } => keeps && !known,
                // This form's own tables have learned what others call their columns.
                Means::Column { .. } => keeps,
                _ => false,
            };
            if taken {
                label.borrowed = true;
                self.labels.push(label);
            }
        }
    }

    fn sections(&mut self, mapping: &Mapping, template: &'t Template, lexicon: &mut Lexicon, after: usize) {
        let called = |h: &SignatureHead| -> Vec<(String, Signature)> {
            h.labels.iter().map(|l| (super::words::letters(l), h.is)).collect()
        };
        self.signatures.extend(mapping.signatures.iter().flat_map(called));
        self.approves.extend(mapping.approves.iter().cloned());
        self.already.extend(mapping.already.iter().cloned());
        self.guidance.extend(mapping.guidance.iter().map(|g| super::words::letters(g)));
        for thing in &mapping.things {
            for label in &thing.labels {
                let called = self.things.entry(super::words::letters(label)).or_default();
                called.push((thing.to.clone(), thing.boxes.clone()));
            }
        }
        self.asks.extend(mapping.asks.iter().map(|a| super::words::letters(a)));
        self.instructs.extend(mapping.instructs.iter().cloned());
        let mut boxed: HashSet<&str> = HashSet::new();
        for (section, part) in mapping.sections.iter().enumerate() {
            let section = after + section;
            self.prompts(lexicon, &part.titles, part.number.as_deref(), Means::Section(section));
            for prompt in &part.prompts {
                let fields = prompt.to.iter().filter_map(|id| template.field(id)).collect();
                let slot = self.slots.len();
                let columns = prompt.columns.iter().map(|c| c.to.clone()).collect();
                let row = prompt.row.clone().into_iter().collect();
                let sort = prompt.sort.clone();
                self.slots.push(Slot { section, fields, columns, row, same_as: None, sort, mapped: true });
                let key = |k: &String| (k.split(' ').map(str::to_lowercase).collect(), slot);
                self.keys.extend(prompt.keys.iter().map(key));
                self.prompts(lexicon, &prompt.labels, prompt.number.as_deref(), Means::Slot(slot));
                let printed = self.labels.len();
                self.prompts(lexicon, &prompt.like, None, Means::Slot(slot));
                self.labels.iter_mut().skip(printed).for_each(|l| l.like = true);
                for (i, field) in prompt.to.iter().filter_map(|id| template.field(id)).enumerate() {
                    // Kinds of data are called alike in all forms.
                    if matches!(field.kind, Kind::Boxes { .. }) && boxed.insert(&field.id) {
                        self.boxes(lexicon, slot, i, field);
                    }
                }
                prompt.hints.iter().for_each(|h| self.label(lexicon, h, None, Means::Hint(slot)));
                for (column, c) in prompt.columns.iter().enumerate() {
                    self.prompts(lexicon, &c.labels, None, Means::Column { slot, field: 0, column });
                }
            }
        }
    }

    /// Gives the form's own question that a question is, or that it asks in a partner's words.
    pub(crate) fn own(&self, slot: usize) -> usize {
        self.slots.get(slot).and_then(|s| s.same_as).unwrap_or(slot)
    }

    /// Gives the part of the form's own question that a partner's prompt asks for by itself: “Which identifier?”
    pub(crate) fn part_of(&self, slot: usize) -> Option<(usize, usize)> {
        let asked = self.slots.get(slot).filter(|s| s.row.is_empty() && s.columns.is_empty())?;
        let [field] = asked.fields.as_slice() else { return None };
        let own = asked.same_as.filter(|_| field.label.is_some())?;
        let fields = &self.slots.get(own)?.fields;
        // Who somebody is may stand in one line, whatever is asked for first.
        fields.iter().any(|f| f.label.is_none()).then_some(())?;
        Some((own, fields.iter().position(|f| f.id == field.id)?))
    }

    /// Says whether a partner's prompt asks for one of the lines of who somebody is.
    fn contact_part(&self, slot: usize) -> bool {
        let own = self.slots.get(slot).and_then(|s| s.same_as);
        own.and_then(|own| self.part_named(slot, own)).is_some()
            && own
                .and_then(|own| self.slots.get(own))
                .is_some_and(|s| s.fields.iter().all(|f| f.label.is_some()))
    }

    /// Gives which field of a question of the form's own a partner's prompt asks for.
    pub(crate) fn part_named(&self, slot: usize, own: usize) -> Option<usize> {
        let asked = self.slots.get(slot).filter(|s| s.same_as == Some(own))?;
        let [field] = asked.fields.as_slice() else { return None };
        self.slots.get(own)?.fields.iter().position(|f| f.id == field.id)
    }

    /// Gives the question that is all that a section has.
    pub(crate) fn only_question(&self, section: usize) -> Option<usize> {
        let of_section = |(_, s): &(usize, &Slot<'_>)| s.section == section && !s.mapped;
        let mut own = self.slots.iter().enumerate().filter(of_section).map(|(slot, _)| slot);
        own.next().filter(|_| own.next().is_none() && !self.keep_prompts)
    }

    /// Learns from a mapping what others call the columns of this form's tables.
    pub(crate) fn also_called(&mut self, lexicon: &mut Lexicon, mapping: &Mapping) {
        for prompt in mapping.sections.iter().flat_map(|s| &s.prompts).filter(|p| !p.columns.is_empty()) {
            let Some(id) = prompt.to.first() else { continue };
            let place = self.slots.iter().enumerate().find_map(|(slot, s)| {
                let field = s.fields.iter().position(|f| f.id == *id && !f.columns().is_empty())?;
                Some((slot, field))
            });
            let Some((slot, field)) = place else { continue };
            for called in &prompt.columns {
                let Some(columns) = self.slots.get_mut(slot).map(|s| &mut s.columns) else { continue };
                let column = columns.iter().position(|c| *c == called.to).unwrap_or_else(|| {
                    columns.push(called.to.clone());
                    columns.len() - 1
                });
                self.prompts(lexicon, &called.labels, None, Means::Column { slot, field, column });
            }
        }
    }

    fn prompts(&mut self, lexicon: &mut Lexicon, labels: &[String], number: Option<&str>, means: Means) {
        labels.iter().for_each(|l| self.label(lexicon, l, number, means.clone()));
    }

    fn question(&mut self, lexicon: &mut Lexicon, section: usize, q: &'t Question) {
        let slot = self.slots.len();
        let fields: Vec<&Field> = q.fields.iter().collect();
        let table = fields.iter().find(|f| !f.columns().is_empty()).copied();
        let columns = table.map(|f| f.columns().iter().map(|c| c.id.clone()).collect()).unwrap_or_default();
        let row = Vec::new();
        self.slots.push(Slot { section, fields, columns, row, same_as: None, sort: None, mapped: false });
        let number = q.number.as_deref();
        self.label(lexicon, &q.wording, number, Means::Slot(slot));
        if let Some(short) = q.short.as_ref().filter(|_| table.is_none()) {
            // Whoever shortens a question says less surely which it is.
            let shortened = self.labels.len();
            self.label(lexicon, short, None, Means::Slot(slot));
            self.labels.iter_mut().skip(shortened).for_each(|l| l.borrowed = true);
        }
        let hints = q.guidance.iter().chain(&q.aside).chain(&q.note).chain(q.head.as_ref().map(|h| &h.text));
        hints.chain(&q.category).for_each(|h| self.label(lexicon, h, None, Means::Hint(slot)));
        // “What is the source of the data? Will you be sharing data with anyone?”: people answer each by itself.
        let explained = q.guidance.iter().chain(&q.aside).chain(q.head.as_ref().map(|h| &h.text));
        for part in explained.flat_map(|h| h.split_inclusive('?')).filter(|p| p.ends_with('?')) {
            let part = part.rsplit(['.', ':', ';', '\n']).next().unwrap_or(part);
            self.label(lexicon, part, None, Means::Slot(slot));
        }
        if q.guidance.len() > 1 {
            self.label(lexicon, &q.guidance.join(" "), None, Means::Hint(slot));
        }
        if let Some(matrix) = &q.matrix {
            for column in &matrix.columns {
                let means = Means::MatrixColumn { slot, column: column.id.clone() };
                self.label(lexicon, &column.title, None, means);
            }
            for band in &matrix.bands {
                self.label(lexicon, &band.title, None, Means::Band { slot, band: band.id.clone() });
            }
        }
        q.fields.iter().enumerate().for_each(|(i, f)| self.field(lexicon, slot, i, f));
    }

    fn field(&mut self, lexicon: &mut Lexicon, slot: usize, field: usize, f: &Field) {
        if let Some(label) = &f.label {
            self.label(lexicon, label, None, Means::Field { slot, field });
        }
        match &f.draw {
            Draw::Beside { head: Some(head), .. } => self.label(lexicon, head, None, Means::Hint(slot)),
            Draw::Line { group: Some(group), .. } => {
                self.label(lexicon, &group.text, None, Means::Hint(slot))
            }
            Draw::Grid { title: Some(title) } => self.label(lexicon, title, None, Means::Hint(slot)),
            _ => {}
        }
        match &f.kind {
            Kind::Boxes { .. } => self.boxes(lexicon, slot, field, f),
            Kind::Table { columns, rows, noun } => {
                for (column, c) in columns.iter().enumerate() {
                    self.label(lexicon, &c.title, None, Means::Column { slot, field, column });
                    // People shorten heads to the word that says it.
                    self.label(lexicon, &c.id, None, Means::Column { slot, field, column });
                    c.aside.iter().for_each(|a| self.label(lexicon, a, None, Means::Hint(slot)));
                }
                if let Some(column) = columns.iter().position(|c| c.kind == Kind::Prose) {
                    self.label(lexicon, noun, None, Means::Column { slot, field, column });
                }
                for row in rows {
                    self.label(lexicon, &row.label, None, Means::Row { slot, field, row: row.id.clone() });
                }
            }
            _ => {}
        }
    }

    fn boxes(&mut self, lexicon: &mut Lexicon, slot: usize, field: usize, f: &Field) {
        for b in f.boxes() {
            let means = || Means::Box { slot, field, id: b.id.clone() };
            self.label(lexicon, &b.label, None, means());
            // “Other unique identifier (please specify)”
            if let Some((plain, _)) = b.label.split_once(" (") {
                self.label(lexicon, plain, None, means());
                if let Some(label) = self.labels.last_mut() {
                    label.short = true;
                }
            }
        }
    }

    fn fixed_prose(&mut self, lexicon: &mut Lexicon, prose: &Prose) {
        prose.text().lines().for_each(|line| self.label(lexicon, line, None, Means::Fixed));
    }

    fn label(&mut self, lexicon: &mut Lexicon, text: &str, number: Option<&str>, means: Means) {
        let words = lexicon.ids(text);
        if words.is_empty() {
            return;
        }
        let weight = lexicon.weigh(&words);
        let asks = text.trim_end().ends_with('?');
        let number = number.map(str::to_owned);
        let letters = super::words::letters(text);
        self.labels.push(Label {
            words,
            letters,
            weight,
            number,
            asks,
            borrowed: false,
            short: false,
            like: false,
            means,
        });
    }
}

impl Means {
    /// Gives the question that it is about.
    pub(crate) fn slot(&self) -> Option<usize> {
        match self {
            Means::Slot(slot) | Means::Hint(slot) => Some(*slot),
            Means::Field { slot, .. }
            | Means::Column { slot, .. }
            | Means::Row { slot, .. }
            | Means::Box { slot, .. }
            | Means::Band { slot, .. }
            | Means::MatrixColumn { slot, .. } => Some(*slot),
            Means::Section(_) | Means::Condition { .. } | Means::Fixed => None,
        }
    }
}
