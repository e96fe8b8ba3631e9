//! The structure tree (ISO 32000-1, 14.7) of what stands on the pages.

use std::collections::BTreeMap;

use layout::{Area, NodeId, Pages, Role, Target};
use lopdf::{Dictionary, Object, ObjectId, StringFormat, dictionary};

use crate::attributes::attributes;
use crate::content::{Content, union};
use crate::file::File;
use crate::print::{integer, print, reference};
use crate::tags::{Tags, tag};

/// What the file holds of the pages, by page.
pub(crate) struct Places<'a> {
    pub contents: &'a [Content],
    /// The pages' objects.
    pub pages: &'a [ObjectId],
    /// The annotations' objects, in the order of [`Content::links`].
    pub annotations: &'a [Vec<ObjectId>],
}

/// Finds where each node is first painted: its page, and its place there.
pub(crate) fn starts(pages: &Pages, contents: &[Content]) -> Vec<Option<(usize, Area)>> {
    let mut starts = vec![None; pages.tree.len()];
    for (page, content) in contents.iter().enumerate() {
        for marked in &content.marked {
            climb(pages, marked.node, &mut starts, (page, marked.area));
        }
    }
    starts
}

/// Sets what is not set yet for a node and for those above it.
fn climb<T: Copy>(pages: &Pages, node: NodeId, slots: &mut [Option<T>], value: T) {
    let mut up = Some(node);
    while let Some(node) = up {
        match slots.get_mut(node.0 as usize) {
            Some(slot @ None) => *slot = Some(value),
            _ => break,
        }
        up = pages.tree.get(node.0 as usize).and_then(|n| n.parent);
    }
}

/// Writes the tree, and gives its root.
pub(crate) fn write(file: &mut File, pages: &Pages, tags: &Tags, places: &Places) -> ObjectId {
    let root = file.reserve();
    let first = file.reserve_all(pages.tree.len());
    let mut tree = Tree { pages, tags, places, root: root.0, first, links: Vec::new() };
    let kids = tree.kids(file);
    let mut notes = Vec::new();
    for (i, (node, kids)) in pages.tree.iter().zip(&kids).enumerate() {
        let id = first + i as u32;
        let parent = node.parent.map_or(root.0, |p| first + p.0);
        let mut more = attributes(&node.role, tree.figure(&node.role, kids));
        if let Role::Note(n) = node.role {
            let name = format!("note-{n:06}");
            more.set("ID", Object::string_literal(name.as_str()));
            notes.push((name, id));
        }
        file.put(id, |out| tree.element(out, tag(&node.role), parent, &more, kids));
    }
    for link in &tree.links {
        file.put(link.id, |out| {
            tree.element(out, "Link", first + link.node.0, &Dictionary::new(), &link.kids)
        });
    }
    let mut dict = dictionary! {
        "Type" => "StructTreeRoot", "K" => vec![Object::Reference((first, 0))], "ParentTree" => tree.parents(file),
        "ParentTreeNextKey" => places.contents.iter().map(|c| 1 + c.links.len() as i64).sum::<i64>(),
    };
    notes.sort();
    if let Some(names) = names(file, &notes) {
        dict.set("IDTree", names);
    }
    file.set(root, dict);
    root
}

/// Writes the way from the notes' names to their elements.
fn names(file: &mut File, notes: &[(String, u32)]) -> Option<Dictionary> {
    let text = |name: &str| Object::String(name.as_bytes().to_vec(), StringFormat::Literal);
    let limits = vec![text(&notes.first()?.0), text(&notes.last()?.0)];
    let names: Vec<Object> =
        notes.iter().flat_map(|(name, id)| [text(name), Object::Reference((*id, 0))]).collect();
    let leaf = file.add(dictionary! { "Limits" => limits, "Names" => names });
    Some(dictionary! { "Kids" => vec![leaf.into()] })
}

/// Something under an element: a marked sequence or an annotation of a page, or another element.
#[derive(Clone, Copy)]
enum Kid {
    Sequence { page: usize, number: usize },
    Annotation { page: usize, id: u32 },
    Element(u32),
}

/// Something that a node draws itself, with its place in the order of painting.
type Painted = (usize, Kid);

/// A link within a node that is not one: the reference to a footnote, say. It gets an element of its own.
struct OwnLink {
    id: u32,
    node: NodeId,
    target: Target,
    kids: Vec<Kid>,
}

impl OwnLink {
    fn new(id: u32, node: NodeId, target: &Target) -> OwnLink {
        OwnLink { id, node, target: target.clone(), kids: Vec::new() }
    }
}

struct Tree<'a> {
    pages: &'a Pages,
    tags: &'a Tags<'a>,
    places: &'a Places<'a>,
    root: u32,
    /// The number of the first node's element; the others follow.
    first: u32,
    links: Vec<OwnLink>,
}

impl Tree<'_> {
    /// Lists what stands under each node in reading order. What a node draws and its children are merged in the order in
    /// which they are painted; a child that draws nothing stays behind the one before it.
    fn kids(&mut self, file: &mut File) -> Vec<Vec<Kid>> {
        let (own, firsts) = self.own(file);
        let mut out = Vec::with_capacity(self.pages.tree.len());
        for (node, own) in self.pages.tree.iter().zip(own) {
            let mut kids = Vec::with_capacity(own.len() + node.children.len());
            let mut own = own.into_iter().peekable();
            for child in &node.children {
                let at = firsts.get(child.0 as usize).copied().flatten();
                while let Some((_, kid)) = own.next_if(|(sequence, _)| at.is_some_and(|at| *sequence < at)) {
                    kids.push(kid);
                }
                kids.push(Kid::Element(self.first + child.0));
            }
            kids.extend(own.map(|(_, kid)| kid));
            out.push(kids);
        }
        out
    }

    /// Lists what each node draws itself, with its place in the order of painting; and each node's first place.
    fn own(&mut self, file: &mut File) -> (Vec<Vec<Painted>>, Vec<Option<usize>>) {
        let mut own: Vec<Vec<Painted>> = vec![Vec::new(); self.pages.tree.len()];
        let mut firsts = vec![None; self.pages.tree.len()];
        // The link that a node's last sequence stands in.
        let mut open: BTreeMap<NodeId, usize> = BTreeMap::new();
        let mut at = 0;
        for (page, content) in self.places.contents.iter().enumerate() {
            let ids = self.places.annotations.get(page).map(Vec::as_slice).unwrap_or_default();
            let mut links = content.links.iter().zip(ids).peekable();
            for (number, marked) in content.marked.iter().enumerate() {
                let sequence = Kid::Sequence { page, number };
                let mut kids = vec![sequence];
                while let Some((_, id)) = links.next_if(|(link, _)| link.sequence == number) {
                    kids.push(Kid::Annotation { page, id: id.0 });
                }
                climb(self.pages, marked.node, &mut firsts, at);
                match &marked.link {
                    None => {
                        open.remove(&marked.node);
                        place(&mut own, marked.node, at, sequence);
                        let holder = self.tags.link(marked.node).unwrap_or(marked.node);
                        kids.iter().skip(1).for_each(|kid| place(&mut own, holder, at, *kid));
                    }
                    Some(target) => {
                        let last = open.get(&marked.node).copied().filter(|l| self.leads(*l, target));
                        let index = last.unwrap_or_else(|| {
                            let id = file.reserve().0;
                            place(&mut own, marked.node, at, Kid::Element(id));
                            open.insert(marked.node, self.links.len());
                            self.links.push(OwnLink::new(id, marked.node, target));
                            self.links.len() - 1
                        });
                        if let Some(link) = self.links.get_mut(index) {
                            link.kids.extend(kids);
                        }
                    }
                }
                at += 1;
            }
        }
        (own, firsts)
    }

    /// Says whether a link of a node leads there.
    fn leads(&self, link: usize, target: &Target) -> bool {
        self.links.get(link).is_some_and(|l| l.target == *target)
    }

    fn element(&self, out: &mut Vec<u8>, tag: &str, parent: u32, more: &Dictionary, kids: &[Kid]) {
        let own_page = kids.iter().find_map(|kid| match kid {
            Kid::Sequence { page, .. } => Some(*page),
            _ => None,
        });
        out.extend_from_slice(b"<</Type/StructElem/S/");
        out.extend_from_slice(tag.as_bytes());
        out.extend_from_slice(b"/P ");
        reference(out, parent);
        if let Some(page) = own_page.and_then(|p| self.places.pages.get(p)) {
            out.extend_from_slice(b"/Pg ");
            reference(out, page.0);
        }
        for (key, value) in more {
            print(out, &Object::Name(key.clone()));
            out.push(b' ');
            print(out, value);
        }
        if !kids.is_empty() {
            out.extend_from_slice(b"/K[");
            for kid in kids {
                self.kid(out, kid, own_page);
                out.push(b' ');
            }
            out.push(b']');
        }
        out.extend_from_slice(b">>");
    }

    fn kid(&self, out: &mut Vec<u8>, kid: &Kid, own_page: Option<usize>) {
        let (kind, page, key) = match kid {
            Kid::Element(id) => return reference(out, *id),
            Kid::Sequence { page, number } if own_page == Some(*page) => return integer(out, *number as u64),
            Kid::Sequence { page, .. } => ("MCR", page, "MCID "),
            Kid::Annotation { page, .. } => ("OBJR", page, "Obj "),
        };
        let page = self.places.pages.get(*page).map_or(self.root, |p| p.0);
        out.extend_from_slice(format!("<</Type/{kind}/Pg {page} 0 R/{key}").as_bytes());
        match kid {
            Kid::Sequence { number, .. } => integer(out, *number as u64),
            Kid::Annotation { id, .. } | Kid::Element(id) => reference(out, *id),
        }
        out.extend_from_slice(b">>");
    }

    /// Finds where a figure stands: what it draws on its first page.
    fn figure(&self, role: &Role, kids: &[Kid]) -> Option<Area> {
        let Role::Figure(_) = role else { return None };
        let mut areas = kids.iter().filter_map(|kid| match kid {
            Kid::Sequence { page, number } => {
                Some((*page, self.places.contents.get(*page)?.marked.get(*number)?.area))
            }
            _ => None,
        });
        let (page, first) = areas.next()?;
        Some(areas.filter(|(p, _)| *p == page).fold(first, |all, (_, area)| union(all, area)))
    }

    /// Writes the way back from marked sequences and annotations to their elements.
    fn parents(&self, file: &mut File) -> ObjectId {
        let mut owners: BTreeMap<(usize, usize), u32> = BTreeMap::new();
        for link in &self.links {
            for kid in &link.kids {
                if let Kid::Sequence { page, number } = kid {
                    owners.insert((*page, *number), link.id);
                }
            }
        }
        let mut nums: Vec<Object> = Vec::new();
        for (page, content) in self.places.contents.iter().enumerate() {
            let list = file.reserve();
            file.put(list.0, |out| {
                out.push(b'[');
                for (number, marked) in content.marked.iter().enumerate() {
                    let id = owners.get(&(page, number)).copied().unwrap_or(self.first + marked.node.0);
                    reference(out, id);
                    out.push(b' ');
                }
                out.push(b']');
            });
            nums.extend([Object::Integer(page as i64), list.into()]);
        }
        let mut key = self.places.contents.len() as i64;
        for (page, content) in self.places.contents.iter().enumerate() {
            for link in &content.links {
                let node = content.marked.get(link.sequence).map_or(NodeId(0), |m| m.node);
                let own = self.first + self.tags.link(node).unwrap_or(node).0;
                let id = owners.get(&(page, link.sequence)).copied().unwrap_or(own);
                nums.extend([Object::Integer(key), Object::Reference((id, 0))]);
                key += 1;
            }
        }
        file.add(dictionary! { "Nums" => nums })
    }
}

fn place(own: &mut [Vec<Painted>], node: NodeId, at: usize, kid: Kid) {
    if let Some(list) = own.get_mut(node.0 as usize) {
        list.push((at, kid));
    }
}
