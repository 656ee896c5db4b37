//! Work done on several threads, its outcome taken in order. The thread that calls reads ahead a bounded stretch, so memory
//! does not depend on how long the work goes on.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Mutex;
use std::sync::mpsc::sync_channel;
use std::thread;

/// What stands at both ends of the line; one thread does both.
pub(super) trait Line {
    /// A piece of work.
    type Job: Send;
    /// What came of it.
    type Done: Send;

    /// The next piece, `None` at the end.
    fn next(&mut self) -> Option<Self::Job>;

    /// Takes what came of each piece, in the order they were handed out.
    fn take(&mut self, done: Self::Done);
}

/// Runs `line` with `threads` workers, each with a `W` of its own to keep between pieces.
pub(super) fn in_order<L: Line, W: Default>(
    threads: usize,
    line: &mut L,
    work: &(impl Fn(&mut W, L::Job) -> L::Done + Sync),
) {
    let threads = threads.clamp(1, THREADS_MAX);
    let ahead = 2 * threads + 1;
    let (to_workers, jobs) = sync_channel::<(u64, L::Job)>(ahead);
    let (from_workers, outcomes) = sync_channel(ahead);
    let jobs = Mutex::new(jobs);
    thread::scope(|scope| {
        for _ in 0..threads {
            let (from_workers, jobs) = (from_workers.clone(), &jobs);
            scope.spawn(move || {
                let mut own = W::default();
                loop {
                    // The lock is held while waiting: one worker waits for work, the others for the lock.
                    let Some((number, job)) = jobs.lock().ok().and_then(|jobs| jobs.recv().ok()) else { return };
                    // A panic is carried to the caller; left alone it would leave them waiting for this piece for ever.
                    let outcome = catch_unwind(AssertUnwindSafe(|| work(&mut own, job)));
                    if from_workers.send((number, outcome)).is_err() {
                        return;
                    }
                }
            });
        }
        drop(from_workers);
        // Gone before the scope waits for the workers, also when this thread panics: that is what ends them.
        let to_workers = to_workers;
        let outcomes = outcomes;
        let (mut sent, mut taken, mut ended) = (0, 0, false);
        let mut early = BTreeMap::new();
        loop {
            while !ended && sent - taken < ahead as u64 {
                match line.next() {
                    // There is room: no more than `ahead` pieces are ever on their way.
                    Some(job) => ended = to_workers.send((sent, job)).map(|()| sent += 1).is_err(),
                    None => ended = true,
                }
            }
            if taken == sent {
                return;
            }
            match outcomes.recv() {
                Ok((number, Ok(done))) => drop(early.insert(number, done)),
                Ok((_, Err(panic))) => resume_unwind(panic),
                Err(_) => return,
            }
            while let Some(done) = early.remove(&taken) {
                line.take(done);
                taken += 1;
            }
        }
    });
}

/// More threads than this wait for the disk and for each other.
const THREADS_MAX: usize = 64;

#[cfg(test)]
mod tests {
    use super::*;

    struct Numbers {
        next: u64,
        end: u64,
        open: u64,
        most_open: u64,
        taken: Vec<u64>,
    }

    impl Line for Numbers {
        type Job = u64;
        type Done = u64;

        fn next(&mut self) -> Option<u64> {
            let job = (self.next < self.end).then_some(self.next);
            self.next += 1;
            self.open += u64::from(job.is_some());
            self.most_open = self.most_open.max(self.open);
            job
        }

        fn take(&mut self, done: u64) {
            self.open -= 1;
            self.taken.push(done);
        }
    }

    fn numbers(end: u64) -> Numbers {
        Numbers { next: 0, end, open: 0, most_open: 0, taken: Vec::new() }
    }

    #[test]
    fn outcomes_are_taken_in_order_and_no_more_than_a_few_are_open() {
        for threads in [0, 1, 2, 5] {
            let mut line = numbers(500);
            in_order::<_, u64>(threads, &mut line, &|own, job| {
                *own += 1;
                // Uneven work: later pieces overtake.
                (0..(job * 7919) % 1000).fold(0, |sum: u64, n| sum.wrapping_add(n));
                job * 2
            });
            assert_eq!(line.taken, (0..500).map(|n| n * 2).collect::<Vec<_>>());
            assert!(line.most_open <= 2 * threads.max(1) as u64 + 1);
        }
    }

    #[test]
    fn no_work_is_no_work() {
        let mut line = numbers(0);
        in_order::<_, ()>(2, &mut line, &|(), job| job);
        assert!(line.taken.is_empty());
    }

    #[test]
    fn a_panic_in_a_worker_reaches_the_caller() {
        let caught = catch_unwind(|| {
            in_order::<_, ()>(2, &mut numbers(50), &|(), job| if job == 20 { panic!("on purpose") } else { job });
        });
        assert!(caught.is_err());
    }
}
