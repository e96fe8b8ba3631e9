//! Checks a template when it is loaded; each mistake names its place.

use std::collections::BTreeSet;

use crate::{Draw, Field, Kind, Question, Template, Test};

/// A mistake in a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The place: `sections/step-2/2.1/head`.
    pub at: String,
    /// What is wrong.
    pub what: String,
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "at {}: {}", self.at, self.what)
    }
}

/// Lists the mistakes of a template; none when it is sound.
pub fn check_template(template: &Template) -> Vec<Problem> {
    let mut check = Checker { template, problems: Vec::new() };
    if template.format != 1 {
        check
            .say("format", format!("the template file format {} is not known here, only 1", template.format));
    }
    check.ids();
    check.fields();
    check.roles();
    check.rules();
    check.problems
}

struct Checker<'a> {
    template: &'a Template,
    problems: Vec<Problem>,
}

impl Checker<'_> {
    fn say(&mut self, at: impl Into<String>, what: impl Into<String>) {
        self.problems.push(Problem { at: at.into(), what: what.into() });
    }

    fn ids(&mut self) {
        let template = self.template;
        let sections: Vec<(String, &str)> =
            template.sections.iter().map(|s| (format!("sections/{}", s.id), s.id.as_str())).collect();
        let questions: Vec<(String, &str)> = template
            .questions()
            .map(|(s, q)| (format!("sections/{}/{}", s.id, q.id), q.id.as_str()))
            .collect();
        for list in [sections, questions] {
            let mut seen = BTreeSet::new();
            for (at, id) in list {
                if id.is_empty() || !seen.insert(id) {
                    self.say(at, format!("the id “{id}” is empty or used twice"));
                }
            }
        }
        let mut seen = BTreeSet::new();
        for (question, field) in template.fields() {
            if field.id.is_empty() || field.id.contains('/') || !seen.insert(field.id.as_str()) {
                self.say(
                    place(question, field),
                    format!("the field id “{}” is empty, used twice or holds a “/”", field.id),
                );
            }
        }
        let mut seen = BTreeSet::new();
        for condition in template.conditions.iter().flat_map(|l| &l.items) {
            if !seen.insert(condition.id.as_str()) {
                self.say("conditions", format!("the condition “{}” is there twice", condition.id));
            }
        }
    }

    fn fields(&mut self) {
        for (question, field) in self.template.fields() {
            let at = place(question, field);
            self.kind(&at, &field.kind);
            if let Draw::Cell { band, column } = &field.draw {
                let matrix = question.matrix.as_ref();
                let known = matrix.is_some_and(|m| {
                    m.bands.iter().any(|b| &b.id == band) && m.columns.iter().any(|c| &c.id == column)
                });
                if !known {
                    self.say(&at, format!("the question's matrix has no cell {band}, {column}"));
                }
            }
            for test in field.depends.iter().chain(&question.depends) {
                self.test(&at, test);
            }
        }
    }

    fn kind(&mut self, at: &str, kind: &Kind) {
        match kind {
            Kind::Choice { scale: Some(id), .. } if !self.template.scales.contains_key(id) => {
                self.say(at, format!("there is no scale “{id}”"));
            }
            Kind::Choice { scale: None, options, .. } if options.is_empty() => {
                self.say(at, "a choice without options")
            }
            Kind::Conditions { lists } => {
                for id in lists {
                    if !self.template.conditions.iter().any(|l| &l.id == id) {
                        self.say(at, format!("there is no list of conditions “{id}”"));
                    }
                }
            }
            Kind::Boxes { rows } => {
                let mut seen = BTreeSet::new();
                for b in rows.iter().flatten() {
                    if !seen.insert(&b.id) {
                        self.say(at, format!("the box “{}” is there twice", b.id));
                    }
                }
            }
            Kind::Table { columns, .. } => {
                let mut seen = BTreeSet::new();
                for column in columns {
                    if !seen.insert(&column.id) {
                        self.say(at, format!("the column “{}” is there twice", column.id));
                    }
                    if matches!(column.kind, Kind::Table { .. }) {
                        self.say(at, format!("the column “{}” is itself a table", column.id));
                    }
                    self.kind(&format!("{at}/{}", column.id), &column.kind);
                }
            }
            Kind::RowRef { field, column } => self.column(at, field, column),
            _ => {}
        }
    }

    fn column(&mut self, at: &str, field: &str, column: &str) {
        let found = self.template.field(field).is_some_and(|f| f.columns().iter().any(|c| c.id == column));
        if !found {
            self.say(at, format!("there is no table “{field}” with a column “{column}”"));
        }
    }

    fn field_id(&mut self, at: &str, id: &str) {
        if self.template.field(id).is_none() {
            self.say(at, format!("there is no field “{id}”"));
        }
    }

    fn roles(&mut self) {
        let roles = &self.template.roles;
        self.field_id("roles/name", &roles.name);
        for id in roles
            .owner
            .iter()
            .chain(&roles.partners)
            .chain(&roles.approvals.review)
            .chain(&roles.approvals.named_and_dated)
        {
            self.field_id("roles", id);
        }
        for id in roles.officer.iter().flat_map(|o| o.name.iter().chain(&o.email).chain(&o.approval)) {
            self.field_id("roles/officer", id);
        }
        if let Some(v) = &roles.versions {
            for column in [&v.number, &v.reason, &v.date, &v.authors] {
                self.column("roles/versions", &v.field, column);
            }
        }
        if let Some(r) = &roles.risks {
            for column in [&r.description, &r.likelihood, &r.severity, &r.overall] {
                self.column("roles/risks", &r.field, column);
            }
        }
        if let Some(m) = &roles.measures {
            for column in [&m.risk, &m.options, &m.effect, &m.residual, &m.approved] {
                self.column("roles/measures", &m.field, column);
            }
        }
        for id in roles.regulator.iter().flat_map(|r| &r.fields) {
            self.field_id("roles/regulator", id);
        }
    }

    fn rules(&mut self) {
        for rule in &self.template.rules {
            let at = format!("rules/{}", rule.id);
            self.field_id(&at, &rule.at);
            self.test(&at, &rule.when);
            self.test(&at, &rule.must);
        }
    }

    fn test(&mut self, at: &str, test: &Test) {
        match test {
            Test::All(tests) | Test::Any(tests) => tests.iter().for_each(|t| self.test(at, t)),
            Test::Not(test) => self.test(at, test),
            Test::Yes(id) | Test::No(id) | Test::Answered(id) | Test::Is { field: id, .. } => {
                self.field_id(at, id)
            }
            Test::AnyYes(id) | Test::AnyAnswered(id) => {
                if !self.template.sections.iter().any(|s| &s.id == id) {
                    self.say(at, format!("there is no section “{id}”"));
                }
            }
        }
    }
}

fn place(question: &Question, field: &Field) -> String {
    format!("sections/…/{}/{}", question.id, field.id)
}
