//! Steps with a strip of numbers at the left: the question beside it, and its answers in every shape that the form has.

use model::{Draw, Field, Head, Kind, Question, Section};

use crate::body::{Body, Para};
use crate::flow::{Cell, Row};
use crate::form::Paper;
use crate::look::*;
use crate::page::{NodeId, Role, Scope};
use crate::prose::{Look, para};

/// Where the body of the questions stands.
#[derive(Clone, Copy)]
pub(crate) struct Place {
    pub node: NodeId,
    pub strip: f32,
    pub context: Option<usize>,
}

impl Place {
    pub(crate) fn left(self) -> f32 {
        LEFT + self.strip
    }

    pub(crate) fn width(self) -> f32 {
        WIDTH - self.strip
    }
}

impl Paper<'_> {
    /// Sets the questions of a step.
    pub(crate) fn numbered(&mut self, section: &Section, node: NodeId, strip: f32, context: Option<usize>) {
        for question in &section.questions {
            let sect = self.node(node, Role::Sect);
            let place = Place { node: sect, strip, context };
            self.shaper.field = question.fields.first().map(|f| f.id.clone()).unwrap_or_default();
            let heading = self.node(sect, Role::Heading(3));
            let number = question.number.clone().unwrap_or_default();
            let cell = self.cell(LEFT, strip, &[para(Look::STRONG, &number, Some(heading))], Some(LIGHT));
            let again =
                Body::lay(&mut self.shaper, &[para(Look::STRONG, &number, None)], strip - 2.0 * PAD_X);
            let strip = self.merged(cell, again, true);
            let first = self.flow.rows.len();
            match &question.matrix {
                Some(matrix) => {
                    self.asked(question, heading, place, 2);
                    self.merge(strip, first);
                    self.matrix(question, matrix, place);
                }
                None => {
                    self.question(question, heading, place);
                    self.merge(strip, first);
                }
            }
        }
        self.shaper.field.clear();
    }

    /// Sets the wording in bold and the guidance under it.
    pub(crate) fn asking(&mut self, question: &Question, heading: NodeId, node: NodeId) -> Vec<Para> {
        let mut paras = vec![self.wording(question, Some(heading))];
        for line in &question.guidance {
            paras.push(self.words(node, Look::ANSWER, line));
        }
        paras
    }

    fn asked(&mut self, question: &Question, heading: NodeId, place: Place, keep: usize) {
        let paras = self.asking(question, heading, place.node);
        let cell = self.cell(place.left(), place.width(), &paras, Some(LIGHT));
        self.push(Row { cells: vec![cell], keep, context: place.context, ..Row::default() });
    }

    fn question(&mut self, question: &Question, heading: NodeId, place: Place) {
        let mut fields = question.fields.iter().peekable();
        let first = fields.peek().copied();
        match first.map(|f| (&f.draw, &f.kind, f)) {
            Some((Draw::Beside { width, head }, _, field)) => {
                fields.next();
                self.beside(question, heading, field, mm(*width), head.as_deref(), place);
            }
            Some((Draw::Stack, Kind::Boxes { rows }, field)) => {
                fields.next();
                self.stack(question, heading, field, rows, place);
            }
            Some((Draw::Table { wording_heads: Some(width) }, Kind::Table { columns, rows, .. }, field)) => {
                fields.next();
                self.fixed_table(question, heading, field, columns, rows, mm(*width), place);
            }
            _ => match &question.head {
                Some(head) => self.asked_with_head(question, heading, head, place),
                None => self.asked(question, heading, place, 1),
            },
        }
        while let Some(field) = fields.next() {
            let mut with = Vec::new();
            while let Some(more) = fields.next_if(|f| f.draw == Draw::With) {
                with.push(more);
            }
            self.shaper.field.clone_from(&field.id);
            match (&field.draw, &field.kind) {
                (Draw::Line { .. }, _) => {
                    let mut lines = vec![field];
                    while let Some(more) = fields.next_if(|f| matches!(f.draw, Draw::Line { .. })) {
                        lines.push(more);
                    }
                    self.lines(&lines, place);
                }
                (Draw::Labelled { label }, _) => self.labelled(field, mm(*label), &with, place),
                (Draw::Grid { title }, Kind::Boxes { rows }) => {
                    self.grid(field, rows, title.as_deref(), place)
                }
                (_, Kind::Table { columns, .. }) => {
                    self.table(place.node, field, columns, place.left(), place.context, None);
                }
                _ => self.below(question, field, &with, place),
            }
        }
    }

    fn asked_with_head(&mut self, question: &Question, heading: NodeId, head: &Head, place: Place) {
        let width = mm(head.width);
        let paras = self.asking(question, heading, place.node);
        let wording = self.cell(place.left(), place.width() - width, &paras, Some(LIGHT));
        let words = self.words(place.node, Look::STRONG, &head.text);
        let head = self.cell(LEFT + WIDTH - width, width, &[words], Some(MID));
        self.push(Row { cells: vec![wording, head], keep: 1, context: place.context, ..Row::default() });
    }

    /// Sets a short answer at the right of the question; a head over it is merged beside the wording.
    fn beside(
        &mut self,
        question: &Question,
        heading: NodeId,
        field: &Field,
        width: f32,
        head: Option<&str>,
        place: Place,
    ) {
        let right = LEFT + WIDTH - width;
        let paras = self.asking(question, heading, place.node);
        let wording = self.cell(place.left(), place.width() - width, &paras, Some(LIGHT));
        let Some(head) = head else {
            let paras = self.field_paras(place.node, field, &[]);
            let answer = self.cell(right, width, &paras, None);
            self.push(Row { cells: vec![wording, answer], context: place.context, ..Row::default() });
            return;
        };
        let id = self.merged(wording, Body::default(), false);
        let first = self.flow.rows.len();
        let words = self.words(place.node, Look::STRONG, head);
        let head = self.cell(right, width, &[words], Some(MID));
        self.push(Row { cells: vec![head], keep: 1, context: place.context, ..Row::default() });
        let paras = self.field_paras(place.node, field, &[]);
        let answer = self.cell(right, width, &paras, None);
        self.push(Row { cells: vec![answer], context: place.context, ..Row::default() });
        self.merge(id, first);
    }

    /// Sets lines: a label and a short answer each; neighbours of one group share a label at the left.
    fn lines(&mut self, fields: &[&Field], place: Place) {
        let table = self.node(place.node, Role::Table);
        let group_of = |f: &Field| match &f.draw {
            Draw::Line { group: Some(head), .. } => Some(head.clone()),
            _ => None,
        };
        let grouped = fields.iter().any(|f| group_of(f).is_some());
        let mut i = 0;
        while let Some(field) = fields.get(i) {
            let group = group_of(field);
            let same = match &group {
                Some(_) => fields.iter().skip(i).take_while(|f| group_of(f) == group).count(),
                None => 1,
            };
            let first = self.flow.rows.len();
            for (k, field) in fields.iter().skip(i).take(same).enumerate() {
                let row = self.node(table, Role::Row);
                self.shaper.field.clone_from(&field.id);
                let mut left = place.left();
                if let Some(group) = &group {
                    if k == 0 {
                        let head = Role::Head { scope: Scope::Row, columns: 1, rows: same as u16 };
                        let head = self.node(row, head);
                        let words = self.words(head, Look::ANSWER, &group.text);
                        let cell = self.cell(left, mm(group.width), &[words], Some(LIGHT));
                        self.merged(cell, Body::default(), false);
                    }
                    left += mm(group.width);
                }
                let columns = if grouped && group.is_none() { 2 } else { 1 };
                let cells = self.line(row, field, left, columns);
                self.push(Row { cells, keep: same - 1 - k, context: place.context, ..Row::default() });
            }
            if group.is_some() {
                self.merge_last(first);
            }
            i += same;
        }
    }

    fn line(&mut self, row: NodeId, field: &Field, left: f32, columns: u16) -> Vec<Cell> {
        let Draw::Line { width, strong, .. } = &field.draw else { return Vec::new() };
        let width = mm(*width);
        let right = LEFT + WIDTH - width;
        let head = self.node(row, Role::Head { scope: Scope::Row, columns, rows: 1 });
        let look = if *strong { Look::STRONG } else { Look::ANSWER };
        let words = self.words(head, look, field.label.as_deref().unwrap_or_default());
        let label = self.cell(left, right - left, &[words], Some(LIGHT));
        let data = self.node(row, Role::Cell { columns: 1, rows: 1 });
        let paras = self.field_paras(data, field, &[]);
        vec![label, self.cell(right, width, &paras, None)]
    }

    fn labelled(&mut self, field: &Field, label: f32, with: &[&Field], place: Place) {
        let words = self.words(place.node, Look::ANSWER, field.label.as_deref().unwrap_or_default());
        let name = self.cell(place.left(), label, &[words], Some(LIGHT));
        let paras = self.field_paras(place.node, field, with);
        let answer = self.cell(place.left() + label, place.width() - label, &paras, None);
        self.push(Row { cells: vec![name, answer], context: place.context, ..Row::default() });
    }

    /// Sets an answer in a row of its own. Text that goes with a short answer is left out when there is none.
    fn below(&mut self, question: &Question, field: &Field, with: &[&Field], place: Place) {
        let beside = question.fields.iter().any(|f| matches!(f.draw, Draw::Beside { .. }));
        let given = std::iter::once(&field).chain(with).any(|f| self.assessment.answers.contains_key(&f.id));
        if beside && field.label.is_none() && field.blank && !given {
            return;
        }
        if let Some(label) = &field.label {
            let words = self.words(place.node, Look::STRONG, label);
            let cell = self.cell(place.left(), place.width(), &[words], Some(LIGHT));
            self.push(Row { cells: vec![cell], keep: 1, context: place.context, ..Row::default() });
        }
        let paras = self.field_paras(place.node, field, with);
        let cell = self.cell(place.left(), place.width(), &paras, None);
        self.push(Row { cells: vec![cell], context: place.context, ..Row::default() });
    }
}
