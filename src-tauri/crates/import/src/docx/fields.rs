//! Fields (ECMA-376 part 1, 17.16): links by field, and the boxes, lists and texts of legacy forms.

use roxmltree::Node;

use super::parts::{LocalName, attribute, child, is_on, value};
use crate::Span;

/// The most fields inside each other whose instructions are read.
const OPEN: usize = 32;
/// The longest instruction, in bytes.
const INSTRUCTION: usize = 4_000;

/// The fields that are open at a place.
#[derive(Default)]
pub(crate) struct Fields {
    open: Vec<Open>,
    /// How many more are open, too deep to be read.
    deeper: usize,
}

#[derive(Default)]
struct Open {
    instruction: String,
    separated: bool,
    /// Whether it shows words of its own.
    shown: bool,
    chosen: Option<String>,
}

impl Fields {
    /// Takes a field character or an instruction; gives what it shows by itself.
    pub(crate) fn step(&mut self, node: Node<'_, '_>) -> Option<Span> {
        if node.has_tag_name_local("instrText") {
            if let Some(open) = self.open.last_mut().filter(|o| o.instruction.len() < INSTRUCTION) {
                open.instruction.push_str(node.text().unwrap_or(""));
            }
            return None;
        }
        match attribute(node, "fldCharType") {
            Some("begin") => self.begin(child(node, "ffData")),
            Some("separate") if self.deeper == 0 => {
                self.open.last_mut()?.separated = true;
                None
            }
            Some("end") if self.deeper > 0 => {
                self.deeper -= 1;
                None
            }
            Some("end") => self.open.pop()?.rest().map(Span::plain),
            _ => None,
        }
    }

    fn begin(&mut self, data: Option<Node<'_, '_>>) -> Option<Span> {
        if self.open.len() < OPEN {
            self.open.push(Open { chosen: data.and_then(chosen), ..Open::default() });
        } else {
            self.deeper += 1;
        }
        let ticked = data.and_then(|d| child(d, "checkBox")).map(ticked)?;
        Some(Span::Tick { ticked, glyph: String::new() })
    }

    /// Takes note that the innermost field shows words.
    pub(crate) fn shown(&mut self, text: &str) {
        if let Some(open) = self.open.last_mut().filter(|o| o.separated) {
            open.shown |= !text.trim().is_empty();
        }
    }

    /// Gives the address of the innermost link.
    pub(crate) fn link(&self) -> Option<String> {
        self.open.iter().rev().filter(|o| o.separated).find_map(Open::link)
    }

    /// Gives what fields that never end would have shown.
    pub(crate) fn rest(&mut self) -> impl Iterator<Item = String> {
        std::mem::take(&mut self.open).into_iter().filter_map(Open::rest)
    }
}

impl Open {
    fn link(&self) -> Option<String> {
        if self.instruction.len() > INSTRUCTION {
            return None;
        }
        let rest = self.instruction.trim().strip_prefix("HYPERLINK")?.trim_start();
        let address = match rest.strip_prefix('"') {
            Some(quoted) => quoted.split('"').next()?,
            None => rest.split_whitespace().next()?,
        };
        Some(address.to_owned()).filter(|a| a.contains(':') && !a.starts_with('\\'))
    }

    /// Gives the entry that was chosen, unless the field shows it itself.
    fn rest(self) -> Option<String> {
        self.chosen.filter(|_| !self.shown)
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
