//! Files that the command reads and writes, with errors that name them.

use std::{fs, io::Write, path::Path};

use zeroize::Zeroizing;

use crate::{Error, Result};

/// The content of a file, which may be as long as `most` bytes.
pub fn read(path: &Path, most: u64) -> Result<Vec<u8>> {
	let length = fs::metadata(path)
		.map_err(|error| Error::file(path, error))?
		.len();
	if length > most {
		return Err(Error::file(
			path,
			format_args!("{length} bytes are too many for what it is to be: at most {most}"),
		));
	}
	fs::read(path).map_err(|error| Error::file(path, error))
}

/// Makes a file that only its owner can read. One that exists is left alone.
pub fn write_secret(path: &Path, content: &[u8]) -> Result<()> {
	let mut options = fs::OpenOptions::new();
	options.write(true).create_new(true);
	#[cfg(unix)]
	std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
	let mut file = options.open(path).map_err(|error| match error.kind() {
		std::io::ErrorKind::AlreadyExists => Error::file(
			path,
			"the file exists already, and is not overwritten: choose another name",
		),
		_ => Error::file(path, error),
	})?;
	file.write_all(content)
		.and_then(|()| file.sync_all())
		.map_err(|error| Error::file(path, error))
}

/// The content of a secret file. One that others than its owner can read is refused.
pub fn read_secret(path: &Path) -> Result<Zeroizing<String>> {
	let metadata = fs::metadata(path).map_err(|error| Error::file(path, error))?;
	ensure_private(path, &metadata)?;
	fs::read_to_string(path)
		.map(Zeroizing::new)
		.map_err(|error| Error::file(path, error))
}

#[cfg(unix)]
fn ensure_private(path: &Path, metadata: &fs::Metadata) -> Result<()> {
	use std::os::unix::fs::PermissionsExt;
	if metadata.permissions().mode() & 0o077 != 0 {
		return Err(Error::Input(format!(
			"{0}: others can read this key: run `chmod 600 {0}`, and use another key if someone has",
			path.display()
		)));
	}
	Ok(())
}

#[cfg(not(unix))]
fn ensure_private(_: &Path, _: &fs::Metadata) -> Result<()> {
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn secret_file_is_private_and_never_overwritten() {
		let folder = tempfile::tempdir().expect("a folder");
		let path = folder.path().join("secret");
		write_secret(&path, b"one").expect("written");
		assert_eq!(read_secret(&path).expect("read").as_str(), "one");
		let error = write_secret(&path, b"two").expect_err("it exists");
		assert!(error.to_string().contains("exists already"), "{error}");
		assert_eq!(read_secret(&path).expect("read").as_str(), "one");
	}

	#[cfg(unix)]
	#[test]
	fn secret_file_that_others_can_read_is_refused() {
		use std::os::unix::fs::PermissionsExt;
		let folder = tempfile::tempdir().expect("a folder");
		let path = folder.path().join("secret");
		write_secret(&path, b"one").expect("written");
		fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("changed");
		let error = read_secret(&path).expect_err("the group can read it");
		assert!(error.to_string().contains("chmod 600"), "{error}");
	}

	#[test]
	fn file_that_is_too_long_is_refused() {
		let folder = tempfile::tempdir().expect("a folder");
		let path = folder.path().join("long");
		fs::write(&path, [0; 11]).expect("written");
		assert_eq!(read(&path, 11).expect("read").len(), 11);
		assert!(read(&path, 10).is_err());
		assert!(read(&folder.path().join("none"), 10).is_err());
	}
}
