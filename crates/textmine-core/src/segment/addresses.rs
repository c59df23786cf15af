//! Web and mail addresses, handles, hashtags.
use super::characters::continues_word;
use super::scanner::Scanner;
use super::words::is_listed;
use textmine_abi::TokenKind;

/// Top-level domains that are no English words.
const DOMAINS: &[&[u8]] = &[
    b"ai", b"app", b"au", b"biz", b"br", b"ca", b"ch", b"cn", b"co", b"com", b"cz", b"de", b"dev", b"dk",
    b"edu", b"es", b"eu", b"fi", b"fm", b"fr", b"gl", b"gov", b"gr", b"hk", b"hu", b"ie", b"info", b"int",
    b"io", b"jp", b"ke", b"kr", b"ly", b"mil", b"mx", b"net", b"news", b"ng", b"nl", b"nz", b"org", b"pk",
    b"pl", b"pt", b"ro", b"ru", b"se", b"sg", b"tr", b"tv", b"tw", b"ua", b"uk", b"us", b"za",
];

const FILES: &[&[u8]] = &[
    b"csv", b"doc", b"docx", b"exe", b"gif", b"htm", b"html", b"jpeg", b"jpg", b"js", b"json", b"mov",
    b"mp3", b"mp4", b"pdf", b"php", b"png", b"ppt", b"pptx", b"py", b"rs", b"rtf", b"txt", b"xls", b"xlsx",
    b"xml", b"zip",
];

pub(super) fn is_domain_ending(word: &[u8]) -> bool {
    matches!(word.len(), 2..=4) && is_listed(DOMAINS, word)
}

pub(super) fn is_file_ending(word: &[u8]) -> bool {
    matches!(word.len(), 2..=4) && is_listed(FILES, word)
}

/// The longest local part of a mail address (RFC 5321), and what is looked through for a domain.
const LONGEST_NAME: usize = 64;

impl Scanner<'_> {
    /// The end of the mail or web address that begins at `start`, if there is one; `joint` is the first byte that
    /// isn't a letter or digit.
    pub(super) fn address_end(&self, start: usize, joint: usize) -> Option<usize> {
        let local = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'%' | b'+' | b'-');
        let limit = self.bytes.len().min(joint + LONGEST_NAME);
        let mut at = joint;
        while at < limit && local(self.bytes[at]) {
            at += 1;
        }
        if self.byte(at) == b'@' && self.byte(at + 1).is_ascii_alphanumeric() {
            return Some(self.host_end(at + 1));
        }
        if self.byte(joint) == b'@' {
            return None;
        }
        let host = self.trimmed(start, at);
        if host > joint && self.is_domain(start, host) && !continues_word(self.char(host)) {
            return Some(match self.byte(host) {
                b'/' => self.path_end(host),
                b'?' | b':' | b'#' if self.byte(host + 1).is_ascii_alphanumeric() => self.path_end(host),
                _ => host,
            });
        }
        None
    }

    /// The end of "https://…", "www.…", "mailto:…" whose scheme is `start..colon`.
    pub(super) fn scheme_end(&self, start: usize, colon: usize) -> Option<usize> {
        let rest = &self.bytes[colon + 1..];
        let scheme = &self.bytes[start..colon];
        let hierarchical =
            rest.starts_with(b"//") && rest.get(2).is_some_and(|b| b.is_ascii_alphanumeric() || *b >= 0x80);
        let opaque =
            is_listed(&[b"mailto", b"doi"], scheme) && rest.first().is_some_and(u8::is_ascii_alphanumeric);
        (hierarchical || opaque).then(|| self.path_end(colon + 1))
    }

    /// True if `start..end` is a host name: "www." before it or a top-level domain behind it, in lower case.
    pub(super) fn is_domain(&self, start: usize, end: usize) -> bool {
        let word = &self.bytes[start..end];
        let Some(dot) = memchr::memrchr(b'.', word) else { return false };
        let ending = &word[dot + 1..];
        dot > 0
            && word[dot - 1] != b'.'
            && (word.len() > 4 && word[..4].eq_ignore_ascii_case(b"www.") && !ending.is_empty()
                || is_domain_ending(ending)
                    && (ending.iter().all(u8::is_ascii_lowercase)
                        || matches!(ending, b"Com" | b"Net" | b"Org"))
                    && !(dot == 1 && ending.len() == 2))
    }

    fn host_end(&self, mut at: usize) -> usize {
        let start = at;
        while self.byte(at).is_ascii_alphanumeric() || matches!(self.byte(at), b'.' | b'-' | b'_') {
            at += 1;
        }
        self.trimmed(start, at)
    }

    /// The end of the address that goes on at `start` with a path, a query and so on.
    fn path_end(&self, start: usize) -> usize {
        let mut at = start;
        let mut parentheses = 0usize;
        loop {
            match self.char(at) {
                '(' => parentheses += 1,
                ')' if parentheses == 0 => break,
                ')' => parentheses -= 1,
                '"' | '<' | '>' | '`' | '\\' | '^' | '{' | '|' | '}' | '\0'..=' ' | '\x7f' => break,
                c if c.is_ascii() || continues_word(c) => {}
                _ => break,
            }
            at += self.char(at).len_utf8();
        }
        self.trimmed(start, at).max(start + usize::from(self.byte(start) == b'/'))
    }

    /// `end` without the punctuation that ends the clause around an address rather than the address.
    fn trimmed(&self, start: usize, mut end: usize) -> usize {
        while end > start
            && let b'.' | b',' | b';' | b':' | b'!' | b'?' | b'\'' | b'-' | b'_' | b'*' = self.bytes[end - 1]
        {
            end -= 1;
        }
        end
    }

    /// "@handle" or the sign alone.
    pub(super) fn at_sign(&mut self, start: usize) {
        let end = self.name_end(start + 1);
        let kind = if end > start + 1 { TokenKind::Handle } else { TokenKind::Symbol };
        self.emit(start, end, kind);
    }

    /// "#topic", or the sign alone before a number.
    pub(super) fn number_sign(&mut self, start: usize) {
        let end = self.name_end(start + 1);
        if self.bytes[start + 1..end].iter().all(u8::is_ascii_digit) {
            self.emit(start, start + 1, TokenKind::Symbol);
        } else {
            self.emit(start, end, TokenKind::Hashtag);
        }
    }

    fn name_end(&self, mut at: usize) -> usize {
        loop {
            at = self.alphanumeric_end(at);
            if self.byte(at) != b'_' {
                return at;
            }
            at += 1;
        }
    }
}
