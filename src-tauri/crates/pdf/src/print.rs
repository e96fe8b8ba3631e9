//! Objects as PDF writes them (ISO 32000-1, 7.3), each appended to a buffer.

use lopdf::{Object, StringFormat};

/// Appends an object; of a stream, its dictionary.
pub(crate) fn print(out: &mut Vec<u8>, object: &Object) {
    match object {
        Object::Null => out.extend_from_slice(b"null"),
        Object::Boolean(value) => out.extend_from_slice(if *value { b"true" } else { b"false" }),
        Object::Integer(value) => out.extend_from_slice(value.to_string().as_bytes()),
        Object::Real(value) => number(out, *value),
        Object::Name(value) => name(out, value),
        Object::String(value, StringFormat::Literal) => literal(out, value),
        Object::String(value, StringFormat::Hexadecimal) => {
            out.push(b'<');
            value.iter().for_each(|byte| out.extend_from_slice(&hexadecimal(*byte)));
            out.push(b'>');
        }
        Object::Array(values) => {
            out.push(b'[');
            for (index, value) in values.iter().enumerate() {
                if index > 0 {
                    out.push(b' ');
                }
                print(out, value);
            }
            out.push(b']');
        }
        Object::Dictionary(values) => dictionary(out, values),
        Object::Stream(stream) => dictionary(out, &stream.dict),
        Object::Reference((id, generation)) => {
            out.extend_from_slice(format!("{id} {generation} R").as_bytes())
        }
    }
}

fn dictionary(out: &mut Vec<u8>, values: &lopdf::Dictionary) {
    out.extend_from_slice(b"<<");
    for (key, value) in values {
        name(out, key);
        out.push(b' ');
        print(out, value);
    }
    out.extend_from_slice(b">>");
}

/// Appends a name, what is not a plain character of it in hexadecimal (ISO 32000-1, 7.3.5).
fn name(out: &mut Vec<u8>, value: &[u8]) {
    out.push(b'/');
    for byte in value {
        if byte.is_ascii_graphic() && !b"#/()<>[]{}%".contains(byte) {
            out.push(*byte);
        } else {
            out.push(b'#');
            out.extend_from_slice(&hexadecimal(*byte));
        }
    }
}

/// Appends a string in brackets.
pub(crate) fn literal(out: &mut Vec<u8>, value: &[u8]) {
    out.push(b'(');
    value.iter().for_each(|byte| escaped(out, *byte));
    out.push(b')');
}

/// Appends a byte of a string in brackets.
pub(crate) fn escaped(out: &mut Vec<u8>, byte: u8) {
    match byte {
        b'(' | b')' | b'\\' => out.extend_from_slice(&[b'\\', byte]),
        // A reader takes an end of line in a string for a line feed, whatever it was (ISO 32000-1, 7.3.4.2).
        b'\r' => out.extend_from_slice(b"\\r"),
        _ => out.push(byte),
    }
}

fn hexadecimal(byte: u8) -> [u8; 2] {
    let digit = |v: u8| if v < 10 { b'0' + v } else { b'A' + v - 10 };
    [digit(byte >> 4), digit(byte & 15)]
}

/// Appends a number with three decimals at the most, and no exponent.
pub(crate) fn number(out: &mut Vec<u8>, value: f32) {
    thousandths(out, to_thousandths(value));
}

/// Rounds to thousandths.
pub(crate) fn to_thousandths(value: f32) -> i64 {
    (f64::from(value) * 1000.0).round() as i64
}

/// Appends a number of thousandths.
pub(crate) fn thousandths(out: &mut Vec<u8>, value: i64) {
    if value < 0 {
        out.push(b'-');
    }
    let value = value.unsigned_abs();
    integer(out, value / 1000);
    let mut rest = value % 1000;
    if rest > 0 {
        out.push(b'.');
        for place in [100, 10, 1] {
            out.push(b'0' + (rest / place) as u8);
            rest %= place;
            if rest == 0 {
                break;
            }
        }
    }
}

/// Appends a whole number.
pub(crate) fn integer(out: &mut Vec<u8>, mut value: u64) {
    let start = out.len();
    loop {
        out.push(b'0' + (value % 10) as u8);
        value /= 10;
        if value == 0 {
            break;
        }
    }
    if let Some(digits) = out.get_mut(start..) {
        digits.reverse();
    }
}

/// Appends a reference to an object.
pub(crate) fn reference(out: &mut Vec<u8>, id: u32) {
    integer(out, u64::from(id));
    out.extend_from_slice(b" 0 R");
}
