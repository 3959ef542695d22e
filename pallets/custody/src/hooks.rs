//! What is done in each block without anybody calling.

use super::*;
use frame_support::weights::WeightMeter;
use hallmark_types::BlockNumber;

impl<T: Config> Pallet<T> {
	/// Recalls have half of what there is, readings the rest, and each has what the other leaves.
	/// Readings are worked on that were heard before the block `end`.
	pub(crate) fn work(meter: &mut WeightMeter, end: BlockNumber) {
		let mut half = WeightMeter::with_limit(meter.remaining().saturating_div(2));
		Self::run_errands(&mut half);
		meter.consume(half.consumed());
		if meter.try_consume(T::WeightInfo::look_for_work()).is_err() {
			return;
		}
		Self::work_on_readings(meter, end);
		Self::run_errands(meter);
	}
}
