//! Tables that the form fixes: rows with labels of its own, and bands of cells that are fields.

use model::{Column, Draw, Field, Matrix, Question, RowDef};

use crate::body::{Body, Para};
use crate::flow::{Cell, Row};
use crate::form::Paper;
use crate::look::*;
use crate::numbered::Place;
use crate::page::{NodeId, Role, Scope};
use crate::prose::{Look, para};

impl Paper<'_> {
    /// Sets a table whose rows the form fixes; the question heads its labels.
    #[allow(
        clippy::too_many_arguments,
        reason = "the parts of one pattern of the template, taken apart by its caller"
    )]
    pub(crate) fn fixed_table(
        &mut self,
        question: &Question,
        heading: NodeId,
        field: &Field,
        columns: &[Column],
        rows: &[RowDef],
        width: f32,
        place: Place,
    ) {
        let asking = self.asking(question, heading, place.node);
        let wording = self.cell(place.left(), width, &asking, Some(LIGHT));
        let table = self.node(place.node, Role::Table);
        let widths: Vec<f32> = columns.iter().map(|c| mm(c.width)).collect();
        let titles: Vec<_> = columns.iter().map(|c| (c.title.clone(), c.aside.clone())).collect();
        let (mut heads, mut again) = self.heads(table, place.left() + width, &widths, &titles);
        // The question is a heading before the table, so the corner of the table is an empty cell in the tree.
        let row = self.tree.get(table.0 as usize).and_then(|t| t.children.first()).copied();
        if let Some(row) = row {
            let corner = self.node(row, Role::Cell { columns: 1, rows: 1 });
            if let Some(row) = self.tree.get_mut(row.0 as usize) {
                row.children.retain(|c| *c != corner);
                row.children.insert(0, corner);
            }
        }
        heads.cells.insert(0, wording);
        let blank =
            self.cell(place.left(), width, &[para(Look::STRONG, &question.wording, None)], Some(LIGHT));
        again.cells.insert(0, blank);
        self.push(Row { keep: 1, context: place.context, ..heads });
        let outer = self.outer(place.context);
        let context = Some(self.context(outer, vec![again], Vec::new()));
        for def in rows {
            let row = self.node(table, Role::Row);
            let head = self.node(row, Role::Head { scope: Scope::Row, columns: 1, rows: 1 });
            let words = self.words(head, Look::ANSWER, &def.label);
            let mut cells = vec![self.cell(place.left(), width, &[words], Some(LIGHT))];
            let mut x = place.left() + width;
            for column in columns {
                self.shaper.field = format!("{}/{}/{}", field.id, def.id, column.id);
                let data = self.node(row, Role::Cell { columns: 1, rows: 1 });
                let given = self.assessment.row(&field.id, &def.id).and_then(|r| r.cells.get(&column.id));
                let paras = self.answer(data, &column.kind, given, column.blank, column.strong);
                cells.push(self.cell(x, mm(column.width), &paras, None));
                x += mm(column.width);
            }
            self.shaper.field.clone_from(&field.id);
            self.push(Row { cells, context, ..Row::default() });
        }
    }

    /// Sets a table of cells that are fields, over the full width, in bands.
    pub(crate) fn matrix(&mut self, question: &Question, matrix: &Matrix, place: Place) {
        let table = self.node(place.node, Role::Table);
        let widths: Vec<f32> = matrix.columns.iter().map(|c| mm(c.width)).collect();
        let titles: Vec<_> = matrix.columns.iter().map(|c| (c.title.clone(), None)).collect();
        let (heads, again) = self.heads(table, LEFT, &widths, &titles);
        let mut outer = self.outer(place.context);
        self.push(Row { keep: 2, context: place.context, ..heads });
        outer.push(again);
        for band in &matrix.bands {
            let row = self.node(table, Role::Row);
            let head = Role::Head { scope: Scope::Both, columns: matrix.columns.len() as u16, rows: 1 };
            let head = self.node(row, head);
            let words = self.words(head, Look::STRONG, &band.title);
            let cell = self.cell(LEFT, WIDTH, &[words], Some(MID));
            let quiet = self.cell(LEFT, WIDTH, &[para(Look::STRONG, &band.title, None)], Some(MID));
            let right = Body::lay(&mut self.shaper, &[para(Look::SMALL, "continued", None)], WIDTH);
            let going_on = Cell { right: Some(right), ..quiet.clone() };
            let before = Some(self.context(outer.clone(), Vec::new(), Vec::new()));
            self.push(Row { cells: vec![cell], keep: 1, context: before, ..Row::default() });
            let one = |cell| vec![Row { cells: vec![cell], ..Row::default() }];
            let context = Some(self.context(outer.clone(), one(quiet), one(going_on)));
            let row = self.node(table, Role::Row);
            let mut cells = Vec::new();
            let mut x = LEFT;
            for (column, width) in matrix.columns.iter().zip(&widths) {
                let data = self.node(row, Role::Cell { columns: 1, rows: 1 });
                let paras = self.matrix_cell(question, data, &band.id, &column.id);
                cells.push(self.cell(x, *width, &paras, None));
                x += width;
            }
            self.push(Row { cells, context, ..Row::default() });
        }
    }

    /// Sets the fields of a cell; one that is empty says so only where none is answered.
    fn matrix_cell(&mut self, question: &Question, data: NodeId, band: &str, column: &str) -> Vec<Para> {
        let here =
            |f: &&Field| matches!(&f.draw, Draw::Cell { band: b, column: c } if b == band && c == column);
        let fields: Vec<&Field> = question.fields.iter().filter(here).collect();
        let given = fields.iter().any(|f| self.assessment.answers.contains_key(&f.id));
        let mut paras = Vec::new();
        for field in &fields {
            if given && !self.assessment.answers.contains_key(&field.id) {
                continue;
            }
            if !given && field.blank {
                continue;
            }
            paras.extend(self.field_paras(data, field, &[]));
        }
        if let Some(last) = fields.last() {
            self.shaper.field.clone_from(&last.id);
        }
        paras
    }
}
