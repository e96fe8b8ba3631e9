//! What leads to a place: the annotations of links (ISO 32000-1, 12.5.6.5) and the bookmarks (12.3.3).

use layout::{A4, Area, Bookmark, Pages, Role, Target};
use lopdf::{Dictionary, Object, ObjectId, dictionary};

use crate::attributes::corners;
use crate::content::{Content, Link};
use crate::file::File;

/// Writes the annotations of every page, and gives their objects. `starts` is where each node is first painted.
pub(crate) fn annotations(
    file: &mut File,
    pages: &Pages,
    contents: &[Content],
    page_ids: &[ObjectId],
    starts: &[Option<(usize, Area)>],
) -> Vec<Vec<ObjectId>> {
    let mut key = contents.len() as i64;
    let mut out = Vec::with_capacity(contents.len());
    for (content, page) in contents.iter().zip(page_ids) {
        let mut ids = Vec::with_capacity(content.links.len());
        for link in &content.links {
            let mut dict = dictionary! {
                "Type" => "Annot", "Subtype" => "Link", "Rect" => corners(link.area), "F" => 4, "P" => *page,
                "Border" => vec![0.into(), 0.into(), 0.into()], "StructParent" => key,
                "Contents" => lopdf::text_string(&description(pages, link)),
            };
            match &link.target {
                Target::Uri(uri) => {
                    dict.set("A", dictionary! { "S" => "URI", "URI" => Object::string_literal(ascii(uri)) });
                }
                Target::Node(node) => {
                    if let Some((page, area)) = starts.get(node.0 as usize).copied().flatten()
                        && let Some(page) = page_ids.get(page)
                    {
                        dict.set("A", dictionary! { "S" => "GoTo", "D" => place(*page, area.y) });
                    }
                }
            }
            ids.push(file.add(dict));
            key += 1;
        }
        out.push(ids);
    }
    out
}

/// Says where a link leads, for those who hear it (ISO 14289-1, 7.18.1).
fn description(pages: &Pages, link: &Link) -> String {
    match &link.target {
        Target::Uri(uri) if link.words.trim() == uri => uri.clone(),
        Target::Uri(uri) => format!("{}: {uri}", link.words.trim()),
        Target::Node(node) => match pages.tree.get(node.0 as usize).map(|n| &n.role) {
            Some(Role::Note(number)) => format!("Footnote {number}"),
            _ => "Back to the text".to_owned(),
        },
    }
}

/// Writes an address in ASCII, other characters percent-encoded (RFC 3986), as a URI action wants it.
fn ascii(uri: &str) -> String {
    let mut out = String::with_capacity(uri.len());
    for byte in uri.bytes() {
        if byte.is_ascii_graphic() { out.push(char::from(byte)) } else { out += &format!("%{byte:02X}") }
    }
    out
}

/// Gives a place on a page to go to, leaving the reader's zoom as it is.
fn place(page: ObjectId, top: f32) -> Object {
    vec![page.into(), "XYZ".into(), Object::Null, Object::Real(A4.1 - top), Object::Null].into()
}

/// A bookmark among the others, by their numbers.
#[derive(Default, Clone)]
struct Linked {
    parent: Option<usize>,
    previous: Option<usize>,
    next: Option<usize>,
    first: Option<usize>,
    last: Option<usize>,
    /// How many stand below it, at any depth.
    below: i64,
}

/// Writes the bookmarks, all unfolded; those of a deeper level stand below the one before them.
pub(crate) fn outlines(file: &mut File, bookmarks: &[Bookmark], pages: &[ObjectId]) -> Option<ObjectId> {
    let root = file.reserve();
    let linked = linked(bookmarks);
    let ids: Vec<ObjectId> = bookmarks.iter().map(|_| file.reserve()).collect();
    let id = |n: Option<usize>| n.and_then(|n| ids.get(n)).copied();
    for ((mark, links), own) in bookmarks.iter().zip(&linked).zip(&ids) {
        let mut item = dictionary! { "Title" => lopdf::text_string(&mark.title), "Parent" => id(links.parent).unwrap_or(root) };
        if let Some(page) = pages.get(mark.page as usize) {
            item.set("Dest", place(*page, mark.y));
        }
        let others =
            [("Prev", links.previous), ("Next", links.next), ("First", links.first), ("Last", links.last)];
        others.into_iter().filter_map(|(key, n)| Some((key, id(n)?))).for_each(|(key, id)| item.set(key, id));
        if links.below > 0 {
            item.set("Count", links.below);
        }
        file.set(*own, item);
    }
    let last = linked.iter().rposition(|l| l.parent.is_none());
    let mut dict: Dictionary = dictionary! { "Type" => "Outlines", "Count" => ids.len() as i64 };
    dict.set("First", *ids.first()?);
    dict.set("Last", id(last)?);
    file.set(root, dict);
    Some(root)
}

fn linked(bookmarks: &[Bookmark]) -> Vec<Linked> {
    let mut out = vec![Linked::default(); bookmarks.len()];
    // The bookmarks above the next one: the last of each level, from the top.
    let mut above: Vec<usize> = Vec::new();
    for (number, mark) in bookmarks.iter().enumerate() {
        let level = |n: &usize| bookmarks.get(*n).map_or(0, |b| b.level);
        let mut previous = None;
        while above.last().is_some_and(|last| level(last) >= mark.level) {
            previous = above.pop();
        }
        let parent = above.last().copied();
        if let Some(own) = out.get_mut(number) {
            own.parent = parent;
            own.previous = previous;
        }
        if let Some(previous) = previous.and_then(|p| out.get_mut(p)) {
            previous.next = Some(number);
        }
        if let Some(parent) = parent.and_then(|p| out.get_mut(p)) {
            parent.first.get_or_insert(number);
            parent.last = Some(number);
        }
        for upper in &above {
            if let Some(upper) = out.get_mut(*upper) {
                upper.below += 1;
            }
        }
        above.push(number);
    }
    out
}
