//! The annex: the pages of attached files that are printed with the assessment, after the form.

use std::sync::Arc;

use model::AttachmentRef;

use crate::body::Body;
use crate::form::{Paper, ROOT};
use crate::look::*;
use crate::page::{Area, Bookmark, NodeId, Page, Role, Shape};
use crate::picture::{Picture, Pictures};
use crate::prose::{Look, para};
use crate::sheet::Sheet;

/// Space between the words above a picture and the picture.
const GAP: f32 = mm(4.0);

/// A file that is printed, with the letter that it has in the form.
#[derive(Debug, Clone)]
pub(crate) struct Printed {
    pub letter: String,
    pub file: AttachmentRef,
    /// The field in which it is attached.
    pub field: Option<Arc<str>>,
}

impl Paper<'_> {
    /// Sets the pages of the files that are printed, and the bookmarks to them; `first` is the index of the first such page.
    pub(crate) fn annex(&mut self, pictures: &Pictures, first: usize) -> (Vec<Page>, Vec<Bookmark>) {
        self.shaper.field.clear();
        let (mut pages, mut bookmarks) = (Vec::new(), Vec::new());
        for printed in std::mem::take(&mut self.printed) {
            let title = format!("Annex {}: {}", printed.letter, printed.file.title);
            bookmarks.push(Bookmark {
                title: title.clone(),
                level: 0,
                page: (first + pages.len()) as u32,
                y: TOP,
            });
            let sect = self.node(ROOT, Role::Sect);
            for n in 0..printed.file.printed.len() {
                pages.push(self.annex_page(&printed, sect, &title, n, pictures));
            }
        }
        (pages, bookmarks)
    }

    fn annex_page(
        &mut self,
        printed: &Printed,
        sect: NodeId,
        title: &str,
        n: usize,
        pictures: &Pictures,
    ) -> Page {
        let mut sheet = Sheet::default();
        let file = &printed.file;
        let field = printed.field.as_ref();
        let count = file.printed.len();
        let place = if count > 1 { format!(", page {} of {count}", n + 1) } else { String::new() };
        let (paras, artifact) = if n == 0 {
            let heading = self.node(sect, Role::Heading(2));
            let about = self.node(sect, Role::Paragraph);
            let look = Look { bold: true, italic: false, size: 13.0, colour: self.colour };
            let name = para(Look::SMALL, format!("The attached file {}{place}", file.file_name), Some(about));
            (vec![para(look, title, Some(heading)), name], false)
        } else {
            (vec![para(Look::SMALL, format!("{title}{place}"), None)], true)
        };
        let body = Body::lay(&mut self.shaper, &paras, WIDTH);
        sheet.body(&body, 0..body.lines.len(), (LEFT, TOP), field, artifact);
        let top = TOP + body.height + GAP;
        let Some(page) = file.printed.get(n) else { return sheet.finish() };
        match pictures.get(&page.sha256) {
            Some(picture) => {
                let figure = self.node(sect, Role::Figure(page.words.clone()));
                let most = (page.width as f32, page.height as f32);
                let area = fitted(picture, most, Area { x: LEFT, y: top, w: WIDTH, h: BOTTOM - top });
                sheet.shape(Some(figure), field, Shape::Image { area, picture: picture.clone() });
                let frame = Shape::Rect { area, fill: None, stroke: Some((RULE_WIDTH, RULE)) };
                sheet.shape(None, None, frame);
            }
            None => {
                let node = self.node(sect, Role::Paragraph);
                let words = "This page cannot be shown: its picture is missing. Attach the file again.";
                let body = Body::lay(&mut self.shaper, &[para(Look::ANSWER, words, Some(node))], WIDTH);
                sheet.body(&body, 0..body.lines.len(), (LEFT, top), field, false);
            }
        }
        sheet.finish()
    }
}

/// Gives the greatest area of a picture's shape within `room`, no larger than `most`, at its left end.
pub(crate) fn fitted(picture: &Picture, most: (f32, f32), room: Area) -> Area {
    let (width, height) = (picture.width as f32, picture.height as f32);
    let scale = (most.0.min(room.w) / width).min(most.1.min(room.h) / height);
    Area { w: width * scale, h: height * scale, ..room }
}
