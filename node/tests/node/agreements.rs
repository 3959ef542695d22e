//! Agreements on a real node: each template from proposal to settlement, driven by nothing but what
//! devices signed and what changed hands, and what happens when something goes wrong. Money is counted
//! to its smallest part.

mod cold_chain;
mod demand_response;
mod ending;
mod field_service;
mod items;
mod neighbours;
mod nodes;
mod parametric_insurance;
mod parties;
mod pay_per_use;

use hallmark_agreements::{AgreementId, ClauseIndex};
use hallmark_conditions::condition::Why;
use hallmark_runtime::{AccountId, Balance, Runtime};
use hallmark_types::{
	units::{HEUR, HMK},
	AssetId,
};
use pallet_agreements::{Call, ClauseView, Ledger, Outcome, Statement, Status};

use crate::support::{Node, NodeBuilder, Result};

/// A chain whose clock goes on by a slot with every block, and which has a block for every transaction.
fn start() -> Result<Node> {
	NodeBuilder::dev().args(["--sealing", "instant"]).start()
}

/// What something costs in these tests: no round number, in any currency.
fn price(currency: Option<AssetId>) -> Balance {
	match currency {
		None => 3 * HMK + 1,
		Some(_) => 250 * HEUR + 1,
	}
}

fn challenge(agreement: AgreementId, clause: ClauseIndex) -> Call<Runtime> {
	Call::challenge { agreement, clause }
}

/// Whether what came true last can be challenged.
fn is_pending(statement: &Statement<AccountId>) -> bool {
	let last = statement.firings.last();
	last.is_some_and(|it| matches!(it.outcome, Outcome::Pending { .. }))
}

fn is_over(statement: &Statement<AccountId>) -> bool {
	matches!(statement.status.status, Status::Ended(_))
}

/// The clauses that came true, in that order.
fn came_true(statement: &Statement<AccountId>) -> Vec<ClauseIndex> {
	statement.firings.iter().map(|it| it.clause).collect()
}

/// Why parts of a condition are unknown, in their order.
fn reasons(clause: &ClauseView) -> Vec<Why> {
	let findings = clause.explanation.findings().iter();
	findings.filter_map(|it| it.why).collect()
}

/// Asserts what became of the money, and that nothing of it is held any more.
#[track_caller]
fn assert_settled(statement: &Statement<AccountId>, ledger: Ledger) {
	assert_eq!(statement.status.ledger, ledger);
	assert_eq!(statement.status.held, 0);
	assert_eq!(ledger.funded, ledger.paid + ledger.refunded);
}
