//! Tables of rows: their heads, and rows that share a cell.

use model::{Column, Draw, Field, Kind, Section};

use crate::flow::Row;
use crate::form::Paper;
use crate::look::*;
use crate::page::{NodeId, Role, Scope};
use crate::prose::{Look, para};

/// Where the rows of a table go.
#[derive(Clone, Copy)]
struct Rows<'a> {
    table: NodeId,
    field: &'a Field,
    columns: &'a [Column],
    left: f32,
    context: Option<usize>,
}

impl Paper<'_> {
    /// Sets column heads, and the row that repeats them.
    pub(crate) fn heads(
        &mut self,
        table: NodeId,
        left: f32,
        widths: &[f32],
        heads: &[(String, Option<String>)],
    ) -> (Row, Row) {
        let row = self.node(table, Role::Row);
        let (mut cells, mut again) = (Vec::new(), Vec::new());
        let mut x = left;
        for (width, (title, aside)) in widths.iter().zip(heads) {
            let head = self.node(row, Role::Head { scope: Scope::Column, columns: 1, rows: 1 });
            let node = self.node(head, Role::Paragraph);
            let set = |node| {
                let mut words = para(Look::STRONG, title, node);
                if let Some(aside) = aside {
                    words.spans.push(Look::ANSWER.span(format!(" {aside}"), node));
                }
                words
            };
            cells.push(self.cell(x, *width, &[set(Some(node))], Some(MID)));
            again.push(self.cell(x, *width, &[set(None)], Some(MID)));
            x += width;
        }
        (Row { cells, ..Row::default() }, Row { cells: again, ..Row::default() })
    }

    /// The table of the section's one question, under its title.
    pub(crate) fn single_table(&mut self, section: &Section, node: NodeId, context: Option<usize>) {
        if let Some(words) = &section.instruction {
            let words = self.words(node, Look::ANSWER, words);
            let cell = self.cell(LEFT, WIDTH, &[words], Some(LIGHT));
            self.push(Row { cells: vec![cell], keep: 1, context, ..Row::default() });
        }
        for question in &section.questions {
            let note = question.fields.iter().find(|f| f.draw == Draw::NoteRow);
            for field in &question.fields {
                if let Kind::Table { columns, .. } = &field.kind {
                    self.table(node, field, columns, LEFT, context, note);
                }
            }
        }
        self.shaper.field.clear();
    }

    /// Sets a table of rows. Neighbours that refer to the same row of another table share the cell that says so.
    pub(crate) fn table(
        &mut self,
        node: NodeId,
        field: &Field,
        columns: &[Column],
        left: f32,
        context: Option<usize>,
        note: Option<&Field>,
    ) {
        let table = self.node(node, Role::Table);
        self.shaper.field.clone_from(&field.id);
        let widths: Vec<f32> = columns.iter().map(|c| mm(c.width)).collect();
        let heads: Vec<_> = columns.iter().map(|c| (c.title.clone(), c.aside.clone())).collect();
        let (row, again) = self.heads(table, left, &widths, &heads);
        // The heads of a table within a question keep two rows.
        let keep = if left > LEFT { self.assessment.rows(&field.id).len().clamp(1, 2) } else { 1 };
        self.push(Row { keep, context, ..row });
        let outer = self.outer(context);
        let context = if left > LEFT {
            self.context(outer, vec![again], Vec::new())
        } else {
            self.context([outer, vec![again]].concat(), Vec::new(), Vec::new())
        };
        let context = Some(context);
        if let Some(note) = note
            && self.given(&note.id).is_some()
        {
            let row = self.node(table, Role::Row);
            let data = self.node(row, Role::Cell { columns: columns.len() as u16, rows: 1 });
            let paras = self.field_paras(data, note, &[]);
            let cell = self.cell(left, widths.iter().sum(), &paras, None);
            self.push(Row { cells: vec![cell], keep: 1, context, ..Row::default() });
        }
        self.rows(Rows { table, field, columns, left, context });
    }

    fn rows(&mut self, place: Rows) {
        let rows = self.assessment.rows(&place.field.id);
        self.shaper.field.clone_from(&place.field.id);
        if rows.is_empty() {
            let columns = place.columns;
            let row = self.node(place.table, Role::Row);
            let data = self.node(row, Role::Cell { columns: columns.len() as u16, rows: 1 });
            let paras = self.answer(data, &place.field.kind, None, false, false);
            let cell = self.cell(place.left, columns.iter().map(|c| mm(c.width)).sum(), &paras, None);
            self.push(Row { cells: vec![cell], context: place.context, ..Row::default() });
        }
        let shared = place.columns.first().filter(|c| matches!(c.kind, Kind::RowRef { .. }));
        let Some(shared) = shared else {
            rows.iter().for_each(|row| self.data_row(place, row, None));
            return;
        };
        let refers = |r: &model::Row| r.cells.get(&shared.id).cloned();
        for group in rows.chunk_by(|a, b| refers(a).is_some() && refers(a) == refers(b)) {
            let first = self.flow.rows.len();
            for (k, row) in group.iter().enumerate() {
                self.data_row(place, row, Some((k, group.len())));
            }
            self.merge_last(first);
        }
    }

    /// Sets a row; with `shared`, its first cell is merged: `(place in the merged cell, its rows)`.
    fn data_row(&mut self, place: Rows, row: &model::Row, shared: Option<(usize, usize)>) {
        let node = self.node(place.table, Role::Row);
        let mut cells = Vec::new();
        let mut x = place.left;
        for (k, column) in place.columns.iter().enumerate() {
            let width = mm(column.width);
            let shared = shared.filter(|_| k == 0);
            if shared.is_none_or(|(at, _)| at == 0) {
                self.shaper.field = format!("{}/{}/{}", place.field.id, row.id, column.id);
                let rows = shared.map_or(1, |(_, rows)| rows as u16);
                let data = self.node(node, Role::Cell { columns: 1, rows });
                let given = row.cells.get(&column.id);
                let paras = self.answer(data, &column.kind, given, column.blank, column.strong);
                let cell = self.cell(x, width, &paras, None);
                if shared.is_some() {
                    let repeat = cell.body.clone();
                    self.merged(cell, repeat, false);
                } else {
                    cells.push(cell);
                }
            }
            x += width;
        }
        self.push(Row { cells, context: place.context, ..Row::default() });
        self.shaper.field.clone_from(&place.field.id);
    }
}
