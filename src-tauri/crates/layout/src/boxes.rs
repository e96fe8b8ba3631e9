//! Boxes to tick, in the form's own grid.

use model::{Answer, BoxDef, Field, Question};

use crate::body::Body;
use crate::flow::{Cell, Row};
use crate::form::Paper;
use crate::look::*;
use crate::numbered::Place;
use crate::page::{NodeId, Numbering, Role};
use crate::prose::Look;

impl Paper<'_> {
    /// Sets boxes one under another, at the right of the question.
    pub(crate) fn stack(
        &mut self,
        question: &Question,
        heading: NodeId,
        field: &Field,
        rows: &[Vec<BoxDef>],
        place: Place,
    ) {
        let tick = mm(7.0);
        let label = rows.iter().flatten().map(|b| mm(b.width)).fold(0.0, f32::max);
        let right = LEFT + WIDTH - tick - label;
        let paras = self.asking(question, heading, place.node);
        let wording = self.cell(place.left(), right - place.left(), &paras, Some(LIGHT));
        let id = self.merged(wording, Body::default(), false);
        let first = self.flow.rows.len();
        let list = self.node(place.node, Role::List(Numbering::None));
        let boxes: Vec<&BoxDef> = rows.iter().flatten().collect();
        for (i, one) in boxes.iter().enumerate() {
            let cells = self.boxed(list, field, one, right, label);
            let keep = boxes.len() - 1 - i;
            self.push(Row { cells, keep, context: place.context, ..Row::default() });
        }
        self.merge(id, first);
    }

    /// Sets a box: its label, and the square to tick.
    fn boxed(&mut self, list: NodeId, field: &Field, one: &BoxDef, x: f32, label: f32) -> Vec<Cell> {
        let ticked = matches!(self.assessment.answers.get(&field.id), Some(Answer::Boxes(set)) if set.contains(&one.id));
        let item = self.node(list, Role::ListItem);
        let body = self.node(item, Role::ListBody);
        let words = self.words(body, Look::ANSWER, &one.label);
        let state = if ticked { "ticked" } else { "not ticked" };
        let figure = self.node(body, Role::Figure(format!("{}: {state}", one.label)));
        let mut name = self.cell(x, label, &[words], Some(LIGHT));
        name.centred = true;
        let mut square = self.cell(x + label, mm(7.0), &[], None);
        square.tick = Some((figure, ticked));
        vec![name, square]
    }

    /// Sets boxes in the form's own grid; the block is kept whole.
    pub(crate) fn grid(&mut self, field: &Field, rows: &[Vec<BoxDef>], title: Option<&str>, place: Place) {
        if let Some(title) = title {
            let words = self.words(place.node, Look::STRONG, title);
            let cell = self.cell(place.left(), place.width(), &[words], Some(MID));
            self.push(Row { cells: vec![cell], keep: rows.len(), context: place.context, ..Row::default() });
        }
        let list = self.node(place.node, Role::List(Numbering::None));
        for (i, row) in rows.iter().enumerate() {
            let mut x = place.left();
            let mut cells = Vec::new();
            for one in row {
                let label = mm(one.width);
                cells.extend(self.boxed(list, field, one, x, label));
                x += label + mm(7.0);
            }
            let keep = rows.len() - 1 - i;
            self.push(Row { cells, keep, context: place.context, ..Row::default() });
        }
    }
}
