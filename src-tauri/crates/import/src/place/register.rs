//! Registers of risks: columns that no head names, measures that stand beside their risks.

use super::form::Means;
use super::heads::Key;
use super::interpret;
use super::rows::{Head, Mode, flat};
use super::units::CellView;
use super::walk::Walk;
use super::words::in_common;

impl<'w, 't> Walk<'w, 't> {
    /// Says whether heads that might be those of risks only name risks that were read already, without a rating: “Risk | What we
    /// can do | Approved?”
    pub(super) fn repeats_risks(&self, key: &Key, names: &[String]) -> bool {
        let Some(risks) = &self.template().roles.risks else { return false };
        let field = key.1.and_then(|f| self.finder.form.slots.get(key.0)?.fields.get(f));
        let rates = |n: &String| [&risks.likelihood, &risks.severity, &risks.overall].contains(&n);
        field.is_some_and(|f| f.id == risks.field)
            && self.rows.get(&risks.field).is_some_and(|rows| *rows > 0)
            && names.len() > 1
            && !names.iter().any(rates)
    }

    /// Takes the names off the columns of measures that were there before; gives the first of them.
    pub(super) fn take_those_before(&self, columns: &mut [Head]) -> Option<(usize, String)> {
        let mut first = None;
        for (at, head) in columns.iter_mut().enumerate() {
            let said = self.names_those_before(&head.title);
            if let Some(id) = head.id.take_if(|id| said && self.is_measure(id)) {
                first.get_or_insert((at, id));
            }
        }
        first
    }

    /// Says whether a head names measures that were there before: “Existing controls”.
    pub(super) fn names_those_before(&self, title: &str) -> bool {
        let words = super::words::small(title);
        self.finder.form.already.iter().any(|a| words.contains(a))
    }

    /// Says whether a column, of this table or of another, takes what is done about a risk.
    fn is_measure(&self, id: &str) -> bool {
        self.measure_column().is_some_and(|own| id.rsplit('.').next() == Some(own))
    }

    /// Gives the column of the table of measures that says what is done.
    fn measure_column(&self) -> Option<&'t str> {
        let measures = self.template().roles.measures.as_ref()?;
        let columns = self.template().field(&measures.field)?.columns();
        columns.iter().find(|c| matches!(c.kind, model::Kind::Prose)).map(|c| c.id.as_str())
    }

    /// Names the columns of a table of risks that no head names, by what stands in its first row: the words before the ratings
    /// are the risk, and those behind them, where the risk that is left is rated too, what is done about it.
    pub(super) fn name_by_content(&mut self, field: &model::Field, filled: &[&CellView]) {
        const FEWEST: usize = 4;
        self.name_closed(field, filled);
        let roles = &self.template().roles;
        let (Some(risks), Some(measures)) = (&roles.risks, &roles.measures) else { return };
        let Mode::Data { columns, .. } = &mut self.table else { return };
        if field.id != risks.field {
            return;
        }
        // Under heads in two rows of which the first says nothing known.
        for cell in filled {
            if !columns.iter().any(|h| h.from <= cell.column && cell.column < h.to) {
                let (from, to) = (cell.column, cell.column + cell.columns);
                columns.push(Head { from, to, id: None, title: String::new() });
            }
        }
        columns.sort_by_key(|h| h.from);
        let columns = columns.clone();
        let says = self.measure_column();
        let rates = |h: &Head| {
            h.id.as_deref().is_some_and(|id| {
                [&risks.likelihood, &risks.severity, &risks.overall].iter().any(|r| **r == id)
            })
        };
        let Some(rated) = columns.iter().filter(|h| rates(h)).map(|h| h.from).min() else { return };
        let words = |head: &Head| {
            let cell = filled.iter().find(|c| head.from <= c.column && c.column < head.to);
            cell.map_or(0, |c| self.count(&flat(c)))
        };
        let longest = |before: bool| {
            let unnamed = columns.iter().enumerate().filter(|(_, h)| {
                h.id.is_none() && (h.from < rated) == before && !self.names_those_before(&h.title)
            });
            let (at, most) = unnamed.map(|(i, h)| (i, words(h))).max_by_key(|w| w.1)?;
            (most >= FEWEST).then_some(at)
        };
        let has = |id: &str| columns.iter().any(|c| c.id.as_deref() == Some(id));
        let measured = columns.iter().any(|c| c.id.as_deref().is_some_and(|id| id.contains('.')));
        let mut named = Vec::new();
        if !has(&risks.description)
            && let Some(at) = longest(true).or_else(|| longest(false).filter(|_| !measured))
        {
            named.push((at, risks.description.clone()));
        }
        if let Some(says) = says.map(|s| format!("{}.{s}", measures.field)).filter(|id| !has(id))
            && has(&format!("{}.{}", measures.field, measures.residual))
            && let Some(at) = longest(false)
        {
            named.push((at, says));
        }
        let residual = format!("{}.{}", measures.field, measures.residual);
        if !has(&residual)
            && let Some((_, column)) = self.elsewhere(&residual)
        {
            // The last rating behind the first one is that of the risk that is left.
            let level = |head: &Head| {
                let cell = filled.iter().find(|c| head.from <= c.column && c.column < head.to);
                let units = cell.map(|c| flat(c)).unwrap_or_default();
                let text = self.alone(&units).map_or("", |u| u.text.trim());
                text.contains('=')
                    || matches!(
                        interpret::meaning(self.template(), &column.kind, text).map(|m| m.value),
                        Some(crate::draft::Value::Choice(model::Choice::Option(_)))
                    )
            };
            let behind = |h: &Head| {
                columns.iter().any(|c| c.id.as_deref() == Some(&*risks.overall) && c.from < h.from)
            };
            let last = columns.iter().enumerate().rfind(|(_, h)| h.id.is_none() && behind(h) && level(h));
            named.extend(last.map(|(at, _)| (at, residual)));
        }
        if let Mode::Data { columns, .. } = &mut self.table {
            for (at, id) in named {
                if let Some(head) = columns.get_mut(at) {
                    head.id = Some(id);
                }
            }
        }
    }

    /// Names the columns whose heads say nothing known by what stands in their first cells, where only one column of the form can
    /// take that: a yes or no, an option of one list, a day; and the column of references, where its head is that of the numbers
    /// that are referred to.
    fn name_closed(&mut self, field: &model::Field, filled: &[&CellView]) {
        let Mode::Data { columns, .. } = &self.table else { return };
        let text = |head: &Head| {
            let cell = filled.iter().find(|c| head.from <= c.column && c.column < head.to);
            cell.and_then(|c| self.alone(&flat(c))).map(|u| u.text.trim().to_owned()).unwrap_or_default()
        };
        let takes = |column: &model::Column, head: &Head, text: &str| match &column.kind {
            model::Kind::YesNo { .. } => interpret::yes_no(text).is_some(),
            model::Kind::Date => interpret::is_date(text),
            model::Kind::RowRef { .. } => self.number_heads.contains(&super::words::letters(&head.title)),
            kind @ model::Kind::Choice { .. } => {
                let meant = interpret::meaning(self.template(), kind, text).filter(|m| m.sure >= 0.9);
                matches!(meant.map(|m| m.value), Some(crate::draft::Value::Choice(model::Choice::Option(_))))
            }
            _ => false,
        };
        let mut named: Vec<(usize, String)> = Vec::new();
        for (at, head) in columns.iter().enumerate().filter(|(_, h)| h.id.is_none()) {
            let said = text(head);
            let free = |c: &&model::Column| {
                !columns.iter().any(|h| h.id.as_deref() == Some(&c.id)) && !named.iter().any(|n| n.1 == c.id)
            };
            let mut fit =
                field.columns().iter().filter(free).filter(|c| !said.is_empty() && takes(c, head, &said));
            if let (Some(column), None) = (fit.next(), fit.next()) {
                named.push((at, column.id.clone()));
            }
        }
        // The last column that no head names is the last one that the form has.
        let known = columns.iter().filter(|h| h.id.is_some()).count() + named.len();
        let free: Vec<&model::Column> = field
            .columns()
            .iter()
            .filter(|c| {
                !columns.iter().any(|h| h.id.as_deref() == Some(&c.id)) && !named.iter().any(|n| n.1 == c.id)
            })
            .collect();
        let mut left = columns.iter().enumerate().filter(|(at, h)| {
            h.id.is_none()
                && !h.title.is_empty()
                && !super::data::is_count(&h.title)
                && !named.iter().any(|n| n.0 == *at)
        });
        if let ([column], Some((at, head)), None) = (free.as_slice(), left.next(), left.next()) {
            let few = (1..=5).contains(&text(head).split_whitespace().count());
            if matches!(column.kind, model::Kind::Text { format: None }) && few && known >= 2 {
                named.push((at, column.id.clone()));
            }
        }
        if let Mode::Data { columns, .. } = &mut self.table {
            for (at, id) in named {
                if let Some(head) = columns.get_mut(at) {
                    head.id = Some(id);
                }
            }
        }
    }

    /// Finds the column of the table of measures that a head beside a risk comes nearest to: “Measures to reduce risk”.
    pub(super) fn measure_alike(&self, key: &Key, own: &[u32]) -> Option<String> {
        const LEAST: f32 = 0.6;
        let field = |slot: usize, field: usize| self.finder.form.slots.get(slot)?.fields.get(field).copied();
        let roles = &self.template().roles;
        let (risks, measures) = (roles.risks.as_ref()?, roles.measures.as_ref()?);
        field(key.0, key.1?).filter(|f| f.id == risks.field)?;
        let mut best: Option<(f32, String)> = None;
        for (label, theirs) in &self.finder.columns {
            let Some(label) = self.finder.form.labels.get(*label) else { continue };
            let Means::Column { slot, field: f, .. } = &label.means else { continue };
            let Some(table) = field(*slot, *f).filter(|f| f.id == measures.field) else { continue };
            let Some(id) = self.column_id(&label.means, &(*slot, Some(*f))) else { continue };
            let score = in_common(own, theirs);
            let refers =
                table.columns().iter().any(|c| c.id == id && matches!(c.kind, model::Kind::RowRef { .. }));
            if score >= LEAST && !refers && !id.contains('.') && best.as_ref().is_none_or(|(b, _)| score > *b)
            {
                best = Some((score, format!("{}.{id}", table.id)));
            }
        }
        best.map(|b| b.1)
    }
}
