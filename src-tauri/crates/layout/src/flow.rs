//! The document as rows, before it is cut into pages.

use std::sync::Arc;

use crate::body::Body;
use crate::page::{Colour, NodeId, Shape};

/// The whole, in order.
#[derive(Default)]
pub(crate) struct Flow {
    pub rows: Vec<Row>,
    pub spans: Vec<Merged>,
    pub contexts: Vec<Context>,
    pub notes: Vec<Note>,
}

/// A row of cells, or of anything that stands across the page.
#[derive(Clone, Default)]
pub(crate) struct Row {
    pub cells: Vec<Cell>,
    /// Space above, unless it opens a page.
    pub before: f32,
    /// Least height.
    pub least: f32,
    /// How many rows after it stay with it.
    pub keep: usize,
    /// What repeats above it at the top of a page.
    pub context: Option<usize>,
    /// Merged cells that begin with it.
    pub opens: Vec<usize>,
    /// Merged cells that end with it.
    pub closes: Vec<usize>,
    /// What it adds to the bookmarks.
    pub bookmark: Option<(String, u8)>,
}

/// A cell.
#[derive(Clone, Default)]
pub(crate) struct Cell {
    pub x: f32,
    pub w: f32,
    pub body: Body,
    pub fill: Option<Colour>,
    /// Whether rules stand round it, and padding within.
    pub ruled: bool,
    /// Whether its content stands in the middle of its height.
    pub centred: bool,
    pub field: Option<Arc<str>>,
    /// Words at its right end, for “continued”.
    pub right: Option<Body>,
    /// Shapes in the middle of the cell: a tick box, with its node.
    pub tick: Option<(NodeId, bool)>,
    /// A picture at its top left corner, with its node.
    pub picture: Option<(NodeId, Shape)>,
    /// How far its words stand below its top.
    pub down: f32,
}

impl Cell {
    /// Gives the height of its picture.
    pub(crate) fn picture_height(&self) -> Option<f32> {
        match &self.picture {
            Some((_, Shape::Image { area, .. })) => Some(area.h),
            _ => None,
        }
    }
}

/// A cell merged over several rows.
#[derive(Clone, Default)]
pub(crate) struct Merged {
    pub cell: Cell,
    /// What stands at the top of its rest on the next page.
    pub repeat: Body,
    /// Whether rows that repeat stand beside it.
    pub beside: bool,
}

/// What repeats when a table goes on over a page.
#[derive(Clone, Default)]
pub(crate) struct Context {
    /// Rows above all.
    pub outer: Vec<Row>,
    /// Rows beside the strip of numbers.
    pub inner: Vec<Row>,
    /// The row that takes their place when the row itself goes on.
    pub inner_going_on: Vec<Row>,
}

/// A footnote.
#[derive(Clone, Default)]
pub(crate) struct Note {
    pub body: Body,
    pub field: Option<Arc<str>>,
}
