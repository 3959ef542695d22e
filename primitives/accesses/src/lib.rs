#![doc = include_str!("../README.md")]

use polkadot_sdk::{
	sp_core::storage::{ChildInfo, StateVersion, TrackedStorageKey},
	sp_externalities::{
		set_and_run_with_externalities, with_externalities, Error, Extension, ExtensionStore,
		Externalities, MultiRemovalResults,
	},
};
use std::any::{Any, TypeId};

/// How often storage was accessed: every time, whatever is cached.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Accesses {
	/// Values, hashes, keys and roots that were looked at.
	pub reads: u32,
	/// Values that were set or removed.
	pub writes: u32,
	/// Values that something was put behind.
	pub appends: u32,
}

/// Run `work`, and count its accesses. Panics outside of a chain.
pub fn counted<R>(work: impl FnOnce() -> R) -> (R, Accesses) {
	with_externalities(|inner| {
		let mut counting = Counting {
			inner,
			accesses: Accesses::default(),
		};
		let result = set_and_run_with_externalities(&mut counting, work);
		(result, counting.accesses)
	})
	.expect("there is a chain")
}

/// Passes everything on.
struct Counting<'a> {
	inner: &'a mut dyn Externalities,
	accesses: Accesses,
}

impl Externalities for Counting<'_> {
	fn set_offchain_storage(&mut self, key: &[u8], value: Option<&[u8]>) {
		self.inner.set_offchain_storage(key, value);
	}

	fn storage(&mut self, key: &[u8]) -> Option<Vec<u8>> {
		self.accesses.reads += 1;
		self.inner.storage(key)
	}

	fn storage_hash(&mut self, key: &[u8]) -> Option<Vec<u8>> {
		self.accesses.reads += 1;
		self.inner.storage_hash(key)
	}

	fn child_storage_hash(&mut self, child: &ChildInfo, key: &[u8]) -> Option<Vec<u8>> {
		self.accesses.reads += 1;
		self.inner.child_storage_hash(child, key)
	}

	fn child_storage(&mut self, child: &ChildInfo, key: &[u8]) -> Option<Vec<u8>> {
		self.accesses.reads += 1;
		self.inner.child_storage(child, key)
	}

	fn exists_storage(&mut self, key: &[u8]) -> bool {
		self.accesses.reads += 1;
		self.inner.exists_storage(key)
	}

	fn next_storage_key(&mut self, key: &[u8]) -> Option<Vec<u8>> {
		self.accesses.reads += 1;
		self.inner.next_storage_key(key)
	}

	fn next_child_storage_key(&mut self, child: &ChildInfo, key: &[u8]) -> Option<Vec<u8>> {
		self.accesses.reads += 1;
		self.inner.next_child_storage_key(child, key)
	}

	fn kill_child_storage(
		&mut self,
		child: &ChildInfo,
		limit: Option<u32>,
		cursor: Option<&[u8]>,
	) -> MultiRemovalResults {
		self.accesses.writes += 1;
		self.inner.kill_child_storage(child, limit, cursor)
	}

	fn clear_prefix(
		&mut self,
		prefix: &[u8],
		limit: Option<u32>,
		cursor: Option<&[u8]>,
	) -> MultiRemovalResults {
		self.accesses.writes += 1;
		self.inner.clear_prefix(prefix, limit, cursor)
	}

	fn clear_child_prefix(
		&mut self,
		child: &ChildInfo,
		prefix: &[u8],
		limit: Option<u32>,
		cursor: Option<&[u8]>,
	) -> MultiRemovalResults {
		self.accesses.writes += 1;
		self.inner.clear_child_prefix(child, prefix, limit, cursor)
	}

	fn place_storage(&mut self, key: Vec<u8>, value: Option<Vec<u8>>) {
		self.accesses.writes += 1;
		self.inner.place_storage(key, value);
	}

	fn place_child_storage(&mut self, child: &ChildInfo, key: Vec<u8>, value: Option<Vec<u8>>) {
		self.accesses.writes += 1;
		self.inner.place_child_storage(child, key, value);
	}

	fn storage_append(&mut self, key: Vec<u8>, value: Vec<u8>) {
		self.accesses.appends += 1;
		self.inner.storage_append(key, value);
	}

	fn storage_root(&mut self, version: StateVersion) -> Vec<u8> {
		self.inner.storage_root(version)
	}

	fn child_storage_root(&mut self, child: &ChildInfo, version: StateVersion) -> Vec<u8> {
		self.inner.child_storage_root(child, version)
	}

	fn storage_start_transaction(&mut self) {
		self.inner.storage_start_transaction();
	}

	fn storage_rollback_transaction(&mut self) -> Result<(), ()> {
		self.inner.storage_rollback_transaction()
	}

	fn storage_commit_transaction(&mut self) -> Result<(), ()> {
		self.inner.storage_commit_transaction()
	}

	fn wipe(&mut self) {
		self.inner.wipe();
	}

	fn commit(&mut self) {
		self.inner.commit();
	}

	fn read_write_count(&self) -> (u32, u32, u32, u32) {
		self.inner.read_write_count()
	}

	fn reset_read_write_count(&mut self) {
		self.inner.reset_read_write_count();
	}

	fn get_whitelist(&self) -> Vec<TrackedStorageKey> {
		self.inner.get_whitelist()
	}

	fn set_whitelist(&mut self, new: Vec<TrackedStorageKey>) {
		self.inner.set_whitelist(new);
	}

	fn get_read_and_written_keys(&self) -> Vec<(Vec<u8>, u32, u32, bool)> {
		self.inner.get_read_and_written_keys()
	}
}

impl ExtensionStore for Counting<'_> {
	fn extension_by_type_id(&mut self, id: TypeId) -> Option<&mut dyn Any> {
		self.inner.extension_by_type_id(id)
	}

	fn register_extension_with_type_id(
		&mut self,
		id: TypeId,
		extension: Box<dyn Extension>,
	) -> Result<(), Error> {
		self.inner.register_extension_with_type_id(id, extension)
	}

	fn deregister_extension_by_type_id(&mut self, id: TypeId) -> Result<(), Error> {
		self.inner.deregister_extension_by_type_id(id)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use polkadot_sdk::sp_io::{storage, TestExternalities};

	#[test]
	fn accesses_are_told_apart_when_they_are_counted() {
		TestExternalities::default().execute_with(|| {
			let work = || {
				storage::set(b"a", b"1");
				storage::append(b"b", vec![4]);
				storage::get(b"a");
				storage::exists(b"b")
			};
			let accesses = Accesses {
				reads: 2,
				writes: 1,
				appends: 1,
			};
			assert_eq!(counted(work), (true, accesses));
		});
	}
}
