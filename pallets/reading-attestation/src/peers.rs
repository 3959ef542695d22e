//! Peer groups: who sits in them, and how a reading is held against the others.

use super::*;
use alloc::vec::Vec;
use frame_support::{ensure, traits::Get, BoundedVec};
use hallmark_types::{
	device::{DeviceId, DeviceStatus, OnStanding, Passports},
	readings::Signal,
	Moment,
};
use sp_runtime::{DispatchResult, Weight};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_open_group(who: T::AccountId, terms: GroupTerms) -> DispatchResult {
		let host = Self::acting(&who)?;
		ensure!(terms.patience > 0, Error::<T>::NoPatience);
		ensure!(terms.freshness > 0, Error::<T>::NoFreshness);
		let group = LastGroup::<T>::get()
			.checked_add(1)
			.ok_or(Error::<T>::Overflow)?;

		let deposit = Self::take_deposit(&who, Self::group_footprint())?;
		LastGroup::<T>::put(group);
		Groups::<T>::insert(
			group,
			Group {
				host,
				terms,
				seats: BoundedVec::new(),
				deposit,
			},
		);
		Circles::<T>::insert(
			group,
			Voices {
				tolerance: terms.tolerance,
				patience: terms.patience,
				freshness: terms.freshness,
				voices: BoundedVec::new(),
			},
		);
		Self::deposit_event(Event::GroupOpened { group, host });
		Ok(())
	}

	pub(crate) fn do_close_group(who: T::AccountId, number: GroupId) -> DispatchResult {
		let group = Self::hosted(&who, number)?;
		ensure!(
			group.seats.iter().all(Option::is_none),
			Error::<T>::GroupInUse
		);

		Self::return_deposit(group.deposit)?;
		Groups::<T>::remove(number);
		Circles::<T>::remove(number);
		Self::deposit_event(Event::GroupClosed { group: number });
		Ok(())
	}

	pub(crate) fn do_offer_seat(
		who: T::AccountId,
		number: GroupId,
		signal: Signal,
	) -> DispatchResult {
		let mut group = Self::hosted(&who, number)?;
		let stream =
			Streams::<T>::get(signal.device, signal.name).ok_or(Error::<T>::UnknownStream)?;
		Self::ensure_comparable(&group.terms, &stream.terms)?;
		ensure!(
			!group
				.seats
				.iter()
				.flatten()
				.any(|seat| seat.signal == signal),
			Error::<T>::AlreadyOffered
		);
		let offer = Some(Seat {
			signal,
			taken: false,
		});
		let free = group.seats.iter().position(Option::is_none);
		let seat = free.unwrap_or(group.seats.len());
		match free {
			Some(seat) => group.seats[seat] = offer,
			None => group
				.seats
				.try_push(offer)
				.map_err(|_| Error::<T>::GroupFull)?,
		}

		let place = Place {
			group: number,
			seat: seat as u8,
		};
		Groups::<T>::insert(number, group);
		Self::deposit_event(Event::SeatOffered { place, signal });
		Ok(())
	}

	pub(crate) fn do_take_seat(who: T::AccountId, place: Place) -> DispatchResult {
		let mut group = Groups::<T>::get(place.group).ok_or(Error::<T>::UnknownGroup)?;
		let seat = Self::seat(&mut group, place).ok_or(Error::<T>::SeatIsFree)?;
		let signal = seat.signal;
		Self::owned(&who, &signal.device)?;
		ensure!(!seat.taken, Error::<T>::SeatIsTaken);
		seat.taken = true;
		let mut stream =
			Streams::<T>::get(signal.device, signal.name).ok_or(Error::<T>::UnknownStream)?;
		ensure!(stream.place.is_none(), Error::<T>::AlreadySeated);
		let mut circle = Circles::<T>::get(place.group).ok_or(Error::<T>::UnknownGroup)?;

		SeatsOf::<T>::try_mutate(signal.device, |seats| seats.try_push(place))
			.map_err(|_| Error::<T>::TooManySeats)?;
		let index = usize::from(place.seat);
		// Seats that are only offered have no voice yet.
		while circle.voices.len() <= index {
			circle
				.voices
				.try_push(Voice::default())
				.map_err(|_| Error::<T>::GroupFull)?;
		}
		circle.voices[index] = Voice::default();
		stream.place = Some(place);
		Streams::<T>::insert(signal.device, signal.name, stream);
		Circles::<T>::insert(place.group, circle);
		Groups::<T>::insert(place.group, group);
		Self::deposit_event(Event::SeatTaken { place, signal });
		Ok(())
	}

	pub(crate) fn do_free_seat(who: T::AccountId, place: Place) -> DispatchResult {
		let org = Self::acting(&who)?;
		let mut group = Groups::<T>::get(place.group).ok_or(Error::<T>::UnknownGroup)?;
		let seat = *Self::seat(&mut group, place).ok_or(Error::<T>::SeatIsFree)?;
		ensure!(
			group.host == org || T::Devices::owner(&seat.signal.device) == Some(org),
			Error::<T>::NotOwner
		);

		if seat.taken {
			Streams::<T>::mutate(seat.signal.device, seat.signal.name, |stream| {
				if let Some(stream) = stream {
					stream.place = None;
				}
			});
		}
		Self::leave(place, &seat.signal);
		Ok(())
	}

	/// Free a seat. The caller writes the stream.
	pub(crate) fn leave(place: Place, signal: &Signal) {
		Groups::<T>::mutate(place.group, |group| {
			if let Some(seat) = group
				.as_mut()
				.and_then(|group| group.seats.get_mut(usize::from(place.seat)))
			{
				*seat = None;
			}
		});
		Self::silence(place);
		SeatsOf::<T>::mutate_exists(signal.device, |seats| {
			if let Some(places) = seats {
				places.retain(|known| *known != place);
				if places.is_empty() {
					*seats = None;
				}
			}
		});
		Self::deposit_event(Event::SeatFreed {
			place,
			signal: *signal,
		});
	}

	/// What was said at a seat counts no more.
	fn silence(place: Place) {
		Circles::<T>::mutate(place.group, |circle| {
			if let Some(voice) = circle
				.as_mut()
				.and_then(|circle| circle.voices.get_mut(usize::from(place.seat)))
			{
				*voice = Voice::default();
			}
		});
	}

	/// A seat that is taken or offered.
	fn seat(group: &mut GroupOf<T>, place: Place) -> Option<&mut Seat> {
		group.seats.get_mut(usize::from(place.seat))?.as_mut()
	}

	/// A group whose host `who` acts for.
	fn hosted(who: &T::AccountId, group: GroupId) -> Result<GroupOf<T>, sp_runtime::DispatchError> {
		let org = Self::acting(who)?;
		let group = Groups::<T>::get(group).ok_or(Error::<T>::UnknownGroup)?;
		ensure!(group.host == org, Error::<T>::NotHost);
		Ok(group)
	}

	fn ensure_comparable(group: &GroupTerms, stream: &Terms) -> DispatchResult {
		ensure!(group.unit == stream.unit, Error::<T>::UnitMismatch);
		ensure!(
			group.exponent == stream.exponent,
			Error::<T>::ExponentMismatch
		);
		Ok(())
	}
}

impl<T: Config> OnStanding for Pallet<T> {
	/// Who is not in good standing has no voice. One that comes back speaks again with its next
	/// reading.
	fn on_standing(device: &DeviceId, status: DeviceStatus) {
		if status != DeviceStatus::Active {
			for place in SeatsOf::<T>::get(device) {
				Self::silence(place);
			}
		}
	}

	fn weight() -> Weight {
		T::WeightInfo::on_standing(T::MaxSeats::get())
	}
}

/// The groups that an envelope has to do with: each is read once and written once.
#[derive(Default)]
pub(crate) struct Circle {
	read: Vec<(GroupId, Voices)>,
}

impl Circle {
	/// Hold a reading against the others of its group. Returns an earlier reading if that is now a
	/// strike.
	pub(crate) fn judge<T: Config>(&mut self, place: Place, said: Said) -> Option<Doubt> {
		self.voices::<T>(place.group)?.judge(place.seat, said)
	}

	/// What is said at a seat does not count.
	pub(crate) fn silence<T: Config>(&mut self, place: Place) {
		let voice = self
			.voices::<T>(place.group)
			.and_then(|circle| circle.voices.get_mut(usize::from(place.seat)));
		if let Some(voice) = voice {
			*voice = Voice::default();
		}
	}

	/// Write what has changed.
	pub(crate) fn write<T: Config>(self) {
		for (group, voices) in self.read {
			Circles::<T>::insert(group, voices);
		}
	}

	fn voices<T: Config>(&mut self, group: GroupId) -> Option<&mut Voices> {
		let index = match self.read.iter().position(|(known, _)| *known == group) {
			Some(index) => index,
			None => {
				self.read.push((group, Circles::<T>::get(group)?));
				self.read.len() - 1
			},
		};
		self.read.get_mut(index).map(|(_, voices)| voices)
	}
}

/// How far a value is from the nearer end of a range. 0 within it.
fn distance(value: i64, low: i64, high: i64) -> u64 {
	if value < low {
		low.abs_diff(value)
	} else if value > high {
		value.abs_diff(high)
	} else {
		0
	}
}

impl Voices {
	/// Hold a reading against what the others say, and remember it. What is older than the last one
	/// from its seat is no news and is not judged.
	///
	/// Somebody is the first to tell that something moved, and somebody the last. So a reading that
	/// is too far from the others when it comes is only doubted, until enough of them have spoken in
	/// their turn and its device speaks again. It counts if it lies outside what they said before and
	/// what they say then.
	///
	/// Returns the last of as many readings in a row as are tolerated, if they counted.
	pub(crate) fn judge(&mut self, seat: u8, said: Said) -> Option<Doubt> {
		let seat = usize::from(seat);
		let own = *self.voices.get(seat)?;
		if own
			.said
			.is_some_and(|before| said.measured < before.measured)
		{
			return None;
		}
		let middle = self.middle_of_others(seat, said.measured);
		let answered = own.doubt.filter(|doubt| self.have_answered(seat, doubt));
		let (tolerance, patience) = (self.tolerance, self.patience);
		let voice = self.voices.get_mut(seat)?;
		voice.said = Some(said);
		let (low, high) = middle?;
		if own.doubt.is_some() && answered.is_none() {
			return None;
		}
		let is_too_far = distance(said.value, low, high) > tolerance;
		voice.doubt = is_too_far.then_some(Doubt { said, low, high });

		let answered = answered.map(|doubt| Doubt {
			low: doubt.low.min(low),
			high: doubt.high.max(high),
			..doubt
		});
		let outlier =
			answered.filter(|doubt| distance(doubt.said.value, doubt.low, doubt.high) > tolerance);
		voice.outlying = match outlier {
			Some(_) => voice.outlying.saturating_add(1),
			None => 0,
		};
		if voice.outlying < patience {
			return None;
		}
		voice.outlying = 0;
		outlier
	}

	/// Whether enough others have spoken of the time of a doubted reading or after it.
	fn have_answered(&self, seat: usize, doubt: &Doubt) -> bool {
		let since = doubt.said.measured;
		let heard = self.voices.iter().enumerate().filter(|(other, voice)| {
			*other != seat && voice.said.is_some_and(|said| said.measured >= since)
		});
		heard.count() >= QUORUM
	}

	/// The two middle values, which are one where the others are odd in number, of those who spoke
	/// within `freshness` of `measured`. `None` if they are fewer than [`QUORUM`].
	fn middle_of_others(&self, seat: usize, measured: Moment) -> Option<(i64, i64)> {
		let mut values = [0; MAX_PEERS as usize];
		let mut count = 0;
		for (other, voice) in self.voices.iter().enumerate() {
			match voice.said {
				Some(said)
					if other != seat && said.measured.abs_diff(measured) <= self.freshness =>
				{
					values[count] = said.value;
					count += 1;
				},
				_ => (),
			}
		}
		if count < QUORUM {
			return None;
		}
		let values = &mut values[..count];
		values.sort_unstable();
		Some((values[(count - 1) / 2], values[count / 2]))
	}
}
