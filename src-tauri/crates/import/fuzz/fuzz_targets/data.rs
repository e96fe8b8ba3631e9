#![no_main]
//! Formats that are text themselves: JSON, HTML, RTF, Markdown, plain text.

mod check;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if !bytes.starts_with(b"PK") && !bytes.windows(5).any(|w| w == b"%PDF-") {
        check::check(bytes);
    }
});
