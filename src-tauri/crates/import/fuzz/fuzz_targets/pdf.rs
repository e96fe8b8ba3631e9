#![no_main]
//! PDFs.

mod check;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if bytes.windows(5).any(|w| w == b"%PDF-") {
        check::check(bytes);
    }
});
