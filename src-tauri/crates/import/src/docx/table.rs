//! Tables: spans, merged cells, rows that were deleted, heads.

use roxmltree::Node;

use super::body::{DEPTH, Walk};
use super::parts::{LocalName, child, is_on, path, value};
use crate::{Block, Cell, Row, Table};

/// Wider than this no table is: a span of a million columns is cut to it.
const WIDEST: usize = 1_000;

impl Walk<'_> {
    /// Reads a table.
    pub(crate) fn read_table(&mut self, node: Node<'_, '_>, depth: usize) -> Table {
        self.table += 1;
        let number = self.table;
        let outer = self.cell;
        let mut table = Table::default();
        let mut rows = Vec::new();
        gather(node, "tr", 0, &mut rows);
        for tr in rows {
            let properties = child(tr, "trPr");
            if properties.is_some_and(|p| child(p, "del").is_some()) {
                self.take_out(tr);
                continue;
            }
            let head = properties.and_then(|p| is_on(p, "tblHeader")).unwrap_or(false);
            let mut row = Row { cells: Vec::new(), head };
            let skipped = properties.and_then(|p| value(p, "gridBefore")).and_then(|v| v.parse().ok());
            let mut column: usize = skipped.unwrap_or(0).min(WIDEST);
            let mut cells = Vec::new();
            gather(tr, "tc", 0, &mut cells);
            for tc in cells {
                let columns = span(tc);
                self.cell = Some((number, table.rows.len() as u32 + 1, column as u32 + 1));
                let blocks = self.blocks(tc, depth);
                if continues(tc) && reach_down(&mut table, column, &blocks) {
                } else {
                    row.cells.push(Cell { column, columns, rows: 1, blocks });
                }
                column = (column + columns).min(WIDEST);
            }
            table.rows.push(row);
        }
        self.cell = outer;
        table
    }
}

fn span(tc: Node<'_, '_>) -> usize {
    let span = path(tc, &["tcPr"]).and_then(|p| value(p, "gridSpan")).and_then(|v| v.parse::<usize>().ok());
    span.unwrap_or(1).clamp(1, WIDEST)
}

/// Says whether a cell goes on from the row above (`vMerge` without `restart`).
fn continues(tc: Node<'_, '_>) -> bool {
    path(tc, &["tcPr", "vMerge"]).is_some_and(|n| super::parts::attribute(n, "val") != Some("restart"))
}

/// Lets the cell above reach one row further down. What a merged cell hides is no less a word: it goes into that cell.
fn reach_down(table: &mut Table, column: usize, hidden: &[Block]) -> bool {
    let rows = table.rows.len();
    for (back, row) in table.rows.iter_mut().rev().enumerate() {
        if let Some(cell) = row.cells.iter_mut().find(|c| c.column == column) {
            if cell.rows < back + 1 {
                return false;
            }
            cell.rows = (back + 2).min(rows + 1);
            cell.blocks.extend_from_slice(hidden);
            return true;
        }
    }
    false
}

/// Gathers the rows or cells below a node, through controls and changes that wrap them.
fn gather<'a, 'i>(node: Node<'a, 'i>, name: &str, depth: usize, out: &mut Vec<Node<'a, 'i>>) {
    if depth > DEPTH {
        return;
    }
    for n in node.children().filter(Node::is_element) {
        if n.has_tag_name_local(name) {
            out.push(n);
        } else if matches!(
            n.tag_name().name(),
            "sdt"
                | "sdtContent"
                | "customXml"
                | "ins"
                | "moveTo"
                | "smartTag"
                | "AlternateContent"
                | "Choice"
        ) {
            gather(n, name, depth + 1, out);
        }
    }
}
