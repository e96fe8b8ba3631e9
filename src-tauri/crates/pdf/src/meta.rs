//! Metadata: XMP, the document information that agrees with it, and the colour profile of the output intent.

use lopdf::{Dictionary, Object, dictionary};

use crate::Info;

/// Writes the XMP packet (ISO 16684-1) with the parts of PDF/A-3a and PDF/UA-1.
pub(crate) fn xmp(info: &Info) -> String {
    let mut dc = format!(
        "<dc:format>application/pdf</dc:format><dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{}</rdf:li></rdf:Alt></dc:title>",
        escaped(&info.title)
    );
    if let Some(author) = &info.author {
        dc += &format!("<dc:creator><rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq></dc:creator>", escaped(author));
    }
    if let Some(subject) = &info.subject {
        dc += &format!(
            "<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">{}</rdf:li></rdf:Alt></dc:description>",
            escaped(subject)
        );
    }
    if let Some(version) = &info.version {
        dc += &format!("<dc:identifier>{}</dc:identifier>", escaped(&format!("Version {version}")));
    }
    let created = day(info)
        .map(|d| {
            format!(
                "<xmp:CreateDate>{d}T00:00:00Z</xmp:CreateDate><xmp:ModifyDate>{d}T00:00:00Z</xmp:ModifyDate>"
            )
        })
        .unwrap_or_default();
    let program = escaped(&info.program);
    format!(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n\
         <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">{dc}</rdf:Description>\n\
         <rdf:Description rdf:about=\"\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\">{created}<xmp:CreatorTool>{program}</xmp:CreatorTool></rdf:Description>\n\
         <rdf:Description rdf:about=\"\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"><pdf:Producer>{program}</pdf:Producer></rdf:Description>\n\
         <rdf:Description rdf:about=\"\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\"><pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance></rdf:Description>\n\
         <rdf:Description rdf:about=\"\" xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\"><pdfuaid:part>1</pdfuaid:part></rdf:Description>\n\
         {EXTENSION}</rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>"
    )
}

/// Says what `pdfuaid:part` is, as PDF/A asks of properties that it does not know (ISO 19005-3, 6.6.2.3).
const EXTENSION: &str = concat!(
    "<rdf:Description rdf:about=\"\" xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\" ",
    "xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">",
    "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">",
    "<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>",
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>",
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">",
    "<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>",
    "<pdfaProperty:category>internal</pdfaProperty:category>",
    "<pdfaProperty:description>Part of ISO 14289 to which the document conforms</pdfaProperty:description>",
    "</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>\n"
);

/// Makes the information dictionary, with the same values as the XMP packet.
pub(crate) fn information(info: &Info) -> Dictionary {
    let mut dict = dictionary! {
        "Title" => lopdf::text_string(&info.title), "Producer" => lopdf::text_string(&info.program),
        "Creator" => lopdf::text_string(&info.program),
    };
    for (key, value) in [("Author", &info.author), ("Subject", &info.subject)] {
        if let Some(value) = value {
            dict.set(key, lopdf::text_string(value));
        }
    }
    if let Some(moment) = moment(info) {
        dict.set("CreationDate", Object::string_literal(moment.as_str()));
        dict.set("ModDate", Object::string_literal(moment));
    }
    dict
}

/// Gives the day of creation as PDF writes a date (ISO 32000-1, 7.9.4).
pub(crate) fn moment(info: &Info) -> Option<String> {
    day(info).map(|day| format!("D:{}000000Z", day.replace('-', "")))
}

/// Gives the day of creation, if it is one.
fn day(info: &Info) -> Option<&str> {
    let day = info.created.as_deref()?;
    let shape = |(i, b): (usize, u8)| if i == 4 || i == 7 { b == b'-' } else { b.is_ascii_digit() };
    (day.len() == 10 && day.bytes().enumerate().all(shape)).then_some(day)
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // XML 1.0 knows no other control characters.
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// Builds an ICC profile (ICC.1:2001) of the sRGB primaries with a gamma of 2.2.
pub(crate) fn srgb() -> Vec<u8> {
    let fixed = |v: f64| ((v * 65536.0).round() as i32).to_be_bytes();
    let xyz = |x, y, z| [b"XYZ \0\0\0\0".as_slice(), &fixed(x), &fixed(y), &fixed(z)].concat();
    let name = b"sRGB, gamma 2.2";
    let mut desc = [b"desc\0\0\0\0".as_slice(), &(name.len() as u32 + 1).to_be_bytes(), name, b"\0"].concat();
    // No Unicode and no ScriptCode name.
    desc.extend_from_slice(&[0; 4 + 4 + 2 + 1 + 67]);
    let text = b"text\0\0\0\0No copyright, use freely\0".to_vec();
    let curve = [b"curv\0\0\0\0".as_slice(), &1u32.to_be_bytes(), &0x0233u16.to_be_bytes()].concat();
    let tags: [(&[u8; 4], Vec<u8>); 9] = [
        (b"desc", desc),
        (b"cprt", text),
        (b"wtpt", xyz(0.9505, 1.0, 1.0891)),
        (b"rXYZ", xyz(0.436_066, 0.222_488, 0.013_916)),
        (b"gXYZ", xyz(0.385_147, 0.716_873, 0.097_076)),
        (b"bXYZ", xyz(0.143_066, 0.060_608, 0.714_096)),
        (b"rTRC", curve.clone()),
        (b"gTRC", curve.clone()),
        (b"bTRC", curve),
    ];
    let mut table = (tags.len() as u32).to_be_bytes().to_vec();
    let mut data = Vec::new();
    let base = 128 + 4 + 12 * tags.len();
    for (name, bytes) in &tags {
        table.extend_from_slice(*name);
        table.extend_from_slice(&((base + data.len()) as u32).to_be_bytes());
        table.extend_from_slice(&(bytes.len() as u32).to_be_bytes());
        data.extend_from_slice(bytes);
        data.resize(data.len().next_multiple_of(4), 0);
    }
    let mut out = vec![0; 128];
    let size = ((base + data.len()) as u32).to_be_bytes();
    for (at, bytes) in [
        (0, &size[..]),
        (8, &[2, 0x10, 0, 0]),
        (12, b"mntrRGB XYZ "),
        (24, &[7, 0xD0, 0, 1, 0, 1]),
        (36, b"acsp"),
    ] {
        out.splice(at..at + bytes.len(), bytes.iter().copied());
    }
    let white = [fixed(0.9642), fixed(1.0), fixed(0.8249)].concat();
    out.splice(68..80, white);
    [out, table, data].concat()
}
