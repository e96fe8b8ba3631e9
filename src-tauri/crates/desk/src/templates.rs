//! The templates that are at hand: those of the program, and those in a folder.

use std::path::Path;
use std::sync::Arc;

use model::{Error, File, Template};

/// The templates that are part of the program.
const BUILT_IN: [&str; 2] =
    [include_str!("../../../templates/council.json"), include_str!("../../../templates/ico.json")];
/// The prompts of other families of forms, and where their answers go.
const MAPPINGS: [&str; 7] = [
    include_str!("../../../templates/mappings/cnil.json"),
    include_str!("../../../templates/mappings/edpb.json"),
    include_str!("../../../templates/mappings/general.json"),
    include_str!("../../../templates/mappings/hse.json"),
    include_str!("../../../templates/mappings/ico.json"),
    include_str!("../../../templates/mappings/nhs-digital.json"),
    include_str!("../../../templates/mappings/rijksmodel.json"),
];
/// Examples of answers in the council's form.
const ANSWERS: (&str, &str) = ("council", include_str!("../../../templates/answers/council.jsonl"));
/// How the program's templates correspond.
const CONVERSIONS: [&str; 1] = [include_str!("../../../templates/mappings/ico-council.json")];
/// The worked example that is part of the program.
const SAMPLE: &str = include_str!("../../../templates/council-example.json");

/// The templates that are at hand.
#[derive(Debug, Clone)]
pub struct Templates {
    list: Vec<Arc<Template>>,
    mappings: Arc<Vec<import::Mapping>>,
    conversions: Arc<Vec<crate::Conversion>>,
}

impl Templates {
    /// Gives the templates of the program.
    ///
    /// # Errors
    /// Those of a faulty template, which a test rules out.
    pub fn built_in() -> Result<Templates, Error> {
        let list = BUILT_IN
            .iter()
            .map(|t| Template::from_json(t.as_bytes()).map(Arc::new))
            .collect::<Result<_, _>>()?;
        let mapping = |text: &&str| {
            serde_json::from_str(text)
                .map_err(|e| Error::Unreadable { what: "a mapping", reason: e.to_string() })
        };
        let mut mappings = MAPPINGS.iter().map(mapping).collect::<Result<Vec<import::Mapping>, _>>()?;
        let answers = Arc::new(import::Answers::of(ANSWERS.1));
        for mapping in mappings.iter_mut().filter(|m| m.anywhere && m.to == ANSWERS.0) {
            mapping.answers = Some(answers.clone());
        }
        let conversion = |text: &&str| {
            serde_json::from_str(text)
                .map_err(|e| Error::Unreadable { what: "a conversion", reason: e.to_string() })
        };
        let conversions =
            CONVERSIONS.iter().map(conversion).collect::<Result<Vec<crate::Conversion>, _>>()?;
        // What any document may ask, for the other templates too.
        let any = mappings.iter().filter(|m| m.anywhere);
        let made: Vec<import::Mapping> = any
            .flat_map(|m| {
                let there = conversions.iter().filter(|c| c.b == m.to);
                there.map(|c| m.through(&c.a, |id| c.there(id)))
            })
            .collect();
        mappings.extend(made);
        Ok(Templates { list, mappings: Arc::new(mappings), conversions: Arc::new(conversions) })
    }

    /// Adds every `.json` file of a folder, by name; a template of the same id replaces the one before it. Gives what is
    /// wrong with those that cannot be used.
    pub fn add_folder(&mut self, folder: &Path) -> Vec<(String, Error)> {
        let mut problems = Vec::new();
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        let mut paths: Vec<_> =
            entries.map(|e| e.path()).filter(|p| p.extension().is_some_and(|e| e == "json")).collect();
        paths.sort();
        for path in paths {
            let read = std::fs::read(&path)
                .map_err(|e| Error::Unreadable { what: "a template", reason: e.to_string() })
                .and_then(|bytes| Template::from_json(&bytes));
            match read {
                Ok(template) => self.add(template),
                Err(error) => problems.push((path.display().to_string(), error)),
            }
        }
        problems
    }

    /// Adds a template.
    pub fn add(&mut self, template: Template) {
        self.list.retain(|t| t.id != template.id);
        self.list.push(Arc::new(template));
    }

    /// Lists the templates.
    pub fn all(&self) -> &[Arc<Template>] {
        &self.list
    }

    /// Finds a template.
    ///
    /// # Errors
    /// [`Error::NoTemplate`] when it is not there.
    pub fn get(&self, id: &str) -> Result<Arc<Template>, Error> {
        self.list.iter().find(|t| t.id == id).cloned().ok_or_else(|| Error::NoTemplate(id.to_owned()))
    }

    /// Lists the mappings of other families of forms.
    pub fn mappings(&self) -> &[import::Mapping] {
        &self.mappings
    }

    /// Lists how templates correspond.
    pub fn conversions(&self) -> &[crate::Conversion] {
        &self.conversions
    }

    /// Gives the worked example.
    ///
    /// # Errors
    /// Those of a faulty file, which a test rules out.
    pub fn sample(&self) -> Result<File, Error> {
        File::from_bytes(SAMPLE.as_bytes())
    }
}
