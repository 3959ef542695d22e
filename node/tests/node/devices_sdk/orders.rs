//! What an agreement tells a device to do.

use hallmark_agreements::{Action, Command as Agreed};
use hallmark_device::{Command, StatementError};
use hallmark_types::units::HEUR;
use pallet_agreements::{Call, Ending, Error, Status};

use super::*;
use crate::support::{
	agreements::{frame, next_order, once, pay, terms, Contract},
	shipment::CARRIER as UTILITY,
};

/// Lock the door: a number that maker and parties agreed on.
const LOCK: u32 = 3;

const REWARD: u128 = 2 * HEUR + 1;

/// Carries what devices sign. It is no party.
const COURIER: &str = "//Alice";

#[tokio::test(flavor = "multi_thread")]
async fn device_is_believed_when_it_says_that_it_did_what_it_was_told() -> Result<()> {
	let net = Net::start().await?;
	let serial = "SDK-ORDERS";
	let (signer, key) = es256(1)?;
	let device = switch_on(identity(&net.client, serial), signer, &provisioned()?)?;
	let signal = net.enrol(serial, key, &device).await?;
	let mut terms = terms(
		&frame(&net.client, 240 * SECOND).await?,
		&[(UTILITY.0, REWARD), (OPERATOR.0, 0)],
		&[],
		vec![
			once("confirmed(party 0)", &[Action::CommandDevice(0)])?,
			once("acknowledged(command 0)", &[pay(REWARD), Action::End])?,
		],
	)?;
	let agreed = Agreed {
		device: signal.device,
		opcode: LOCK,
		lifetime: 60 * SECOND,
	};
	terms.commands = vec![agreed].try_into().map_err(|_| "one")?;
	let contract = Contract::agree(&net.client, &terms).await?;
	let from = net.client.finalized().await?.0 + 1;
	let agreement = contract.id;
	contract
		.done(UTILITY.1, Call::confirm { agreement })
		.await?;
	let order = next_order(&net.client, from).await?;
	assert_eq!((order.device, order.opcode), (signal.device, LOCK));

	// It knows when it is too late, and signs nothing then.
	let command = Command {
		agreement,
		command: order.command,
		issue: order.issue,
		opcode: order.opcode,
		expires_at: order.expires_at,
	};
	let heard = net.now().await?;
	let too_late = device.acknowledge(&command, command.expires_at);
	assert_eq!(too_late, Err(StatementError::Expired));

	let answer = |signature| Call::acknowledge_command {
		agreement,
		command: order.command,
		issue: order.issue,
		signature,
	};
	// Its word about anything else is no word about this.
	for other in [
		Command {
			issue: command.issue + 1,
			..command
		},
		Command {
			opcode: command.opcode + 1,
			..command
		},
		Command {
			agreement: command.agreement + 1,
			..command
		},
	] {
		let word = device.acknowledge(&other, heard)?;
		contract
			.refused(COURIER, answer(word), Error::NotSignedByDevice)
			.await?;
	}
	let stranger = switch_on(*device.identity(), es256(2)?.0, &provisioned()?)?;
	let word = stranger.acknowledge(&command, heard)?;
	contract
		.refused(COURIER, answer(word), Error::NotSignedByDevice)
		.await?;

	let word = device.acknowledge(&command, heard)?;
	contract.done(COURIER, answer(word)).await?;
	let over = contract
		.until("the reward", |it| it.status.ledger.paid == REWARD)
		.await?;
	assert_eq!(over.status.status, Status::Ended(Ending::Completed));
	assert!(over.commands[0].acknowledged.is_some());
	Ok(())
}
