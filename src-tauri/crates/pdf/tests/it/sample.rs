//! Small pages made by hand, with one of everything that a paper may hold.

use layout::{
    Area, Bookmark, Colour, Face, Glyph, Item, Node, NodeId, Numbering, Page, Pages, Role, Run, Scope, Shape,
    Target,
};
use pdf::{Carried, Info};

/// Pages being made.
pub struct Draft {
    pub pages: Pages,
    y: f32,
}

impl Draft {
    /// Begins a document with one page.
    pub fn new() -> Draft {
        let root = Node { role: Role::Document, parent: None, children: Vec::new() };
        let pages = Pages {
            title: "A DPIA & its <paper>".into(),
            language: "en-GB".into(),
            pages: vec![Page::default()],
            tree: vec![root],
            ..Pages::default()
        };
        Draft { pages, y: 60.0 }
    }

    /// Hangs a node in the tree.
    pub fn node(&mut self, parent: NodeId, role: Role) -> NodeId {
        let id = NodeId(self.pages.tree.len() as u32);
        self.pages.tree.push(Node { role, parent: Some(parent), children: Vec::new() });
        self.pages.tree[parent.0 as usize].children.push(id);
        id
    }

    /// Begins another page.
    pub fn page(&mut self) {
        self.pages.pages.push(Page::default());
        self.y = 60.0;
    }

    /// Goes down a line.
    pub fn down(&mut self) -> f32 {
        self.y += 20.0;
        self.y
    }

    /// Draws a shape.
    pub fn draw(&mut self, node: Option<NodeId>, shape: Shape) {
        let page = self.pages.pages.last_mut().unwrap();
        page.items.push(Item { node, field: None, shape });
    }

    /// Writes words from a place on the line; gives where they end.
    pub fn write(
        &mut self,
        node: Option<NodeId>,
        face: Face,
        x: f32,
        words: &str,
        link: Option<Target>,
    ) -> f32 {
        let run = run(face, x, self.y, words, link);
        let end = run.x + run.width;
        self.draw(node, Shape::Text(run));
        end
    }
}

/// Shapes a run of 11 points.
pub fn run(face: Face, x: f32, baseline: f32, words: &str, link: Option<Target>) -> Run {
    let font = rustybuzz::Face::from_slice(face.bytes(), 0).unwrap();
    let mut buffer = rustybuzz::UnicodeBuffer::new();
    buffer.push_str(words);
    buffer.set_direction(rustybuzz::Direction::LeftToRight);
    let shaped = rustybuzz::shape(&font, &[], buffer);
    let em = font.units_per_em() as f32;
    let glyphs: Vec<Glyph> = shaped
        .glyph_infos()
        .iter()
        .zip(shaped.glyph_positions())
        .map(|(info, at)| Glyph {
            id: info.glyph_id as u16,
            advance: at.x_advance as f32 / em * 11.0,
            cluster: info.cluster,
        })
        .collect();
    let width = glyphs.iter().map(|g| g.advance).sum();
    let colour = if link.is_some() { Colour(0, 0, 160) } else { Colour(20, 20, 20) };
    Run { x, baseline, width, size: 11.0, face, colour, text: words.into(), glyphs, link }
}

/// The words of [`pages`], by page, a line a run.
pub const WORDS: [&[&str]; 2] = [
    &[
        "Running head",
        "A DPIA",
        "Step one",
        "Efficient AVATAR \u{a0}non-breaking, Bj\u{f6}rk\u{2019}s (\\) ",
        "the ICO",
        " says ",
        "so",
        "1",
        ".",
        "Wide head",
        "Left",
        "Right",
        "A",
        "B, which goes",
        "\u{2022}",
        "First ",
        "\u{2713}",
        "\u{2192}",
        "Yes",
        "\u{2022}",
        "1",
        " A note.",
    ],
    &["Running head", "on here", "Step two", "cafe\u{301} o\u{302}\u{300} \u{25a1}", "https://example.org/"],
];

/// Makes pages with headings, a link, a footnote, a table that goes on overleaf, a list and a tick box.
pub fn pages() -> Pages {
    let mut d = Draft::new();
    let root = NodeId(0);
    d.write(None, Face::Italic, 50.0, "Running head", None);
    for (role, face, words) in
        [(Role::Heading(1), Face::Bold, "A DPIA"), (Role::Heading(2), Face::Bold, "Step one")]
    {
        let y = d.down();
        let node = d.node(root, role);
        d.write(Some(node), face, 50.0, words, None);
        let level = d.pages.bookmarks.len() as u8;
        d.pages.bookmarks.push(Bookmark { title: words.into(), level, page: 0, y });
    }
    let section = d.node(root, Role::Sect);
    let reference = paragraph(&mut d, section);
    let cell = table(&mut d, section);
    list(&mut d, section);
    note(&mut d, section, reference);
    d.page();
    d.write(None, Face::Italic, 50.0, "Running head", None);
    d.down();
    d.write(Some(cell), Face::Regular, 250.0, "on here", None);
    let y = d.down();
    let heading = d.node(root, Role::Heading(2));
    d.write(Some(heading), Face::Bold, 50.0, "Step two", None);
    d.pages.bookmarks.push(Bookmark { title: "Step two".into(), level: 1, page: 1, y });
    d.down();
    let last = d.node(root, Role::Paragraph);
    d.write(Some(last), Face::Regular, 50.0, "cafe\u{301} o\u{302}\u{300} \u{25a1}", None);
    d.down();
    let link = d.node(last, Role::Link("https://example.org/".into()));
    d.write(Some(link), Face::Regular, 50.0, "https://example.org/", None);
    d.pages
}

/// Writes a paragraph with a link over two runs, and the reference to the footnote, which it gives.
fn paragraph(d: &mut Draft, section: NodeId) -> NodeId {
    let node = d.node(section, Role::Paragraph);
    let uri = "https://ico.org.uk/f\u{fc}r?a=(b)".to_owned();
    let link = d.node(node, Role::Link(uri.clone()));
    let reference = d.node(node, Role::Reference);
    d.down();
    d.write(Some(node), Face::Regular, 50.0, WORDS[0][3], None);
    d.down();
    let x = d.write(Some(link), Face::Regular, 50.0, "the ICO", Some(Target::Uri(uri.clone())));
    let x = d.write(Some(link), Face::Regular, x, " says ", Some(Target::Uri(uri.clone())));
    let x = d.write(Some(link), Face::Bold, x, "so", Some(Target::Uri(uri)));
    // The note's node comes later; `note` sets it.
    let x = d.write(Some(reference), Face::Regular, x, "1", Some(Target::Node(reference)));
    d.write(Some(node), Face::Regular, x, ".", None);
    reference
}

/// Writes a table with spans and an empty cell, and gives the cell that goes on overleaf.
fn table(d: &mut Draft, section: NodeId) -> NodeId {
    let table = d.node(section, Role::Table);
    let row = d.node(table, Role::Row);
    let wide = d.node(row, Role::Head { scope: Scope::Both, columns: 2, rows: 1 });
    d.down();
    let area = Area { x: 45.0, y: d.y - 15.0, w: 400.0, h: 20.0 };
    d.draw(
        None,
        Shape::Rect { area, fill: Some(Colour(230, 230, 230)), stroke: Some((0.5, Colour(0, 0, 0))) },
    );
    d.write(Some(wide), Face::Bold, 50.0, "Wide head", None);
    d.down();
    let row = d.node(table, Role::Row);
    for (x, words) in [(50.0, "Left"), (250.0, "Right")] {
        let head = d.node(row, Role::Head { scope: Scope::Column, columns: 1, rows: 1 });
        d.write(Some(head), Face::Bold, x, words, None);
    }
    d.down();
    let row = d.node(table, Role::Row);
    let left = d.node(row, Role::Cell { columns: 1, rows: 2 });
    d.write(Some(left), Face::Regular, 50.0, "A", None);
    d.node(row, Role::Cell { columns: 1, rows: 1 });
    let row = d.node(table, Role::Row);
    let right = d.node(row, Role::Cell { columns: 1, rows: 1 });
    let right = d.node(right, Role::Paragraph);
    d.write(Some(right), Face::Regular, 250.0, "B, which goes", None);
    right
}

/// Writes a list: words and a ticked box, and an item that says nothing.
fn list(d: &mut Draft, section: NodeId) {
    let list = d.node(section, Role::List(Numbering::Disc));
    for first in [true, false] {
        d.down();
        let item = d.node(list, Role::ListItem);
        let label = d.node(item, Role::Label);
        d.write(Some(label), Face::Regular, 50.0, "\u{2022}", None);
        let body = d.node(item, Role::ListBody);
        if first {
            let x = d.write(Some(body), Face::Regular, 60.0, "First ", None);
            let figure = d.node(body, Role::Figure("ticked".into()));
            let area = Area { x, y: d.y - 9.0, w: 10.0, h: 10.0 };
            d.draw(Some(figure), Shape::Rect { area, fill: None, stroke: Some((0.8, Colour(0, 0, 0))) });
            let (from, to) = ((x + 2.0, d.y - 4.0), (x + 8.0, d.y - 7.0));
            d.draw(Some(figure), Shape::Line { from, to, width: 1.0, colour: Colour(0, 0, 0), round: true });
            let x = d.write(Some(body), Face::Symbols, x + 12.0, "\u{2713}", None);
            let x = d.write(Some(body), Face::Math, x, "\u{2192}", None);
            let span = d.node(body, Role::Span);
            d.write(Some(span), Face::BoldItalic, x, "Yes", None);
        }
    }
}

fn note(d: &mut Draft, section: NodeId, reference: NodeId) {
    let note = d.node(section, Role::Note(1));
    for item in d.pages.pages.iter_mut().flat_map(|p| &mut p.items) {
        if let (Some(node), Shape::Text(run)) = (item.node, &mut item.shape)
            && node == reference
        {
            run.link = Some(Target::Node(note));
        }
    }
    d.down();
    let label = d.node(note, Role::Label);
    let x = d.write(Some(label), Face::Regular, 50.0, "1", Some(Target::Node(reference)));
    d.write(Some(note), Face::Regular, x, " A note.", None);
}

/// What the sample carries.
pub fn carried() -> Carried {
    Carried {
        file_name: "assessment.dpia".into(),
        bytes: br#"{"format":"dpia","words":"so"}"#.to_vec(),
        description: "The assessment as data".into(),
    }
}

/// What the sample says of itself.
pub fn info() -> Info {
    Info {
        title: "A DPIA & its <paper>".into(),
        author: Some("Ann \u{d3} Example".into()),
        subject: Some("Data protection impact assessment".into()),
        version: Some("3 draft".into()),
        created: Some("2026-11-23".into()),
        program: "DPIA workbench 0.1.0".into(),
    }
}

/// The sample as a PDF.
pub fn pdf() -> Vec<u8> {
    pdf::write(&pages(), &carried(), &info(), &mut |_| true).unwrap()
}
