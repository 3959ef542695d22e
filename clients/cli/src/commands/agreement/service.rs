//! Tickets, and what devices are told.

use clap::Subcommand;
use hallmark_agreements::{AgreementId, CommandIndex, TicketIndex};
use hallmark_keys::{Acknowledgement, Signature, Statement};
use hallmark_rpc::{
	agreement::{AgreementApiClient, CommandState, CommandTerms, Statement as OnRecord},
	Bytes, Time,
};
use subxt::dynamic::Value;

use super::{
	looking::unknown,
	number,
	shown::{Order, Tickets},
	PALLET,
};
use crate::{
	connection::Connection,
	context::Context,
	examples,
	transaction::call,
	units::{self, Malformed},
	values::encoded,
	Error, Result,
};

/// What to do with tickets.
#[derive(Debug, Subcommand)]
pub enum TicketCommand {
	/// List an agreement's tickets, and whether each could be resolved now
	#[command(after_help = examples!("hallmark agreement ticket list 1"))]
	List {
		/// The agreement's number
		agreement: AgreementId,
	},
	/// Open a ticket, as its requester
	#[command(after_help = examples!("hallmark agreement ticket open 1 0 --dev Charlie"))]
	Open(Ticket),
	/// Take a ticket on, as its servicer
	#[command(after_help = examples!("hallmark agreement ticket acknowledge 1 0 --dev Bob"))]
	Acknowledge(Ticket),
	/// Say that the work is done, as the servicer: what proves it has to hold now
	#[command(after_help = examples!("hallmark agreement ticket resolve 1 0 --dev Bob"))]
	Resolve(Ticket),
	/// Close a ticket whatever came of it, as its requester. Nothing is paid by that
	#[command(after_help = examples!("hallmark agreement ticket close 1 0 --dev Charlie"))]
	Close(Ticket),
}

/// A ticket of an agreement.
#[derive(clap::Args, Clone, Copy, Debug)]
pub struct Ticket {
	/// The agreement's number
	agreement: AgreementId,
	/// The ticket, counted from 0
	ticket: TicketIndex,
}

impl TicketCommand {
	pub(super) async fn run(self, context: &Context) -> Result<()> {
		let (name, Ticket { agreement, ticket }) = match self {
			Self::List { agreement } => return tickets(context, agreement).await,
			Self::Open(ticket) => ("open_ticket", ticket),
			Self::Acknowledge(ticket) => ("acknowledge_ticket", ticket),
			Self::Resolve(ticket) => ("resolve_ticket", ticket),
			Self::Close(ticket) => ("close_ticket", ticket),
		};
		let arguments = [number(agreement), ("ticket", Value::u128(ticket.into()))];
		context.execute(&call(PALLET, name, arguments)).await
	}
}

async fn tickets(context: &Context, agreement: AgreementId) -> Result<()> {
	let connection = context.connect().await?;
	let tickets = AgreementApiClient::tickets(connection.rpc(), agreement, None)
		.await?
		.ok_or_else(|| unknown(agreement))?;
	context.output.show(&Tickets(tickets))
}

/// What to do with commands.
#[derive(Debug, Subcommand)]
pub enum Orders {
	/// List an agreement's commands, and the bytes that a device signs to acknowledge one
	#[command(after_help = examples!("hallmark agreement command list 2"))]
	List {
		/// The agreement's number
		agreement: AgreementId,
	},
	/// Show that a device did what it was told, by its signature. Anybody can carry that
	#[command(after_help = examples!(
		"hallmark agreement command acknowledge 2 0 $(cat answer) --dev Alice",
	))]
	Acknowledge {
		/// The agreement's number
		agreement: AgreementId,
		/// The command, counted from 0
		command: CommandIndex,
		/// What the device signed: 64 bytes in hexadecimal
		#[arg(value_parser = signature)]
		signature: Signature,
		/// How often the command had been given by then; as often as by now if left out
		#[arg(long)]
		issue: Option<u32>,
	},
}

/// A device's signature.
fn signature(text: &str) -> Result<Signature, Malformed> {
	let bytes = units::bytes(text).ok();
	bytes
		.and_then(|bytes| <[u8; 64]>::try_from(bytes).ok())
		.map(Signature)
		.ok_or_else(|| "no signature: 0x and 128 hexadecimal digits".to_owned())
}

impl Orders {
	pub(super) async fn run(self, context: &Context) -> Result<()> {
		let connection = context.connect().await?;
		match self {
			Self::List { agreement } => {
				let orders = orders(&connection, agreement).await?;
				context
					.output
					.list(&orders, "Its devices are told nothing.")
			},
			Self::Acknowledge {
				agreement,
				command,
				signature,
				issue,
			} => {
				let issue = match issue {
					Some(issue) => issue,
					None => given(&connection, agreement, command).await?,
				};
				let arguments = [
					number(agreement),
					("command", Value::u128(command.into())),
					("issue", Value::u128(issue.into())),
					("signature", encoded(&signature)),
				];
				let acknowledge = call(PALLET, "acknowledge_command", arguments);
				let included = context.send(&connection, &acknowledge).await?;
				context.output.show(&included)
			},
		}
	}
}

/// How often a command was given.
async fn given(
	connection: &Connection,
	agreement: AgreementId,
	command: CommandIndex,
) -> Result<u32> {
	let orders = orders(connection, agreement).await?;
	let order = orders.get(usize::from(command)).ok_or_else(|| {
		Error::NotFound(format!("agreement {agreement} has no command {command}"))
	})?;
	Ok(order.state.issue)
}

async fn orders(connection: &Connection, agreement: AgreementId) -> Result<Vec<Order>> {
	let OnRecord {
		terms, commands, ..
	} = AgreementApiClient::statement(connection.rpc(), agreement, None)
		.await?
		.ok_or_else(|| unknown(agreement))?;
	let genesis = connection.genesis().0;
	let orders = terms.commands.into_iter().zip(commands);
	Ok(orders
		.map(|(terms, state)| Order {
			sign: to_sign(genesis, agreement, &terms, &state),
			device: terms.device,
			opcode: terms.opcode,
			state,
		})
		.collect())
}

/// What the device signs to acknowledge the command as it was given last. `None` if it never was.
fn to_sign(
	genesis: [u8; 32],
	agreement: AgreementId,
	terms: &CommandTerms,
	state: &CommandState,
) -> Option<Bytes> {
	let Time(expires_at) = state.expires_at?;
	let statement = Acknowledgement {
		genesis,
		device: terms.device.0,
		agreement,
		command: terms.command,
		issue: state.issue,
		opcode: terms.opcode,
		expires_at,
	};
	Some(Bytes(statement.using_bytes(<[u8]>::to_vec)))
}
