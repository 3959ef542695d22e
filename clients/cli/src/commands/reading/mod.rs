//! `hallmark reading`: what devices say, and what of it can be shown.

mod batch;
mod query;
mod send;
mod watch;

use std::path::PathBuf;

use clap::Subcommand;
use hallmark_types::readings::StreamName;

use crate::{
	clock::NamedMoment,
	context::Context,
	devices::{Named, NamedStream},
	examples, measured,
	story::Step::{self, Example, Prepare},
	Result,
};

/// The order in which the examples are told. The fridge is Dave's by now, and its second key speaks
/// for it.
pub const STORY: &[Step] = &[
	Example("reading send"),
	Example("reading latest"),
	Example("reading stream"),
	Example("reading list"),
	Example("reading envelope"),
	Example("reading watch"),
	Prepare("a series of readings"),
	Example("reading batch"),
	Example("reading proof"),
	Example("reading verify"),
	Example("reading prove"),
	Example("reading quota"),
];

/// What to do with readings.
#[derive(Debug, Subcommand)]
pub enum Command {
	/// Sign readings as a device and hand them in, without an account and without a fee
	#[command(after_help = examples!(
		"hallmark reading send second.key temp=4.5 Cel",
		"hallmark reading send second.key temp=4.75",
		"What number 2 said is replaced by what was meant, of the same moment:",
		"hallmark reading send second.key temp=4.25 --corrects 2",
	))]
	Send {
		/// The device's key
		file: PathBuf,
		/// NAME=VALUE of a stream, and behind it the unit if the device is to say it; up to 32
		/// times
		#[arg(required = true, value_name = "NAME=VALUE [UNIT]")]
		readings: Vec<String>,
		/// When it was measured: 2030-12-31T12:00:00Z; now, or when what is corrected was, if left
		/// out
		#[arg(long, value_name = "MOMENT")]
		time: Option<NamedMoment>,
		/// The number of the envelope whose reading this one replaces
		#[arg(long, value_name = "NUMBER")]
		corrects: Option<u64>,
	},
	/// Show the reading of a stream that was measured last
	#[command(after_help = examples!("hallmark reading latest 1/FR-0001/temp"))]
	Latest {
		/// The stream: its device, a slash, its name
		#[arg(value_name = "DEVICE/NAME")]
		stream: NamedStream,
	},
	/// Show a stream: its terms, its latest readings, whether it is sound and fresh
	#[command(after_help = examples!(
		"hallmark reading stream 1/FR-0001/temp",
		"hallmark reading stream second.key/temp",
	))]
	Stream {
		/// The stream: its device, a slash, its name
		#[arg(value_name = "DEVICE/NAME")]
		stream: NamedStream,
	},
	/// List the open streams of a device, with what each said last
	#[command(after_help = examples!("hallmark reading list 1/FR-0001"))]
	List {
		/// The device
		device: Named,
	},
	/// Show an envelope as its device signed it, and where it stands on the chain
	#[command(after_help = examples!("hallmark reading envelope 1/FR-0001 2"))]
	Envelope {
		/// The device
		device: Named,
		/// The envelope's number
		number: u64,
	},
	/// Show what a stream says, as it becomes final
	#[command(after_help = examples!(
		"hallmark reading watch 1/FR-0001/temp --after 1 --count 1",
		"Without --after it begins with what comes next, without --count it ends when interrupted.",
	))]
	Watch {
		/// The stream: its device, a slash, its name
		#[arg(value_name = "DEVICE/NAME")]
		stream: NamedStream,
		/// Begin with what the chain took in after the envelope of this number; with what comes
		/// next if left out
		#[arg(long, alias = "from", value_name = "NUMBER")]
		after: Option<u64>,
		/// End after so many envelopes
		#[arg(long, value_parser = clap::value_parser!(u64).range(1..))]
		count: Option<u64>,
	},
	/// Sign the readings of a file as one batch, and hand its root in
	#[command(after_help = examples!("hallmark reading batch second.key temp readings.csv"))]
	Batch {
		/// The device's key
		file: PathBuf,
		/// The stream
		#[arg(value_parser = measured::stream)]
		stream: StreamName,
		/// The readings, in their order: lines of TIMESTAMP,VALUE. Keep it: proofs are made from it
		readings: PathBuf,
		/// The number of the envelope whose batch this one replaces
		#[arg(long, value_name = "NUMBER")]
		corrects: Option<u64>,
	},
	/// Make the proof that one reading was in a batch, from the batch's file
	#[command(after_help = examples!(
		"hallmark reading proof 1/FR-0001/temp readings.csv --batch 0 --reading 3 --out proof.json",
	))]
	Proof {
		/// The stream: its device, a slash, its name
		#[arg(value_name = "DEVICE/NAME")]
		stream: NamedStream,
		/// The readings of the batch
		readings: PathBuf,
		/// The batch's number, counted from 0 on its stream
		#[arg(long)]
		batch: u64,
		/// Which reading of the file, counted from 0
		#[arg(long, value_name = "PLACE")]
		reading: u32,
		/// The file to make; one that exists is left alone
		#[arg(long, value_name = "FILE")]
		out: PathBuf,
	},
	/// Ask whether a proof holds, without anybody hearing of it
	#[command(after_help = examples!("hallmark reading verify proof.json"))]
	Verify {
		/// The proof
		proof: PathBuf,
	},
	/// Show a proof on the chain: whoever depends on the stream hears of the reading
	#[command(after_help = examples!("hallmark reading prove proof.json --dev Alice"))]
	Prove {
		/// The proof
		proof: PathBuf,
	},
	/// Show what an organisation's devices may still say without a fee, or change how much that is
	#[command(after_help = examples!(
		"hallmark reading quota 3",
		"hallmark reading quota 3 --raise 2 --dev Dave",
		"hallmark reading quota 3 --lower 2 --dev Dave",
	))]
	Quota(query::Quota),
}

impl Command {
	/// Does what was asked.
	pub async fn run(self, context: &Context) -> Result<()> {
		match self {
			Self::Send {
				file,
				readings,
				time,
				corrects,
			} => send::send(context, file, &readings, time, corrects).await,
			Self::Latest { stream } => query::latest(context, stream).await,
			Self::Stream { stream } => query::stream(context, stream).await,
			Self::List { device } => query::list(context, device).await,
			Self::Envelope { device, number } => query::envelope(context, device, number).await,
			Self::Watch {
				stream,
				after,
				count,
			} => watch::watch(context, stream, after, count).await,
			Self::Batch {
				file,
				stream,
				readings,
				corrects,
			} => batch::sign(context, file, stream, readings, corrects).await,
			Self::Proof {
				stream,
				readings,
				batch,
				reading,
				out,
			} => batch::make_proof(context, stream, readings, (batch, reading), out).await,
			Self::Verify { proof } => batch::verify(context, proof).await,
			Self::Prove { proof } => batch::prove(context, proof).await,
			Self::Quota(quota) => quota.run(context).await,
		}
	}
}
