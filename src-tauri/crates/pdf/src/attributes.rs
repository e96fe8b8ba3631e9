//! What a structure element says of itself (ISO 32000-1, 14.8.5): scope and spans of cells, marks of lists, words for figures.

use layout::{A4, Area, Numbering, Role, Scope};
use lopdf::{Dictionary, Object, dictionary};

/// Gives the attributes of a role; `area` is where a figure stands.
pub(crate) fn attributes(role: &Role, area: Option<Area>) -> Dictionary {
    let mut out = Dictionary::new();
    match role {
        Role::Head { scope, columns, rows } => {
            let scope = match scope {
                Scope::Column => "Column",
                Scope::Row => "Row",
                Scope::Both => "Both",
            };
            let mut table = spans(*columns, *rows);
            table.set("Scope", scope);
            out.set("A", table);
        }
        Role::Cell { columns, rows } if *columns > 1 || *rows > 1 => out.set("A", spans(*columns, *rows)),
        Role::List(numbering) => {
            let numbering = match numbering {
                Numbering::Disc => "Disc",
                Numbering::Decimal => "Decimal",
                Numbering::None => "None",
            };
            out.set("A", dictionary! { "O" => "List", "ListNumbering" => numbering });
        }
        Role::Figure(words) => {
            out.set("Alt", lopdf::text_string(words));
            if let Some(area) = area {
                out.set("A", dictionary! { "O" => "Layout", "BBox" => corners(area) });
            }
        }
        _ => {}
    }
    out
}

/// Gives an area as a rectangle of PDF, which counts upwards from the foot of the page (ISO 32000-1, 7.9.5).
pub(crate) fn corners(a: Area) -> Vec<Object> {
    [a.x, A4.1 - a.y - a.h, a.x + a.w, A4.1 - a.y].map(Object::Real).to_vec()
}

fn spans(columns: u16, rows: u16) -> Dictionary {
    let mut table = dictionary! { "O" => "Table" };
    if columns > 1 {
        table.set("ColSpan", i64::from(columns));
    }
    if rows > 1 {
        table.set("RowSpan", i64::from(rows));
    }
    table
}
