//! What sensors' units are to EPCIS: a stream's is SenML's, a report's is UN/ECE's, together with
//! the name of what is measured.

use crate::{event::Unit, vocabulary::Measurement};

/// What a SenML unit (IANA's registry) measures, and the unit's code in UN/ECE Recommendation 20.
/// `None` for units that have none.
pub fn measure(senml: &str) -> Option<(Measurement, Unit)> {
	use Measurement as M;
	let (measurement, code) = match senml {
		"m" => (M::Length, "MTR"),
		"kg" => (M::Mass, "KGM"),
		"g" => (M::Mass, "GRM"),
		"s" => (M::Time, "SEC"),
		"min" => (M::Time, "MIN"),
		"h" => (M::Time, "HUR"),
		"A" => (M::ElectricCurrent, "AMP"),
		"K" => (M::Temperature, "KEL"),
		"Cel" => (M::Temperature, "CEL"),
		"cd" => (M::LuminousIntensity, "CDL"),
		"mol" => (M::AmountOfSubstance, "C34"),
		"Hz" => (M::Frequency, "HTZ"),
		"rad" => (M::Angle, "C81"),
		"deg" | "lat" | "lon" => (M::Angle, "DD"),
		"sr" => (M::SolidAngle, "D27"),
		"N" => (M::Force, "NEW"),
		"Pa" => (M::Pressure, "PAL"),
		"hPa" => (M::Pressure, "A97"),
		"J" => (M::Energy, "JOU"),
		"W" => (M::Power, "WTT"),
		"C" => (M::ElectricCharge, "COU"),
		"V" => (M::Voltage, "VLT"),
		"F" => (M::Capacitance, "FAR"),
		"Ohm" => (M::Resistance, "OHM"),
		"S" => (M::Conductance, "SIE"),
		"Wb" => (M::MagneticFlux, "WEB"),
		"T" => (M::MagneticFluxDensity, "D33"),
		"H" => (M::Inductance, "81"),
		"lm" => (M::LuminousFlux, "LUM"),
		"lx" => (M::Illuminance, "LUX"),
		"Bq" => (M::Radioactivity, "BQL"),
		"Gy" => (M::AbsorbedDose, "A95"),
		"Sv" => (M::DoseEquivalent, "D13"),
		"m2" => (M::Area, "MTK"),
		"m3" => (M::Volume, "MTQ"),
		"l" => (M::Volume, "LTR"),
		"m/s" => (M::Speed, "MTS"),
		"km/h" => (M::Speed, "KMH"),
		"m/s2" => (M::Acceleration, "MSK"),
		"m3/s" => (M::VolumeFlowRate, "MQS"),
		"%RH" => (M::RelativeHumidity, "P1"),
		"%" => (M::Dimensionless, "P1"),
		"/" => (M::Dimensionless, "C62"),
		"count" => (M::Count, "C62"),
		_ => return None,
	};
	Unit::new(code).map(|unit| (measurement, unit))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn units_of_sensors_have_their_codes() {
		for (senml, measurement, code) in [
			("Cel", Measurement::Temperature, "CEL"),
			("%RH", Measurement::RelativeHumidity, "P1"),
			("m/s2", Measurement::Acceleration, "MSK"),
			("H", Measurement::Inductance, "81"),
		] {
			assert_eq!(
				measure(senml),
				Unit::new(code).map(|unit| (measurement, unit))
			);
		}
		// Words of SenML for which UN/ECE or GS1 has none, and no words at all.
		for senml in ["pH", "dB", "beat/min", "cel", ""] {
			assert_eq!(measure(senml), None, "{senml}");
		}
	}

	/// A code that is none by its form would make a unit unknown, and nobody would notice.
	#[test]
	fn every_unit_that_is_known_has_a_code() {
		let known =
			"m kg g s min h A K Cel cd mol Hz rad deg lat lon sr N Pa hPa J W C V F Ohm S Wb \
			T H lm lx Bq Gy Sv m2 m3 l m/s km/h m/s2 m3/s %RH % / count";
		for senml in known.split_whitespace() {
			assert!(measure(senml).is_some(), "{senml}");
		}
	}
}
