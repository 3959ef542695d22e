//! Order statistics of measured times.

use std::{fmt, time::Duration};

/// Measured times, in order.
#[derive(Clone, Debug, Default)]
pub struct Times(Vec<Duration>);

impl Times {
	/// The time that a share `q` of the sample does not exceed, by nearest rank; `q` is above 0
	/// and at most 1. Zero for an empty sample.
	pub fn quantile(&self, q: f64) -> Duration {
		let rank = (q * self.0.len() as f64).ceil() as usize;
		self.0
			.get(rank.saturating_sub(1))
			.copied()
			.unwrap_or_default()
	}

	/// Half of the sample is no longer than this.
	pub fn p50(&self) -> Duration {
		self.quantile(0.5)
	}

	/// 99 % of the sample is no longer than this.
	pub fn p99(&self) -> Duration {
		self.quantile(0.99)
	}

	/// The longest time.
	pub fn max(&self) -> Duration {
		self.quantile(1.0)
	}

	/// How many times were measured.
	pub fn count(&self) -> usize {
		self.0.len()
	}
}

impl FromIterator<Duration> for Times {
	fn from_iter<I: IntoIterator<Item = Duration>>(times: I) -> Self {
		let mut times: Vec<_> = times.into_iter().collect();
		times.sort();
		Self(times)
	}
}

impl fmt::Display for Times {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(
			f,
			"p50 {:.2} s, p90 {:.2} s, p99 {:.2} s, max {:.2} s, of {}",
			self.p50().as_secs_f64(),
			self.quantile(0.9).as_secs_f64(),
			self.p99().as_secs_f64(),
			self.max().as_secs_f64(),
			self.count()
		)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn millis(values: impl IntoIterator<Item = u64>) -> Times {
		values.into_iter().map(Duration::from_millis).collect()
	}

	#[test]
	fn quantiles_are_nearest_ranks_whatever_the_order() {
		let times = millis((1..=100).rev());
		assert_eq!(times.p50(), Duration::from_millis(50));
		assert_eq!(times.quantile(0.9), Duration::from_millis(90));
		assert_eq!(times.p99(), Duration::from_millis(99));
		assert_eq!(times.max(), Duration::from_millis(100));
	}

	#[test]
	fn a_small_sample_has_its_longest_time_at_the_far_end() {
		let times = millis([30, 10, 20]);
		assert_eq!(times.p50(), Duration::from_millis(20));
		assert_eq!(times.p99(), Duration::from_millis(30));
		assert_eq!(times.count(), 3);
	}

	#[test]
	fn an_empty_sample_is_zero() {
		assert_eq!(millis([]).p99(), Duration::ZERO);
	}
}
