//! What the calls cost at worst: certificates of full length with as many extensions as are read,
//! the longest path, P-256 throughout, since the host has no function for it.

use super::*;
use alloc::vec::Vec;
use frame_support::traits::{Consideration, EnsureOrigin, Get};
use frame_system::RawOrigin;
use hallmark_keys::{Possession, PublicKey, Rotation, Signature, Statement};
use hallmark_merkle::{leaf_hash, node_hash};
use hallmark_types::{
	device::{device_id, Charge, DeviceId, DeviceStatus},
	organisation::{ActsFor, OrgId, Role, Roles},
	Moment,
};
use hallmark_x509::{mint, MAX_CERTIFICATE_LEN, MAX_CHAIN, MAX_EXTENSIONS};
use p256::ecdsa::{signature::Signer, SigningKey};
use polkadot_sdk::{frame_benchmarking::v2::*, pallet_timestamp};
use sp_core::H256;

/// When the benchmarks take place: while the certificates are valid.
const NOW: Moment = mint::NOW;
const SERIAL: &[u8] = &[b'9'; 96];

fn pair(n: u8) -> SigningKey {
	SigningKey::from_slice(&[n; 32]).expect("the seed is below the order")
}

fn key(n: u8) -> PublicKey {
	let point = pair(n).verifying_key().to_encoded_point(true);
	PublicKey::Es256(point.as_bytes().try_into().expect("compressed"))
}

fn prove(n: u8, statement: &impl Statement, expires_at: Moment) -> Proof {
	let signature: p256::ecdsa::Signature = statement.using_bytes(|bytes| pair(n).sign(bytes));
	Proof {
		expires_at,
		signature: Signature(signature.to_bytes().into()),
	}
}

fn possession<T: Config>(n: u8, device: DeviceId, owner: OrgId) -> Proof {
	let expires_at = NOW + 1;
	let statement = Possession {
		genesis: Pallet::<T>::genesis(),
		device: device.0,
		owner,
		key: key(n),
		expires_at,
	};
	prove(n, &statement, expires_at)
}

/// Somebody who acts for an organisation with these roles and can pay.
fn member<T: Config>(name: &'static str, roles: &[Role]) -> (T::AccountId, OrgId) {
	let who: T::AccountId = account(name, 0, 0);
	let organisation = T::Organisations::make_acting(&who, Roles::of(roles));
	let most = Pallet::<T>::device_footprint(T::MaxKeyEpochs::get());
	T::Consideration::ensure_successful(&who, most);
	(who, organisation)
}

fn maker<T: Config>() -> (T::AccountId, OrgId) {
	member::<T>("maker", &[Role::Maker])
}

fn owner<T: Config>() -> (T::AccountId, OrgId) {
	member::<T>("owner", &[Role::Operator])
}

/// Somebody who acts for the last in a line of successors of `maker`, as long as is followed.
fn successor<T: Config>(maker: OrgId) -> (T::AccountId, OrgId) {
	let (who, last) = member::<T>("successor", &[Role::Maker]);
	let mut before = maker;
	for n in 1..T::MaxSuccessions::get() {
		let next = OrgId::MAX - n;
		Successors::<T>::insert(before, next);
		before = next;
	}
	Successors::<T>::insert(before, last);
	(who, last)
}

fn council<T: Config>() -> Result<T::RuntimeOrigin, BenchmarkError> {
	T::CouncilOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)
}

/// A certificate as long and with as many extensions as is allowed.
fn pad(mut draft: mint::Draft, issuer: &mint::Party) -> CertificateBytes {
	while draft.extensions.len() < MAX_EXTENSIONS {
		let number = draft.extensions.len() as u8;
		draft.extensions.push(mint::padding(number, 1));
	}
	let spare = MAX_CERTIFICATE_LEN - draft.signed_by(issuer).len();
	draft.extensions.pop();
	// Longer lengths take a few bytes more to write, and a signature may be two bytes longer.
	draft.extensions.push(mint::padding(
		MAX_EXTENSIONS as u8 - 1,
		spare.saturating_sub(12),
	));
	draft.signed_by(issuer).try_into().expect("it fits")
}

/// A root and a chain of `length` certificates below it, for a device with [`SERIAL`] and key 1.
fn certificates(length: u32) -> (CertificateBytes, Chain) {
	let parties: Vec<mint::Party> = (0..length as u8)
		.map(|n| mint::Party::new("Authority", mint::Key::p256(100 + n)))
		.collect();
	let root = &parties[0];
	let serial = core::str::from_utf8(&SERIAL[..64]).expect("digits");
	let device = mint::Party {
		name: mint::name(&[mint::serial(serial)]),
		key: mint::Key::p256(1),
	};
	let mut chain: Vec<CertificateBytes> = parties
		.windows(2)
		.map(|pair| pad(mint::Draft::authority(&pair[0], &pair[1], None), &pair[0]))
		.collect();
	let issuer = parties.last().expect("there is a root");
	chain.push(pad(mint::Draft::device(issuer, &device), issuer));
	chain.reverse();
	(
		pad(root.root(), root),
		chain.try_into().expect("within the bound"),
	)
}

/// A manifest of 2³² devices, whose line 0 is the device with [`SERIAL`] and key 1.
fn manifest() -> (H256, ManifestEntry) {
	let key = key(1);
	let mut hash = leaf_hash(&ManifestEntry::line(&key, SERIAL));
	let path: Vec<[u8; 32]> = (0..32).map(|level| [level; 32]).collect();
	for neighbour in &path {
		hash = node_hash(&hash, neighbour);
	}
	let entry = ManifestEntry {
		serial: SERIAL.to_vec().try_into().expect("within the bound"),
		key,
		index: 0,
		path: path.try_into().expect("within the bound"),
	};
	(hash.into(), entry)
}

fn model() -> Model {
	alloc::vec![b'm'; 64].try_into().expect("within the bound")
}

/// A device with `epochs` keys, the last with key number `epochs`, and who owns it.
fn enrolled<T: Config>(epochs: u32) -> (T::AccountId, OrgId, DeviceId) {
	let (maker, maker_id) = maker::<T>();
	let (owner, owner_id) = owner::<T>();
	let (root, entry) = manifest();
	let device = device_id(maker_id, SERIAL);
	Pallet::<T>::do_publish_manifest(maker, root, 1 << 32, model()).expect("a maker");
	let proof = possession::<T>(1, device, owner_id);
	Pallet::<T>::do_enrol_with_manifest(owner.clone(), maker_id, root, entry, proof)
		.expect("on the list");
	successor::<T>(maker_id);
	let mut record = Devices::<T>::get(device).expect("enrolled");
	for epoch in 1..epochs {
		// Keys that nobody holds, but for the last: who counts the epochs verifies nothing.
		let other = if epoch + 1 == epochs {
			key(2)
		} else {
			PublicKey::Es256([epoch as u8; 33])
		};
		Pallet::<T>::push_epoch(device, &mut record, other, NOW);
		KeyOwners::<T>::insert(Pallet::<T>::key_hash(&other), device);
	}
	record.deposit =
		Pallet::<T>::renew_deposit(record.deposit, &owner, epochs).expect("it can pay");
	Devices::<T>::insert(device, record);
	(owner, owner_id, device)
}

/// What [`Passports::make_device`](hallmark_types::device::Passports::make_device) makes.
pub(crate) fn device_of<T: Config>(owner: OrgId, n: u32, key: PublicKey) -> DeviceId {
	let who: T::AccountId = account("payer", n, 0);
	let footprint = Pallet::<T>::device_footprint(2);
	T::Consideration::ensure_successful(&who, footprint);
	let mut serial = SERIAL.to_vec();
	serial[..4].copy_from_slice(&n.to_be_bytes());
	let device = device_id(0, &serial);
	let before = PublicKey::Es256([0xff; 33]);
	let mut record = Device {
		maker: 0,
		serial: serial.try_into().expect("within the bound"),
		origin: Origin::Certificate {
			anchor: H256::zero(),
			certificate: H256::zero(),
			model: model(),
		},
		owner,
		enrolled_at: 0,
		status: DeviceStatus::Active,
		status_since: 0,
		out_of_use_at: None,
		last_epoch: 0,
		latest: KeyEpoch {
			compromised_since: Some(Moment::MAX),
			..KeyEpoch::from(before, 0)
		},
		previous: None,
		deposit: Pallet::<T>::take_deposit(&who, footprint).expect("it can pay"),
	};
	Pallet::<T>::push_epoch(device, &mut record, key, 0);
	Devices::<T>::insert(device, record);
	KeyOwners::<T>::insert(Pallet::<T>::key_hash(&key), device);
	device
}

fn put_in_quarantine<T: Config>(device: DeviceId) {
	let record = Devices::<T>::get(device).expect("enrolled");
	let by = Supervisor::Council;
	Pallet::<T>::put_in_quarantine(device, record, by, Charge::Cloned, H256::zero())
		.expect("it is in good standing");
}

#[benchmarks(where T: pallet_timestamp::Config<Moment = Moment>)]
mod benchmarks {
	use super::*;

	fn begin<T: pallet_timestamp::Config<Moment = Moment>>() {
		// Not by `set_timestamp`, which asks Aura whether this is the slot's time.
		pallet_timestamp::Now::<T>::put(NOW);
	}

	#[benchmark]
	fn register_anchor() {
		begin::<T>();
		let (who, maker) = maker::<T>();
		let (root, _) = certificates(1);
		let anchor = Pallet::<T>::fingerprint(&root);

		#[extrinsic_call]
		_(RawOrigin::Signed(who), root);

		assert!(Anchors::<T>::contains_key(maker, anchor));
	}

	#[benchmark]
	fn withdraw_anchor() {
		begin::<T>();
		let (who, maker) = maker::<T>();
		let (root, _) = certificates(1);
		let anchor = Pallet::<T>::fingerprint(&root);
		Pallet::<T>::do_register_anchor(who, root).expect("a maker");
		let (who, _) = successor::<T>(maker);

		#[extrinsic_call]
		_(RawOrigin::Signed(who), maker, anchor, NOW);

		assert!(Anchors::<T>::get(maker, anchor).is_some_and(|it| it.withdrawn_from == Some(NOW)));
	}

	#[benchmark]
	fn publish_manifest() {
		begin::<T>();
		let (who, maker) = maker::<T>();
		let (root, _) = manifest();

		#[extrinsic_call]
		_(RawOrigin::Signed(who), root, 1 << 32, model());

		assert!(Manifests::<T>::contains_key(maker, root));
	}

	#[benchmark]
	fn withdraw_manifest() {
		begin::<T>();
		let (who, maker) = maker::<T>();
		let (root, _) = manifest();
		Pallet::<T>::do_publish_manifest(who, root, 1 << 32, model()).expect("a maker");
		let (who, _) = successor::<T>(maker);

		#[extrinsic_call]
		_(RawOrigin::Signed(who), maker, root, NOW);

		assert!(Manifests::<T>::get(maker, root).is_some_and(|it| it.withdrawn_from == Some(NOW)));
	}

	/// `c` certificates below the anchor.
	#[benchmark]
	fn enrol_with_certificate(c: Linear<1, { MAX_CHAIN as u32 }>) {
		begin::<T>();
		let (maker, maker_id) = maker::<T>();
		let (who, owner) = owner::<T>();
		let (root, chain) = certificates(c);
		let anchor = Pallet::<T>::fingerprint(&root);
		Pallet::<T>::do_register_anchor(maker, root).expect("a maker");
		successor::<T>(maker_id);
		let device = device_id(maker_id, &SERIAL[..64]);
		let proof = possession::<T>(1, device, owner);

		#[extrinsic_call]
		_(RawOrigin::Signed(who), maker_id, anchor, chain, proof);

		assert!(Devices::<T>::contains_key(device));
	}

	#[benchmark]
	fn enrol_with_manifest() {
		begin::<T>();
		let (maker, maker_id) = maker::<T>();
		let (who, owner) = owner::<T>();
		let (root, entry) = manifest();
		Pallet::<T>::do_publish_manifest(maker, root, 1 << 32, model()).expect("a maker");
		successor::<T>(maker_id);
		let device = device_id(maker_id, SERIAL);
		let proof = possession::<T>(1, device, owner);

		#[extrinsic_call]
		_(RawOrigin::Signed(who), maker_id, root, entry, proof);

		assert!(Devices::<T>::contains_key(device));
	}

	// Of a device with two keys or more, the one before the latest is put aside.
	#[benchmark]
	fn rotate_key() {
		begin::<T>();
		let (who, owner, device) = enrolled::<T>(2);
		let statement = Rotation {
			genesis: Pallet::<T>::genesis(),
			device: device.0,
			epoch: 1,
			next: key(3),
			expires_at: NOW + 1,
		};
		let rotation = prove(2, &statement, NOW + 1);
		let proof = possession::<T>(3, device, owner);

		#[extrinsic_call]
		_(RawOrigin::Signed(who), device, key(3), rotation, proof);

		assert!(Devices::<T>::get(device).is_some_and(|it| it.last_epoch == 2));
	}

	#[benchmark]
	fn announce_rotation() {
		begin::<T>();
		let (who, owner, device) = enrolled::<T>(2);
		let proof = possession::<T>(3, device, owner);

		#[extrinsic_call]
		_(RawOrigin::Signed(who), device, key(3), proof);

		assert!(Devices::<T>::get(device).is_some_and(|it| it.last_epoch == 2));
	}

	#[benchmark]
	fn cancel_rotation() {
		begin::<T>();
		let (who, owner, device) = enrolled::<T>(2);
		let proof = possession::<T>(3, device, owner);
		Pallet::<T>::do_announce_rotation(who.clone(), device, key(3), proof).expect("an owner");

		#[extrinsic_call]
		_(RawOrigin::Signed(who), device);

		assert!(Devices::<T>::get(device).is_some_and(|it| it.last_epoch == 1));
	}

	#[benchmark]
	fn report_compromise() {
		begin::<T>();
		let (_, _, device) = enrolled::<T>(3);
		// Who is neither owner nor maker costs most to place.
		let (who, _) = member::<T>("regulator", &[Role::Regulator]);

		#[extrinsic_call]
		_(RawOrigin::Signed(who), device, 0, NOW);

		assert!(KeyEpochs::<T>::get(device, 0).is_some_and(|it| it.compromised_since.is_some()));
	}

	#[benchmark]
	fn offer() {
		begin::<T>();
		let (who, _, device) = enrolled::<T>(1);
		let (_, to) = member::<T>("buyer", &[Role::Operator]);

		#[extrinsic_call]
		_(RawOrigin::Signed(who), device, to, NOW + 1);

		assert!(Offers::<T>::contains_key(device));
	}

	#[benchmark]
	fn withdraw_offer() {
		begin::<T>();
		let (who, _, device) = enrolled::<T>(1);
		let (_, to) = member::<T>("buyer", &[Role::Operator]);
		Pallet::<T>::do_offer(who.clone(), device, to, NOW + 1).expect("an owner");

		#[extrinsic_call]
		_(RawOrigin::Signed(who), device);

		assert!(!Offers::<T>::contains_key(device));
	}

	#[benchmark]
	fn accept() {
		begin::<T>();
		let epochs = T::MaxKeyEpochs::get() - 1;
		let (owner, owner_id, device) = enrolled::<T>(epochs);
		let (who, to) = member::<T>("buyer", &[Role::Operator]);
		Pallet::<T>::do_offer(owner.clone(), device, to, NOW + 1).expect("an owner");
		let announced = possession::<T>(3, device, owner_id);
		Pallet::<T>::do_announce_rotation(owner, device, key(3), announced).expect("an owner");
		let proof = possession::<T>(2, device, to);

		#[extrinsic_call]
		_(RawOrigin::Signed(who), device, proof);

		assert!(Devices::<T>::get(device).is_some_and(|it| it.owner == to));
	}

	#[benchmark]
	fn suspend() {
		begin::<T>();
		let (who, _, device) = enrolled::<T>(1);

		#[extrinsic_call]
		_(RawOrigin::Signed(who), device);
	}

	#[benchmark]
	fn resume() {
		begin::<T>();
		let (who, _, device) = enrolled::<T>(1);
		Pallet::<T>::do_suspend(who.clone(), device).expect("an owner");

		#[extrinsic_call]
		_(RawOrigin::Signed(who), device);
	}

	#[benchmark]
	fn retire() {
		begin::<T>();
		let (who, _, device) = enrolled::<T>(1);
		put_in_quarantine::<T>(device);

		#[extrinsic_call]
		_(RawOrigin::Signed(who), device);
	}

	/// `e` keys.
	#[benchmark]
	fn remove(e: Linear<1, { T::MaxKeyEpochs::get() }>) {
		begin::<T>();
		let (who, _, device) = enrolled::<T>(e);
		Pallet::<T>::do_retire(who.clone(), device).expect("an owner");
		pallet_timestamp::Now::<T>::put(NOW + T::RetentionPeriod::get());

		#[extrinsic_call]
		_(RawOrigin::Signed(who), device);

		assert!(Removed::<T>::contains_key(device));
	}

	#[benchmark]
	fn quarantine() {
		begin::<T>();
		let (_, _, device) = enrolled::<T>(1);
		let (who, _) = member::<T>("regulator", &[Role::Regulator]);

		#[extrinsic_call]
		_(RawOrigin::Signed(who), device, Charge::Cloned, H256::zero());

		assert!(Quarantines::<T>::contains_key(device));
	}

	#[benchmark]
	fn appeal() {
		begin::<T>();
		let (who, _, device) = enrolled::<T>(1);
		put_in_quarantine::<T>(device);

		#[extrinsic_call]
		_(RawOrigin::Signed(who), device, H256::zero());
	}

	#[benchmark]
	fn decide_appeal() {
		begin::<T>();
		let (who, _, device) = enrolled::<T>(1);
		put_in_quarantine::<T>(device);
		Pallet::<T>::do_appeal(who, device, H256::zero()).expect("an owner");
		let (judge, _) = member::<T>("regulator", &[Role::Regulator]);

		#[extrinsic_call]
		_(RawOrigin::Signed(judge), device, false);

		assert!(!Quarantines::<T>::contains_key(device));
	}

	#[benchmark]
	fn clear_suspicion() {
		begin::<T>();
		let (_, _, device) = enrolled::<T>(1);
		Devices::<T>::mutate(device, |it| {
			it.as_mut().expect("enrolled").status = DeviceStatus::Suspect;
		});
		let (who, _) = member::<T>("regulator", &[Role::Regulator]);

		#[extrinsic_call]
		_(RawOrigin::Signed(who), device);
	}

	#[benchmark]
	fn revoke() {
		begin::<T>();
		let (_, _, device) = enrolled::<T>(1);
		put_in_quarantine::<T>(device);
		let (who, _) = member::<T>("regulator", &[Role::Regulator]);

		#[extrinsic_call]
		_(RawOrigin::Signed(who), device, NOW);

		assert!(!Quarantines::<T>::contains_key(device));
	}

	#[benchmark]
	fn name_successor() -> Result<(), BenchmarkError> {
		begin::<T>();
		let (_, expelled) = member::<T>("expelled", &[Role::Maker]);
		let (_, successor) = maker::<T>();
		T::Organisations::make_expelled(expelled);

		#[extrinsic_call]
		_(council::<T>()? as T::RuntimeOrigin, expelled, successor);

		assert_eq!(Successors::<T>::get(expelled), Some(successor));
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, mock::new_chain(), mock::Test);
}
