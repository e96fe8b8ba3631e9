//! The parts of a Word document and how they refer to each other (ECMA-376 part 2).

use std::collections::BTreeMap;

use roxmltree::{Document, Node};

use crate::package::Package;
use crate::{At, Embedded, Error};

/// The parts that are read.
#[derive(Default)]
pub(crate) struct Parts {
    pub(crate) title: Option<String>,
    pub(crate) document: String,
    pub(crate) relations: Relations,
    pub(crate) styles: Option<String>,
    pub(crate) numbering: Option<String>,
    pub(crate) footnotes: Option<(String, Relations)>,
    pub(crate) endnotes: Option<(String, Relations)>,
    pub(crate) comments: Option<String>,
    /// Running heads and footers: `"header"` or `"footer"`, their XML and their relations.
    pub(crate) margins: Vec<(&'static str, String, Relations)>,
    /// The words of diagrams and charts, by the path of their part.
    pub(crate) graphics: BTreeMap<String, Vec<String>>,
    pub(crate) alt_chunk: bool,
}

/// The relations of a part, by id.
pub(crate) type Relations = BTreeMap<String, Relation>;

/// What a relation leads to.
#[derive(Debug, Clone)]
pub(crate) struct Relation {
    pub(crate) kind: String,
    /// The path of a part in the package, or an address outside.
    pub(crate) target: String,
    pub(crate) external: bool,
}

/// A picture or embedded file that the body names.
pub(crate) struct Picture {
    pub(crate) target: String,
    pub(crate) alt: String,
    pub(crate) at: At,
}

impl Parts {
    /// Reads the parts of a package.
    pub(crate) fn read(package: &mut Package<'_>) -> Result<Parts, Error> {
        let main = main_part(package)?;
        let Some(document) = package.text(&main)? else {
            let reason = "it has no text".to_owned();
            return Err(Error::Damaged { what: "Word document", reason });
        };
        let relations = relations(package, &main)?;
        let mut parts = Parts { document, relations, title: title(package)?, ..Parts::default() };
        for Relation { kind, target, external } in parts.relations.clone().into_values() {
            if !external {
                parts.part(package, &kind, &target)?;
            }
        }
        Ok(parts)
    }

    fn part(&mut self, package: &mut Package<'_>, kind: &str, path: &str) -> Result<(), Error> {
        match kind {
            "styles" => self.styles = package.text(path)?,
            "numbering" => self.numbering = package.text(path)?,
            "footnotes" => self.footnotes = with_relations(package, path)?,
            "endnotes" => self.endnotes = with_relations(package, path)?,
            "comments" => self.comments = package.text(path)?,
            "header" | "footer" => {
                let part = if kind == "header" { "header" } else { "footer" };
                let found = with_relations(package, path)?;
                self.margins.extend(found.map(|(xml, relations)| (part, xml, relations)));
            }
            "diagramData" | "chart" | "chartEx" if !self.graphics.contains_key(path) => {
                let words = package.text(path)?.map(|xml| graphic(&xml)).unwrap_or_default();
                self.graphics.insert(path.to_owned(), words);
            }
            "aFChunk" => self.alt_chunk = true,
            _ => {}
        }
        Ok(())
    }
}

/// Gives the words of a diagram or a chart: its paragraphs, and the names that its data have.
fn graphic(text: &str) -> Vec<String> {
    let Ok(document) = xml(text) else { return Vec::new() };
    let mut words = Vec::new();
    for n in document.descendants() {
        match n.tag_name().name() {
            "p" => words.push(super::body::plain_text(n)),
            "strCache" => words.extend(n.descendants().filter(|n| n.has_tag_name_local("v")).map(self::text)),
            _ => {}
        }
    }
    words.retain(|w| !w.trim().is_empty());
    words
}

/// Reads XML. Document types and their entities are refused, so nothing in it can grow.
pub(crate) fn xml(text: &str) -> Result<Document<'_>, Error> {
    super::guard::check(text)?;
    Document::parse(text).map_err(|e| Error::Damaged { what: "document", reason: e.to_string() })
}

/// Gives the characters of an element, whatever stands between them.
pub(crate) fn text(node: Node<'_, '_>) -> String {
    node.children().filter(Node::is_text).filter_map(|n| n.text()).collect()
}

/// Gives the first child element of a local name.
pub(crate) fn child<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    node.children().find(|n| n.has_tag_name_local(name))
}

/// Gives the first descendant element on a path of local names.
pub(crate) fn path<'a, 'i>(node: Node<'a, 'i>, names: &[&str]) -> Option<Node<'a, 'i>> {
    names.iter().try_fold(node, |node, name| child(node, name))
}

/// Gives an attribute by its local name.
pub(crate) fn attribute<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.attributes().find(|a| a.name() == name).map(|a| a.value())
}

/// Gives the `val` of a child element.
pub(crate) fn value<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    child(node, name).and_then(|n| attribute(n, "val"))
}

/// Says whether a property that is on or off (ECMA-376 part 1, 17.17.4) is on.
pub(crate) fn is_on(node: Node<'_, '_>, name: &str) -> Option<bool> {
    child(node, name).map(|n| !matches!(attribute(n, "val"), Some("0" | "false" | "off" | "none")))
}

/// Compares local names: Word's strict files use other namespaces.
pub(crate) trait LocalName {
    /// Says whether it is an element of that local name.
    fn has_tag_name_local(&self, name: &str) -> bool;
}

impl LocalName for Node<'_, '_> {
    fn has_tag_name_local(&self, name: &str) -> bool {
        self.is_element() && self.tag_name().name() == name
    }
}

/// Fetches the pictures and files that the body names; each file once. Says whether some were too large.
pub(crate) fn files(
    package: &mut Package<'_>,
    pictures: Vec<Picture>,
) -> Result<(Vec<Embedded>, bool), Error> {
    let (mut files, mut large) = (Vec::new(), false);
    for Picture { target, alt, at } in pictures {
        let name = target.rsplit(['/', '\\']).next().unwrap_or("file").to_owned();
        match package.part(&target) {
            Ok(Some(bytes)) => {
                let media_type = media_type(&name).to_owned();
                files.push(Embedded { name, media_type, bytes, alt, at });
            }
            Ok(None) => {}
            Err(Error::Bomb) => large = true,
            Err(e) => return Err(e),
        }
    }
    Ok((files, large))
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or("").to_ascii_lowercase().as_str() {
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "bmp" => "image/bmp",
        "tif" | "tiff" => "image/tiff",
        "emf" => "image/emf",
        "wmf" => "image/wmf",
        "svg" => "image/svg+xml",
        "pdf" => "application/pdf",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _ => "application/octet-stream",
    }
}

fn main_part(package: &mut Package<'_>) -> Result<String, Error> {
    let found = relations(package, "")?.into_values().find(|r| r.kind == "officeDocument" && !r.external);
    Ok(found.map_or_else(|| "word/document.xml".into(), |r| r.target))
}

fn title(package: &mut Package<'_>) -> Result<Option<String>, Error> {
    let Some(text) = package.text("docProps/core.xml")? else { return Ok(None) };
    let Ok(core) = xml(&text) else { return Ok(None) };
    let title = child(core.root_element(), "title").map(self::text).unwrap_or_default().trim().to_owned();
    Ok(Some(title).filter(|t| !t.is_empty()))
}

fn with_relations(package: &mut Package<'_>, path: &str) -> Result<Option<(String, Relations)>, Error> {
    let Some(text) = package.text(path)? else { return Ok(None) };
    Ok(Some((text, relations(package, path)?)))
}

fn relations(package: &mut Package<'_>, part: &str) -> Result<Relations, Error> {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    let path =
        if folder.is_empty() { format!("_rels/{name}.rels") } else { format!("{folder}/_rels/{name}.rels") };
    let Some(text) = package.text(&path)? else { return Ok(BTreeMap::new()) };
    let Ok(document) = xml(&text) else { return Ok(BTreeMap::new()) };
    let relation = |n: Node<'_, '_>| {
        let kind = n.attribute("Type")?.rsplit('/').next()?.to_owned();
        let external = n.attribute("TargetMode") == Some("External");
        let target = n.attribute("Target")?;
        let target = if external { target.to_owned() } else { resolve(folder, target) };
        Some((n.attribute("Id")?.to_owned(), Relation { kind, target, external }))
    };
    Ok(document.root_element().children().filter(Node::is_element).filter_map(relation).collect())
}

/// Gives the path of a target inside the package; what leads out of it stays at its top.
fn resolve(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut path: Vec<&str> = folder.split('/').filter(|p| !p.is_empty()).collect();
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                path.pop();
            }
            part => path.push(part),
        }
    }
    path.join("/")
}
