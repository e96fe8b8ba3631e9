//! Rows to pages. How rows break is said in the design of the paper; the rules stand beside the code that keeps them.

use crate::flow::{Cell, Flow, Row};
use crate::look::*;
use crate::page::{Area, NodeId, Page, Shape};
use crate::sheet::Sheet;

/// Space between the text and the rule above the notes, and below that rule.
const NOTES_GAP: f32 = mm(3.0);
const NOTES_RULE: f32 = mm(0.8);
/// A note of more lines than this may run on to the next page.
const NOTE_WHOLE: usize = 10;

/// A bookmark, met on the way.
pub(crate) struct Met {
    pub title: String,
    pub level: u8,
    pub page: usize,
    pub y: f32,
}

/// Cuts the flow into pages; the page's own furniture is added later.
pub(crate) fn paginate(flow: &Flow) -> (Vec<Page>, Vec<Met>) {
    let mut pager = Pager {
        flow,
        sheet: Sheet::default(),
        pages: Vec::new(),
        met: Vec::new(),
        y: TOP,
        fresh: true,
        notes: Vec::new(),
        merged: Vec::new(),
    };
    for i in 0..flow.rows.len() {
        pager.row(i);
    }
    pager.end_page();
    while !pager.notes.is_empty() {
        pager.end_page();
    }
    (pager.pages, pager.met)
}

/// A note on the page: which, and from which of its lines on.
#[derive(Clone, Copy, PartialEq)]
struct Cited {
    note: usize,
    from: usize,
}

/// A merged cell in course: where its part on this page begins, and from which of its lines on.
struct Course {
    id: usize,
    top: f32,
    from: usize,
}

struct Pager<'a> {
    flow: &'a Flow,
    sheet: Sheet,
    pages: Vec<Page>,
    met: Vec<Met>,
    y: f32,
    /// Whether nothing but repeated heads stands on the page.
    fresh: bool,
    notes: Vec<Cited>,
    merged: Vec<Course>,
}

impl<'a> Pager<'a> {
    fn row(&mut self, i: usize) {
        let flow = self.flow;
        let row = &flow.rows[i];
        if !self.fresh && !self.chain_fits(i) {
            self.turn(row, false);
        }
        if !self.fresh {
            self.y += row.before;
        }
        if let Some((title, level)) = &row.bookmark {
            self.met.push(Met { title: title.clone(), level: *level, page: self.pages.len(), y: self.y });
        }
        self.merged.extend(row.opens.iter().map(|id| Course { id: *id, top: self.y, from: 0 }));
        let height = self.height(row);
        let cited: Vec<usize> = row.cells.iter().flat_map(|c| c.body.notes(0, usize::MAX)).collect();
        let fits = self.fits(self.y + height, &cited);
        if fits || (self.fresh && natural(row) <= WHOLE && self.y + height <= BOTTOM) {
            self.whole(row, height, &cited);
        } else {
            self.broken(row);
        }
        self.close(row);
    }

    /// Gives the height of a row: of its tallest cell, and of what is left of the merged cells that end with it.
    fn height(&self, row: &Row) -> f32 {
        let mut height = natural(row);
        for course in self.merged.iter().filter(|c| row.closes.contains(&c.id)) {
            let body = &self.flow.spans[course.id].cell.body;
            let rest = body.part(course.from, body.lines.len());
            if rest > 0.0 {
                height = height.max(rest + 2.0 * PAD_Y - (self.y - course.top));
            }
        }
        height
    }

    /// Says whether the row fits here with those that it keeps by it, or three lines of a row that may break.
    fn chain_fits(&self, i: usize) -> bool {
        let rows = &self.flow.rows;
        let (mut end, mut last) = (self.y, i);
        let mut cited: Vec<usize> = Vec::new();
        let mut need = 0.0_f32;
        let mut j = i;
        while j <= last && j < rows.len() {
            let row = &rows[j];
            last = last.max(j + row.keep).min(rows.len() - 1);
            let natural = natural(row);
            let top = end + row.before;
            for id in &row.opens {
                let body = &self.flow.spans[*id].cell.body;
                need = need.max((top + (body.height + 2.0 * PAD_Y).min(WHOLE)).min(BOTTOM));
            }
            if natural > WHOLE && j == last {
                let (least, notes) = least(row);
                end = top + least;
                cited.extend(notes);
            } else {
                end = top + natural;
                cited.extend(row.cells.iter().flat_map(|c| c.body.notes(0, usize::MAX)));
            }
            j += 1;
        }
        self.fits(end.max(need), &cited)
    }

    fn notes_height(&self, more: &[usize]) -> f32 {
        let mut height = 0.0;
        for cited in &self.notes {
            let body = &self.flow.notes[cited.note].body;
            let lines = body.lines.len() - cited.from;
            // What is left of a long note takes up to half of the page, so that it comes to an end.
            let taken = if cited.from > 0 {
                lines.min(28)
            } else if lines > NOTE_WHOLE {
                2
            } else {
                lines
            };
            height += taken as f32 * SMALL * LINE;
        }
        for note in more.iter().filter(|n| !self.notes.iter().any(|c| c.note == **n)) {
            let lines = self.flow.notes.get(*note).map_or(0, |n| n.body.lines.len());
            height += if lines > NOTE_WHOLE { 2 } else { lines } as f32 * SMALL * LINE;
        }
        if height > 0.0 { height + NOTES_GAP + NOTES_RULE } else { 0.0 }
    }

    fn fits(&self, end: f32, cited: &[usize]) -> bool {
        end + self.notes_height(cited) <= BOTTOM + 0.01
    }

    fn cite(&mut self, notes: impl IntoIterator<Item = usize>) {
        for note in notes {
            if !self.notes.iter().any(|c| c.note == note) {
                self.notes.push(Cited { note, from: 0 });
            }
        }
    }

    fn whole(&mut self, row: &Row, height: f32, cited: &[usize]) {
        for cell in &row.cells {
            self.cell(cell, height, 0, cell.body.lines.len(), false);
        }
        self.cite(cited.iter().copied());
        self.y += height;
        self.fresh = false;
    }

    /// Sets a row that is too tall for the page: its cells break at one height, between lines.
    fn broken(&mut self, row: &Row) {
        let mut from: Vec<usize> = vec![0; row.cells.len()];
        loop {
            let to = self.cut(row, &from);
            let done = row.cells.iter().zip(&to).all(|(c, to)| *to >= c.body.lines.len());
            let mut height = row
                .cells
                .iter()
                .zip(from.iter().zip(&to))
                .map(|(c, (from, to))| c.body.part(*from, *to) + 2.0 * PAD_Y)
                .fold(0.0, f32::max);
            let mut over = false;
            if done {
                let full = self.height_of_rest(row, height);
                let room = BOTTOM - self.notes_height(&[]) - self.y;
                over = full > room + 0.01;
                height = if over { room.max(height) } else { full };
            }
            for (k, cell) in row.cells.iter().enumerate() {
                self.cell(cell, height, from[k], to[k], false);
                self.cite(cell.body.notes(from[k], to[k]));
            }
            self.y += height;
            self.fresh = false;
            from = to;
            if done && !over {
                break;
            }
            self.turn(row, true);
        }
    }

    fn height_of_rest(&self, row: &Row, height: f32) -> f32 {
        let mut full = height;
        for course in self.merged.iter().filter(|c| row.closes.contains(&c.id)) {
            let body = &self.flow.spans[course.id].cell.body;
            let rest = body.part(course.from, body.lines.len());
            if rest > 0.0 {
                full = full.max(rest + 2.0 * PAD_Y - (self.y - course.top));
            }
        }
        full
    }

    /// Chooses where each cell breaks: as low as text and notes fit.
    fn cut(&self, row: &Row, from: &[usize]) -> Vec<usize> {
        let mut heights: Vec<f32> = Vec::new();
        let room = BOTTOM - self.y - 2.0 * PAD_Y;
        for (cell, from) in row.cells.iter().zip(from) {
            let first = cell.body.lines.get(*from).map_or(0.0, |l| l.top);
            let ends = cell.body.lines.iter().skip(*from).map(|l| l.top + l.height - first);
            heights.extend(ends.take_while(|h| *h <= room + 0.01));
        }
        heights.sort_by(|a, b| b.total_cmp(a));
        heights.dedup();
        for height in heights {
            let to: Vec<usize> =
                row.cells.iter().zip(from).map(|(c, f)| break_within(c, *f, height)).collect();
            let moved = to.iter().zip(from).any(|(to, from)| to > from);
            let cited: Vec<usize> = row
                .cells
                .iter()
                .zip(from.iter().zip(&to))
                .flat_map(|(c, (f, t))| c.body.notes(*f, *t))
                .collect();
            let used = row.cells.iter().zip(from.iter().zip(&to)).map(|(c, (f, t))| c.body.part(*f, *t));
            if moved && self.fits(self.y + used.fold(0.0, f32::max) + 2.0 * PAD_Y, &cited) {
                return to;
            }
        }
        if !self.fresh {
            return from.to_vec();
        }
        // Not even one line fits with its notes: it is set all the same, and the notes run on.
        row.cells.iter().zip(from).map(|(c, f)| (*f + 1).min(c.body.lines.len())).collect()
    }

    fn close(&mut self, row: &Row) {
        for id in &row.closes {
            if let Some(at) = self.merged.iter().position(|c| c.id == *id) {
                let course = self.merged.remove(at);
                self.part_of_merged(&course, usize::MAX);
            }
        }
    }

    /// Draws the part of a merged cell that lies on this page, and gives the line from which it goes on.
    fn part_of_merged(&mut self, course: &Course, most: usize) -> usize {
        let merged = &self.flow.spans[course.id];
        let (body, repeat) = (&merged.cell.body, &merged.repeat);
        let height = self.y - course.top;
        if height <= 0.0 {
            return course.from;
        }
        let lines = body.lines.len();
        let room = height - 2.0 * PAD_Y + 0.05;
        let fit =
            (course.from..=lines).rev().find(|to| body.part(course.from, *to) <= room).unwrap_or(course.from);
        let top = self.y;
        self.y = course.top;
        if course.from >= lines && course.from > 0 {
            let fit = (0..=repeat.lines.len()).rev().find(|to| repeat.part(0, *to) <= room).unwrap_or(0);
            let cell = Cell { body: repeat.clone(), ..merged.cell.clone() };
            self.cell(&cell, height, 0, fit, true);
        } else {
            self.cell(&merged.cell, height, course.from, fit.min(most), false);
            self.cite(body.notes(course.from, fit));
        }
        self.y = top;
        fit
    }

    /// Draws a cell, or the lines `from..to` of it, at the present height.
    fn cell(&mut self, cell: &Cell, height: f32, from: usize, to: usize, artifact: bool) {
        let area = Area { x: cell.x, y: self.y, w: cell.w, h: height };
        if let Some(colour) = cell.fill {
            self.sheet.fill(area, colour);
        }
        if cell.ruled {
            self.sheet.frame(area);
        }
        let (pad_x, pad_y) = if cell.ruled || cell.fill.is_some() { (PAD_X, PAD_Y) } else { (0.0, 0.0) };
        let part = cell.body.part(from, to);
        let top = if cell.centred { self.y + (height - part) / 2.0 } else { self.y + pad_y };
        let field = cell.field.as_deref();
        self.sheet.body(&cell.body, from, to, cell.x + pad_x, top, field, artifact);
        if let Some(right) = &cell.right {
            let width = right.lines.first().map_or(0.0, |l| l.line.width);
            let base = cell.body.lines.first().map_or(0.0, |l| crate::body::baseline(l.size));
            let own = right.lines.first().map_or(0.0, |l| crate::body::baseline(l.size));
            let x = cell.x + cell.w - pad_x - width;
            self.sheet.body(right, 0, 1, x, top + base - own, field, true);
        }
        if let Some((node, ticked)) = cell.tick {
            self.tick(area, node, ticked, field);
        }
    }

    /// Draws a tick box in the middle of a cell: a square of 3.6 mm, with a cross when ticked.
    fn tick(&mut self, area: Area, node: NodeId, ticked: bool, field: Option<&str>) {
        let side = mm(3.6);
        let (x, y) = (area.x + (area.w - side) / 2.0, area.y + (area.h - side) / 2.0);
        let square = Area { x, y, w: side, h: side };
        let shape = Shape::Rect { area: square, fill: Some(WHITE), stroke: Some((0.75, INK)) };
        self.sheet.shape(Some(node), field, shape);
        if ticked {
            let (a, b) = (mm(0.75), side - mm(0.75));
            for (from, to) in [((x + a, y + a), (x + b, y + b)), ((x + b, y + a), (x + a, y + b))] {
                let shape = Shape::Line { from, to, width: 1.25, colour: INK, round: true };
                self.sheet.shape(Some(node), field, shape);
            }
        }
    }

    /// Ends the page and begins the next with what repeats above the row.
    fn turn(&mut self, row: &Row, going_on: bool) {
        let mut courses = std::mem::take(&mut self.merged);
        for course in &mut courses {
            course.from = self.part_of_merged(course, usize::MAX);
        }
        self.end_page();
        let context = row.context.and_then(|c| self.flow.contexts.get(c));
        let (outer, inner) = context.map_or((&[][..], &[][..]), |c| {
            let inner = if going_on && !c.inner_going_on.is_empty() { &c.inner_going_on } else { &c.inner };
            (&c.outer[..], &inner[..])
        });
        for row in outer {
            self.repeat(row);
        }
        for course in courses.iter_mut().filter(|c| self.flow.spans[c.id].beside) {
            course.top = self.y;
        }
        for row in inner {
            self.repeat(row);
        }
        for course in courses.iter_mut().filter(|c| !self.flow.spans[c.id].beside) {
            course.top = self.y;
        }
        self.merged = courses;
        self.fresh = true;
    }

    fn repeat(&mut self, row: &Row) {
        let height = natural(row);
        for cell in &row.cells {
            self.cell(cell, height, 0, cell.body.lines.len(), true);
        }
        self.y += height;
    }

    /// Sets the notes at the foot, keeps what does not fit for the next page, and begins a new sheet.
    fn end_page(&mut self) {
        let mut left = BOTTOM - if self.fresh { TOP } else { self.y } - NOTES_GAP - NOTES_RULE;
        let mut set: Vec<(Cited, usize)> = Vec::new();
        let mut carried: Vec<Cited> = Vec::new();
        let line = SMALL * LINE;
        for cited in std::mem::take(&mut self.notes) {
            let lines = self.flow.notes[cited.note].body.lines.len();
            let rest = lines - cited.from;
            let room = (left / line + 0.01).max(0.0) as usize;
            // At least two lines of a note that runs on stay on each side.
            let take = if rest <= room { rest } else { room.min(rest.saturating_sub(2)) };
            if !carried.is_empty() || take == 0 || (take < rest && take < 2) {
                carried.push(cited);
                continue;
            }
            left -= take as f32 * line;
            set.push((cited, take));
            if take < rest {
                carried.push(Cited { from: cited.from + take, ..cited });
            }
        }
        self.set_notes(&set);
        if !self.sheet.is_empty() || self.pages.is_empty() {
            self.pages.push(std::mem::take(&mut self.sheet).finish());
        }
        self.notes = carried;
        self.y = TOP;
        self.fresh = true;
    }

    fn set_notes(&mut self, set: &[(Cited, usize)]) {
        let lines: usize = set.iter().map(|(_, take)| take).sum();
        if lines == 0 {
            return;
        }
        let mut y = BOTTOM - lines as f32 * SMALL * LINE;
        self.sheet.line((LEFT, y - NOTES_RULE), (LEFT + mm(40.0), y - NOTES_RULE), RULE_WIDTH, RULE);
        for (cited, take) in set {
            let note = &self.flow.notes[cited.note];
            let field = Some(note.field.as_str());
            self.sheet.body(&note.body, cited.from, cited.from + take, LEFT, y, field, false);
            y += *take as f32 * SMALL * LINE;
        }
    }
}

/// Gives the height of a row's tallest cell.
fn natural(row: &Row) -> f32 {
    let heights = row.cells.iter().map(|c| {
        let pad = if c.ruled || c.fill.is_some() { 2.0 * PAD_Y } else { 0.0 };
        if c.centred && c.body.lines.is_empty() { 0.0 } else { c.body.height + pad }
    });
    heights.fold(row.least, f32::max)
}

/// Gives what of a tall row must stand before it breaks: three lines, or as many as may be parted from the rest.
fn least(row: &Row) -> (f32, Vec<usize>) {
    let mut height = 0.0_f32;
    let mut cited = Vec::new();
    for cell in &row.cells {
        let body = &cell.body;
        let to = (3..body.lines.len()).find(|k| body.lines[*k].break_above).unwrap_or(body.lines.len());
        height = height.max((body.part(0, to) + 2.0 * PAD_Y).min(WHOLE));
        cited.extend(body.notes(0, to));
    }
    (height, cited)
}

/// Finds the last place up to a height where a cell may break, or its end.
fn break_within(cell: &Cell, from: usize, height: f32) -> usize {
    let lines = &cell.body.lines;
    let fits = |to: &usize| cell.body.part(from, *to) <= height + 0.01;
    let may = |to: &usize| *to == lines.len() || lines[*to].break_above;
    (from + 1..=lines.len()).take_while(fits).filter(may).last().unwrap_or(from)
}
