//! Objects and operators as they stand in a file (ISO 32000-1, 7.2 and 7.3). Nothing in them is trusted: what nests too deep
//! or is not written as it should be is no object.

use lopdf::{Dictionary, Object, StringFormat};

/// How deep arrays and dictionaries may nest.
const DEEPEST: usize = 40;
/// How many objects may stand in one: an object in memory is many times longer than in the file.
const MOST: usize = 1_000_000;

/// A place in bytes, from which tokens are read.
#[derive(Clone)]
pub(crate) struct Lexer<'a> {
    bytes: &'a [u8],
    at: usize,
    /// How many objects stood in the last.
    inner: usize,
}

/// What a lexer reads.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Token {
    /// An object.
    Object(Object),
    /// A word that is none: an operator, or `obj`, `stream` and the like.
    Word(Vec<u8>),
}

impl<'a> Lexer<'a> {
    /// Reads from a place on.
    pub(crate) fn new(bytes: &'a [u8], at: usize) -> Lexer<'a> {
        Lexer { bytes, at, inner: 0 }
    }

    /// Gives the place that is reached.
    pub(crate) fn at(&self) -> usize {
        self.at
    }

    /// Says whether anything but white space is left.
    pub(crate) fn rest(&mut self) -> bool {
        self.space();
        self.at < self.bytes.len()
    }

    /// Gives how many objects stood in the one read last, with itself.
    pub(crate) fn inner(&self) -> usize {
        self.inner
    }

    /// Reads the next object or word; none at the end, and where there is neither.
    pub(crate) fn token(&mut self) -> Option<Token> {
        self.inner = 0;
        self.nested(DEEPEST)
    }

    /// Reads an object.
    pub(crate) fn object(&mut self) -> Option<Object> {
        match self.token()? {
            Token::Object(object) => Some(object),
            Token::Word(_) => None,
        }
    }

    /// Reads a whole number that is not negative.
    pub(crate) fn whole(&mut self) -> Option<u64> {
        match self.object()? {
            Object::Integer(value) => u64::try_from(value).ok(),
            _ => None,
        }
    }

    /// Reads a word, if it is this one.
    pub(crate) fn word(&mut self, word: &[u8]) -> Option<()> {
        self.space();
        let rest = self.bytes.get(self.at..)?;
        if !rest.starts_with(word) || rest.get(word.len()).is_some_and(|b| regular(*b)) {
            return None;
        }
        self.at += word.len();
        Some(())
    }

    /// Goes past the end of line after `stream`.
    pub(crate) fn line_end(&mut self) {
        if self.peek() == Some(b'\r') {
            self.at += 1;
        }
        if self.peek() == Some(b'\n') {
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn next(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        Some(byte)
    }

    /// Goes past white space and comments.
    fn space(&mut self) {
        while let Some(byte) = self.peek() {
            match byte {
                0 | b'\t' | b'\n' | 12 | b'\r' | b' ' => self.at += 1,
                b'%' => while self.next().is_some_and(|b| b != b'\n' && b != b'\r') {},
                _ => return,
            }
        }
    }

    fn nested(&mut self, depth: usize) -> Option<Token> {
        self.inner += 1;
        if self.inner > MOST {
            return None;
        }
        self.space();
        let object = match self.peek()? {
            b'/' => {
                self.at += 1;
                Object::Name(self.name())
            }
            b'(' => {
                self.at += 1;
                Object::String(self.literal()?, StringFormat::Literal)
            }
            b'<' if self.bytes.get(self.at + 1) == Some(&b'<') => {
                self.at += 2;
                Object::Dictionary(self.dictionary(depth.checked_sub(1)?)?)
            }
            b'<' => {
                self.at += 1;
                Object::String(self.hexadecimal()?, StringFormat::Hexadecimal)
            }
            b'[' => {
                self.at += 1;
                Object::Array(self.array(depth.checked_sub(1)?)?)
            }
            b'+' | b'-' | b'.' | b'0'..=b'9' => return self.number().map(Token::Object),
            byte if regular(byte) => return Some(self.keyword()),
            _ => return None,
        };
        Some(Token::Object(object))
    }

    fn regular(&mut self) -> &'a [u8] {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let length = rest.iter().take_while(|b| regular(**b)).count();
        self.at += length;
        rest.get(..length).unwrap_or_default()
    }

    fn keyword(&mut self) -> Token {
        match self.regular() {
            b"true" => Token::Object(Object::Boolean(true)),
            b"false" => Token::Object(Object::Boolean(false)),
            b"null" => Token::Object(Object::Null),
            word => Token::Word(word.to_vec()),
        }
    }

    /// Reads a number, or the reference that it begins.
    fn number(&mut self) -> Option<Object> {
        let text = std::str::from_utf8(self.regular()).ok()?;
        let Ok(value) = text.parse::<i64>() else {
            return text.parse::<f32>().ok().filter(|v| v.is_finite()).map(Object::Real);
        };
        let Ok(id) = u32::try_from(value) else { return Some(Object::Integer(value)) };
        let mut ahead = self.clone();
        match ahead.generation() {
            Some(generation) => {
                self.at = ahead.at;
                Some(Object::Reference((id, generation)))
            }
            None => Some(Object::Integer(value)),
        }
    }

    fn generation(&mut self) -> Option<u16> {
        self.space();
        let digits = self.regular();
        if digits.len() > 5 || !digits.iter().all(u8::is_ascii_digit) {
            return None;
        }
        let generation = std::str::from_utf8(digits).ok()?.parse().ok()?;
        self.word(b"R").map(|()| generation)
    }

    fn name(&mut self) -> Vec<u8> {
        let raw = self.regular();
        let mut out = Vec::with_capacity(raw.len());
        let mut rest = raw.iter();
        while let Some(byte) = rest.next() {
            let digits = rest.as_slice();
            match (byte, digits.first().and_then(|d| hex(*d)), digits.get(1).and_then(|d| hex(*d))) {
                (b'#', Some(high), Some(low)) => {
                    out.push(high << 4 | low);
                    rest.nth(1);
                }
                _ => out.push(*byte),
            }
        }
        out
    }

    fn literal(&mut self) -> Option<Vec<u8>> {
        let mut out = Vec::new();
        let mut open = 1_usize;
        loop {
            match self.next()? {
                b'\\' => self.escape(&mut out)?,
                b'(' => {
                    open += 1;
                    out.push(b'(');
                }
                b')' if open == 1 => return Some(out),
                b')' => {
                    open -= 1;
                    out.push(b')');
                }
                b'\r' => {
                    if self.peek() == Some(b'\n') {
                        self.at += 1;
                    }
                    out.push(b'\n');
                }
                byte => out.push(byte),
            }
        }
    }

    fn escape(&mut self, out: &mut Vec<u8>) -> Option<()> {
        match self.next()? {
            b'n' => out.push(b'\n'),
            b'r' => out.push(b'\r'),
            b't' => out.push(b'\t'),
            b'b' => out.push(8),
            b'f' => out.push(12),
            b'\n' => {}
            b'\r' => {
                if self.peek() == Some(b'\n') {
                    self.at += 1;
                }
            }
            digit @ b'0'..=b'7' => {
                let mut value = u32::from(digit - b'0');
                for _ in 0..2 {
                    let Some(digit @ b'0'..=b'7') = self.peek() else { break };
                    value = value * 8 + u32::from(digit - b'0');
                    self.at += 1;
                }
                out.push(value as u8);
            }
            byte => out.push(byte),
        }
        Some(())
    }

    fn hexadecimal(&mut self) -> Option<Vec<u8>> {
        let mut out = Vec::new();
        let mut high = None;
        loop {
            let byte = self.next()?;
            match (byte, hex(byte), high) {
                (b'>', _, None) => return Some(out),
                (b'>', _, Some(high)) => {
                    out.push(high << 4);
                    return Some(out);
                }
                (_, Some(digit), None) => high = Some(digit),
                (_, Some(digit), Some(first)) => {
                    out.push(first << 4 | digit);
                    high = None;
                }
                (byte, None, _) if regular(byte) => return None,
                _ => {}
            }
        }
    }

    fn array(&mut self, depth: usize) -> Option<Vec<Object>> {
        let mut out = Vec::new();
        loop {
            self.space();
            if self.peek()? == b']' {
                self.at += 1;
                return Some(out);
            }
            match self.nested(depth)? {
                Token::Object(object) => out.push(object),
                Token::Word(_) => return None,
            }
        }
    }

    fn dictionary(&mut self, depth: usize) -> Option<Dictionary> {
        let mut out = Dictionary::new();
        loop {
            self.space();
            match self.next()? {
                b'>' => return (self.next()? == b'>').then_some(out),
                b'/' => {
                    let key = self.name();
                    match self.nested(depth)? {
                        Token::Object(object) => out.set(key, object),
                        Token::Word(_) => return None,
                    }
                }
                _ => return None,
            }
        }
    }
}

fn regular(byte: u8) -> bool {
    !matches!(byte, 0 | b'\t' | b'\n' | 12 | b'\r' | b' ') && !b"()<>[]{}/%".contains(&byte)
}

fn hex(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).map(|d| d as u8)
}
