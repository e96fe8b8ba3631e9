//! Conditions that a template states over its answers.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Answer, Assessment, Choice, Field, Template, YesNo};

/// A condition over the answers of an assessment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Test {
    /// All of these hold.
    All(Vec<Test>),
    /// At least one of these holds.
    Any(Vec<Test>),
    /// This does not hold.
    Not(Box<Test>),
    /// The field is answered Yes, or with words that begin with “yes”.
    Yes(String),
    /// The field is answered No.
    No(String),
    /// The field is answered, however.
    Answered(String),
    /// Some field of the section is answered Yes.
    AnyYes(String),
    /// Some field of the section is answered.
    AnyAnswered(String),
    /// The field's choice or outcome is this option.
    Is {
        /// The field.
        field: String,
        /// The option's id.
        option: String,
    },
}

/// Says whether the condition holds.
pub fn holds(test: &Test, template: &Template, assessment: &Assessment) -> bool {
    match test {
        Test::All(tests) => tests.iter().all(|t| holds(t, template, assessment)),
        Test::Any(tests) => tests.iter().any(|t| holds(t, template, assessment)),
        Test::Not(test) => !holds(test, template, assessment),
        Test::Yes(field) => assessment.answers.get(field).is_some_and(is_yes),
        Test::No(field) => matches!(assessment.answers.get(field), Some(Answer::YesNo(YesNo::No))),
        Test::Answered(field) => assessment.answers.contains_key(field),
        Test::AnyYes(id) => {
            section_fields(template, id).any(|f| assessment.answers.get(&f.id).is_some_and(is_yes))
        }
        Test::AnyAnswered(id) => section_fields(template, id).any(|f| assessment.answers.contains_key(&f.id)),
        Test::Is { field, option } => match assessment.answers.get(field) {
            Some(Answer::Choice(Choice::Option(id))) => id == option,
            Some(Answer::Approval(a)) => a.outcome.as_ref() == Some(option),
            _ => false,
        },
    }
}

fn section_fields<'a>(template: &'a Template, id: &'a str) -> impl Iterator<Item = &'a Field> {
    template.sections.iter().filter(move |s| s.id == id).flat_map(|s| &s.questions).flat_map(|q| &q.fields)
}

fn is_yes(answer: &Answer) -> bool {
    match answer {
        Answer::YesNo(YesNo::Yes) => true,
        Answer::YesNo(YesNo::Other(words)) => words.trim().to_lowercase().starts_with("yes"),
        _ => false,
    }
}
