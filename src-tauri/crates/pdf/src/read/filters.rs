//! Unpacks streams (ISO 32000-1, 7.4): those that are packed as nearly all are, and never to more than is left.

use std::io::Read;

use flate2::read::ZlibDecoder;
use lopdf::{Dictionary, Object};

use super::source::unreadable;
use crate::Error;

/// Unpacks bytes and takes their count from `left`; none when they are packed in a way that is not read here.
///
/// # Errors
/// [`Error::Unreadable`] when they are damaged, or unpack to more than is left.
pub(crate) fn unpack(
    bytes: &[u8],
    filter: &Object,
    parameters: &Object,
    left: &mut usize,
) -> Result<Option<Vec<u8>>, Error> {
    let out = match deflated(filter) {
        None => return Ok(None),
        Some(false) => {
            spend(left, bytes.len())?;
            bytes.to_vec()
        }
        Some(true) => inflate(bytes, left)?,
    };
    let parameters = match parameters {
        Object::Array(all) => all.first().and_then(|p| p.as_dict().ok()),
        one => one.as_dict().ok(),
    };
    match parameters.map(|p| (number(p, b"Predictor", 1), p)) {
        None | Some((1, _)) => Ok(Some(out)),
        Some((10..=15, p)) => predicted(&out, p).map(Some),
        Some(_) => Ok(None),
    }
}

/// Says whether a stream is deflated, or not packed at all; none when it is packed in another way.
fn deflated(filter: &Object) -> Option<bool> {
    match filter {
        Object::Null => Some(false),
        Object::Name(name) => (name == b"FlateDecode").then_some(true),
        Object::Array(names) => match names.as_slice() {
            [] => Some(false),
            [Object::Name(name)] => (name == b"FlateDecode").then_some(true),
            _ => None,
        },
        _ => None,
    }
}

fn spend(left: &mut usize, bytes: usize) -> Result<(), Error> {
    *left = left.checked_sub(bytes).ok_or_else(|| unreadable("it unpacks to more than any assessment"))?;
    Ok(())
}

fn inflate(bytes: &[u8], left: &mut usize) -> Result<Vec<u8>, Error> {
    let mut out = Vec::new();
    let most = (*left as u64).saturating_add(1);
    ZlibDecoder::new(bytes)
        .take(most)
        .read_to_end(&mut out)
        .map_err(|_| unreadable("a part of it is damaged"))?;
    spend(left, out.len())?;
    Ok(out)
}

fn number(parameters: &Dictionary, key: &[u8], missing: usize) -> usize {
    parameters.get(key).and_then(Object::as_i64).ok().and_then(|n| usize::try_from(n).ok()).unwrap_or(missing)
}

/// Undoes the predictors of PNG, of which each row names its own (ISO 32000-1, 7.4.4.4).
fn predicted(bytes: &[u8], parameters: &Dictionary) -> Result<Vec<u8>, Error> {
    let damaged = || unreadable("a part of it is damaged");
    let bits =
        [(&b"Colors"[..], 1), (b"BitsPerComponent", 8)].iter().try_fold(1_usize, |all, (key, missing)| {
            all.checked_mul(number(parameters, key, *missing)).filter(|v| *v <= 1024)
        });
    let bits = bits.ok_or_else(damaged)?;
    let pixel = bits.div_ceil(8).max(1);
    let columns = number(parameters, b"Columns", 1);
    let row = columns
        .checked_mul(bits)
        .map(|b| b.div_ceil(8))
        .filter(|r| (1..=1 << 20).contains(r))
        .ok_or_else(damaged)?;
    let mut above = vec![0_u8; row];
    let mut out = Vec::with_capacity(bytes.len());
    for line in bytes.chunks(row + 1) {
        let Some((kind, line)) = line.split_first() else { break };
        let mut own = Vec::with_capacity(row);
        for (index, byte) in line.iter().enumerate() {
            let at = |row: &[u8], back: usize| {
                index.checked_sub(back).and_then(|i| row.get(i)).copied().unwrap_or(0)
            };
            let (left, up, corner) = (at(&own, pixel), at(&above, 0), at(&above, pixel));
            let guess = match kind {
                1 => left,
                2 => up,
                3 => ((u16::from(left) + u16::from(up)) / 2) as u8,
                4 => paeth(left, up, corner),
                _ => 0,
            };
            own.push(byte.wrapping_add(guess));
        }
        out.extend_from_slice(&own);
        own.resize(row, 0);
        above = own;
    }
    Ok(out)
}

fn paeth(left: u8, up: u8, corner: u8) -> u8 {
    let guess = i16::from(left) + i16::from(up) - i16::from(corner);
    let off = |v: u8| (guess - i16::from(v)).abs();
    if off(left) <= off(up) && off(left) <= off(corner) {
        left
    } else if off(up) <= off(corner) {
        up
    } else {
        corner
    }
}
