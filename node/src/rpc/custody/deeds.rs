//! What was done in a step.

use hallmark_rpc::custody::{Deed, Exception, Holder};
use hallmark_types::items::{self, ItemId};
use jsonrpsee::core::RpcResult;
use pallet_custody::Wrong;

use super::Things;
use crate::rpc::show::{stream, text, Show};

fn holder(holder: items::Holder) -> Holder {
	match holder {
		items::Holder::Organisation(org) => Holder::Organisation { org },
		items::Holder::Agreement(agreement) => Holder::Agreement { agreement },
	}
}

/// What a deed names besides its item.
pub fn named(deed: &pallet_custody::Deed) -> Vec<ItemId> {
	use pallet_custody::Deed as Done;
	match deed {
		Done::Packed { into } => into.iter().map(|(container, _)| *container).collect(),
		Done::Unpacked { parent } => vec![*parent],
		_ => vec![],
	}
}

/// A deed of `item`, with the names of what it is about.
pub fn deed(things: &mut Things<'_>, item: ItemId, deed: pallet_custody::Deed) -> RpcResult<Deed> {
	use pallet_custody::Deed as Done;
	let ids = |items: pallet_custody::ItemIds| items.iter().map(|id| (*id).into()).collect();
	Ok(match deed {
		Done::Commissioned { commission } => Deed::Commissioned { commission },
		Done::Made { transformation } => Deed::Made { transformation },
		Done::Observed {
			biz_step,
			disposition,
		} => Deed::Observed {
			biz_step: biz_step.map(|word| text(&word)),
			disposition: disposition.map(|word| text(&word)),
		},
		Done::Packed { into } => Deed::Packed {
			into: into
				.iter()
				.map(|(container, _)| things.named(*container))
				.collect::<RpcResult<_>>()?,
		},
		Done::Unpacked { parent } => Deed::Unpacked {
			parent: things.named(parent)?,
		},
		Done::Filled { children } => Deed::Filled {
			children: ids(children),
		},
		Done::Emptied { children } => Deed::Emptied {
			children: ids(children),
		},
		Done::HandedOver {
			title,
			from,
			to,
			exceptions,
			offered,
			verdict,
		} => Deed::HandedOver {
			title: title.show(),
			from,
			to,
			exceptions: Exception::from_bits(exceptions),
			offered: things.part(item, offered)?,
			verdict: verdict.show(),
		},
		Done::Used {
			transformation,
			number,
		} => Deed::Used {
			transformation,
			used: things.part(item, number)?,
		},
		Done::Destroyed => Deed::Destroyed,
		Done::Held { holder: by, reason } => Deed::Held {
			holder: holder(by),
			reason: reason.into(),
		},
		Done::Released { holder: by } => Deed::Released { holder: holder(by) },
		Done::Recalled { recall } => Deed::Recalled { recall },
		Done::Acknowledged { recall } => Deed::Acknowledged { recall },
		Done::RecallEnded { recall } => Deed::RecallEnded { recall },
		Done::Attached { signal, slot } => Deed::Attached {
			device: signal.device.into(),
			stream: stream(signal.name),
			slot,
		},
		Done::Detached { signal, slot } => Deed::Detached {
			device: signal.device.into(),
			stream: stream(signal.name),
			slot,
		},
		Done::DeclaredWrong {
			step,
			wrong: Wrong::DidNotOccur,
		} => Deed::DidNotOccur { step },
		Done::DeclaredWrong {
			step,
			wrong: Wrong::IncorrectData(corrected_by),
		} => Deed::IncorrectData { step, corrected_by },
		Done::Archived => Deed::Archived,
	})
}

#[cfg(test)]
mod tests {
	use super::Exception;
	use hallmark_epcis::step;

	#[test]
	fn exceptions_have_one_order_everywhere() {
		for bit in 0..u8::BITS {
			let shown = Exception::from_bits(1 << bit);
			let told = step::Exception::from_bits(1 << bit);
			assert_eq!(format!("{shown:?}"), format!("{told:?}"));
		}
		let short = Exception::from_bits(pallet_custody::SHORT);
		assert_eq!(short, [Exception::Short]);
	}
}
