//! Small PDFs made by hand.

/// Makes a PDF of objects, numbered from 1; the first is the catalog.
pub fn file(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut offsets = Vec::new();
    for (i, object) in objects.iter().enumerate() {
        offsets.push(out.len());
        out.extend(format!("{} 0 obj\n", i + 1).bytes());
        out.extend(object);
        out.extend(b"\nendobj\n");
    }
    let start = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    for offset in offsets {
        out.extend(format!("{offset:010} 00000 n \n").bytes());
    }
    let size = objects.len() + 1;
    out.extend(format!("trailer\n<</Size {size} /Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n").bytes());
    out
}

/// Makes a stream object.
pub fn stream(dict: &str, data: &[u8]) -> Vec<u8> {
    let mut out = format!("<<{dict} /Length {}>>\nstream\n", data.len()).into_bytes();
    out.extend(data);
    out.extend(b"\nendstream");
    out
}

/// Makes a packed stream object.
pub fn packed(dict: &str, data: &[u8]) -> Vec<u8> {
    let mut made = lopdf::Stream::new(lopdf::Dictionary::new(), data.to_vec());
    made.compress().expect("zeros pack");
    stream(&format!("{dict} /Filter /FlateDecode"), &made.content)
}

/// Makes a PDF of one page with Helvetica as /F1, Helvetica-Bold as /F2 and ZapfDingbats as /F3: its contents, more entries
/// of the page, more of the catalog, more objects from 7 on.
pub fn page(content: &str, entries: &str, catalog: &str, more: &[Vec<u8>]) -> Vec<u8> {
    let fonts = "/Resources <</Font <</F1 4 0 R /F2 5 0 R /F3 6 0 R>>>>";
    let fonts = if entries.contains("/Resources") { "" } else { fonts };
    let mut objects = vec![
        format!("<</Type /Catalog /Pages 2 0 R {catalog}>>").into_bytes(),
        b"<</Type /Pages /Kids [3 0 R] /Count 1>>".to_vec(),
        format!(
            "<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {} 0 R {fonts} {entries}>>",
            7 + more.len()
        )
        .into_bytes(),
        b"<</Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding>>".to_vec(),
        b"<</Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding>>".to_vec(),
        b"<</Type /Font /Subtype /Type1 /BaseFont /ZapfDingbats>>".to_vec(),
    ];
    objects.extend(more.iter().cloned());
    objects.push(stream("", content.as_bytes()));
    file(&objects)
}
