//! The series of temperatures that the fridge's device tells.

use std::{
	fs,
	path::{Path, PathBuf},
};

use hallmark_runtime::Moment;

use crate::{
	cast::count,
	support::{
		temperatures::{made_up, parse, Reading, Scale},
		Result,
	},
};

/// Real readings, if they lie beside the checkout.
const BESIDE: &str = "../shared/data/nab/machine_temperature_system_failure.csv";

/// How cold is a failure, and how warm is well again, in °F, unless something else is said.
const COLD: f64 = 40.0;
const WELL: f64 = 60.0;

/// How far the last reading is measured after the first: less than the lead that the chain allows to a
/// device's clock. Nothing counts from before a device was enrolled.
const SPAN: Moment = 25_000;

/// Which series, and what of it is a failure.
#[derive(clap::Args)]
pub struct Choice {
	/// A CSV file of temperatures: `timestamp,value`, as the Numenta Anomaly Benchmark has it. Without
	/// it the benchmark's own is told if it lies beside the checkout, and else a series that is made up.
	#[arg(long, value_name = "FILE", conflicts_with = "generated")]
	data: Option<PathBuf>,
	/// Tell the series that is made up, whatever lies beside the checkout.
	#[arg(long)]
	generated: bool,
	/// The file counts in °C, and so do `--below` and `--healthy`; otherwise in °F.
	#[arg(long)]
	celsius: bool,
	/// Three readings in a row below this are a failure [default: 40 °F].
	#[arg(long, value_name = "DEGREES", allow_negative_numbers = true)]
	below: Option<f64>,
	/// Eight readings in a row at or above this show that it is repaired [default: 60 °F].
	#[arg(long, value_name = "DEGREES", allow_negative_numbers = true)]
	healthy: Option<f64>,
}

/// A series, and what of it is a failure.
pub struct Data {
	/// Where it comes from.
	pub source: String,
	/// In what it counts.
	pub scale: Scale,
	/// It.
	pub readings: Vec<Reading>,
	/// Three in a row below this are a failure, in thousandths of °C.
	pub below: i64,
	/// Eight in a row from this on are well again.
	pub healthy: i64,
}

impl Choice {
	/// Reads what was chosen.
	///
	/// Errors: what is wrong with the file, and in which line; limits that are none.
	pub fn read(&self) -> Result<Data> {
		let scale = match self.celsius {
			true => Scale::Celsius,
			false => Scale::Fahrenheit,
		};
		let limit = |name: &str, said: Option<f64>, default: f64| {
			let read = match said {
				Some(degrees) => scale.read(degrees),
				None => Scale::Fahrenheit.read(default),
			};
			let said = said.unwrap_or(default);
			read.ok_or_else(|| format!("--{name}: {said} degrees are no temperature of a machine"))
		};
		let below = limit("below", self.below, COLD)?;
		let healthy = limit("healthy", self.healthy, WELL)?;
		if below > healthy {
			let (below, healthy) = (scale.write(below), scale.write(healthy));
			return Err(format!(
				"--below is {below} and --healthy only {healthy}: what is healthy would be a failure"
			)
			.into());
		}
		let beside = Path::new(BESIDE);
		let file = match (&self.data, self.generated) {
			(Some(file), _) => Some(file.as_path()),
			(None, false) if beside.is_file() => Some(beside),
			_ => None,
		};
		let Some(file) = file else {
			return Ok(Data {
				source: "a series that is made up".into(),
				// Nobody wrote it down: people here read °F.
				scale: Scale::Fahrenheit,
				readings: made_up(),
				below,
				healthy,
			});
		};
		let named = |error: &dyn std::fmt::Display| format!("{}: {error}", file.display());
		let text = fs::read_to_string(file).map_err(|error| named(&error))?;
		let readings = parse(&text, scale).map_err(|error| named(&error))?;
		Ok(Data {
			source: file.display().to_string(),
			scale,
			readings,
			below,
			healthy,
		})
	}
}

impl Data {
	/// When each reading is measured here, the first at `start`: in the file's order, as far apart as in
	/// the file, but so much faster that all of it happens now. Clocks that stepped back stand still.
	pub fn moments(&self, start: Moment) -> Vec<Moment> {
		let mut elapsed = 0u128;
		let mut last = None;
		let elapsed: Vec<u128> = self
			.readings
			.iter()
			.map(|reading| {
				let step = reading.time.saturating_sub(last.unwrap_or(reading.time));
				last = Some(reading.time);
				elapsed += u128::from(step);
				elapsed
			})
			.collect();
		let total = elapsed.last().copied().unwrap_or_default().max(1);
		let span = u128::from(self.span());
		let mut moments: Vec<Moment> = Vec::with_capacity(elapsed.len());
		for elapsed in elapsed {
			// At most the span.
			let moment = start + (elapsed * span / total) as Moment;
			// No two in one millisecond: they would have no order.
			let earliest = moments.last().map_or(start, |last| last + 1);
			moments.push(moment.max(earliest));
		}
		moments
	}

	/// How long telling all of it takes at least, in milliseconds.
	fn span(&self) -> Moment {
		SPAN.max(self.readings.len() as Moment)
	}

	/// How the file's time becomes the chain's, in words.
	pub fn pace(&self) -> String {
		let times = self.readings.iter().map(|reading| reading.time);
		let (first, last) = (times.clone().min(), times.max());
		let (first, last) = (first.unwrap_or_default(), last.unwrap_or_default());
		let days = (last - first) as f64 / hallmark_conditions::DAY as f64;
		let span = self.span();
		format!(
			"{days:.0} days are mapped onto {:.0} s of now, {} times as fast: the chain takes no old ones",
			span as f64 / 1e3,
			count(u128::from((last - first) / span))
		)
	}

	/// Why nothing in it was a failure.
	pub fn lacks_failure(&self) -> String {
		let cold = self.readings.iter().min_by_key(|reading| reading.value);
		let coldest = cold.map_or_else(String::new, |reading| {
			let (value, written) = (self.scale.write(reading.value), &reading.written);
			format!(
				"; its coldest is {value} in line {} ({written})",
				reading.line
			)
		});
		format!(
			"{} has no failure: no three of its {} readings in a row are below {} (--below){coldest}",
			self.source,
			count(self.readings.len() as u128),
			self.scale.write(self.below),
		)
	}

	/// Why a repair was not proven that became necessary at a line of it.
	pub fn lacks_recovery(&self, line: usize) -> String {
		let after = self.readings.iter().skip_while(|it| it.line <= line);
		let (mut longest, mut run) = (0, 0);
		for reading in after {
			run = if reading.value < self.healthy {
				0
			} else {
				run + 1
			};
			longest = longest.max(run);
		}
		format!(
			"{} ends before the repair is proven: after the failure in line {line} it takes eight \
			 readings in a row of {} or more (--healthy), and at most {longest} are",
			self.source,
			self.scale.write(self.healthy),
		)
	}
}
