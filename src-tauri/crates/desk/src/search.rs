//! Words found in the names and answers of all assessments: an index beside the register, made anew when it is missing.
//!
//! A document of the index is a place: a field of an assessment, or its name. The places of an assessment are written
//! together and in the order of the form, so that the first one found is the first one printed.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Mutex;

use model::{Answer, Assessment, Template};
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::StrColumn;
use tantivy::query::{BooleanQuery, FuzzyTermQuery, Query, TermQuery};
use tantivy::schema::{
    FAST, Field, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions, Value,
};
use tantivy::tokenizer::{AsciiFoldingFilter, LowerCaser, SimpleTokenizer, TextAnalyzer};
use tantivy::{
    DocAddress, DocId, Index, IndexReader, IndexWriter, SegmentOrdinal, SegmentReader, TantivyDocument, Term,
};

use crate::desk::{Desk, lock};
use crate::{Error, told, wire};

/// So many assessments are shown at most.
const SHOWN: usize = 100;

/// The index, with what in it is out of date.
#[derive(Debug)]
pub(crate) struct Words {
    index: Mutex<Option<Open>>,
    stale: Mutex<BTreeSet<String>>,
}

struct Open {
    fields: Fields,
    analyzer: TextAnalyzer,
    reader: IndexReader,
    writer: IndexWriter,
    /// The revision of each assessment that is in the index.
    known: BTreeMap<String, u64>,
}

impl std::fmt::Debug for Open {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Open").field("known", &self.known.len()).finish_non_exhaustive()
    }
}

#[derive(Clone, Copy)]
struct Fields {
    id: Field,
    place: Field,
    text: Field,
    revision: Field,
}

impl Words {
    pub fn new() -> Words {
        Words { index: Mutex::new(None), stale: Mutex::default() }
    }

    /// Notes that an assessment has changed.
    pub fn changed(&self, id: &str) {
        lock(&self.stale).insert(id.to_owned());
    }
}

impl Desk {
    /// Brings the index of words up to date with the register. The first time it takes a while; later searches do only what
    /// has changed since.
    ///
    /// # Errors
    /// [`Error::Search`] or [`Error::Store`].
    pub fn index_words(&self) -> Result<(), Error> {
        let mut index = lock(&self.words.index);
        self.bring_up_to_date(&mut index).map(|_| ())
    }

    /// Finds words in the names and answers of all assessments; all of them must stand in one place, and the last may be
    /// unfinished.
    ///
    /// # Errors
    /// As [`Desk::index_words`].
    pub fn search(&self, words: &str) -> Result<wire::Found, Error> {
        let mut index = lock(&self.words.index);
        let open = self.bring_up_to_date(&mut index)?;
        let tokens = open.tokens(words);
        if tokens.is_empty() {
            return Ok(wire::Found::default());
        }
        let mut counts = open.hits(&open.query(&tokens, 0)).map_err(failed)?;
        if counts.hits.is_empty() {
            let suggestion = open.suggestion(&tokens).map_err(failed)?;
            return Ok(wire::Found { suggestion, ..wire::Found::default() });
        }
        let places = counts.hits.iter().map(|h| h.count).sum();
        let assessments = counts.hits.len();
        counts.hits.sort_by_key(|h| (std::cmp::Reverse(h.count), h.first));
        counts.hits.truncate(SHOWN);
        let shown = counts.hits.iter().map(|hit| {
            let (place, text) = open.place(hit.first).map_err(failed)?;
            let (field, name) = place.split_once('\n').unwrap_or((&place, ""));
            let pieces = open.around(&text, &tokens);
            let first = wire::FoundPlace { field: field.to_owned(), name: name.to_owned(), pieces };
            Ok(wire::Hit { id: counts.id(hit).map_err(failed)?, places: hit.count, first })
        });
        Ok(wire::Found { places, assessments, hits: shown.collect::<Result<_, Error>>()?, suggestion: None })
    }

    fn bring_up_to_date<'a>(&self, index: &'a mut Option<Open>) -> Result<&'a Open, Error> {
        let stale = std::mem::take(&mut *lock(&self.words.stale));
        let (open, due) = match index {
            Some(open) => (open, stale.into_iter().collect()),
            None => {
                let open = Open::at(&self.folder.join("words")).map_err(failed)?;
                let listed = self.register.list()?;
                let due = listed
                    .into_iter()
                    .filter(|s| open.known.get(&s.id) != Some(&s.revision))
                    .map(|s| s.id)
                    .collect::<Vec<_>>();
                (index.insert(open), due)
            }
        };
        if !due.is_empty() {
            for id in &due {
                if self.is_stopping() {
                    // What is left is found out of date when the index is opened again.
                    break;
                }
                // One that cannot be read, or whose template is not here, must not hide the others.
                let Ok(assessment) = self.register.get(id) else { continue };
                let Ok(template) = self.template(&assessment) else { continue };
                open.put(&template, &assessment).map_err(failed)?;
            }
            open.writer.commit().and_then(|_| open.reader.reload()).map_err(failed)?;
        }
        Ok(open)
    }
}

impl Open {
    /// Opens the index in a folder; one that cannot be read is made anew.
    fn at(folder: &Path) -> tantivy::Result<Open> {
        Open::try_at(folder).or_else(|_| {
            let _ = std::fs::remove_dir_all(folder);
            Open::try_at(folder)
        })
    }

    fn try_at(folder: &Path) -> tantivy::Result<Open> {
        let (schema, fields) = schema();
        std::fs::create_dir_all(folder)?;
        let index = Index::open_or_create(tantivy::directory::MmapDirectory::open(folder)?, schema)?;
        let analyzer = TextAnalyzer::builder(SimpleTokenizer::default())
            .filter(LowerCaser)
            .filter(AsciiFoldingFilter)
            .build();
        index.tokenizers().register("words", analyzer.clone());
        let reader = index.reader()?;
        let writer = index.writer_with_num_threads(1, 32 << 20)?;
        let known = known(&reader, fields)?;
        Ok(Open { fields, analyzer, reader, writer, known })
    }

    /// Writes the places of an assessment again.
    fn put(&mut self, template: &Template, a: &Assessment) -> tantivy::Result<()> {
        let f = self.fields;
        self.writer.delete_term(Term::from_field_text(f.id, &a.id));
        let add = |place: String, text: String| {
            let mut doc = TantivyDocument::default();
            doc.add_text(f.id, &a.id);
            doc.add_text(f.place, place);
            doc.add_text(f.text, text);
            doc.add_u64(f.revision, a.revision);
            self.writer.add_document(doc).map(|_| ())
        };
        add(String::new(), format!("{} {}", a.name, a.organisation))?;
        for (question, field) in template.fields() {
            if let Some(answer) = a.answers.get(&field.id) {
                let name = question.number.as_deref().or(question.short.as_deref()).unwrap_or_default();
                let text = text(template, a, field, answer);
                if !text.is_empty() {
                    add(format!("{}\n{name}", field.id), text)?;
                }
            }
        }
        self.known.insert(a.id.clone(), a.revision);
        Ok(())
    }

    fn tokens(&self, words: &str) -> Vec<String> {
        let mut analyzer = self.analyzer.clone();
        let mut stream = analyzer.token_stream(words);
        let mut out = Vec::new();
        stream.process(&mut |token| out.push(token.text.clone()));
        out
    }

    fn query(&self, tokens: &[String], distance: u8) -> Box<dyn Query> {
        let last = tokens.len().saturating_sub(1);
        let parts = tokens.iter().enumerate().map(|(n, token)| -> Box<dyn Query> {
            let term = Term::from_field_text(self.fields.text, token);
            match (n == last, distance) {
                (true, _) => Box::new(FuzzyTermQuery::new_prefix(term, distance, true)),
                (false, 0) => Box::new(TermQuery::new(term, IndexRecordOption::Basic)),
                (false, _) => Box::new(FuzzyTermQuery::new(term, distance, true)),
            }
        });
        Box::new(BooleanQuery::intersection(parts.collect()))
    }

    fn hits(&self, query: &dyn Query) -> tantivy::Result<Counts> {
        self.reader.searcher().search(query, &Count)
    }

    /// Finds a word near to the last one that is there.
    fn suggestion(&self, tokens: &[String]) -> tantivy::Result<Option<String>> {
        let Some(last) = tokens.last().filter(|t| t.chars().count() > 3) else { return Ok(None) };
        for distance in 1..=2 {
            if let Some(hit) = self.hits(&self.query(tokens, distance))?.hits.first() {
                let (_, text) = self.place(hit.first)?;
                let near = |word: &String| std::cmp::Reverse((similarity(word, last) * 1000.0) as u32);
                return Ok(self.tokens(&text).into_iter().min_by_key(near));
            }
        }
        Ok(None)
    }

    fn place(&self, at: DocAddress) -> tantivy::Result<(String, String)> {
        let doc: TantivyDocument = self.reader.searcher().doc(at)?;
        let text =
            |field| doc.get_first(field).and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default();
        Ok((text(self.fields.place), text(self.fields.text)))
    }

    /// Gives the words around the first word found: before, found, after.
    fn around(&self, text: &str, tokens: &[String]) -> Vec<String> {
        let mut analyzer = self.analyzer.clone();
        let mut stream = analyzer.token_stream(text);
        let last = tokens.last().map_or("", String::as_str);
        let mut found = None;
        stream.process(&mut |token| {
            if found.is_none() && (token.text.starts_with(last) || tokens.contains(&token.text)) {
                found = Some(token.offset_from..token.offset_to);
            }
        });
        let Some(found) = found else { return vec![shortened(text, 120)] };
        let (before, rest) = text.split_at_checked(found.start).unwrap_or((text, ""));
        let (hit, after) = rest.split_at_checked(found.len()).unwrap_or((rest, ""));
        let from =
            before.char_indices().rev().nth(36).map_or(0, |(i, _)| {
                before.get(i..).and_then(|b| b.find(' ')).map_or(i, |space| i + space + 1)
            });
        let lead = if from > 0 { "… " } else { "" };
        let before = before.get(from..).unwrap_or_default().replace('\n', " ");
        vec![format!("{lead}{before}"), hit.to_owned(), shortened(&after.replace('\n', " "), 90)]
    }
}

fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let indexing = TextFieldIndexing::default()
        .set_tokenizer("words")
        .set_index_option(IndexRecordOption::Basic)
        .set_fieldnorms(false);
    let fields = Fields {
        id: builder.add_text_field("id", STRING | FAST),
        place: builder.add_text_field("place", TextOptions::default().set_stored()),
        text: builder.add_text_field("text", TextOptions::default().set_indexing_options(indexing) | STORED),
        revision: builder.add_u64_field("revision", FAST),
    };
    (builder.build(), fields)
}

/// Reads which revision of which assessment is in the index.
fn known(reader: &IndexReader, fields: Fields) -> tantivy::Result<BTreeMap<String, u64>> {
    let searcher = reader.searcher();
    let schema = searcher.schema().clone();
    let mut known = BTreeMap::new();
    for segment in searcher.segment_readers() {
        let ids = ids(segment)?;
        let revisions = segment.fast_fields().u64(schema.get_field_name(fields.revision))?;
        for doc in segment.doc_ids_alive() {
            if let (Some(ord), Some(revision)) = (ids.ords().first(doc), revisions.first(doc)) {
                let mut id = String::new();
                ids.ord_to_str(ord, &mut id)?;
                known.insert(id, revision);
            }
        }
    }
    Ok(known)
}

fn ids(segment: &SegmentReader) -> tantivy::Result<StrColumn> {
    let column = segment.fast_fields().str("id")?;
    column.ok_or_else(|| tantivy::TantivyError::SchemaError("the index has no ids".into()))
}

/// An assessment that has the words.
struct Counted {
    /// Its number among the ids of its segment.
    ordinal: u64,
    count: usize,
    first: DocAddress,
}

/// The assessments that have the words, with the ids of each segment.
#[derive(Default)]
struct Counts {
    hits: Vec<Counted>,
    ids: Vec<(SegmentOrdinal, StrColumn)>,
}

impl Counts {
    fn id(&self, hit: &Counted) -> tantivy::Result<String> {
        let mut id = String::new();
        if let Some((_, ids)) = self.ids.iter().find(|(segment, _)| *segment == hit.first.segment_ord) {
            ids.ord_to_str(hit.ordinal, &mut id)?;
        }
        Ok(id)
    }
}

/// Counts the places of each assessment.
struct Count;

struct SegmentCount {
    ids: StrColumn,
    segment: SegmentOrdinal,
    /// By the number of the id: how many places, and the first.
    counts: Vec<(usize, DocId)>,
}

impl Collector for Count {
    type Fruit = Counts;
    type Child = SegmentCount;

    fn for_segment(&self, segment: SegmentOrdinal, reader: &SegmentReader) -> tantivy::Result<SegmentCount> {
        let ids = ids(reader)?;
        let counts = vec![(0, 0); ids.num_terms()];
        Ok(SegmentCount { ids, segment, counts })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, fruits: Vec<Counts>) -> tantivy::Result<Counts> {
        // The places of one assessment are of one commit, and so of one segment.
        let mut all = Counts::default();
        for fruit in fruits {
            all.hits.extend(fruit.hits);
            all.ids.extend(fruit.ids);
        }
        Ok(all)
    }
}

impl SegmentCollector for SegmentCount {
    type Fruit = Counts;

    fn collect(&mut self, doc: DocId, _: tantivy::Score) {
        let ordinal = self.ids.ords().first(doc).unwrap_or(u64::MAX);
        if let Some(counted) = self.counts.get_mut(ordinal as usize) {
            if counted.0 == 0 {
                counted.1 = doc;
            }
            counted.0 += 1;
        }
    }

    fn harvest(self) -> Counts {
        let hits = self.counts.iter().enumerate().filter(|(_, (count, _))| *count > 0);
        let hits = hits.map(|(ordinal, (count, first))| Counted {
            ordinal: ordinal as u64,
            count: *count,
            first: DocAddress::new(self.segment, *first),
        });
        Counts { hits: hits.collect(), ids: vec![(self.segment, self.ids)] }
    }
}

fn text(template: &Template, a: &Assessment, field: &model::Field, answer: &Answer) -> String {
    match answer {
        Answer::Table(rows) => {
            let cell = |row: &model::Row, c: &model::Column| {
                row.cells.get(&c.id).map(|x| told::words(template, a, &c.kind, x))
            };
            let row = |row: &model::Row| {
                field.columns().iter().filter_map(|c| cell(row, c)).collect::<Vec<_>>().join(" | ")
            };
            rows.iter().map(row).collect::<Vec<_>>().join("\n")
        }
        answer => told::words(template, a, &field.kind, answer),
    }
}

fn shortened(text: &str, characters: usize) -> String {
    match text.char_indices().nth(characters) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or(text).trim_end()),
        None => text.to_owned(),
    }
}

fn similarity(a: &str, b: &str) -> f32 {
    similar::TextDiff::from_chars(a, b).ratio()
}

fn failed(error: tantivy::TantivyError) -> Error {
    Error::Search(error.to_string())
}
