//! Tables: spans, merged cells, rows that were deleted, heads.

use std::collections::BTreeMap;

use roxmltree::Node;

use super::body::{Walk, chosen, is_placeholder};
use super::parts::{LocalName, child, is_on, path, value};
use crate::{Block, Cell, Row, Table};

/// Wider than this no table is: a span of a million columns is cut to it.
const WIDEST: usize = 1_000;

/// Where a table's columns reach down: the cell that last took each, by row and place in it.
type Above = BTreeMap<usize, (usize, usize)>;

impl Walk<'_> {
    /// Reads a table.
    pub(crate) fn read_table(&mut self, node: Node<'_, '_>, depth: usize) -> Table {
        self.table += 1;
        let number = self.table;
        let outer = self.cell;
        let mut table = Table::default();
        let mut above = Above::new();
        let mut rows = Vec::new();
        self.gather(node, "tr", &mut rows);
        for tr in rows {
            let properties = child(tr, "trPr");
            let has = |name| properties.is_some_and(|p| child(p, name).is_some());
            if has("del") {
                self.take_out(tr);
                continue;
            }
            self.found.tracked |= has("ins");
            let row = self.read_row(tr, number, depth, &mut table, &mut above);
            table.rows.push(row);
        }
        self.cell = outer;
        table
    }

    fn read_row(
        &mut self,
        tr: Node<'_, '_>,
        number: u32,
        depth: usize,
        table: &mut Table,
        above: &mut Above,
    ) -> Row {
        let properties = child(tr, "trPr");
        let head = properties.and_then(|p| is_on(p, "tblHeader")).unwrap_or(false);
        let skipped = properties.and_then(|p| value(p, "gridBefore")).and_then(|v| v.parse().ok());
        let mut row = Row { cells: Vec::new(), head };
        let mut column: usize = skipped.unwrap_or(0).min(WIDEST);
        let mut cells = Vec::new();
        self.gather(tr, "tc", &mut cells);
        for tc in cells {
            let columns = span(tc);
            self.cell = Some((number, table.rows.len() as u32 + 1, column as u32 + 1));
            let blocks = self.read_cell(tc, depth);
            if continues(tc) && reach_down(table, above, column, &blocks) {
            } else {
                above.insert(column, (table.rows.len(), row.cells.len()));
                row.cells.push(Cell { column, columns, rows: 1, blocks });
            }
            column = (column + columns).min(WIDEST);
        }
        row
    }

    fn read_cell(&mut self, tc: Node<'_, '_>, depth: usize) -> Vec<Block> {
        if path(tc, &["tcPr", "cellDel"]).is_some() {
            self.take_out(tc);
            return Vec::new();
        }
        // A control around a cell: its content, and above that the control.
        let control = tc.ancestors().skip(1).take(2).find(|n| n.has_tag_name_local("sdt"));
        if control.is_some_and(is_placeholder) {
            self.put_aside(tc, "placeholder");
            return Vec::new();
        }
        self.blocks(tc, depth)
    }

    /// Gathers the rows of a table or the cells of a row, through controls and changes that wrap them.
    fn gather<'a, 'i>(&mut self, node: Node<'a, 'i>, name: &str, out: &mut Vec<Node<'a, 'i>>) {
        for n in node.children().filter(Node::is_element) {
            match n.tag_name().name() {
                found if found == name => out.push(n),
                "del" | "moveFrom" => self.take_out(n),
                "AlternateContent" => chosen(n).into_iter().for_each(|c| self.gather(c, name, out)),
                _ => self.gather(n, name, out),
            }
        }
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
fn reach_down(table: &mut Table, above: &Above, column: usize, hidden: &[Block]) -> bool {
    let rows = table.rows.len();
    let Some((row, place)) = above.get(&column).copied() else { return false };
    let Some(cell) = table.rows.get_mut(row).and_then(|r| r.cells.get_mut(place)) else { return false };
    if row + cell.rows < rows {
        return false;
    }
    cell.rows = rows + 1 - row;
    cell.blocks.extend_from_slice(hidden);
    true
}
