//! Prompts in other words than the form's: which question each comes nearest to, by its words and by where it stands.

use std::collections::HashSet;

use model::{Field, Kind};

use super::find::{Finder, Found, ends_in_bold};
use super::form::{Label, Means};
use super::interpret;
use super::rows::{Mode, flat, mark};
use super::units::{CellView, Unit};
use super::walk::Walk;

/// A guess is no surer than this.
const SUREST: f32 = 0.74;

/// How a prompt is set off from an answer in the same paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lead {
    /// By its question mark, before “Yes” or “No”.
    Question,
    /// By a colon.
    Colon,
    /// By its bold type.
    Bold,
}

/// What stands beside a prompt in its row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) enum Beside {
    /// Nothing, or nothing that says what kind of question it is.
    #[default]
    Unknown,
    /// “Yes”, “No” or “N/A”, alone.
    YesNo,
    /// A date, beside a name or alone.
    Signed,
    /// A few words.
    Short(String),
    /// Sentences.
    Words,
}

/// Finds the questions whose own wording stands somewhere in a document.
pub(crate) fn claimed(finder: &Finder<'_, '_>, units: &[Unit]) -> HashSet<usize> {
    let own = |unit: &Unit| {
        let found = finder.at(&unit.ids(), unit.number.as_deref());
        let best = found.iter().find(|f| matches!(f.means, Means::Slot(_)) && !f.borrowed)?;
        (best.score >= 0.85 && best.weight >= 2.0).then(|| best.means.slot()).flatten()
    };
    units.iter().filter_map(own).collect()
}

/// Says whether a document numbers its questions as the form does: most of those whose wording is known.
pub(crate) fn same_numbers(finder: &Finder<'_, '_>, units: &[Unit]) -> bool {
    const FEWEST: usize = 3;
    let (mut same, mut other) = (0, 0);
    for unit in units.iter().filter(|u| u.number.is_some()) {
        let found = finder.at(&unit.ids(), None);
        let best = found.iter().find(|f| matches!(f.means, Means::Slot(_)) && !f.borrowed && f.score >= 0.85);
        let label = best.and_then(|f| finder.form.labels.get(f.index));
        match label.and_then(|l| l.number.as_deref()) {
            Some(number) if unit.number.as_deref() == Some(number) => same += 1,
            Some(_) => other += 1,
            None => {}
        }
    }
    same >= FEWEST && same > 3 * other
}

impl<'w, 't> Walk<'w, 't> {
    /// Finds the question that a unit comes nearest to, where it stands like a prompt and is none of the form's wordings.
    pub(super) fn guess(&self, at: usize) -> Option<Found> {
        let unit = self.units.get(at)?;
        let first = unit.text.split_inclusive(['?', ':']).next().unwrap_or("");
        if self.has_boxes() && super::ticked::is_other(first) {
            // “Anything else? …”, behind things to tick.
            return None;
        }
        let whole = if self.stands_like_a_prompt(at, unit) { self.nearest(unit) } else { None };
        whole.or_else(|| {
            let (lead, how) = self.lead(unit)?;
            if let Some(column) =
                Some(&lead).filter(|_| how != Lead::Question).and_then(|l| self.leads_to_column(l))
            {
                return Some(column);
            }
            let found = self.nearest_scored(&lead, Some(how))?.0;
            Some(Found { used: lead.words.len(), ..found })
        })
    }

    /// Cuts a prompt off the front of a unit that has its answer in the same paragraph: “Will data leave the UK? No”, “Planned
    /// start: 1 May”, “**Telling people** We put up a notice”. Says how it is set off.
    fn lead(&self, unit: &Unit) -> Option<(Unit, Lead)> {
        const LONGEST: usize = 60;
        const FEW: usize = 12;
        if self.labelled || unit.before.or(unit.after).is_some() {
            return None;
        }
        let asked = unit.text.find('?').map(|at| at + 1);
        let answered = |at: &usize| unit.text.get(*at..).and_then(interpret::yes_no).is_some();
        let alone = !self.in_table || self.beside == Beside::Unknown;
        let question = asked.filter(answered).filter(|_| alone);
        let colon = unit.text.find(':').map(|at| at + 1).filter(|at| asked.is_none_or(|a| at < &a));
        let bold = || unit.words.iter().take(FEW).map(|w| w.end).find(|end| ends_in_bold(unit, *end));
        let (end, how) = match (question, bold(), colon) {
            (Some(at), ..) => (at, Lead::Question),
            (None, Some(at), _) => (at, Lead::Bold),
            (None, None, at) => (at?, Lead::Colon),
        };
        let of_lead = |w: &&super::words::Word| w.start < end;
        let words: Vec<super::words::Word> = unit.words.iter().take_while(of_lead).copied().collect();
        let most = if how == Lead::Question { LONGEST } else { FEW };
        let text = unit.text.get(..end)?.to_owned();
        let begin = words.first().map_or(0, |w| w.start);
        // “**Processors.** Contracts were signed”
        let inner = text.get(begin..).map_or("", |t| t.trim_end_matches(['.', ' ']));
        let stops = how != Lead::Question && inner.contains(['.', ';', '!']);
        let left = unit.text.get(end..).is_some_and(|rest| rest.contains(char::is_alphanumeric));
        let whole = !words.is_empty() && words.len() <= most && left && !stops;
        whole.then(|| (Unit { text, words, ..unit.clone() }, how))
    }

    /// Gives the number before a prompt, where the document numbers its questions as the form does.
    fn counts_as<'u>(&'u self, unit: &'u Unit) -> Option<&'u str> {
        let of_row = self.row_number.as_deref().filter(|_| self.in_table);
        unit.number.as_deref().or(of_row).filter(|_| self.same_numbers)
    }

    /// Says whether a prompt that ends in a colon, with its answer behind it, may be a wording where it stands: a part of the
    /// question at hand, an approval among others, or anything after what takes a line and no more.
    fn leads_to(&self, label: &Label) -> bool {
        let form = self.finder.form;
        let Some(asked) = label.means.slot().and_then(|s| form.slots.get(s)) else { return false };
        let approval = |f: &&Field| matches!(f.kind, Kind::Approval { .. });
        if asked.fields.first().is_some_and(approval) && self.among_approvals() {
            return true;
        }
        let Some(now) = self.cursor.slot.and_then(|s| form.slots.get(s)) else { return false };
        let here = label.means.slot().map(|s| form.own(s)) == self.cursor.slot.map(|s| form.own(s));
        if here && self.is_sub(label) {
            return true;
        }
        let field = self.cursor.field.and_then(|f| now.fields.get(f)).or(now.fields.first());
        field.is_some_and(|f| {
            let prose = || self.question_fields().iter().any(|f| f.label.is_none() && interpret::is_words(f));
            let line = match f.kind {
                Kind::Text { .. } | Kind::Date | Kind::Choice { .. } => true,
                Kind::YesNo { .. } => !prose(),
                _ => false,
            };
            line && self.filled.contains(&super::content::target(f))
        })
    }

    /// Finds the column of the matrix at hand whose title begins as a prompt does: “Other: the Care Act 2014”.
    fn leads_to_column(&self, lead: &Unit) -> Option<Found> {
        const FEW: usize = 4;
        const SURE: f32 = 0.74;
        let first = lead.words.first().filter(|_| self.cursor.band.is_some() && lead.words.len() <= FEW)?;
        let label = |index: usize| self.finder.form.labels.get(index);
        let fits = |l: &Label| {
            let here = matches!(l.means, Means::MatrixColumn { slot, .. } if Some(slot) == self.cursor.slot);
            here && l.words.first() == Some(&first.id)
        };
        let (index, _) = self.finder.columns.iter().find(|(i, _)| label(*i).is_some_and(fits))?;
        let label = label(*index)?;
        Some(Found {
            means: label.means.clone(),
            score: SURE,
            used: lead.words.len(),
            weight: label.weight,
            asks: false,
            borrowed: false,
            begins: true,
            numbers: None,
            index: *index,
        })
    }

    /// Says whether a wording asks for a part of its question that has a label of its own.
    fn is_sub(&self, label: &Label) -> bool {
        let fields = label.means.slot().and_then(|s| self.finder.form.slots.get(s)).map(|s| &s.fields);
        match label.means {
            Means::Field { .. } => true,
            Means::Slot(_) => fields.is_some_and(|f| f.len() == 1 && f.iter().all(|f| f.label.is_some())),
            _ => false,
        }
    }

    /// Says whether the question at hand is one of those that ask for approvals.
    fn among_approvals(&self) -> bool {
        let form = self.finder.form;
        let approval = |f: &&Field| matches!(f.kind, Kind::Approval { .. });
        let of_section = form.slots.iter().filter(|s| Some(s.section) == self.cursor.section && !s.mapped);
        of_section.into_iter().any(|s| s.fields.iter().any(approval))
    }

    /// Finds the question that a unit comes nearest to, where that is another than a wording that it is only a little like.
    pub(super) fn nearer(&self, at: usize, than: &Found) -> Option<Found> {
        const MORE: f32 = 0.05;
        let unit = self.units.get(at).filter(|u| self.stands_like_a_prompt(at, u))?;
        let (found, score) = self.nearest_scored(unit, None)?;
        let question = |f: &Found| {
            let field = f.means.slot().and_then(|s| self.finder.form.slots.get(s))?.fields.first()?;
            Some(self.template().question_of(&field.id)?.id.clone())
        };
        (score >= than.score + MORE && question(&found) != question(than)).then_some(found)
    }

    /// Finds the question that a unit comes nearest to.
    pub(super) fn nearest(&self, unit: &Unit) -> Option<Found> {
        self.nearest_scored(unit, None).map(|n| n.0)
    }

    /// `lead` says how the prompt is set off from an answer in the same paragraph.
    fn nearest_scored(&self, unit: &Unit, lead: Option<Lead>) -> Option<(Found, f32)> {
        let form = self.finder.form;
        let (words, used) = self.prompt_words(unit)?;
        let stems = self.finder.lexicon.stems_of(&words).len();
        let more =
            |index: usize, whole: bool| self.speaks_for(form.labels.get(index)?, whole, unit, (stems, lead));
        let nearest = self.finder.alike.nearest(self.finder.lexicon, &words, more)?;
        let label = form.labels.get(nearest.index)?;
        let found = Found {
            means: label.means.clone(),
            score: (0.3 + 0.5 * nearest.score).min(SUREST),
            used,
            weight: label.weight,
            asks: label.asks,
            borrowed: label.borrowed,
            begins: true,
            numbers: None,
            index: nearest.index,
        };
        Some((found, nearest.score))
    }

    /// Weighs what speaks for a wording besides its words: where the prompt stands, and what stands beside it. `None` forbids
    /// the wording. `whole` says that the prompt has all of its words, and `stems` how many the prompt has itself; `lead` how
    /// it is set off from an answer behind it.
    fn speaks_for(
        &self,
        label: &Label,
        whole: bool,
        unit: &Unit,
        (stems, lead): (usize, Option<Lead>),
    ) -> Option<f32> {
        let form = self.finder.form;
        let asks = unit.text.contains('?') || lead.is_some();
        // “5.5 Security policy: yes” is numbered as questions are.
        let numbered = unit.number.is_some() && self.bold_numbers && !self.in_table;
        if lead == Some(Lead::Colon) && !numbered && !self.leads_to(label) {
            return None;
        }
        // A heading of a document’s own says less than a question.
        let heading = !self.in_table && !asks;
        let mut more = if label.borrowed { 0.0 } else { 0.04 } - if heading { 0.18 } else { 0.0 };
        if stems <= 3 && !asks && !whole && (label.borrowed || form.keep_prompts) {
            // “Data Protection Officer” is not “Data Protection Officer advice”.
            more -= 0.15;
        }
        if unit.counted && !whole {
            // “Section 6 – Quality, retention and security” is no question.
            more -= 0.3;
        }
        let Some(slot) = label.means.slot() else {
            // A section’s title stands over the whole width.
            return (self.beside == Beside::Unknown && unit.heads()).then_some(more);
        };
        let asked = form.slots.get(slot);
        let fields = asked.map(|s| s.fields.as_slice()).unwrap_or_default();
        let now = self.cursor.slot.map(|s| form.own(s));
        let here = Some(form.own(slot)) == now;
        let row = matches!(label.means, Means::Row { .. });
        let part = here && self.is_sub(label);
        let counted = self.counts_as(unit).is_some_and(|counted| {
            let asked = fields.first().and_then(|f| self.template().question_of(&f.id));
            asked.is_some_and(|q| q.number.as_deref() == Some(counted))
        });
        if counted {
            more += 0.2;
        }
        let single = stems < 2 && (!asks || lead.is_some()) && !counted;
        let rows = self.fixed_rows() && !asks;
        if (row || rows) && !(row && here) || (single && !part && !row) {
            return None;
        }
        if fields.first().is_some_and(|f| matches!(f.kind, Kind::Approval { .. })) && !self.approves(unit) {
            return None;
        }
        let near = here || asked.is_some_and(|s| Some(s.section) == self.cursor.section);
        more += if near { 0.06 } else { 0.0 };
        if !here && [&self.claimed, &self.visited].iter().any(|s| s.contains(&form.own(slot))) {
            more -= 0.15;
        }
        match &label.means {
            Means::Row { .. } => more += 0.15,
            Means::Field { field, .. } if here && self.cursor.field.is_some_and(|f| f + 1 == *field) => {
                more += 0.2;
            }
            // A part of a question is met beside its other parts.
            Means::Field { .. } => more -= if near { 0.02 } else { 0.12 },
            // The questions mostly come in the form's order.
            _ if now.is_some_and(|now| form.own(slot) == now + 1) => more += 0.05,
            _ => {}
        }
        Some(more + self.answered_beside(fields))
    }

    /// Weighs how well what stands beside a prompt answers some fields.
    fn answered_beside(&self, fields: &[&Field]) -> f32 {
        let kind = |is: fn(&Kind) -> bool| fields.iter().any(|f| is(&f.kind));
        let closed = |k: &Kind| matches!(k, Kind::YesNo { .. } | Kind::Choice { .. } | Kind::Boxes { .. });
        let open = |k: &Kind| matches!(k, Kind::Prose | Kind::Text { .. });
        let chosen = |text: &str| {
            let mut choices = fields.iter().filter(|f| matches!(f.kind, Kind::Choice { .. }));
            choices.any(|f| interpret::meaning(self.template(), &f.kind, text).is_some())
        };
        // Nobody is rung up under “Bounced messages”.
        let reached = |k: &Kind| matches!(k, Kind::Text { format: Some(_) });
        let reaches = |text: &str| text.contains(|c: char| c.is_ascii_digit() || c == '@');
        match &self.beside {
            Beside::Short(text) if kind(reached) && !reaches(text) => -0.6,
            Beside::Words if kind(reached) => -0.6,
            Beside::YesNo if kind(closed) => 0.08,
            Beside::YesNo => -0.12,
            Beside::Signed if kind(|k| matches!(k, Kind::Approval { .. })) => 0.15,
            Beside::Short(text) if chosen(text) => 0.12,
            Beside::Words if !fields.is_empty() && !kind(open) => -0.06,
            _ => 0.0,
        }
    }

    /// Says whether a prompt asks for somebody's approval: by its words, or as it stands among others that do.
    fn approves(&self, unit: &Unit) -> bool {
        let among = self
            .cursor
            .slot
            .and_then(|s| self.finder.form.slots.get(s))
            .is_some_and(|s| s.fields.iter().any(|f| matches!(f.kind, Kind::Approval { .. })));
        let among = among || self.among_approvals();
        let words = super::words::small(&unit.text);
        let signs = self.finder.form.approves.iter();
        among || signs.into_iter().any(|sign| words.iter().any(|w| w.starts_with(sign.as_str())))
    }

    /// Gives the words of a unit by which it is known as a prompt, and how many of its words are the prompt: without what is
    /// in brackets, and up to the question mark where an answer follows it.
    fn prompt_words(&self, unit: &Unit) -> Option<(Vec<u32>, usize)> {
        const EXPLAINS: [&str; 12] = [
            "(",
            "[",
            "explain",
            "please",
            "if",
            "list",
            "give",
            "describe",
            "state",
            "say",
            "in as much",
            "tick",
        ];
        let end = unit.text.rfind('?').map_or(unit.text.len(), |at| at + 1);
        let asked = unit.words.iter().take_while(|w| w.start < end).count();
        let rest = unit.text.get(end..).unwrap_or("").trim().to_lowercase();
        let explains = rest.len() < 80 && EXPLAINS.iter().any(|e| rest.starts_with(e));
        let all = if explains || rest.is_empty() { unit.words.len() } else { asked };
        let mut depth = 0_usize;
        let mut words = Vec::new();
        let mut from = 0;
        for word in unit.words.iter().take(asked) {
            for c in unit.text.get(from..word.start).unwrap_or("").chars() {
                match c {
                    '(' | '[' => depth += 1,
                    ')' | ']' => depth = depth.saturating_sub(1),
                    _ => {}
                }
            }
            from = word.end;
            if depth == 0 {
                words.push(word.id);
            }
        }
        let lexicon = self.finder.lexicon;
        let enough = |words: &[u32]| lexicon.stems_of(words).len() >= 2;
        if !enough(&words) {
            words = unit.ids();
        }
        let question = unit.text.contains('?');
        let some = question || self.paired || self.cursor.field.is_some() || self.counts_as(unit).is_some();
        (enough(&words) || (some && !lexicon.stems_of(&words).is_empty())).then_some((words, all))
    }

    /// Says whether a unit stands where a prompt does, and reads like one.
    fn stands_like_a_prompt(&self, at: usize, unit: &Unit) -> bool {
        let words = unit.words.len();
        let text = unit.text.trim_end();
        let asks = text.contains('?');
        // “Electronic or paper? ☒ Electronic ☐ Paper”, all in one paragraph.
        let boxed = unit.before.is_some() || (unit.after.is_some() && !unit.first_is_box);
        if self.labelled || words == 0 || words > 60 || boxed {
            return false;
        }
        // “Answer: yes” answers.
        let answers = text
            .split_once(':')
            .is_some_and(|(head, _)| self.finder.answers.contains(super::words::letters(head).as_str()));
        if answers {
            return false;
        }
        // “Risk 1” heads one of several that are alike.
        let counts = text.ends_with(|c: char| c.is_ascii_digit());
        if !asks
            && (counts
                || (text.ends_with(['.', '!', ';']) && !self.bids(unit))
                || words > 25
                || text.contains(['(', '§']) && cites(text))
        {
            return false;
        }
        if self.in_table {
            // “1 | To tell parents | Their telephone”: rows that are counted are no questions.
            let counted = |n: &String| n.chars().all(|c| c.is_ascii_digit());
            let numbered = self
                .row_number
                .as_ref()
                .is_some_and(|n| asks || unit.heads() || self.asks_here || !counted(n));
            // “E2 | How will people be told?”, and the answer in the row below.
            let alone = self.beside == Beside::Unknown;
            let below = self.last_column && numbered && alone && (asks || unit.heads());
            // “**Who can run reports?**”, and under it the answer, in one cell.
            let next = self.units.get(at + 1).filter(|u| u.group == unit.group);
            let within = alone && unit.content.is_strong() && next.is_some_and(|u| !u.content.is_strong());
            let beside =
                below || within || self.paired || (!self.last_column && (self.first_cell || numbered));
            let listed = self.asks_here
                || numbered
                || within
                || self.paired
                || self.cursor.field.is_some()
                || matches!(self.table, Mode::Marks { .. });
            // Among things to tick, what asks nothing is one of them; not after “Is there clinical data?”.
            let ticks = self.has_boxes() && self.cursor.field.is_none();
            return beside && (asks || ((unit.heads() || listed) && !ticks));
        }
        let bold = unit.content.is_strong() && text.ends_with('?');
        unit.heads() || (asks && unit.number.is_some()) || bold
    }

    /// Says whether a numbered sentence bids to answer: “25 Describe any other information.”
    fn bids(&self, unit: &Unit) -> bool {
        const SHORT: usize = 20;
        let word =
            unit.words.first().and_then(|w| unit.text.get(w.start..w.end)).unwrap_or("").to_lowercase();
        let number = unit.number.is_some() || (self.in_table && self.row_number.is_some());
        number && unit.words.len() <= SHORT && self.finder.form.instructs.contains(&word)
    }

    /// Says whether the question at hand is a table whose rows the form fixes.
    fn fixed_rows(&self) -> bool {
        let fields =
            self.cursor.slot.and_then(|s| self.finder.form.slots.get(s)).map(|s| s.fields.as_slice());
        fields.into_iter().flatten().any(|f| matches!(&f.kind, Kind::Table { rows, .. } if !rows.is_empty()))
    }

    /// Notes what stands beside the prompt of a row.
    pub(super) fn note_beside(&mut self, cells: &[CellView]) {
        let alone = |units: &Vec<usize>| self.alone(units);
        let numbers = |units: &Vec<usize>| alone(units).is_some_and(Unit::is_number);
        let filled: Vec<Vec<usize>> =
            cells.iter().map(flat).filter(|u| !u.is_empty() && !numbers(u)).collect();
        let signs = |units: &Vec<usize>| alone(units).and_then(mark).is_some();
        if filled.len() > 1 && matches!(self.table, Mode::Marks { .. }) && filled.iter().skip(1).any(signs) {
            self.beside = Beside::YesNo;
            return;
        }
        let dates = |units: &Vec<usize>| alone(units).is_some_and(|u| interpret::is_date(&u.text));
        if filled.len() > 2 && filled.iter().skip(2).any(dates) {
            self.beside = Beside::Signed;
            return;
        }
        let last = filled.get(1..).and_then(<[Vec<usize>]>::last).cloned().unwrap_or_default();
        let texts: Vec<&str> =
            last.iter().filter_map(|at| self.units.get(*at)).map(|u| u.text.trim()).collect();
        self.beside = match texts.as_slice() {
            [] => Beside::Unknown,
            [one] if interpret::not_applicable(one) || matches!(interpret::yes_no(one), Some((_, ""))) => {
                Beside::YesNo
            }
            many if many.iter().map(|t| t.split_whitespace().count()).sum::<usize>() > 6 => Beside::Words,
            [one] => Beside::Short((*one).to_owned()),
            _ => Beside::Unknown,
        };
    }
}

/// Says whether a text names a part of a law: “Article 6(1)(e)”, which answers.
fn cites(text: &str) -> bool {
    text.match_indices('(').any(|(at, _)| {
        let before = text.get(..at).unwrap_or("").chars().next_back();
        before.is_some_and(|c| c.is_ascii_digit() || c == ')')
    })
}
