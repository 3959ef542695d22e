//! `hallmark council`: the motions that a council of more than one decides on.

use clap::Subcommand;
use hallmark_types::Hash;
use serde::Serialize;

use crate::{
	context::Context,
	examples,
	motion::{self, Motion},
	output::Record,
	story::Step::{self, Example, Prepare, Run},
	units, Result,
};

/// The order in which the examples are told.
pub const STORY: &[Step] = &[
	Example("council members"),
	Prepare("a council of Alice and Bob"),
	// What the council decides now takes both.
	Run("hallmark org roles 2 --role operator --role auditor --dev Alice"),
	Example("council motions"),
	Example("council vote"),
	Example("council close"),
	Prepare("a council of Alice alone"),
];

/// What to do with motions.
#[derive(Debug, Subcommand)]
pub enum Command {
	/// Show who sits on the council, and how many votes most decisions take
	#[command(after_help = examples!("hallmark council members"))]
	Members,
	/// List the open motions, with their votes and what they would do
	#[command(after_help = examples!(
		"hallmark council motions",
		"hallmark council motions --json",
	))]
	Motions,
	/// Vote on a motion
	#[command(after_help = examples!(
		"By its hash, or by its number among the open ones:",
		"hallmark council vote 1 --dev Bob",
	))]
	Vote {
		/// The motion: its hash, or its place in `hallmark council motions`, from 1 on
		motion: Named,
		/// Vote against it
		#[arg(long)]
		against: bool,
	},
	/// Carry a motion out that has its votes, or drop one that cannot get them any more
	#[command(after_help = examples!("hallmark council close 1 --dev Bob"))]
	Close {
		/// The motion: its hash, or its place in `hallmark council motions`, from 1 on
		motion: Named,
	},
}

/// A motion as the command line names it.
#[derive(Clone, Copy, Debug)]
pub enum Named {
	/// By the hash of its call.
	Hash(Hash),
	/// By its place among the open ones, from 1 on.
	Place(usize),
}

impl std::str::FromStr for Named {
	type Err = String;

	fn from_str(text: &str) -> Result<Self, String> {
		let place = text.parse().ok().filter(|place| *place > 0);
		place.map_or_else(
			|| {
				units::hash(text).map(Self::Hash).map_err(|_| {
					"no motion: its hash, or its place in `hallmark council motions`".to_owned()
				})
			},
			|place| Ok(Self::Place(place)),
		)
	}
}

impl Command {
	/// Does what was asked.
	pub async fn run(self, context: &Context) -> Result<()> {
		let connection = context.connect().await?;
		let at = connection.best().await?;
		match self {
			Self::Members => {
				let members = motion::members(&at).await?;
				context.output.show(&Record(Council {
					two_thirds: motion::two_thirds(members.len()),
					members: members.iter().map(units::address).collect(),
				}))
			},
			Self::Motions => {
				let mut motions = Vec::new();
				for hash in motion::open(&at).await? {
					motions.push(Motion::of(&at, hash).await?);
				}
				context.output.list(&motions, "No motion is open.")
			},
			Self::Vote { motion, against } => {
				let motion = find(&at, motion).await?;
				let votes = motion::votes(&at, motion).await?;
				let call = motion::vote(motion, votes.index, !against);
				let included = context.send(&connection, &call).await?;
				context.output.show(&included)
			},
			Self::Close { motion } => {
				let call = motion::close(&at, find(&at, motion).await?).await?;
				let included = context.send(&connection, &call).await?;
				context.output.show(&included)
			},
		}
	}
}

async fn find(at: &crate::connection::AtBlock, motion: Named) -> Result<Hash> {
	match motion {
		Named::Hash(hash) => Ok(hash),
		Named::Place(place) => motion::open(at)
			.await?
			.get(place - 1)
			.copied()
			.ok_or_else(|| {
				crate::Error::NotFound(format!("there is no open motion in place {place}"))
			}),
	}
}

/// Who decides.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Council {
	/// Their accounts.
	members: Vec<String>,
	/// How many votes make two thirds.
	two_thirds: u32,
}
