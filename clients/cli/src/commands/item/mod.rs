//! `hallmark item`: things in the supply chain, from hand to hand.

mod about;
mod epcis;
mod hands;
mod listing;
mod making;
mod paging;
mod policy;
mod quantity;
mod recall;
mod show;
mod standing;
mod trace;
mod verdict;

use clap::Subcommand;

use crate::{
	context::Context,
	story::Step::{self, Example, Prepare, Run},
	Result,
};

/// The pallet that keeps items.
const PALLET: &str = "Custody";

/// The order in which the examples are told: vials in a case on a pallet, guarded, sold, carried and
/// called back.
pub const STORY: &[Step] = &[
	Run(
		"printf '%s\\n' urn:epc:id:sscc:950600.00000000001 urn:epc:id:sscc:950600.00000000002 \
		 > cases.txt",
	),
	Example("item commission"),
	Example("item commission-record"),
	Example("item observe"),
	Example("item pack"),
	Example("item contents"),
	Run("hallmark device new thermometer.key"),
	Run("echo TH-1001,$(hallmark device show thermometer.key) > thermometers.csv"),
	Run("hallmark maker manifest publish thermometers.csv --model 'Thermometer 2' --dev Bob"),
	Run(
		"hallmark device enrol thermometer.key --maker 1 --manifest thermometers.csv \
		 --serial TH-1001 --dev Bob",
	),
	Run(
		"hallmark device stream open 1/TH-1001 temp --unit Cel --exponent -2 --min -40 --max 60 \
		 --dev Bob",
	),
	Example("item policy attach"),
	Example("item verdict"),
	Example("item policy detach"),
	Run("printf 'The stamp is missing' > stamp.txt"),
	Example("item hold"),
	Example("item release"),
	Example("item offer"),
	Example("item accept"),
	Run("hallmark item offer urn:epc:id:sscc:950600.00000000002 2 --dev Dave"),
	Example("item withdraw"),
	Example("item obstacle"),
	Run("hallmark item offer urn:epc:id:sscc:950600.00000000002 2 --dev Dave"),
	Example("item reject"),
	Run("hallmark item offer urn:epc:id:sscc:950600.00000000002 2 --dev Dave"),
	Run("hallmark item accept urn:epc:id:sscc:950600.00000000002 --dev Charlie"),
	Example("item unpack"),
	Example("item transform"),
	Example("item transformation-record"),
	Example("item show"),
	Example("item lot"),
	Example("item trace back"),
	Example("item trace forward"),
	Example("item epcis"),
	Run("printf 'Glass in a vial' > glass.txt"),
	Example("item recall begin"),
	Example("item recall acknowledge"),
	Example("item recall status"),
	Example("item recall end"),
	Run(
		"hallmark item commission urn:epc:id:sgtin:950600.0013435.3 \
		 urn:epc:id:sgtin:950600.0013435.4 --dev Bob",
	),
	Run("hallmark item observe urn:epc:id:sgtin:950600.0013435.3 --dev Bob"),
	Run("hallmark item observe urn:epc:id:sgtin:950600.0013435.4 --step storing --dev Bob"),
	Run("hallmark item observe urn:epc:id:sgtin:950600.0013435.4 --step inspecting --dev Bob"),
	Example("item declare-wrong"),
	Example("item destroy"),
	Example("item archive"),
	Prepare("an archived item whose retention is over"),
	Example("item prune"),
];

/// What to do with items. They are named by EPC URIs, GS1 Digital Links or ids.
#[derive(Debug, Subcommand)]
pub enum Command {
	/// What is done where they are
	#[command(flatten)]
	Making(making::Command),
	/// How they change hands
	#[command(flatten)]
	Hands(hands::Command),
	/// What is on record
	#[command(flatten)]
	Show(show::Command),
	/// Where an item comes from, and what came of it
	#[command(subcommand)]
	Trace(trace::Command),
	/// What is demanded of a device's readings on an item's behalf
	#[command(subcommand)]
	Policy(policy::Command),
	/// Calling things back
	#[command(subcommand)]
	Recall(recall::Command),
	/// What keeps them, and what ends them
	#[command(flatten)]
	Standing(standing::Command),
}

impl Command {
	/// Does what was asked.
	pub async fn run(self, context: &Context) -> Result<()> {
		match self {
			Self::Making(command) => command.run(context).await,
			Self::Hands(command) => command.run(context).await,
			Self::Show(command) => command.run(context).await,
			Self::Trace(command) => command.run(context).await,
			Self::Policy(command) => command.run(context).await,
			Self::Recall(command) => command.run(context).await,
			Self::Standing(command) => command.run(context).await,
		}
	}
}
