//! Rows to pages. How rows break is said in the design of the paper; the rules stand beside the code that keeps them.

use crate::breaks::{cited, heights, least, natural, within};
use crate::flow::{Cell, Flow, Row};
use crate::foot::Foot;
use crate::look::*;
use crate::page::Page;
use crate::sheet::Sheet;

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
        chosen: 0,
        foot: Foot::new(&flow.notes),
        merged: Vec::new(),
    };
    for (i, row) in flow.rows.iter().enumerate() {
        pager.row(i, row);
    }
    pager.end_page();
    while !pager.foot.is_empty() {
        pager.end_page();
    }
    (pager.pages, pager.met)
}

/// A merged cell in course: where its part on this page begins, also in the order of reading, and from which of its lines on.
struct Course {
    id: usize,
    top: f32,
    place: usize,
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
    /// The row after those whose place is chosen.
    chosen: usize,
    foot: Foot<'a>,
    merged: Vec<Course>,
}

impl<'a> Pager<'a> {
    fn row(&mut self, i: usize, row: &'a Row) {
        // Within a chain the place was chosen with its first row; one that fits no page is parted only where it must be.
        let chosen = i < self.chosen;
        let fits = if chosen { self.stands(row) } else { self.chain_fits(i, self.y, &[]) };
        if !self.fresh && !fits {
            self.turn(row, false);
        }
        if !chosen {
            self.chosen = self.end_of_chain(i);
        }
        if !self.fresh {
            self.y += row.before;
        }
        if let Some((title, level)) = &row.bookmark {
            self.met.push(Met { title: title.clone(), level: *level, page: self.pages.len(), y: self.y });
        }
        let place = self.sheet.place();
        self.merged.extend(row.opens.iter().map(|id| Course { id: *id, top: self.y, place, from: 0 }));
        // A merged cell of up to 60 mm stands whole on this page, and so do its notes.
        let opened = row.opens.iter().filter_map(|id| self.flow.spans.get(*id)).map(|m| &m.cell.body);
        self.foot.cite(opened.filter(|b| b.height <= WHOLE).flat_map(|b| b.notes(0, usize::MAX)));
        let height = natural(row).max(self.rest_of_merged(row));
        let cited: Vec<usize> = cited(row).collect();
        let fits = self.fits(self.y + height, &cited);
        if fits || (self.fresh && natural(row) <= WHOLE && self.y + height <= BOTTOM) {
            let height = self.with_merged(i, row, height, &cited);
            self.whole(row, height, cited);
        } else {
            self.broken(row);
        }
        self.close(row);
    }

    /// Gives the height that a row needs for what is left of the merged cells that end with it.
    fn rest_of_merged(&self, row: &Row) -> f32 {
        let ending = self.merged.iter().filter(|c| row.closes.contains(&c.id));
        ending.map(|c| self.rest(c)).fold(0.0, f32::max)
    }

    /// Gives the height below the present place that the rest of a merged cell needs.
    fn rest(&self, course: &Course) -> f32 {
        let Some(merged) = self.flow.spans.get(course.id) else { return 0.0 };
        let body = &merged.cell.body;
        let rest = body.part(course.from, body.lines.len());
        if rest > 0.0 { rest + 2.0 * PAD_Y - (self.y - course.top) } else { 0.0 }
    }

    /// Makes a row that is the last on its page so high that the merged cells which go on beside it stand there whole.
    fn with_merged(&self, i: usize, row: &Row, height: f32, cited: &[usize]) -> f32 {
        let going_on = self.merged.iter().filter(|c| !row.closes.contains(&c.id));
        let more = going_on.map(|c| self.rest(c)).fold(height, f32::max);
        let last = more > height && !self.chain_fits(i + 1, self.y + height, cited);
        if last && self.fits(self.y + more, cited) { more } else { height }
    }

    /// Gives the row after those that a row keeps by it.
    fn end_of_chain(&self, i: usize) -> usize {
        let mut last = i;
        for (j, row) in self.flow.rows.iter().enumerate().skip(i) {
            if j > last {
                break;
            }
            last = last.max(j + row.keep);
        }
        last + 1
    }

    /// Says whether a row fits here by itself, or the beginning of one that may break.
    fn stands(&self, row: &Row) -> bool {
        let natural = natural(row);
        let (height, notes) = if natural > WHOLE { least(row) } else { (natural, cited(row).collect()) };
        self.fits(self.y + row.before + height, &notes)
    }

    /// Says whether the row fits at `y` with those that it keeps by it, or three lines of a row that may break.
    fn chain_fits(&self, i: usize, y: f32, before: &[usize]) -> bool {
        let (mut end, mut last, mut need) = (y, i, 0.0_f32);
        let mut notes = before.to_vec();
        for (j, row) in self.flow.rows.iter().enumerate().skip(i) {
            if j > last {
                break;
            }
            last = last.max(j + row.keep);
            let natural = natural(row);
            let top = end + row.before;
            for merged in row.opens.iter().filter_map(|id| self.flow.spans.get(*id)) {
                need = need.max(top + (merged.cell.body.height + 2.0 * PAD_Y).min(WHOLE));
                notes.extend(merged.cell.body.notes(0, usize::MAX));
            }
            if natural > WHOLE && (j == last || j + 1 == self.flow.rows.len()) {
                let (least, cited) = least(row);
                end = top + least;
                notes.extend(cited);
            } else {
                end = top + natural;
                notes.extend(cited(row));
            }
        }
        self.fits(end.max(need), &notes)
    }

    fn fits(&self, end: f32, cited: &[usize]) -> bool {
        end + self.foot.height(cited) <= BOTTOM + 0.01
    }

    fn whole(&mut self, row: &Row, height: f32, cited: Vec<usize>) {
        for cell in &row.cells {
            self.sheet.cell(cell, self.y, height, 0..cell.body.lines.len(), false);
        }
        self.foot.cite(cited);
        self.y += height;
        self.fresh = false;
    }

    /// Sets a row that is too tall for the page: its cells break at one height, between lines.
    fn broken(&mut self, row: &Row) {
        let mut from: Vec<usize> = vec![0; row.cells.len()];
        loop {
            let to = self.cut(row, &from);
            let parts = || row.cells.iter().zip(from.iter().zip(&to));
            let done = parts().all(|(c, (_, to))| *to >= c.body.lines.len());
            let mut height =
                parts().map(|(c, (from, to))| c.body.part(*from, *to) + 2.0 * PAD_Y).fold(0.0, f32::max);
            if !done && !self.fresh && to == from {
                self.turn(row, from.iter().any(|line| *line > 0));
                continue;
            }
            let mut over = false;
            if done {
                let full = height.max(self.rest_of_merged(row));
                let room = BOTTOM - self.foot.height(&[]) - self.y;
                over = full > room + 0.01;
                height = if over { room.max(height) } else { full };
            }
            for (cell, (from, to)) in parts() {
                self.sheet.cell(cell, self.y, height, *from..*to, false);
                self.foot.cite(cell.body.notes(*from, *to));
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

    /// Chooses where each cell breaks: as low as text and notes fit.
    fn cut(&self, row: &Row, from: &[usize]) -> Vec<usize> {
        for height in heights(row, from, BOTTOM - self.y - 2.0 * PAD_Y) {
            let to = within(row, from, height);
            let parts = || row.cells.iter().zip(from.iter().zip(&to));
            let moved = parts().any(|(_, (from, to))| to > from);
            let notes: Vec<usize> = parts().flat_map(|(c, (f, t))| c.body.notes(*f, *t)).collect();
            let used = parts().map(|(c, (f, t))| c.body.part(*f, *t)).fold(0.0, f32::max);
            if moved && self.fits(self.y + used + 2.0 * PAD_Y, &notes) {
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
                self.part_of_merged(&course);
            }
        }
    }

    /// Draws the part of a merged cell that lies on this page, and gives the line from which it goes on.
    fn part_of_merged(&mut self, course: &Course) -> usize {
        let height = self.y - course.top;
        let Some(merged) = self.flow.spans.get(course.id).filter(|_| height > 0.0) else {
            return course.from;
        };
        let (body, repeat) = (&merged.cell.body, &merged.repeat);
        let lines = body.lines.len();
        let room = height - 2.0 * PAD_Y + 0.05;
        if course.from >= lines && course.from > 0 {
            let fit = (0..=repeat.lines.len()).rev().find(|to| repeat.part(0, *to) <= room).unwrap_or(0);
            let cell = Cell { body: repeat.clone(), ..merged.cell.clone() };
            self.sheet.back_at(course.place, |s| s.cell(&cell, course.top, height, 0..fit, true));
            return course.from;
        }
        let fits = |to: &usize| body.part(course.from, *to) <= room;
        let fit = (course.from..=lines).rev().find(fits).unwrap_or(course.from);
        self.sheet
            .back_at(course.place, |s| s.cell(&merged.cell, course.top, height, course.from..fit, false));
        self.foot.cite(body.notes(course.from, fit));
        fit
    }

    /// Ends the page and begins the next with what repeats above the row.
    fn turn(&mut self, row: &Row, going_on: bool) {
        let mut courses = std::mem::take(&mut self.merged);
        // The inner ones first, so that the places of the outer ones in the order of reading stay.
        for course in courses.iter_mut().rev() {
            course.from = self.part_of_merged(course);
        }
        self.end_page();
        let context = row.context.and_then(|c| self.flow.contexts.get(c));
        let (outer, inner) = context.map_or((&[][..], &[][..]), |c| {
            let inner = if going_on && !c.inner_going_on.is_empty() { &c.inner_going_on } else { &c.inner };
            (&c.outer[..], &inner[..])
        });
        outer.iter().for_each(|row| self.repeat(row));
        self.resume(&mut courses, true);
        inner.iter().for_each(|row| self.repeat(row));
        self.resume(&mut courses, false);
        self.merged = courses;
        self.fresh = true;
    }

    /// Lets the merged cells go on here: those beside which repeated rows stand, or the others.
    fn resume(&self, courses: &mut [Course], beside: bool) {
        for course in courses {
            if self.flow.spans.get(course.id).is_some_and(|m| m.beside == beside) {
                (course.top, course.place) = (self.y, self.sheet.place());
            }
        }
    }

    fn repeat(&mut self, row: &Row) {
        let height = natural(row);
        for cell in &row.cells {
            self.sheet.cell(cell, self.y, height, 0..cell.body.lines.len(), true);
        }
        self.y += height;
    }

    /// Sets the notes at the foot, and begins a new sheet.
    fn end_page(&mut self) {
        let end = if self.fresh { TOP } else { self.y };
        self.foot.set(&mut self.sheet, end);
        if !self.sheet.is_empty() || self.pages.is_empty() {
            self.pages.push(std::mem::take(&mut self.sheet).finish());
        }
        self.y = TOP;
        self.fresh = true;
    }
}
