//! Fields (ECMA-376 part 1, 17.16): links by field, and the boxes, lists and texts of legacy forms.

use roxmltree::Node;

use super::parts::{LocalName, attribute, child, is_on, value};
use crate::Span;

/// The fields that are open at a place.
#[derive(Default)]
pub(crate) struct Fields(Vec<Open>);

#[derive(Default)]
struct Open {
    instruction: String,
    separated: bool,
    chosen: Option<String>,
}

impl Fields {
    /// Takes a field character or an instruction; gives what it shows by itself.
    pub(crate) fn step(&mut self, node: Node<'_, '_>) -> Option<Span> {
        if node.has_tag_name_local("instrText") {
            if let Some(open) = self.0.last_mut() {
                open.instruction.push_str(node.text().unwrap_or(""));
            }
            return None;
        }
        match attribute(node, "fldCharType") {
            Some("begin") => {
                let data = child(node, "ffData");
                self.0.push(Open { chosen: data.and_then(chosen), ..Open::default() });
                let ticked = data.and_then(|d| child(d, "checkBox")).map(ticked);
                ticked.map(|ticked| Span::Tick { ticked, glyph: String::new() })
            }
            Some("separate") => {
                self.0.last_mut()?.separated = true;
                None
            }
            Some("end") => self.0.pop()?.chosen.map(Span::plain),
            _ => None,
        }
    }

    /// Gives the address of the innermost link.
    pub(crate) fn link(&self) -> Option<String> {
        let open = self.0.iter().rev().find(|o| o.separated)?;
        let rest = open.instruction.trim().strip_prefix("HYPERLINK")?.trim_start();
        let address = rest.strip_prefix('"')?.split('"').next()?;
        Some(address.to_owned()).filter(|a| a.contains(':'))
    }

    /// Gives what fields that never end would have shown.
    pub(crate) fn rest(&mut self) -> impl Iterator<Item = String> {
        std::mem::take(&mut self.0).into_iter().filter_map(|o| o.chosen)
    }
}

fn ticked(checkbox: Node<'_, '_>) -> bool {
    is_on(checkbox, "checked").or_else(|| is_on(checkbox, "default")).unwrap_or(false)
}

/// Gives the entry that a drop-down list shows.
fn chosen(data: Node<'_, '_>) -> Option<String> {
    let list = child(data, "ddList")?;
    let index: usize =
        value(list, "result").or_else(|| value(list, "default")).unwrap_or("0").parse().ok()?;
    let entry = list.children().filter(|n| n.has_tag_name_local("listEntry")).nth(index)?;
    attribute(entry, "val").map(str::to_owned)
}
