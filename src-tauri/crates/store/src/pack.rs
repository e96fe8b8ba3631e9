//! The envelope of every stored value: deflated JSON under a hash, with the revision it belongs to.
//!
//! One byte format (1), eight bytes revision (big-endian), 32 bytes SHA-256 over revision and payload, then the payload
//! (RFC 1951). The hash is over the compressed bytes, so that a check of the whole register inflates nothing.

use std::io::{Read, Write};

use flate2::{Compression, read::DeflateDecoder, write::DeflateEncoder};
use serde::{Serialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};

const FORMAT: u8 = 1;
const HEAD: usize = 41;

/// The most that a value may grow to when inflated, in bytes: far above any assessment, far below the memory.
const LARGEST: u64 = 512 << 20;

/// The value is not what was stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Damage;

/// Packs a value.
pub(crate) fn pack<T: Serialize>(revision: u64, value: &T) -> Vec<u8> {
    let mut out = vec![FORMAT];
    out.extend(revision.to_be_bytes());
    out.extend([0; 32]);
    let mut deflate = DeflateEncoder::new(out, Compression::fast());
    // A vector takes all bytes, and the stored types have string keys only: neither can fail.
    let _ = deflate.write_all(&serde_json::to_vec(value).unwrap_or_default());
    let mut out = deflate.finish().unwrap_or_default();
    let hash = hash(&out);
    if let Some(place) = out.get_mut(9..HEAD) {
        place.copy_from_slice(&hash);
    }
    out
}

/// Checks a packed value and gives its revision.
pub(crate) fn check(bytes: &[u8]) -> Result<u64, Damage> {
    let revision: [u8; 8] = bytes.get(1..9).and_then(|b| b.try_into().ok()).ok_or(Damage)?;
    let whole = bytes.first() == Some(&FORMAT) && bytes.get(9..HEAD) == Some(&hash(bytes)[..]);
    if whole { Ok(u64::from_be_bytes(revision)) } else { Err(Damage) }
}

/// Checks and unpacks a value.
pub(crate) fn unpack<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Damage> {
    check(bytes)?;
    let mut json = Vec::new();
    let payload = DeflateDecoder::new(bytes.get(HEAD..).ok_or(Damage)?);
    payload.take(LARGEST).read_to_end(&mut json).map_err(|_| Damage)?;
    serde_json::from_slice(&json).map_err(|_| Damage)
}

/// Writes a SHA-256 in lower-case hexadecimal.
pub(crate) fn hex(digest: &[u8]) -> String {
    digest.iter().map(|b| format!("{b:02x}")).collect()
}

/// Gives the SHA-256 of bytes in lower-case hexadecimal.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hash(bytes: &[u8]) -> [u8; 32] {
    let mut sha = Sha256::new();
    sha.update(bytes.get(1..9).unwrap_or_default());
    sha.update(bytes.get(HEAD..).unwrap_or_default());
    sha.finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_comes_back_and_no_flipped_byte_passes() {
        let packed = pack(7, &"some words".to_owned());
        assert_eq!(check(&packed), Ok(7));
        assert_eq!(unpack::<String>(&packed).as_deref(), Ok("some words"));
        for at in 0..packed.len() {
            let mut broken = packed.clone();
            broken[at] ^= 1;
            assert_eq!(unpack::<String>(&broken), Err(Damage), "byte {at}");
            assert_eq!(check(&packed[..at]), Err(Damage), "cut at {at}");
        }
    }
}
