//! A template and its answers to rows: one function a layout of the form.

use std::sync::Arc;

use model::{Answer, Assessment, Field, Heading, Layout, Question, Section, Template};

use crate::annex::{Printed, fitted};
use crate::body::{Body, Para};
use crate::flow::{Cell, Context, Flow, Merged, Row};
use crate::house;
use crate::look::*;
use crate::page::{Area, Colour, Node, NodeId, Role, Shape};
use crate::picture::Pictures;
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
    /// Those of them that are printed after the form.
    pub printed: Vec<Printed>,
    /// The colour of bands and headings.
    pub colour: Colour,
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
            printed: Vec::new(),
            colour: house::colour(assessment),
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
    pub(crate) fn form(&mut self, pictures: &Pictures) {
        let logo = self.logo(pictures);
        self.title(logo);
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

    /// Makes the cell of the house's logo, at the right end of the text, with the height that it needs.
    fn logo(&mut self, pictures: &Pictures) -> Option<Cell> {
        let logo = self.assessment.house.as_ref()?.logo.as_ref()?;
        let picture = pictures.get(&logo.sha256)?;
        let figure = self.node(ROOT, Role::Figure(logo.words.clone()));
        let size = fitted(picture, LOGO, Area { w: LOGO.0, h: LOGO.1, ..Area::default() });
        let image = Shape::Image { area: Area { x: 0.0, y: 0.0, ..size }, picture: picture.clone() };
        Some(Cell { x: LEFT + WIDTH - size.w, w: size.w, picture: Some((figure, image)), ..Cell::default() })
    }

    /// Sets the title over a rule; a logo stands at its right, and the rule below both.
    fn title(&mut self, logo: Option<Cell>) {
        let look = Look { bold: true, italic: false, size: 20.0, colour: self.colour };
        let heading = self.node(ROOT, Role::Heading(1));
        let title = para(look, &self.template.title, Some(heading));
        let beside = logo.as_ref().map_or(0.0, |l| l.w + mm(6.0));
        let mut cell = self.plain(LEFT, WIDTH - beside, &[title]);
        let down =
            logo.as_ref().and_then(Cell::picture_height).map_or(0.0, |h| (h - cell.body.height).max(0.0));
        cell.body.height += down;
        let y = 20.0 * (LINE - BASE) + mm(2.5);
        let rule =
            Shape::Line { from: (0.0, y), to: (WIDTH, y), width: 1.5, colour: self.colour, round: false };
        if let Some(last) = cell.body.lines.last_mut() {
            last.marks.push((None, rule));
        }
        // The title's first line begins where the text does, or further down beside a logo.
        cell.down = down;
        let least = cell.body.height + mm(5.0);
        let cells = logo.into_iter().chain([cell]).collect();
        self.push(Row { cells, least, keep: 1, ..Row::default() });
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
            self.push(Row { before: mm(8.0), keep: 1, bookmark, ..row });
            let again = self.band(&section.title, None, true);
            return Some(self.context(vec![again], Vec::new(), Vec::new()));
        }
        let look = Look { bold: true, italic: false, size: 13.0, colour: self.colour };
        let cell = self.plain(LEFT, WIDTH, &[para(look, &section.title, Some(heading))]);
        let least = 13.0 * LINE + mm(2.0);
        self.push(Row { cells: vec![cell], before: mm(7.0), least, keep: 1, bookmark, ..Row::default() });
        if glossary {
            return None;
        }
        let mut cell = self.cell(LEFT, WIDTH, &[para(Look::STRONG, &section.title, None)], Some(MID));
        cell.right = Some(self.continued(INK));
        Some(self.context(vec![Row { cells: vec![cell], ..Row::default() }], Vec::new(), Vec::new()))
    }

    fn band(&mut self, title: &str, node: Option<NodeId>, continued: bool) -> Row {
        let look = Look { bold: true, italic: false, size: 12.0, colour: WHITE };
        let mut cell = self.cell(LEFT, WIDTH, &[para(look, title, node)], Some(self.colour));
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
        let field = self.field();
        Cell { x, w, body, fill, ruled: true, field, ..Cell::default() }
    }

    /// Gives the field in hand, for the items that come from it.
    pub(crate) fn field(&self) -> Option<Arc<str>> {
        let field = self.shaper.field.as_str();
        (!field.is_empty()).then(|| field.into())
    }

    pub(crate) fn plain(&mut self, x: f32, w: f32, paras: &[Para]) -> Cell {
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
        if let Some(row) = self.flow.rows.get_mut(first) {
            row.opens.push(id);
        }
        if let Some(row) = self.flow.rows.last_mut() {
            row.closes.push(id);
        }
    }

    /// Merges the cell begun last over the rows from `first` to the last one pushed.
    pub(crate) fn merge_last(&mut self, first: usize) {
        if let Some(id) = self.flow.spans.len().checked_sub(1) {
            self.merge(id, first);
        }
    }

    pub(crate) fn given(&self, field: &str) -> Option<&'a Answer> {
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

    /// Sets a question's wording: bold, and what is set in regular type after it.
    pub(crate) fn wording(&mut self, question: &Question, node: Option<NodeId>) -> Para {
        let mut words = para(Look::STRONG, &question.wording, node);
        if let Some(aside) = &question.aside {
            words.spans.push(Look::ANSWER.span(format!(" {aside}"), node));
        }
        words
    }
}
