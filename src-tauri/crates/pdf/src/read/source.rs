//! A file's objects, read when they are asked for, within bounds that no paper comes near.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::rc::Rc;

use lopdf::{Dictionary, Object};

use super::filters::unpack;
use super::syntax::Lexer;
use crate::Error;

/// All that is unpacked of one file is at most this, in bytes.
const UNPACKED: usize = 256 * 1024 * 1024;
/// A file has at most so many objects.
const OBJECTS: usize = 1_000_000;
/// So many objects, with those within them, are read at most.
const READ: usize = 2_000_000;
/// So many tables follow each other at most: an edited file has one for every time that it was saved.
const TABLES: usize = 1000;

/// Where an object is.
#[derive(Clone, Copy)]
enum Place {
    Free,
    At(usize),
    Packed { stream: u32, index: usize },
}

/// An object of the file.
pub(crate) enum Value {
    /// Any but a stream.
    Plain(Object),
    /// A stream: its dictionary, and where its bytes are.
    Stream(Dictionary, Range<usize>),
}

/// An unpacked object stream (ISO 32000-1, 7.5.7): its bytes, and where in them each object begins.
struct Pack {
    bytes: Vec<u8>,
    starts: Vec<(u32, usize)>,
}

/// A file that is read.
pub(crate) struct Source<'a> {
    bytes: &'a [u8],
    places: BTreeMap<u32, Place>,
    /// What the file says of itself at its end.
    pub trailer: Dictionary,
    values: BTreeMap<u32, Rc<Value>>,
    packs: BTreeMap<u32, Rc<Pack>>,
    /// The objects that are being read, since they may need others.
    open: BTreeSet<u32>,
    left: usize,
    objects: usize,
}

/// Makes the error that says why a file cannot be read.
pub(crate) fn unreadable(why: &str) -> Error {
    Error::Unreadable(why.to_owned())
}

impl<'a> Source<'a> {
    /// Finds the objects of a file.
    ///
    /// # Errors
    /// [`Error::Unreadable`] when it is no PDF or its table is damaged, [`Error::Encrypted`] when it is.
    pub(crate) fn new(bytes: &'a [u8]) -> Result<Source<'a>, Error> {
        let head = bytes.get(..bytes.len().min(1024)).unwrap_or_default();
        let start =
            head.windows(5).position(|w| w == b"%PDF-").ok_or_else(|| unreadable("it is not a PDF"))?;
        let bytes = bytes.get(start..).unwrap_or_default();
        let mut source = Source {
            bytes,
            places: BTreeMap::new(),
            trailer: Dictionary::new(),
            values: BTreeMap::new(),
            packs: BTreeMap::new(),
            open: BTreeSet::new(),
            left: UNPACKED,
            objects: READ,
        };
        source.tables()?;
        if source.trailer.has(b"Encrypt") {
            return Err(Error::Encrypted);
        }
        Ok(source)
    }

    /// Gives the bytes of a stream as they stand in the file.
    pub(crate) fn raw(&self, range: &Range<usize>) -> &'a [u8] {
        self.bytes.get(range.clone()).unwrap_or_default()
    }

    /// Gives the bytes of a stream, unpacked; none when it is packed in a way that is not read here.
    ///
    /// # Errors
    /// [`Error::Unreadable`] when it is damaged, or unpacks to too much.
    pub(crate) fn unpacked(
        &mut self,
        dict: &Dictionary,
        range: &Range<usize>,
    ) -> Result<Option<Vec<u8>>, Error> {
        let filter = self.resolve(dict.get(b"Filter").unwrap_or(&Object::Null))?;
        let parameters = self.resolve(dict.get(b"DecodeParms").unwrap_or(&Object::Null))?;
        unpack(self.raw(range), &filter, &parameters, &mut self.left)
    }

    /// Gives an object by its number; null when there is none.
    ///
    /// # Errors
    /// [`Error::Unreadable`] when it is damaged.
    pub(crate) fn get(&mut self, id: u32) -> Result<Rc<Value>, Error> {
        if let Some(value) = self.values.get(&id) {
            return Ok(Rc::clone(value));
        }
        if !self.open.insert(id) || self.open.len() > 16 {
            return Err(unreadable("its objects go in a circle"));
        }
        let value = match self.places.get(&id).copied() {
            None | Some(Place::Free) => Value::Plain(Object::Null),
            Some(Place::At(at)) => self.at(at, Some(id))?,
            Some(Place::Packed { stream, index }) => self.packed(id, stream, index)?,
        };
        self.open.remove(&id);
        let value = Rc::new(value);
        self.values.insert(id, Rc::clone(&value));
        Ok(value)
    }

    /// Gives an object, or the one that it refers to; null for a stream.
    ///
    /// # Errors
    /// [`Error::Unreadable`] when it is damaged.
    pub(crate) fn resolve(&mut self, object: &Object) -> Result<Object, Error> {
        let mut object = object.clone();
        for _ in 0..16 {
            let Object::Reference((id, _)) = object else { return Ok(object) };
            object = match &*self.get(id)? {
                Value::Plain(object) => object.clone(),
                Value::Stream(..) => Object::Null,
            };
        }
        Err(unreadable("its objects go in a circle"))
    }

    /// Gives an entry of a dictionary, followed if it is a reference; null when there is none.
    ///
    /// # Errors
    /// [`Error::Unreadable`] when it is damaged.
    pub(crate) fn entry(&mut self, dict: &Dictionary, key: &[u8]) -> Result<Object, Error> {
        self.resolve(dict.get(key).unwrap_or(&Object::Null))
    }

    /// Gives an entry of a dictionary that is one itself; an empty one when there is none.
    ///
    /// # Errors
    /// [`Error::Unreadable`] when it is damaged.
    pub(crate) fn dictionary(&mut self, dict: &Dictionary, key: &[u8]) -> Result<Dictionary, Error> {
        match self.entry(dict, key)? {
            Object::Dictionary(inner) => Ok(inner),
            _ => Ok(Dictionary::new()),
        }
    }

    /// Reads the object that stands at a place.
    fn at(&mut self, at: usize, id: Option<u32>) -> Result<Value, Error> {
        let damaged = || unreadable("an object of it is damaged");
        let mut lexer = Lexer::new(self.bytes, at);
        let number = lexer.whole().ok_or_else(damaged)?;
        lexer.whole().and_then(|_| lexer.word(b"obj")).ok_or_else(damaged)?;
        if id.is_some_and(|id| u64::from(id) != number) {
            return Err(damaged());
        }
        let object = lexer.object().ok_or_else(damaged)?;
        self.spend(lexer.inner())?;
        let Object::Dictionary(dict) = object else { return Ok(Value::Plain(object)) };
        if lexer.word(b"stream").is_none() {
            return Ok(Value::Plain(Object::Dictionary(dict)));
        }
        lexer.line_end();
        let length = match self.entry(&dict, b"Length")? {
            Object::Integer(length) => usize::try_from(length).map_err(|_| damaged())?,
            _ => return Err(damaged()),
        };
        let end =
            lexer.at().checked_add(length).filter(|end| *end <= self.bytes.len()).ok_or_else(damaged)?;
        let range = lexer.at()..end;
        Lexer::new(self.bytes, end).word(b"endstream").ok_or_else(damaged)?;
        Ok(Value::Stream(dict, range))
    }

    fn spend(&mut self, objects: usize) -> Result<(), Error> {
        let left = self.objects.checked_sub(objects);
        self.objects = left.ok_or_else(|| unreadable("it has more objects than any assessment"))?;
        Ok(())
    }

    fn packed(&mut self, id: u32, stream: u32, index: usize) -> Result<Value, Error> {
        let damaged = || unreadable("an object of it is damaged");
        let pack = self.pack(stream)?;
        let (number, start) = pack.starts.get(index).copied().ok_or_else(damaged)?;
        if number != id {
            return Err(damaged());
        }
        let mut lexer = Lexer::new(&pack.bytes, start);
        let object = lexer.object().ok_or_else(damaged)?;
        self.spend(lexer.inner())?;
        Ok(Value::Plain(object))
    }

    fn pack(&mut self, id: u32) -> Result<Rc<Pack>, Error> {
        if let Some(pack) = self.packs.get(&id) {
            return Ok(Rc::clone(pack));
        }
        let damaged = || unreadable("its packed objects are damaged");
        // An object stream is never within another (ISO 32000-1, 7.5.7).
        let Some(Place::At(_)) = self.places.get(&id) else { return Err(damaged()) };
        let value = self.get(id)?;
        let Value::Stream(dict, range) = &*value else { return Err(damaged()) };
        let bytes = self.unpacked(dict, range)?.ok_or_else(damaged)?;
        let number =
            |object: Object| object.as_i64().ok().and_then(|n| usize::try_from(n).ok()).ok_or_else(damaged);
        let (count, first) = (number(self.entry(dict, b"N")?)?, number(self.entry(dict, b"First")?)?);
        self.spend(count)?;
        let mut lexer = Lexer::new(&bytes, 0);
        let mut starts = Vec::new();
        for _ in 0..count {
            let (id, at) = lexer.whole().zip(lexer.whole()).ok_or_else(damaged)?;
            let start = usize::try_from(at).ok().and_then(|at| at.checked_add(first)).ok_or_else(damaged)?;
            starts.push((u32::try_from(id).map_err(|_| damaged())?, start));
        }
        let pack = Rc::new(Pack { bytes, starts });
        self.packs.insert(id, Rc::clone(&pack));
        Ok(pack)
    }

    /// Reads the tables of objects, from the newest to the oldest.
    fn tables(&mut self) -> Result<(), Error> {
        let damaged = || unreadable("its table of objects is damaged");
        let tail = self.bytes.len().saturating_sub(2048);
        let end = self.bytes.get(tail..).unwrap_or_default();
        let found = end.windows(9).rposition(|w| w == b"startxref");
        let at = found.ok_or_else(|| unreadable("its end is missing"))? + tail + 9;
        let mut next = Lexer::new(self.bytes, at).whole();
        let mut seen = BTreeSet::new();
        while let Some(at) = next {
            let at = usize::try_from(at).map_err(|_| damaged())?;
            if !seen.insert(at) || seen.len() > TABLES {
                return Err(unreadable("its tables of objects go in a circle"));
            }
            let mut lexer = Lexer::new(self.bytes, at);
            let trailer = match lexer.word(b"xref") {
                Some(()) => self.table(lexer)?,
                None => self.table_stream(at)?,
            };
            // A table for programs that know no object streams names the stream that has the rest (ISO 32000-1, 7.5.8.4).
            let hidden =
                trailer.get(b"XRefStm").and_then(Object::as_i64).ok().and_then(|at| usize::try_from(at).ok());
            if let Some(at) = hidden.filter(|at| seen.insert(*at)) {
                self.table_stream(at)?;
            }
            next = trailer
                .get(b"Prev")
                .and_then(Object::as_i64)
                .ok()
                .map(|at| u64::try_from(at).unwrap_or(u64::MAX));
            if self.trailer.is_empty() {
                self.trailer = trailer;
            }
        }
        if self.trailer.is_empty() { Err(damaged()) } else { Ok(()) }
    }

    /// Notes where an object is; what a newer table says stands.
    fn note(&mut self, id: u64, place: Place) -> Result<(), Error> {
        let id = u32::try_from(id).map_err(|_| unreadable("its table of objects is damaged"))?;
        if self.places.len() >= OBJECTS {
            return Err(unreadable("it has more objects than any assessment"));
        }
        self.places.entry(id).or_insert(place);
        Ok(())
    }

    fn table(&mut self, mut lexer: Lexer<'a>) -> Result<Dictionary, Error> {
        let damaged = || unreadable("its table of objects is damaged");
        while lexer.word(b"trailer").is_none() {
            let (first, count) = lexer.whole().zip(lexer.whole()).ok_or_else(damaged)?;
            for id in first..first.checked_add(count).ok_or_else(damaged)? {
                let (at, _) = lexer.whole().zip(lexer.whole()).ok_or_else(damaged)?;
                let place = match lexer.word(b"n") {
                    Some(()) => Place::At(usize::try_from(at).map_err(|_| damaged())?),
                    None => lexer.word(b"f").map(|()| Place::Free).ok_or_else(damaged)?,
                };
                self.note(id, place)?;
            }
        }
        match lexer.object() {
            Some(Object::Dictionary(trailer)) => Ok(trailer),
            _ => Err(damaged()),
        }
    }

    fn table_stream(&mut self, at: usize) -> Result<Dictionary, Error> {
        let damaged = || unreadable("its table of objects is damaged");
        let Value::Stream(dict, range) = self.at(at, None)? else { return Err(damaged()) };
        let parameters = dict.get(b"DecodeParms").unwrap_or(&Object::Null);
        let filter = dict.get(b"Filter").unwrap_or(&Object::Null);
        let bytes = unpack(self.raw(&range), filter, parameters, &mut self.left)?.ok_or_else(damaged)?;
        let numbers = |key: &[u8]| -> Option<Vec<u64>> {
            dict.get(key)
                .ok()?
                .as_array()
                .ok()?
                .iter()
                .map(|o| o.as_i64().ok().and_then(|n| u64::try_from(n).ok()))
                .collect()
        };
        let widths =
            numbers(b"W").filter(|w| w.len() == 3 && w.iter().all(|w| *w <= 8)).ok_or_else(damaged)?;
        let size = dict
            .get(b"Size")
            .and_then(Object::as_i64)
            .ok()
            .and_then(|n| u64::try_from(n).ok())
            .ok_or_else(damaged)?;
        let ranges = numbers(b"Index").unwrap_or_else(|| vec![0, size]);
        let mut rest = bytes.as_slice();
        let mut field = |width: u64, missing: u64| -> Option<u64> {
            let (own, after) = rest.split_at_checked(width as usize)?;
            rest = after;
            Some(if width == 0 { missing } else { own.iter().fold(0, |all, b| all << 8 | u64::from(*b)) })
        };
        let [kind, first, second] = widths.as_slice() else { return Err(damaged()) };
        if kind + first + second == 0 {
            return Err(damaged());
        }
        for pair in ranges.chunks_exact(2) {
            let (from, count) = (pair.first().copied().unwrap_or(0), pair.get(1).copied().unwrap_or(0));
            for id in from..from.checked_add(count).ok_or_else(damaged)? {
                let (Some(kind), Some(a), Some(b)) = (field(*kind, 1), field(*first, 0), field(*second, 0))
                else {
                    return Ok(dict);
                };
                let place = match kind {
                    1 => Place::At(usize::try_from(a).map_err(|_| damaged())?),
                    2 => {
                        Place::Packed { stream: u32::try_from(a).map_err(|_| damaged())?, index: b as usize }
                    }
                    _ => Place::Free,
                };
                self.note(id, place)?;
            }
        }
        Ok(dict)
    }
}
