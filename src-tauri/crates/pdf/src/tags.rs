//! What the pages must know of the tree: how each node is tagged, and where the links lead.

use std::collections::BTreeMap;

use layout::{NodeId, Pages, Role, Target};

/// What the pages must know of the tree.
pub(crate) struct Tags<'a> {
    pages: &'a Pages,
    /// Of each node, the nearest link that it is or stands in.
    links: Vec<Option<NodeId>>,
    /// Where each link leads.
    targets: BTreeMap<NodeId, Target>,
}

impl<'a> Tags<'a> {
    pub(crate) fn new(pages: &'a Pages) -> Tags<'a> {
        let mut links = vec![None; pages.tree.len()];
        let mut targets = BTreeMap::new();
        let mut seen = vec![false; pages.tree.len()];
        let mut waiting: Vec<(NodeId, Option<NodeId>)> = vec![(NodeId(0), None)];
        while let Some((id, mut link)) = waiting.pop() {
            let Some(node) = pages.tree.get(id.0 as usize) else { continue };
            if seen.get_mut(id.0 as usize).is_none_or(|s| std::mem::replace(s, true)) {
                continue;
            }
            if let Role::Link(uri) = &node.role {
                link = Some(id);
                targets.insert(id, Target::Uri(uri.clone()));
            }
            if let (Some(_), Some(slot)) = (link, links.get_mut(id.0 as usize)) {
                *slot = link;
            }
            waiting.extend(node.children.iter().map(|c| (*c, link)));
        }
        Tags { pages, links, targets }
    }

    /// Gives the structure type of a node.
    pub(crate) fn tag(&self, node: NodeId) -> &'static str {
        self.pages.tree.get(node.0 as usize).map_or("Span", |n| tag(&n.role))
    }

    /// Says whether a node is a link, or stands in one.
    pub(crate) fn is_link(&self, node: NodeId) -> bool {
        self.link(node).is_some()
    }

    /// Gives where the link leads that a node is or stands in.
    pub(crate) fn target(&self, node: NodeId) -> Option<&Target> {
        self.link(node).and_then(|l| self.targets.get(&l))
    }

    /// Gives the nearest link that a node is or stands in.
    pub(crate) fn link(&self, node: NodeId) -> Option<NodeId> {
        self.links.get(node.0 as usize).copied().flatten()
    }
}

/// Gives the standard structure type of a role (ISO 32000-1, 14.8.4).
pub(crate) fn tag(role: &Role) -> &'static str {
    match role {
        Role::Document => "Document",
        Role::Sect => "Sect",
        Role::Heading(0 | 1) => "H1",
        Role::Heading(2) => "H2",
        Role::Heading(3) => "H3",
        Role::Heading(4) => "H4",
        Role::Heading(5) => "H5",
        Role::Heading(_) => "H6",
        Role::Paragraph => "P",
        Role::Table => "Table",
        Role::Row => "TR",
        Role::Head { .. } => "TH",
        Role::Cell { .. } => "TD",
        Role::List(_) => "L",
        Role::ListItem => "LI",
        Role::Label => "Lbl",
        Role::ListBody => "LBody",
        Role::Note(_) => "Note",
        Role::Reference => "Reference",
        Role::Link(_) => "Link",
        Role::Span => "Span",
        Role::Figure(_) => "Figure",
    }
}
