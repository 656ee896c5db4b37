//! Three digests of a file as it is read through once: BLAKE3 and SHA-256, by which records cite it, and SHA-512, which the
//! second manifest asks for. A long file is hashed by two more threads while it is read.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread::JoinHandle;

use sha2::{Digest as _, Sha256, Sha512};

use super::hash::DualDigest;
use crate::model::Sha256Digest;

/// What a file came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Digests {
    /// How many bytes it has.
    pub size: u64,
    /// BLAKE3 and SHA-256.
    pub dual: DualDigest,
    /// SHA-512 (FIPS 180-4).
    pub sha512: [u8; 64],
}

/// Hashes whatever is read through it.
pub struct Digesting<R> {
    from: R,
    size: u64,
    blake3: blake3::Hasher,
    others: Others,
}

enum Others {
    Here(Box<(Sha256, Sha512)>),
    Threads { blocks: [SyncSender<Arc<[u8]>>; 2], sha256: JoinHandle<Sha256>, sha512: JoinHandle<Sha512> },
}

impl<R: Read> Digesting<R> {
    /// Reads `from` from where it stands.
    pub fn new(from: R) -> Self {
        Self { from, size: 0, blake3: blake3::Hasher::new(), others: Others::Here(Box::default()) }
    }

    /// The digests of what has been read so far.
    ///
    /// # Errors
    /// A hashing thread has come to an end, which cannot be.
    pub fn finish(self) -> io::Result<Digests> {
        let (sha256, sha512) = match self.others {
            Others::Here(both) => *both,
            Others::Threads { blocks, sha256, sha512 } => {
                drop(blocks);
                (sha256.join().map_err(|_| gone())?, sha512.join().map_err(|_| gone())?)
            }
        };
        let dual =
            DualDigest { blake3: *self.blake3.finalize().as_bytes(), sha256: Sha256Digest(sha256.finalize().into()) };
        Ok(Digests { size: self.size, dual, sha512: sha512.finalize().into() })
    }

    /// Reads to the end.
    ///
    /// # Errors
    /// What reading says.
    pub fn through(mut self) -> io::Result<Digests> {
        let mut block = vec![0; BLOCK_BYTES];
        loop {
            match self.read(&mut block) {
                Ok(0) => return self.finish(),
                Ok(_) => {}
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }

    fn take(&mut self, part: &[u8]) -> io::Result<()> {
        self.size += part.len() as u64;
        self.blake3.update(part);
        if self.size > THREADS_FROM
            && let Others::Here(both) = &mut self.others
        {
            let (sha256, sha512) = *std::mem::take(both);
            let (a, sha256) = hashing(sha256);
            let (b, sha512) = hashing(sha512);
            self.others = Others::Threads { blocks: [a, b], sha256, sha512 };
        }
        match &mut self.others {
            Others::Here(both) => {
                both.0.update(part);
                both.1.update(part);
            }
            Others::Threads { blocks, .. } => {
                let part: Arc<[u8]> = part.into();
                for sender in blocks {
                    sender.send(Arc::clone(&part)).map_err(|_| gone())?;
                }
            }
        }
        Ok(())
    }
}

impl<R: Read> Read for Digesting<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.from.read(buffer)?;
        self.take(&buffer[..read])?;
        Ok(read)
    }
}

fn hashing<D: sha2::Digest + Send + 'static>(mut hasher: D) -> (SyncSender<Arc<[u8]>>, JoinHandle<D>) {
    let (sender, blocks) = sync_channel::<Arc<[u8]>>(BLOCKS_WAITING);
    let thread = std::thread::spawn(move || {
        for block in blocks {
            hasher.update(&block);
        }
        hasher
    });
    (sender, thread)
}

fn gone() -> io::Error {
    io::Error::other("a hashing thread is gone")
}

/// How much is read at once: long enough for BLAKE3 to work on many chunks side by side.
pub const BLOCK_BYTES: usize = 1 << 18;

/// A shorter file is hashed before two threads have started.
const THREADS_FROM: u64 = 1 << 20;

/// So many blocks wait for a thread at most: memory stays bounded however slow it is.
const BLOCKS_WAITING: usize = 8;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::hash::dual;

    #[test]
    fn short_and_long_files_have_the_digests_that_others_compute() {
        for size in [0, 1, BLOCK_BYTES, THREADS_FROM as usize, THREADS_FROM as usize + 1, 5 << 20] {
            let bytes: Vec<u8> = (0..size).map(|at| (at * 31 % 251) as u8).collect();
            let found = Digesting::new(&bytes[..]).through().unwrap();
            assert_eq!(found.size, size as u64);
            assert_eq!(found.dual, dual(&bytes));
            assert_eq!(found.sha512, <[u8; 64]>::from(Sha512::digest(&bytes)));
        }
    }

    #[test]
    fn what_cannot_be_read_has_no_digests() {
        struct Broken;
        impl Read for Broken {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                Err(io::Error::other("no"))
            }
        }
        assert!(Digesting::new(Broken).through().is_err());
    }
}
