//! Units of measurement.

use crate::Error;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::fmt;
use scale_info::TypeInfo;

/// Declares the units once: index, name, symbol, meaning.
macro_rules! units {
	($($index:literal $name:ident $symbol:literal $doc:literal,)+) => {
		/// What a value counts: the primary units of the SenML registry, those of RFC 8428 §12.1 and of
		/// RFC 8798 §2. The secondary units of RFC 8798 §3 are multiples of these and are not among
		/// them: 1 kW is 1000 W, and the value's exponent says so.
		///
		/// One byte in SCALE. An index never changes its meaning.
		#[derive(
			Clone,
			Copy,
			Debug,
			Decode,
			DecodeWithMemTracking,
			Encode,
			Eq,
			Hash,
			MaxEncodedLen,
			Ord,
			PartialEq,
			PartialOrd,
			TypeInfo,
		)]
		pub enum Unit {
			$(#[doc = $doc] #[codec(index = $index)] $name,)+
		}

		impl Unit {
			/// All of them, in the order of their indices.
			pub const ALL: &'static [Self] = &[$(Self::$name,)+];

			/// The registered symbol, which is what a record has.
			pub fn symbol(self) -> &'static str {
				match self { $(Self::$name => $symbol,)+ }
			}

			/// The unit that has this symbol.
			///
			/// Errors: [`Error::UnitUnknown`].
			pub fn from_symbol(symbol: &str) -> Result<Self, Error> {
				match symbol {
					$($symbol => Ok(Self::$name),)+
					_ => Err(Error::UnitUnknown),
				}
			}
		}
	};
}

units! {
	0 Metre "m" "Length.",
	1 Kilogram "kg" "Mass.",
	2 Gram "g" "Mass; the registry advises kilograms.",
	3 Second "s" "Time.",
	4 Ampere "A" "Electric current.",
	5 Kelvin "K" "Temperature from absolute zero.",
	6 Candela "cd" "Luminous intensity.",
	7 Mole "mol" "Amount of substance.",
	8 Hertz "Hz" "Frequency.",
	9 Radian "rad" "Angle.",
	10 Steradian "sr" "Solid angle.",
	11 Newton "N" "Force.",
	12 Pascal "Pa" "Pressure.",
	13 Joule "J" "Energy.",
	14 Watt "W" "Power.",
	15 Coulomb "C" "Electric charge.",
	16 Volt "V" "Voltage.",
	17 Farad "F" "Capacitance.",
	18 Ohm "Ohm" "Resistance.",
	19 Siemens "S" "Conductance.",
	20 Weber "Wb" "Magnetic flux.",
	21 Tesla "T" "Magnetic flux density.",
	22 Henry "H" "Inductance.",
	23 Celsius "Cel" "Temperature in degrees Celsius.",
	24 Lumen "lm" "Luminous flux.",
	25 Lux "lx" "Illuminance.",
	26 Becquerel "Bq" "Radioactivity.",
	27 Gray "Gy" "Absorbed dose of radiation.",
	28 Sievert "Sv" "Equivalent dose of radiation.",
	29 Katal "kat" "Catalytic activity.",
	30 SquareMetre "m2" "Area.",
	31 CubicMetre "m3" "Volume.",
	32 Litre "l" "Volume; the registry advises cubic metres.",
	33 MetrePerSecond "m/s" "Velocity.",
	34 MetrePerSecondSquared "m/s2" "Acceleration.",
	35 CubicMetrePerSecond "m3/s" "Flow by volume.",
	36 LitrePerSecond "l/s" "Flow by volume; the registry advises cubic metres per second.",
	37 WattPerSquareMetre "W/m2" "Irradiance.",
	38 CandelaPerSquareMetre "cd/m2" "Luminance.",
	39 Bit "bit" "Amount of information.",
	40 BitPerSecond "bit/s" "Data rate.",
	41 DegreesLatitude "lat" "Latitude in degrees (WGS 84); north is positive.",
	42 DegreesLongitude "lon" "Longitude in degrees (WGS 84); east is positive.",
	43 Ph "pH" "Acidity, a logarithm.",
	44 Decibel "dB" "A ratio, as a logarithm.",
	45 DecibelWatt "dBW" "Power over one watt, as a logarithm.",
	46 BelSoundPressure "Bspl" "Level of sound pressure; the registry advises decibels.",
	47 Count "count" "A counter's value.",
	48 Ratio "/" "A ratio: 1 is the whole; also the position of a switch, 0 or 1.",
	49 RatioPercentSign "%" "A ratio: 1 is the whole, whatever the sign suggests; the registry advises `/`.",
	50 RelativeHumidity "%RH" "Relative humidity in percent.",
	51 EnergyLevelPercent "%EL" "Energy left in a battery, in percent.",
	52 EnergyLevelSeconds "EL" "Energy left in a battery, in seconds that it lasts.",
	53 PerSecond "1/s" "Rate of events.",
	54 PerMinute "1/min" "Rate of events; the registry advises those per second.",
	55 BeatPerMinute "beat/min" "Heart rate; the registry advises events per second.",
	56 Beats "beats" "Heart beats so far; the registry advises a counter.",
	57 SiemensPerMetre "S/m" "Conductivity.",
	58 Byte "B" "Amount of information.",
	59 VoltAmpere "VA" "Apparent power.",
	60 VoltAmpereSecond "VAs" "Apparent energy.",
	61 Var "var" "Reactive power.",
	62 VarSecond "vars" "Reactive energy.",
	63 JoulePerMetre "J/m" "Energy per distance.",
	64 KilogramPerCubicMetre "kg/m3" "Density, and concentration by mass.",
	65 Degree "deg" "Angle in degrees; the registry advises radians.",
}

impl fmt::Display for Unit {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(self.symbol())
	}
}
