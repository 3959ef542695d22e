//! Where the number of a device's next envelope outlives everything, beside its key.
//!
//! The file of `fridge.key` is `fridge.key.counter`. It has the two slots of the device SDK's
//! [`TwoSlots`], far enough apart that no disk writes both at once; a number is in it, and on the
//! disk, before anything is signed under it. Whoever has it open has it alone.

use std::{
	fs::{File, OpenOptions},
	io::{self, Read, Seek, SeekFrom, Write},
	num::NonZeroU32,
	path::{Path, PathBuf},
};

use hallmark_device::{CounterError, Numbers, Slot, Slots, TwoSlots, SLOT_LEN};

use crate::{Error, Result};

/// Numbers are written down one by one: none is lost when a command ends.
const BLOCK: NonZeroU32 = NonZeroU32::MIN;

/// Where the second slot begins: on another page of any disk.
const SECOND: u64 = 4096;

/// What a slot that holds nothing reads as.
const BLANK: [u8; SLOT_LEN] = [0xff; SLOT_LEN];

/// How far above the highest number that the chain has seen a lost counter goes on: more than any
/// backlog of envelopes that were signed and not sent.
pub const LEAP: u64 = 1_000;

/// A counter's file, opened for this command alone.
#[derive(Debug)]
pub struct CounterFile(File);

/// A counter on the disk.
pub type FileCounter = TwoSlots<CounterFile>;

impl Slots for CounterFile {
	type Error = io::Error;

	fn read(&mut self, slot: Slot) -> io::Result<[u8; SLOT_LEN]> {
		self.0.seek(SeekFrom::Start(start(slot)))?;
		let mut bytes = Vec::with_capacity(SLOT_LEN);
		let length = SLOT_LEN as u64;
		(&mut self.0).take(length).read_to_end(&mut bytes)?;
		// A file that ends before is a slot that was never written.
		Ok(bytes.try_into().unwrap_or(BLANK))
	}

	fn write(&mut self, slot: Slot, bytes: &[u8; SLOT_LEN]) -> io::Result<()> {
		self.0.seek(SeekFrom::Start(start(slot)))?;
		self.0.write_all(bytes)?;
		self.0.sync_all()
	}
}

fn start(slot: Slot) -> u64 {
	match slot {
		Slot::A => 0,
		Slot::B => SECOND,
	}
}

/// The counter's file of a key's file.
pub fn path_of(key: &Path) -> PathBuf {
	let mut name = key.as_os_str().to_owned();
	name.push(".counter");
	name.into()
}

/// Begins to count for a key that has signed nothing yet. A counter that exists is left alone.
pub fn begin(key: &Path) -> Result<()> {
	let path = path_of(key);
	let mut options = options();
	let file = options
		.create_new(true)
		.open(&path)
		.map_err(|error| match error.kind() {
			io::ErrorKind::AlreadyExists => Error::file(
				&path,
				"the file exists already: it counts for another key of this name",
			),
			_ => Error::file(&path, error),
		})?;
	let mut counter = locked(&path, file)?;
	Numbers::provision(&mut counter, 1).map_err(|error| Error::file(&path, error))?;
	keep_name(&path)
}

/// Goes on counting for a key. Waits for other commands that do.
pub fn resume(key: &Path) -> Result<Numbers<FileCounter>> {
	let path = path_of(key);
	let file = options().open(&path).map_err(|error| match error.kind() {
		io::ErrorKind::NotFound => lost(key, &path),
		_ => Error::file(&path, error),
	})?;
	Numbers::resume(locked(&path, file)?, BLOCK).map_err(|error| match error {
		CounterError::Blank => lost(key, &path),
		error => Error::file(&path, error),
	})
}

/// Goes on counting for a key from `number` on, or from where its counter is if that is higher.
/// Returns where.
pub fn go_on_from(key: &Path, number: u64) -> Result<u64> {
	let path = path_of(key);
	let file = options()
		.create(true)
		.truncate(false)
		.open(&path)
		.map_err(|error| Error::file(&path, error))?;
	let mut counter = locked(&path, file)?;
	let number = match Numbers::provision(&mut counter, number) {
		Ok(()) => number,
		Err(CounterError::Ahead(stored)) => stored,
		Err(error) => return Err(Error::file(&path, error)),
	};
	keep_name(&path)?;
	Ok(number)
}

/// Lets one key count on where another one has come to, which from then on counts no more: both
/// keys are of one device, and a device has one counter.
pub fn hand_on(from: &Path, to: &Path) -> Result<()> {
	let numbers = resume(from)?;
	go_on_from(to, numbers.upcoming())?;
	let mut file = numbers.into_counter().into_memory();
	for slot in [Slot::A, Slot::B] {
		file.write(slot, &BLANK)
			.map_err(|error| Error::file(&path_of(from), error))?;
	}
	Ok(())
}

fn options() -> OpenOptions {
	let mut options = File::options();
	options.read(true).write(true);
	#[cfg(unix)]
	std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
	options
}

fn locked(path: &Path, file: File) -> Result<FileCounter> {
	file.lock().map_err(|error| Error::file(path, error))?;
	Ok(TwoSlots::new(CounterFile(file)))
}

/// Sees to it that a new file is still in its folder after a loss of power.
#[cfg(unix)]
fn keep_name(path: &Path) -> Result<()> {
	let folder = match path.parent() {
		Some(folder) if !folder.as_os_str().is_empty() => folder,
		_ => Path::new("."),
	};
	File::open(folder)
		.and_then(|folder| folder.sync_all())
		.map_err(|error| Error::file(folder, error))
}

#[cfg(not(unix))]
fn keep_name(_: &Path) -> Result<()> {
	Ok(())
}

fn lost(key: &Path, path: &Path) -> Error {
	Error::file(
		path,
		format_args!(
			"the counter of this key is not there or holds no number: if the key was replaced, use \
			 the next one, and if the counter is lost, `hallmark device recount {}` goes on above \
			 what the chain has seen",
			key.display()
		),
	)
}

#[cfg(test)]
mod tests {
	use super::*;

	fn taken(key: &Path) -> u64 {
		resume(key).expect("a counter").take().expect("a number")
	}

	#[test]
	fn no_number_comes_twice() {
		let folder = tempfile::tempdir().expect("a folder");
		let key = folder.path().join("key");
		begin(&key).expect("begun");
		assert!(begin(&key).is_err(), "it counts already");
		// Each command forgets the numbers that it has reserved, and is lost at any moment.
		assert_eq!([taken(&key), taken(&key), taken(&key)], [1, 2, 3]);
		assert_eq!(go_on_from(&key, 2).expect("higher already"), 4);
		assert_eq!(go_on_from(&key, 1_000).expect("higher"), 1_000);
		assert_eq!(taken(&key), 1_000);
	}

	#[test]
	fn torn_write_leaves_the_number_before_or_the_new_one() {
		let folder = tempfile::tempdir().expect("a folder");
		let key = folder.path().join("key");
		begin(&key).expect("begun");
		for _ in 0..4 {
			let number = taken(&key);
			let path = path_of(&key);
			let good = std::fs::read(&path).expect("read");
			for start in [0, SECOND as usize] {
				let mut torn = good.clone();
				if let Some(slot) = torn.get_mut(start..start + SLOT_LEN) {
					slot[3..].fill(0xaa);
				}
				std::fs::write(&path, &torn).expect("written");
				let next = resume(&key).expect("a counter").upcoming();
				assert!(
					[number, number + 1].contains(&next),
					"{next} after {number}"
				);
			}
			std::fs::write(&path, &good).expect("written");
		}
	}

	#[test]
	fn lost_counter_stops_the_key() {
		let folder = tempfile::tempdir().expect("a folder");
		let key = folder.path().join("key");
		let error = resume(&key).expect_err("there is none").to_string();
		assert!(error.contains("device recount"), "{error}");
		std::fs::write(path_of(&key), [0; 5000]).expect("written");
		assert!(resume(&key).is_err(), "zeros are no number");
		assert_eq!(go_on_from(&key, 7).expect("begun"), 7);
		assert_eq!(taken(&key), 7);
	}

	#[test]
	fn counter_is_one_keys_at_a_time() {
		let folder = tempfile::tempdir().expect("a folder");
		let (old, new) = (folder.path().join("old"), folder.path().join("new"));
		begin(&old).expect("begun");
		begin(&new).expect("begun");
		assert_eq!([taken(&old), taken(&old)], [1, 2]);
		hand_on(&old, &new).expect("handed on");
		assert!(resume(&old).is_err());
		assert_eq!(taken(&new), 3);
		hand_on(&new, &old).expect("handed back");
		assert!(resume(&new).is_err());
		assert_eq!(taken(&old), 4);
	}
}
