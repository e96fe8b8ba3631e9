//! A template and its answers to rows: one function a layout of the form.

use model::{Answer, Assessment, Column, Draw, Field, Heading, Kind, Layout, Question, Section, Template};

use crate::body::{Body, Para};
use crate::flow::{Cell, Context, Flow, Merged, Row};
use crate::look::*;
use crate::page::{Colour, Node, NodeId, Role, Scope, Shape};
use crate::prose::{Look, para};
use crate::shape::Shaper;

/// The document in the making.
pub(crate) struct Paper<'a> {
    pub template: &'a Template,
    pub assessment: &'a Assessment,
    pub shaper: Shaper,
    pub tree: Vec<Node>,
    pub flow: Flow,
    /// How many files were attached so far.
    pub attached: usize,
}

pub(crate) const ROOT: NodeId = NodeId(0);

impl<'a> Paper<'a> {
    pub(crate) fn new(template: &'a Template, assessment: &'a Assessment) -> Paper<'a> {
        let root = Node { role: Role::Document, parent: None, children: Vec::new() };
        Paper {
            template,
            assessment,
            shaper: Shaper::new(),
            tree: vec![root],
            flow: Flow::default(),
            attached: 0,
        }
    }

    /// Adds a node at the end of its parent's children.
    pub(crate) fn node(&mut self, parent: NodeId, role: Role) -> NodeId {
        let id = NodeId(self.tree.len() as u32);
        self.tree.push(Node { role, parent: Some(parent), children: Vec::new() });
        if let Some(parent) = self.tree.get_mut(parent.0 as usize) {
            parent.children.push(id);
        }
        id
    }

    /// Sets the whole form.
    pub(crate) fn form(&mut self) {
        self.title();
        let template = self.template;
        for section in &template.sections {
            let node = self.node(ROOT, Role::Sect);
            let context = self.heading(section, node);
            match &section.layout {
                Layout::Labels { label, inner } => self.labels(section, node, mm(*label), mm(*inner)),
                Layout::Open => self.open(section, node, context),
                Layout::Screening { widths, heads } => self.screening(section, node, widths, heads, context),
                Layout::Numbered { strip } => self.numbered(section, node, mm(*strip), context),
                Layout::Table => self.single_table(section, node, context),
                Layout::Approvals { widths, heads } => self.approvals(section, node, widths, heads, context),
                Layout::Glossary => self.glossary(section, node),
            }
            self.closing(section, node, context);
        }
    }

    fn title(&mut self) {
        let look = Look { bold: true, italic: false, size: 20.0, colour: NAVY };
        let heading = self.node(ROOT, Role::Heading(1));
        let mut title = para(look, &self.template.title, Some(heading));
        let y = 20.0 * (LINE - BASE) + mm(2.5);
        let rule = Shape::Line { from: (0.0, y), to: (WIDTH, y), width: 1.5, colour: NAVY, round: false };
        title.marks.push((None, rule));
        let cell = self.plain(LEFT, WIDTH, &[title]);
        self.push(Row { cells: vec![cell], least: 27.0 + mm(5.0), keep: 1, ..Row::default() });
        let words = self.words(ROOT, Look::ANSWER, &self.template.definition);
        let cell = self.plain(LEFT, WIDTH, &[words]);
        self.push(Row { cells: vec![cell], ..Row::default() });
    }

    /// Sets a section's title, and gives the context of its rows.
    fn heading(&mut self, section: &Section, node: NodeId) -> Option<usize> {
        if section.heading == Heading::None {
            return None;
        }
        let heading = self.node(node, Role::Heading(2));
        let bookmark = Some((section.title.clone(), 0));
        let glossary = matches!(section.layout, Layout::Glossary);
        if section.heading == Heading::Band {
            let row = self.band(&section.title, Some(heading), false);
            self.push(Row { before: mm(8.0), keep: 2, bookmark, ..row });
            let again = self.band(&section.title, None, true);
            return Some(self.context(vec![again], Vec::new(), Vec::new()));
        }
        let look = Look { bold: true, italic: false, size: 13.0, colour: NAVY };
        let cell = self.plain(LEFT, WIDTH, &[para(look, &section.title, Some(heading))]);
        let keep = if glossary { 1 } else { 2 };
        let least = 13.0 * LINE + mm(2.0);
        self.push(Row { cells: vec![cell], before: mm(7.0), least, keep, bookmark, ..Row::default() });
        if glossary {
            return None;
        }
        let mut cell = self.cell(LEFT, WIDTH, &[para(Look::STRONG, &section.title, None)], Some(MID));
        cell.right = Some(self.continued(INK));
        Some(self.context(vec![Row { cells: vec![cell], ..Row::default() }], Vec::new(), Vec::new()))
    }

    fn band(&mut self, title: &str, node: Option<NodeId>, continued: bool) -> Row {
        let look = Look { bold: true, italic: false, size: 12.0, colour: WHITE };
        let mut cell = self.cell(LEFT, WIDTH, &[para(look, title, node)], Some(NAVY));
        cell.centred = true;
        cell.right = continued.then(|| self.continued(WHITE));
        Row { cells: vec![cell], least: BAND, ..Row::default() }
    }

    fn continued(&mut self, colour: Colour) -> Body {
        let look = Look { colour, ..Look::SMALL };
        Body::lay(&mut self.shaper, &[para(look, "continued", None)], WIDTH)
    }

    pub(crate) fn context(&mut self, outer: Vec<Row>, inner: Vec<Row>, inner_going_on: Vec<Row>) -> usize {
        self.flow.contexts.push(Context { outer, inner, inner_going_on });
        self.flow.contexts.len() - 1
    }

    pub(crate) fn outer(&self, context: Option<usize>) -> Vec<Row> {
        context.and_then(|c| self.flow.contexts.get(c)).map(|c| c.outer.clone()).unwrap_or_default()
    }

    pub(crate) fn push(&mut self, row: Row) -> usize {
        self.flow.rows.push(row);
        self.flow.rows.len() - 1
    }

    /// Lays a ruled cell.
    pub(crate) fn cell(&mut self, x: f32, w: f32, paras: &[Para], fill: Option<Colour>) -> Cell {
        let body = Body::lay(&mut self.shaper, paras, w - 2.0 * PAD_X);
        let field = Some(self.shaper.field.clone()).filter(|f| !f.is_empty());
        Cell { x, w, body, fill, ruled: true, field, ..Cell::default() }
    }

    fn plain(&mut self, x: f32, w: f32, paras: &[Para]) -> Cell {
        let body = Body::lay(&mut self.shaper, paras, w);
        Cell { x, w, body, ..Cell::default() }
    }

    /// Begins a merged cell; `rows` are added to it by [`Paper::merge`].
    pub(crate) fn merged(&mut self, cell: Cell, repeat: Body, beside: bool) -> usize {
        self.flow.spans.push(Merged { cell, repeat, beside });
        self.flow.spans.len() - 1
    }

    /// Merges a cell over the rows from `first` to the last one pushed.
    pub(crate) fn merge(&mut self, id: usize, first: usize) {
        let last = self.flow.rows.len() - 1;
        if let Some(row) = self.flow.rows.get_mut(first) {
            row.opens.push(id);
        }
        if let Some(row) = self.flow.rows.get_mut(last) {
            row.closes.push(id);
        }
    }

    fn given(&self, field: &str) -> Option<&'a Answer> {
        self.assessment.answers.get(field)
    }

    /// Sets the answer of a field, with those that are drawn at the end of its cell.
    pub(crate) fn field_paras(&mut self, parent: NodeId, field: &Field, with: &[&Field]) -> Vec<Para> {
        self.shaper.field.clone_from(&field.id);
        let given = self.given(&field.id);
        let mut paras = self.answer(parent, &field.kind, given, field.blank, false);
        for more in with {
            if let Some(given) = self.given(&more.id) {
                self.shaper.field.clone_from(&more.id);
                if field.blank || self.given(&field.id).is_some() {
                    paras.extend(self.answer(parent, &more.kind, Some(given), true, false));
                } else {
                    paras = self.answer(parent, &more.kind, Some(given), true, false);
                }
            }
        }
        self.shaper.field.clone_from(&field.id);
        paras
    }

    fn closing(&mut self, section: &Section, node: NodeId, context: Option<usize>) {
        if section.closing.is_empty() {
            return;
        }
        self.shaper.field.clear();
        let paras: Vec<Para> = section.closing.iter().map(|w| self.words(node, Look::ANSWER, w)).collect();
        let cell = self.cell(LEFT, WIDTH, &paras, Some(LIGHT));
        self.push(Row { cells: vec![cell], context, ..Row::default() });
    }

    /// Labels at the left, answers beside them; a question of several fields has them in inner rows.
    fn labels(&mut self, section: &Section, node: NodeId, label: f32, inner: f32) {
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
            let id = self.flow.spans.len() - 1;
            self.merge(id, first);
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

    /// Sets a question's wording: bold, and what is set in regular type after it.
    pub(crate) fn wording(&mut self, question: &Question, node: Option<NodeId>) -> Para {
        let mut words = para(Look::STRONG, &question.wording, node);
        if let Some(aside) = &question.aside {
            words.spans.push(Look::ANSWER.span(format!(" {aside}"), node));
        }
        words
    }

    /// Prompts in a tinted row, the answer below.
    fn open(&mut self, section: &Section, node: NodeId, context: Option<usize>) {
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
    fn screening(
        &mut self,
        section: &Section,
        node: NodeId,
        widths: &[f32; 4],
        heads: &[String; 4],
        context: Option<usize>,
    ) {
        let table = self.node(node, Role::Table);
        let widths = widths.map(mm);
        let heads: Vec<(String, Option<String>)> = heads.iter().map(|h| (h.clone(), None)).collect();
        let (row, again) = self.heads(table, LEFT, &widths, &heads);
        let mut outer = self.outer(context);
        outer.push(again);
        self.push(Row { keep: 1, context, ..row });
        let context = Some(self.context(outer, Vec::new(), Vec::new()));
        let mut course: Option<(String, usize, usize, NodeId, u16)> = None;
        for question in &section.questions {
            let row = self.node(table, Role::Row);
            let Some(field) = question.fields.first() else { continue };
            self.shaper.field.clone_from(&field.id);
            let number = self.node(row, Role::Head { scope: Scope::Row, columns: 1, rows: 1 });
            let words = self.words(number, Look::STRONG, question.number.as_deref().unwrap_or_default());
            let number = self.cell(LEFT, widths[0], &[words], Some(LIGHT));
            let category = question.category.clone().unwrap_or_default();
            let index = self.flow.rows.len();
            match &mut course {
                Some((same, _, _, head, rows)) if *same == category => {
                    *rows += 1;
                    let (head, rows) = (*head, *rows);
                    if let Some(n) = self.tree.get_mut(head.0 as usize) {
                        n.role = Role::Head { scope: Scope::Row, columns: 1, rows };
                    }
                }
                _ => {
                    if let Some((_, id, first, ..)) = course.take() {
                        self.merge(id, first);
                    }
                    let head = self.node(row, Role::Head { scope: Scope::Row, columns: 1, rows: 1 });
                    let words = self.words(head, Look::STRONG, &category);
                    let cell = self.cell(LEFT + widths[0], widths[1], &[words], Some(LIGHT));
                    let repeat = Body::lay(
                        &mut self.shaper,
                        &[para(Look::STRONG, &category, None)],
                        widths[1] - 2.0 * PAD_X,
                    );
                    let id = self.merged(cell, repeat, false);
                    course = Some((category, id, index, head, 1));
                }
            }
            let x = LEFT + widths[0] + widths[1];
            let asked = self.node(row, Role::Cell { columns: 1, rows: 1 });
            let words = self.words(asked, Look::ANSWER, &question.wording);
            let asked = self.cell(x, widths[2], &[words], Some(LIGHT));
            let data = self.node(row, Role::Cell { columns: 1, rows: 1 });
            let paras = self.field_paras(data, field, &[]);
            let answer = self.cell(x + widths[2], widths[3], &paras, None);
            self.push(Row { cells: vec![number, asked, answer], context, ..Row::default() });
        }
        if let Some((_, id, first, ..)) = course {
            self.merge(id, first);
        }
        self.shaper.field.clear();
    }

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
    fn single_table(&mut self, section: &Section, node: NodeId, context: Option<usize>) {
        if let Some(words) = &section.instruction {
            let words = self.words(node, Look::ANSWER, words);
            let cell = self.cell(LEFT, WIDTH, &[words], Some(LIGHT));
            self.push(Row { cells: vec![cell], keep: 2, context, ..Row::default() });
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
        self.push(Row { keep: 2, context, ..row });
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
        self.rows(table, field, columns, left, context);
    }

    fn rows(&mut self, table: NodeId, field: &Field, columns: &[Column], left: f32, context: Option<usize>) {
        let rows = self.assessment.rows(&field.id);
        self.shaper.field.clone_from(&field.id);
        if rows.is_empty() {
            let row = self.node(table, Role::Row);
            let data = self.node(row, Role::Cell { columns: columns.len() as u16, rows: 1 });
            let paras = self.answer(data, &field.kind, None, false, false);
            let cell = self.cell(left, columns.iter().map(|c| mm(c.width)).sum(), &paras, None);
            self.push(Row { cells: vec![cell], context, ..Row::default() });
        }
        let shared = columns.first().filter(|c| matches!(c.kind, Kind::RowRef { .. }));
        let mut i = 0;
        while let Some(one) = rows.get(i) {
            let refers = |r: &model::Row| shared.and_then(|c| r.cells.get(&c.id)).cloned();
            let same = rows
                .iter()
                .skip(i)
                .take_while(|r| refers(r).is_some() && refers(r) == refers(one))
                .count()
                .max(1);
            let first = self.flow.rows.len();
            for (k, row) in rows.iter().skip(i).take(same).enumerate() {
                self.data_row(table, field, columns, left, context, row, shared.map(|_| (k, same)));
            }
            if shared.is_some() {
                let id = self.flow.spans.len() - 1;
                self.merge(id, first);
            }
            i += same;
        }
    }

    /// Sets a row; with `shared`, its first cell is merged: `(place in the merged cell, its rows)`.
    fn data_row(
        &mut self,
        table: NodeId,
        field: &Field,
        columns: &[Column],
        left: f32,
        context: Option<usize>,
        row: &model::Row,
        shared: Option<(usize, usize)>,
    ) {
        let node = self.node(table, Role::Row);
        let mut cells = Vec::new();
        let mut x = left;
        for (k, column) in columns.iter().enumerate() {
            let width = mm(column.width);
            self.shaper.field = format!("{}/{}/{}", field.id, row.id, column.id);
            let given = row.cells.get(&column.id);
            match shared.filter(|_| k == 0) {
                Some((0, rows)) => {
                    let data = self.node(node, Role::Cell { columns: 1, rows: rows as u16 });
                    let paras = self.answer(data, &column.kind, given, column.blank, column.strong);
                    let cell = self.cell(x, width, &paras, None);
                    let repeat = cell.body.clone();
                    self.merged(cell, repeat, false);
                }
                Some(_) => {}
                None => {
                    let data = self.node(node, Role::Cell { columns: 1, rows: 1 });
                    let paras = self.answer(data, &column.kind, given, column.blank, column.strong);
                    cells.push(self.cell(x, width, &paras, None));
                }
            }
            x += width;
        }
        self.push(Row { cells, context, ..Row::default() });
        self.shaper.field.clone_from(&field.id);
    }

    /// A row an approval: item, name and date, notes; text in rows of its own.
    fn approvals(
        &mut self,
        section: &Section,
        node: NodeId,
        widths: &[f32; 3],
        heads: &[String; 3],
        context: Option<usize>,
    ) {
        let table = self.node(node, Role::Table);
        let widths = widths.map(mm);
        let heads: Vec<(String, Option<String>)> = heads.iter().map(|h| (h.clone(), None)).collect();
        let (row, again) = self.heads(table, LEFT, &widths, &heads);
        let mut outer = self.outer(context);
        outer.push(again);
        self.push(Row { keep: 1, context, ..row });
        let context = Some(self.context(outer, Vec::new(), Vec::new()));
        for question in &section.questions {
            let notes = question.fields.iter().find(|f| f.draw == Draw::Notes);
            let Some(main) = question.fields.iter().find(|f| f.draw != Draw::Notes) else { continue };
            self.shaper.field.clone_from(&main.id);
            let row = self.node(table, Role::Row);
            let full = !matches!(main.kind, Kind::Approval { .. } | Kind::Text { .. });
            let head = Role::Head { scope: Scope::Row, columns: if full { 3 } else { 1 }, rows: 1 };
            let head = self.node(row, head);
            let label = self.node(head, Role::Paragraph);
            let label = self.wording(question, Some(label));
            if full {
                let cell = self.cell(LEFT, WIDTH, &[label], Some(LIGHT));
                self.push(Row { cells: vec![cell], keep: 1, context, ..Row::default() });
                let row = self.node(table, Role::Row);
                let data = self.node(row, Role::Cell { columns: 3, rows: 1 });
                let paras = self.field_paras(data, main, &[]);
                let cell = self.cell(LEFT, WIDTH, &paras, None);
                self.push(Row { cells: vec![cell], context, ..Row::default() });
                continue;
            }
            let label = self.cell(LEFT, widths[0], &[label], Some(LIGHT));
            let data = self.node(row, Role::Cell { columns: 1, rows: 1 });
            let paras = self.field_paras(data, main, &[]);
            let answer = self.cell(LEFT + widths[0], widths[1], &paras, None);
            let data = self.node(row, Role::Cell { columns: 1, rows: 1 });
            let (paras, fill) = match (notes, &question.note) {
                (Some(field), _) => (self.field_paras(data, field, &[]), None),
                (None, Some(words)) => (vec![self.words(data, Look::ANSWER, words)], Some(LIGHT)),
                (None, None) => (Vec::new(), None),
            };
            let note = self.cell(LEFT + widths[0] + widths[1], widths[2], &paras, fill);
            let keep = 0;
            self.push(Row { cells: vec![label, answer, note], keep, context, ..Row::default() });
        }
        self.shaper.field.clear();
    }

    fn glossary(&mut self, section: &Section, node: NodeId) {
        let list = self.node(node, Role::List(crate::page::Numbering::Decimal));
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
