//! Readings: streams, batches, proofs.

use std::sync::Arc;

use hallmark_conditions::{condition::Band, Decimal};
use hallmark_rpc::{
	door,
	reading::{
		Batch, BatchSummary, DeviceConduct, Group, Leaf, Member, Place, ProvenReading, Quota,
		Range, Reading, ReadingApiServer, ReadingProof, Refusal, Said, Stream, Windows,
	},
	Bytes, Cursor, DeviceRef, Hex32, Number, Page, StreamName,
};
use hallmark_runtime::Runtime;
use hallmark_types::{
	organisation::OrgId,
	readings::{AttestedBatch, BatchId, Signal},
};
use jsonrpsee::core::RpcResult;
use pallet_reading_attestation::{
	types::{self, ProofError},
	BatchViewFunction, CheckProofViewFunction, DeviceViewFunction, GroupViewFunction,
	QuotaViewFunction, RefusalViewFunction, StreamViewFunction, StreamsViewFunction,
	WindowsViewFunction,
};

use super::{
	ask::{cursor, place, Ask},
	show::{stream, time, time_if},
};
use crate::service::types::FullClient;

/// Answers the methods.
pub struct Readings(pub Arc<FullClient>);

/// Which stream is meant.
pub fn signal(device: &DeviceRef, StreamName(name): StreamName) -> Signal {
	Signal {
		device: device.id().into(),
		name,
	}
}

/// The stream's value that a number is. `None` if it is finer than the stream's values or too large.
pub fn mantissa(number: Decimal, exponent: i8) -> Option<i64> {
	let mantissa = number.floor_at(exponent)?;
	(Decimal::new(mantissa, exponent) == number).then_some(mantissa)
}

fn reading(entry: &types::Entry, terms: &types::Terms) -> Reading {
	Reading {
		value: Number::new(entry.value, terms.exponent),
		unit: terms.unit.to_string(),
		measured_at: time(entry.measured),
		received_at: time(entry.received),
		block: entry.block,
		sequence: entry.sequence,
		corrects: entry.corrects,
		corrected_by: entry.corrected_by,
		out_of_range: entry.out_of_range,
		tainted: entry.tainted,
	}
}

fn summary(batch: &AttestedBatch, unit: String) -> BatchSummary {
	let number = |value| Number::new(value, batch.exponent);
	BatchSummary {
		number: batch.number,
		sequence: batch.sequence,
		count: batch.count,
		first_at: time(batch.first),
		last_at: time(batch.last),
		min: number(batch.min),
		max: number(batch.max),
		unit,
		received_at: time(batch.received),
		corrects: batch.corrects,
		out_of_range: batch.out_of_range,
		tainted: batch.tainted,
	}
}

fn stream_view(view: types::StreamView) -> Stream {
	let state = &view.stream;
	let terms = &state.terms;
	let number = |value| Number::new(value, terms.exponent);
	Stream {
		device: view.signal.device.into(),
		stream: stream(view.signal.name),
		unit: terms.unit.to_string(),
		exponent: terms.exponent,
		min: number(terms.bounds.min),
		max: number(terms.bounds.max),
		min_interval_ms: terms.bounds.min_interval,
		longest_silence_ms: terms.bounds.longest_silence,
		retention: terms.retention,
		peer_group: state.place.map(|place| Place {
			group: place.group,
			seat: place.seat,
		}),
		latest: state.latest.map(|entry| reading(&entry, terms)),
		heard_at: time_if(state.heard_at),
		sound: view.sound,
		fresh: view.fresh,
		recent: state
			.recent
			.iter()
			.map(|entry| reading(entry, terms))
			.collect(),
		batches: state.batches,
		latest_batch: state
			.latest_batch
			.map(|batch| summary(&batch, terms.unit.to_string())),
		head: state.head.into(),
		watchers: state.watchers,
	}
}

fn group_view(view: types::GroupView) -> Group {
	let exponent = view.terms.exponent;
	let member = |member: &types::MemberView| Member {
		seat: member.seat,
		device: member.signal.device.into(),
		stream: stream(member.signal.name),
		taken: member.taken,
		said: member.voice.said.map(|said| Said {
			value: Number::new(said.value, exponent),
			measured_at: time(said.measured),
			sequence: said.sequence,
		}),
		outlying: member.voice.outlying,
	};
	Group {
		group: view.group,
		host: view.host,
		unit: view.terms.unit.to_string(),
		tolerance: Number::count(view.terms.tolerance, exponent),
		patience: view.terms.patience,
		freshness_ms: view.terms.freshness,
		members: view.members.iter().map(member).collect(),
	}
}

/// The unit of a batch: the device's, or else the stream's while it is open.
fn unit_of(ask: &Ask, signal: Signal, signed: &hallmark_envelope::Batch) -> RpcResult<String> {
	if let Some(unit) = signed.unit {
		return Ok(unit.to_string());
	}
	let stream = ask.view(StreamViewFunction::<Runtime>::new(signal))?;
	Ok(stream.map_or_else(String::new, |view| view.stream.terms.unit.to_string()))
}

impl ReadingApiServer for Readings {
	fn latest(
		&self,
		device: DeviceRef,
		name: StreamName,
		at: Option<Hex32>,
	) -> RpcResult<Option<Reading>> {
		let view = StreamViewFunction::<Runtime>::new(signal(&device, name));
		let stream = Ask::new(&self.0, at)?.view(view)?;
		Ok(stream.and_then(|view| {
			let latest = view.stream.latest?;
			Some(reading(&latest, &view.stream.terms))
		}))
	}

	fn stream(
		&self,
		device: DeviceRef,
		name: StreamName,
		at: Option<Hex32>,
	) -> RpcResult<Option<Stream>> {
		let view = StreamViewFunction::<Runtime>::new(signal(&device, name));
		Ok(Ask::new(&self.0, at)?.view(view)?.map(stream_view))
	}

	fn streams(
		&self,
		device: DeviceRef,
		from: Option<Cursor>,
		at: Option<Hex32>,
	) -> RpcResult<Page<StreamName>> {
		let view = StreamsViewFunction::<Runtime>::new(device.id().into(), place(from)?);
		let page = Ask::new(&self.0, at)?.view(view)?;
		Ok(Page {
			items: page.names.into_iter().map(stream).collect(),
			next: page.next.map(cursor),
		})
	}

	fn windows(
		&self,
		device: DeviceRef,
		name: StreamName,
		at: Option<Hex32>,
	) -> RpcResult<Option<Windows>> {
		let ask = Ask::new(&self.0, at)?;
		let signal = signal(&device, name);
		let windows = ask.view(WindowsViewFunction::<Runtime>::new(signal))?;
		let stream = ask.view(StreamViewFunction::<Runtime>::new(signal))?;
		Ok(windows.zip(stream).map(|(windows, view)| {
			let terms = view.stream.terms;
			let range = |band: Band| Range {
				lowest: Number::new(band.lowest, terms.exponent),
				highest: Number::new(band.highest, terms.exponent),
			};
			Windows {
				unit: terms.unit.to_string(),
				all: windows.all().range().map(range),
				open: windows.newest().range().map(range),
			}
		}))
	}

	fn batch(
		&self,
		device: DeviceRef,
		name: StreamName,
		number: u64,
		at: Option<Hex32>,
	) -> RpcResult<Option<Batch>> {
		let ask = Ask::new(&self.0, at)?;
		let signal = signal(&device, name);
		let id = BatchId { signal, number };
		let Some(batch) = ask.view(BatchViewFunction::<Runtime>::new(id))? else {
			return Ok(None);
		};
		let unit = unit_of(&ask, signal, &batch.signed)?;
		Ok(Some(Batch {
			summary: summary(&batch.attested(), unit),
			sum: Number::new(batch.signed.sum, batch.signed.exponent),
			root: batch.signed.root.into(),
			corrected_by: batch.corrected_by,
			kept: batch.kept,
		}))
	}

	fn proof(
		&self,
		device: DeviceRef,
		name: StreamName,
		number: u64,
		leaf: Leaf,
		path: Vec<Hex32>,
		at: Option<Hex32>,
	) -> RpcResult<Option<ReadingProof>> {
		let refuse = |parameter, problem: &str| door::refuse("reading_proof", parameter, problem);
		let ask = Ask::new(&self.0, at)?;
		let signal = signal(&device, name);
		let id = BatchId { signal, number };
		let hashes: Vec<[u8; 32]> = path.iter().map(|hash| hash.0).collect();
		let path = types::Path::try_from(hashes)
			.map_err(|hashes| refuse("path", &format!("{} hashes are too many", hashes.len())))?;
		let Some(batch) = ask.view(BatchViewFunction::<Runtime>::new(id))? else {
			return Ok(None);
		};
		let exponent = batch.signed.exponent;
		let value = leaf.value.0.decimal();
		let value = value.and_then(|value| mantissa(value, exponent));
		let value = value.ok_or_else(|| {
			let problem = format!("the value {} is finer than the batch's", leaf.value.0);
			refuse("leaf", &problem)
		})?;
		let leaf = hallmark_envelope::Leaf {
			index: leaf.index,
			time: leaf.measured_at.0 .0,
			value,
		};
		let unit = unit_of(&ask, signal, &batch.signed)?;
		let check = CheckProofViewFunction::<Runtime>::new(id, leaf, path);
		Ok(match ask.view(check)? {
			Ok(proven) => Some(ReadingProof {
				proven: true,
				problem: None,
				reading: Some(ProvenReading {
					batch: proven.batch,
					sequence: proven.sequence,
					index: proven.index,
					measured_at: time(proven.measured),
					value: Number::new(proven.value, proven.exponent),
					unit,
					tainted: proven.tainted,
				}),
			}),
			Err(ProofError::UnknownBatch) => None,
			Err(ProofError::NotInBatch(problem)) => Some(ReadingProof {
				proven: false,
				problem: Some(problem.to_string()),
				reading: None,
			}),
		})
	}

	fn device(&self, device: DeviceRef, at: Option<Hex32>) -> RpcResult<Option<DeviceConduct>> {
		let view = DeviceViewFunction::<Runtime>::new(device.id().into());
		let found = Ask::new(&self.0, at)?.view(view)?;
		Ok(found.map(|view| DeviceConduct {
			device: view.device.into(),
			highest: view.highest,
			missing: view.missing,
			gaps: view.gaps,
			strikes: view.strikes,
			streams: view.streams,
		}))
	}

	fn quota(&self, org: OrgId, at: Option<Hex32>) -> RpcResult<Quota> {
		let quota = Ask::new(&self.0, at)?.view(QuotaViewFunction::<Runtime>::new(org))?;
		Ok(Quota {
			org,
			level_ps: quota.level,
			capacity_ps: quota.capacity,
			recovery_ps: quota.recovery,
			units: quota.units,
		})
	}

	fn group(&self, group: u32, at: Option<Hex32>) -> RpcResult<Option<Group>> {
		let view = GroupViewFunction::<Runtime>::new(group);
		Ok(Ask::new(&self.0, at)?.view(view)?.map(group_view))
	}

	fn refusal(&self, Bytes(envelope): Bytes, at: Option<Hex32>) -> RpcResult<Option<Refusal>> {
		let envelope = types::EnvelopeBytes::try_from(envelope).map_err(|bytes| {
			let problem = format!("{} bytes are too many for an envelope", bytes.len());
			door::refuse("reading_refusal", "envelope", &problem)
		})?;
		let view = RefusalViewFunction::<Runtime>::new(envelope);
		Ok(Ask::new(&self.0, at)?.view(view)?.map(|refusal| Refusal {
			code: refusal.code(),
			reason: format!("{refusal:?}"),
			message: refusal.to_string(),
			passes: refusal.passes(),
		}))
	}
}
