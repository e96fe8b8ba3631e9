//! What the officer should look at: findings are data beside the assessment, not errors.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::assessment::{field_answered, state};
use crate::{
    Answer, Approval, Assessment, Choice, Measures, Place, Question, Risks, Row, State, Template, holds,
};

/// Something that is missing or contradictory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Finding {
    /// The rule that found it.
    pub rule: String,
    /// How grave it is.
    pub severity: Severity,
    /// Where it points.
    pub at: Place,
    /// What is missing, in an officer's words.
    pub message: String,
    /// The form's step, or the Act and section.
    pub source: String,
    /// The reason for which the officer keeps a warning.
    pub kept: Option<String>,
}

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// It stops sign-off.
    Stops,
    /// It does not, and can be kept with a reason.
    Warning,
    /// It is information.
    Note,
}

impl Finding {
    /// Gives what tells it from the others: the rule and the place.
    pub fn key(&self) -> String {
        format!("{}@{}", self.rule, self.at)
    }
}

/// Checks an assessment by the rules of its template. Findings come in the order of the form.
pub fn findings(template: &Template, assessment: &Assessment) -> Vec<Finding> {
    let mut check = Check { template, assessment, found: Vec::new() };
    check.required();
    check.rules();
    check.risks();
    check.approvals();
    let order: Vec<&str> = template.fields().map(|(_, f)| f.id.as_str()).collect();
    let place = |f: &Finding| order.iter().position(|id| *id == f.at.field).unwrap_or(usize::MAX);
    check.found.sort_by_key(|f| (place(f), f.severity));
    for finding in &mut check.found {
        if finding.severity != Severity::Stops {
            finding.kept = assessment.kept.get(&finding.key()).map(|k| k.reason.clone());
        }
    }
    check.found
}

struct Check<'a> {
    template: &'a Template,
    assessment: &'a Assessment,
    found: Vec<Finding>,
}

impl Check<'_> {
    fn say(&mut self, rule: &str, severity: Severity, at: Place, message: String, source: String) {
        self.found.push(Finding { rule: rule.to_owned(), severity, at, message, source, kept: None });
    }

    fn required(&mut self) {
        for (section, question) in self.template.questions() {
            if state(self.template, self.assessment, question) == State::NotAsked {
                continue;
            }
            for field in question.fields.iter().filter(|f| f.required) {
                let asked = field.depends.as_ref().is_none_or(|t| holds(t, self.template, self.assessment));
                if asked && !field_answered(self.assessment, field) {
                    let message = format!("{} is not answered yet.", label(question, field.label.as_deref()));
                    let source = format!("The form, {}", section.short);
                    self.say("required", Severity::Stops, Place::field(&field.id), message, source);
                }
                for column in field.columns().iter().filter(|c| c.required) {
                    for (n, row) in self.assessment.rows(&field.id).iter().enumerate() {
                        if !row.cells.contains_key(&column.id) && !self.is_risk_cell(&field.id) {
                            let what = label(question, None);
                            let message =
                                format!("{what}, row {}: {} is not answered yet.", n + 1, column.title);
                            let at = Place::cell(&field.id, &row.id, &column.id);
                            self.say(
                                "cell",
                                Severity::Warning,
                                at,
                                message,
                                format!("The form, {}", section.short),
                            );
                        }
                    }
                }
            }
        }
    }

    /// Cells of the risk table and of the measures have rules of their own.
    fn is_risk_cell(&self, field: &str) -> bool {
        let roles = &self.template.roles;
        roles.risks.as_ref().is_some_and(|r| r.field == field)
            || roles.measures.as_ref().is_some_and(|m| m.field == field)
            || roles.versions.as_ref().is_some_and(|v| v.field == field)
    }

    fn rules(&mut self) {
        for rule in &self.template.rules {
            let holds = |t| holds(t, self.template, self.assessment);
            if holds(&rule.when) && !holds(&rule.must) {
                let at = Place::field(&rule.at);
                self.say(&rule.id, rule.severity, at, rule.message.clone(), rule.source.clone());
            }
        }
    }

    fn risks(&mut self) {
        let Some(risks) = &self.template.roles.risks else { return };
        let measures = self.template.roles.measures.as_ref();
        for (n, row) in self.assessment.rows(&risks.field).iter().enumerate() {
            self.rating(risks, row, n + 1);
            if let Some(measures) = measures {
                self.answered_by_measure(risks, measures, row, n + 1);
            }
        }
        for (n, row) in
            measures.map(|m| self.assessment.rows(&m.field)).unwrap_or_default().iter().enumerate()
        {
            if let Some(measures) = measures {
                self.measure(measures, row, n + 1);
            }
        }
    }

    fn rating(&mut self, risks: &Risks, row: &Row, n: usize) {
        let source = "UK GDPR, Article 35(7)(c)".to_owned();
        for column in [&risks.description, &risks.likelihood, &risks.severity, &risks.overall] {
            if !row.cells.contains_key(column) {
                let title = self.column_title(&risks.field, column);
                let at = Place::cell(&risks.field, &row.id, column);
                self.say(
                    "risk-rating",
                    Severity::Stops,
                    at,
                    format!("Risk {n} has no answer under “{title}”."),
                    source.clone(),
                );
            }
        }
        let level = |column| level(self.template, &risks.field, column, row);
        let (likelihood, severity, overall) =
            (level(&risks.likelihood), level(&risks.severity), level(&risks.overall));
        let proposed = likelihood.zip(severity).and_then(|(l, s)| risks.matrix.get(l)?.get(s));
        let proposed =
            proposed.and_then(|id| scale(self.template, &risks.field, &risks.overall)?.level_of(id));
        if let (Some(proposed), Some(overall)) = (proposed, overall)
            && overall < proposed
        {
            let word = |i| level_word(self.template, &risks.field, &risks.overall, i);
            let message = format!(
                "Risk {n}: likelihood and severity propose {}, the form says {}. Keep it with a reason, or change the rating.",
                word(proposed),
                word(overall)
            );
            let at = Place::cell(&risks.field, &row.id, &risks.overall);
            self.say("risk-below-matrix", Severity::Warning, at, message, "ICO, How do we do a DPIA?".into());
        }
    }

    fn answered_by_measure(&mut self, risks: &Risks, measures: &Measures, row: &Row, n: usize) {
        let needs = match row.cells.get(&risks.overall) {
            Some(Answer::Choice(Choice::Option(id))) => risks.needs_measure.contains(id),
            _ => false,
        };
        let refers =
            |r: &Row| matches!(r.cells.get(&measures.risk), Some(Answer::RowRef(id)) if *id == row.id);
        if needs && !self.assessment.rows(&measures.field).iter().any(refers) {
            let level = level(self.template, &risks.field, &risks.overall, row);
            let word =
                level.map(|i| level_word(self.template, &risks.field, &risks.overall, i)).unwrap_or_default();
            let message = format!("Risk {n} is {word} and no measure answers it.");
            let at = Place::cell(&risks.field, &row.id, &risks.overall);
            self.say(
                "risk-without-measure",
                Severity::Stops,
                at,
                message,
                "UK GDPR, Article 35(7)(d)".into(),
            );
        }
    }

    fn measure(&mut self, measures: &Measures, row: &Row, n: usize) {
        let dangling = match row.cells.get(&measures.risk) {
            Some(Answer::RowRef(id)) => {
                let risks = self.template.roles.risks.as_ref();
                risks.is_some_and(|r| self.assessment.row(&r.field, id).is_none())
            }
            _ => true,
        };
        if dangling {
            let at = Place::cell(&measures.field, &row.id, &measures.risk);
            self.say(
                "measure-without-risk",
                Severity::Stops,
                at,
                format!("Measure {n} names no risk."),
                "The form".into(),
            );
        }
        for column in [&measures.options, &measures.effect, &measures.residual, &measures.approved] {
            if !row.cells.contains_key(column) {
                let title = self.column_title(&measures.field, column);
                let at = Place::cell(&measures.field, &row.id, column);
                let message = format!("Measure {n} has no answer under “{title}”.");
                self.say(
                    "measure-incomplete",
                    Severity::Stops,
                    at,
                    message,
                    "UK GDPR, Article 35(7)(d)".into(),
                );
            }
        }
        self.regulator(measures, row, n);
    }

    fn regulator(&mut self, measures: &Measures, row: &Row, n: usize) {
        let Some(regulator) = &self.template.roles.regulator else { return };
        let high = matches!(row.cells.get(&measures.residual),
            Some(Answer::Choice(Choice::Option(id))) if regulator.levels.contains(id));
        let words = |field: &String| match self.assessment.answers.get(field) {
            Some(Answer::Prose(p)) => p.text().to_lowercase(),
            Some(Answer::Text(t)) => t.to_lowercase(),
            _ => String::new(),
        };
        let said = |text: String| {
            let has = |w: &String| {
                let w = w.to_lowercase();
                text.match_indices(&w).any(|(i, _)| {
                    let before = text.get(..i).and_then(|t| t.chars().next_back());
                    let after = text.get(i + w.len()..).and_then(|t| t.chars().next());
                    ![before, after].into_iter().flatten().any(char::is_alphanumeric)
                })
            };
            regulator.words.iter().any(has)
        };
        if high && !regulator.fields.iter().any(|f| said(words(f))) {
            let message = format!(
                "Measure {n} leaves a high risk. The ICO must be consulted before the work starts: say in the comments when and how, or reduce the risk."
            );
            let at = Place::cell(&measures.field, &row.id, &measures.residual);
            self.say("residual-high", Severity::Stops, at, message, "UK GDPR, Article 36(1)".into());
        }
    }

    fn approvals(&mut self) {
        let approvals = &self.template.roles.approvals;
        for id in &approvals.named_and_dated {
            let (name, date) = match self.assessment.answers.get(id) {
                Some(Answer::Approval(Approval { name, date, .. })) => {
                    (!name.trim().is_empty(), !date.trim().is_empty())
                }
                _ => continue,
            };
            let missing = match (name, date) {
                (true, true) => continue,
                (false, true) => "a name",
                (true, false) => "a date",
                (false, false) => "a name and a date",
            };
            let question = self.template.question_of(id).map(|q| q.wording.clone()).unwrap_or_default();
            let message = format!("{} lacks {missing}.", quoted(&question));
            self.say("approval", Severity::Stops, Place::field(id), message, "The form".into());
        }
        if let Some(review) = &approvals.review {
            match self.assessment.answers.get(review) {
                Some(Answer::Approval(a)) if a.name.trim().is_empty() => {
                    let message = "Nobody is named who keeps the assessment under review.".to_owned();
                    self.say(
                        "review-owner",
                        Severity::Stops,
                        Place::field(review),
                        message,
                        "UK GDPR, Article 35(11)".into(),
                    );
                }
                Some(Answer::Approval(a)) if a.date.trim().is_empty() => {
                    let message = "Give a review date, or the change that will prompt a review.".to_owned();
                    self.say(
                        "review-date",
                        Severity::Warning,
                        Place::field(review),
                        message,
                        "UK GDPR, Article 35(11)".into(),
                    );
                }
                _ => {}
            }
        }
    }

    fn column_title(&self, field: &str, column: &str) -> String {
        let field = self.template.field(field);
        field
            .and_then(|f| f.columns().iter().find(|c| c.id == column))
            .map(|c| c.title.clone())
            .unwrap_or_default()
    }
}

fn label(question: &Question, field: Option<&str>) -> String {
    match (&question.number, field) {
        (Some(number), Some(field)) => format!("{number}, {},", quoted(field)),
        (Some(number), None) => number.clone(),
        (None, Some(field)) => quoted(field),
        (None, None) => quoted(question.short.as_deref().unwrap_or(&question.wording)),
    }
}

fn quoted(words: &str) -> String {
    format!("“{}”", words.trim().trim_end_matches([':', '.']))
}

/// Gives the index of a cell's level on its scale; a free wording that is one of the scale's other words counts too.
pub(crate) fn level(template: &Template, field: &str, column: &str, row: &Row) -> Option<usize> {
    match row.cells.get(column)? {
        Answer::Choice(choice) => scale(template, field, column)?.level_of(choice.words()),
        _ => None,
    }
}

fn scale<'a>(template: &'a Template, field: &str, column: &str) -> Option<&'a crate::Scale> {
    template.field(field)?.columns().iter().find(|c| c.id == column)?.kind.scale(template)
}

fn level_word(template: &Template, field: &str, column: &str, index: usize) -> String {
    scale(template, field, column)
        .and_then(|s| s.levels.get(index))
        .map(|l| l.label.clone())
        .unwrap_or_default()
}
