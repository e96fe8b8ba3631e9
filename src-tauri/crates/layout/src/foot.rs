//! The notes at the foot of the page that cites them. A note of many lines may run on.

use crate::flow::Note;
use crate::look::*;
use crate::sheet::Sheet;

/// Space between the text and the rule above the notes, and below that rule.
const GAP: f32 = mm(3.0);
const RULE_GAP: f32 = mm(0.8);
/// A note of more lines than this may run on to the next page.
const WHOLE_NOTE: usize = 10;
/// Height of a line.
const STEP: f32 = SMALL * LINE;

/// A note on the page: which, and from which of its lines on.
#[derive(Clone, Copy, PartialEq)]
struct Cited {
    note: usize,
    from: usize,
}

/// The notes that the page in the making cites.
pub(crate) struct Foot<'a> {
    notes: &'a [Note],
    cited: Vec<Cited>,
}

impl<'a> Foot<'a> {
    pub(crate) fn new(notes: &'a [Note]) -> Foot<'a> {
        Foot { notes, cited: Vec::new() }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.cited.is_empty()
    }

    pub(crate) fn cite(&mut self, notes: impl IntoIterator<Item = usize>) {
        for note in notes {
            if !self.cited.iter().any(|c| c.note == note) {
                self.cited.push(Cited { note, from: 0 });
            }
        }
    }

    /// Gives the least height of the notes cited, with `more` of them.
    pub(crate) fn height(&self, more: &[usize]) -> f32 {
        let mut lines = 0;
        for cited in &self.cited {
            let rest = self.lines(cited.note) - cited.from;
            // What is left of a long note takes up to half of the page, so that it comes to an end.
            lines += if cited.from > 0 { rest.min(28) } else { first_lines(rest) };
        }
        for (n, note) in more.iter().enumerate() {
            let met = self.cited.iter().any(|c| c.note == *note) || more.iter().take(n).any(|m| m == note);
            lines += if met { 0 } else { first_lines(self.lines(*note)) };
        }
        if lines > 0 { lines as f32 * STEP + GAP + RULE_GAP } else { 0.0 }
    }

    fn lines(&self, note: usize) -> usize {
        self.notes.get(note).map_or(0, |n| n.body.lines.len())
    }

    /// Sets the notes below the text that ends at `end`, the lowest number first, and keeps what does not fit.
    pub(crate) fn set(&mut self, sheet: &mut Sheet, end: f32) {
        let mut room = ((BOTTOM - end - GAP - RULE_GAP) / STEP + 0.01).max(0.0) as usize;
        let mut set: Vec<(Cited, usize)> = Vec::new();
        let mut carried: Vec<Cited> = Vec::new();
        self.cited.sort_by_key(|c| c.note);
        for cited in std::mem::take(&mut self.cited) {
            let rest = self.lines(cited.note) - cited.from;
            // At least two lines of a note that runs on stay on each side.
            let take = if rest <= room { rest } else { room.min(rest.saturating_sub(2)) };
            if !carried.is_empty() || take == 0 || (take < rest && take < 2) {
                carried.push(cited);
                continue;
            }
            room -= take;
            set.push((cited, take));
            if take < rest {
                carried.push(Cited { from: cited.from + take, ..cited });
            }
        }
        self.cited = carried;
        self.draw(sheet, &set);
    }

    fn draw(&self, sheet: &mut Sheet, set: &[(Cited, usize)]) {
        let lines: usize = set.iter().map(|(_, take)| take).sum();
        if lines == 0 {
            return;
        }
        let mut y = BOTTOM - lines as f32 * STEP;
        sheet.line((LEFT, y - RULE_GAP), (LEFT + mm(40.0), y - RULE_GAP), RULE_WIDTH, RULE);
        for (cited, take) in set {
            let Some(note) = self.notes.get(cited.note) else { continue };
            sheet.body(&note.body, cited.from..cited.from + take, (LEFT, y), note.field.as_ref(), false);
            y += *take as f32 * STEP;
        }
    }
}

/// Gives how many lines of a note must stand on the page that cites it.
fn first_lines(lines: usize) -> usize {
    if lines > WHOLE_NOTE { 2 } else { lines }
}
