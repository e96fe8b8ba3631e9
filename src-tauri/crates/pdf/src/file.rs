//! The file itself: numbered objects, packed into object streams (ISO 32000-1, 7.5.7), and the table that finds them (7.5.8).

use std::cell::RefCell;
use std::thread;

use flate2::{Compress, Compression, FlushCompress, Status};
use lopdf::{Dictionary, Object, ObjectId, StringFormat, dictionary};
use sha2::{Digest, Sha256};

use crate::Error;
use crate::print::print;

/// How many objects share an object stream: few enough that a reader unpacks little for one of them.
const TOGETHER: usize = 200;

/// A PDF file being written. A stream is in the file when it is added; other objects are packed when it is finished.
pub(crate) struct File {
    out: Vec<u8>,
    /// Where each object is, by its number; number 0 is none.
    places: Vec<Place>,
    /// The objects to be packed: number, and where its bytes end in `plain`.
    waiting: Vec<(u32, usize)>,
    plain: Vec<u8>,
}

#[derive(Clone, Copy)]
enum Place {
    Nowhere,
    At(usize),
    Packed { stream: u32, index: usize },
}

impl File {
    /// Begins a file of PDF 1.7.
    pub(crate) fn new() -> File {
        // The second line has bytes above 127, so that no transport takes the file for text (ISO 32000-1, 7.5.2).
        let out = b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n".to_vec();
        File { out, places: vec![Place::Nowhere], waiting: Vec::new(), plain: Vec::new() }
    }

    /// Takes a number for an object that is written later.
    pub(crate) fn reserve(&mut self) -> ObjectId {
        self.places.push(Place::Nowhere);
        (self.places.len() as u32 - 1, 0)
    }

    /// Takes numbers for `count` objects; the first is given.
    pub(crate) fn reserve_all(&mut self, count: usize) -> u32 {
        let first = self.places.len();
        self.places.resize(first + count, Place::Nowhere);
        first as u32
    }

    /// Writes an object under a number taken before, as bytes that `write` appends.
    pub(crate) fn put(&mut self, id: u32, write: impl FnOnce(&mut Vec<u8>)) {
        write(&mut self.plain);
        self.plain.push(b'\n');
        self.waiting.push((id, self.plain.len()));
    }

    /// Writes an object under a number taken before.
    pub(crate) fn set(&mut self, id: ObjectId, object: impl Into<Object>) {
        let object = object.into();
        self.put(id.0, |out| print(out, &object));
    }

    /// Writes an object.
    pub(crate) fn add(&mut self, object: impl Into<Object>) -> ObjectId {
        let id = self.reserve();
        self.set(id, object);
        id
    }

    /// Writes a stream whose bytes are encoded as `dict` says.
    pub(crate) fn stream(&mut self, dict: Dictionary, bytes: &[u8]) -> ObjectId {
        let id = self.reserve();
        self.stream_as(id, dict, bytes);
        id
    }

    /// Writes a stream, deflated.
    pub(crate) fn deflated(&mut self, mut dict: Dictionary, bytes: &[u8]) -> ObjectId {
        dict.set("Filter", "FlateDecode");
        self.stream(dict, &deflate(bytes))
    }

    fn stream_as(&mut self, id: ObjectId, mut dict: Dictionary, bytes: &[u8]) {
        if let Some(place) = self.places.get_mut(id.0 as usize) {
            *place = Place::At(self.out.len());
        }
        dict.set("Length", bytes.len() as i64);
        self.out.extend_from_slice(format!("{} 0 obj\n", id.0).as_bytes());
        print(&mut self.out, &Object::Dictionary(dict));
        self.out.extend_from_slice(b"\nstream\n");
        self.out.extend_from_slice(bytes);
        self.out.extend_from_slice(b"\nendstream\nendobj\n");
    }

    /// Packs what waits, writes the table and ends the file.
    ///
    /// # Errors
    /// [`Error::Write`] when a thread died.
    pub(crate) fn finish(mut self, root: ObjectId, info: ObjectId) -> Result<Vec<u8>, Error> {
        self.pack()?;
        // The identifier (ISO 32000-1, 14.4) comes from the content, so that the same input gives the same bytes.
        let digest: Vec<u8> = Sha256::digest(&self.out).iter().take(16).copied().collect();
        let name = Object::String(digest, StringFormat::Hexadecimal);
        let id = self.reserve();
        let start = self.out.len();
        if let Some(place) = self.places.get_mut(id.0 as usize) {
            *place = Place::At(start);
        }
        let mut table = Vec::with_capacity(self.places.len() * 7);
        for place in &self.places {
            let (kind, a, b) = match *place {
                Place::Nowhere => (0, 0, 0xFFFF),
                Place::At(at) => (1, at as u32, 0),
                Place::Packed { stream, index } => (2, stream, index as u16),
            };
            table.push(kind);
            table.extend_from_slice(&a.to_be_bytes());
            table.extend_from_slice(&b.to_be_bytes());
        }
        let dict = dictionary! {
            "Type" => "XRef", "Size" => self.places.len() as i64, "W" => vec![1.into(), 4.into(), 2.into()], "Root" => root,
            "Info" => info, "ID" => vec![name.clone(), name], "Filter" => "FlateDecode",
        };
        self.stream_as(id, dict, &deflate(&table));
        self.out.extend_from_slice(format!("startxref\n{start}\n%%EOF\n").as_bytes());
        Ok(self.out)
    }

    fn pack(&mut self) -> Result<(), Error> {
        let waiting = std::mem::take(&mut self.waiting);
        let plain = std::mem::take(&mut self.plain);
        let mut groups = Vec::new();
        let mut start = 0;
        for group in waiting.chunks(TOGETHER) {
            let stream = self.reserve();
            let end = group.last().map_or(start, |(_, end)| *end);
            for (index, (id, _)) in group.iter().enumerate() {
                if let Some(place) = self.places.get_mut(*id as usize) {
                    *place = Place::Packed { stream: stream.0, index };
                }
            }
            groups.push((stream, group, start, plain.get(start..end).unwrap_or_default()));
            start = end;
        }
        let packed = on_both_cores(&groups, |(_, group, start, bytes)| packed(group, *start, bytes))?;
        for ((stream, group, ..), (first, bytes)) in groups.iter().zip(packed) {
            let dict = dictionary! {
                "Type" => "ObjStm", "N" => group.len() as i64, "First" => first as i64, "Filter" => "FlateDecode",
            };
            self.stream_as(*stream, dict, &bytes);
        }
        Ok(())
    }
}

/// Gives the offset of the first object, and the packed stream.
fn packed(group: &[(u32, usize)], start: usize, bytes: &[u8]) -> (usize, Vec<u8>) {
    let mut all = String::with_capacity(group.len() * 12);
    let mut at = start;
    for (id, end) in group {
        all.push_str(&format!("{id} {} ", at - start));
        at = *end;
    }
    let first = all.len();
    let mut all = all.into_bytes();
    all.extend_from_slice(bytes);
    (first, deflate(&all))
}

/// Does the same to each of several things, half of them on another thread; the results are in order.
///
/// # Errors
/// [`Error::Write`] when the other thread died.
pub(crate) fn on_both_cores<T: Sync, R: Send>(
    all: &[T],
    one: impl Fn(&T) -> R + Sync,
) -> Result<Vec<R>, Error> {
    let (left, right) = all.split_at(all.len() / 2);
    let (left, right) = thread::scope(|scope| {
        let other = scope.spawn(|| left.iter().map(&one).collect::<Vec<R>>());
        let own = right.iter().map(&one).collect::<Vec<R>>();
        (other.join(), own)
    });
    let mut out = left.map_err(|_| Error::Write("a page could not be written".into()))?;
    out.extend(right);
    Ok(out)
}

thread_local! {
    /// Each thread's packer: making one takes longer than packing a page.
    static PACKER: RefCell<Compress> = RefCell::new(Compress::new(Compression::new(LEVEL), true));
}

/// How hard is packed: the paper is a fortieth larger than at the usual level 6, and packed in four fifths of the time.
const LEVEL: u32 = 4;

/// Deflates with a zlib header, as `FlateDecode` wants.
pub(crate) fn deflate(bytes: &[u8]) -> Vec<u8> {
    PACKER.with_borrow_mut(|packer| {
        packer.reset();
        let mut out = Vec::with_capacity(bytes.len() / 3 + 64);
        loop {
            let done = usize::try_from(packer.total_in()).unwrap_or(usize::MAX);
            let rest = bytes.get(done..).unwrap_or_default();
            match packer.compress_vec(rest, &mut out, FlushCompress::Finish) {
                Ok(Status::StreamEnd) | Err(_) => break,
                Ok(_) => out.reserve(out.capacity().max(64)),
            }
        }
        out.shrink_to_fit();
        out
    })
}
