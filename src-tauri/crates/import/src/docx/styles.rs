//! Paragraph and character styles: which are headings, lists and bold, whatever the language of their names.

use std::collections::BTreeMap;

use roxmltree::Node;

use super::numbering::ListRef;
use super::parts::{LocalName, attribute, child, is_on, path, value};
use crate::Error;

/// The most styles that one is based on, one on another.
const CHAIN: usize = 20;

/// What is known of a style.
#[derive(Debug, Clone, Default)]
pub(crate) struct Style {
    pub(crate) heading: Option<u8>,
    pub(crate) contents: bool,
    pub(crate) strong: Option<bool>,
    pub(crate) emphasis: Option<bool>,
    pub(crate) hidden: Option<bool>,
    pub(crate) list: Option<ListRef>,
}

/// The styles by id, each with what it takes from those that it is based on.
#[derive(Debug, Default)]
pub(crate) struct Styles {
    by_id: BTreeMap<String, Style>,
    none: Style,
}

impl Styles {
    /// Reads the part of styles.
    pub(crate) fn read(text: Option<&str>) -> Result<Styles, Error> {
        let Some(text) = text else { return Ok(Styles::default()) };
        let document = super::parts::xml(text)?;
        let nodes = document.root_element().children().filter(|n| n.has_tag_name_local("style"));
        let own: BTreeMap<&str, (Style, Option<&str>)> =
            nodes.filter_map(|n| Some((attribute(n, "styleId")?, (style(n), value(n, "basedOn"))))).collect();
        let by_id = own.keys().map(|id| ((*id).to_owned(), whole(&own, id))).collect();
        Ok(Styles { by_id, none: Style::default() })
    }

    /// Gives a style; one without any properties where there is none of that id.
    pub(crate) fn get(&self, id: &str) -> &Style {
        self.by_id.get(id).unwrap_or(&self.none)
    }
}

fn whole(own: &BTreeMap<&str, (Style, Option<&str>)>, id: &str) -> Style {
    let mut found = Style::default();
    let mut next = Some(id);
    for _ in 0..CHAIN {
        let Some((style, based_on)) = next.and_then(|id| own.get(id)) else { break };
        found.heading = found.heading.or(style.heading);
        found.contents |= style.contents;
        found.strong = found.strong.or(style.strong);
        found.emphasis = found.emphasis.or(style.emphasis);
        found.hidden = found.hidden.or(style.hidden);
        found.list = found.list.or_else(|| style.list.clone());
        next = *based_on;
    }
    found
}

fn style(node: Node<'_, '_>) -> Style {
    let name = value(node, "name").unwrap_or("").to_lowercase();
    let run = child(node, "rPr");
    let paragraph = child(node, "pPr");
    let outline = paragraph.and_then(|p| value(p, "outlineLvl")).and_then(|v| v.parse::<u8>().ok());
    // Word keeps the names of its built-in styles in English in the file, whatever the language of its ids.
    let heading = match name.as_str() {
        "title" => Some(1),
        _ => name
            .strip_prefix("heading ")
            .and_then(|n| n.parse().ok())
            .or(outline.filter(|l| *l < 9).map(|l| l + 1)),
    };
    Style {
        heading,
        contents: name.starts_with("toc ") && !name.ends_with("heading"),
        strong: run.and_then(|r| is_on(r, "b")),
        emphasis: run.and_then(|r| is_on(r, "i")),
        hidden: run.and_then(|r| is_on(r, "vanish")),
        list: paragraph.and_then(|p| path(p, &["numPr"])).and_then(ListRef::read),
    }
}
