//! Several items of one call, on the command line and in files.

use std::{path::Path, str::FromStr};

use hallmark_types::epc::ItemId;

use crate::{connection::Connection, files, items::Name, Error, Result};

/// The longest list of names that is read, in bytes: a thousand names, each with a quantity.
const MAX_LIST_LENGTH: u64 = 1 << 20;

/// The ids of several.
pub async fn ids(names: &[Name], connection: &Connection) -> Result<Vec<ItemId>> {
	let mut ids = Vec::with_capacity(names.len());
	for name in names {
		ids.push(name.id(connection).await?);
	}
	Ok(ids)
}

/// What stands on the command line and, one a line, in a file. Empty lines, and those that begin
/// with `#`, are passed over.
///
/// [`Error::Input`] if that is nothing, or more than `most`.
pub fn listed<T>(mut given: Vec<T>, file: Option<&Path>, most: usize) -> Result<Vec<T>>
where
	T: FromStr<Err = String>,
{
	if let Some(file) = file {
		let content = String::from_utf8(files::read(file, MAX_LIST_LENGTH)?)
			.map_err(|_| Error::file(file, "no text"))?;
		for (number, line) in content.lines().enumerate() {
			let line = line.trim();
			if !line.is_empty() && !line.starts_with('#') {
				let name = line.parse().map_err(|error| {
					Error::file(file, format_args!("line {}: {error}", number + 1))
				})?;
				given.push(name);
			}
		}
	}
	match given.len() {
		0 => Err(Error::Input("no item is named".into())),
		number if number > most => Err(Error::Input(format!(
			"{number} items are too many for one transaction: at most {most}"
		))),
		_ => Ok(given),
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn list_comes_from_the_line_and_from_a_file() {
		let folder = tempfile::tempdir().expect("a folder");
		let path = folder.path().join("list");
		std::fs::write(&path, "# ours\n\n urn:epc:id:sgtin:950600.0013435.2 \n").expect("written");
		let first: Name = "urn:epc:id:sgtin:950600.0013435.1".parse().expect("a name");
		let names = listed(vec![first.clone()], Some(&path), 2).expect("two");
		assert_eq!(names.len(), 2);
		assert_eq!(names[0], first);
		assert!(listed(vec![first], Some(&path), 1).is_err());
		assert!(listed::<Name>(Vec::new(), None, 1).is_err());
		std::fs::write(&path, "\nvial\n").expect("written");
		let error = listed::<Name>(Vec::new(), Some(&path), 1).expect_err("no name");
		assert!(error.to_string().contains("line 2: no item"), "{error}");
	}
}
