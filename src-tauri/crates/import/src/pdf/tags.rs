//! The structure tree, as the file has it.

use std::collections::{HashMap, HashSet};

use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::{Array, Dict, MaybeRef, Name, Object};

use super::objects::key;

/// What an element stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Group,
    Heading(u8),
    Paragraph,
    List,
    Item,
    Label,
    Table,
    RowGroup { head: bool },
    Row,
    Cell { head: bool },
    Note,
    Inline,
    Artifact,
}

/// An element.
#[derive(Debug, Clone)]
pub(super) struct Node {
    pub(super) role: Role,
    pub(super) kids: Vec<Kid>,
    pub(super) columns: usize,
    pub(super) rows: usize,
}

/// What an element holds.
#[derive(Debug, Clone)]
pub(super) enum Kid {
    Node(Node),
    /// Marked content: the page's index and the number.
    Mark(usize, i32),
    /// An annotation.
    Object((i64, i64)),
}

/// The deepest nesting that is followed, and the most elements; what lies beyond is taken by its place.
const DEEPEST: usize = 64;
const MOST: usize = 400_000;

struct Reading {
    pages: HashMap<(i64, i64), usize>,
    roles: HashMap<String, String>,
    seen: HashSet<(i64, i64)>,
    count: usize,
}

/// Reads the structure tree, if there is one.
pub(super) fn tree(pdf: &Pdf) -> Option<Node> {
    let catalog = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id())?;
    let root = catalog.get::<Dict<'_>>(b"StructTreeRoot")?;
    let pages = pdf.pages().iter().enumerate();
    let pages = pages.filter_map(|(i, p)| p.raw().obj_id().map(|id| (key(id.into()), i))).collect();
    let mut reading = Reading { pages, roles: role_map(&root), seen: HashSet::new(), count: 0 };
    let kids = kids(&root, None, DEEPEST, &mut reading);
    (!kids.is_empty()).then_some(Node { role: Role::Group, kids, columns: 1, rows: 1 })
}

fn role_map(root: &Dict<'_>) -> HashMap<String, String> {
    let Some(map) = root.get::<Dict<'_>>(b"RoleMap") else { return HashMap::new() };
    let names = map.keys().take(2_000).collect::<Vec<_>>();
    let pair = |from: Name<'_>| {
        let to = map.get::<Name<'_>>(&*from)?;
        Some((from.as_str().to_owned(), to.as_str().to_owned()))
    };
    names.into_iter().filter_map(pair).collect()
}

fn kids(dict: &Dict<'_>, page: Option<usize>, depth: usize, reading: &mut Reading) -> Vec<Kid> {
    let mut out = Vec::new();
    let page = page_of(dict, reading).or(page);
    match dict.get_raw::<Object<'_>>(b"K") {
        Some(MaybeRef::NotRef(Object::Array(array))) => all(&array, page, depth, reading, &mut out),
        Some(MaybeRef::NotRef(object)) => one(object, page, depth, reading, &mut out),
        Some(MaybeRef::Ref(reference)) => match dict.get::<Object<'_>>(b"K") {
            Some(Object::Array(array)) => all(&array, page, depth, reading, &mut out),
            Some(object) if reading.seen.insert(key(reference)) => {
                one(object, page, depth, reading, &mut out)
            }
            _ => {}
        },
        None => {}
    }
    out
}

fn all(array: &Array<'_>, page: Option<usize>, depth: usize, reading: &mut Reading, out: &mut Vec<Kid>) {
    let raw = array.raw_iter();
    let objects = array.iter::<Object<'_>>();
    let direct = raw.map(|item| item.as_obj_ref());
    for (reference, object) in direct.zip(objects) {
        if reference.is_some_and(|r| !reading.seen.insert(key(r))) {
            continue;
        }
        one(object, page, depth, reading, out);
    }
}

fn one(object: Object<'_>, page: Option<usize>, depth: usize, reading: &mut Reading, out: &mut Vec<Kid>) {
    reading.count += 1;
    if depth == 0 || reading.count > MOST {
        return;
    }
    let dict = match object {
        Object::Number(number) => {
            if let Some(page) = page {
                out.push(Kid::Mark(page, number.as_f64() as i32));
            }
            return;
        }
        Object::Dict(dict) => dict,
        _ => return,
    };
    match dict.get::<Name<'_>>(b"Type").as_deref() {
        Some(b"MCR") => {
            let page = page_of(&dict, reading).or(page);
            if let (Some(page), Some(mcid)) = (page, dict.get::<i32>(b"MCID")) {
                out.push(Kid::Mark(page, mcid));
            }
        }
        Some(b"OBJR") => out.extend(dict.get_ref(b"Obj").map(|r| Kid::Object(key(r)))),
        _ => {
            let (columns, rows) = spans(&dict);
            let role = role(&dict, reading);
            let kids = kids(&dict, page, depth - 1, reading);
            out.push(Kid::Node(Node { role, kids, columns, rows }));
        }
    }
}

fn page_of(dict: &Dict<'_>, reading: &Reading) -> Option<usize> {
    reading.pages.get(&key(dict.get_ref(b"Pg")?)).copied()
}

fn spans(dict: &Dict<'_>) -> (usize, usize) {
    let mut found = (1, 1);
    let mut read = |attributes: &Dict<'_>| {
        if let Some(n) = attributes.get::<i32>(b"ColSpan") {
            found.0 = n.clamp(1, 200) as usize;
        }
        if let Some(n) = attributes.get::<i32>(b"RowSpan") {
            found.1 = n.clamp(1, 5_000) as usize;
        }
    };
    match dict.get::<Object<'_>>(b"A") {
        Some(Object::Dict(attributes)) => read(&attributes),
        Some(Object::Array(array)) => array.iter::<Object<'_>>().take(20).for_each(|o| {
            if let Object::Dict(attributes) = o {
                read(&attributes);
            }
        }),
        _ => {}
    }
    found
}

fn role(dict: &Dict<'_>, reading: &Reading) -> Role {
    let Some(name) = dict.get::<Name<'_>>(b"S") else { return Role::Group };
    let mut name = name.as_str().to_owned();
    for _ in 0..8 {
        if let Some(role) = standard(&name) {
            return role;
        }
        match reading.roles.get(&name) {
            Some(next) => name.clone_from(next),
            None => break,
        }
    }
    guessed(&name)
}

/// Gives the role of a standard structure type (ISO 32000-1, 14.8.4; ISO 32000-2, 14.8.4).
fn standard(name: &str) -> Option<Role> {
    let role = match name {
        "Document" | "DocumentFragment" | "Part" | "Art" | "Sect" | "Div" | "BlockQuote" | "TOC"
        | "Index" | "NonStruct" | "Private" | "Aside" | "Figure" | "LBody" => Role::Group,
        "H" | "H1" | "Title" => Role::Heading(1),
        "H2" => Role::Heading(2),
        "H3" => Role::Heading(3),
        "H4" => Role::Heading(4),
        "H5" => Role::Heading(5),
        "H6" | "H7" | "H8" | "H9" => Role::Heading(6),
        "P" | "Caption" | "TOCI" | "BibEntry" => Role::Paragraph,
        "L" => Role::List,
        "LI" => Role::Item,
        "Lbl" => Role::Label,
        "Table" => Role::Table,
        "THead" => Role::RowGroup { head: true },
        "TBody" | "TFoot" => Role::RowGroup { head: false },
        "TR" => Role::Row,
        "TH" => Role::Cell { head: true },
        "TD" => Role::Cell { head: false },
        "Note" | "FENote" => Role::Note,
        "Artifact" => Role::Artifact,
        "Span" | "Quote" | "Reference" | "Code" | "Link" | "Annot" | "Ruby" | "RB" | "RT" | "RP"
        | "Warichu" | "WT" | "WP" | "Formula" | "Form" | "Em" | "Strong" | "Sub" => Role::Inline,
        _ => return None,
    };
    Some(role)
}

/// Guesses what a type without a standard stands for by its name: styles of Word have these.
fn guessed(name: &str) -> Role {
    let lower = name.to_ascii_lowercase();
    if let Some(rest) = lower.strip_prefix("heading") {
        let level = rest.trim().chars().next().and_then(|c| c.to_digit(10)).unwrap_or(1);
        return Role::Heading(u8::try_from(level.clamp(1, 6)).unwrap_or(1));
    }
    match lower.as_str() {
        "footnote" | "endnote" => Role::Note,
        "textbox" | "textframe" | "story" | "article" => Role::Group,
        _ => Role::Paragraph,
    }
}
