//! Lays an assessment out on pages, as the council's template prints.
//!
//! `layout` knows no PDF: the preview on the screen and the file on disk are both drawn from the [`Pages`] it makes.
//!
//! The way: a template and its answers become rows of laid cells (`form`, `numbered`, `prose`); the rows are cut into pages
//! (`pager`); the pages of attached files follow (`annex`); the margins are filled (`furniture`).

mod annex;
mod body;
mod boxes;
mod breaks;
mod coverage;
mod flow;
mod font;
mod foot;
mod form;
mod furniture;
mod house;
mod lines;
mod look;
mod matrix;
mod numbered;
mod page;
mod pager;
mod picture;
mod prose;
mod sections;
mod shape;
mod sheet;
mod svg;
mod table;

use model::{Assessment, Template};

pub use coverage::prints;
pub use font::Face;
pub use house::LEAST_CONTRAST;
pub use page::{
    A4, Area, Bookmark, Colour, Glyph, Item, Missing, Node, NodeId, Numbering, Page, Pages, Role, Run, Scope,
    Shape, Target,
};
pub use picture::{Packing, Picture, Pictures};
pub use svg::svg;

/// Lays an assessment out that needs no pictures; those that it needs all the same are left out.
pub fn lay_out(template: &Template, assessment: &Assessment) -> Pages {
    lay_out_with(template, assessment, &Pictures::new())
}

/// Lays an assessment out, with the pictures that it names. The same assessment gives the same pages.
pub fn lay_out_with(template: &Template, assessment: &Assessment, pictures: &Pictures) -> Pages {
    let mut paper = form::Paper::new(template, assessment);
    paper.form(pictures);
    let (mut pages, met) = pager::paginate(&paper.flow);
    let (annex, more) = paper.annex(pictures, pages.len());
    pages.extend(annex);
    let form::Paper { mut shaper, tree, .. } = paper;
    furniture::furnish(&mut shaper, template, assessment, &mut pages);
    let met = met.into_iter();
    let bookmarks = met
        .map(|m| Bookmark { title: m.title, level: m.level, page: m.page as u32, y: m.y })
        .chain(more)
        .collect();
    let missing =
        shaper.missing().map(|(field, c)| Missing { field: field.clone(), character: *c }).collect();
    Pages {
        title: format!("{}: {}", assessment.name, template.document),
        language: template.language.clone(),
        pages,
        tree,
        bookmarks,
        missing,
    }
}
