//! Handing a device to another organisation.

use std::path::PathBuf;

use clap::Subcommand;
use hallmark_types::organisation::OrgId;
use subxt::dynamic::Value;

use super::{about, argument, PALLET};
use crate::{
	clock::{self, NamedMoment},
	context::Context,
	device_key::DeviceKey,
	devices::{self, Named},
	examples,
	transaction::call,
	Result,
};

/// How a device changes hands.
#[derive(Debug, Subcommand)]
pub enum Transfer {
	/// Offer a device to another organisation
	#[command(after_help = examples!(
		"hallmark device transfer offer 1/FR-0001 3 --until +2d --dev Charlie",
	))]
	Offer {
		/// The device
		device: Named,
		/// To whom, by its number
		to: OrgId,
		/// The first moment at which the offer holds no more: 2030-12-31, +7d
		#[arg(long, value_name = "MOMENT", default_value = "+7d")]
		until: NamedMoment,
	},
	/// Take an offer back
	#[command(after_help = examples!("hallmark device transfer withdraw 1/FR-0001 --dev Charlie"))]
	Withdraw {
		/// The device
		device: Named,
	},
	/// Accept a device that was offered to your organisation, with its key's word that it is yours
	#[command(after_help = examples!("hallmark device transfer accept second.key --dev Dave"))]
	Accept {
		/// The device's key, which is in force
		file: PathBuf,
	},
}

impl Transfer {
	/// Does what was asked.
	pub async fn run(self, context: &Context) -> Result<()> {
		let connection = context.connect().await?;
		let call = match self {
			Self::Offer { device, to, until } => {
				let arguments = [
					argument(device.id(&connection).await?),
					("to", Value::u128(to.into())),
					("expires_at", until.value(&connection).await?),
				];
				call(PALLET, "offer", arguments)
			},
			Self::Withdraw { device } => about("withdraw_offer", device.id(&connection).await?),
			Self::Accept { file } => {
				let key = DeviceKey::read(&file)?;
				let device = Named::File(file).id(&connection).await?;
				let account = context.keypair(&connection).await?.account();
				let owner = connection.organisation_of(&account).await?;
				let now = clock::now(&connection).await?;
				let possession = devices::possession(&connection, device, &key, owner, now)?;
				call(
					PALLET,
					"accept",
					[argument(device), ("possession", possession)],
				)
			},
		};
		super::send(context, &connection, call).await
	}
}
