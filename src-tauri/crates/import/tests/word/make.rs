//! Small Word documents made by hand.

use std::io::Write;

use zip::write::SimpleFileOptions;

/// The namespaces that the parts use.
pub const NAMES: &str = concat!(
    r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" "#,
    r#"xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" "#,
    r#"xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" "#,
    r#"xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" "#,
    r#"xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" "#,
    r#"xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" "#,
    r#"xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" "#,
    r#"xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" "#,
    r#"xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" "#,
    r#"xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" "#,
    r#"xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office""#
);
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A Word document in the making.
#[derive(Default, Clone)]
pub struct Docx {
    body: String,
    parts: Vec<(String, Vec<u8>)>,
    relations: String,
}

/// Begins a document with a body.
pub fn docx(body: impl Into<String>) -> Docx {
    Docx { body: body.into(), ..Docx::default() }
}

/// Makes a paragraph of one run.
pub fn p(text: &str) -> String {
    format!("<w:p>{}</w:p>", r(text))
}

/// Makes a run.
pub fn r(text: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

/// Makes a table of rows.
pub fn tbl(rows: &str) -> String {
    format!("<w:tbl>{rows}</w:tbl>")
}

/// Makes a row of cells.
pub fn tr(cells: &str) -> String {
    format!("<w:tr>{cells}</w:tr>")
}

/// Makes a cell with properties and content.
pub fn tc(properties: &str, content: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>")
}

impl Docx {
    /// Adds a part that the document is related to; `id` names the relation, `kind` what it is.
    pub fn part(self, id: &str, kind: &str, name: &str, content: &str) -> Docx {
        self.related(id, kind, name, "").raw(&format!("word/{name}"), content.as_bytes())
    }

    /// Adds one of the parts that are lists: styles, numbering, notes, comments.
    pub fn list(self, kind: &str, content: &str) -> Docx {
        let root = match kind {
            "header" => "hdr",
            "footer" => "ftr",
            kind => kind,
        };
        let xml = format!("<w:{root} {NAMES}>{content}</w:{root}>");
        self.part(&format!("r-{kind}"), kind, &format!("{kind}.xml"), &xml)
    }

    /// Adds a relation.
    pub fn related(mut self, id: &str, kind: &str, target: &str, more: &str) -> Docx {
        self.relations.push_str(&format!(
            "<Relationship Id=\"{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\" {more}/>"
        ));
        self
    }

    /// Adds an entry to the zip.
    pub fn raw(mut self, name: &str, bytes: &[u8]) -> Docx {
        self.parts.push((name.to_owned(), bytes.to_vec()));
        self
    }

    /// Gives the main part.
    pub fn document(&self) -> String {
        format!("<w:document {NAMES}><w:body>{}</w:body></w:document>", self.body)
    }

    /// Zips it.
    pub fn bytes(&self) -> Vec<u8> {
        self.with_document(self.document().as_bytes())
    }

    /// Zips it with another main part.
    pub fn with_document(&self, document: &[u8]) -> Vec<u8> {
        let root = "http://schemas.openxmlformats.org/package/2006/relationships";
        let relations = |inner: &str| format!("<Relationships xmlns=\"{root}\">{inner}</Relationships>");
        let main = format!(
            "<Relationship Id=\"r1\" Type=\"{OFFICE}/officeDocument\" Target=\"word/document.xml\"/>"
        );
        let types = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"></Types>";
        let mut parts: Vec<(String, Vec<u8>)> = vec![
            ("[Content_Types].xml".into(), types.into()),
            ("_rels/.rels".into(), relations(&main).into()),
            ("word/document.xml".into(), document.to_vec()),
            ("word/_rels/document.xml.rels".into(), relations(&self.relations).into()),
        ];
        parts.retain(|(name, _)| self.parts.iter().all(|(own, _)| own != name));
        parts.extend(self.parts.iter().cloned());
        zip(&parts)
    }
}

/// Zips parts.
pub fn zip(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut out = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        out.start_file(name.as_str(), SimpleFileOptions::default()).expect("an entry begins");
        out.write_all(bytes).expect("an entry is written");
    }
    out.finish().expect("a zip is written").into_inner()
}
