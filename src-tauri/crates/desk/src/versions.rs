//! Earlier versions: compared with others, and taken up again.

use std::collections::BTreeMap;

use model::{Assessment, Change, Edit, File, How, Place, Template};

use crate::desk::{Desk, copy, lock};
use crate::{Error, Now, wire};

impl Desk {
    /// Makes a new draft with the answers of another assessment, and gives its id.
    ///
    /// The version table and the approvals begin anew: they told of the other one.
    ///
    /// # Errors
    /// [`Error::Store`] or [`Error::Model`].
    pub fn duplicate(&self, id: &str, new: &str, now: &Now) -> Result<String, Error> {
        let mut file = self.register.file(id)?;
        let template = self.template(&file.assessment)?;
        let officer = self.settings().officer;
        let empty = Assessment::new(new, &template, "", &officer, &now.day);
        file.versions.clear();
        let mut assessment = copy(file.assessment, new);
        assessment.name = format!("{} (copy)", assessment.name);
        assessment.version.clone_from(&empty.version);
        assessment.changed.clone_from(&empty.changed);
        assessment.comments.clear();
        assessment.kept.clear();
        let anew = template.roles.versions.iter().map(|v| &v.field);
        for field in anew.chain(&template.roles.approvals.named_and_dated) {
            assessment.answers.remove(field);
        }
        assessment.answers.extend(empty.answers);
        file.assessment = assessment;
        Ok(self.add(file)?)
    }

    /// Compares two versions of an assessment; `None` is the one in hand.
    ///
    /// # Errors
    /// [`Error::NoVersion`]; [`Error::Store`].
    pub fn compare(&self, args: &wire::CompareArgs) -> Result<wire::Comparison, Error> {
        let file = self.register.file(&args.id)?;
        let template = self.template(&file.assessment)?;
        let (older, newer) = (version(&file, args.older.as_deref())?, version(&file, args.newer.as_deref())?);
        let last = self.last_changes(&args.id, &template)?;
        let section = |question: &str| {
            template
                .questions()
                .find(|(_, q)| q.id == question)
                .map(|(s, _)| s.id.clone())
                .unwrap_or_default()
        };
        let differences =
            compare::differences(&template, older, newer).into_iter().map(|d| wire::Difference {
                section: section(&d.question),
                by: last.get(&d.field).cloned(),
                question: d.question,
                field: d.field,
                kind: d.kind.into(),
                words: d.words.into_iter().map(Into::into).collect(),
                rows: d.rows.into_iter().map(Into::into).collect(),
            });
        Ok(wire::Comparison {
            differences: differences.collect(),
            older: compared(older),
            newer: compared(newer),
        })
    }

    /// Takes an answer from an earlier version into the one in hand.
    ///
    /// # Errors
    /// [`Error::NoVersion`]; as [`Desk::edit`].
    pub fn restore_answer(&self, args: &wire::RestoreArgs, now: &Now) -> Result<wire::View, Error> {
        let file = self.register.file(&args.id)?;
        let from = version(&file, Some(&args.version))?;
        let change = Change::SetAnswer {
            at: Place::field(&args.field),
            answer: from.answers.get(&args.field).cloned(),
        };
        let working = self.working(&args.id)?;
        let mut working = lock(&working);
        let template = self.template(&working.assessment)?;
        let edit = Edit {
            against: args.against,
            by: self.settings().officer,
            at: now.at.clone(),
            change,
            group: None,
            how: How::Made,
        };
        self.make(&mut working, &template, &edit)?;
        self.view_of(&working)
    }

    /// Gives the change that begins the next version with the answers of an earlier one.
    pub(crate) fn begin_from(
        &self,
        assessment: &Assessment,
        template: &Template,
        number: &str,
        begun: Change,
    ) -> Result<Change, Error> {
        let file = self.register.file(&assessment.id)?;
        let from = version(&file, Some(number))?;
        let own: Vec<&String> = template
            .roles
            .versions
            .iter()
            .map(|v| &v.field)
            .chain(&template.roles.approvals.named_and_dated)
            .collect();
        let fields = template.fields().map(|(_, f)| &f.id).filter(|f| !own.contains(f));
        let changed = fields.filter(|f| from.answers.get(*f) != assessment.answers.get(*f));
        let set =
            changed.map(|f| Change::SetAnswer { at: Place::field(f), answer: from.answers.get(f).cloned() });
        Ok(Change::Several { changes: std::iter::once(begun).chain(set).collect() })
    }

    /// Says of each field who changed it last, and when.
    fn last_changes(
        &self,
        id: &str,
        template: &Template,
    ) -> Result<BTreeMap<String, (String, String)>, Error> {
        let mut last = BTreeMap::new();
        for entry in self.register.history(id)? {
            let mut fields = Vec::new();
            fields_of(&entry.edit.change, &mut fields);
            for field in fields.into_iter().filter(|f| template.field(f).is_some()) {
                last.insert(field.to_owned(), (entry.edit.by.clone(), entry.edit.at.clone()));
            }
        }
        Ok(last)
    }
}

fn version<'a>(file: &'a File, number: Option<&str>) -> Result<&'a Assessment, Error> {
    let Some(number) = number else { return Ok(&file.assessment) };
    let found = file.versions.iter().map(|v| &v.assessment).find(|a| a.version == number);
    found.ok_or_else(|| Error::NoVersion(number.to_owned()))
}

fn compared(a: &Assessment) -> wire::Compared {
    wire::Compared {
        version: a.version.clone(),
        status: a.status.into(),
        on: a.seal.as_ref().map_or(&a.changed, |s| &s.on).clone(),
    }
}

fn fields_of<'a>(change: &'a Change, out: &mut Vec<&'a str>) {
    match change {
        Change::SetAnswer { at, .. } => out.push(&at.field),
        Change::InsertRow { field, .. } | Change::RemoveRow { field, .. } | Change::MoveRow { field, .. } => {
            out.push(field);
        }
        Change::Several { changes } => changes.iter().for_each(|c| fields_of(c, out)),
        _ => {}
    }
}
