//! Input that counts its lines and cannot fill the memory.

use std::io::{self, BufRead, Read};

/// Input of which no more is given than was allowed.
pub(super) struct Watched<R> {
    input: R,
    line: u64,
    left: usize,
}

impl<R> Watched<R> {
    pub fn new(input: R) -> Self {
        Self {
            input,
            line: 1,
            left: 0,
        }
    }

    /// The line that has been reached, from 1.
    pub fn line(&self) -> u64 {
        self.line
    }

    /// Allows so many bytes from here.
    pub fn allow(&mut self, bytes: usize) {
        self.left = bytes;
    }

    /// Whether all that was allowed was taken.
    pub fn is_exhausted(&self) -> bool {
        self.left == 0
    }
}

impl<R: BufRead> BufRead for Watched<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.is_exhausted() {
            return Err(io::Error::other("more than was allowed"));
        }
        let bytes = self.input.fill_buf()?;
        Ok(bytes.get(..self.left).unwrap_or(bytes))
    }

    fn consume(&mut self, amount: usize) {
        if amount == 0 {
            return;
        }
        // What is consumed is still in the buffer: nothing is read here.
        if let Ok(bytes) = self.input.fill_buf() {
            let lines = bytes.iter().take(amount).filter(|b| **b == b'\n').count();
            self.line += lines as u64;
        }
        self.left = self.left.saturating_sub(amount);
        self.input.consume(amount);
    }
}

impl<R: BufRead> Read for Watched<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(out)?;
        self.consume(read);
        Ok(read)
    }
}
