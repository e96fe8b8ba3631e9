//! An assessment that is open: kept at hand with its trail and its paper, so that a keystroke costs little.

use std::collections::BTreeMap;

use layout::{Pages, Pictures, Shape, lay_out_with};
use model::{Assessment, Change, Edit, House, How, Place, Template, Test, Trail, findings, holds, progress};

use crate::printed::refreshed;
use crate::{Error, Now, told, wire};

/// An open assessment.
#[derive(Debug)]
pub(crate) struct Working {
    /// As it is on the disk.
    pub assessment: Assessment,
    /// What can be undone.
    pub trail: Trail,
    /// When its last change was saved: RFC 3339, UTC.
    pub saved: String,
    /// How many changes that are not undone each field has had.
    changed: BTreeMap<String, i64>,
    /// The paper of a revision in a house style.
    paper: Option<(u64, Option<House>, Pages)>,
    /// The pictures on it.
    pictures: Pictures,
}

impl Working {
    /// Opens an assessment with its history.
    pub fn new(assessment: Assessment, history: &[store::Entry]) -> Working {
        let mut trail = Trail::default();
        let mut changed = BTreeMap::new();
        for entry in history {
            trail.push(&entry.edit, &entry.inverse);
            count(&entry.edit.change, &entry.edit.how, &mut changed);
        }
        let saved = history.last().map(|e| e.edit.at.clone()).unwrap_or_default();
        Working { assessment, trail, saved, changed, paper: None, pictures: Pictures::new() }
    }

    /// Makes an edit, keeps it with `keep`, and gives what it changed besides what was asked.
    pub fn edit(
        &mut self,
        template: &Template,
        edit: &Edit,
        keep: impl FnOnce(&Edit) -> Result<Assessment, Error>,
    ) -> Result<BTreeMap<String, Option<wire::Answer>>, Error> {
        let mut after = self.assessment.clone();
        let inverse = model::apply(template, &mut after, edit)?;
        let kept = keep(edit)?;
        let also = differences(&self.assessment, &kept, &edit.change);
        self.assessment = kept;
        self.trail.push(edit, &inverse);
        count(&edit.change, &edit.how, &mut self.changed);
        self.saved.clone_from(&edit.at);
        Ok(also)
    }

    /// Gives the edit that undoes the last step, or does it again.
    pub fn step(&self, how: How, against: u64, by: &str, now: &Now) -> Result<Edit, Error> {
        let (change, verb) = match how {
            How::Redone => (self.trail.redo(), "do again"),
            _ => (self.trail.undo(), "undo"),
        };
        let change = change.ok_or(Error::Nothing(verb))?;
        Ok(Edit { against, by: by.to_owned(), at: now.at.clone(), change, group: None, how })
    }

    /// Says where answers came from, by field: those of received documents.
    pub fn origins(&self) -> BTreeMap<String, wire::Origin> {
        let a = &self.assessment;
        let origin = |(field, from): (&String, &model::Provenance)| {
            let received = a.received.iter().find(|r| r.sha256 == from.of)?;
            let amended = self.changed.get(field).is_some_and(|n| *n > 0);
            let whose = crate::summary::whose(received);
            Some((field.clone(), wire::Origin { whose, place: from.place.clone(), amended }))
        };
        a.provenance.iter().filter_map(origin).collect()
    }

    /// Gives what the window shows besides the answers.
    pub fn state(&self, t: &Template) -> wire::Edited {
        let a = &self.assessment;
        let done = progress(t, a, None);
        let name = |change: Option<&Change>| change.map(|c| told::tell(t, a, c).what);
        let questions = t.questions().map(|(_, q)| (q.id.clone(), q.state(t, a).into())).collect();
        wire::Edited {
            revision: a.revision,
            saved: self.saved.clone(),
            name: a.name.clone(),
            status: a.status.into(),
            version: a.version.clone(),
            signs_as: model::number_at_sign_off(&a.version),
            progress: wire::Progress { answered: done.answered, asked: done.asked },
            questions,
            not_asked: not_asked(t, a),
            findings: all_findings(t, a).into_iter().map(|f| finding(t, f)).collect(),
            comments: a.comments.iter().map(Into::into).collect(),
            undo: name(self.trail.last_done()),
            redo: name(self.trail.last_undone()),
            also: BTreeMap::new(),
        }
    }

    /// Gives the paper as it is now in a house style, laying it out when assessment or style has changed; `read` finds the
    /// pictures.
    pub fn pages(
        &mut self,
        template: &Template,
        house: Option<House>,
        read: impl Fn(&str) -> Option<Vec<u8>>,
    ) -> &Pages {
        let revision = self.assessment.revision;
        let fresh = matches!(&self.paper, Some((r, h, _)) if *r == revision && *h == house);
        if !fresh {
            let in_style;
            let assessment = if self.assessment.house == house {
                &self.assessment
            } else {
                in_style = Assessment { house: house.clone(), ..self.assessment.clone() };
                &in_style
            };
            self.pictures = refreshed(assessment, &self.pictures, read);
            let pages = lay_out_with(template, assessment, &self.pictures);
            self.paper = Some((revision, house.clone(), pages));
        }
        let (.., pages) = self.paper.get_or_insert_with(|| (revision, house, Pages::default()));
        pages
    }
}

/// Counts a change at each field that it touches; an undone one does not count.
fn count(change: &Change, how: &How, changed: &mut BTreeMap<String, i64>) {
    let field = match change {
        Change::Several { changes } => return changes.iter().for_each(|c| count(c, how, changed)),
        Change::SetAnswer { at, .. } => &at.field,
        Change::InsertRow { field, .. } | Change::RemoveRow { field, .. } | Change::MoveRow { field, .. } => {
            field
        }
        _ => return,
    };
    *changed.entry(field.clone()).or_default() += if *how == How::Undone { -1 } else { 1 };
}

/// Lists what the template's rules find, and the characters that cannot be printed.
pub(crate) fn all_findings(template: &Template, assessment: &Assessment) -> Vec<model::Finding> {
    let mut found = findings(template, assessment);
    found.extend(crate::characters::findings(template, assessment));
    found
}

/// Says where each field stands on the paper: on the first page that shows it.
pub(crate) fn places(pages: &Pages) -> Vec<wire::PaperPlace> {
    let mut places: Vec<wire::PaperPlace> = Vec::new();
    let mut index: BTreeMap<&str, usize> = BTreeMap::new();
    for (page, item) in pages.pages.iter().enumerate().flat_map(|(n, p)| p.items.iter().map(move |i| (n, i)))
    {
        let Some(path) = item.field.as_deref() else { continue };
        if in_note(pages, item) {
            continue;
        }
        let field = path.split('/').next().unwrap_or(path);
        let (top, bottom) = match &item.shape {
            Shape::Text(run) => (run.baseline - run.size, run.baseline + 0.3 * run.size),
            Shape::Rect { area, .. } | Shape::Image { area, .. } => (area.y, area.y + area.h),
            Shape::Line { .. } => continue,
        };
        match index.get(field).and_then(|i| places.get_mut(*i)) {
            Some(place) if place.page == page => {
                place.top = place.top.min(top);
                place.bottom = place.bottom.max(bottom);
            }
            Some(_) => {}
            None => {
                index.insert(field, places.len());
                places.push(wire::PaperPlace { field: field.to_owned(), page, top, bottom });
            }
        }
    }
    places
}

/// Says whether an item belongs to a footnote, which stands away from its field.
fn in_note(pages: &Pages, item: &layout::Item) -> bool {
    let mut at = item.node;
    while let Some(node) = at.and_then(|id| pages.tree.get(id.0 as usize)) {
        if matches!(node.role, layout::Role::Note(_)) {
            return true;
        }
        at = node.parent;
    }
    false
}

fn finding(template: &Template, f: model::Finding) -> wire::Finding {
    let question = template.question_of(&f.at.field).map(|q| q.id.clone()).unwrap_or_default();
    wire::Finding {
        key: f.key(),
        severity: f.severity.into(),
        required: f.rule == "required",
        at: wire::Place::from(&f.at),
        question,
        message: f.message,
        source: f.source,
        kept: f.kept,
    }
}

fn differences(
    before: &Assessment,
    after: &Assessment,
    asked: &Change,
) -> BTreeMap<String, Option<wire::Answer>> {
    let target = match asked {
        Change::SetAnswer { at: Place { field, row: None, .. }, .. } => Some(field),
        _ => None,
    };
    let fields = before.answers.keys().chain(after.answers.keys());
    fields
        .filter(|f| Some(*f) != target && before.answers.get(*f) != after.answers.get(*f))
        .map(|f| (f.clone(), after.answers.get(f).map(Into::into)))
        .collect()
}

/// Lists the fields that are not asked, each with the first field on which it depends.
fn not_asked(template: &Template, assessment: &Assessment) -> BTreeMap<String, String> {
    let fails =
        |test: &Option<Test>| test.as_ref().filter(|t| !holds(t, template, assessment)).map(first_field);
    template
        .fields()
        .filter_map(|(q, f)| {
            let on = fails(&q.depends).or_else(|| fails(&f.depends))?;
            Some((f.id.clone(), on.unwrap_or_default()))
        })
        .collect()
}

fn first_field(test: &Test) -> Option<String> {
    match test {
        Test::All(tests) | Test::Any(tests) => tests.iter().find_map(first_field),
        Test::Not(test) => first_field(test),
        Test::Yes(f) | Test::No(f) | Test::Answered(f) | Test::Is { field: f, .. } => Some(f.clone()),
        Test::AnyYes(_) | Test::AnyAnswered(_) => None,
    }
}
