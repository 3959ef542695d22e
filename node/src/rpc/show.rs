//! How what the runtime answers is written.

use hallmark_keys::{Algorithm, PublicKey};
use hallmark_rpc::{
	device,
	organisation::{Role, Scope, Standing},
	Bytes, Hex32, Number, StreamName, Time,
};
use hallmark_types::{gs1::Gln, organisation, quantity::Quantity, readings, Moment};

/// Something that is written in JSON.
pub trait Show {
	/// As what.
	type As;

	/// Write it.
	fn show(&self) -> Self::As;
}

impl<T: Show> Show for Option<T> {
	type As = Option<T::As>;

	fn show(&self) -> Self::As {
		self.as_ref().map(T::show)
	}
}

/// A moment.
pub fn time(moment: Moment) -> Time {
	Time(moment)
}

/// A moment, if there is one.
pub fn time_if(moment: Option<Moment>) -> Option<Time> {
	moment.map(Time)
}

/// A hash, if there is one.
pub fn hex_if(hash: Option<impl Into<Hex32>>) -> Option<Hex32> {
	hash.map(Into::into)
}

/// Text that the chain keeps as bytes.
pub fn text(bytes: &[u8]) -> String {
	String::from_utf8_lossy(bytes).into_owned()
}

/// A stream's name.
pub fn stream(name: readings::StreamName) -> StreamName {
	StreamName(name)
}

/// A GLN, if there is one.
pub fn gln(gln: Option<Gln>) -> Option<String> {
	gln.map(|gln| gln.to_string())
}

/// How much of something.
pub fn quantity(quantity: &Quantity) -> hallmark_rpc::custody::Quantity {
	hallmark_rpc::custody::Quantity {
		amount: Number::count(quantity.number, quantity.scale.exponent),
		unit: quantity.scale.unit.to_string(),
	}
}

impl Show for PublicKey {
	type As = device::Key;

	fn show(&self) -> device::Key {
		device::Key {
			algorithm: match self.algorithm() {
				Algorithm::Ed25519 => device::Algorithm::Ed25519,
				Algorithm::Es256 => device::Algorithm::Es256,
				Algorithm::Es256k => device::Algorithm::Es256k,
			},
			public: Bytes(self.as_bytes().to_vec()),
		}
	}
}

impl Show for organisation::Standing {
	type As = Standing;

	fn show(&self) -> Standing {
		match self {
			Self::Active => Standing::Active,
			Self::Suspended => Standing::Suspended,
			Self::Expelled => Standing::Expelled,
		}
	}
}

impl Show for organisation::Roles {
	type As = Vec<Role>;

	fn show(&self) -> Vec<Role> {
		self.iter()
			.map(|role| match role {
				organisation::Role::Maker => Role::Maker,
				organisation::Role::Operator => Role::Operator,
				organisation::Role::Carrier => Role::Carrier,
				organisation::Role::Servicer => Role::Servicer,
				organisation::Role::Insurer => Role::Insurer,
				organisation::Role::Auditor => Role::Auditor,
				organisation::Role::Regulator => Role::Regulator,
			})
			.collect()
	}
}

impl Show for organisation::Scopes {
	type As = Vec<Scope>;

	fn show(&self) -> Vec<Scope> {
		self.iter()
			.map(|scope| match scope {
				organisation::Scope::Organisation => Scope::Organisation,
				organisation::Scope::Anchors => Scope::Anchors,
				organisation::Scope::Devices => Scope::Devices,
				organisation::Scope::Readings => Scope::Readings,
				organisation::Scope::Items => Scope::Items,
				organisation::Scope::Agreements => Scope::Agreements,
				organisation::Scope::Tickets => Scope::Tickets,
				organisation::Scope::Regulation => Scope::Regulation,
			})
			.collect()
	}
}
