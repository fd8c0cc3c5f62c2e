//! Which encoding a text is in, decoding it as it streams, and mending two known corruptions.

use std::borrow::Cow;
use std::io::{self, Read};

use encoding_rs::{Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::limits::Refused;

/// An encoding, as it is named in a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Detected {
    pub name: &'static str,
    encoding: &'static Encoding,
}

/// Reads everything once and says how it is written. Official files are UTF-8 with and without a mark,
/// UTF-16 from spreadsheets, and Windows-1252; what is not valid UTF-8 is taken for the last.
pub fn detect(mut from: impl Read) -> Result<Detected, Refused> {
    let mut raw = vec![0; 64 * 1024];
    let mut scratch = vec![0; 192 * 1024];
    let mut decoder = UTF_8.new_decoder_without_bom_handling();
    let mut valid = true;
    let mut start = Vec::new();
    loop {
        let count = from.read(&mut raw)?;
        let last = count == 0;
        if start.len() < 4096 {
            start.extend_from_slice(&raw[..count.min(4096)]);
        }
        if valid {
            let (result, _, _) =
                decoder.decode_to_utf8_without_replacement(&raw[..count], &mut scratch, last);
            valid = !matches!(result, encoding_rs::DecoderResult::Malformed(..));
        }
        if last {
            break;
        }
    }
    let (name, encoding) = match start.as_slice() {
        [0xEF, 0xBB, 0xBF, ..] if !valid => {
            return Err(Refused(
                "The file says it is UTF-8 and holds letters that are not; save it again as UTF-8."
                    .into(),
            ));
        }
        [0xEF, 0xBB, 0xBF, ..] => ("utf-8-bom", UTF_8),
        [0xFF, 0xFE, ..] => ("utf-16le", UTF_16LE),
        [0xFE, 0xFF, ..] => ("utf-16be", UTF_16BE),
        start => match without_mark(start) {
            Some(found) => found,
            None if start.contains(&0) => {
                return Err(Refused(
                    "This is not a table of text: it holds zero bytes.".into(),
                ));
            }
            None if valid => ("utf-8", UTF_8),
            None => ("windows-1252", WINDOWS_1252),
        },
    };
    Ok(Detected { name, encoding })
}

/// UTF-16 without a mark: in a table of mostly English every other byte is zero.
fn without_mark(start: &[u8]) -> Option<(&'static str, &'static Encoding)> {
    let zeros = |offset: usize| {
        start
            .iter()
            .skip(offset)
            .step_by(2)
            .filter(|byte| **byte == 0)
            .count()
    };
    let half = start.len() / 2;
    if half < 8 {
        None
    } else if zeros(1) * 10 > half * 9 && zeros(0) == 0 {
        Some(("utf-16le", UTF_16LE))
    } else if zeros(0) * 10 > half * 9 && zeros(1) == 0 {
        Some(("utf-16be", UTF_16BE))
    } else {
        None
    }
}

/// Bytes in, UTF-8 out, without the mark.
pub struct Decoding<R> {
    inner: R,
    decoder: Decoder,
    raw: Vec<u8>,
    raw_left: std::ops::Range<usize>,
    out: Vec<u8>,
    out_left: std::ops::Range<usize>,
    ended: bool,
    done: bool,
}

impl<R: Read> Decoding<R> {
    /// Decodes `inner` as it was detected.
    pub fn new(inner: R, detected: Detected) -> Self {
        Self {
            inner,
            decoder: detected.encoding.new_decoder_with_bom_removal(),
            raw: vec![0; 32 * 1024],
            raw_left: 0..0,
            out: vec![0; 128 * 1024],
            out_left: 0..0,
            ended: false,
            done: false,
        }
    }
}

impl<R: Read> Read for Decoding<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.out_left.is_empty() && !self.done {
            if self.raw_left.is_empty() && !self.ended {
                let count = self.inner.read(&mut self.raw)?;
                self.ended = count == 0;
                self.raw_left = 0..count;
            }
            let (result, used, made, _) = self.decoder.decode_to_utf8(
                &self.raw[self.raw_left.clone()],
                &mut self.out,
                self.ended,
            );
            self.raw_left.start += used;
            self.out_left = 0..made;
            self.done = self.ended && result == encoding_rs::CoderResult::InputEmpty;
        }
        let count = into.len().min(self.out_left.len());
        into[..count].copy_from_slice(&self.out[self.out_left.start..self.out_left.start + count]);
        self.out_left.start += count;
        Ok(count)
    }
}

/// A cell as it was meant: without control characters, with an apostrophe where Windows-1252 was read
/// as Latin-1 (U+0092), and with one letter where UTF-8 was encoded twice ("Ã" and what follows).
pub fn mend(cell: &str) -> Cow<'_, str> {
    let trimmed = cell.trim();
    if trimmed.bytes().all(|byte| (b' '..0x7F).contains(&byte)) {
        return Cow::Borrowed(trimmed);
    }
    let mut mended = String::with_capacity(trimmed.len());
    let mut run = Vec::new();
    for letter in trimmed.chars().chain(std::iter::once('\0')) {
        if let Some(byte) = as_byte(letter) {
            run.push((letter, byte));
            continue;
        }
        flush(&mut run, &mut mended);
        match letter {
            '\0' => {}
            letter if letter.is_control() => mended.push(' '),
            letter => mended.push(letter),
        }
    }
    Cow::Owned(mended.trim().to_owned())
}

/// A run of letters that are each one byte of Windows-1252 may be a text encoded twice.
fn flush(run: &mut Vec<(char, u8)>, into: &mut String) {
    if run.is_empty() {
        return;
    }
    let bytes: Vec<u8> = run.iter().map(|(_, byte)| *byte).collect();
    match std::str::from_utf8(&bytes) {
        Ok(text) => into.push_str(text),
        Err(_) => {
            for (letter, byte) in run.iter() {
                if ('\u{80}'..='\u{9F}').contains(letter) {
                    let one = [*byte];
                    let (text, _) = WINDOWS_1252.decode_without_bom_handling(&one);
                    into.extend(text.chars().filter(|letter| !letter.is_control()));
                } else {
                    into.push(*letter);
                }
            }
        }
    }
    run.clear();
}

/// The byte a letter beyond ASCII has in Latin-1 or Windows-1252.
fn as_byte(letter: char) -> Option<u8> {
    if letter.is_ascii() {
        return None;
    }
    if let Ok(byte) = u8::try_from(u32::from(letter)) {
        return Some(byte);
    }
    let mut buffer = [0; 4];
    let text: &str = letter.encode_utf8(&mut buffer);
    let (bytes, _, unmappable) = WINDOWS_1252.encode(text);
    match (&*bytes, unmappable) {
        ([byte], false) => Some(*byte),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(bytes: &[u8]) -> (&'static str, String) {
        let detected = detect(bytes).unwrap();
        let mut text = String::new();
        Decoding::new(bytes, detected)
            .read_to_string(&mut text)
            .unwrap();
        (detected.name, text)
    }

    #[test]
    fn every_encoding_of_the_official_files_is_recognised_and_decoded() {
        let words = "URN,School\n1,Café’s\n";
        let utf16 = |big: bool, mark: bool| {
            let mut bytes = Vec::new();
            for unit in mark
                .then_some(0xFEFF)
                .into_iter()
                .chain(words.encode_utf16())
            {
                bytes.extend(if big {
                    unit.to_be_bytes()
                } else {
                    unit.to_le_bytes()
                });
            }
            bytes
        };
        let mut marked = vec![0xEF, 0xBB, 0xBF];
        marked.extend(words.as_bytes());
        for (bytes, name) in [
            (words.as_bytes().to_vec(), "utf-8"),
            (marked, "utf-8-bom"),
            (utf16(false, true), "utf-16le"),
            (utf16(true, true), "utf-16be"),
            (WINDOWS_1252.encode(words).0.into_owned(), "windows-1252"),
        ] {
            assert_eq!(decoded(&bytes), (name, words.to_owned()), "{name}");
        }
    }

    #[test]
    fn a_windows_letter_far_into_a_long_file_is_found() {
        let mut bytes = b"URN,School\n".to_vec();
        bytes.resize(200_000, b'a');
        bytes.push(0x92);
        let (name, text) = decoded(&bytes);
        assert_eq!(name, "windows-1252");
        assert!(text.ends_with('’'));
    }

    #[test]
    fn what_holds_zero_bytes_is_no_text() {
        assert!(detect(&b"URN\0\0\0\0\0\0\0\x01\0\0\0\0\0\0\0\0"[..]).is_err());
    }

    #[test]
    fn the_two_known_corruptions_are_mended_and_nothing_else_is_touched() {
        for (given, meant) in [
            ("Prince Henry\u{92}s Grammar", "Prince Henry’s Grammar"),
            ("St Thomas Ã\u{A0} Becket", "St Thomas à Becket"),
            ("North Star 180Â°", "North Star 180°"),
            ("École Élémentaire", "École Élémentaire"),
            ("Prince Henry’s", "Prince Henry’s"),
            ("  plain ", "plain"),
            ("a\0b\u{7}c", "ab c"),
            ("ARETÉ", "ARETÉ"),
        ] {
            assert_eq!(mend(given), meant);
        }
    }
}
