//! Who wants to hear of a stream.

use super::*;
use hallmark_types::{
	readings::{Signal, Watch},
	windows::Windows,
};
use sp_runtime::{DispatchError, DispatchResult};

/// Interest is counted, not listed: the stream is read and written with each reading anyway, and
/// is as large whoever watches it. The first who watches brings the windows, which begin with the
/// readings that the stream still remembers; the last takes them along.
impl<T: Config> Watch for Pallet<T> {
	fn watch(signal: &Signal) -> DispatchResult {
		Streams::<T>::try_mutate(signal.device, signal.name, |stream| {
			let stream = stream.as_mut().ok_or(Error::<T>::UnknownStream)?;
			stream.watchers = stream
				.watchers
				.checked_add(1)
				.ok_or(Error::<T>::WatchedTooOften)?;
			if stream.windows.is_none() {
				let before = stream.standing().filter(|reading| !reading.tainted);
				let windows = Windows::after(before.map(|reading| reading.value));
				stream.windows = Some(windows);
			}
			Ok::<_, DispatchError>(())
		})
	}

	fn unwatch(signal: &Signal) {
		// A stream that was closed took its watchers along.
		if let Some(mut stream) = Streams::<T>::get(signal.device, signal.name) {
			// One that nobody watches stays as it is.
			stream.watchers = stream.watchers.saturating_sub(1);
			if stream.watchers == 0 {
				stream.windows = None;
			}
			Streams::<T>::insert(signal.device, signal.name, stream);
		}
	}

	fn watchers(signal: &Signal) -> u32 {
		Streams::<T>::get(signal.device, signal.name).map_or(0, |stream| stream.watchers)
	}
}
