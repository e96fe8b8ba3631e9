//! The parts of the form that have no strip of numbers: labels, prompts, screening, approvals, the glossary.

use model::{Draw, Field, Heading, Kind, Question, Section};

use crate::body::{Body, Para};
use crate::flow::{Cell, Row};
use crate::form::Paper;
use crate::look::*;
use crate::page::{NodeId, Numbering, Role, Scope};
use crate::prose::{Look, para};

impl Paper<'_> {
    /// Labels at the left, answers beside them; a question of several fields has them in inner rows.
    pub(crate) fn labels(&mut self, section: &Section, node: NodeId, label: f32, inner: f32) {
        let table = self.node(node, Role::Table);
        for (n, question) in section.questions.iter().enumerate() {
            let main: Vec<&Field> = question.fields.iter().filter(|f| f.draw != Draw::With).collect();
            let with: Vec<&Field> = question.fields.iter().filter(|f| f.draw == Draw::With).collect();
            let first = self.flow.rows.len();
            let several = main.len() > 1;
            for (i, field) in main.iter().enumerate() {
                let row = self.node(table, Role::Row);
                if i == 0 {
                    self.label_cell(question, row, label, main.len());
                }
                let mut cells = Vec::new();
                let mut x = LEFT + label;
                self.shaper.field.clone_from(&field.id);
                if several {
                    let head = self.node(row, Role::Head { scope: Scope::Row, columns: 1, rows: 1 });
                    let words = self.words(head, Look::ANSWER, field.label.as_deref().unwrap_or_default());
                    cells.push(self.cell(x, inner, &[words], Some(LIGHT)));
                    x += inner;
                }
                let data = self.node(row, Role::Cell { columns: if several { 1 } else { 2 }, rows: 1 });
                let paras = self.field_paras(data, field, if several { &[] } else { &with });
                cells.push(self.cell(x, LEFT + WIDTH - x, &paras, None));
                let before = if n == 0 && i == 0 && section.heading == Heading::None { mm(7.0) } else { 0.0 };
                let keep = if several { main.len() - 1 - i } else { 0 };
                self.push(Row { cells, before, keep, ..Row::default() });
            }
            self.merge_last(first);
        }
        self.shaper.field.clear();
    }

    fn label_cell(&mut self, question: &Question, row: NodeId, label: f32, rows: usize) {
        self.shaper.field = question.fields.first().map(|f| f.id.clone()).unwrap_or_default();
        let head = self.node(row, Role::Head { scope: Scope::Row, columns: 1, rows: rows as u16 });
        let node = self.node(head, Role::Paragraph);
        let words = self.wording(question, Some(node));
        let cell = self.cell(LEFT, label, std::slice::from_ref(&words), Some(LIGHT));
        let again =
            [self.wording(question, None), Para { above: 0.0, ..para(Look::SMALL, "continued", None) }];
        let repeat = Body::lay(&mut self.shaper, &again, label - 2.0 * PAD_X);
        self.merged(cell, repeat, false);
    }

    /// Prompts in a tinted row, the answer below.
    pub(crate) fn open(&mut self, section: &Section, node: NodeId, context: Option<usize>) {
        for question in &section.questions {
            let mut prompts = Vec::new();
            self.shaper.field = question.fields.first().map(|f| f.id.clone()).unwrap_or_default();
            if !question.wording.is_empty() {
                prompts.push(self.words(node, Look::ANSWER, &question.wording));
            }
            for line in &question.guidance {
                prompts.push(self.words(node, Look::ANSWER, line));
            }
            if !prompts.is_empty() {
                let cell = self.cell(LEFT, WIDTH, &prompts, Some(LIGHT));
                self.push(Row { cells: vec![cell], keep: 1, context, ..Row::default() });
            }
            let with: Vec<&Field> = question.fields.iter().filter(|f| f.draw == Draw::With).collect();
            for field in question.fields.iter().filter(|f| f.draw != Draw::With) {
                let paras = self.field_paras(node, field, &with);
                let cell = self.cell(LEFT, WIDTH, &paras, None);
                self.push(Row { cells: vec![cell], context, ..Row::default() });
            }
        }
        self.shaper.field.clear();
    }

    /// A row a question: number, category, question, answer.
    pub(crate) fn screening(
        &mut self,
        section: &Section,
        node: NodeId,
        widths: &[f32; 4],
        heads: &[String; 4],
        context: Option<usize>,
    ) {
        let table = self.node(node, Role::Table);
        let widths = widths.map(mm);
        let context = self.headed(table, &widths, heads, context);
        let asked: Vec<&Question> = section.questions.iter().filter(|q| !q.fields.is_empty()).collect();
        for group in asked.chunk_by(|a, b| a.category == b.category) {
            let first = self.flow.rows.len();
            for (k, question) in group.iter().enumerate() {
                let row = self.node(table, Role::Row);
                self.shaper.field = question.fields.first().map(|f| f.id.clone()).unwrap_or_default();
                let number = self.node(row, Role::Head { scope: Scope::Row, columns: 1, rows: 1 });
                let words = self.words(number, Look::STRONG, question.number.as_deref().unwrap_or_default());
                let mut cells = vec![self.cell(LEFT, widths[0], &[words], Some(LIGHT))];
                if k == 0 {
                    self.category(row, question, group.len(), widths[0], widths[1]);
                }
                cells.extend(self.screened(row, question, widths[2], widths[3]));
                self.push(Row { cells, context, ..Row::default() });
            }
            self.merge_last(first);
        }
        self.shaper.field.clear();
    }

    /// Begins the cell of a category, merged over its questions.
    fn category(&mut self, row: NodeId, question: &Question, rows: usize, x: f32, width: f32) {
        let category = question.category.as_deref().unwrap_or_default();
        let head = self.node(row, Role::Head { scope: Scope::Row, columns: 1, rows: rows as u16 });
        let words = self.words(head, Look::STRONG, category);
        let cell = self.cell(LEFT + x, width, &[words], Some(LIGHT));
        let again = [para(Look::STRONG, category, None)];
        let repeat = Body::lay(&mut self.shaper, &again, width - 2.0 * PAD_X);
        self.merged(cell, repeat, false);
    }

    /// Sets the last two cells of a screening row: the question and its answer.
    fn screened(&mut self, row: NodeId, question: &Question, width: f32, answer: f32) -> Vec<Cell> {
        let right = LEFT + WIDTH - answer;
        let asked = self.node(row, Role::Cell { columns: 1, rows: 1 });
        let words = self.words(asked, Look::ANSWER, &question.wording);
        let mut cells = vec![self.cell(right - width, width, &[words], Some(LIGHT))];
        if let Some(field) = question.fields.first() {
            let data = self.node(row, Role::Cell { columns: 1, rows: 1 });
            let paras = self.field_paras(data, field, &[]);
            cells.push(self.cell(right, answer, &paras, None));
        }
        cells
    }

    /// Sets the column heads of a table over the full width, and gives the context of its rows.
    fn headed(
        &mut self,
        table: NodeId,
        widths: &[f32],
        heads: &[String],
        context: Option<usize>,
    ) -> Option<usize> {
        let heads: Vec<(String, Option<String>)> = heads.iter().map(|h| (h.clone(), None)).collect();
        let (row, again) = self.heads(table, LEFT, widths, &heads);
        let mut outer = self.outer(context);
        outer.push(again);
        self.push(Row { keep: 1, context, ..row });
        Some(self.context(outer, Vec::new(), Vec::new()))
    }

    /// A row an approval: item, name and date, notes; text in rows of its own.
    pub(crate) fn approvals(
        &mut self,
        section: &Section,
        node: NodeId,
        widths: &[f32; 3],
        heads: &[String; 3],
        context: Option<usize>,
    ) {
        let table = self.node(node, Role::Table);
        let widths = widths.map(mm);
        let context = self.headed(table, &widths, heads, context);
        for question in &section.questions {
            let Some(main) = question.fields.iter().find(|f| f.draw != Draw::Notes) else { continue };
            self.shaper.field.clone_from(&main.id);
            let row = self.node(table, Role::Row);
            let full = !matches!(main.kind, Kind::Approval { .. } | Kind::Text { .. });
            let columns = if full { 3 } else { 1 };
            let head = self.node(row, Role::Head { scope: Scope::Row, columns, rows: 1 });
            let label = self.node(head, Role::Paragraph);
            let label = self.wording(question, Some(label));
            if full {
                let cell = self.cell(LEFT, WIDTH, &[label], Some(LIGHT));
                self.push(Row { cells: vec![cell], keep: 1, context, ..Row::default() });
                let row = self.node(table, Role::Row);
                let data = self.node(row, Role::Cell { columns, rows: 1 });
                let paras = self.field_paras(data, main, &[]);
                let cell = self.cell(LEFT, WIDTH, &paras, None);
                self.push(Row { cells: vec![cell], context, ..Row::default() });
            } else {
                let label = self.cell(LEFT, widths[0], &[label], Some(LIGHT));
                let cells = self.approval(question, main, row, label, &widths);
                self.push(Row { cells, context, ..Row::default() });
            }
        }
        self.shaper.field.clear();
    }

    /// Sets the cells of an approval: its label, name and date, notes or the form's own words.
    fn approval(
        &mut self,
        question: &Question,
        main: &Field,
        row: NodeId,
        label: Cell,
        widths: &[f32; 3],
    ) -> Vec<Cell> {
        let data = self.node(row, Role::Cell { columns: 1, rows: 1 });
        let paras = self.field_paras(data, main, &[]);
        let answer = self.cell(LEFT + widths[0], widths[1], &paras, None);
        let data = self.node(row, Role::Cell { columns: 1, rows: 1 });
        let notes = question.fields.iter().find(|f| f.draw == Draw::Notes);
        let (paras, fill) = match (notes, &question.note) {
            (Some(field), _) => (self.field_paras(data, field, &[]), None),
            (None, Some(words)) => (vec![self.words(data, Look::ANSWER, words)], Some(LIGHT)),
            (None, None) => (Vec::new(), None),
        };
        let note = self.cell(LEFT + widths[0] + widths[1], widths[2], &paras, fill);
        vec![label, answer, note]
    }

    pub(crate) fn glossary(&mut self, section: &Section, node: NodeId) {
        let list = self.node(node, Role::List(Numbering::Decimal));
        for (i, entry) in section.glossary.iter().enumerate() {
            let item = self.node(list, Role::ListItem);
            let label = self.node(item, Role::Label);
            let body = self.node(item, Role::ListBody);
            let mut paras = self.prose(body, &entry.text, Look::ANSWER);
            for para in &mut paras {
                para.indent += mm(8.0);
                if let Some((at, _)) = &mut para.label {
                    *at += mm(8.0);
                }
            }
            if let Some(first) = paras.first_mut() {
                first.label = Some((0.0, Look::STRONG.span(format!("{}.", i + 1), Some(label))));
            }
            let cell = self.plain(LEFT, WIDTH, &paras);
            self.push(Row { cells: vec![cell], before: if i == 0 { 0.0 } else { 4.0 }, ..Row::default() });
        }
    }
}
