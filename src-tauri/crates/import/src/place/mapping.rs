//! The prompts of another family of forms, and where their answers go: data, one file a family.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;

use super::doubt::Answers;

/// A family's prompts.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// Always the mapping's schema version, 1.
    pub format: u32,
    /// A short name, stable.
    pub id: String,
    /// The family, as officers call it.
    pub name: String,
    /// The template whose fields the answers go to.
    pub to: String,
    /// How sure a place is at the best, 0 to 1.
    #[serde(default = "mostly")]
    pub trust: f32,
    /// Whether its prompts are headings that any document may have.
    #[serde(default)]
    pub anywhere: bool,
    /// The form's own wording that is neither prompt nor answer.
    #[serde(default)]
    pub fixed: Vec<String>,
    /// Words that mean the same where questions are compared, a line for each meaning: “keep retain hold”.
    #[serde(default)]
    pub same: Vec<String>,
    /// What abbreviations stand for where questions are compared.
    #[serde(default)]
    pub abbreviations: BTreeMap<String, String>,
    /// Beginnings of the words by which a prompt asks for an approval.
    #[serde(default)]
    pub approves: Vec<String>,
    /// Words by which a column of measures names those that were there before: they give way to those that are planned.
    #[serde(default)]
    pub already: Vec<String>,
    /// What the heads of a column are called that only helps to fill in the form.
    #[serde(default)]
    pub guidance: Vec<String>,
    /// What else the things to tick of a field are called.
    #[serde(default)]
    pub things: Vec<Thing>,
    /// What the head of a column of questions is called.
    #[serde(default)]
    pub asks: Vec<String>,
    /// The first words of what only says how a question is to be answered: “Please”.
    #[serde(default)]
    pub instructs: Vec<String>,
    /// What the heads of a table of signatures are called.
    #[serde(default)]
    pub signatures: Vec<SignatureHead>,
    /// Its sections.
    pub sections: Vec<MappedSection>,
    /// Examples of answers in the template, which tell what was put under the wrong question.
    #[serde(skip)]
    pub answers: Option<Arc<Answers>>,
}

/// What else some things to tick are called: “Full name” is forename and surname.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Thing {
    /// What they are called.
    pub labels: Vec<String>,
    /// The field, by id.
    pub to: String,
    /// Its boxes, by id.
    pub boxes: Vec<String>,
}

/// What a column of a table of signatures is called.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignatureHead {
    /// Its heads, as printings have them.
    pub labels: Vec<String>,
    /// What stands in it.
    pub is: Signature,
}

/// What stands in a column of a table of signatures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Signature {
    /// Who signs.
    Name,
    /// When.
    Date,
    /// In which office: a row's own heading.
    Role,
    /// What is said with it.
    Notes,
    /// The signature itself.
    Signed,
}

/// A section of another family's form.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MappedSection {
    /// Its titles, as printings have them. An untitled section is where prompts stand that occur anywhere.
    #[serde(default)]
    pub titles: Vec<String>,
    /// The number printed before the title.
    #[serde(default)]
    pub number: Option<String>,
    /// Its prompts.
    #[serde(default)]
    pub prompts: Vec<Prompt>,
}

/// A prompt, and where its answer goes.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Prompt {
    /// Its wordings, as printings have them.
    #[serde(default)]
    pub labels: Vec<String>,
    /// What partners ask for the same in words of their own. Read only where no wording is met.
    #[serde(default)]
    pub like: Vec<String>,
    /// Beginnings of words that a question about the same has, all those of one key: “how long kept”. Read only where no wording
    /// is known.
    #[serde(default)]
    pub keys: Vec<String>,
    /// Where the paragraphs of an answer go that asks for many things at once.
    #[serde(default)]
    pub sort: Option<Sort>,
    /// The number printed before it.
    #[serde(default)]
    pub number: Option<String>,
    /// The fields that the answer goes to, in order; empty when the form has no home for it.
    #[serde(default)]
    pub to: Vec<String>,
    /// What explains the prompt.
    #[serde(default)]
    pub hints: Vec<String>,
    /// The columns of its table, where `to` is a table.
    #[serde(default)]
    pub columns: Vec<MappedColumn>,
    /// What each row says that is named under it, by column: “Who are the controllers?” names controllers.
    #[serde(default)]
    pub row: BTreeMap<String, String>,
}

/// Where the paragraphs of an answer go whose prompt asks for many things at once: each by what it says.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sort {
    /// The fields that may take them. What is for a table waits beside it.
    pub among: Vec<String>,
    /// The field that takes the items of a list.
    #[serde(default)]
    pub items: Option<String>,
    /// Whether what speaks for none of them waits; else it goes where the prompt's own answer does.
    #[serde(default)]
    pub waits: bool,
}

/// A column of another family's table.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MappedColumn {
    /// Its heads, as printings have them.
    pub labels: Vec<String>,
    /// The column of the form's table; empty when it has none.
    #[serde(default)]
    pub to: String,
}

impl Mapping {
    /// Makes the mapping to another template whose fields correspond. `field` gives the field there that asks the same, or the
    /// column of a table, “table.column”.
    pub fn through(&self, to: &str, field: impl Fn(&str) -> Option<String>) -> Mapping {
        let mut made = Mapping { to: to.to_owned(), answers: None, ..self.clone() };
        for prompt in made.sections.iter_mut().flat_map(|s| &mut s.prompts) {
            let table = prompt.to.first().cloned();
            for column in &mut prompt.columns {
                let whole = match &table {
                    Some(table) if !column.to.contains('.') => format!("{table}.{}", column.to),
                    _ => column.to.clone(),
                };
                let own = table.as_deref().and_then(&field);
                let there = field(&whole).unwrap_or_default();
                // Beside its own table's columns those of another are named in full.
                column.to = match own.and_then(|t| there.strip_prefix(&format!("{t}.")).map(str::to_owned)) {
                    Some(column) => column,
                    None => there,
                };
            }
            let mut fields: Vec<String> = Vec::new();
            for there in prompt.to.iter().filter_map(|id| field(id)) {
                if !fields.contains(&there) {
                    fields.push(there);
                }
            }
            prompt.to = fields;
        }
        made
    }
}

fn mostly() -> f32 {
    0.85
}
